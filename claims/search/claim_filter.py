"""FilterSet of the public list of claims. Invalid values become form errors and are not applied."""

from collections.abc import Collection, Iterator
from typing import Any, NamedTuple
from urllib.parse import urlencode

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils.functional import cached_property
from django.utils.translation import get_language_info, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from claims.choices import Basis, ClaimKind, Stake, Status
from claims.dates import in_words
from claims.models import Citation, Claim, Claimant, ClaimLink, Event, Place, Question, Source
from claims.models.claims import IS_CHECKABLE, ClaimQuerySet
from claims.search.filters import (
    DayFilter,
    LanguagesFilter,
    OneFilter,
    OriginsFilter,
    RowsFilter,
    SomeFilter,
    TreeFilter,
    WordsFilter,
    given,
)

NOT_CHECKABLE = "none"
STATUSES = [*Status.choices, (NOT_CHECKABLE, _("Not checkable"))]
ORDERS = {
    "contradicted": (_("Most contradicted first"), "-contradiction_count"),
    "newest": (_("Newest event first"), "-about_earliest"),
    "oldest": (_("Oldest event first"), "about_latest"),
    "said": (_("Newest said first"), "-asserted_earliest"),
    "decided": (_("Newest decided first"), "-decided_at"),
    "origins": (_("Fewest origins first"), "independent_origins"),
}
WITHOUT_FIELD = ("against", "basis")
DISPUTED = [("true", _("Yes")), ("false", _("Not so far"))]


class Applied(NamedTuple):
    """One applied value: parameter name and value, and both as labels."""

    name: str
    value: str
    label: str
    text: str


def language_name(tag: str) -> str:
    try:
        return str(get_language_info(tag)["name_translated"])
    except KeyError:
        return tag


def origins_in_words(number: int) -> str:
    """Return the label of a value of the origins filter."""
    if number == 0:
        return gettext("none")
    return ngettext("%(count)d or more", "%(count)d or more", number) % {"count": number}


class ClaimForm(forms.Form):
    def clean(self) -> None:
        for name in ("about", "asserted"):
            after, before = self.cleaned_data.get(f"{name}_after"), self.cleaned_data.get(f"{name}_before")
            if after and before and after[1].earliest > before[1].latest:
                self.add_error(f"{name}_before", gettext("This is before the first day, so it is left out."))


