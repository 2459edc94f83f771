"""What each list of the API gives, by which filters, and how its pages follow each other."""

from datetime import date, timedelta

import pytest

from claims import workflow
from claims.models import Claim, LedgerEntry
from tests.factories import (
    make_citation,
    make_claim,
    make_claimant,
    make_editor,
    make_event,
    make_link,
    make_published,
    make_publisher,
    make_question,
    make_source,
    make_verdict,
)
from tests.indexing import indexed
from tests.views.world import SharedDebate, make_debate, publish

pytestmark = pytest.mark.django_db

API = "/api/v1"
TODAY = date.today()


class TestIndex:
    def test_it_says_where_everything_is(self, read):
        make_published()
        newest = LedgerEntry.objects.order_by("-sequence").first()

        status, said = read(f"{API}/")

        assert status == 200
        assert said["licence"] == {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"}
        assert (said["ledger_head"]["sequence"], said["ledger_head"]["hash"]) == (newest.sequence, newest.hash)
        assert said["lists"]["claims"] == "http://testserver/api/v1/claims/"
        assert [read(address)[0] for address in said["lists"].values()] == [200] * 8

    def test_an_empty_ledger_has_no_head(self, read):
        assert read(f"{API}/")[1]["ledger_head"] is None


class TestClaims(SharedDebate):
    def test_a_record_says_all_that_the_public_reads(self, read, debate):
        status, said = read(f"{API}/claims/W-0/")

        claim = debate[0]
        assert status == 200
        assert said == {
            "reference": "W-0",
            "api_url": "http://testserver/api/v1/claims/W-0/",
            "page_url": "http://testserver/claims/W-0/",
            "kind": "assertion",
            "statement": claim.statement,
            "quotation": None,
            "original_text": None,
            "language": None,
            "position": "Answer 0",
            "claimant": {"slug": "side-0", "name": "Side 0", "stake": "unknown"},
            "event": {"slug": "anefis", "title": "Fighting at Anefis"},
            "question": {"slug": "advance", "text": "Did the army advance?"},
            "place": {"slug": claim.place.slug, "name": "Anefis"},
            "asserted": "2023-10-07",
            "asserted_earliest": "2023-10-07",
            "asserted_latest": "2023-10-07",
            "about": "2023-10-06",
            "about_earliest": "2023-10-06",
            "about_latest": "2023-10-06",
            "checkable": True,
            "status": "unverified",
            "disputed": True,
            "contradiction_count": 1,
            "citation_count": 1,
            "independent_origins": 1,
            "supersedes": None,
            "version": claim.version,
            "published_at": claim.published_at.isoformat().replace("+00:00", "Z"),
            "updated_at": claim.updated_at.isoformat().replace("+00:00", "Z"),
        }

    def test_what_is_included_comes_with_it(self, read, debate):
        make_verdict(debate[0], "corroborated")
        relayed = make_citation(
            debate[0], mode="relayed", relayed_from=debate[0].citations.order_by("pk").first(), source=make_source()
        )

        _status, said = read(f"{API}/claims/W-0/?include=citations,quantities,links,assessments")

        assert [each["number"] for each in said["citations"]] == [1, 2, 3]
        assert said["citations"][2] == {
            "number": 3, "bearing": "states", "mode": "relayed", "relayed_from": 1, "locator": None, "excerpt": None,
            "source": {
                "slug": relayed.source.slug, "title": relayed.source.title, "url": relayed.source.url,
                "published": "2023-10-07",
                "publisher": {
                    "slug": relayed.source.publisher.slug, "name": relayed.source.publisher.name,
                    "stake": "independent",
                },
            },
        }  # fmt: skip
        assert said["quantities"] == [
            {
                "measure": "killed", "affected": "civilians", "low": None, "best": 17, "high": None, "unit": "people",
                "bound": "exact", "verbatim": "seventeen",
            }
        ]  # fmt: skip
        assert [(each["first"], each["kind"], each["second"], each["disputing"]) for each in said["links"]] == [
            ("W-0", "contradicts", "W-1", True)
        ]
        assert [(each["number"], each["status"]) for each in said["assessments"]] == [(1, "corroborated")]

    def test_an_unknown_day_and_an_open_end_are_null(self, read):
        make_published(reference="T-1", about="", asserted="../2023-10-31")

        _status, said = read(f"{API}/claims/T-1/")

        assert [said[name] for name in ("about", "about_earliest", "about_latest")] == [None, None, None]
        assert [said[name] for name in ("asserted", "asserted_earliest", "asserted_latest")] == [
            "../2023-10-31", None, "2023-10-31",
        ]  # fmt: skip

    def test_what_is_neither_true_nor_false_has_no_status(self, read):
        make_published(reference="T-1", kind="demand")

        _status, said = read(f"{API}/claims/T-1/")

        assert (said["checkable"], said["status"]) == (False, None)

    def test_a_replaced_claim_is_named_while_the_public_reads_it(self, read):
        claimant = make_claimant()
        old = make_published(reference="T-1", claimant=claimant)
        make_published(reference="T-2", claimant=claimant, supersedes=old)
        before = read(f"{API}/claims/T-2/")[1]["supersedes"]

        workflow.withdraw(Claim.objects.get(reference="T-1"), by=make_editor(), reason="Wrong.")

        assert (before, read(f"{API}/claims/T-2/")[1]["supersedes"]) == ("T-1", None)

    def test_fields_thin_a_record(self, read):
        _status, said = read(f"{API}/claims/?fields=reference,claimant&include=links")

        assert [set(record) for record in said["results"]] == [{"reference", "claimant", "links"}] * 2


class TestFilters(SharedDebate):
    @pytest.fixture(autouse=True, scope="class")
    @classmethod
    def _other(cls, _debate):
        with indexed():
            make_published(reference="O-1", kind="demand", statement="It answers nothing else.")

    @pytest.mark.searching
    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("claimant=side-1", ["W-1"]),
            ("claimant=side-1&claimant=side-0", ["W-1", "W-0"]),
            ("disputed=false", ["O-1"]),
            ("status=none", ["O-1"]),
            ("kind=demand", ["O-1"]),
            ("question=advance&sort=oldest", ["W-0", "W-1"]),
            ("event=anefis", ["W-1", "W-0"]),
            ("source=paper-0", ["W-0"]),
            ("q=answers+nothing+else", ["O-1"]),
            ("origins=2", []),
            ("about_after=2024", []),
        ],
    )
    def test_it_takes_the_filters_of_the_public_list(self, results, query, found):
        assert results(f"{API}/claims/?{query}") == found


