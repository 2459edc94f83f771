"""Functions shared by the admin views about claims: selection, querysets, rendering, redirects, messages."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Prefetch
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from claims.admin.input_checks import is_id
from claims.models import Assessment, Citation, Claim, ClaimLink

MAX_REFUSALS_SHOWN = 10


def claims_asked_for(request):
    """Return the claims of ``?ids=`` with their evidence, once each, in the order given; of at most 100 ids."""
    ids = [int(pk) for pk in request.GET.getlist("ids") if is_id(pk)]
    found = with_evidence(Claim.objects.filter(pk__in=ids[:100])).in_bulk()
    return [found[pk] for pk in dict.fromkeys(ids) if pk in found]


def with_evidence(claims):
    """Add to a queryset the related rows that a decision looks at: citations, quantities, assessments."""
    return claims.select_related("claimant", "event", "place", "question").prefetch_related(
        "quantities",
        Prefetch("citations", Citation.objects.for_reading()),
        Prefetch("assessments", Assessment.objects.newest_first().select_related("proposed_by", "decided_by")),
    )


def attach_links(claims):
    """Set ``links`` on each claim, ``(link, how it reads from this end, the other claim)``; return the claims."""
    known = {claim.pk: claim for claim in claims}
    for claim in claims:
        claim.links = []
    links = ClaimLink.objects.of(*known).for_reading().select_related("proposed_by", "reviewed_by")
    for link in links:
        for pk in (link.first_id, link.second_id):
            if claim := known.get(pk):
                claim.links.append((link, link.reading_from(claim), link.other_end(claim)))
    return claims


def sentences(error):
    """Return the messages of a ValidationError or PermissionDenied."""
    if isinstance(error, ValidationError):
        return error.messages
    return [str(error) or "You may not do this."]


def render_page(request, template, title, **context):
    """Render ``admin/claims/<template>.html`` with the context of the admin site."""
    shared = {**admin.site.each_context(request), "opts": Claim._meta, "title": title}
    return TemplateResponse(request, f"admin/claims/{template}.html", {**shared, **context})


def to_list(request, message=None):
    """Redirect to the change list of claims, with ``message`` as an error."""
    if message:
        messages.error(request, message)
    return redirect("admin:claims_claim_changelist")


def to_claim(claim):
    return redirect("admin:claims_claim_change", claim.pk)


def ask_about(request, queryset, page, *, most, least=1):
    """Redirect an action to the view ``page`` with the selected claims as ``?ids=``.

    Where they are fewer than ``least`` or more than ``most``, show an error and return None.
    """
    count = queryset.count()
    if least <= count <= most:
        ids = "&".join(f"ids={pk}" for pk in queryset.order_by("pk").values_list("pk", flat=True))
        return redirect(f"{reverse(f'admin:claims_claim_{page}')}?{ids}")
    if not count:
        return to_list(request, "Those claims are no longer there: select others.")
    bounds = f"at most {most}" if least == 1 else f"between {least} and {most}"
    messages.error(request, f"Select {bounds} claims for this; {count} are selected.")
    return None


def for_each(request, claims, act, done):
    """Call ``act`` with each claim; show how many it was ``done`` to, and the refusals of the others, as messages."""
    refusals, acted = [], 0
    for claim in claims:
        try:
            act(claim)
            acted += 1
        except (ValidationError, PermissionDenied) as error:
            refusals.append(f"{claim.reference}: {' '.join(sentences(error))}")
        except Claim.DoesNotExist:
            refusals.append(f"{claim.reference} is no longer there.")
    if acted:
        messages.success(request, f"{acted} {'claim' if acted == 1 else 'claims'} {done}.")
    tell_refusals(request, refusals)


def tell_refusals(request, refusals):
    """Show the first refusals as error messages, and the number of the others."""
    for refusal in refusals[:MAX_REFUSALS_SHOWN]:
        messages.error(request, refusal)
    if len(refusals) > MAX_REFUSALS_SHOWN:
        messages.error(request, f"{len(refusals) - MAX_REFUSALS_SHOWN} more were refused.")
