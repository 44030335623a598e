"""A desk started by the real command in a folder of the test's own, and a real browser before it."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from expertise import service
from expertise.settings import ui

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
RUSSIAN = {"KeyA": "ф", "KeyR": "к", "KeyN": "т", "KeyU": "г", "KeyE": "у", "KeyO": "щ"}


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
        code = "from expertise.cli import main; main()"
        command = [sys.executable, "-c", code, "ui", "--no-browser", "--port", str(self.port)]
        words = {**os.environ, "EXPERTISE_HOME": str(self.home), "EXPERTISE_LANG": self.language}
        self.process = subprocess.Popen(
            command, cwd=self.home.parent, env=words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        for _ in range(300):
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


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """Start a desk: server("ky"); all are stopped in the end."""
    made: list[Server] = []

    def start(language: str = "ru") -> Server:
        new = Server(tmp_path / f"home-{len(made)}", free_port(), language)
        made.append(new)
        new.start()
        return new

    yield start
    for each in made:
        each.kill()


@pytest.fixture(scope="session")
def engine() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api")
    if not CHROMIUM.exists():
        pytest.skip("chromium is not installed")
    with playwright.sync_playwright() as running:
        yield running


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: Any, call: Any) -> Any:
    """Add to the report of a test that failed what its page showed: a log is all there is afterwards."""
    report = yield
    page = getattr(item, "funcargs", {}).get("page")
    if report.when == "call" and report.failed and page is not None and not page.is_closed():
        state = page.evaluate(
            "() => document.querySelector('[data-test-script-state]')?.dataset.testScriptState"
        )
        report.sections.append((f"page {page.url}, script {state}", page.locator("body").inner_text()))
    return report


@pytest.fixture
def page(engine: Any) -> Iterator[Any]:
    """A page at 1366x768 that fails the test on a script error or a request to any other host."""
    browser = engine.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
    context = browser.new_context(viewport={"width": 1366, "height": 768}, accept_downloads=True)
    context.set_default_timeout(30_000)
    made = context.new_page()
    troubles = watched(made)
    yield made
    browser.close()
    assert troubles == []


def watched(page: Any) -> list[str]:
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))

    def asked(request: Any) -> None:
        if not request.url.startswith(("http://localhost:", "data:", "blob:")):
            troubles.append(f"request to {request.url}")

    page.on("request", asked)
    return troubles


@pytest.fixture(scope="session")
def words() -> Callable[..., str]:
    """The words of the interface: words("ru", "desk-sign")."""
    messages = service.messages()

    def say(language: str, key: str, **parameters: object) -> str:
        return messages[language][key].format(**parameters)

    return say


def press(page: Any, code: str, **modifiers: bool) -> None:
    """Press a key as on a Russian keyboard: the letter is Cyrillic, only the place of the key is KeyA."""
    init = {"code": code, "key": RUSSIAN.get(code, code), "bubbles": True, "cancelable": True, **modifiers}
    page.evaluate("(init) => document.body.dispatchEvent(new KeyboardEvent('keydown', init))", init)


def decided(page: Any) -> int:
    return int(page.get_by_test_id("progress").get_attribute("data-decided"))


def part(page: Any, name: str) -> Any:
    """Return the button of a part of the page, by its whole name."""
    return (
        page.get_by_test_id("stButtonGroup")
        .locator("button")
        .filter(has_text=re.compile(rf"^\s*{re.escape(name)}\s*$"))
    )


def welcome(page: Any, server: Server, say: Callable[..., str], language: str) -> None:
    """Walk the first run with the sample draft, to the work list."""
    page.goto(server.address)
    page.get_by_role("heading").first.wait_for()
    if language != server.language:
        page.get_by_text({"ky": "Кыргызча", "ru": "Русский"}[language], exact=True).first.click()
    page.get_by_role("heading", name=say(language, "desk-welcome-title")).wait_for()
    page.get_by_role("textbox", name=say(language, "desk-name"), exact=True).fill("Айгүл Садыкова")
    page.get_by_role("button", name=say(language, "desk-welcome-start")).click()
    page.get_by_test_id("stPageLink").first.wait_for()


def open_first(page: Any) -> None:
    """Open the first draft of the work list and wait for its text."""
    page.get_by_test_id("stPageLink").first.get_by_role("link").click()
    page.get_by_test_id("text").wait_for()
    page.get_by_test_id("mark").first.wait_for()


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    monkeypatch.setenv("EXPERTISE_HOME", str(tmp_path / "home"))
    monkeypatch.syspath_prepend(str(ui()))
    # A page is run as the main module and stays it: worker processes of later tests would begin with it.
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
    import office

    for each in (office.desk, office.token):
        each.cache_clear()
    yield office
    for each in (office.desk, office.token):
        each.cache_clear()


@pytest.fixture
def screen(office: Any) -> Callable[..., Any]:
    """Run a screen: screen("drafts", draft=...)."""

    testing = pytest.importorskip("streamlit.testing.v1")

    def run(name: str = "", **query: str) -> Any:
        test = testing.AppTest.from_file(str(ui() / "pages.py"), default_timeout=60)
        for key, value in query.items():
            test.query_params[key] = value
            test.session_state[key] = value
        test.run()
        return test.switch_page(f"screens/{name}.py").run() if name else test

    return run


@pytest.fixture
def known(office: Any) -> Any:
    """The desk of somebody who has said a name."""
    office.desk().store.set({"name": "А. Эксперт", "language": "ru"})
    return office.desk()


@pytest.fixture
def conclusion(page: Any, server: Callable[..., Server], words: Callable[..., str]) -> Any:
    """The conclusion page of the sample, in Russian (conclusion_page.Conclusion)."""
    from conclusion_page import Conclusion

    desk = server("ru")
    welcome(page, desk, words, "ru")
    made = Conclusion(page, desk, words)
    made.open()
    return made