class ClaimFilter(django_filters.FilterSet):
    """The filters of ``/claims/``, in the order of the page."""

    q = WordsFilter(label=_("Words"), max_length=200)
    disputed = OneFilter(label=_("Disputed"), choices=DISPUTED, method="by_dispute")
    status = SomeFilter(label=_("Status"), choices=STATUSES, method="by_status")
    claimant = RowsFilter(label=_("Claimant"), field_name="claimant", model=Claimant)
    event = TreeFilter(label=_("Event"), field_name="event", model=Event, title="title")
    kind = SomeFilter(label=_("Kind"), field_name="kind", choices=ClaimKind.choices)
    stake = SomeFilter(label=_("Stake of the claimant"), field_name="claimant__stake", choices=Stake.choices)
    origins = OriginsFilter(label=_("Independent origins"), min_value=0, max_value=1000)
    question = RowsFilter(label=_("Question"), field_name="question", model=Question)
    place = TreeFilter(label=_("Place"), field_name="place", model=Place, title="name")
    against = RowsFilter(label=_("Set against claims of"), model=Claimant, method="by_opponent")
    basis = SomeFilter(label=_("Why they differ"), choices=Basis.choices, method="by_basis")
    source = RowsFilter(label=_("Source"), model=Source, method="by_source")
    language = LanguagesFilter(label=_("Original language"), field_name="language")
    about_after = DayFilter(label=_("Happened from"), field_name="about", lookup_expr="after", max_length=40)
    about_before = DayFilter(label=_("Happened up to"), field_name="about", lookup_expr="before", max_length=40)
    asserted_after = DayFilter(label=_("Said from"), field_name="asserted", lookup_expr="after", max_length=40)
    asserted_before = DayFilter(label=_("Said up to"), field_name="asserted", lookup_expr="before", max_length=40)
    sort = OneFilter(label=_("Order"), choices=[(name, ORDERS[name][0]) for name in ORDERS], method="by_none")

    class Meta:
        model = Claim
        fields: list[str] = []
        form = ClaimForm

    def by_dispute(self, claims: ClaimQuerySet[Claim], _name: str, value: str) -> ClaimQuerySet[Claim]:
        return claims.disputed() if value == "true" else claims.undisputed()

    def by_status(self, claims: ClaimQuerySet[Claim], _name: str, value: list[str]) -> ClaimQuerySet[Claim]:
        found = IS_CHECKABLE & Q(status__in=value)
        if NOT_CHECKABLE in value:
            found |= ~IS_CHECKABLE
        return claims.filter(found)

    def by_source(self, claims: ClaimQuerySet[Claim], _name: str, value: list[Source]) -> ClaimQuerySet[Claim]:
        return claims.filter(Exists(Citation.objects.filter(claim=OuterRef("pk"), source__in=value)))

    def by_opponent(self, claims: ClaimQuerySet[Claim], _name: str, value: list[Claimant]) -> ClaimQuerySet[Claim]:
        """Keep claims with a public opposing link to a claim of one of these claimants, whatever its basis."""
        return self._opposed(claims, value, Basis.values)

    def by_basis(self, claims: ClaimQuerySet[Claim], _name: str, value: list[str]) -> ClaimQuerySet[Claim]:
        """Keep claims with a public opposing link of one of these bases, to a claim of ``against`` if given."""
        return self._opposed(claims, self.clean_values.get("against"), value)

    def _opposed(
        self, claims: ClaimQuerySet[Claim], opponents: list[Claimant] | None, bases: list[str]
    ) -> ClaimQuerySet[Claim]:
        links = ClaimLink.objects.public().opposing().filter(basis__in=bases).order_by()
        forth, back = links, links
        if opponents:
            forth, back = links.filter(second__claimant__in=opponents), links.filter(first__claimant__in=opponents)
        return claims.filter(Q(pk__in=forth.values("first")) | Q(pk__in=back.values("second")))

    def by_none(self, claims: ClaimQuerySet[Claim], _name: str, _value: str) -> ClaimQuerySet[Claim]:
        return claims

    @cached_property
    def clean_values(self) -> dict[str, Any]:
        """Return the valid, non-empty values by name."""
        self.errors  # noqa: B018  validates, and so fills the form's cleaned data
        return given(self.form)

    @property
    def sorted_by(self) -> str:
        return str(self.clean_values.get("sort", "contradicted"))

    @property
    def order(self) -> str:
        """Return the column to order by, with "-" for descending."""
        return ORDERS[self.sorted_by][1]

    @property
    def mistakes(self) -> list[tuple[str, str]]:
        """Return ``(label, errors)`` of each invalid filter."""
        return [(self.filters[name].label, " ".join(errors)) for name, errors in self.errors.items()]

    def spans(self) -> Iterator[tuple[str, list[tuple[str, str, str, str]]]]:
        """Yield ``(legend, [(name, label, value, error)])`` for the two pairs of date inputs."""
        for legend, name in ((gettext("Happened"), "about"), (gettext("Said"), "asserted")):
            ends = ((f"{name}_after", gettext("From")), (f"{name}_before", gettext("Up to")))
            yield (
                legend,
                [(end, label, self.data.get(end, ""), " ".join(self.errors.get(end, []))) for end, label in ends],
            )

    def selection(self, without: str | None = None) -> ClaimQuerySet[Claim]:
        """Return the queryset filtered by all valid values, or by all but those of ``without``."""
        claims: ClaimQuerySet[Claim] = self.queryset
        for name, value in self.clean_values.items():
            if name != without:
                claims = self.filters[name].filter(claims, value)
        return claims

    @cached_property
    def applied(self) -> list[Applied]:
        """Return the applied filters, one for each value."""
        return [
            Applied(name, raw, self.filters[name].label, text)
            for name, value in self.clean_values.items()
            if name != "sort"
            for raw, text in self._said(name, value)
        ]

    @property
    def applied_without_field(self) -> list[Applied]:
        """Return those of ``applied`` that have no facet or input: only links from other pages set them."""
        return [each for each in self.applied if each.name in WITHOUT_FIELD]

    def _said(self, name: str, value: Any) -> Iterator[tuple[str, str]]:
        """Yield ``(value of the parameter, label)`` of a filter."""
        if name == "q":
            yield value.text, gettext("“%(words)s”") % {"words": value.text}
        elif name == "origins":
            yield str(value), origins_in_words(value)
        elif isinstance(value, tuple):
            yield value[0], in_words(value[0])
        elif isinstance(value, list):
            labels = dict(self.filters[name].extra.get("choices", ()))
            for one in value:
                known = str(getattr(one, "slug", one))
                yield known, language_name(known) if name == "language" else str(labels.get(one, one))
        else:
            yield value, str(dict(self.filters[name].extra["choices"])[value])

    def address(self, without: Collection[Applied] = (), words: str | None = None) -> str:
        """Return the query string of the selection, without some ``Applied`` or with other search words."""
        said = {"q": words} if words else {}
        pairs = [(each.name, said.get(each.name, each.value)) for each in self.applied if each not in without]
        if "sort" in self.clean_values:
            pairs.append(("sort", self.clean_values["sort"]))
        return "?" + urlencode(pairs)
