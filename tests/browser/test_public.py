"""Every public page as a reader sees it: accessible in light and dark, quiet, and no wider than a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe

PAGES = [
    "/",
    "/claims/",
    "/claims/?disputed=true",
    "/claims/?q=Anefis&status=unverified&about_after=2023-10-01",
    "/claims/?q=nothing-like-it&claimant=csp-psd",
    "/claims/?about_after=yesterday",
    "/claims/KO-012/",
    "/claims/KO-002/",
    "/claims/KO-018/",
    "/questions/",
    "/claimants/",
    "/events/",
    "/sources/",
    "/about/",
    "/claims/NO-SUCH/",
]
DETAILS = ["/questions/", "/claimants/", "/events/", "/sources/"]


def addresses(page):
    """Yield each page's address: the fixed ones, then every question, claimant, event and source that is listed."""
    yield from PAGES
    for listing in DETAILS:
        page.goto(listing)
        links = page.locator(f"main a[href^='{listing}']").evaluate_all("all => all.map(a => a.getAttribute('href'))")
        details = sorted({link for link in links if link.count("/") == 3})
        assert details, f"{listing} lists nothing"
        yield from details[:4]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_and_the_console_is_silent(page, console, scheme):
    page.emulate_media(color_scheme=scheme)
    found = {}

    for address in list(addresses(page)):
        page.goto(address)
        result = Axe().run(page)
        grave = [v["id"] for v in result.response["violations"] if v["impact"] in ("serious", "critical")]
        if grave:
            found[address] = grave

    assert found == {}
    assert [line for line in console if "404" not in line] == []


def test_nothing_scrolls_sideways_on_a_phone(page):
    page.set_viewport_size({"width": 360, "height": 740})
    wide = {}

    for address in list(addresses(page)):
        page.goto(address)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 360:
            wide[address] = width

    assert wide == {}


def test_every_page_has_one_heading_and_its_landmarks(page):
    for address in list(addresses(page)):
        page.goto(address)

        counts = {tag: page.locator(tag).count() for tag in ("h1", "main", "body > header", "body > footer")}
        assert counts == {"h1": 1, "main": 1, "body > header": 1, "body > footer": 1}, address


def test_reads_without_javascript(browser, site):
    context = browser.new_context(base_url=site.address, java_script_enabled=False)
    page = context.new_page()

    page.goto("/claims/?disputed=true")
    page.locator("main ol h2 a").first.click()

    assert page.locator("h1").count() == 1
    context.close()


def test_no_request_leaves_the_site(page, site):
    asked = set()
    page.on("request", lambda request: asked.add(request.url))

    for address in list(addresses(page)):
        page.goto(address)

    assert {url for url in asked if not url.startswith(f"{site.address}/")} == set()


def test_the_keyboard_reaches_the_content_first(page):
    page.goto("/claims/")

    page.keyboard.press("Tab")
    skip = page.evaluate("document.activeElement.getAttribute('href')")
    page.keyboard.press("Enter")

    assert skip == "#main"
    assert page.evaluate("document.activeElement.id") == "main"


class TestKidal:
    """What the seed disputes reads as disputed, with both sides and the reason."""

    def test_the_advance_of_6_october(self, page):
        page.goto("/claims/?disputed=true&event=kidal-offensive")
        references = page.locator("main").inner_text()
        assert all(reference in references for reference in ("KO-012", "KO-013", "KO-009", "KO-011"))

        page.goto("/claims/KO-012/")

        text = page.locator("main").inner_text()
        assert "KO-013" in text
        assert "Cannot both hold" in text
        assert "Why they differ" in text

    def test_no_announcement_or_demand_carries_a_verdict(self, page):
        page.goto("/claims/KO-014/")

        assert "Not checkable" in page.locator("main").inner_text()
