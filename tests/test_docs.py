"""The documentation: what it points at is there, and what it says of the code is so."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from claims.models import LedgerEntry
from tests.factories import make_link, make_published

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "fixtures" / "README.md", *sorted(DOCS.rglob("*.md"))]
LINK = re.compile(r"\]\(([^)\s]+)\)")
TICKED = re.compile(r"`([^`\n]+)`")
#: How a file of the repository is named in running text: by its path from the root.
FOLDERS = ("claims/", "claims_site/", "docs/", "fixtures/", "tests/", ".ci/")
FENCE = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
SETTING = re.compile(r"""(?:env(?:\.\w+)?|_rate|_whole_number)\(\s*"([A-Z_]+)\"""")


def named(page):
    return str(page.relative_to(ROOT))


def running(page):
    """Return a page's text without its code blocks."""
    return FENCE.sub("", page.read_text())


def anchors(page):
    """Return the anchors that a page's headings have on the web."""
    plain = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in HEADING.findall(running(page)))
    return {heading.replace(" ", "-") for heading in plain}


@pytest.mark.parametrize("document", PAGES, ids=named)
class TestEveryPage:
    def test_links_lead_to_files_and_headings_that_are_there(self, document):
        broken = []
        for target in LINK.findall(running(document)):
            if "://" in target:
                continue
            path, _hash, anchor = target.partition("#")
            file = (document.parent / path).resolve() if path else document
            if not file.exists() or (anchor and anchor not in anchors(file)):
                broken.append(target)

        assert broken == []

    def test_files_that_are_named_are_there(self, document):
        paths = [text for text in TICKED.findall(running(document)) if text.startswith(FOLDERS) and " " not in text]

        assert [path for path in paths if "<" not in path and not (ROOT / path).exists()] == []

    def test_the_rooms_are_listed_in_readme_alone(self, document):
        listed = "\n  choices.py" in document.read_text()

        assert listed == (document == ROOT / "README.md")


class TestReadme:
    def test_it_is_short(self):
        assert (ROOT / "README.md").stat().st_size < 6 * 1024

    def test_it_leads_to_every_page_of_the_docs(self):
        told = running(ROOT / "README.md")

        assert [page.name for page in DOCS.glob("*.md") if f"(docs/{page.name})" not in told] == []


class TestSettings:
    def test_every_variable_that_is_read_is_explained(self):
        read = set(SETTING.findall((ROOT / "claims_site" / "settings.py").read_text()))
        told = set(TICKED.findall((DOCS / "settings.md").read_text()))

        assert {"DATABASE_URL", "API_RATE", "TRUSTED_PROXIES"} <= read
        assert read - told == set()


@pytest.mark.django_db
class TestVerifier:
    """The program in the page about the ledger's format, run by a Python without our code."""

    @pytest.fixture
    def ledger(self, tmp_path):
        make_link(make_published(), make_published())
        file = tmp_path / "ledger.jsonl"
        bodies = LedgerEntry.objects.order_by("sequence").values_list("body", flat=True)
        file.write_text("".join(f"{body}\n" for body in bodies), encoding="utf-8")
        return file

    def verify(self, file):
        (program,) = re.findall(r"^```python\n(.*?)^```", (DOCS / "ledger-format.md").read_text(), re.DOTALL | re.M)
        return subprocess.run([sys.executable, "-I", "-c", program, file], capture_output=True, text=True, timeout=60)

    def test_a_whole_ledger_has_our_size_and_head(self, ledger):
        newest = LedgerEntry.objects.newest()

        done = self.verify(ledger)

        assert (done.stdout, done.stderr) == (f"{newest.sequence} entries, head {newest.hash}\n", "")

    @pytest.mark.parametrize(
        ("old", "new", "told"),
        [
            ('"reason":""', '"reason":"Other."', "entry 2: previous"),
            ('"reason":""', '"reason": ""', "entry 1: form"),
            ('"reason":"",', "", "entry 1: keys"),
            ('"sequence":1', '"sequence":1.0', "entry 1: form, sequence"),
            ('"sequence":1', '"sequence":2', "entry 1: sequence"),
        ],
    )
    def test_a_changed_one_is_refused(self, ledger, old, new, told):
        ledger.write_text(ledger.read_text().replace(old, new, 1))

        done = self.verify(ledger)

        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr.strip() == told
