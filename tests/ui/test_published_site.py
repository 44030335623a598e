"""The published site in a real browser: from a file server and from the disk, by keyboard, on a phone, axe.

Any request to another host fails the test. The accessibility checker (axe-core) is fetched by npm for the
test alone; where that cannot be done its test is skipped.
"""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import subprocess
import tarfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import ARGUMENTS, CHROMIUM

from tests.published import Way, walked

AXE = "EXPERTISE_AXE"
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1366, "height": 768}


@pytest.fixture(scope="module")
def way(tmp_path_factory: pytest.TempPathFactory) -> Way:
    folder = tmp_path_factory.mktemp("published")
    return walked(folder / "home", folder / "site")


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A plain file server that says nothing."""

    def log_message(self, *_: Any) -> None:
        return


@pytest.fixture(scope="module")
def address(way: Way) -> Iterator[str]:
    handler = functools.partial(Quiet, directory=str(way.site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module")
def chromium(engine: Any) -> Iterator[Any]:
    browser = engine.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
    yield browser
    browser.close()


@pytest.fixture
def visit(chromium: Any) -> Iterator[Any]:
    """Open a page; the test fails on a script error, a refused or missing file, a request elsewhere."""
    contexts: list[Any] = []
    troubles: list[str] = []

    def open_page(start: str, size: dict[str, int], **options: Any) -> Any:
        context = chromium.new_context(viewport=size, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda said: said.type == "error" and troubles.append(said.text))
        root = "file:///" if start.startswith("file:") else "/".join(start.split("/")[:3])
        page.on("request", lambda r: r.url.startswith(root) or troubles.append(f"request to {r.url}"))
        page.goto(start)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert troubles == []


@pytest.mark.parametrize("place", ["server", "disk"])
@pytest.mark.parametrize("language", ["ru", "ky"])
def test_a_citizen_finds_the_norm_and_what_became_of_it(way, address, visit, place, language):
    root = address if place == "server" else way.site.as_uri()
    page = visit(f"{root}/index.html", DESK)
    page.get_by_text({"ru": "Русский", "ky": "Кыргызча"}[language], exact=True).click()
    page.wait_for_url(f"**/{language}/index.html")
    page.fill("#q", "орган")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=*")
    page.locator("#results a").first.wait_for()
    count = page.locator("#results li").count()
    page.fill("#q", "ОРГАН")
    assert page.locator("#results li").count() == count > 1
    page.locator("#results a[href*='conclusion-1']").first.click()
    page.locator("article.finding").first.wait_for()
    finding = page.locator("article.finding").first
    for part in finding.locator("h4").all():
        assert part.inner_text()
    finding.locator("a[href*='text-']").first.click()
    target = page.url.partition("#")[2]
    assert page.locator(f"[id='{target}']").inner_text()
    page.locator("main a").first.click()
    page.locator("a.language").click()
    other = {"ru": "ky", "ky": "ru"}[language]
    page.wait_for_url(f"**/{other}/drafts/**")
    assert page.locator("html").get_attribute("lang") == other


def test_letters_that_are_left_out_are_found(way, address, visit):
    page = visit(f"{address}/ky/search.html?q=колдонуу", DESK)
    said = page.locator("#results li").count()
    page.fill("#q", "мөөнөт")
    exact = page.locator("#results li").count()
    page.fill("#q", "моонот")
    assert page.locator("#results li").count() == exact > 0
    page.fill("#q", "несуществующееслово")
    assert page.locator("#results li").count() == 0
    assert page.locator("#count").inner_text()
    assert said >= 0


def test_by_keyboard_only(way, address, visit):
    page = visit(f"{address}/ru/index.html", DESK)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type("ресурстар")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=*")
    page.locator("#results a").first.wait_for()
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("!!document.activeElement.closest('#results')"):
            break
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"
    page.keyboard.press("Enter")
    page.wait_for_url("**/drafts/**")
    assert page.locator("h1").count() == 1


def pages_of(way: Way) -> list[str]:
    draft = f"drafts/{way.draft}"
    names = (
        "index.html", "drafts/index.html", "bodies/index.html", "factors/index.html", "factors/A1.html",
        "fields/licensing.html", "indicators.html", "search.html", "data.html", f"{draft}/index.html",
        f"{draft}/conclusion-1.html", f"{draft}/conclusion-1-text-ky.html",
    )  # fmt: skip
    return [f"{language}/{name}" for language in ("ru", "ky") for name in names]


def test_no_page_is_wider_than_a_phone(way, address, visit):
    page = visit(f"{address}/index.html", PHONE)
    for name in pages_of(way):
        page.goto(f"{address}/{name}")
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], name


def test_it_reads_without_script(way, address, visit):
    page = visit(f"{address}/ru/search.html", DESK, java_script_enabled=False)
    page.get_by_role("link", name="откройте список проектов").click()
    page.wait_for_url("**/drafts/index.html")


@pytest.fixture(scope="module")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The text of axe-core: the file that EXPERTISE_AXE names, else the newest from npm."""
    if named := os.environ.get(AXE):
        return Path(named).read_text("utf-8")
    folder = tmp_path_factory.mktemp("axe")
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is not installed")
    try:
        subprocess.run([npm, "pack", "axe-core"], cwd=folder, timeout=90, capture_output=True, check=True)
        with tarfile.open(next(folder.glob("axe-core-*.tgz"))) as package:
            source = package.extractfile("package/axe.min.js")
            assert source is not None
            return source.read().decode()
    except (subprocess.SubprocessError, StopIteration, KeyError, OSError):
        pytest.skip("axe-core cannot be fetched here")


RUN = """async () => (await axe.run(document)).violations
  .filter((v) => ['serious', 'critical', 'moderate'].includes(v.impact))
  .map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).slice(0, 3).join('; ')}`)"""


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_axe_finds_nothing_serious(way, address, visit, axe, size):
    page = visit(f"{address}/index.html", size)
    found = {}
    for name in ["index.html", *pages_of(way), "ru/search.html?q=лиценз"]:
        page.goto(f"{address}/{name}")
        page.evaluate(axe)
        if violations := page.evaluate(RUN):
            found[name] = violations
    assert found == {}