class TestOfAPastDay(SharedDebate):
    def test_it_gives_what_stood_then(self, read, results, debate):
        make_verdict(debate[0], "corroborated")

        address = f"{API}/claims/?as_of={TODAY}"
        then = read(f"{API}/claims/W-0/?as_of={TODAY}&include=citations,quantities,links,assessments")[1]
        now = read(f"{API}/claims/W-0/?include=citations,quantities,links,assessments")[1]

        assert sorted(results(address)) == ["W-0", "W-1"]
        assert results(f"{address}&disputed=true&claimant=side-0") == ["W-0"]
        assert [each.pop("confirmed_at") > "2026" for each in (*then["links"], *now["links"])] == [True, True]
        assert {name for name in now if now[name] != then[name]} == {"published_at", "updated_at", "assessments"}
        assert [each["decided_at"] for each in then["assessments"]] == [None]

    def test_before_the_ledger_there_was_nothing(self, read, results):
        before = TODAY - timedelta(days=2)

        assert results(f"{API}/claims/?as_of={before}") == []
        assert results(f"{API}/links/?as_of={before}", "first") == []
        assert read(f"{API}/claims/W-0/?as_of={before}")[0] == 404

    @pytest.mark.parametrize("day", ["soon", "2023-02-30", "2023-10", str(TODAY + timedelta(days=1))])
    def test_another_day_is_refused(self, read, day):
        status, said = read(f"{API}/claims/?as_of={day}")

        assert (status, [each["parameter"] for each in said["errors"]]) == (400, ["as_of"])

    @pytest.mark.searching
    @pytest.mark.parametrize(
        "query", ["sort=newest", "place=kidal", "q=army", "origins=1", "about_after=2023", "stake=party"]
    )
    def test_a_filter_that_the_ledger_cannot_answer_is_refused(self, read, query):
        assert read(f"{API}/claims/?{query}&as_of={TODAY}")[0] == 400

    @pytest.mark.parametrize("address", ["questions/", "questions/advance/"])
    def test_questions_say_where_their_answers_of_then_are(self, read, address):
        status, said = read(f"{API}/{address}?as_of={TODAY}")

        assert status == 400
        assert "/api/v1/claims/?question=" in said["errors"][0]["detail"]


