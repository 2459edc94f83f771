import hashlib
import html
import json
import re
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from pytest_django.asserts import assertInHTML

from claims import workflow
from claims.ledger import chain
from claims.models import LedgerEntry, Person
from tests.factories import make_citation, make_editor, make_link, make_published, make_reviewer, make_verdict
from tests.markup import cut, links
from tests.views.history import any_day, on  # noqa: F401 (a fixture)

pytestmark = pytest.mark.django_db


def told(response):
    return [(each["entry"].sequence, each["entry"].act) for each in response.context["told"]]


class TestList:
    def test_decisions_are_told_newest_first_with_the_head(self, get):
        claim = make_published(reference="K-1")
        link = make_link(claim, make_published(reference="K-2"), kind="denies")
        make_verdict(claim, "inconclusive")
        claim.statement = "Reworded."
        workflow.revise(claim, by=make_editor(), reason="Read again.")
        request = workflow.request_correction(claim, message="Wrong.")
        workflow.answer_correction(request, by=make_reviewer(), state="corrected", answer="Put right.")
        workflow.reject_link(link, by=make_editor())
        workflow.withdraw(claim, by=make_editor(), reason="Not theirs.")

        response, text = get("/ledger/")

        acts = ["publish", "publish", "link", "assess", "revise", "correct", "unlink", "withdraw"]
        assert told(response) == list(enumerate(acts, 1))[::-1]
        size, head = chain.head()
        known = cut(text, "dl", 'class="known"')
        assertInHTML(f"<dt>Entries</dt><dd><b>{size}</b></dd>", known)
        assertInHTML(f'<code class="hash">{head}</code>', known)
        log = cut(text, "ol", 'class="log"')
        linked = '<p><b>Linked</b>: <a href="/claims/K-1/">K-1</a> denies <a href="/claims/K-2/">K-2</a></p>'
        assertInHTML(linked, log)
        for words in ("Read again.", "Put right.", "Not theirs.", "Inconclusive"):
            assert words in log

    def test_an_empty_ledger_says_so(self, get):
        response, text = get("/ledger/")

        assert response.status_code == 200
        assert "Nothing has been decided yet." in text
        assert chain.GENESIS in text

    @pytest.mark.usefixtures("any_day")
    def test_filters_by_claim_act_and_day(self, get):
        with on("2026-03-01"):
            first, second = make_published(reference="K-1"), make_published(reference="K-12")
        with on("2026-03-02"):
            make_link(first, second)

        assert told(get("/ledger/?claim=k-1")[0]) == [(3, "link"), (1, "publish")]
        assert told(get("/ledger/?claim=K-12")[0]) == [(3, "link"), (2, "publish")]
        assert told(get("/ledger/?act=publish")[0]) == [(2, "publish"), (1, "publish")]
        assert told(get("/ledger/?day=2026-03-02")[0]) == [(3, "link")]
        assert told(get("/ledger/?day=2026-03-01&claim=K-12&act=")[0]) == [(2, "publish")]
        assert "No decision passes these filters." in get("/ledger/?claim=X-9")[1]

    @pytest.mark.parametrize(
        ("query", "why"),
        [
            ("claim=nonsense", "That is not a reference. Write it like KO-012."),
            ("claim=%25", "That is not a reference. Write it like KO-012."),
            ("claim=%00", "Null characters are not allowed."),
            ("act=steal", "That is not one of the decisions."),
            ("day=2026-02-30", "“2026-02-30” is not a day. Write it like 2026-11-21."),
            ("day=9999-12-31", "is still to come"),
            ("day=" + "1" * 50, "at most 40 characters"),
        ],
    )
    def test_what_cannot_be_read_is_told_at_its_field_and_filters_nothing(self, get, query, why):
        make_published()

        response, text = get(f"/ledger/?{query}")

        assert response.status_code == 400
        assert why in text
        assert told(response) == [(1, "publish")]

    def test_pages_go_on_from_the_last_entry(self, get, monkeypatch):
        monkeypatch.setattr("claims.views.ledger.ROWS_PER_PAGE", 4)
        claim = make_published()
        for _ in range(6):
            workflow.revise(claim, by=make_editor(), reason="Again.")

        first, _text = get("/ledger/")
        second, _text = get(f"/ledger/?after={first.context['page'].after}")

        assert (told(first)[0][0], told(first)[-1][0]) == (7, 4)
        assert [sequence for sequence, _act in told(second)] == [3, 2, 1]

    @pytest.mark.parametrize("cursor", ["K-1", "abc", "9" * 30, "-5"])
    def test_a_page_that_is_not_there_is_told(self, get, cursor):
        make_published()

        response, text = get(f"/ledger/?after={cursor}")

        assert response.status_code == 200
        assert "That page is no longer there" in text


