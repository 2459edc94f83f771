import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django.asserts import assertInHTML

from claims.admin import batch_rows, batches
from claims.imports.accept import accept
from claims.models import Batch, Claim, Claimant
from tests.admin.pages import added, change_page, removed, told
from tests.factories import make_link, make_published, make_reviewer
from tests.imports.files import as_list, citation_row, claim_row, claimant_row, make_ground, source_row, staged
from tests.imports.test_accept import finding_row, link_row, whole

pytestmark = pytest.mark.django_db

LIST = "/admin/claims/batch/"
UPLOAD = "/admin/claims/batch/add/"


def upload(client, content, **fields):
    return client.post(UPLOAD, {"file": SimpleUploadedFile("record.json", content), **fields})


def decide(client, batch, act, *keys, **fields):
    rows = [batch.rows.get(key=key).pk for key in keys]
    return client.post(reverse("admin:claims_batch_decide", args=[batch.pk]), {"act": act, "row": rows, **fields})


def page(client, batch, query=""):
    return client.get(change_page(batch) + query)


class TestUpload:
    def test_an_editor_makes_a_batch_of_a_file(self, editor):
        response = upload(editor, as_list(claimant_row()), name="Autumn")

        batch = Batch.objects.get()
        assert response.url == change_page(batch)
        assert told(response) == ["“Autumn” waits for a reviewer."]
        assert (batch.name, batch.file_name, batch.loaded_by) == ("Autumn", "record.json", editor.person)
        assert not Claimant.objects.exists()

    def test_the_name_of_the_file_names_the_batch(self, editor):
        upload(editor, as_list(claimant_row()))

        assert Batch.objects.get().name == "record.json"

    @pytest.mark.parametrize(
        ("content", "says"),
        [
            (b"PK\x03\x04rest", "This is a zip archive, not text."),
            (b"", "The submitted file is empty."),
            (b"[{]", "Line 1: it is not JSON"),
            (as_list({"model": "auth.user", "fields": {}}), "Line 2: A file may not hold auth.user."),
            (as_list(*[7] * 12), "2 more rows are refused."),
        ],
        ids=["zip", "empty", "broken", "user", "many"],
    )
    def test_a_file_without_anything_to_decide_is_refused_at_the_field(self, editor, content, says):
        response = upload(editor, content)

        assert response.status_code == 200
        assert says in " ".join(response.context["form"].errors["file"])
        assert not Batch.objects.exists()

    def test_no_file_is_told(self, editor):
        assert editor.post(UPLOAD, {}).context["form"].errors["file"] == ["This field is required."]

    def test_the_same_file_twice_is_told(self, editor):
        upload(editor, as_list(claimant_row()), name="Autumn")

        waits = upload(editor, as_list(claimant_row()))
        accept(Batch.objects.get(), by=make_reviewer())
        recorded = upload(editor, as_list(claimant_row()))

        assert "This file waits already, as batch" in waits.context["form"].errors["file"][0]
        assert recorded.context["form"].errors["file"] == ["Nothing in this file is new."]
        assert Batch.objects.count() == 1

    def test_a_large_file_is_refused(self, editor, monkeypatch):
        monkeypatch.setattr(batches, "LARGEST_UPLOAD", 100)

        assert "The file has more than" in upload(editor, as_list(claimant_row())).context["form"].errors["file"][0]

    def test_contributors_do_not_upload(self, contributor):
        assert contributor.get(UPLOAD).status_code == 403
        assert upload(contributor, as_list(claimant_row())).status_code == 403

    def test_the_page_says_what_a_file_may_hold(self, editor):
        text = editor.get(UPLOAD).content.decode()

        assert "reference,claimant,statement" in text
        assert 'enctype="multipart/form-data"' in text


class TestList:
    def test_what_waits_comes_first(self, reviewer):
        waiting, decided = staged(claimant_row("one"), name="Waiting"), staged(claimant_row("two"), name="Decided")
        accept(decided, by=reviewer.person)

        rows = reviewer.get(LIST).context["cl"].result_list

        assert [(batch.name, batch.waiting) for batch in rows] == [("Waiting", 1), ("Decided", 0)]
        assert rows[0] == waiting

    def test_it_leads_to_the_upload(self, editor):
        text = editor.get(LIST).content.decode()

        assertInHTML(f'<a href="{UPLOAD}" class="addlink">Upload a file</a>', text)
        assert "Add batch" not in text

    def test_contributors_have_no_list(self, contributor):
        assert contributor.get(LIST).status_code == 403

    @pytest.mark.parametrize("query", ["state__exact=in_review", "q=record", "q=%00", "state__exact=x", "rows__pk=1"])
    def test_any_address_is_answered(self, reviewer, query):
        staged(claimant_row())

        assert reviewer.get(f"{LIST}?{query}").status_code in (200, 302)


