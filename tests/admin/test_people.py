import pytest
from pytest_django.asserts import assertInHTML

from claims.models import LedgerEntry, Person
from tests.admin.pages import change_page, told
from tests.factories import make_claim, make_link, make_published, make_user

pytestmark = pytest.mark.django_db

MINE = "/admin/claims/person/mine/"
PEOPLE = "/admin/claims/person/"
LEDGER = "/admin/claims/ledgerentry/"


class TestOwnPublicName:
    def test_anybody_of_the_desk_chooses_their_own(self, contributor):
        response = contributor.post(MINE, {"public_name": " Cora D. "})

        assert Person.objects.get(user=contributor.person).public_name == "Cora D."
        assert (response.url, told(response)) == ("/admin/", ["Your public name is saved."])

    def test_every_page_leads_there(self, contributor):
        assertInHTML(f'<a href="{MINE}">Public name</a>', contributor.get("/admin/").content.decode())

    def test_looking_writes_nothing(self, editor):
        response = editor.get(MINE)

        assert response.status_code == 200
        assert not Person.objects.exists()

    def test_it_may_be_emptied(self, editor):
        Person.objects.create(user=editor.person, public_name="Eddy")

        editor.post(MINE, {"public_name": ""})

        assert Person.objects.get().public_name == ""

    @pytest.mark.parametrize("name", ["n" * 81, "\x00"])
    def test_what_cannot_be_kept_is_told_at_the_field(self, editor, name):
        response = editor.post(MINE, {"public_name": name})

        assert list(response.context["form"].errors) == ["public_name"]
        assert not Person.objects.exists()

    def test_nobody_takes_the_name_of_another(self, editor, reviewer):
        Person.objects.create(user=reviewer.person, public_name="Rita R.")

        response = editor.post(MINE, {"public_name": "rita r."})

        assert response.context["form"].errors["public_name"] == ["Another person bears this name."]

    def test_the_public_reads_it(self, client, editor):
        claim = make_published(by=editor.person)

        editor.post(MINE, {"public_name": "Eddy of the desk"})

        assert "Eddy of the desk" in client.get(claim.get_absolute_url()).content.decode()

    def test_a_stranger_is_sent_to_log_in(self, client):
        assert client.post(MINE, {"public_name": "X"}).status_code == 302
        assert not Person.objects.exists()


class TestPeople:
    def test_an_administrator_changes_any_name(self, superuser):
        person = Person.objects.create(user=make_user(username="annette"), public_name="A")

        superuser.post(change_page(person), {"public_name": "Annette B.", "user": "", "uuid": "x"})

        before = (person.user, person.uuid)
        person.refresh_from_db()
        assert (person.public_name, person.user, person.uuid) == ("Annette B.", *before)

    def test_an_erased_person_is_shown_by_uuid(self, superuser):
        person = Person.objects.create(user=None)

        assert str(person.uuid) in superuser.get(PEOPLE).content.decode()

    def test_editors_neither_see_nor_change_others(self, reviewer):
        person = Person.objects.create(public_name="A")

        assert reviewer.get(PEOPLE).status_code == 403
        assert reviewer.post(change_page(person), {"public_name": "B"}).status_code == 403

    def test_nobody_is_added_or_deleted_by_hand(self, superuser):
        person = Person.objects.create(public_name="A")

        assert superuser.get(f"{PEOPLE}add/").status_code == 403
        assert superuser.post(f"{PEOPLE}{person.pk}/delete/", {"post": "yes"}).status_code == 403


class TestLedger:
    def test_a_reference_finds_its_entries_and_those_of_its_links(self, contributor):
        first, second = make_published(reference="KO-012"), make_published(reference="KO-013")
        make_link(first, second)
        make_published(reference="KO-099")

        found = contributor.get(f"{LEDGER}?q=KO-012").context["cl"].result_list

        assert [(entry.subject, entry.act) for entry in found] == [
            ("KO-012 contradicts KO-013", "link"),
            ("KO-012", "publish"),
        ]

    def test_it_is_filtered_by_act_and_tells_subject_act_and_time(self, editor):
        make_link(make_published(), make_published())

        response = editor.get(f"{LEDGER}?act__exact=link")

        page = response.content.decode()
        assert [entry.act for entry in response.context["cl"].result_list] == ["link"]
        assert all(words in page for words in ("contradicts", "Linked", "field-recorded_at"))

    def test_an_entry_is_read_with_its_hashes(self, editor):
        claim = make_published()
        entry = LedgerEntry.objects.get()

        page = editor.get(change_page(entry)).content.decode()

        assert all(words in page for words in (claim.statement, entry.hash, entry.previous_hash))

    def test_an_entry_that_somebody_broke_is_shown_as_it_is(self, editor, guards_down):
        make_published()
        LedgerEntry.objects.update(body="{no json")

        assert "{no json" in editor.get(change_page(LedgerEntry.objects.get())).content.decode()

    def test_nobody_adds_changes_or_deletes_an_entry(self, superuser):
        make_published()
        entry = LedgerEntry.objects.get()

        statuses = [
            superuser.get(f"{LEDGER}add/").status_code,
            superuser.post(change_page(entry), {"subject": "x"}).status_code,
            superuser.post(f"{LEDGER}{entry.pk}/delete/", {"post": "yes"}).status_code,
        ]
        superuser.post(LEDGER, {"action": "delete_selected", "_selected_action": [entry.pk], "post": "yes"})

        assert statuses == [403, 403, 403]
        assert LedgerEntry.objects.get() == entry

    def test_strangers_see_nothing(self, client):
        client.force_login(make_user())
        make_claim()

        assert client.get(LEDGER).status_code == 403

    @pytest.mark.parametrize("query", ["q=%00", "q=" + "x" * 5000, "body__regex=a", "act__exact=nonsense", "p=-1"])
    def test_odd_questions_are_answered(self, editor, query):
        assert editor.get(f"{LEDGER}?{query}").status_code in (200, 302)
