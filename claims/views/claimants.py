"""List and detail views of claimants."""

from django import forms
from django.db.models import Case, Q, When
from django.db.models.functions import Lower
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from claims.choices import CHECKABLE_KINDS, ClaimantKind, Stake
from claims.glossary import EXPLAINED
from claims.models import Claim, Claimant
from claims.search.pagination import ROWS_PER_PAGE, paginate
from claims.selectors.claimant_record import COUNTED, TOLD, by_its_own_side, opponents, query, tallies
from claims.selectors.claims import page_of, published_rows, with_differences
from claims.views.forms import AskedChoice, AskedForm
from claims.views.sections.dates import clocks_of

DISPUTED_CLAIMS_SHOWN = 5


class ClaimantForm(AskedForm):
    name = forms.CharField(label=_("Name"), required=False, max_length=80)
    kind = AskedChoice(label=_("Kind"), choices=ClaimantKind.choices, blank=pgettext_lazy("any kind", "Any"))
    stake = AskedChoice(label=_("Stake"), choices=Stake.choices, blank=pgettext_lazy("any stake", "Any"))

    def selected(self, rows):
        """Filter ``rows`` by the valid fields."""
        asked = self.asked
        if words := asked.pop("name", ""):
            rows = rows.filter(Q(name__icontains=words) | Q(short_name__icontains=words) | Q(aliases__icontains=words))
        return rows.filter(**asked)


def claimants(request):
    """List public claimants by name, with their counts of claims."""
    form = ClaimantForm(request.GET)
    form.full_clean()
    shown = Lower(Case(When(short_name="", then="name"), default="short_name"))
    found = form.selected(Claimant.objects.public()).annotate(shown=shown)
    page = paginate(found, "shown", request.GET, key="slug", size=ROWS_PER_PAGE)
    claims = Claim.objects.published().filter(claimant__in=page.rows).order_by()
    counted = {row["claimant"]: row for row in claims.values("claimant").annotate(**COUNTED)}
    for row in page.rows:
        row.record = counted.get(row.pk, dict.fromkeys(COUNTED, 0))
    context = {"form": form, "asked": any(form.data.values()), "page": page, "count": found.count()}
    return render(request, "claims/claimant_list.html", context, status=400 if form.errors else 200)


def claimant(request, slug):
    """Show one claimant: counts of its claims, who contradicts it, its claims."""
    claimant = get_object_or_404(Claimant.objects.public(), slug=slug)
    claims = Claim.objects.published().filter(claimant=claimant)
    record = claims.aggregate(**COUNTED, **TOLD)
    found, more = opponents(claimant)
    rows = published_rows().filter(claimant=claimant)
    disputed = list(rows.disputed().order_by("-contradiction_count", "-pk")[:DISPUTED_CLAIMS_SHOWN])
    with_differences(disputed)
    context = {
        "claimant": claimant,
        "aliases": claimant.aliases.splitlines(),
        "stake": EXPLAINED["stake"][-1][claimant.stake],
        "stake_mark": f"k-{claimant.stake}",
        "reliability": EXPLAINED["reliability"][-1][claimant.reliability],
        "record": record,
        "tallies": list(tallies(claimant, record, *by_its_own_side(claimant, claims))),
        "checkable_query": query(claimant, kind=CHECKABLE_KINDS),
        "opponents": found,
        "more_opponents": more,
        "disputed": disputed,
        "parts": Claimant.objects.public().filter(part_of=claimant),
        "whole": Claimant.objects.public().filter(parts=claimant).first(),
        "sources": claimant.sources.public().count(),
        "clocks": clocks_of(claims, [("claimant", claimant.slug)]),
        "page": page_of(rows, "-about_earliest", request.GET),
    }
    return render(request, "claims/claimant_detail.html", context)
