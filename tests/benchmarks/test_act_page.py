"""The act page in the real desk: a code of 1.5 MB with 2,000 findings beside the sample draft.

By hand: ``python -m pytest tests/benchmarks/test_act_page.py --benchmark-only -s``; figures are in
docs/performance.md. Times are taken in the page (performance.measure), but for the way from the work list.
"""

from __future__ import annotations

import importlib.util
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from expertise.service_desk import Desk
from expertise.settings import corpora

UI = Path(__file__).resolve().parents[1] / "ui"
MEASURED = "(name) => performance.getEntriesByName(name).map((e) => Math.round(e.duration))"
PICK = """(place) => {
  const all = (root) => { const own = root.querySelectorAll('[data-testid=mark]');
    if (own.length) return own;
    return [...root.querySelectorAll('*')].map((e) => e.shadowRoot && all(e.shadowRoot)).find(Boolean); };
  const marks = all(document), mark = marks[Math.floor(marks.length * place)];
  mark.scrollIntoView({block: 'center'});
  return new Promise((done) => setTimeout(() => {
    const box = mark.getBoundingClientRect(); done([box.x + 4, box.y + 4]); }, 300));
}"""
SCROLL = """() => { const find = (root) => root.querySelector('[data-testid=text]')
  ?? [...root.querySelectorAll('*')].map((e) => e.shadowRoot && find(e.shadowRoot)).find(Boolean);
  return find(document).scrollTop; }"""


def loaded(name: str) -> Any:
    """Load a module of the browser tests, which lie in another folder."""
    spec = importlib.util.spec_from_file_location(f"desk_{name}", UI / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Any, str]]:
    """A browser before a desk with the sample and the big act."""
    playwright = pytest.importorskip("playwright.sync_api")
    tools, big = loaded("conftest"), loaded("big_act")
    home = tmp_path_factory.mktemp("home")
    desk = Desk(home)
    desk.store.set({"name": "А. Эксперт", "language": "ru"})
    files = [(p.name, p.read_bytes()) for p in sorted((corpora() / "samples").glob("licensing-law.*.docx"))]
    files.append(("big.docx", big.big_act(desk.lexicon)))
    desk.receive(files)
    server = tools.Server(home, tools.free_port())
    server.start()
    with playwright.sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=str(tools.CHROMIUM), args=tools.ARGUMENTS)
        yield browser.new_page(viewport={"width": 1366, "height": 768}), server.address
        browser.close()
    server.kill()


@pytest.mark.parametrize("act", ["sample", "big"])
def test_opening_and_deciding(benchmark, page, act):
    made, address = page
    figures: dict[str, list[int]] = {"first-view": [], "card": [], "saved": []}

    def open_it() -> None:
        made.goto(address)
        made.get_by_test_id("stPageLink").first.wait_for()
        title = "лицензировании" if act == "sample" else "КОДЕКС"
        link = made.get_by_test_id("stPageLink").filter(has_text=title).get_by_role("link")
        started = time.perf_counter()
        link.click()
        made.wait_for_function("performance.getEntriesByName('reader-first-view').length > 0")
        took.append(round((time.perf_counter() - started) * 1000))
        figures["first-view"] += made.evaluate(MEASURED, "reader-first-view")

    took: list[int] = []
    benchmark.pedantic(open_it, rounds=3)
    asked: list[str] = []
    made.on("request", lambda request: asked.append(request.url))
    for place in (0.1, 0.3, 0.5, 0.7, 0.9):
        made.mouse.click(*made.evaluate(PICK, place))
        made.wait_for_timeout(300)
    assert asked == []
    before = made.evaluate(SCROLL)
    for _ in range(3):
        made.get_by_test_id("accept").click()
        made.wait_for_timeout(700)
    figures["card"] = made.evaluate(MEASURED, "reader-card")
    figures["saved"] = made.evaluate(MEASURED, "reader-saved")
    print(f"\n{act}: work list to text {took} ms; {figures}; scrolled {before} -> {made.evaluate(SCROLL)}")
