"""What leaves the conclusion page has what was typed the moment before: preview, files, signature."""

from __future__ import annotations

from typing import Any

import pdfplumber
from conclusion_page import EMPTY, ROUNDS, Conclusion

#: The address of the first page's picture, by its content; null while there is none.
PICTURE = "() => document.querySelector('[data-testid=stImage] img')?.getAttribute('src') ?? null"


def test_the_preview_shows_what_was_typed_the_moment_before(conclusion):
    seen = None
    for number in range(3):
        conclusion.tab("desk-conclusion-requisites").click()
        conclusion.type(0, f"77-{number}")
        conclusion.tab("desk-conclusion-preview").click()
        conclusion.page.wait_for_function(f"(seen) => ![null, seen].includes(({PICTURE})())", arg=seen)
        seen = conclusion.page.evaluate(PICTURE)


def test_a_file_taken_at_once_has_what_was_typed_the_moment_before(conclusion):
    """Pressed while the page is still being drawn, in the first moment that it can be pressed."""
    for number in range(ROUNDS):
        conclusion.tab("desk-conclusion-requisites").click()
        conclusion.type(0, f"77-{number}")
        conclusion.tab("desk-conclusion-preview").click()
        assert f"77-{number}" in printed(conclusion.page)


def test_a_file_waits_for_what_was_typed_and_says_so(conclusion):
    page = conclusion.page
    conclusion.tab("desk-conclusion-preview").click()
    page.get_by_test_id("stImage").first.wait_for()
    conclusion.tab("desk-conclusion-requisites").click()
    page.route("**/entries", lambda route: route.abort())
    conclusion.type(0, "88")
    conclusion.tab("desk-conclusion-preview").click()
    with page.expect_download() as started:
        preview_file(page).click()
        page.get_by_test_id("line").get_by_text(conclusion.say("line-file-making")).wait_for()
        page.unroute("**/entries")
    assert "88" in words_of(started.value)
    page.get_by_test_id("line").wait_for(state="hidden")


def test_a_file_that_cannot_be_made_is_told_in_words_and_the_page_stays(conclusion):
    page, address = conclusion.page, conclusion.page.url
    conclusion.tab("desk-conclusion-preview").click()
    template = conclusion.desk.home / "templates" / "conclusion.ru.docx"
    page.locator("[data-key=preview-docx]").wait_for()
    template.parent.mkdir(exist_ok=True)
    template.write_bytes(b"broken")
    page.locator("[data-key=preview-docx]").click()
    page.get_by_test_id("line").get_by_text("conclusion.ru.docx").wait_for()
    assert page.url == address
    conclusion.desk.kill()
    preview_file(page).click()
    page.get_by_test_id("line").get_by_text(conclusion.say("line-file-failed")).wait_for()


def preview_file(page: Any) -> Any:
    return page.locator("[data-key=preview-pdf]")


def printed(page: Any) -> str:
    """Return the words of the PDF that the preview offers."""
    with page.expect_download() as started:
        preview_file(page).click()
    return words_of(started.value)


def words_of(download: Any) -> str:
    with pdfplumber.open(download.path()) as pdf:
        return pdf.pages[0].extract_text()


def test_nothing_is_signed_before_what_was_typed_is_kept(conclusion):
    """Signing is Streamlit's way, typing is ours: a button pressed in between waits."""
    page, say = conclusion.page, conclusion.say
    conclusion.type(0, "1")
    page.get_by_role("combobox", name=say("desk-verdict"), exact=True).select_option("revise")
    conclusion.tab("desk-conclusion-sign").click()
    page.get_by_test_id("stCheckbox").locator("label").click()
    reason = page.get_by_role("textbox", name=say("desk-override"), exact=True)
    reason.fill("срочно")
    reason.press("Enter")
    page.get_by_text(say("desk-ready-good")).wait_for()
    page.route("**/entries", lambda route: route.abort())
    conclusion.tab("desk-conclusion-requisites").click()
    conclusion.type(0, "2")
    conclusion.tab("desk-conclusion-sign").click()
    sign = page.get_by_role("button", name=say("desk-sign"), exact=True)
    sign.wait_for()
    page.get_by_text(say("desk-ready-good")).wait_for()  # what was said for signing is still there
    sign.click()
    page.get_by_test_id("line").get_by_text(say("line-unsent")).wait_for()
    assert signed(conclusion) == []
    page.unroute("**/entries")
    assert not conclusion.lost(0, "2", patience=20)
    page.wait_for_function(EMPTY)  # the button waits for the answer, not for the journal
    sign.click()
    page.get_by_text(say("desk-signed-done")).wait_for(timeout=60_000)
    assert signed(conclusion) == ["2"]


def test_what_is_being_said_for_signing_stays_when_the_page_is_drawn_again(conclusion):
    """The page is drawn anew as soon as the journal has the requisites: somebody types below by then."""
    page, say = conclusion.page, conclusion.say
    page.route("**/entries", lambda route: route.abort())
    conclusion.type(0, "1")
    page.get_by_role("combobox", name=say("desk-verdict"), exact=True).select_option("revise")
    conclusion.tab("desk-conclusion-sign").click()
    told = page.get_by_text(say("desk-ready-verdict"))
    told.wait_for()
    box = page.get_by_test_id("stCheckbox")
    box.locator("label").click()
    reason = page.get_by_role("textbox", name=say("desk-override"), exact=True)
    reason.click()
    page.keyboard.type("срочно")
    page.unroute("**/entries")
    told.wait_for(state="detached")
    assert reason.input_value() == "срочно"
    page.keyboard.type(" и верно")
    assert reason.input_value() == "срочно и верно"
    assert box.locator("input").is_checked()


def signed(conclusion: Conclusion) -> list[str]:
    return [e.payload["number"] for e in conclusion.store.entries() if e.kind == "sign"]