class TestLinks:
    @pytest.fixture(autouse=True, scope="class")
    @classmethod
    def _three(cls, rows_of_class):
        make_debate(3)

    def test_links(self, results):
        other = make_published(reference="O-1")
        make_link(Claim.objects.get(reference="W-0"), other, kind="denies", basis="scope")

        assert results(f"{API}/links/", "second") == ["O-1", "W-2", "W-1"]
        assert results(f"{API}/links/?claim=W-1", "second") == ["W-1"]
        assert results(f"{API}/links/?claimant=side-2", "second") == ["W-2"]
        assert results(f"{API}/links/?question=advance", "second") == ["W-2", "W-1"]
        assert results(f"{API}/links/?disputing=false", "second") == ["O-1"]
        assert results(f"{API}/links/?disputing=true&kind=contradicts", "second") == ["W-2", "W-1"]
        assert results(f"{API}/links/?since={TODAY + timedelta(days=1)}", "second") == []

    def test_one_link(self, read):
        status, said = read(f"{API}/links/W-0/contradicts/W-1/")

        assert (status, said["api_url"]) == (200, "http://testserver/api/v1/links/W-0/contradicts/W-1/")
        assert read(f"{API}/links/W-0/denies/W-1/")[0] == 404

    def test_links_of_then(self, results):
        address = f"{API}/links/?as_of={TODAY}"

        assert results(address, "second") == ["W-2", "W-1"]
        assert results(f"{address}&claim=W-1", "second") == ["W-1"]
        assert results(f"{address}&kind=denies", "second") == []
        assert results(f"{address}&basis=incompatible&page_size=1", "second") == ["W-2"]
        workflow.withdraw(Claim.objects.get(reference="W-2"), by=make_editor(), reason="Wrong.")
        assert results(address, "second") == ["W-1"]


class TestOfADebate(SharedDebate):
    def test_questions(self, read, results):
        make_published(question=make_question(slug="how-many", kind="figure"))

        assert results(f"{API}/questions/", "slug") == ["advance", "how-many"]
        assert results(f"{API}/questions/?kind=figure", "slug") == ["how-many"]
        assert results(f"{API}/questions/?event=anefis", "slug") == ["advance"]
        said = read(f"{API}/questions/advance/")[1]
        assert (said["would_settle"], said["claim_count"], said["disputed_count"]) == (["A map.", "A witness."], 2, 2)
        assert said["event"] == {"slug": "anefis", "title": "Fighting at Anefis"}

    def test_assessments(self, read, results, debate):
        make_verdict(debate[0], "corroborated")
        make_verdict(debate[1], "inconclusive")

        assert results(f"{API}/assessments/", "claim") == ["W-1", "W-0"]
        assert results(f"{API}/assessments/?status=corroborated", "claim") == ["W-0"]
        assert results(f"{API}/assessments/?claim=W-1&credibility=2", "claim") == ["W-1"]
        assert results(f"{API}/assessments/?claimant=side-0", "claim") == ["W-0"]
        assert results(f"{API}/assessments/?since={TODAY}", "claim") == ["W-1", "W-0"]
        assert read(f"{API}/assessments/W-0/1/")[1]["rationale"] == "The evidence says so."

    def test_the_ledger_can_be_followed(self, read, results):
        known = LedgerEntry.objects.count()
        make_published(reference="N-1")

        assert results(f"{API}/ledger/", "sequence") == list(range(known + 1, 0, -1))
        assert results(f"{API}/ledger/?sort=oldest&after={known}", "subject") == ["N-1"]
        assert results(f"{API}/ledger/?sort=oldest&after={known + 1}", "subject") == []
        assert results(f"{API}/ledger/?act=link&claim=W-1", "subject") == ["W-0 contradicts W-1"]
        assert results(f"{API}/ledger/?since={TODAY + timedelta(days=1)}", "subject") == []


