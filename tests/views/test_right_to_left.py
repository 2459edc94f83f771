"""Every page in a made-up Arabic: right to left, and with no word of ours left unmarked."""

import re
from html.parser import HTMLParser

import pytest
from django.test import override_settings
from pytest_django.asserts import assertInHTML

from tests.factories import make_citation, make_claim, make_source
from tests.indexing import indexed
from tests.markup import cut
from tests.pseudo import LANGUAGES, write_catalogue
from tests.test_translations import CATALOGUE
from tests.views.test_pages import PAGES
from tests.views.world import make_debate, publish

pytestmark = pytest.mark.django_db

PAGES = [
    *PAGES, "/timeline/", "/timeline/?from=2023-10-01&to=2023-10-15", "/timeline/?from=soon", "/map/",
    "/claimants/matrix/", "/compare/", "/compare/?claim=W-0&claim=W-1", "/claims/W-0/correct/", "/claims/O-1/",
    "/claims/W-0/?as_of=2001-01-01", "/claims/W-0/?as_of=never", "/claims/?as_of=2001-01-01", "/claims/?q=Kidal",
    "/questions/advance/embed/", "/ledger/", "/ledger/?act=bogus", "/ledger/1/", "/api/docs/", "/nothing/",
]  # fmt: skip


class Unmarked(HTMLParser):
    """Collect the Latin words of a page's body that stand neither in a marked message nor in a named language."""

    VOID = ("br", "hr", "img", "input", "link", "meta", "use", "wbr")
    NOT_WORDS = ("code", "pre", "q", "title", "desc")
    ADDRESS = re.compile(r"https?://\S+|/api/\S*")
    NAMES = re.compile(
        r"\b(Counterclaim|English|Français|SHA-256|UTC|Natural Earth|Atom|Wikidata|JSON-LD|JSON Lines|JSON|CSV|"
        r"ledger\.jsonl|[A-Z]+-\d+|Side \d|Paper \w|Anefis|Claimant \d+)\b"
    )

    def __init__(self):
        super().__init__()
        self.open, self.depth, self.found = [], 0, []

    def handle_starttag(self, tag, attrs):
        if tag not in self.VOID:
            named = dict(attrs)
            silent = tag in self.NOT_WORDS or "chip" in (named.get("class") or "").split()
            self.open.append((tag, silent or (tag != "html" and "lang" in named)))

    def handle_endtag(self, tag):
        if tag in [name for name, _silent in self.open]:
            while self.open.pop()[0] != tag:
                pass

    def handle_data(self, data):
        outside = ""
        for part in re.split(r"([⟦⟧])", data):
            self.depth += {"⟦": 1, "⟧": -1}.get(part, 0)
            outside += part if self.depth == 0 else ""
        names = [name for name, _silent in self.open]
        if "body" in names and not any(silent for _name, silent in self.open):
            self.found += re.findall(r"[A-Za-z]{3,}", self.NAMES.sub("", self.ADDRESS.sub("", outside)))


@pytest.fixture(autouse=True, scope="module")
def _arabic(tmp_path_factory):
    folder = tmp_path_factory.mktemp("locale")
    write_catalogue(CATALOGUE, folder)
    with override_settings(LANGUAGES=LANGUAGES, LOCALE_PATHS=[folder]):
        yield


@pytest.fixture(autouse=True, scope="module")
def _world(rows_of_module, _arabic):
    with indexed():
        make_debate()
        claim = make_claim(reference="O-1", original_text="ما قيل هناك", language="ar", quotation="all means")
        make_citation(claim, source=make_source(slug="paper-o", title="Paper O"), counted=False)
        publish(claim)


@pytest.mark.searching
def test_every_page_reads_from_right_to_left_and_no_word_of_ours_is_left_unmarked(get):
    unmarked = {}
    for address in PAGES:
        _response, text = get(f"/ar{address}")
        assert re.findall(r"<html[^>]*>", text) == ['<html lang="ar" dir="rtl">'], address
        page = Unmarked()
        page.feed(text)
        unmarked[address] = page.found

    assert {address: found for address, found in unmarked.items() if found and address != "/api/docs/"} == {}


def test_original_stands_beside_the_statement_in_its_own_language(get):
    text = get("/ar/claims/O-1/")[1]

    assertInHTML('<blockquote class="words" lang="ar" dir="auto">ما قيل هناك</blockquote>', cut(text, "article"))
    assert re.fullmatch(r'<h1 lang="en" dir="auto">[^<]+</h1>', cut(text, "h1"))