class TestPage:
    def test_it_says_where_the_batch_comes_from_and_what_accepting_would_do(self, editor, reviewer):
        batch = staged(*whole(), by=editor.person)

        response = page(reviewer, batch)
        text = response.content.decode()

        assert batch.sha256 in text
        assert "file.json" in text
        assert "eddy" in text
        assert response.context["effects"] == [
            "2 new claims published",
            "1 link confirmed",
            "1 finding approved",
            "7 other rows recorded",
        ]
        assert [name for name, _model, _numbers in response.context["table"]] == [
            "Claimants", "Sources", "Claims", "Quantities", "Citations", "Links", "Assessments",
        ]  # fmt: skip

    def test_words_removed_and_added_are_marked_in_text_too(self, reviewer):
        claimant, _source = make_ground()
        old = "The army of Mali was seen in the old town on Friday."
        make_published(reference="X-1", claimant=claimant, statement=old)
        batch = staged(claim_row(statement=old.replace("old town", "new market")))

        text = page(reviewer, batch).content.decode()

        assertInHTML(removed("old"), text)
        assertInHTML(added("new"), text)

    def test_what_a_file_says_is_escaped(self, reviewer):
        batch = staged(claimant_row(name="<script>alert(1)</script>"))

        text = page(reviewer, batch).content.decode()

        assert "<script>alert" not in text
        assert "&lt;script&gt;alert(1)" in text

    def test_the_loader_is_told_that_another_decides(self, reviewer):
        batch = staged(claimant_row(), by=reviewer.person)

        text = page(reviewer, batch).content.decode()

        assert "You loaded this batch, so another reviewer decides on it." in text
        assert "Accept all" not in text

    def test_editors_read_and_do_not_decide(self, editor):
        batch = staged(claimant_row())

        assert "Accept all" not in page(editor, batch).content.decode()
        assert decide(editor, batch, "accept-all").status_code == 403
        assert not Claimant.objects.exists()

    def test_rows_are_shown_by_kind_and_by_what_they_do_page_by_page(self, reviewer, monkeypatch):
        monkeypatch.setattr(batch_rows, "ROWS_PER_PAGE", 3)
        batch = staged(*(claimant_row(f"army-{number}") for number in range(4)), source_row())

        def shown(query):
            return [(name, len(rows)) for name, rows in page(reviewer, batch, query).context["groups"]]

        assert shown("") == [("Claimants", 3)]
        assert shown("?page=2") == [("Claimants", 1), ("Sources", 1)]
        assert shown("?model=claims.source") == [("Sources", 1)]
        assert shown("?show=changed") == []
        assert shown("?show=new&model=claims.claimant&page=2") == [("Claimants", 1)]
        assert shown("?show=%00&model=x&page=zz") == [("Claimants", 3)]

    def test_refused_rows_say_why(self, reviewer):
        batch = staged(claimant_row(), {"model": "auth.user", "fields": {}})

        assert "Refused: A file may not hold auth.user." in page(reviewer, batch).content.decode()

    @pytest.mark.parametrize("pk", ["99999", "9" * 40, "abc"])
    def test_a_batch_that_is_not_there_is_told(self, reviewer, pk):
        response = reviewer.get(f"{LIST}{pk}/change/")

        assert (response.status_code, told(response)) == (302, ["This batch is no longer there."])

    def test_queries_do_not_grow_with_rows(self, reviewer, django_assert_num_queries):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        one, many = staged(claimant_row()), staged(*(claimant_row(f"army-{number}") for number in range(9)))
        page(reviewer, one)

        with CaptureQueriesContext(
            connection,
        ) as few:
            page(reviewer, one)
        with django_assert_num_queries(len(few)):
            page(reviewer, many)


