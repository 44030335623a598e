"""The dashboard of a run of 150,000 acts in the real desk: opening, filters, tables, files, memory.

By hand: ``python -m pytest tests/benchmarks/test_big_dashboard.py --benchmark-only -s``; figures are in
docs/performance.md. EXPERTISE_RUN_ACTS is the number of acts, EXPERTISE_RUN a folder where the invented run
stays for the next time. Nothing is asserted about time. Seconds of the processor are those of the server.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from expertise.review.store import Store
from tests.benchmarks import big_run
from tests.benchmarks.test_act_page import loaded

ACTS = int(os.environ.get("EXPERTISE_RUN_ACTS", "150000"))
SETTLED = """() => document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'
  && !document.querySelector('[data-stale=true]')"""
CHART = ".st-key-run-heat .vega-embed canvas, .st-key-run-heat .vega-embed svg"
FILTERS = ("run-fields", "run-types", "run-bodies", "run-factors", "run-languages")
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")


@dataclass(frozen=True)
class Walk:
    """A page before a desk, and what each step on it took."""

    page: Any
    server: Any

    def step(self, name: str, act: Callable[[], object], wait: str = "") -> None:
        """Do something and print how long it took until the page stood still."""
        spent, start = self.processor(), time.perf_counter()
        act()
        if wait:
            self.page.locator(wait).first.wait_for()
        self.page.wait_for_timeout(50)
        self.page.wait_for_function(SETTLED)
        took = time.perf_counter() - start
        said = f"{took:6.2f} s, processor {self.processor() - spent:5.2f} s, {self.memory()}"
        print(f"{name:24} {said}", flush=True)
        self.page.wait_for_timeout(800)  # what was drawn comes to rest

    def processor(self) -> float:
        words = Path(f"/proc/{self.server.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self) -> str:
        lines = Path(f"/proc/{self.server.process.pid}/status").read_text().splitlines()
        said = {line.split(":")[0]: int(line.split()[1]) // 1024 for line in lines if line.startswith("Vm")}
        return f"memory {said['VmRSS']} MB, at most {said['VmHWM']} MB"

    def click(self, selector: str, place: int = 0) -> None:
        self.page.locator(selector).nth(place).click()

    def row(self, key: str) -> None:
        """Click the first row of a table."""
        box = self.page.locator(f"[class*=st-key-{key}] canvas").first.bounding_box()
        self.page.mouse.click(box["x"] + 15, box["y"] + 52)

    def file(self, table: str, place: int) -> None:
        """Take a table away: 0 CSV, 1 XLSX, 2 SVG, 3 PNG."""
        with self.page.expect_download() as started:
            self.click(f"[class*=st-key-exports-{table}] a", place)
        print(f"  {started.value.path().stat().st_size} bytes", end=" ")


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    playwright = pytest.importorskip("playwright.sync_api")
    tools = loaded("conftest")
    home = tmp_path_factory.mktemp("home")
    store = Store(home)
    store.set({"name": "А. Эксперт", "language": "ru"})
    store.close()
    server = tools.Server(home, tools.free_port())
    server.start()
    with playwright.sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=str(tools.CHROMIUM), args=tools.ARGUMENTS)
        page = browser.new_page(viewport={"width": 1366, "height": 900}, accept_downloads=True)
        page.set_default_timeout(120_000)
        yield Walk(page, server)
        browser.close()
    server.kill()


def test_the_dashboard(benchmark, walk, tmp_path):
    folder = big_run.write(Path(os.environ.get("EXPERTISE_RUN", tmp_path / "run")), ACTS)
    benchmark.pedantic(lambda: walked(walk, folder), rounds=1)
    print("load of the machine", os.getloadavg())


def walked(walk: Walk, folder: Path) -> None:
    """Go through every table of the dashboard."""
    page = walk.page
    walk.step(
        "\nfirst page", lambda: page.goto(f"{walk.server.address}/dashboard"), ".st-key-run-folder input"
    )
    page.locator(".st-key-run-folder input").fill(str(folder))
    walk.step(
        "opening", lambda: walk.click("[data-testid=stFormSubmitButton] button"), ".st-key-run-acts canvas"
    )
    walk.step("acts as CSV", lambda: walk.file("acts", 0))
    walk.step("acts as XLSX", lambda: walk.file("acts", 1))
    for key in FILTERS:
        walk.click(f".st-key-{key} input")
        page.keyboard.press("ArrowDown")
        walk.step(f"filter {key}", lambda: page.keyboard.press("Enter"))
        page.keyboard.press("Escape")
        walk.click(f".st-key-{key} input")
        walk.step("  and without it", lambda: page.keyboard.press("Backspace"))
        page.keyboard.press("Escape")
    walk.step("an act", lambda: walk.row("run-acts"), ".st-key-run-to-desk")
    heat_and_groups(walk)
    copies_and_quality(walk)


def heat_and_groups(walk: Walk) -> None:
    page = walk.page
    walk.step("heat map", lambda: walk.click(".st-key-run-tab button", 1), CHART)
    for place, kind in enumerate(("CSV", "XLSX", "SVG", "PNG")):
        walk.step(f"heat map as {kind}", lambda place=place: walk.file("heat", place))
    box = page.locator(CHART).first.bounding_box()
    cell = (box["x"] + box["width"] - 20, box["y"] + 60)
    walk.step("a cell", lambda: page.mouse.click(*cell), "[class*=st-key-exports-cell]")
    walk.step("its norms as CSV", lambda: walk.file("cell", 0))
    walk.step("bodies", lambda: walk.click(".st-key-run-tab button", 2), ".st-key-run-group")
    for place, group in enumerate(("kinds", "years", "fields"), start=1):
        walk.step(group, lambda place=place: walk.click(".st-key-run-group button", place))


def copies_and_quality(walk: Walk) -> None:
    tab = ".st-key-run-tab button"
    walk.step("copies of norms", lambda: walk.click(tab, 3), ".st-key-run-families-norm canvas")
    walk.step("families as CSV", lambda: walk.file("families-norm", 0))
    walk.step("a family", lambda: walk.row("run-families-norm"), "[class*=st-key-run-members] canvas")
    walk.step("its members as CSV", lambda: walk.file("family-", 0))
    walk.step(
        "copies of acts", lambda: walk.click(".st-key-run-kind button", 1), ".st-key-run-families-act canvas"
    )
    walk.step("a sample", lambda: walk.click(tab, 4), ".st-key-quality-finding")
    walk.step("a judgement", lambda: walk.click(".st-key-quality-right button"), ".st-key-quality-finding")
