"""Questions and comparisons in a browser: printed, framed by another site, by keyboard, without JavaScript."""

import re
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import expect

ERSANE = "/questions/ersane-toll/"
#: Questions with seven answers and more take a second sheet.
LONG = {"/questions/peacekeepers-agreement-terms/": 2, "/questions/accord-breakdown/": 2}
COMPARED = "/compare/?claim=KO-018&claim=KO-102&claim=KO-103&claim=KO-104&claim=KO-012"


def sheets(page):
    return len(re.findall(rb"/Type\s*/Page[^s]", page.pdf(format="A4")))


@pytest.fixture
def elsewhere(site):
    """Another site, with a page that frames what its query names."""

    class Framing(BaseHTTPRequestHandler):
        def do_GET(self):
            framed = self.path.partition("?")[2]
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(f'<!doctype html><iframe width="300" height="700" src="{framed}"></iframe>'.encode())

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Framing)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/?{site.address}"
    server.shutdown()
    server.server_close()


@pytest.mark.appearance
class TestPrint:
    def test_a_question_fits_one_sheet(self, page):
        page.goto(ERSANE)

        assert sheets(page) == 1

    def test_only_the_longest_take_more(self, page):
        page.goto("/questions/")
        addresses = page.locator("main li.row h2 a").evaluate_all("all => all.map(a => a.getAttribute('href'))")

        counted = {}
        for address in addresses:
            page.goto(address)
            counted[address] = sheets(page)

        assert {address: number for address, number in counted.items() if number > 1} == LONG


class TestFrame:
    def test_another_site_can_frame_it_and_its_links_leave_the_frame(self, page, elsewhere, console):
        page.goto(f"{elsewhere}{ERSANE}embed/")
        frame = page.frame_locator("iframe")

        expect(frame.get_by_role("heading", level=1)).to_contain_text("How many civilians were killed")
        with page.context.expect_page() as opened:
            frame.get_by_role("link", name=re.compile("why they differ")).click()
        opened.value.wait_for_url(f"**{ERSANE}")
        assert console == []

    def test_it_is_no_wider_than_the_frame(self, page, elsewhere):
        page.goto(f"{elsewhere}{ERSANE}embed/")
        page.frame_locator("iframe").get_by_role("heading", level=1).wait_for()

        assert page.frames[1].evaluate("document.documentElement.scrollWidth") <= 300

    @pytest.mark.parametrize("address", [ERSANE, "/", "/claims/KO-012/", COMPARED])
    def test_nothing_else_can_be_framed(self, page, elsewhere, address):
        refusal = re.compile("frame-ancestors|X-Frame-Options")

        with page.expect_console_message(lambda message: refusal.search(message.text)):
            page.goto(elsewhere + address)


class TestSlider:
    def test_arrow_keys_choose_and_enter_goes(self, page):
        page.goto(ERSANE)
        page.get_by_text("On an earlier day").click()
        slider = page.get_by_role("slider")
        expect(slider).to_have_attribute("aria-valuetext", "Today")

        slider.focus()
        page.keyboard.press("ArrowLeft")
        assert "as_of" not in page.url
        expect(slider).to_have_attribute("aria-valuetext", re.compile(r"^\d+ \w+ \d{4}$"))
        page.keyboard.press("Enter")

        page.wait_for_url(re.compile(r"as_of=\d{4}-\d\d-\d\d"))
        expect(page.get_by_role("note")).to_contain_text("As it stood at the end of")

    def test_tab_leaves_it_and_the_button_goes(self, page):
        page.goto("/claims/KO-012/")
        page.get_by_text("On an earlier day").click()
        page.get_by_role("slider").focus()
        page.keyboard.press("ArrowLeft")
        page.keyboard.press("Tab")
        expect(page.locator(".asof button")).to_be_focused()
        page.keyboard.press("Enter")

        page.wait_for_url(re.compile(r"/claims/KO-012/\?as_of="))

    def test_a_pointer_goes_at_once(self, page):
        page.goto(ERSANE)
        page.get_by_text("On an earlier day").click()
        box = page.get_by_role("slider").bounding_box()

        page.mouse.click(box["x"] + 4, box["y"] + box["height"] / 2)

        page.wait_for_url(re.compile("as_of="))

    def test_without_javascript_it_is_a_list(self, browser, site):
        context = browser.new_context(base_url=site.address, java_script_enabled=False)
        page = context.new_page()
        page.goto(ERSANE)

        assert page.locator("input[type=range]").count() == 0
        page.get_by_text("On an earlier day").click()
        page.locator("[data-asof] a").last.click()

        page.wait_for_url(re.compile("as_of="))
        context.close()


class TestComparison:
    def test_ticking_in_the_list_works_without_javascript(self, browser, site):
        context = browser.new_context(base_url=site.address, java_script_enabled=False)
        page = context.new_page()
        page.goto("/claims/?event=kidal-offensive")

        for index in (0, 1, 2):
            page.get_by_role("checkbox", name=re.compile("^Compare")).nth(index).check()
        page.get_by_role("button", name="Compare what is ticked").click()

        expect(page.locator("thead th")).to_have_count(3)
        context.close()

    def test_it_scrolls_in_a_region_of_its_own_on_a_phone(self, page):
        page.set_viewport_size({"width": 360, "height": 740})
        page.goto(COMPARED)

        assert page.evaluate("document.documentElement.scrollWidth") == 360
        region = page.get_by_role("region", name="The claims as a table")
        region.focus()
        page.keyboard.press("ArrowRight")
        page.wait_for_function("region => region.scrollLeft > 0", arg=region.element_handle())
