"""Suggestions while typing, by keyboard, by mouse, read aloud, and without any script."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect


@pytest.fixture(params=["/claims/", "/"])
def search(page, request):
    page.goto(request.param)
    return page.get_by_role("combobox", name="Search")


def typed(page, search, words):
    search.fill(words)
    options = page.get_by_role("listbox", name="Search").get_by_role("option")
    expect(options.first).to_be_visible()
    return options


def test_arrows_choose_and_enter_leads_there(page, search, console):
    options = typed(page, search, "Kidal of")
    expect(search).to_have_attribute("aria-expanded", "true")

    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(search).to_have_attribute("aria-activedescendant", options.first.get_attribute("id"))
    page.keyboard.press("Enter")

    page.wait_for_url("**/events/kidal-offensive/")
    assert console == []


def test_arrows_go_round_by_what_was_typed(page, search):
    options = typed(page, search, "kid")

    page.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(page.locator("[role=option][aria-selected=true]")).to_have_count(0)
    expect(search).not_to_have_attribute("aria-activedescendant", re.compile(""))
    expect(search).to_be_focused()


def test_escape_closes_and_enter_without_a_choice_searches(page, search):
    typed(page, search, "Wagner")

    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(search).to_have_value("Wagner")
    page.keyboard.press("Enter")

    page.wait_for_url("**/claims/?q=Wagner**")
    expect(page.locator("main mark").first).to_have_text("Wagner")


def test_the_mouse_chooses(page, search):
    typed(page, search, "KO-012").first.click()

    page.wait_for_url("**/claims/KO-012/")


def test_how_many_there_are_is_said(page, search):
    options = typed(page, search, "kid")

    expect(page.locator("[role=status].unseen")).to_have_text(f"{options.count()} suggestions.")
    search.fill("xyzzy")
    expect(page.locator("[role=status].unseen")).to_have_text("No suggestions.")
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_leaving_closes(page, search):
    typed(page, search, "kid")

    page.keyboard.press("Tab")

    expect(page.get_by_role("listbox")).to_be_hidden()


@pytest.mark.appearance
def test_axe_finds_nothing_while_they_show(page, search):
    typed(page, search, "kid")
    page.keyboard.press("ArrowDown")

    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert [found["id"] for found in Axe().run(page).response["violations"]] == []


def test_without_script_the_form_searches(browser, site):
    page = browser.new_context(java_script_enabled=False, base_url=site.address).new_page()
    page.goto("/claims/?disputed=true")

    page.locator("#q").fill("Kidal")
    page.get_by_role("button", name="Search").click()

    page.wait_for_url(re.compile("q=Kidal"))
    assert "disputed=true" in page.url
    expect(page.locator("main mark").first).to_have_text("Kidal")
    page.context.close()
