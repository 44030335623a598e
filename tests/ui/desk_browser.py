"""A desk started by the real command, and the hands of a person in front of it: tools of the browser tests."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from expertise.review.journal import Entry
from expertise.review.state import State, fold
from expertise.review.store import Document, Store
from expertise.service_desk import Desk
from expertise.settings import corpora

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
VIEW = {"width": 1366, "height": 768}
SAMPLES = [corpora() / "samples" / f"licensing-law.{tongue}.docx" for tongue in ("ky", "ru")]
RUSSIAN = {"KeyA": "ф", "KeyR": "к", "KeyN": "т", "KeyU": "г", "KeyE": "у", "KeyO": "щ", "KeyJ": "о"}
#: Walks through shadow roots to the first element with a data-testid.
FIND = """const find = (id, root = document) => root.querySelector(`[data-testid=${id}]`)
  ?? [...root.querySelectorAll('*')].map((e) => e.shadowRoot && find(id, e.shadowRoot)).find(Boolean);"""


def expertise(*arguments: str) -> list[str]:
    """Return the command line of the program, the installed script where there is one."""
    script = Path(sys.executable).with_name("expertise")
    start = [str(script)] if script.is_file() else [sys.executable, "-c", "from expertise.cli import main; main()"]
    return [*start, *arguments]


@dataclass
class Server:
    """One `expertise ui` on a port and a home; ``kill`` is kill -9, ``start`` again goes on with the same."""

    home: Path
    port: int
    language: str = "ru"
    process: subprocess.Popen | None = field(default=None)

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    def start(self) -> None:
        command = expertise("ui", "--no-browser", "--port", str(self.port), "--home", str(self.home))
        words = {name: text for name, text in os.environ.items() if name != "EXPERTISE_HOME"}
        self.process = subprocess.Popen(
            command, cwd=self.home.parent, env={**words, "EXPERTISE_LANG": self.language},
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        for _ in range(600):
            try:
                urllib.request.urlopen(f"{self.address}/desk/health", timeout=2)
            except (urllib.error.URLError, OSError):
                assert self.process.poll() is None, "the server ended"
                time.sleep(0.1)
            else:
                return
        raise AssertionError("the server does not answer")

    def kill(self) -> None:
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
            self.process.wait()
            self.process = None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        return int(probe.getsockname()[1])


def seed(home: Path, files: Sequence[tuple[str, bytes]], language: str = "ru") -> str:
    """Make a home with somebody's name and drafts before the server starts; returns the first draft."""
    desk = Desk(home)
    with closing(desk.store):
        desk.store.set({"name": "Айгүл Садыкова", "language": language})
        received = desk.receive(files)
        assert not any(each.error for each in received)
        return received[0].draft


@dataclass(frozen=True)
class Kept:
    """What the store holds of one draft, read past the server."""

    documents: list[Document]
    entries: list[Entry]

    @property
    def state(self) -> State:
        return fold(self.entries)

    def text(self, language: str) -> Document:
        return [d for d in self.documents if d.language == language][-1]

    def decided(self, language: str) -> set[str]:
        """The findings of the newest text of a language that have a decision."""
        return set(self.state.decisions) & set(self.text(language).summary["keys"])


def kept(home: Path, draft: str) -> Kept:
    with closing(Store(home)) as store:
        return Kept(store.documents(draft), store.entries(draft))


def drafts(home: Path) -> list[str]:
    with closing(Store(home)) as store:
        return [name for name, _ in store.drafts()]


def watched(page: Any, *, server_may_die: bool = False) -> list[str]:
    """Collect script errors, console errors and requests to other hosts; Streamlit's own probes may fail."""
    troubles: list[str] = []

    def asked(request: Any) -> None:
        if not request.url.startswith(("http://localhost:", "data:", "blob:")):
            troubles.append(f"request to {request.url}")

    def said(message: Any) -> None:
        if message.type != "error" or "/_stcore/" in (message.location.get("url", "") + message.text):
            return
        if not (server_may_die and ("ERR_" in message.text or "WebSocket" in message.text)):
            troubles.append(f"console: {message.text} {message.location}")

    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("request", asked)
    page.on("console", said)
    return troubles


def press(page: Any, code: str, **modifiers: bool) -> None:
    """Press a key as on a Russian keyboard: the letter is Cyrillic, only the place of the key is KeyA."""
    init = {"code": code, "key": RUSSIAN.get(code, code), "bubbles": True, "cancelable": True, **modifiers}
    page.evaluate("(init) => document.body.dispatchEvent(new KeyboardEvent('keydown', init))", init)


def decided(page: Any) -> int:
    return int(page.get_by_test_id("progress").get_attribute("data-decided"))


def wait_decided(page: Any, count: int) -> None:
    wanted = f"(count) => {{ {FIND} return Number(find('progress')?.dataset.decided) === count; }}"
    page.wait_for_function(wanted, arg=count)


def more_decided(page: Any, than: int) -> int:
    """Wait until the page shows more decisions than before and return how many."""
    wanted = f"(than) => {{ {FIND} return Number(find('progress')?.dataset.decided) > than; }}"
    page.wait_for_function(wanted, arg=than)
    return decided(page)


def settled(page: Any) -> None:
    """Wait until Streamlit's script has run to its end and the page is drawn."""
    page.locator('[data-testid=stApp][data-test-script-state="notRunning"]').wait_for()
    page.locator("[data-testid=stSkeleton], [data-stale=true]").first.wait_for(state="detached")


def shot(page: Any, name: str) -> None:
    """Keep a picture of the page where EXPERTISE_SHOTS names a folder."""
    if folder := os.environ.get("EXPERTISE_SHOTS"):
        settled(page)
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(Path(folder) / f"{name}.png"))


def welcome(page: Any, server: Server, say: Callable[..., str], language: str) -> None:
    """Walk the first run with the sample draft, to the work list; a name has to be given."""
    page.goto(server.address)
    page.locator(".st-key-welcome-language").wait_for()
    if language != server.language:
        name = {"ky": "Кыргызча", "ru": "Русский"}[language]
        page.locator(".st-key-welcome-language").get_by_text(name, exact=True).click()
    page.get_by_role("heading", name=say(language, "desk-welcome-title")).wait_for()
    shot(page, f"welcome-{language}")
    start = page.get_by_role("button", name=say(language, "desk-welcome-start"))
    start.click()
    page.get_by_test_id("stAlert").get_by_text(say(language, "desk-name-missing")).wait_for()
    page.get_by_role("textbox", name=say(language, "desk-name"), exact=True).fill("Айгүл Садыкова")
    start.click()
    page.get_by_test_id("stPageLink").first.wait_for()


def open_draft(page: Any, draft: str = "") -> None:
    """Open a draft from the work list (the first one by default) and wait for its text."""
    row = page.locator(f".st-key-draft-{draft}") if draft else page
    row.get_by_test_id("stPageLink").first.get_by_role("link").click()
    page.get_by_test_id("mark").first.wait_for()
