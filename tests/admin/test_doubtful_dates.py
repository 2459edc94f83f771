import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django.asserts import assertInHTML, assertNotInHTML

from claims.admin.doubtful_dates import RIGHT
from claims.models import Claim, Event, Source
from tests.admin.pages import CLAIMS, change_page, filled, told
from tests.factories import make_claim, make_claimant, make_event, make_published, make_source

pytestmark = pytest.mark.django_db
SLIP = "0203-10-06"
BOX = '<input type="checkbox" name="confirm_dates" id="id_confirm_dates">'


def record(client, **changes):
    fields = filled(reference="KO-900", statement="Seventeen people were killed.", **changes)
    return client.post(f"{CLAIMS}add/", {"claimant": make_claimant().pk, **fields})


class TestClaim:
    @pytest.mark.parametrize("name", ["about", "asserted"])
    def test_a_slip_is_refused_at_its_field_and_kept(self, contributor, name):
        response = record(contributor, **{name: SLIP})

        form = response.context["adminform"].form
        assert not Claim.objects.exists()
        assert form.errors[name] == [f"“{SLIP}” is before the year 1000. Correct it, or tick “{RIGHT}” and save again."]
        assert form[name].value() == SLIP
        assertInHTML(BOX, response.content.decode())

    def test_it_is_recorded_once_confirmed(self, contributor):
        response = record(contributor, about=SLIP, confirm_dates="on")

        assert response.status_code == 302
        assert Claim.objects.get().about == SLIP

    def test_the_box_is_hidden_until_it_is_needed(self, contributor):
        response = contributor.get(f"{CLAIMS}add/")

        assert response.context["adminform"].form["confirm_dates"].is_hidden
        assertNotInHTML(BOX, response.content.decode())

    def test_a_confirmed_date_is_not_asked_about_again(self, editor):
        claim = make_claim(about=SLIP)

        response = editor.post(change_page(claim), filled(claim, statement="Something else."))

        assert response.status_code == 302

    def test_a_published_claim_is_asked_about_before_its_difference_is_shown(self, editor):
        claim = make_published()
        typed = filled(claim, about=SLIP, reason="Another day.")

        refused = editor.post(change_page(claim), typed)
        shown = editor.post(change_page(claim), {**typed, "confirm_dates": "on"})
        saved = editor.post(change_page(claim), {**typed, "confirm_dates": "on", "_confirmed": "1"})

        assert "about" in refused.context["adminform"].form.errors
        assertInHTML('<input type="hidden" name="confirm_dates" value="on">', shown.content.decode())
        assert RIGHT not in str(shown.context["differences"])
        assert saved.status_code == 302
        claim.refresh_from_db()
        assert claim.about == SLIP

    def test_who_may_only_look_sees_no_box(self, contributor):
        page = contributor.get(change_page(make_published()))

        assert page.status_code == 200
        assert "confirm_dates" not in page.content.decode()

    def test_said_before_it_happened_is_saved_with_a_warning(self, contributor):
        response = record(contributor, about="2023-10-06", asserted="2023-10-05")

        assert any(message.startswith("KO-900 was said before it happened.") for message in told(response))

    def test_said_on_the_day_or_some_day_of_the_month_is_no_matter(self, contributor):
        response = record(contributor, about="2023-10-06", asserted="2023-10-XX")

        assert not any("before it happened" in message for message in told(response))


class TestOthers:
    def test_an_event_is_asked_about(self, editor):
        event = make_event()
        typed = {"title": event.title, "date": "3023-10-06"}

        refused = editor.post(change_page(event), typed)
        confirmed = editor.post(change_page(event), {**typed, "confirm_dates": "on"})

        assert list(refused.context["adminform"].form.errors) == ["date"]
        assert confirmed.status_code == 302
        assert Event.objects.get().date == "3023-10-06"

    def test_a_source_is_asked_about(self, editor):
        source = make_source()
        typed = {"title": source.title, "kind": source.kind, "published": SLIP}

        refused = editor.post(change_page(source), typed)
        confirmed = editor.post(change_page(source), {**typed, "confirm_dates": "on"})

        assert list(refused.context["adminform"].form.errors) == ["published"]
        assert confirmed.status_code == 302
        assert Source.objects.get().published == SLIP


class TestFile:
    def load(self, client, text):
        file = SimpleUploadedFile("claims.csv", text.encode())
        return client.post(reverse("admin:claims_claim_import"), {"format": "0", "import_file": file})

    def test_a_row_of_the_desk_with_a_slip_is_refused(self, editor):
        claimant = make_claimant()

        response = self.load(
            editor, f"reference,claimant,kind,statement,about\nBG-1,{claimant.slug},assertion,x,{SLIP}\n"
        )

        assert "is before the year 1000" in response.content.decode()

    def test_a_row_that_says_what_stands_is_not(self, editor):
        claim = make_claim(about=SLIP)

        row = f"{claim.reference},{claim.claimant.slug},assertion,x,{SLIP}"
        response = self.load(editor, f"reference,claimant,kind,statement,about\n{row}\n")

        assert "is before the year 1000" not in response.content.decode()
        assert response.context["result"].has_validation_errors() is False
