"""What is typed into the conclusion is kept: real keys, and at once a real click somewhere else."""

from __future__ import annotations

import json
import sys
from typing import Any

import pytest
from conclusion_page import EMPTY, ROUNDS, Conclusion, Line
from conftest import ARGUMENTS, CHROMIUM, open_first, welcome


def test_a_click_on_another_tab_at_once_loses_nothing(conclusion):
    lost = []
    for number in range(ROUNDS):
        text = f"Набрано {number}"
        conclusion.type(number, text)
        conclusion.tab("desk-conclusion-sign" if number % 2 else "desk-template").click()
        if conclusion.lost(number, text):
            lost.append(text)
        conclusion.tab("desk-conclusion-requisites").click()
        conclusion.field(number).wait_for(timeout=60_000)
        assert text in lost or conclusion.field(number).input_value() == text
    assert lost == []


def test_a_click_in_the_menu_at_once_loses_nothing(conclusion):
    lost = []
    for number in range(ROUNDS):
        text = f"Набрано {number}"
        conclusion.type(number, text)
        name = "profile" if number % 2 else "act"
        conclusion.menu(f"desk-page-{name}").click()
        if conclusion.lost(number, text):
            lost.append(text)
        conclusion.page.wait_for_url(
            f"**/{name}*"
        )  # else the next clicks and keys meet the form that is going
        conclusion.menu("desk-page-conclusion").click()
        conclusion.field(number).wait_for(timeout=60_000)
        assert text in lost or conclusion.field(number).input_value() == text
    assert lost == []


def test_a_browser_tab_closed_at_once_loses_nothing(conclusion):
    """Most texts set out while the tab closes; the browser keeps the others for the next page of the desk."""
    context, lost = conclusion.page.context, []
    for number in range(ROUNDS):
        text = f"Набрано {number}"
        conclusion.type(number, text)
        conclusion.page.close(run_before_unload=True)
        conclusion.page = context.new_page()
        conclusion.open()
        if conclusion.lost(number, text) or not conclusion.shows(number, text):
            lost.append(text)
    assert lost == []


def test_a_click_in_the_menu_leads_there_when_the_program_hears_of_it_late(conclusion):
    """The text is in the journal before Streamlit has heard the click: nothing may lead back to the form."""
    line = Line(conclusion.page)
    conclusion.open()
    for place, name in enumerate(("profile", "act")):
        conclusion.type(place, f"Набрано {place}")
        line.holds_out = True
        conclusion.menu(f"desk-page-{name}").click()
        assert not conclusion.lost(place, f"Набрано {place}")
        conclusion.page.wait_for_timeout(1_500)  # the page has had time for wishes of its own
        line.free()
        conclusion.page.wait_for_url(f"**/{name}*")
        conclusion.page.wait_for_timeout(1_500)
        assert f"/{name}" in conclusion.page.url
        conclusion.menu("desk-page-conclusion").click()
        conclusion.field(place).wait_for()


def test_what_is_on_its_way_while_a_page_is_left_does_not_come_over_what_followed(conclusion):
    page, late = conclusion.page, []

    def sent(route: Any) -> None:
        if late:
            route.continue_()
        else:
            late.append(route)

    page.route("**/entries", sent)
    conclusion.type(0, "1")
    page.wait_for_timeout(1_500)  # longer than the pause of somebody who types
    assert len(late) == 1
    conclusion.type(0, "12")
    with page.expect_response("**/entries"):
        page.evaluate("dispatchEvent(new Event('pagehide'))")  # as a page that is closed tells it
    assert conclusion.kept(0) == "12"
    with page.expect_response("**/entries"):
        late[0].continue_()
    page.wait_for_function(EMPTY)
    assert conclusion.kept(0) == "12"


def test_a_page_drawn_from_before_shows_what_the_journal_has_got_meanwhile(conclusion):
    page, line = conclusion.page, Line(conclusion.page)
    name = f"expertise-outbox-{conclusion.draft}-Айгүл Садыкова"
    left = json.dumps([{"client": "left", "action": "requisites", "values": {"number": "Новое"}}])
    page.add_init_script(f"localStorage.setItem({json.dumps(name)}, {json.dumps(left)})")
    page.route("**/entries", lambda route: route.abort())
    line.holds_in = lambda said: b"typing-waiting" in said  # the form, with what the journal had
    page.goto(conclusion.address)
    while not line.held:
        page.wait_for_timeout(50)
    assert conclusion.kept(0) == ""
    page.unroute("**/entries")
    page.wait_for_function(EMPTY)
    assert conclusion.kept(0) == "Новое"
    line.free(1)
    conclusion.field(0).wait_for()
    assert conclusion.field(0).input_value() == "Новое"


def test_a_reload_at_once_loses_nothing(conclusion):
    lost = []
    for number in range(max(2, ROUNDS // 4)):
        text = f"Набрано {number}"
        conclusion.type(number, text)
        conclusion.page.reload()
        if conclusion.lost(number, text):
            lost.append(text)
        conclusion.field(number).wait_for(timeout=60_000)
        assert text in lost or conclusion.field(number).input_value() == text
    assert lost == []


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is not there")
def test_a_killed_server_loses_nothing_typed(conclusion):
    conclusion.desk.kill()
    conclusion.type(1, "Набрано без сервера")
    conclusion.type(2, "И это тоже")
    assert conclusion.kept(1) == ""
    conclusion.desk.start()
    assert not conclusion.lost(1, "Набрано без сервера", patience=30)
    assert not conclusion.lost(2, "И это тоже", patience=30)


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is not there")
def test_a_browser_closed_without_a_server_sends_what_was_typed_later(engine, server, words, tmp_path):
    desk = server("ru")

    def browser() -> Any:
        return engine.chromium.launch_persistent_context(
            str(tmp_path / "profile"), executable_path=str(CHROMIUM), args=ARGUMENTS,
            viewport={"width": 1366, "height": 768},
        )  # fmt: skip

    first = browser()
    page = first.new_page()
    welcome(page, desk, words, "ru")
    conclusion = Conclusion(page, desk, words)
    conclusion.open()
    desk.kill()
    conclusion.type(1, "Перед закрытием")
    first.close()
    desk.start()
    second = browser()
    page = second.new_page()
    page.goto(desk.address)  # any page of the desk will do, not only the conclusion
    assert not conclusion.lost(1, "Перед закрытием")
    open_first(page)
    second.close()