class TestDecide:
    def test_selected_rows_are_accepted_and_others_rejected(self, reviewer):
        batch = staged(*whole())

        accepted = decide(reviewer, batch, "accept-selected", "X-1", show="waiting", page="1")
        rejected = decide(reviewer, batch, "reject-all")

        assert told(accepted) == ["7 rows accepted."]
        assert accepted.url == f"{change_page(batch)}?show=waiting&page=1"
        assert told(rejected)[-1] == "4 rows rejected."
        assert list(Claim.objects.values_list("reference", "publication")) == [("X-1", "published")]
        batch.refresh_from_db()
        assert batch.state == "decided"
        assert reviewer.get("/claims/X-1/").status_code == 200

    def test_every_refusal_is_told_and_stays_on_its_row(self, reviewer):
        make_ground()
        batch = staged(claim_row(), citation_row(), claim_row("X-2"))

        response = decide(reviewer, batch, "accept-all")

        assert told(response) == [
            "2 rows accepted.",
            "claim X-2: X-2 needs at least one citation: say where the claim was made.",
        ]
        assert "Not accepted: X-2 needs at least one citation" in page(reviewer, batch).content.decode()

    def test_many_refusals_are_summed_up(self, reviewer, monkeypatch):
        monkeypatch.setattr(batches, "MAX_REFUSALS_SHOWN", 2)
        make_ground()
        batch = staged(*(claim_row(f"X-{number}") for number in range(4)))

        messages = told(decide(reviewer, batch, "accept-all"))

        assert (len(messages), messages[-1]) == (3, "2 more were refused.")

    def test_it_is_rolled_back_or_says_what_rests_on_it(self, reviewer):
        batch = staged(*whole())
        decide(reviewer, batch, "accept-all")
        link = make_link(Claim.objects.get(reference="X-1"), make_published(reference="T-1"))

        refused = decide(reviewer, batch, "roll_back")
        reviewer.post(reverse("admin:claims_claimlink_reject", args=[link.pk]))
        done = decide(reviewer, batch, "roll_back")

        assert told(refused)[-1] == "The link X-1 contradicts T-1 rests on the claim X-1."
        assert told(done)[-2:] == ["11 rows rolled back.", "3 rows stay recorded: withdrawn claims rest on them."]
        assert Claim.objects.filter(reference__startswith="X", publication="withdrawn").count() == 2

    @pytest.mark.parametrize(
        ("fields", "says"),
        [
            ({"act": "accept-selected"}, "Select rows first."),
            ({"act": "reject-selected", "row": ["abc", "9" * 40, "\x00"]}, "Select rows first."),
            ({"act": "accept-selected", "row": ["99999"]}, "None of these rows waits any more."),
            ({"act": "reject-selected", "row": ["99999"]}, "None of these rows waits any more."),
            ({"act": "nonsense"}, "Choose what to do with the rows."),
            ({}, "Choose what to do with the rows."),
            ({"act": "roll_back"}, "Nothing of this batch is accepted, so there is nothing to take back."),
        ],
    )
    def test_what_cannot_be_done_is_told(self, reviewer, fields, says):
        batch = staged(claimant_row())

        response = reviewer.post(reverse("admin:claims_batch_decide", args=[batch.pk]), fields)

        assert told(response) == [says]
        assert not Claimant.objects.exists()

    def test_rows_of_another_batch_are_out_of_reach(self, reviewer):
        batch, other = staged(claimant_row("one")), staged(claimant_row("two"))

        response = reviewer.post(
            reverse("admin:claims_batch_decide", args=[batch.pk]),
            {"act": "accept-selected", "row": [other.rows.get().pk]},
        )

        assert told(response) == ["None of these rows waits any more."]

    def test_the_loader_does_not_decide(self, superuser):
        batch = staged(claimant_row(), by=superuser.person)

        for act in ("accept-all", "reject-all", "roll_back"):
            assert told(decide(superuser, batch, act))[-1].startswith("Whoever loaded a batch does not decide on it")
        assert not Claimant.objects.exists()

    def test_a_get_decides_nothing(self, reviewer):
        batch = staged(claimant_row())

        assert reviewer.get(reverse("admin:claims_batch_decide", args=[batch.pk])).status_code == 405

    def test_a_batch_that_is_gone_is_told(self, reviewer):
        response = reviewer.post(reverse("admin:claims_batch_decide", args=[999]), {"act": "accept-all"})

        assert told(response) == ["This batch is no longer there."]

    def test_findings_and_links_alone_are_decided_too(self, reviewer):
        make_published(reference="X-1"), make_published(reference="X-2")
        batch = staged(link_row(), finding_row())

        assert told(decide(reviewer, batch, "accept-all")) == ["2 rows accepted."]
        assert Claim.objects.get(reference="X-1").status == "inconclusive"
