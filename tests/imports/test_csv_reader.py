"""A CSV, one row a claim."""

import csv
import io

import pytest

from claims.imports.accept import accept
from claims.imports.csv_reader import COLUMNS, header
from claims.imports.decoding import RefusedFileError
from claims.imports.staging import stage
from claims.models import Batch, Claim
from tests.factories import make_claim, make_editor, make_reviewer
from tests.imports.files import changes, examined, make_ground, reasons

pytestmark = pytest.mark.django_db


def table(*rows, columns=COLUMNS):
    held = io.StringIO()
    writer = csv.DictWriter(held, columns)
    writer.writeheader()
    writer.writerows(rows)
    return held.getvalue().encode()


def cells(**given):
    return {"reference": "X-1", "claimant": "army", "statement": "The army is in the town.", **given}


class TestRows:
    def test_a_row_is_a_claim_with_its_citation_and_its_figure(self):
        claimant, source = make_ground()
        earlier = make_claim(reference="X-0", claimant=claimant)
        full = cells(
            kind="figure", asserted="2023-10-07", about="2023-10-06", quotation='"three", they say,\nor four',
            supersedes="X-0", source="report", bearing="states", mode="own", locator="p. 2",
            measure="killed", affected="civilians", low="3", high="4", bound="range",
        )  # fmt: skip

        findings = examined(table(full))
        accept(stage(findings, name="Table", by=make_editor()), by=make_reviewer())

        claim = Claim.objects.get(reference="X-1")
        assert changes(findings) == [
            ("claim", "X-1", "new"),
            ("citation", "X-1, report, states, p. 2", "new"),
            ("quantity", "X-1, killed, civilians, people", "new"),
        ]
        assert (claim.publication, claim.supersedes, claim.quotation) == ("published", earlier, full["quotation"])
        assert (claim.citations.get().source, claim.citations.get().mode) == (source, "own")
        assert (claim.quantities.get().low, claim.quantities.get().high) == (3, 4)

    def test_what_a_figure_leaves_empty_follows(self):
        make_ground()
        figure = cells(source="report", measure="killed", affected="civilians", low="60", high="80")

        findings = examined(table(figure))
        accept(stage(findings, name="Table", by=make_editor()), by=make_reviewer())

        made = Claim.objects.get().quantities.get()
        assert (made.bound, made.unit, made.in_words) == ("range", "people", "60 to 80")
        assert {change for _model, _key, change in changes(examined(table(figure)))} == {"same"}

    def test_a_second_time_it_is_the_same(self):
        make_ground()
        content = table(cells(source="report"))
        accept(stage(examined(content), name="Table", by=make_editor()), by=make_reviewer())

        assert [change for _model, _key, change in changes(examined(content))] == ["same", "same"]

    def test_few_columns_are_enough(self):
        make_ground()

        content = b"claimant, reference ,statement\r\narmy,X-1,There.\r\n,,\r\n\r\narmy,X-2,Gone.\r\n"

        assert changes(examined(content)) == [("claim", "X-1", "new"), ("claim", "X-2", "new")]

    @pytest.mark.parametrize(
        "content",
        [
            "reference;claimant;statement;kind\r\nX-1;army;Léré, so.;assertion\r\n".encode(),
            "sep=;\r\nReference;Claimant ;STATEMENT;\r\nX-1;army;Léré, so.;\r\n".encode("utf-16"),
            "\ufeffreference\tclaimant\tstatement\r\nX-1\tarmy\tLéré, so.\r\n".encode(),
        ],
        ids=["semicolons", "declared in UTF-16", "tabs"],
    )
    def test_tables_of_european_spreadsheets_are_read(self, content):
        make_ground()

        [row] = examined(content).rows()

        assert (row.change, row.fields["statement"]) == ("new", "Léré, so.")

    def test_an_escaped_formula_is_read_as_it_was_written(self):
        make_ground()

        [row] = examined(b"reference,claimant,statement\nX-1,army,'=1+1 they said\n").rows()

        assert row.fields["statement"] == "=1+1 they said"

    def test_header_reads_back(self):
        assert header().split(",") == list(COLUMNS)
        assert changes(examined(header().encode())) == []

    @pytest.mark.parametrize(
        ("given", "says"),
        [
            ({"claimant": "navy"}, "claimant: claims.claimant navy is neither recorded nor in this file"),
            ({"source": "nowhere"}, "source: claims.source nowhere is neither recorded nor in this file"),
            ({"bearing": "states"}, "source: needed beside bearing."),
            ({"best": "3"}, "measure: needed beside best."),
            ({"measure": "killed", "affected": "people", "best": "many"}, "best: “many” is not a whole number."),
            ({"measure": "killed", "affected": "people", "best": "9" * 30}, "is not a whole number."),
            ({"measure": "killed", "affected": "people", "best": "²"}, "best: “²” is not a whole number."),
            (
                {"measure": "killed", "affected": "rebels", "low": "60", "high": "80", "bound": "exact"},
                "bound: “Exactly” takes one number, under best.",
            ),
            ({"measure": "seized", "affected": "tanks", "best": "2"}, "unit: Say in what it is counted"),
            ({"reference": ""}, "It has no key: reference."),
            ({"reference": "nonsense"}, "reference: A reference is capitals, a hyphen"),
            ({"note": "a\x00b"}, "It holds a NUL character"),
            ({"about": "soon"}, "about: “soon” is not a date we can read."),
        ],
    )
    def test_a_bad_row_is_refused_with_its_line(self, given, says):
        make_ground()

        [(line, why), *_rest] = reasons(table(cells(reference="X-0"), cells(**given)))

        assert line == 3
        assert says in why

    def test_a_comma_that_is_not_quoted_is_told(self):
        make_ground()

        found = reasons(b"reference,claimant,statement\nX-1,army,There, they say\nX-2,army,Gone.\n")

        assert found == [(2, "It has 4 cells and the header 3: is a separator inside a cell not quoted?")]


class TestWholeFiles:
    @pytest.mark.parametrize(
        ("content", "says"),
        [
            (
                b'reference,claimant,statement\nX-1,army,"There\nX-2,army,Gone\n',
                "From line 2 on the CSV cannot be read",
            ),
            (b'reference,claimant,statement\nX-1,army,There\nX-2,army,"Gone' + b"\nx" * 80_000, "From line 3 on"),
            (b'reference,claimant,statement\nX-1,army,"There" or so\n', "Is a quotation mark left open?"),
            (b"reference,claimant\nX-1,army\n", "Columns that are missing: statement."),
            (b"reference,claimant,statement,publication\n", "Columns that are not known: publication."),
            (b"reference,claimant,statement,kind,kind\n", "Columns that are there twice: kind."),
            (b"reference,claimant,statment\n", "Columns that are not known: statment (meant: statement?)."),
            (b"sep=|\nreference|claimant|statement\n", "Line 1 says that “|” sets cells apart."),
            (b"reference,claimant,statement\rX-1,army,x\r", "bare carriage return"),
            ("reference,claimant,statement\nX-1,army,Léré\n".encode("cp1252"), "As Windows-1252 it would say"),
            (b"a,b,c\n", "This is neither JSON nor a CSV that begins with its columns."),
        ],
        ids=lambda value: value if isinstance(value, str) else "",
    )
    def test_is_refused_and_says_why(self, content, says):
        make_ground()

        with pytest.raises(RefusedFileError) as refused:
            examined(content)

        assert says in str(refused.value)
        assert not Batch.objects.exists()
