"""While the program does not answer: no English dialog, a line in the person's language, work goes on."""

from __future__ import annotations

import re
import sys
from typing import Any

import pytest
from conftest import decided, open_first, welcome

from expertise.review.store import Store

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is not there")
WAITING = """() => Object.keys(localStorage).filter((k) => k.startsWith('expertise-outbox'))
  .reduce((n, k) => n + JSON.parse(localStorage.getItem(k) || '[]').length, 0)"""
ENGLISH = re.compile(
    r"\b(connection|error|connect\w*|server|is|running|please|stop|rerun|close|streamlit)\b", re.I
)
#: Longer than Streamlit waits before it shows its dialog.
SILENCE = 8_000


def waiting(page: Any) -> int:
    return int(page.evaluate(WAITING))


@pytest.mark.parametrize("language", ["ru", "ky"])
def test_deciding_goes_on_without_the_program(page, server, words, language):
    desk = server("ru")
    welcome(page, desk, words, language)
    open_first(page)
    page.get_by_test_id("mark").nth(1).click()
    before = decided(page)
    desk.kill()
    line = page.get_by_test_id("line")
    line.wait_for()
    page.wait_for_timeout(SILENCE)
    assert line.inner_text() == words(language, "line-lost")
    assert page.get_by_role("dialog").count() == 0
    assert ENGLISH.findall(page.locator("body").inner_text()) == []

    page.get_by_test_id("accept").click()  # a real click: whatever lies over the button stops it
    assert waiting(page) == 1
    page.get_by_test_id("mark").nth(4).click()
    page.keyboard.press("a")
    assert waiting(page) == 2
    page.keyboard.press("j")
    page.keyboard.press("r")
    page.get_by_test_id("reason-low-risk").click()
    page.keyboard.press("Control+Enter")
    assert waiting(page) == 3
    page.get_by_test_id("banner-unsaved").wait_for()
    assert decided(page) == before  # shown as decided only when it is on the disk

    desk.start()
    page.wait_for_function(f"({WAITING})() === 0", timeout=60_000)
    line.wait_for(state="hidden", timeout=60_000)
    kinds = [entry.kind for entry in Store(desk.home).entries()]
    assert kinds.count("accept") == 2
    assert kinds.count("reject") == 1
    page.wait_for_function("() => !document.querySelector('.expertise-line:not([hidden])')")
    assert decided(page) >= 3
    page.get_by_role("link", name=words(language, "desk-page-help"), exact=True).click()
    page.get_by_role("heading", name=words(language, "desk-page-help")).wait_for()


def test_the_line_comes_on_every_page_and_goes_by_itself(page, server, words):
    desk = server("ru")
    welcome(page, desk, words, "ru")
    for name in ("drafts", "changes", "conclusion", "help", "profile"):
        page.get_by_role("link", name=words("ru", f"desk-page-{name}"), exact=True).click()
        page.wait_for_timeout(300)
        desk.kill()
        page.get_by_test_id("line").wait_for()
        assert page.get_by_role("dialog").count() == 0
        desk.start()
        page.get_by_test_id("line").wait_for(state="hidden", timeout=60_000)
