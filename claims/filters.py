"""The filters of the public list. A value that cannot be read is an error at its field and filters nothing."""

import re
from typing import NamedTuple
from urllib.parse import urlencode

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q
from django.utils.functional import cached_property
from django.utils.translation import get_language_info

from claims import search
from claims.choices import CHECKABLE_KINDS, ClaimKind, Stake, Status
from claims.dates import bounds, in_words
from claims.models import Citation, Claim, Claimant, Event, Place, Question, Source

NOT_CHECKABLE = "none"
STATUSES = [*Status.choices, (NOT_CHECKABLE, "Not checkable")]
ORDERS = {
    "contradicted": ("Most contradicted first", "-contradiction_count"),
    "newest": ("Newest event first", "-about_earliest"),
    "oldest": ("Oldest event first", "about_latest"),
    "said": ("Newest said first", "-asserted_earliest"),
    "origins": ("Fewest origins first", "independent_origins"),
}
MOST_VALUES = 50
_SLUG = re.compile(r"[-\w]{1,80}", re.ASCII)
_DAY = re.compile(r"\d{4}(-\d\d){0,2}", re.ASCII)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})?")


class Applied(NamedTuple):
    """One filter that is on: its name and value in the address, and both as a reader says them."""

    name: str
    value: str
    label: str
    text: str


def language_name(tag):
    try:
        return get_language_info(tag)["name"]
    except KeyError:
        return tag


def origins_in_words(number):
    return "none" if number == 0 else f"{number} or more"


def _shortened(value):
    printable = "".join(char if char.isprintable() else " " for char in value)
    return f"{printable[:40]}…" if len(printable) > 40 else printable


class Tree:
    """Rows of a nesting model; ``public`` are those of which a published claim names one at or below."""

    def __init__(self, model, named_by, title):
        named = Claim.objects.published().order_by().values_list(named_by, flat=True).distinct()
        self.rows = model.objects.only("slug", title, "part_of").order_by(title).in_bulk()
        self.public = {whole for pk in named for whole in self.above(pk)}

    def above(self, pk):
        """Return a row's id and those of the wholes that it is part of."""
        line = []
        while pk is not None and pk not in line:
            line.append(pk)
            pk = self.rows[pk].part_of_id
        return line

    def within(self, rows):
        """Return the ids of ``rows`` and of all their parts."""
        wholes = {row.pk for row in rows}
        return [pk for pk in self.rows if not wholes.isdisjoint(self.above(pk))]

    def known(self, slugs):
        rows = (self.rows[pk] for pk in self.public)
        return {row.slug: row for row in rows if row.slug in slugs}


# Fields: what a value may be, and what it cleans to


class OneField(forms.ChoiceField):
    def validate(self, value):
        if value and not self.valid_value(value):
            raise ValidationError(f"“{_shortened(value)}” is not one of the choices.")


class SomeField(forms.MultipleChoiceField):
    """Values repeated in the address; ``known`` turns those that exist into what they clean to."""

    def clean(self, value):
        values = list(dict.fromkeys(one for one in self.to_python(value) if one))
        if len(values) > MOST_VALUES:
            raise ValidationError(f"Choose at most {MOST_VALUES}.")
        known = self.known(values) if values else {}
        for one in values:
            if one not in known:
                raise ValidationError(f"“{_shortened(one)}” is not one of the choices.")
        return [known[one] for one in values]

    def known(self, values):
        return {value: value for value in values if self.valid_value(value)}


class LanguagesField(SomeField):
    def known(self, values):
        return {value: value for value in values if _LANGUAGE.fullmatch(value)}


class RowsField(SomeField):
    """Rows of a model by their slugs; ``find`` returns those that the public sees."""

    def __init__(self, *, find, **kwargs):
        super().__init__(**kwargs)
        self.find = find

    def known(self, values):
        return self.find([value for value in values if _SLUG.fullmatch(value)])


class WordsField(forms.CharField):
    """Words to look for; cleans to what they find."""

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        if not search.fold(text):
            raise ValidationError("Write at least one word, number or reference.")
        return search.find(Claim.objects.published(), text)


class OriginsField(forms.IntegerField):
    default_error_messages = {"invalid": "Write a whole number of origins."}


class DayField(forms.CharField):
    """A year, a month or a day; cleans to the text and its bounds."""

    def clean(self, value):
        text = super().clean(value)
        try:
            if text and not _DAY.fullmatch(text):
                raise ValidationError("")
            return (text, bounds(text)) if text else None
        except ValidationError:
            raise ValidationError(
                f"“{_shortened(text)}” is not a date. Write a year, a month or a day: 2023, 2023-10 or 2023-10-06."
            ) from None


# Filters: what a clean value selects


class OneFilter(django_filters.Filter):
    field_class = OneField


class SomeFilter(django_filters.Filter):
    field_class: type[SomeField] = SomeField

    def filter(self, claims, value):
        return claims.filter(**{f"{self.field_name}__in": value}) if value else claims


class LanguagesFilter(SomeFilter):
    field_class = LanguagesField


class RowsFilter(SomeFilter):
    field_class = RowsField

    def __init__(self, *, model, **kwargs):
        public = model.objects.public
        super().__init__(find=lambda slugs: {row.slug: row for row in public().filter(slug__in=slugs)}, **kwargs)


class TreeFilter(SomeFilter):
    """A row, and what is part of it."""

    field_class = RowsField

    def __init__(self, *, model, title, **kwargs):
        super().__init__(find=lambda slugs: {}, **kwargs)
        self.of, self.title = model, title

    @cached_property
    def tree(self):
        return Tree(self.of, self.field_name, self.title)

    @property
    def field(self):
        self.extra["find"] = self.tree.known
        return super().field

    def filter(self, claims, value):
        return super().filter(claims, self.tree.within(value) if value else value)


