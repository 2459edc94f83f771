import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims import workflow
from claims.ledger import chain
from claims.models import LedgerEntry
from claims.models.fields import MAX_EXACT_INTEGER
from tests.factories import (
    make_citation,
    make_claim,
    make_editor,
    make_link,
    make_published,
    make_quantity,
    make_reviewer,
    make_source,
    make_verdict,
)

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-MAX_EXACT_INTEGER, MAX_EXACT_INTEGER) | TEXT,
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(max_codepoint=127)), inner),
    max_leaves=20,
)


def entries():
    return [json.loads(body) for body in LedgerEntry.objects.order_by("sequence").values_list("body", flat=True)]


class TestCanonical:
    @pytest.mark.parametrize(
        ("value", "text"),
        [
            ({"b": 1, "a": [True, None]}, '{"a":[true,null],"b":1}'),
            ("Léré “17”\n\x0f\x7f", '"Léré “17”\\n\\u000f\x7f"'),
            ("\u2028/😀", '"\u2028/😀"'),
            (-5, "-5"),
        ],
    )
    def test_reads_as_rfc_8785_has_it(self, value, text):
        assert chain.canonical(value) == text

    @pytest.mark.parametrize("value", [1.5, 2**53, float("nan"), {"é": 1}, {1: 2}, ["\ud800"], {"a": [0.0]}])
    def test_what_has_no_exact_form_is_refused(self, value):
        with pytest.raises(ValueError):  # noqa: PT011 (UnicodeEncodeError among them)
            chain.canonical(value)

    @given(VALUES)
    def test_says_the_same_again_after_reading(self, value):
        text = chain.canonical(value)

        assert json.loads(text) == value
        assert chain.canonical(json.loads(text)) == text


@pytest.mark.django_db
class TestEntries:
    def test_each_holds_the_hash_of_the_one_before(self):
        make_link(make_published(), make_published())

        rows = list(LedgerEntry.objects.order_by("sequence"))
        previous = chain.GENESIS
        for number, row in enumerate(rows, start=1):
            assert (row.sequence, row.previous_hash) == (number, previous)
            previous = row.hash
            assert previous == hashlib.sha256(row.body.encode()).hexdigest()
        assert chain.head() == (3, previous)

    def test_publishing_records_the_whole_public_state(self):
        source = make_source(slug="rfi", title="RFI report", url="https://rfi.example/1")
        claim = make_claim(reference="KO-018", statement="Seventeen were killed.")
        make_citation(claim, source=source, locator="line 3")
        make_quantity(claim)

        workflow.publish(claim, by=make_editor())

        entry = entries()[-1]
        state = entry["state"]
        assert (entry["act"], entry["subject"], entry["version"]) == ("publish", "KO-018", 2)
        assert (state["statement"], state["publication"], state["status"]) == (
            "Seventeen were killed.",
            "published",
            "unverified",
        )
        assert state["citations"][0]["source"]["url"] == "https://rfi.example/1"
        assert state["quantities"][0]["best"] == 17
        assert state["assessment"] is None

    def test_a_verdict_is_an_entry_with_its_rationale(self):
        claim = make_published()

        make_verdict(claim, "corroborated", rationale="Two reports.")

        entry = entries()[-1]
        assert (entry["act"], entry["version"], claim.version) == ("assess", 4, 4)
        assert (entry["state"]["status"], entry["state"]["assessment"]["rationale"]) == ("corroborated", "Two reports.")

    def test_a_revision_says_why(self):
        claim = make_published()
        claim.statement = "Something else happened."

        workflow.revise(claim, by=make_editor(), reason="Read again.")

        entry = entries()[-1]
        assert (entry["act"], entry["reason"], entry["state"]["statement"]) == (
            "revise",
            "Read again.",
            "Something else happened.",
        )

    def test_a_withdrawal_says_why(self):
        workflow.withdraw(make_published(), by=make_editor(), reason="Not theirs.")

        assert [(entry["act"], entry["reason"]) for entry in entries()][-1] == ("withdraw", "Not theirs.")

    def test_what_the_public_does_not_see_is_no_entry(self):
        claim = make_claim()
        make_citation(claim)
        make_verdict(claim, "under_review")
        make_link(claim, make_claim())
        workflow.revise(claim, by=make_editor())

        assert entries() == []

    def test_links_become_public_with_the_second_of_their_claims(self):
        claim, draft = make_published(reference="KO-1"), make_claim(reference="KO-2")
        make_citation(draft)
        make_link(draft, claim, kind="denies")

        workflow.publish(draft, by=make_editor())

        assert [entry["subject"] for entry in entries()] == ["KO-1", "KO-2", "KO-2 denies KO-1"]

    def test_setting_a_link_aside_is_an_entry(self):
        made = make_link(make_published(), make_published())

        workflow.reject_link(made, by=make_editor())

        assert [(entry["act"], entry["version"]) for entry in entries()][-2:] == [("link", 1), ("unlink", 2)]

    def test_names_nobody(self):
        editor, reviewer = make_editor(username="amina", email="amina@desk.example"), make_reviewer(username="boubacar")
        claim = make_published(by=editor)
        make_citation(claim, bearing="supports")
        proposal = workflow.assess(claim, status="verified", credibility="2", rationale="Seen.", by=editor)
        workflow.approve_assessment(proposal, by=reviewer)

        text = "\n".join(LedgerEntry.objects.values_list("body", flat=True))
        assert "amina" not in text
        assert "boubacar" not in text
        assert {entry["actor"] for entry in entries()} >= {str(editor.person.uuid), str(reviewer.person.uuid)}

    def test_a_refused_act_leaves_no_entry(self):
        claim = make_published()
        before = entries()

        with pytest.raises(Exception, match="at least one citation"):
            workflow.assess(claim, status="refuted", credibility="6", rationale="No.", by=make_editor())
        assert entries() == before

    def test_a_link_set_aside_while_its_claim_is_withdrawn_stays_so_in_the_ledger(self):
        claim, other = make_published(reference="KO-1"), make_published(reference="KO-2")
        made = make_link(claim, other)
        workflow.withdraw(other, by=make_editor(), reason="Misread.")
        workflow.reject_link(made, by=make_editor())

        workflow.publish(other, by=make_editor())

        assert chain.newest_states(["KO-1 contradicts KO-2"])["KO-1 contradicts KO-2"]["state"] == "rejected"
