"""What a claim's page tells search engines: a review where a verdict stands, and no more than is known."""

import json
import re
from types import SimpleNamespace

import pytest
from pyld import jsonld

from claims.templatetags.jsonld import linked_data
from tests.factories import (
    make_citation,
    make_claim,
    make_claimant,
    make_editor,
    make_published,
    make_publisher,
    make_source,
    make_verdict,
)
from tests.views.world import publish

pytestmark = pytest.mark.django_db

SCHEMA = "https://schema.org/"
HERE = "http://testserver/claims/R-1/"


def load(url, _options):
    assert url == "https://schema.org"
    return {"contextUrl": None, "documentUrl": url, "document": {"@context": {"@vocab": SCHEMA}}}


def expand(said):
    return jsonld.expand(said, {"documentLoader": load})


def told(client, address="/claims/R-1/"):
    """Return what a page says as JSON-LD, each piece parsed."""
    text = client.get(address).content.decode()
    return [
        json.loads(piece) for piece in re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.S)
    ]


def make_reviewed(status, **kwargs):
    claimant = make_claimant(
        name="The northern army", short_name="Army", wikidata_id="Q912", url="https://army.example"
    )
    paper = make_publisher(name="A paper")
    claim = make_claim(
        reference="R-1", statement="The column moved.", claimant=claimant, asserted="2023-10-06", **kwargs
    )
    make_citation(
        claim, mode="own", source=make_source(publisher=claimant, url="https://army.example/1", published="2023-10-06")
    )
    make_citation(claim, source=make_source(publisher=paper, url="https://paper.example/1", published="2023-10-07"))
    publish(claim)
    return claim, status and make_verdict(claim, status)


class TestReview:
    def test_a_verified_claim_is_reviewed_at_the_best_end(self, client):
        claim, finding = make_reviewed("verified")

        (said,) = told(client)

        assert said == {
            "@context": "https://schema.org",
            "@type": "ClaimReview",
            "@id": f"{HERE}#review",
            "url": HERE,
            "claimReviewed": "The column moved.",
            "datePublished": finding.decided_at.date().isoformat(),
            "inLanguage": "en",
            "author": {"@type": "Organization", "name": "Counterclaim", "url": "http://testserver/"},
            "reviewRating": {
                "@type": "Rating", "alternateName": "Verified", "ratingValue": 5, "bestRating": 5, "worstRating": 1,
            },
            "reviewBody": "The evidence says so.",
            "itemReviewed": {
                "@type": "Claim",
                "@id": f"{HERE}#claim",
                "text": "The column moved.",
                "inLanguage": "en",
                "author": {
                    "@type": "Organization",
                    "name": "The northern army",
                    "alternateName": "Army",
                    "sameAs": ["https://army.example", "https://www.wikidata.org/entity/Q912"],
                },
                "datePublished": "2023-10-06",
                "appearance": [
                    {
                        "@type": "CreativeWork",
                        "url": each.source.url,
                        "name": each.source.title,
                        "datePublished": each.source.published,
                    }
                    for each in claim.citations.filter(bearing="states").order_by("pk")
                ],
                "firstAppearance": {
                    "@type": "CreativeWork",
                    "url": "https://army.example/1",
                    "name": claim.citations.order_by("pk")[0].source.title,
                    "datePublished": "2023-10-06",
                },
            },
            "sdLicense": "https://creativecommons.org/licenses/by/4.0/",
        }  # fmt: skip

    @pytest.mark.parametrize(
        ("status", "rating"),
        [
            ("refuted", {"alternateName": "Refuted", "ratingValue": 1, "bestRating": 5, "worstRating": 1}),
            ("corroborated", {"alternateName": "Corroborated"}),
            ("retracted", {"alternateName": "Retracted"}),
        ],
    )
    def test_only_an_end_of_the_scale_is_a_number(self, client, status, rating):
        make_reviewed(status)

        (said,) = told(client)

        assert said["reviewRating"] == {"@type": "Rating", **rating}

    @pytest.mark.parametrize("status", [None, "under_review", "inconclusive"])
    def test_without_a_verdict_it_is_a_plain_claim(self, client, status):
        make_reviewed(status)

        (said,) = told(client)

        assert said["@type"] == "Claim"
        assert said["url"] == HERE
        assert "Rating" not in json.dumps(said)

    def test_a_verdict_that_waits_for_a_second_person_is_none(self, client):
        from claims import workflow

        claim, _none = make_reviewed(None)
        make_citation(claim, bearing="undermines")
        workflow.assess(claim, status="refuted", credibility="5", rationale="It is false.", by=make_editor())

        (said,) = told(client)

        assert said["@type"] == "Claim"

    def test_a_verdict_that_gave_way_is_none(self, client):
        claim, _finding = make_reviewed("refuted")
        make_verdict(claim, "inconclusive")

        assert [said["@type"] for said in told(client)] == ["Claim"]

    def test_it_says_the_same_in_every_language(self, client):
        make_reviewed("refuted")

        assert told(client, "/fr/claims/R-1/") == told(client)

    def test_no_other_page_reviews_anything(self, client):
        claim, _finding = make_reviewed("refuted")
        claim.refresh_from_db()

        for address in ("/", "/claims/", f"/claimants/{claim.claimant.slug}/", "/about/"):
            assert "ClaimReview" not in client.get(address).content.decode()


