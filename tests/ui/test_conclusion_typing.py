"""What is typed into the conclusion is kept: real keys, and at once a real click somewhere else."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from typing import Any

import pdfplumber
import pytest
from conftest import ARGUMENTS, CHROMIUM, Server, open_first, part, welcome

from expertise.review.state import fold
from expertise.review.store import Store

ROUNDS = int(os.environ.get("EXPERTISE_ROUNDS", "5"))
#: Fields in turn: (message of the label, its language, where the journal has it).
FIELDS = (
    ("desk-number", "", ("number",)),
    ("desk-initiator", "ru", ("initiator", "ru")),
    ("desk-subject", "ru", ("subject", "ru")),
    ("desk-place", "ky", ("place", "ky")),
)
#: Nothing waits in the browser for an answer.
EMPTY = "() => !Object.keys(localStorage).some((key) => key.startsWith('expertise-outbox'))"


class Conclusion:
    """The conclusion page of the sample in a browser, and what the journal holds of it."""

    def __init__(self, page: Any, desk: Server, say: Callable[..., str]) -> None:
        self.page, self.desk, self.say = page, desk, lambda key, **more: say("ru", key, **more)
        self.store = Store(
            desk.home
        )  # opened once: the test only looks, and must not get in the server's way
        self.draft = self.store.drafts()[0][0]
        self.address = f"{desk.address}/conclusion?draft={self.draft}"

    def open(self) -> None:
        self.page.goto(self.address)
        self.field(0).wait_for()

    def field(self, place: int) -> Any:
        key, language, _ = FIELDS[place % len(FIELDS)]
        name = self.say(key) + (f", {self.say(f'desk-in-{language}')}" if language else "")
        return self.page.get_by_role("textbox", name=name, exact=True)

    def type(self, place: int, text: str) -> None:
        """Replace a field's text by the keyboard alone; the focus stays in it."""
        self.field(place).click()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)
        assert self.field(place).input_value() == text

    def tab(self, key: str) -> Any:
        return part(self.page, self.say(key))

    def menu(self, key: str) -> Any:
        return self.page.get_by_role("link", name=self.say(key), exact=True)

    def kept(self, place: int) -> str:
        found: Any = fold(self.store.entries(self.draft)).requisites
        for name in FIELDS[place % len(FIELDS)][2]:
            found = found.get(name, {}) if isinstance(found, dict) else {}
        return found or ""

    def shows(self, place: int, text: str, patience: float = 10) -> bool:
        """Tell whether the field comes to hold the text: a page that is closed may still be going."""
        until = time.monotonic() + patience
        while self.field(place).input_value() != text:
            if time.monotonic() > until:
                return False
            self.page.wait_for_timeout(50)
        return True

    def lost(self, place: int, text: str, patience: float = 10) -> bool:
        """Tell whether the journal never gets the text; waiting longer cannot bring back what was lost."""
        until = time.monotonic() + patience
        while time.monotonic() < until:
            if self.kept(place) == text:
                return False
            time.sleep(0.05)
        return True


@pytest.fixture
def conclusion(page: Any, server: Callable[..., Server], words: Callable[..., str]) -> Conclusion:
    desk = server("ru")
    welcome(page, desk, words, "ru")
    made = Conclusion(page, desk, words)
    made.open()
    return made


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


class Line:
    """The socket between the page and Streamlit: what goes one way can be held, and let go in its order."""

    def __init__(self, page: Any) -> None:
        self.page, self.holds_in, self.holds_out = page, lambda _: False, False
        self.held: list[tuple[Callable[[Any], None], Any]] = []
        page.route_web_socket("**/_stcore/stream", self._opened)

    def _opened(self, socket: Any) -> None:
        server = socket.connect_to_server()
        socket.on_message(lambda said: self._take(server.send, said, self.holds_out))
        server.on_message(lambda said: self._take(socket.send, said, self.holds_in(said)))

    def _take(self, send: Callable[[Any], None], said: Any, held: bool) -> None:
        if held:
            self.held.append((send, said))
        else:
            send(said)

    def free(self, count: int | None = None) -> None:
        """Let go what is held, all of it or the first so many; what comes later is no longer held."""
        self.holds_in, self.holds_out = lambda _: False, False
        for send, said in self.held[:count]:
            send(said)
        self.held = []


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