class WordsFilter(django_filters.Filter):
    field_class = WordsField

    def filter(self, claims, value):
        return claims.filter(pk__in=value.ids) if value else claims


class OriginsFilter(django_filters.Filter):
    """Nought means exactly none, any other number at least so many."""

    field_class = OriginsField

    def filter(self, claims, value):
        if value is None:
            return claims
        return claims.filter(independent_origins__gte=value) if value else claims.filter(independent_origins=0)


class DayFilter(django_filters.Filter):
    """Claims whose date may lie on the day given or on its side of it; one without a date lies on neither."""

    field_class = DayField

    def filter(self, claims, value):
        if not value:
            return claims
        _text, span = value
        dated = claims.exclude(**{self.field_name: ""})
        if self.lookup_expr == "after":
            return dated.filter(**{f"{self.field_name}_latest__gte": span.earliest})
        return dated.filter(**{f"{self.field_name}_earliest__lte": span.latest})


class ClaimForm(forms.Form):
    def clean(self):
        for name in ("about", "asserted"):
            after, before = self.cleaned_data.get(f"{name}_after"), self.cleaned_data.get(f"{name}_before")
            if after and before and after[1].earliest > before[1].latest:
                self.add_error(f"{name}_before", "This is before the first day, so it is left out.")


class ClaimFilter(django_filters.FilterSet):
    """What ``/claims/`` can be asked, in the order in which the page shows it."""

    q = WordsFilter(label="Words", max_length=200)
    disputed = OneFilter(label="Disputed", choices=[("true", "Yes"), ("false", "Not so far")], method="by_dispute")
    status = SomeFilter(label="Status", choices=STATUSES, method="by_status")
    claimant = RowsFilter(label="Claimant", field_name="claimant", model=Claimant)
    event = TreeFilter(label="Event", field_name="event", model=Event, title="title")
    kind = SomeFilter(label="Kind", field_name="kind", choices=ClaimKind.choices)
    stake = SomeFilter(label="Stake of the claimant", field_name="claimant__stake", choices=Stake.choices)
    origins = OriginsFilter(label="Independent origins", min_value=0, max_value=1000)
    question = RowsFilter(label="Question", field_name="question", model=Question)
    place = TreeFilter(label="Place", field_name="place", model=Place, title="name")
    source = RowsFilter(label="Source", model=Source, method="by_source")
    language = LanguagesFilter(label="Original language", field_name="language")
    about_after = DayFilter(label="Happened from", field_name="about", lookup_expr="after", max_length=40)
    about_before = DayFilter(label="Happened up to", field_name="about", lookup_expr="before", max_length=40)
    asserted_after = DayFilter(label="Said from", field_name="asserted", lookup_expr="after", max_length=40)
    asserted_before = DayFilter(label="Said up to", field_name="asserted", lookup_expr="before", max_length=40)
    sort = OneFilter(label="Order", choices=[(name, label) for name, (label, _by) in ORDERS.items()], method="by_none")

    class Meta:
        model = Claim
        fields: list[str] = []
        form = ClaimForm

    def by_dispute(self, claims, _name, value):
        return claims.disputed() if value == "true" else claims.undisputed()

    def by_status(self, claims, _name, value):
        found = Q(status__in=value, kind__in=CHECKABLE_KINDS)
        if NOT_CHECKABLE in value:
            found |= ~Q(kind__in=CHECKABLE_KINDS)
        return claims.filter(found)

    def by_source(self, claims, _name, value):
        return claims.filter(Exists(Citation.objects.filter(claim=OuterRef("pk"), source__in=value)))

    def by_none(self, claims, _name, _value):
        return claims

    @cached_property
    def clean_values(self):
        """What could be read, by name; what could not is in ``errors``."""
        self.errors  # noqa: B018  validates, and so fills the form's cleaned data
        return {name: value for name, value in self.form.cleaned_data.items() if value not in (None, "", [])}

    @property
    def sorted_by(self):
        return self.clean_values.get("sort", "contradicted")

    @property
    def order(self):
        """The column that the list is ordered by."""
        return ORDERS[self.sorted_by][1]

    @property
    def mistakes(self):
        """The label of each filter that could not be read, and why."""
        return [(self.filters[name].label, " ".join(errors)) for name, errors in self.errors.items()]

    def spans(self):
        """Return the fields for days by what they are about: name, label, value and error of each."""
        for legend, name in (("Happened", "about"), ("Said", "asserted")):
            ends = ((f"{name}_after", "From"), (f"{name}_before", "Up to"))
            yield (
                legend,
                [(end, label, self.data.get(end, ""), " ".join(self.errors.get(end, []))) for end, label in ends],
            )

    def selection(self, without=None):
        """Return the claims that pass every filter that could be read, or every one but ``without``."""
        claims = self.queryset
        for name, value in self.clean_values.items():
            if name != without:
                claims = self.filters[name].filter(claims, value)
        return claims

    @cached_property
    def applied(self):
        """The filters that are on, one for each value."""
        return [
            Applied(name, raw, self.filters[name].label, text)
            for name, value in self.clean_values.items()
            if name != "sort"
            for raw, text in self._said(name, value)
        ]

    def _said(self, name, value):
        """Yield each value of a filter as the address has it and as a reader says it."""
        if name == "q":
            yield value.text, f"“{value.text}”"
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
            yield value, dict(self.filters[name].extra["choices"])[value]

    def address(self, without=()):
        """Return the query string of this selection and order without the ``Applied`` filters named."""
        pairs = [(each.name, each.value) for each in self.applied if each not in without]
        if "sort" in self.clean_values:
            pairs.append(("sort", self.clean_values["sort"]))
        return "?" + urlencode(pairs)
