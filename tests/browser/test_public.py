"""What a reader does on the public pages."""

from playwright.sync_api import expect


def test_the_keyboard_reaches_the_content_first(page):
    page.goto("/claims/")

    page.keyboard.press("Tab")
    expect(page.locator("a[href='#main']")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator("#main")).to_be_focused()


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
