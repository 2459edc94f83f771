"""List and detail views of sources."""

from django import forms
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from claims.choices import SourceKind
from claims.models import Citation, Claimant, Source
from claims.search.pagination import ROWS_PER_PAGE, paginate
from claims.selectors.claims import page_of, published_rows
from claims.selectors.source_dependence import MAX_RELAYS_SHOWN, RESTS, relayed_by, relayed_from, resting, rests
from claims.selectors.sources import with_citations, with_counts, with_counts_alone
from claims.views.forms import NO_CHOICE, AskedChoice, AskedForm


class RowField(forms.CharField):
    """Slug of a public row, cleaned to the row."""

    def __init__(self, model):
        super().__init__(required=False, max_length=80, widget=forms.HiddenInput)
        self.model = model

    def clean(self, value):
        slug = super().clean(value)
        row = self.model.objects.public().filter(slug=slug).first() if slug else None
        if slug and row is None:
            raise ValidationError(NO_CHOICE, params={"value": slug})
        return row


class SourcesForm(AskedForm):
    title = forms.CharField(label=_("Title"), required=False, max_length=80)
    kind = AskedChoice(label=_("Kind"), choices=SourceKind.choices, blank=pgettext_lazy("any kind", "Any"))
    publisher = RowField(Claimant)

    def selected(self, rows):
        """Filter ``rows`` by the valid fields."""
        columns = {"title": "title__icontains", "kind": "kind", "publisher": "publisher"}
        return rows.filter(**{columns[name]: value for name, value in self.asked.items()})


class SourceForm(AskedForm):
    """Form that narrows the claims listed on a source's page."""

    only = AskedChoice(choices=[(value, words) for value, (words, _meaning) in RESTS.items()])
    relays = RowField(Source)


def sources(request):
    """List the sources of published claims, the newest first."""
    form = SourcesForm(request.GET)
    form.full_clean()
    rows = form.selected(Source.objects.public().select_related("publisher"))
    page = paginate(rows, "-earliest", request.GET, key="slug", size=ROWS_PER_PAGE)
    with_counts(page.rows)
    with_counts_alone(page.rows)
    context = {
        "form": form,
        "asked": any(form.data.values()),
        "publisher": form.cleaned_data.get("publisher"),
        "page": page,
        "count": rows.count(),
    }
    return render(request, "claims/source_list.html", context, status=400 if form.errors else 200)


def source(request, slug):
    """Show one source: its claims, those that rest on it alone, and what it relays or is relayed by."""
    source = get_object_or_404(Source.objects.public().select_related("publisher"), slug=slug)
    form = SourceForm(request.GET)
    form.full_clean()
    page = page_of(resting(published_rows(), source, **form.asked), "-about_earliest", request.GET)
    with_citations(page.rows, Citation.objects.filter(source=source))
    count, alone = rests(source)
    context = {
        "source": source,
        "form": form,
        "asked": form.asked,
        "chosen": RESTS[form.asked["only"]][0] if "only" in form.asked else "",
        "page": page,
        "count": count,
        "rests": alone,
        "relayed_by": relayed_by(source),
        "relayed_from": relayed_from(source),
        "most": MAX_RELAYS_SHOWN,
    }
    return render(request, "claims/source_detail.html", context, status=400 if form.errors else 200)
