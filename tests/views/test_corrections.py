"""The form by which readers say what is wrong."""

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django.asserts import assertInHTML

from claims import workflow
from claims.models import Claim, CorrectionRequest
from tests.factories import make_claim, make_editor, make_published, make_reviewer
from tests.markup import cut

pytestmark = pytest.mark.django_db
ADDRESS = "/claims/K-1/correct/"


@pytest.fixture(autouse=True)
def _nobody_has_asked_yet():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(autouse=True, scope="module")
def _published(rows_of_module):
    make_published(reference="K-1", statement="It moved.")


@pytest.fixture
def claim(db):
    return Claim.objects.get(reference="K-1")


def send(client, **fields):
    return client.post(ADDRESS, {"message": "The day is wrong.", "contact": "", "website": "", **fields})


class TestForm:
    def test_the_claim_leads_to_it(self, get):
        assertInHTML(f'<a href="{ADDRESS}">Ask for a correction</a>', cut(get("/claims/K-1/")[1], "article"))

        text = get(ADDRESS)[1]

        assert "It moved." in text
        assert "Seen by reviewers only, never published." in text
        assert 'class="trap" aria-hidden="true"' in text

    def test_what_is_sent_waits_for_a_reviewer(self, client, claim):
        response = send(client, message=" Wrong day.\r\nSee RFI. ", contact="ann@example.org")

        assert (response.status_code, response.headers["Location"]) == (302, "/claims/K-1/correct/thanks/")
        request = CorrectionRequest.objects.get()
        assert (request.claim, request.contact, request.state) == (claim, "ann@example.org", "open")
        assert request.message.splitlines() == ["Wrong day.", "See RFI."]
        assert "has arrived" in client.get(response.headers["Location"]).content.decode()

    @pytest.mark.parametrize(
        ("fields", "why"),
        [
            ({"message": " "}, "Say what is wrong."),
            ({"message": "m" * 4001}, "at most 4000 characters"),
            ({"contact": "c" * 201}, "at most 200 characters"),
            ({"message": "a\x00b"}, "Null characters are not allowed."),
        ],
    )
    def test_what_cannot_be_kept_is_told_at_its_field_and_what_was_typed_stays(self, client, fields, why):
        response = send(client, **{"contact": "ann@example.org", **fields})

        text = response.content.decode()
        assert response.status_code == 400
        assert why in text
        assert 'aria-invalid="true"' in text
        assert fields.get("contact", "ann@example.org") in text
        assert not CorrectionRequest.objects.exists()

    def test_a_program_that_fills_in_every_field_is_thanked_and_not_heard(self, client):
        response = send(client, website="https://spam.example")

        assert response.status_code == 302
        assert not CorrectionRequest.objects.exists()

    def test_a_form_without_its_token_is_refused(self):
        response = Client(enforce_csrf_checks=True).post(ADDRESS, {"message": "Wrong."})

        assert response.status_code == 403
        assert not CorrectionRequest.objects.exists()

    def test_the_token_of_the_page_is_taken(self):
        client = Client(enforce_csrf_checks=True)
        token = client.get(ADDRESS).context["csrf_token"]

        response = client.post(ADDRESS, {"message": "Wrong.", "csrfmiddlewaretoken": str(token)})

        assert response.status_code == 302

    @pytest.mark.parametrize("below", ["correct/", "correct/thanks/"])
    def test_only_published_claims_have_it(self, client, below):
        make_claim(reference="K-2")
        gone = make_published(reference="K-3")
        workflow.withdraw(gone, by=make_editor(), reason="Wrong.")

        assert [client.get(f"/claims/K-{number}/{below}").status_code for number in (2, 3, 4)] == [404, 404, 404]
        assert client.post("/claims/K-3/correct/", {"message": "Wrong."}).status_code == 404


class TestLimit:
    def test_the_sixth_within_the_hour_is_refused_and_its_words_stay(self, client):
        answers = [send(client, message=f"Number {number}.").status_code for number in range(5)]

        sixth = send(client, message="Number six.")

        assert (answers, sixth.status_code) == ([302] * 5, 429)
        assert "Please send this one later." in sixth.content.decode()
        assert "Number six." in sixth.content.decode()
        assert CorrectionRequest.objects.count() == 5

    def test_mistakes_do_not_count(self, client):
        for _ in range(6):
            send(client, message="")

        assert send(client).status_code == 302

    def test_others_are_not_held_up(self, client):
        for _ in range(6):
            send(client)

        assert Client(REMOTE_ADDR="192.0.2.7").post(ADDRESS, {"message": "Wrong."}).status_code == 302

    def test_a_forged_header_is_no_other_address(self, client):
        for number in range(6):
            last = client.post(ADDRESS, {"message": "Wrong."}, headers={"X-Forwarded-For": f"192.0.2.{number}"})

        assert last.status_code == 429

    def test_behind_our_proxy_the_address_that_it_adds_counts(self, client, settings):
        settings.HTTPS = True

        def post(forwarded):
            return client.post(ADDRESS, {"message": "Wrong."}, headers={"X-Forwarded-For": forwarded}).status_code

        first = [post(f"203.0.113.{number}, 192.0.2.1") for number in range(6)]

        assert first == [302] * 5 + [429]
        assert post("203.0.113.1, 192.0.2.2") == 302


class TestAnswers:
    def test_answers_stand_on_the_claim_and_what_was_written_does_not(self, get, claim):
        for state, answer in (("corrected", "The day is right now."), ("declined", "The source says so.")):
            request = workflow.request_correction(claim, message="Hidden words.", contact="ann@example.org")
            workflow.answer_correction(request, by=make_reviewer(), state=state, answer=answer)
        workflow.request_correction(claim, message="Still open.")

        text = get("/claims/K-1/")[1]

        beneath = cut(text, "section", 'aria-labelledby="h-cor"')
        for words in ("Corrected on", "The day is right now.", "Left as it was,", "The source says so."):
            assert words in beneath
        for hidden in ("Hidden words.", "ann@example.org", "Still open."):
            assert hidden not in text
