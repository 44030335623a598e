"""kill -9 of the server, a closed browser, a dropped line: no decision is lost."""

from __future__ import annotations

import os
import sys
from typing import Any

import pytest
from conftest import ARGUMENTS, CHROMIUM, decided, open_first, press, welcome

from expertise.review.journal import broken_at
from expertise.review.store import Store

ROUNDS = 20 if os.environ.get("EXPERTISE_LONG") else 3
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is not there")
WAITING = """() => Object.keys(localStorage).filter((k) => k.startsWith('expertise-outbox'))
  .reduce((n, k) => n + JSON.parse(localStorage.getItem(k) || '[]').length, 0)"""


def clients(page: Any) -> set[str]:
    found = page.evaluate(
        """() => Object.keys(localStorage).filter((k) => k.startsWith('expertise-outbox'))
             .flatMap((k) => JSON.parse(localStorage.getItem(k) || '[]').map((e) => e.client))"""
    )
    return set(found)


def test_a_killed_server_loses_nothing(page, server, words):
    desk = server("ru")
    welcome(page, desk, words, "ru")
    open_first(page)
    press(page, "KeyN")
    sent: list[str] = []
    page.on(
        "response",
        lambda r: (
            sent.append(r.request.post_data_json["client"])
            if r.url.endswith("/entries") and r.status == 200
            else None
        ),
    )
    asked: set[str] = set()
    for number in range(ROUNDS):
        press(page, "KeyA")
        page.wait_for_timeout(40 * (number % 5))
        asked |= clients(page)
        desk.kill()
        press(page, "KeyJ")
        press(page, "KeyA" if number % 2 else "KeyN")
        asked |= clients(page)
        desk.start()
        page.wait_for_function(f"({WAITING})() === 0", timeout=30_000)
    entries = Store(desk.home).entries()
    assert broken_at(entries) is None
    assert asked | set(sent) <= {e.client for e in entries}
    assert sum(e.kind == "accept" for e in entries) >= ROUNDS


def test_a_closed_browser_sends_later_what_was_not_sent(engine, server, words, tmp_path):
    desk = server("ru")

    def browser() -> Any:
        return engine.chromium.launch_persistent_context(
            str(tmp_path / "profile"), executable_path=str(CHROMIUM), args=ARGUMENTS,
            viewport={"width": 1366, "height": 768},
        )  # fmt: skip

    first = browser()
    page = first.new_page()
    welcome(page, desk, words, "ru")
    open_first(page)
    address = page.url
    press(page, "KeyN")
    desk.kill()
    press(page, "KeyA")
    page.get_by_test_id("banner-unsaved").wait_for()
    (waiting,) = clients(page)
    assert decided(page) == 0  # nothing is shown as decided before it is on the disk
    first.close()
    desk.start()
    second = browser()
    page = second.new_page()
    page.goto(address)
    page.get_by_test_id("mark").first.wait_for()
    page.wait_for_function(f"({WAITING})() === 0")
    second.close()
    assert waiting in {e.client for e in Store(desk.home).entries()}
