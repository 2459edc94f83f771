"""What each row would do to the record: new, changed, same or refused."""

import pytest
from django.core.validators import MaxValueValidator

from claims import workflow
from claims.models import Assessment, Claim, Quantity
from tests.factories import (
    make_citation,
    make_claim,
    make_claimant,
    make_editor,
    make_event,
    make_link,
    make_place,
    make_published,
    make_source,
    make_verdict,
)
from tests.imports.files import (
    changes,
    citation_row,
    claim_row,
    claimant_row,
    event_row,
    examined,
    make_ground,
    place_row,
    reasons,
    row,
    source_row,
    staged,
)

pytestmark = pytest.mark.django_db


class TestNew:
    def test_rows_may_rest_on_each_other_in_any_order(self):
        rows = [citation_row(), claim_row(), source_row(publisher=["army"]), claimant_row()]

        assert changes(examined(rows)) == [
            ("citation", "X-1, report, states", "new"),
            ("claim", "X-1", "new"),
            ("source", "report", "new"),
            ("claimant", "army", "new"),
        ]

    def test_what_rests_on_nothing_recorded_is_refused(self):
        make_ground()

        assert reasons([claim_row(claimant="navy")]) == [
            (2, "claimant: claims.claimant navy is neither recorded nor in this file, or is refused there.")
        ]

    def test_what_rests_on_a_refused_row_is_refused(self):
        found = changes(examined([claimant_row(kind="robots"), claim_row()]))

        assert [change for _model, _key, change in found] == ["refused", "refused"]

    def test_a_row_may_rest_on_one_that_waits_in_another_batch(self):
        staged(claimant_row())

        assert changes(examined([claim_row()])) == [("claim", "X-1", "new")]

    def test_the_same_row_twice_is_refused_with_the_first_line(self):
        assert reasons([claimant_row(), claimant_row()]) == [(10, "It is in this file twice: first in line 2.")]

    def test_an_undirected_link_is_the_same_from_either_end(self):
        make_claim(reference="X-1"), make_claim(reference="X-2")
        ends = [{"first": [one], "second": [two]} for one, two in (("X-1", "X-2"), ("X-2", "X-1"))]
        link = {"kind": "contradicts", "basis": "scope", "rationale": "So."}

        assert "twice" in reasons([row("claimlink", **each, **link) for each in ends])[0][1]


class TestSameAndChanged:
    def test_a_row_as_recorded_is_the_same(self):
        make_place(slug="town", name="Town", kind="city", latitude="18.5", longitude="1.25")

        found = examined([row("place", slug="town", name="Town", kind="city", latitude="18.50000", longitude=1.25)])

        assert changes(found) == [("place", "town", "same")]

    def test_a_changed_row_says_what_stood_and_would_stand(self):
        claimant, _source = make_ground()
        make_claim(reference="X-1", claimant=claimant, statement="The army was there.", about="2023-10-06")

        [found] = examined([claim_row(about="2023-10")]).rows()

        assert (found.change, found.differences) == (
            "changed",
            {"statement": ["The army was there.", "The army is in the town."], "about": ["2023-10-06", "2023-10"]},
        )

    def test_fields_that_a_file_leaves_out_stay(self):
        make_claimant(slug="army", name="The army", kind="armed_forces", stake="party")

        assert changes(examined([claimant_row()])) == [("claimant", "army", "same")]

    def test_an_undirected_link_recorded_from_the_other_end_is_the_same(self):
        one, two = make_published(reference="X-1"), make_published(reference="X-2")
        make_link(one, two, rationale="So.")
        again = {"first": ["X-2"], "second": ["X-1"], "kind": "contradicts", "basis": "incompatible"}

        assert changes(examined([row("claimlink", **again, rationale="So.")])) == [
            ("claimlink", "X-2 contradicts X-1", "same")
        ]
        assert changes(examined([row("claimlink", **again, rationale="Or so.")]))[0][2] == "changed"