class TestOthers:
    def test_claimants(self, read, results):
        whole = make_claimant(slug="state", stake="party", aliases="The Republic\nThe State")
        make_published(claimant=whole)
        claim = make_claim(claimant=make_claimant(slug="army", kind="armed_forces", part_of=whole))
        make_citation(claim, source=make_source(publisher=make_publisher(slug="paper")))
        publish(claim)

        assert results(f"{API}/claimants/?kind=armed_forces", "slug") == ["army"]
        assert results(f"{API}/claimants/?stake=party", "slug") == ["state"]
        assert results(f"{API}/claimants/?part_of=state", "part_of") == ["state"]
        said = read(f"{API}/claimants/state/")[1]
        assert (said["aliases"], said["claim_count"], said["part_of"]) == (["The Republic", "The State"], 1, None)
        assert read(f"{API}/claimants/paper/")[1]["claim_count"] == 0

    def test_events(self, read, results):
        whole = make_event(slug="offensive", date="2023-10/2023-12")
        make_published(event=make_event(slug="late", date="2023-12-01", part_of=whole))
        make_published(event=make_event(slug="early", date="../2023-10-02", part_of=whole))

        assert results(f"{API}/events/", "slug") == ["offensive", "early", "late"]
        assert results(f"{API}/events/?part_of=offensive", "slug") == ["early", "late"]
        assert results(f"{API}/events/?date_after=2023-11", "slug") == ["offensive", "late"]
        assert results(f"{API}/events/?date_before=2023-10-05", "slug") == ["offensive", "early"]
        assert read(f"{API}/events/late/")[1]["part_of"] == "offensive"

    def test_sources(self, read, results):
        claim = make_claim(reference="T-1")
        paper = make_publisher(slug="paper")
        make_citation(claim, source=make_source(slug="one", publisher=paper, language="fr", published="2023-10-07"))
        make_citation(claim, source=make_source(slug="two", kind="report", published="2024"))
        publish(claim)

        assert results(f"{API}/sources/", "slug") == ["two", "one"]
        assert results(f"{API}/sources/?claim=T-1", "slug") == ["two", "one"]
        assert results(f"{API}/sources/?publisher=paper", "slug") == ["one"]
        assert results(f"{API}/sources/?kind=report", "slug") == ["two"]
        assert results(f"{API}/sources/?language=fr", "slug") == ["one"]
        assert results(f"{API}/sources/?published_after=2023-11", "slug") == ["two"]
        assert results(f"{API}/sources/?published_before=2023-11", "slug") == ["one"]
        assert read(f"{API}/sources/one/")[1]["claim_count"] == 1

    def test_an_entry_says_who_by_the_name_they_chose(self, read):
        editor = make_editor(username="aminata", email="aminata@example.org")
        make_published(reference="N-1", by=editor)

        said = read(f"{API}/ledger/1/?include=state")[1]

        assert (said["actor"], said["actor_name"]) == (str(editor.person.uuid), None)
        assert said["state"]["reference"] == "N-1"
        editor.person.public_name = "A. Traoré"
        editor.person.save()
        assert read(f"{API}/ledger/1/")[1]["actor_name"] == "A. Traoré"
        assert "state" not in read(f"{API}/ledger/1/")[1]


class TestPages:
    @pytest.fixture(autouse=True, scope="class")
    @classmethod
    def _many(cls, rows_of_class):
        claimant = make_claimant()
        for number in range(7):
            make_published(reference=f"P-{number}", claimant=claimant, about="2023-10-06")

    @pytest.mark.parametrize(
        ("address", "field"),
        [
            ("claims/?", "reference"),
            ("claims/?sort=newest", "reference"),
            ("claims/?sort=decided", "reference"),
            (f"claims/?as_of={TODAY}", "reference"),
            ("sources/?", "slug"),
            ("ledger/?", "sequence"),
            ("ledger/?sort=oldest", "sequence"),
        ],
    )
    def test_following_next_meets_each_once_and_previous_leads_back(self, read, address, field):
        pages = [read(f"/api/v1/{address}&page_size=3")[1]]
        while pages[-1]["next"]:
            pages.append(read(pages[-1]["next"])[1])
        back = read(pages[-1]["previous"])[1]

        met = [record[field] for page in pages for record in page["results"]]
        assert [len(page["results"]) for page in pages] == [3, 3, 1]
        assert len(set(met)) == 7
        assert pages[0]["previous"] is None
        assert back["results"] == pages[1]["results"]
        assert read(back["previous"])[1]["results"] == pages[0]["results"]

    @pytest.mark.parametrize(
        "cursor",
        ["x", "bm90IGpzb24", "WzEsMl0sM10", "WyJ4IiwiMSJd", "W251bGwsIDFd", "W0luZmluaXR5LDFd", "9" * 50, "é"],
    )
    @pytest.mark.parametrize("name", ["claims/?after", "claims/?sort=newest&after", "sources/?before", "ledger/?after"])
    def test_a_cursor_that_is_none_is_refused(self, read, name, cursor):
        status, said = read(f"/api/v1/{name}={cursor}")

        assert (status, said["errors"][0]["parameter"]) == (400, name.rpartition("?")[2].rpartition("&")[2])

    def test_both_directions_at_once_are_refused(self, read):
        assert read("/api/v1/ledger/?after=1&before=3")[0] == 400

    @pytest.mark.parametrize("size", ["0", "201", "-1", "many", "1.5", "٣", "9" * 5000])
    def test_a_page_has_a_largest_size(self, read, size):
        status, said = read(f"/api/v1/claims/?page_size={size}")

        assert (status, said["errors"][0]["parameter"]) == (400, "page_size")
