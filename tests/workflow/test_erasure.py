import json
from io import StringIO

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django.core.management import CommandError, call_command
from django.test import Client

from claims import workflow
from claims.models import LedgerEntry, Person
from claims.workflow.audit import breaches
from tests.factories import make_editor, make_published, make_user, make_verdict

pytestmark = pytest.mark.django_db

NAMES = {"username": "annette", "first_name": "Annette", "last_name": "Beispiel", "email": "ann@example.org"}


def erase(username):
    out = StringIO()
    call_command("erase_person", username, stdout=out)
    return out.getvalue()


@pytest.fixture
def annette(db):
    """An editor who published a claim under a public name."""
    user = make_editor(**NAMES, password="pass-word-1")
    make_published(by=user)
    Person.objects.filter(user=user).update(public_name="Annette B.")
    return user


class TestErasePerson:
    def test_no_name_address_or_login_is_left(self, annette):
        uuid = annette.person.uuid

        told = erase("annette")

        user, person = User.objects.get(pk=annette.pk), Person.objects.get(uuid=uuid)
        assert (user.first_name, user.last_name, user.email) == ("", "", "")
        assert user.username.startswith("erased-")
        assert (user.is_active, user.is_staff, user.is_superuser, user.has_usable_password()) == (False,) * 4
        assert (user.groups.count(), user.user_permissions.count()) == (0, 0)
        assert (person.public_name, person.user) == ("", None)
        assert told == f"Erased. The ledger still knows them as person {uuid}, without a name.\n"

    def test_the_act_is_in_the_ledger_and_names_nobody(self, annette):
        uuid = str(annette.person.uuid)

        erase("annette")

        entry = LedgerEntry.objects.first()
        body = json.loads(entry.body)
        assert (entry.act, entry.subject, entry.version) == ("erase", f"person {uuid}", 1)
        assert (body["actor"], body["state"], body["reason"]) == (uuid, {}, "")
        everything = " ".join(LedgerEntry.objects.values_list("body", flat=True))
        assert not [name for name in (*NAMES.values(), "Annette B.") if name in everything]

    def test_the_chain_stays_whole_and_what_they_decided_stays(self, annette):
        decided_before = list(LedgerEntry.objects.values_list("hash", flat=True))
        out = StringIO()

        erase("annette")
        call_command("verify_ledger", stdout=out)

        assert out.getvalue().startswith("The ledger is whole: 2 entries")
        assert list(LedgerEntry.objects.values_list("hash", flat=True))[1:] == decided_before
        assert list(breaches()) == []

    def test_the_desks_own_log_names_them_no_more(self, annette, admin_client):
        admin_client.post(f"/admin/claims/person/{annette.person.pk}/change/", {"public_name": "Annette Beispiel"})
        admin_client.post(f"/admin/auth/user/{annette.pk}/change/", {"username": "annette", "_save": "1"})
        LogEntry.objects.log_actions(
            annette.pk, User.objects.filter(pk=annette.pk), 2, change_message="Changed First name.", single_object=True
        )

        erase("annette")

        told = " ".join(f"{entry.object_repr} {entry.change_message}" for entry in LogEntry.objects.all())
        assert LogEntry.objects.exists()
        assert not [name for name in NAMES.values() if name in told]

    def test_they_are_logged_out_and_cannot_log_in(self, annette):
        client = Client()
        client.force_login(annette)
        before = client.get("/admin/").status_code

        erase("annette")

        assert (before, client.get("/admin/").status_code) == (200, 302)
        assert not Client().login(username="annette", password="pass-word-1")

    def test_who_never_decided_anything_can_be_erased_too(self):
        make_user("Contributors", username="cora")

        erase("cora")

        assert not User.objects.filter(username="cora").exists()
        assert LedgerEntry.objects.get().act == "erase"

    def test_others_go_on_deciding(self, annette):
        erase("annette")

        claim = make_published()
        make_verdict(claim, "corroborated")

        assert list(breaches()) == []

    @pytest.mark.parametrize("username", ["nobody", "", "a" * 5000])
    def test_an_unknown_name_is_told_and_nothing_happens(self, username):
        with pytest.raises(CommandError, match="There is no user"):
            erase(username)

        assert not LedgerEntry.objects.exists()

    def test_an_erased_person_is_not_erased_twice(self, annette):
        erase("annette")

        with pytest.raises(CommandError, match="There is no user 'annette'"):
            erase("annette")

        assert LedgerEntry.objects.filter(act="erase").count() == 1

    def test_rights_given_one_by_one_go_too(self):
        user = make_user(username="rob")
        user.user_permissions.set(Group.objects.get(name="Editors").permissions.all()[:2])

        workflow.erase_person(user)

        assert User.objects.get(pk=user.pk).user_permissions.count() == 0