class TestExpansion:
    def test_a_processor_reads_every_value(self, client):
        make_reviewed("refuted")

        (found,) = expand(told(client)[0])

        assert found["@type"] == [f"{SCHEMA}ClaimReview"]
        assert found["@id"] == f"{HERE}#review"
        assert found[f"{SCHEMA}claimReviewed"] == [{"@value": "The column moved."}]
        (rating,) = found[f"{SCHEMA}reviewRating"]
        assert rating[f"{SCHEMA}ratingValue"] == [{"@value": 1}]
        (reviewed,) = found[f"{SCHEMA}itemReviewed"]
        assert reviewed["@type"] == [f"{SCHEMA}Claim"]
        (author,), (claimant,) = found[f"{SCHEMA}author"], reviewed[f"{SCHEMA}author"]
        assert author[f"{SCHEMA}name"] == [{"@value": "Counterclaim"}]
        assert claimant[f"{SCHEMA}name"] == [{"@value": "The northern army"}]
        assert [each["@type"] for each in reviewed[f"{SCHEMA}appearance"]] == [[f"{SCHEMA}CreativeWork"]] * 2

    def test_an_unknown_word_would_be_seen(self):
        assert expand({"@context": "https://schema.org", "@type": "Claim"}) == [{"@type": [f"{SCHEMA}Claim"]}]


class TestWhatIsNotKnown:
    @pytest.mark.parametrize("asserted", ["2023-10", "2023?-10-06", "../2023-10-06", "2023-10-05/2023-10-06", ""])
    def test_a_date_that_is_not_sure_is_left_out(self, client, asserted):
        make_published(reference="R-1", asserted=asserted)

        assert "datePublished" not in told(client)[0]

    def test_a_person_is_a_person(self, client):
        make_published(reference="R-1", claimant=make_claimant(name="Ali", kind="person"))

        assert told(client)[0]["author"] == {"@type": "Person", "name": "Ali"}

    def test_a_source_without_an_address_is_no_appearance(self, client):
        claim = make_claim(reference="R-1")
        make_citation(claim, source=make_source(url=""))
        make_citation(claim, bearing="undermines", source=make_source(url="https://against.example"))
        publish(claim)

        assert "appearance" not in told(client)[0]

    def test_where_another_may_be_older_nothing_is_first(self, client):
        claim = make_claim(reference="R-1")
        make_citation(claim, mode="own", source=make_source(published="2023-10-06"))
        make_citation(claim, source=make_source(published="2023-10"))
        publish(claim)

        assert "firstAppearance" not in told(client)[0]

    def test_of_a_past_day_nothing_is_told(self, client):
        make_reviewed("refuted")
        from claims.selectors.as_of import today

        assert told(client, f"/claims/R-1/?as_of={today().isoformat()}") == []


class TestEscaping:
    HOSTILE = "</script><script>alert(1)</script><!-- & \u2028 \u2029 “quotes”"

    def test_no_text_can_end_the_element(self, client):
        make_published(reference="R-1", statement=self.HOSTILE)

        text = client.get("/claims/R-1/").content.decode()

        assert "<script>alert" not in text
        assert told(client)[0]["text"] == self.HOSTILE

    def test_every_dangerous_character_is_written_as_a_number(self):
        written = linked_data({"text": self.HOSTILE})

        inner = written.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
        assert not set(inner) & set("<>&\u2028\u2029")
        assert json.loads(inner) == {"text": self.HOSTILE}

    def test_nothing_to_say_is_no_element(self):
        assert linked_data(None) == ""


def test_the_module_asks_the_database_nothing(django_assert_num_queries):
    from claims.api.jsonld import Publisher, claim_page

    claimant = SimpleNamespace(kind="state", url="", wikidata_id="", name="A state", short_name="")
    claim = SimpleNamespace(checkable=True, status="unverified", statement="It rained.", asserted="", claimant=claimant)

    with django_assert_num_queries(0):
        said = claim_page(
            claim, None, [], "https://site.example/1", Publisher("Site", "https://site.example", "https://l")
        )

    assert said == {
        "@context": "https://schema.org",
        "@type": "Claim",
        "@id": "https://site.example/1#claim",
        "text": "It rained.",
        "inLanguage": "en",
        "author": {"@type": "Organization", "name": "A state"},
        "url": "https://site.example/1",
        "sdLicense": "https://l",
    }
