"""What a file holds beyond the limits of the record is refused row by row, with the reason."""

import io

import pytest
from django.core.exceptions import ValidationError

from claims.imports.decoding import RefusedFileError
from claims.imports.staging import examine
from claims.models.fields import MAX_EXACT_INTEGER
from tests.factories import make_claimant
from tests.imports.files import as_list, claim_row, claimant_row, make_ground, reasons, row, staged

pytestmark = pytest.mark.django_db


def number_row(number):
    return row("quantity", claim=["X-1"], measure="killed", affected="people", best=number)


class TestRows:
    @pytest.mark.parametrize("number", [MAX_EXACT_INTEGER + 1, 10**17])
    def test_a_number_beyond_the_ledger(self, number):
        make_ground()

        refused = reasons([claim_row(), number_row(number)])

        assert [why for _line, why in refused] == ["best: Ensure this value is less than or equal to 9007199254740991."]

    def test_a_number_beyond_every_database(self):
        make_ground()

        assert [why for _line, why in reasons([claim_row(), number_row(2**64)])] == [
            "A number has more than 18 digits."
        ]

    @pytest.mark.parametrize(
        ("fields", "why"),
        [
            ({"statement": "a\x0bb"}, "statement: The text holds a character that cannot be kept (U+000B)."),
            ({"statement": "a\u202eb"}, "statement: The text holds an invisible character that sets the direction"),
            ({"statement": "a" * 201}, "statement: The text holds a word of more than 200 characters."),
            ({"statement": "a " * 1001}, "statement: Ensure this value has at most 2000 characters (it has 2002)."),
            ({"position": "a\nb"}, "position: This is one line, and the text holds a tab or a line break (U+000A)."),
            ({"quotation": "a\u2067b"}, "quotation: The text holds an invisible character that turns the direction"),
            ({"statement": "a\ud800b"}, "It holds half a character (a lone surrogate)."),
        ],
    )
    def test_a_text_that_cannot_be_kept(self, fields, why):
        make_ground()

        ((_line, told),) = reasons([claim_row(**fields)])

        assert told.startswith(why)

    @pytest.mark.parametrize(
        ("slug", "why"),
        [
            ("matrix", "slug: “matrix” is the address of another page here. Choose another."),
            ("ARMY", "Another row has this slug, in other capitals. Choose another."),
            ("armée", "slug: Enter a valid “slug”"),
        ],
    )
    def test_a_slug_that_cannot_be_an_address(self, slug, why):
        make_claimant(slug="army")

        ((_line, told),) = reasons([claimant_row(slug=slug)])

        assert told.startswith(why)


class TestNames:
    def test_a_file_whose_name_cannot_be_kept_is_refused(self):
        with pytest.raises(RefusedFileError, match=r"The file’s name: .*U.202E.* Rename the file."):
            examine(io.BytesIO(as_list(claim_row())), "a\u202enosj.json")

    def test_a_batch_whose_name_cannot_be_kept_is_refused(self):
        make_ground()

        with pytest.raises(ValidationError, match="sets the direction"):
            staged(claim_row(), name="a\u202eb")
