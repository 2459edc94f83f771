"""The whole desk in a browser: record, cite, link, assess, approve, publish, and read it as the public."""

import re

import pytest
from playwright.sync_api import expect

STATEMENT = "The column had not left Gao on 2 October 2023."


def log_in(page, site, name):
    page.context.clear_cookies()
    page.goto("/admin/login/?next=/admin/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(site.passwords[name])
    page.get_by_role("button", name="Log in").click()
    expect(page.locator("#user-tools")).to_contain_text(name)


def choose(page, field, words, choice):
    """Pick ``choice`` in a searchable select by typing ``words``."""
    page.locator(f"#{field} + .select2 .select2-selection").click()
    page.locator("input.select2-search__field").fill(words)
    page.locator(".select2-results__option", has_text=choice).first.click()


@pytest.fixture
def recorded(page, site):
    """A claim that the editor recorded with its citation; gives its reference."""
    log_in(page, site, "demo-editor")
    page.goto("/admin/claims/claim/add/")
    reference = page.locator("#id_reference").input_value()
    choose(page, "id_claimant", "CMA", "CMA")
    page.locator("#id_statement").fill(STATEMENT)
    page.locator("#id_about").fill("2023-10-02")
    choose(page, "id_citations-0-source", "RFI", "RFI")
    page.locator("#id_citations-0-locator").fill("first paragraph")
    page.locator("input[name=_continue]").first.click()
    expect(page.locator(".messagelist")).to_contain_text("was added successfully")
    return reference


def test_a_bad_date_is_told_at_its_field_and_nothing_is_lost(page, site):
    log_in(page, site, "demo-editor")
    page.goto("/admin/claims/claim/add/")
    page.locator("#id_statement").fill(STATEMENT)
    page.locator("#id_about").fill("second of October")

    page.locator("input[name=_save]").first.click()

    expect(page.locator(".form-row.field-about")).to_contain_text("2023-10-11/2023-10-12")
    expect(page.locator("#id_statement")).to_have_value(STATEMENT)
    expect(page.locator("#id_about")).to_have_value("second of October")


def test_from_draft_to_a_verdict_that_the_public_reads(page, site, recorded, console):
    change = page.url
    assert page.goto(f"/claims/{recorded}/").status == 404
    console.clear()

    page.goto(change)
    page.get_by_role("link", name=re.compile("Link with another")).click()
    choose(page, "id_ids", "KO-061", "KO-061")
    page.get_by_role("button", name=re.compile("Compare|Continue|side by side", re.I)).click()
    page.get_by_label("Kind").select_option("contradicts")
    page.get_by_label("Basis").select_option("incompatible")
    page.get_by_role("button", name=re.compile("^Link", re.I)).click()
    expect(page.locator("textarea:invalid")).to_have_count(1)
    page.get_by_label("Rationale").fill("It left that day or it did not.")
    page.get_by_role("button", name=re.compile("^Link", re.I)).click()
    expect(page.locator(".messagelist")).to_contain_text("KO-061")

    page.goto(change)
    page.locator("input[name=_publish]").first.click()
    expect(page.locator(".messagelist")).to_contain_text("published")

    page.get_by_role("link", name="Assess…", exact=True).click()
    page.get_by_label("Verification status").select_option("refuted")
    page.get_by_label("Rationale").fill("Every report has it leave.")
    page.get_by_role("button", name=re.compile("^(Assess|Record)", re.I)).click()
    expect(page.locator("main")).to_contain_text("Refuted needs at least one citation that undermines the claim")
    page.get_by_label("Verification status").select_option("inconclusive")
    page.get_by_role("button", name=re.compile("^(Assess|Record)", re.I)).click()
    expect(page.locator(".messagelist")).to_contain_text(recorded)

    page.goto(f"/claims/{recorded}/")
    main = page.locator("main")
    for words in (STATEMENT, "KO-061", "Cannot both hold", "It left that day or it did not.", "Inconclusive"):
        expect(main).to_contain_text(words)
    page.goto("/claims/KO-061/")
    expect(page.locator("main")).to_contain_text(recorded)
    page.goto(f"/claims/?disputed=true&q={recorded}")
    expect(page.locator("main")).to_contain_text(STATEMENT)
    assert console == []


def test_a_verdict_waits_for_another_person(page, site):
    log_in(page, site, "demo-editor")
    page.goto("/admin/claims/claim/?q=KO-244")
    page.get_by_role("link", name="KO-244").click()
    page.get_by_role("link", name="Assess…", exact=True).click()
    page.get_by_label("Verification status").select_option("retracted")
    page.get_by_label("Rationale").fill("Taken back.")
    page.get_by_role("button", name=re.compile("^(Assess|Record)", re.I)).click()
    expect(page.locator(".messagelist")).to_contain_text("KO-244")
    page.goto("/claims/KO-244/")
    expect(page.locator("main")).not_to_contain_text("Retracted")

    log_in(page, site, "demo-reviewer")
    page.goto("/admin/claims/claim/?q=KO-244")
    page.get_by_role("link", name="KO-244").click()
    page.get_by_role("button", name=re.compile("Approve")).first.click()
    expect(page.locator(".messagelist")).to_contain_text("KO-244")

    page.goto("/claims/KO-244/")
    expect(page.locator("main")).to_contain_text("Retracted")
