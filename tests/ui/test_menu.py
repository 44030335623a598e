"""All pages stand in the menu of a small screen, in both languages, none behind «…»."""

from __future__ import annotations

import pytest

from expertise.review.store import Store

ITEM = ".rc-overflow-item:not(.rc-overflow-item-rest)"
SEEN = f"() => [...document.querySelectorAll('{ITEM}')].every(e => getComputedStyle(e).opacity === '1')"


@pytest.mark.parametrize("language", ["ru", "ky"])
def test_every_page_is_in_sight(page, server, words, language):
    desk = server(language)
    store = Store(desk.home)
    store.set({"name": "Айгүл Садыкова", "language": language})
    store.close()
    page.goto(f"{desk.address}/campaigns")
    page.get_by_role("heading", name=words(language, "desk-page-campaigns"), exact=True).wait_for()
    page.wait_for_function(SEEN)
    assert page.locator(ITEM).count() == 14
    last = page.locator(ITEM).last.bounding_box()
    assert last["x"] + last["width"] <= page.viewport_size["width"]