class TestEntry:
    def test_it_says_what_it_did_and_where_it_stands_in_the_chain(self, get):
        claim = make_published(reference="K-1", statement="It moved.")
        claim.statement = "It marched."
        workflow.revise(claim, by=make_editor(), reason="Read again.")
        entry = LedgerEntry.objects.get(sequence=2)

        _response, text = get("/ledger/2/")

        assert cut(text, "h1") == "<h1>Revised: K-1</h1>"
        did = cut(text, "section", 'aria-labelledby="h-did"')
        assertInHTML('<p class="small muted">Reason: <span>Read again.</span></p>', did)
        assertInHTML('<ins><span class="unseen">added: </span>It marched.</ins>', did)
        assert "It marched." in cut(text, "section", 'aria-labelledby="h-says"')
        hashes = re.findall('<code class="hash">(.*?)</code>', text)
        assert hashes == [entry.hash, entry.previous_hash]
        assert f"/claims/K-1/?entry={entry.hash[:12]}" in links(text)
        assertInHTML('<a rel="prev" href="/ledger/1/">Entry before</a>', cut(text, "nav", 'class="pages'))
        shown = html.unescape(re.search(r'aria-label="The entry"><code>(.*?)</code>', text, re.DOTALL)[1])
        assert hashlib.sha256(shown.encode()).hexdigest() == entry.hash

    def test_a_link_says_which_claims_and_why(self, get):
        make_link(make_published(reference="K-1"), make_published(reference="K-2"), rationale="One road.")

        text = get("/ledger/3/")[1]

        assert "Linked: K-1 contradicts K-2" in text
        assert "One road." in text
        assert "Cannot both hold" in text

    def test_of_a_link_with_a_withdrawn_claim_the_reason_is_not_read_out(self, get):
        first, second = make_published(reference="K-1"), make_published(reference="K-2")
        make_link(first, second, rationale="One road.")
        workflow.withdraw(second, by=make_editor(), reason="Wrong.")

        text = get("/ledger/3/")[1]

        assert "One road." not in text
        assert "A claim of this link was withdrawn since" in text

    @pytest.mark.parametrize("number", ["0", "2", "9" * 40, "-1", "x"])
    def test_there_is_no_entry_beyond_the_head(self, get, number):
        make_published()

        assert get(f"/ledger/{number}/")[0].status_code == 404

    def test_who_acted_is_named_as_they_chose_and_never_by_login(self, get):
        editor = make_editor(username="amina", email="amina@desk.example")
        make_published(by=editor)
        unnamed = get("/ledger/1/")[1]
        Person.objects.filter(user=editor).update(public_name="A. D.")

        assert "by an editor" in unnamed
        assert "by A. D." in get("/ledger/1/")[1]
        assert "amina" not in unnamed + get("/ledger/1/")[1] + get("/ledger/")[1]


class TestFile:
    def make(self, client, tmp_path):
        response = client.get("/ledger.jsonl")
        file = tmp_path / "ledger.jsonl"
        file.write_bytes(b"".join(response.streaming_content))
        return response, file

    def test_it_is_every_body_exactly_oldest_first(self, client, tmp_path, monkeypatch):
        monkeypatch.setattr("claims.ledger.stream.ENTRIES_PER_CHUNK", 2)
        make_link(make_published(statement="À Léré “17”\u2028\n"), make_published())
        make_published()

        response, file = self.make(client, tmp_path)

        bodies = list(LedgerEntry.objects.order_by("sequence").values_list("body", flat=True))
        assert file.read_text().split("\n") == [*bodies, ""]
        assert [json.loads(line)["sequence"] for line in file.read_text().split("\n")[:-1]] == [1, 2, 3, 4]
        assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert response.headers["Content-Disposition"] == 'attachment; filename="ledger.jsonl"'
        assert response.headers["Content-Type"] == "application/jsonl; charset=utf-8"

    def test_asking_for_its_headers_reads_no_entry(self, client, django_assert_num_queries):
        make_published()

        with django_assert_num_queries(1):
            response = client.head("/ledger.jsonl")

        assert (response.status_code, response.content) == (200, b"")

    def test_an_empty_ledger_is_an_empty_file(self, client, tmp_path):
        assert self.make(client, tmp_path)[1].read_bytes() == b""

    def recipe(self, get, folder):
        text = get("/ledger/")[1]
        (folder / "verify.py").write_text(
            html.unescape(re.search(r'aria-label="verify.py"><code>(.*?)</code>', text, re.DOTALL)[1])
        )
        return subprocess.run([sys.executable, "verify.py"], cwd=folder, capture_output=True, text=True, check=False)

    def test_the_recipe_finds_the_head_of_the_file(self, client, get, tmp_path):
        make_link(make_published(statement="À Léré “17”"), make_published())
        self.make(client, tmp_path)

        ran = self.recipe(get, tmp_path)

        assert (ran.returncode, ran.stdout, ran.stderr) == (0, f"3 entries, head {chain.head()[1]}\n", "")

    def test_the_recipe_finds_what_was_changed(self, client, get, tmp_path):
        make_link(make_published(statement="It moved."), make_published())
        file = self.make(client, tmp_path)[1]
        file.write_text(file.read_text().replace("It moved.", "It fled."))

        ran = self.recipe(get, tmp_path)

        assert (ran.returncode, ran.stderr) == (1, "Entry 2 does not continue the one before it.\n")

    def test_our_own_command_takes_it_with_a_checkpoint(self, client, tmp_path, settings, capsys):
        settings.VAR_DIR = tmp_path
        make_citation(make_published())
        call_command("sign_checkpoint", str(tmp_path / "checkpoint.txt"))
        file = self.make(client, tmp_path)[1]

        call_command("verify_ledger", "--file", str(file), "--checkpoint", str(tmp_path / "checkpoint.txt"))

        assert "The ledger is whole, held against 1 checkpoint(s): 2 entries" in capsys.readouterr().out


class TestFoot:
    def test_every_page_says_up_to_which_entry_it_speaks(self, get):
        assert "As of ledger entry" not in get("/about/")[1]

        make_published()

        head = cut(get("/about/")[1], "p", 'class="head"')
        assertInHTML('<a href="/ledger/">As of ledger entry 1</a>', head)
        assert f"{datetime.now(UTC):%Y}" in head

    def test_the_page_about_the_method_tells_of_it(self, get):
        text = get("/about/")[1]

        for words in ('id="ledger"', "Four eyes", "Checkpoints", "As of a day", "Person erased", "Link set aside"):
            assert words in text
