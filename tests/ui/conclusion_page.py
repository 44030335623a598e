"""The conclusion page in a browser, for tests that type into it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import Any

from conftest import Server, part

from expertise.review.state import fold
from expertise.review.store import Store

#: How often a race is run; more of them by hand.
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
