"""The API root."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.response import Response

from claims.api.base import PublicView
from claims.api.params import refuse_unknown
from claims.models import LedgerEntry

LISTS = ("claims", "links", "questions", "claimants", "events", "sources", "assessments", "ledger")


class HeadRecord(serializers.Serializer):
    sequence = serializers.IntegerField()
    hash = serializers.CharField()
    recorded_at = serializers.DateTimeField()


class LicenceRecord(serializers.Serializer):
    name = serializers.CharField()
    url = serializers.URLField()


class IndexRecord(serializers.Serializer):
    """Where everything is, under which licence, and how far the ledger goes."""

    licence = LicenceRecord()
    ledger_head = HeadRecord(allow_null=True)
    lists = serializers.DictField(child=serializers.URLField())
    schema = serializers.URLField()
    docs = serializers.URLField()


class Index(PublicView):
    """API root: URLs of the lists, the licence of the data, the newest ledger entry."""

    summary = _("Where the lists are, the licence of the data, and the newest entry of the ledger.")

    serializer_class = IndexRecord

    def get(self, request):
        refuse_unknown(request.query_params, ())
        site = self.context["site"]
        index = {
            "licence": {"name": settings.DATA_LICENCE, "url": settings.DATA_LICENCE_URL},
            "ledger_head": LedgerEntry.objects.defer("body").newest(),
            "lists": {name: site + reverse(f"claims:api-{name}") for name in LISTS},
            "schema": site + reverse("claims:schema"),
            "docs": site + reverse("claims:docs"),
        }
        return Response(IndexRecord(index).data)
