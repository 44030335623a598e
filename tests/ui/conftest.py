"""Fixtures of the browser tests: a desk in a folder of the test's own, a browser, the words of the interface."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from desk_browser import ARGUMENTS, CHROMIUM, VIEW, Server, free_port, watched

from expertise import service


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """Start a desk: server("ky"), on a home of its own or on a given one; all are stopped in the end."""
    made: list[Server] = []

    def start(language: str = "ru", home: Path | None = None) -> Server:
        new = Server(home or tmp_path / f"home-{len(made)}", free_port(), language)
        made.append(new)
        new.start()
        return new

    yield start
    for each in made:
        each.kill()


@pytest.fixture(scope="session")
def engine() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is not there: the desk is not tried in a browser")
    with playwright.sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(engine: Any) -> Iterator[Any]:
    launched = engine.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
    yield launched
    launched.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A page at 1366x768 that fails the test on a script or console error or a request to any other host."""
    context = browser.new_context(viewport=VIEW, accept_downloads=True)
    context.set_default_timeout(30_000)
    made = context.new_page()
    troubles = watched(made)
    yield made
    context.close()
    assert troubles == []


@pytest.fixture(scope="session")
def words() -> Callable[..., str]:
    """The words of the interface: words("ru", "desk-sign")."""
    messages = service.messages()

    def say(language: str, key: str, **parameters: object) -> str:
        return messages[language][key].format(**parameters)

    return say
