"""A walk through every public page in both languages: light and dark, phone and desk, with JavaScript and without.

Each language is walked at one width; ``WALK=full`` walks both at both.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connection

from tests.browser.pages import every_page
from tests.serving import ask

LANGUAGES = {"en": "en-gb", "fr": "fr"}
SCHEMES = ("light", "dark")
AXE = Axe().axe_script
COLOURS = ["color-contrast", "link-in-text-block"]
#: All that axe asks, but of colours; then colours alone, which hang on an element, its attributes and where it stands.
STRUCTURE = ("html", {"rules": {rule: {"enabled": False} for rule in COLOURS}})
LOOKS = ({"exclude": ["[data-alike]"]}, {"runOnly": COLOURS})
RUN = "([context, options]) => axe.run(context, { ...options, resultTypes: ['violations'] })"
#: Marks whatever looks like something in ``known``, from the root down and in all that it holds; gives what is new.
MARK_ALIKE = """(known) => {
    const styled = ["class", "type", "lang", "open", "aria-current", "aria-invalid"];
    const said = (each) => [each.tagName, ...styled.map((name) => each.getAttribute(name) ?? "")].join(" ");
    const seen = new Set(known), fresh = [];
    const mark = (each, above) => {
        const within = new Set([...each.querySelectorAll("*")].map(said));
        const kind = [...above, said(each), "holds", ...[...within].sort()].join(";");
        if (seen.has(kind)) return each.setAttribute("data-alike", "");
        seen.add(kind);
        fresh.push(kind);
        for (const child of each.children) mark(child, [...above, said(each)]);
    };
    mark(document.body, []);
    return fresh;
}"""
WALKS = [("en", 360), pytest.param("fr", 1280, marks=pytest.mark.appearance)]
if os.environ.get("WALK") == "full":
    WALKS += [("en", 1280), ("fr", 360)]
#: How many walks share the pages, so that several processes can.
PARTS = 3
BEYOND = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
FRAME = ("h1", "main", "body > header", "body > footer")
#: A picture comes in several widths, of which the style sheet shows one. Gives the titles of those where it does not.
UNSEEN = """() => {
    const drawn = [...document.querySelectorAll(".chart:is(.s, .m, .l)")];
    const shown = (whole) => drawn.filter((each) => each.parentElement === whole && each.checkVisibility());
    const wholes = [...new Set(drawn.map((each) => each.parentElement))].filter((whole) => whole.checkVisibility());
    return wholes.filter((whole) => shown(whole).length !== 1).map((whole) => whole.querySelector("title").textContent);
}"""
JAVA = shutil.which("java")
VNU = os.environ.get("VNU_JAR", "")


@pytest.fixture(scope="session")
def pages(browser, site):
    """The addresses to walk, without a language."""
    page = browser.new_page(base_url=site.address)
    yield every_page(page)
    page.close()


@pytest.fixture
def plain(browser, site):
    """A page in which no JavaScript runs."""
    context = browser.new_context(base_url=site.address, java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize(("language", "width"), WALKS)
def test_every_page_reads_well(page, pages, site, plain, language, width, part):
    page.emulate_media(reduced_motion="reduce")
    plain.set_viewport_size({"width": width, "height": 800})
    wrong, heard, asked, known = {}, [], set(), set()
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("request", lambda request: asked.add(request.url))

    for address in pages[part::PARTS]:
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(f"/{language}{address}")
        found = [*_faults(page, language)]
        if connection.vendor == "sqlite":  # the rest hangs on the markup, the style and the scripts alone
            found += _faults_of_access(page, known)
            if language == "en":
                plain.goto(f"/{language}{address}")
                found += _faults_without_script(page, plain)
            found += _faults_of_large_text(page)
        if found:
            wrong[address] = found

    assert wrong == {}
    assert [line for line in heard if "status of 40" not in line] == []
    assert {url for url in asked if not url.startswith(f"{site.address}/")} == set()


def _faults(page, language):
    if page.locator("html").get_attribute("lang") != LANGUAGES[language]:
        yield "another language"
    frame = FRAME[:2] if page.url.endswith("/embed/") else FRAME
    if counts := {tag: found for tag in frame if (found := page.locator(tag).count()) != 1}:
        yield f"not one of each: {counts}"
    if (beyond := page.evaluate(BEYOND)) > 0:
        yield f"{beyond} px too wide"
    if unseen := page.evaluate(UNSEEN):
        yield f"not one picture of each: {unseen}"


def _faults_of_access(page, known):
    """Yield what axe finds in light and dark; colours of what ``known`` holds were judged on a page before."""
    page.evaluate(AXE)
    yield from _violations(page, "both", STRUCTURE)
    known.update(page.evaluate(MARK_ALIKE, [*known]))
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        yield from _violations(page, scheme, LOOKS)


def _violations(page, scheme, run):
    for violation in page.evaluate(RUN, run)["violations"]:
        yield f"{scheme}, {violation['id']}: {[node['target'] for node in violation['nodes']][:3]}"


def _faults_without_script(page, plain):
    """Compare the words of a page with and without JavaScript, without the slider that does what links do."""
    page.evaluate("document.querySelectorAll('.asof').forEach((slider) => slider.remove())")
    with_script, without = (set(each.locator("main").inner_text().split()) for each in (page, plain))
    if len(without) < 20 or with_script - without:
        yield f"not said without JavaScript: {sorted(with_script - without)}"


def _faults_of_large_text(page):
    page.set_viewport_size({"width": 640, "height": 800})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    if (beyond := page.evaluate(BEYOND)) > 0:
        yield f"{beyond} px too wide with text twice as large"


@pytest.mark.appearance
def test_every_page_is_valid_html(pages, site, tmp_path):
    if not VNU or JAVA is None:
        message = "the Nu checker needs java, and VNU_JAR with the path of vnu.jar"
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    port = int(site.address.rpartition(":")[2])
    asked = [f"/{language}{address}" for language in LANGUAGES for address in pages]
    for number, address in enumerate(asked):
        (tmp_path / f"{number}.html").write_bytes(ask(port, address).body)

    command = [JAVA, "-jar", VNU, "--format", "json", "--stdout", "--exit-zero-always", str(tmp_path)]
    checked = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)

    said = [each for each in checked["messages"] if each["type"] == "error"]
    errors = [f"{asked[int(Path(each['url']).stem)]}: {each['message']} {each.get('extract', '')}" for each in said]
    assert "\n".join(errors) == ""
