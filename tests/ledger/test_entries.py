"""One reader of subjects and bodies; what it cannot read is shown as it is written."""

import json

import pytest
from django.utils import timezone

from claims.ledger import chain
from claims.ledger.entries import (
    EntryBody,
    Subject,
    SubjectKind,
    link_subject,
    person_subject,
    read_body,
    read_entry,
    read_subject,
)
from claims.models import LedgerEntry, Person
from tests.factories import make_link, make_published, make_question, make_verdict

UUID = "6f1c7f3e-5a0e-4b52-9f55-1d0f6a3a2b11"
BODY = {
    "act": "publish", "actor": UUID, "at": "2026-03-01T12:00:00.000000Z", "previous": chain.GENESIS, "reason": "",
    "sequence": 1, "state": {}, "subject": "KO-012", "version": 2,
}  # fmt: skip
FOREIGN = [
    "", "person", "person x", f"person {UUID} again", f"PERSON {UUID}", "K-1 refutes K-2", "K-1 denies",
    "claimant army", "k-1", "K-1  K-2", "K-1 denies k-2", "K-1 denies K-2 now", "a b c", "<b>x</b> denies K-2",
]  # fmt: skip


class TestSubject:
    def test_a_claims(self):
        assert read_subject("KO-012") == Subject("KO-012", SubjectKind.CLAIM, ("KO-012",))

    @pytest.mark.django_db
    def test_a_links_is_read_as_it_was_written(self):
        link = make_link(make_published(reference="KO-013"), make_published(reference="KO-012"), kind="denies")

        subject = link_subject(link)

        assert subject == "KO-013 denies KO-012"
        assert read_subject(subject) == Subject(subject, SubjectKind.LINK, ("KO-013", "KO-012"), link_kind="denies")

    def test_a_persons_is_read_as_it_was_written(self):
        subject = person_subject(Person(uuid=UUID))

        assert read_subject(subject) == Subject(subject, SubjectKind.PERSON, person=UUID)

    @pytest.mark.parametrize("text", FOREIGN)
    def test_one_of_no_known_form_is_other(self, text):
        assert read_subject(text) == Subject(text)


class TestBody:
    def test_its_values(self):
        assert read_body(json.dumps(BODY)) == EntryBody(
            1, Subject("KO-012", SubjectKind.CLAIM, ("KO-012",)), 2, "publish", UUID
        )

    @pytest.mark.parametrize(
        ("body", "sentence"),
        [
            ("", "it is not JSON"), ("[" * 100_000, "it is not JSON"), ("[]", "does not have the fields"),
            (json.dumps({**BODY, "more": 1}), "does not have the fields"),
            (json.dumps({**BODY, "subject": ["KO-012"]}), "its subject is not of the type"),
            (json.dumps({**BODY, "at": 7, "version": "2"}), "its at, version is not of the type"),
        ],
    )  # fmt: skip
    def test_what_is_none_is_refused_in_a_sentence(self, body, sentence):
        with pytest.raises(ValueError, match=sentence):
            read_body(body)

    def test_a_stored_entry_that_cannot_be_read_says_what_its_columns_say(self):
        entry = LedgerEntry(sequence=3, subject="KO-012", version=1, act="publish", body="{")

        assert read_entry(entry) == EntryBody(3, Subject("KO-012", SubjectKind.CLAIM, ("KO-012",)), 1, "publish")

    @pytest.mark.django_db
    def test_states_are_those_of_their_subjects(self):
        first, second = make_published(), make_published()
        make_link(first, second)
        make_verdict(first, "under_review")

        told = [read_entry(entry) for entry in LedgerEntry.objects.order_by("sequence")]

        assert all(body.coherent for body in told)
        assert [body.claim["reference"] if body.claim else "" for body in told] == [
            first.reference, second.reference, "", first.reference,
        ]  # fmt: skip
        assert [body.link["basis"] if body.link else "" for body in told] == ["", "", "incompatible", ""]


def append(subject, act, state, **changed):
    """Append an entry as some other software would, past every check."""
    sequence, previous = chain.head()
    body = {
        **BODY, "subject": subject, "act": act, "state": state, "sequence": sequence + 1, "previous": previous,
        **changed,
    }  # fmt: skip
    LedgerEntry.objects.create(
        sequence=sequence + 1, subject=subject, version=900 + sequence, act=act, recorded_at=timezone.now(),
        body=chain.canonical(body), previous_hash=previous, hash=chain.digest(chain.canonical(body)),
    )  # fmt: skip
    return sequence + 1


@pytest.mark.django_db
@pytest.mark.usefixtures("guards_down")
class TestForeignEntries:
    @pytest.fixture
    def foreign(self):
        """A ledger with two linked claims, and entries on subjects that nobody here would write."""
        question = make_question(slug="now")
        first, second = (make_published(reference=f"K-{number}", question=question) for number in (1, 2))
        make_link(first, second)
        found = [append(text, "publish", {"reference": text, "publication": "published"}) for text in FOREIGN[1:]]
        found += [append(text, act, {}) for act, text in [("link", "K-1 b"), ("unlink", "K-9"), ("erase", "K-8")]]
        found += [append("K-7", "link", None, actor="nobody"), append("K-1 denies K-2", "assess", {"status": "odd"})]
        found += [append("K-6", "vanish", {"publication": "published"}), append("K-5", "link", {"basis": "scope"})]
        return found

    def test_no_page_breaks(self, client, foreign):
        moment = f"entry={LedgerEntry.objects.newest().hash[:12]}"
        addresses = [
            "/", "/claims/", f"/claims/?{moment}", f"/claims/?disputed=true&{moment}", f"/claims/K-2/?{moment}",
            "/claims/K-1/", f"/questions/now/?{moment}", f"/compare/?claim=K-1&claim=K-2&{moment}", "/ledger/",
            "/ledger/?claim=K-1", "/feeds/decisions/", "/feeds/claims/", "/feeds/questions/now/",
            "/api/v1/ledger/?include=state", f"/api/v1/claims/?as_of={timezone.now():%Y-%m-%d}",
            f"/api/v1/links/?as_of={timezone.now():%Y-%m-%d}", *(f"/ledger/{sequence}/" for sequence in foreign),
        ]  # fmt: skip

        told = {address: client.get(address).status_code for address in addresses}

        assert told == dict.fromkeys(addresses, 200)

    def test_the_ledger_shows_their_subjects_as_they_are_written(self, client, foreign):
        sequence = append("K-1 refutes <K-2>", "publish", {})

        for address in ("/ledger/", f"/ledger/{sequence}/", "/feeds/decisions/"):
            assert "Published: K-1 refutes &lt;K-2&gt;" in client.get(address).content.decode().replace("</b>", "")
