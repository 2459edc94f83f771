"""What the fields of the record refuse, whichever way a text, a number or a slug comes in."""

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.urls import get_resolver, get_script_prefix, set_script_prefix

from claims.dates import EDTFField
from claims.models import Assessment, Claim, Claimant, Event, Place, Quantity, Question, Source
from claims.models.fields import MAX_EXACT_INTEGER, AddressField, LineField, ProseField, QuotedField
from tests.factories import make_claim, make_claimant, make_event, make_place, make_quantity, make_question, make_source

#: Texts that nobody types: other fields and the system make them.
MADE = {
    *("BatchRow.model", "BatchRow.key", "BatchRow.reason", "Batch.sha256", "Source.sha256"),
    *("LedgerEntry.subject", "LedgerEntry.body", "LedgerEntry.previous_hash", "LedgerEntry.hash"),
}


def refusals(field, value):
    try:
        field.clean(value, None)
    except ValidationError as error:
        return error.messages
    return []


def typed_fields():
    for model in apps.get_app_config("claims").get_models():
        for field in model._meta.concrete_fields:
            named = f"{model.__name__}.{field.name}"
            text = isinstance(field, models.CharField | models.TextField) and not isinstance(field, EDTFField)
            if text and not field.choices and named not in MADE:
                yield pytest.param(field, id=named)


class TestEveryText:
    @pytest.mark.parametrize("field", list(typed_fields()))
    @pytest.mark.parametrize("char", ["\x00", "\x0b", "\ud800", "\ufffe"])
    def test_it_refuses_what_no_file_or_database_takes(self, field, char):
        assert refusals(field, f"a{char}b") != []

    @pytest.mark.parametrize("field", list(typed_fields()))
    def test_it_refuses_what_turns_the_rest_of_the_page(self, field):
        assert refusals(field, "a\u202eb") != []

    @pytest.mark.parametrize("field", list(typed_fields()))
    def test_it_has_a_length(self, field):
        assert f"at most {field.max_length} characters" in " ".join(refusals(field, "a " * field.max_length))


class TestKinds:
    def test_one_line_is_one_line_without_marks(self):
        assert refusals(LineField(max_length=80), "a\nb") == [
            "This is one line, and the text holds a tab or a line break (U+000A)."
        ]
        assert refusals(LineField(max_length=80), "\u200fa") == [
            "The text holds an invisible character that sets the direction of writing (U+200F). Leave it out."
        ]

    def test_our_prose_takes_lines_and_no_marks(self):
        assert refusals(ProseField(), "a\nb\tc") == []
        assert refusals(ProseField(), "a \u202bb\u202c") != []

    def test_others_words_keep_marks_that_are_closed(self):
        assert refusals(QuotedField(), "\u200fa \u202bb\u202c") == []

    def test_an_address_may_be_one_long_word(self):
        assert refusals(AddressField(max_length=500), "https://news.example/" + "a" * 300) == []
        assert refusals(AddressField(max_length=500), "https://news.example/a\u202eb") != []

    @pytest.mark.parametrize("name", ["statement", "quotation", "original_text"])
    def test_a_word_that_the_index_cannot_take_is_refused(self, name):
        assert refusals(Claim._meta.get_field(name), "a" * 201) == [
            "The text holds a word of more than 200 characters."
        ]


@pytest.mark.django_db
class TestNumbers:
    @pytest.mark.parametrize("number", [MAX_EXACT_INTEGER + 1, 2**63, 2**70])
    def test_one_that_the_ledger_cannot_hold_is_refused(self, number):
        quantity = Quantity(claim=make_claim(), measure="killed", affected="people", best=number)

        with pytest.raises(ValidationError) as refusal:
            quantity.full_clean()

        assert "best" in refusal.value.message_dict
        assert "less than or equal to 9007199254740991" in " ".join(refusal.value.messages)

    def test_the_largest_is_kept(self):
        assert make_quantity(make_claim(), best=MAX_EXACT_INTEGER).best == MAX_EXACT_INTEGER

    @pytest.mark.parametrize("name", ["low", "best", "high"])
    def test_the_database_refuses_it_too(self, name):
        with pytest.raises(IntegrityError), transaction.atomic():
            make_quantity(make_claim(), **{"best": None, name: MAX_EXACT_INTEGER + 1})

    def test_a_finding_counts_up_to_what_every_database_holds(self):
        assert refusals(Assessment._meta.get_field("number"), 2**31) != []


MAKERS = [
    (make_claimant, Claimant, "claimants"),
    (make_event, Event, "events"),
    (make_question, Question, "questions"),
    (make_source, Source, "sources"),
    (make_place, Place, None),
]


@pytest.mark.django_db
class TestSlugs:
    @pytest.mark.parametrize(("make", "model", "_room"), MAKERS)
    def test_one_that_differs_by_capitals_only_is_refused(self, make, model, _room):
        one = make(slug="Kidal")
        other = model(
            **{field.name: getattr(one, field.name) for field in model._meta.concrete_fields if field.name != "id"}
        )
        other.slug = "kidal"

        with pytest.raises(ValidationError) as refusal:
            other.full_clean()

        assert "Another row has this slug, in other capitals. Choose another." in refusal.value.messages

    @pytest.mark.parametrize(("make", "model", "_room"), MAKERS)
    def test_the_database_refuses_it_too(self, make, model, _room):
        make(slug="Kidal")

        with pytest.raises(IntegrityError), transaction.atomic():
            make(slug="KIDAL")

    @pytest.mark.parametrize("slug", ["été", "a b", "a/b", "kidal\n"])
    def test_only_plain_letters_digits_and_hyphens_make_one(self, slug):
        assert refusals(Claimant._meta.get_field("slug"), slug) != []

    def test_one_that_is_an_address_of_ours_is_refused(self):
        assert refusals(Claimant._meta.get_field("slug"), "matrix") == [
            "“matrix” is the address of another page here. Choose another."
        ]

    @pytest.mark.parametrize(("make", "model", "room"), [maker for maker in MAKERS if maker[2]])
    def test_every_address_beside_the_pages_of_a_model_is_reserved(self, make, model, room):
        beside = [slug for slug in names_below(room) if refusals(model._meta.get_field("slug"), slug) == []]

        assert beside == []

    def test_the_matrix_is_such_an_address(self):
        assert names_below("claimants") == ["matrix"]

    @pytest.mark.parametrize(("make", "model", "_room"), MAKERS)
    def test_any_other_is_taken(self, make, model, _room):
        assert refusals(model._meta.get_field("slug"), "Kidal-2023_a") == []

    def test_a_path_prefix_changes_nothing(self):
        before = get_script_prefix()
        set_script_prefix("/claims-tracker/")
        try:
            assert refusals(Claimant._meta.get_field("slug"), "matrix") != []
            assert refusals(Claimant._meta.get_field("slug"), "csp-psd") == []
        finally:
            set_script_prefix(before)


def names_below(room):
    """Return the literal names that our URL configuration has right below a room of pages."""
    routes = [str(pattern.pattern) for pattern in flat(get_resolver().url_patterns)]
    below = [route.split("/")[1] for route in routes if route.startswith(f"{room}/") and "<" not in route]
    return [name for name in below if name]


def flat(patterns):
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            yield from flat(pattern.url_patterns)
        else:
            yield pattern


@pytest.mark.django_db
def test_a_reference_in_other_capitals_is_refused_by_the_database():
    make_claim(reference="K-1A")

    with pytest.raises(IntegrityError), transaction.atomic():
        make_claim(reference="k-1a")