class TestRefused:
    @pytest.mark.parametrize("publication", ["published", "withdrawn"])
    def test_a_row_that_publishes_says_how_to(self, publication):
        make_ground()

        assert reasons([claim_row(publication=publication)]) == [
            (
                2,
                "publication: A file publishes and judges nothing: a claim is published when a reviewer accepts its "
                "row. Leave it out.",
            )
        ]

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("status", "verified"),
            ("version", 2),
            ("contradiction_count", 1),
            ("citation_count", 1),
            ("independent_origins", 1),
            ("created_by", ["root"]),
            ("published_at", "2026-01-01T00:00:00Z"),
        ],
    )
    def test_what_workflow_owns_is_refused(self, name, value):
        make_ground()

        assert reasons([claim_row(**{name: value})])[0][1].startswith(f"{name}: A file publishes and judges nothing")

    def test_what_workflow_owns_may_stand_at_its_default(self):
        make_ground()
        defaults = {"publication": "in_review", "status": "unverified", "version": 1, "created_by": None}

        assert reasons([claim_row(**defaults, created_at="2026-11-22T00:00:00Z", about_earliest="0001-01-01")]) == []

    @pytest.mark.parametrize(
        ("model", "fields", "says"),
        [
            ("claimlink", {"state": "confirmed"}, "state: A file confirms nothing"),
            ("claimlink", {"reviewed_at": "2026-01-01T00:00:00Z"}, "reviewed_at: A file confirms nothing"),
            ("assessment", {"state": "approved"}, "state: A file decides nothing"),
            ("assessment", {"decided_alone": True}, "decided_alone: A file decides nothing"),
        ],
    )
    def test_links_and_findings_come_undecided(self, model, fields, says):
        assert says in reasons([row(model, **fields)])[0][1]

    @pytest.mark.parametrize(
        ("rows", "says"),
        [
            ([claimant_row(kind="robots")], "kind: Value 'robots' is not a valid choice."),
            ([claimant_row(colour="red")], "colour: A claimant has no such field."),
            ([claimant_row(created_at="2026")], "created_at: A claimant has no such field."),
            ([claimant_row(id=4)], "id: A claimant has no such field."),
            ([claimant_row(stake=None)], "stake: It cannot be null."),
            ([claimant_row(aliases=["a"])], "aliases: It is text, in quotes."),
            ([claimant_row(url="javascript:alert(1)")], "url: Enter a valid URL."),
            ([claimant_row(part_of=3)], "part_of: Name the claimant by its natural key, a list of 1 text."),
            ([claimant_row(part_of=["a", "b"])], "part_of: Name the claimant by its natural key"),
            ([claimant_row(part_of=[["a"]])], "part_of: Name the claimant by its natural key"),
            ([claimant_row("Not a slug")], "slug: Enter a valid “slug”"),
            ([claimant_row(wikidata_id="912")], "A Wikidata id is a Q and a number, like Q912."),
            ([row("place", slug="t", name="T", kind="city", latitude="north")], "latitude: It is a decimal number."),
            ([row("place", slug="t", name="T", kind="city", latitude=1.123456)], "latitude: At most 5 decimals."),
            ([row("place", slug="t", name="T", kind="city", latitude=10**17)], "latitude: It is a decimal number."),
            ([row("place", slug="t", name="T", kind="city", latitude=95, longitude=0)], "between -90 and 90."),
            ([row("event", slug="e", title="E", date="soon")], "is not a date we can read."),
            (
                [source_row(accessed_on="today")],
                "accessed_on: “today” is not a day that can be read in one way only.",
            ),
            ([source_row(title="x" * 301)], "title: Ensure this value has at most 300 characters"),
        ],
        ids=lambda value: value if isinstance(value, str) else "",
    )
    def test_what_the_models_refuse_is_told_by_field(self, rows, says):
        assert says in " ".join(why for _line, why in [*reasons(rows), (0, "")])

    def test_what_validators_of_a_field_refuse_is_a_refused_row(self, monkeypatch):
        make_ground()
        field = Quantity._meta.get_field("best")
        monkeypatch.setitem(vars(field), "validators", [MaxValueValidator(2**53 - 1, "That is too large.")])
        figure = row("quantity", claim=["X-1"], measure="killed", affected="x", best=2**53)

        assert reasons([claim_row(), figure])[0][1] == "best: That is too large."

    @pytest.mark.parametrize(
        ("figure", "says"),
        [
            ({"best": "17"}, "best: It is a whole number, without quotes."),
            ({"best": True}, "best: It is a whole number, without quotes."),
            ({"best": -1}, "best: Ensure this value is greater than or equal to 0."),
            ({"low": 5, "best": 4}, "The low number cannot exceed the best one."),
            ({"low": 3, "high": 5, "bound": "exact"}, "bound: “Exactly” takes one number, under best."),
            ({"bound": "vague"}, "A quantity in words needs the words."),
        ],
    )
    def test_figures_are_checked_before_their_claim_is_recorded(self, figure, says):
        make_ground()
        rows = [claim_row(), row("quantity", claim=["X-1"], measure="killed", affected="civilians", **figure)]

        assert says in reasons(rows)[0][1]

    def test_a_withdrawn_claim_is_left_alone(self):
        claimant, _source = make_ground()
        claim = make_published(reference="X-1", claimant=claimant)
        workflow.withdraw(claim, by=make_editor(), reason="So.")

        found = reasons([claim_row(), citation_row()])

        assert [why for _line, why in found] == [
            "X-1 was withdrawn: publish it again at the desk before changing it.",
            "X-1 was withdrawn: publish it again at the desk before adding to it.",
        ]

    def test_a_recorded_finding_is_not_changed(self):
        claim = make_published(reference="X-1")
        make_verdict(claim, "inconclusive", rationale="It is open.")
        finding = {"claim": ["X-1"], "number": 1, "status": "inconclusive", "credibility": "2"}

        assert changes(examined([row("assessment", **finding, rationale="It is open.")]))[0][2] == "same"
        assert "a file changes none" in reasons([row("assessment", **finding, rationale="It is shut.")])[0][1]
        assert Assessment.objects.get().rationale == "It is open."

    def test_a_claim_that_is_replaced_keeps_its_claimant(self):
        make_ground()
        earlier = make_claim(reference="X-1")
        make_claim(reference="X-2", claimant=earlier.claimant, supersedes=earlier)

        assert "A later claim of the present claimant replaces this one" in reasons([claim_row()])[0][1]

    def test_an_address_that_another_source_has_is_refused(self):
        make_source(slug="first", url="https://news.example/a")

        assert (
            "A source with this address is already recorded."
            in reasons([source_row(url="https://news.example/a")])[0][1]
        )

    def test_a_verdict_stays_on_what_can_be_true_or_false(self):
        claimant, _source = make_ground()
        claim = make_published(reference="X-1", claimant=claimant)
        make_verdict(claim, "inconclusive")

        assert "Announcements, demands and calls get no verdict." in reasons([claim_row(kind="call")])[0][1]

    @pytest.mark.parametrize("make", [place_row, claimant_row, event_row])
    def test_a_circle_within_the_file_is_refused(self, make):
        found = reasons([make("a", part_of=["b"]), make("b", part_of=["c"]), make("c", part_of=["a"]), make("d")])

        assert [why for _line, why in found] == [
            "part_of: This would make a circle: the chain comes back to this row."
        ] * 3

    def test_a_circle_through_what_is_recorded_is_refused(self):
        top = make_event(slug="top", title="Event")
        make_event(slug="middle", title="Event", part_of=top)

        found = reasons([event_row("top", part_of=["below"]), event_row("below", part_of=["middle"])])

        assert len(found) == 2

    def test_two_that_change_places_make_no_circle(self):
        top = make_event(slug="top", title="Event", date="")
        make_event(slug="below", title="Event", date="", part_of=top)

        assert reasons([event_row("top", part_of=["below"]), event_row("below", part_of=None)]) == []

    def test_replacements_in_a_circle_are_refused(self):
        make_ground()

        found = reasons([claim_row("X-1", supersedes=["X-2"]), claim_row("X-2", supersedes=["X-1"])])

        assert ["circle" in why for _line, why in found] == [True, True]

    def test_a_citation_relays_only_within_its_claim(self):
        claimant, source = make_ground()
        make_claim(reference="X-1", claimant=claimant)
        other = make_citation(make_claim(reference="X-2"), source=source)
        relay = citation_row(mode="relayed", relayed_from=list(other.natural_key()))

        assert "relays from another citation of the same claim" in reasons([relay])[0][1]
        assert Claim.objects.count() == 2


class TestDates:
    @pytest.mark.parametrize("text", ["2023-21", "202X", "2023-10-XX", "2023-?10-06", "2023-10/", "2023-10~/.."])
    def test_every_form_is_taken(self, text):
        make_ground()

        assert reasons([claim_row(about=text)]) == []

    @pytest.mark.parametrize("text", ["2023-42", "2023-21-01", "٢٠٢٣", "6 October", "2023-10-06\x01", "9" * 500])
    def test_what_is_none_is_a_reason_of_its_row(self, text):
        make_ground()

        [(line, reason)] = reasons([claim_row(about=text)])

        assert (line, len(reason) < 500) == (2, True)

    def test_a_slip_is_refused_with_what_to_do(self):
        make_ground()

        assert reasons([claim_row(about="0203-10-06")]) == [
            (
                2,
                "about: “0203-10-06” is before the year 1000. "
                "Correct it, or record it at the desk, where it can be confirmed.",
            )
        ]

    def test_a_date_that_stands_so_was_confirmed(self):
        claimant, _source = make_ground()
        make_claim(reference="X-1", claimant=claimant, about="0203-10-06")

        assert reasons([claim_row(about="0203-10-06")]) == []
