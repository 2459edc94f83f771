import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import Claim
from claims.search import query as search
from tests.factories import make_citation, make_claim, make_claimant, make_published

pytestmark = [pytest.mark.django_db, pytest.mark.searching]

ODDITIES = [
    *("'", '"', "''", '""', '"""', "l'", "\\", "%", "_", "*", "convoy*", "(", ")))", "-", "…", "🙂", "🙂 convoy"),
    *("NEAR(a b)", "a AND OR NOT b", "!convoy", "convoy & | !", "a:b", "statement:x", "'; drop table claims_claim; --"),
    *("\u202e", "الجيش", "\ufffd", "\x00", "a\x00b", "x" * 5000, "a " * 2500, "a-" * 2500, '"a ' * 200),
]


def found(text):
    ids = search.find(Claim.objects.published(), text).ids
    return set(Claim.objects.filter(pk__in=ids).values_list("reference", flat=True))


def with_every_word(text):
    result = search.find(Claim.objects.published(), text)
    return (
        set(Claim.objects.filter(pk__in=result.ids).values_list("reference", flat=True)) if result.every_word else set()
    )


class TestFind:
    def test_accents_do_not_matter_on_either_side(self):
        make_published(reference="S-001", statement="The communiqué was read in Ménaka.")

        assert found("COMMUNIQUE menaka") == found("communiqué Ménaka") == {"S-001"}

    def test_french_words_find_the_original_text(self):
        make_published(reference="S-002", statement="It fell back.", original_text="L’armée s’est retirée d’Aguelhok.")

        assert found("l'armée retirée") == {"S-002"}

    def test_names_of_the_claimant_find_its_claims(self):
        make_published(reference="S-003", claimant=make_claimant(name="Cadre stratégique", aliases="CSP-PSD"))

        assert found("csp-psd") == found("cadre strategique") == {"S-003"}

    def test_claims_with_every_word_leave_out_those_with_some(self):
        make_published(reference="S-004", statement="A convoy left Gao.")
        make_published(reference="S-005", statement="A convoy left Tessalit.")

        assert found("convoy Gao") == {"S-004"}

    def test_without_a_claim_that_has_every_word_some_words_will_do(self):
        make_published(reference="S-006", statement="A convoy left Gao.")

        result = search.find(Claim.objects.published(), "convoy Timbuktu")

        assert (len(result.ids), result.every_word) == (1, False)

    def test_a_phrase_is_looked_for_as_one(self):
        make_published(reference="S-007", statement="Heavy losses were counted.")
        make_published(reference="S-008", statement="Losses were not heavy.")

        assert found('"heavy losses"') == {"S-007"}

    @pytest.mark.parametrize("text", ["ko-012", "KO-012", " Ko-012 "])
    def test_a_reference_finds_that_claim_alone(self, text):
        make_published(reference="KO-012", statement="The army moved.")
        make_published(reference="KO-013", statement="KO-012 is wrong.")

        assert found(text) == {"KO-012"}

    @pytest.mark.parametrize("text", ["attaque", "attaques", "ATTAQUÉ", "attacks", "attacking"])
    def test_forms_of_a_word_are_alike_in_french_and_in_english(self, text):
        make_published(reference="S-010", statement="The camp was attacked.", original_text="Le camp fut attaqué.")
        make_published(reference="S-011", statement="The camp was left.")

        assert found(text) == {"S-010"}

    @pytest.mark.parametrize("text", ["soldier", "SOLDIERS", "civil", "civils", "soldiers civil"])
    def test_singular_and_plural_are_alike(self, text):
        make_published(reference="S-012", statement="Two soldiers and a guard fled.", original_text="Des civils.")

        assert found(text) == {"S-012"}

    def test_a_phrase_is_exact_but_for_accents(self):
        make_published(reference="S-013", statement="Civils tués à Ménaka.")

        assert with_every_word('"civils tues a menaka"') == {"S-013"}
        assert with_every_word('"civil tue"') == with_every_word('"civils tue"') == set()

    def test_a_phrase_does_not_run_from_one_field_into_the_next(self):
        make_published(reference="S-014", statement="A convoy left Gao.", claimant=make_claimant(name="Army Staff"))

        assert with_every_word('"army staff"') == {"S-014"}
        assert with_every_word('"gao army"') == set()

    def test_no_stem_is_found_as_a_word(self):
        make_published(reference="S-015", statement="Attacked.")

        assert with_every_word("attack") == {"S-015"}
        assert with_every_word('"attack"') == with_every_word('"attacked attack"') == set()

    def test_a_word_and_a_phrase_narrow_each_other(self):
        make_published(reference="S-016", statement="Heavy losses at Anefis.")
        make_published(reference="S-017", statement="Heavy losses at Gao.")

        assert found('anefis "heavy losses"') == {"S-016"}

    def test_hyphens_and_times_match_as_they_are_written(self):
        make_published(reference="S-009", statement="An Il-76 landed at 06:30 and killed/injured 1,200.")

        assert found("il-76") == found("06:30") == found("injured 1,200") == {"S-009"}

    def test_at_most_the_newest_thousand_count(self, monkeypatch):
        monkeypatch.setattr(search, "MAX_MATCHES", 2)
        for number in range(3):
            make_published(reference=f"N-{number}", statement="Convoy.")

        assert found("convoy") == {"N-1", "N-2"}

    def test_drafts_are_not_found(self):
        draft = make_claim(reference="D-001", statement="A secret convoy.")
        make_citation(draft)

        assert found("secret") == found("D-001") == set()

    @pytest.mark.parametrize("text", ODDITIES)
    def test_whatever_is_typed_is_no_error(self, text):
        make_published(statement="A convoy left.")

        assert isinstance(found(text), set)


def test_a_save_looks_for_titles_in_their_index():
    claim = make_published()
    with CaptureQueriesContext(connection) as queries:
        claim.save()

    titled = [query["sql"] for query in queries if 'LENGTH("modelsearch_indexentry"."title") > 0' in query["sql"]]
    assert len(titled) == 2
    assert all("claims_search_titled" in plan(sql) for sql in titled)


def plan(sql):
    with connection.cursor() as cursor:
        explain = "EXPLAIN QUERY PLAN "
        if connection.vendor == "postgresql":
            # Reading a whole table, or a whole index in its place, costs next to nothing where tables are small.
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexonlyscan = off")
            explain = "EXPLAIN "
        cursor.execute(explain + sql)
        return " ".join(line[-1] for line in cursor.fetchall())


@pytest.mark.skipif(connection.vendor != "postgresql", reason="on SQLite the index of words is a table of its own")
class TestPlans:
    """What a search asks of PostgreSQL is what the indexes of the first migration hold."""

    @pytest.fixture
    def asked(self):
        parts = search.read("convoy").parts
        matches = Claim.objects.published().search(search.And(parts), order_by_relevance=False)[:10]
        return str(matches.get_queryset().query)

    def test_words_are_looked_up_in_their_index(self, asked):
        assert '("modelsearch_indexentry"."title" || "modelsearch_indexentry"."body")' in asked
        words = "SELECT 1 FROM modelsearch_indexentry WHERE (title || body) @@ to_tsquery('simple', 'convoy')"
        assert "claims_search_words" in plan(words)

    def test_claims_are_found_from_the_entries_of_that_index(self, asked):
        assert '("claims_claim"."id")::varchar(50)' in asked
        assert "claims_claim_by_search_entry" in plan("SELECT 1 FROM claims_claim WHERE (id)::varchar(50) = '7'")
