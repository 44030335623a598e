"""Packages, versions, amending drafts, tables and two languages in a real browser, in both languages."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest
from conftest import decided, part, press
from test_desk_walk import more_decided, wait_decided

from expertise import service_bases as bases
from expertise import service_return as returns
from expertise.service_conclusion import statement
from expertise.service_desk import Desk
from expertise.settings import corpora

SAMPLES, PACKAGES = corpora() / "samples", corpora() / "packages"
LANGUAGES = pytest.mark.parametrize("language", ["ru", "ky"])


def sample(name: str) -> tuple[str, bytes]:
    return name, (SAMPLES / name).read_bytes()


@pytest.fixture
def seeded(tmp_path: Path, server: Any) -> Any:
    """A desk with drafts already on it: seeded("ru", files, files) gives the server and the drafts."""

    def start(language: str, *groups: list[tuple[str, bytes]]) -> tuple[Any, list[str]]:
        desk = Desk(tmp_path / "home-0")  # the first home of the fixture
        desk.store.set({"name": "Айгүл Садыкова", "language": language})
        drafts = [desk.receive(group)[0].draft for group in groups]
        desk.store.close()
        return server(language), drafts

    return start


def open_page(page: Any, desk: Any, name: str, draft: str, ready: str = "sides", **more: str) -> None:
    query = "".join(f"&{key}={value}" for key, value in more.items())
    page.goto(f"{desk.address}/{name}?draft={draft}{query}")
    page.get_by_test_id(ready).first.wait_for()


def watched_requests(page: Any) -> list[str]:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    return asked


@LANGUAGES
def test_a_package_is_taken_in_corrected_and_returned(page, seeded, words, language, tmp_path):
    desk, _ = seeded(language)
    page.goto(desk.address)
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(str(PACKAGES / "partial.zip"))
    page.locator(".st-key-upload-package button").click()
    page.get_by_text(words(language, "desk-package-parts", count=3)).wait_for()
    page.get_by_text(words(language, "desk-package-gaps", count=8)).wait_for()
    store = Desk(desk.home)
    (draft,) = [name for name, _ in store.store.drafts()]
    page.locator(".st-key-part-1").get_by_test_id("stSelectbox").locator("input").click()
    page.get_by_role("option", name=store_part("discussion", language)).click()
    page.get_by_text(words(language, "package-how-person", words="")).wait_for()
    assert returns.look(store, draft).given == {"scan0002.docx": "discussion"}
    page.get_by_test_id("stExpander").get_by_text(words(language, "desk-package-return")).click()
    page.get_by_role("textbox", name=words(language, "desk-number"), exact=True).fill("12-3")
    page.keyboard.press("Tab")
    with page.expect_download() as started:
        page.get_by_test_id("file").first.click()
    assert started.value.suggested_filename.startswith("return.")
    page.locator(".st-key-return-go button:not([disabled])").click()
    page.locator(".st-key-returned").wait_for()
    entry = store.state(draft).returned
    assert entry is not None
    assert entry.payload["number"] == "12-3"
    assert {r["id"] for r in entry.payload["reasons"]} == {"one-language", "incomplete"}
    page.goto(desk.address)
    page.get_by_text(words(language, "desk-state-returned")).first.wait_for()


def store_part(part: str, language: str) -> str:
    from expertise.service_package import part_names

    return part_names(language)[part]


def test_a_folder_is_a_package_too(page, seeded, words, tmp_path):
    desk, _ = seeded("ru")
    with zipfile.ZipFile(PACKAGES / "complete.zip") as archive:
        archive.extractall(tmp_path / "folder")
    page.goto(desk.address)
    page.locator(".st-key-upload-folder label").click()
    chooser = page.locator('input[data-testid="stFileUploaderDropzoneInput"][webkitdirectory]')
    chooser.wait_for(state="attached")
    chooser.set_input_files(str(tmp_path / "folder"))
    page.locator(".st-key-upload-package button").click()
    page.get_by_text(words("ru", "desk-package-parts", count=10)).wait_for()
    page.locator(".st-key-package-examine button").click()
    page.get_by_test_id("mark").first.wait_for()
    (draft,) = [name for name, _ in Desk(desk.home).store.drafts()]
    assert len(Desk(desk.home).texts(draft)) == 2


@LANGUAGES
def test_two_languages_are_decided_side_by_side(page, seeded, words, language):
    desk, (draft,) = seeded(language, [sample(f"licensing-law.{t}.docx") for t in ("ru", "ky")])
    open_page(page, desk, "languages", draft, "mark")
    asked = watched_requests(page)
    page.get_by_test_id("mark").first.click()
    page.get_by_test_id("accept").wait_for()
    assert [url for url in asked if "/desk/" in url] == []
    press(page, "KeyA")
    first = more_decided(page, 0)
    press(page, "KeyR")
    page.get_by_test_id("reason-low-risk").click()
    press(page, "Enter", ctrlKey=True)
    second = more_decided(page, first)
    press(page, "KeyE")
    page.get_by_test_id("save").wait_for()
    for area in page.locator("textarea").all():
        area.fill("Слово-метка эксперта")
    press(page, "Enter", ctrlKey=True)
    third = more_decided(page, second)
    press(page, "KeyA")
    more_decided(page, third)
    press(page, "KeyU")
    wait_decided(page, third)
    made = statement(Desk(desk.home), draft)
    assert made.comparison is not None
    assert (made.comparison.accepted, made.comparison.rejected) == (2, 1)
    page.get_by_test_id("only-changed").click()
    assert page.get_by_test_id("pair").filter(visible=True).count() < 20
    page.locator(".st-key-languages-to-conclusion button").click()
    part(page, words(language, "desk-conclusion-sign")).click()
    told = words(language, "desk-ready-differences", count=made.comparison.open)
    page.get_by_text(told).wait_for()
    part(page, words(language, "desk-conclusion-preview")).click()
    page.get_by_test_id("stImage").first.wait_for()


@LANGUAGES
def test_an_amending_draft_is_applied_to_its_act(page, seeded, words, language):
    desk, (draft,) = seeded(language, [sample(f"amending-law.{language}.docx")])
    page.goto(f"{desk.address}/amending?draft={draft}")
    chooser = page.get_by_test_id("stFileUploaderDropzoneInput")
    chooser.set_input_files(str(SAMPLES / f"licensing-law.{language}.docx"))
    page.locator(".st-key-base-go button").click()
    page.get_by_test_id("sides").wait_for()
    store = Desk(desk.home)
    (text,) = store.texts(draft)
    (outcome,) = bases.applied(store, text).acts
    for fate in ("introduced", "cured"):  # of the kept ones some are edited
        page.get_by_test_id("filter-group").select_option(fate)
        shown = page.locator(".rd-mark:not(.rd-off)").evaluate_all(
            "(nodes) => new Set(nodes.flatMap((node) => node.keys)).size"
        )
        assert shown >= outcome.counts[fate] > 0
    press(page, "KeyJ")
    page.get_by_test_id("fixed").wait_for()
    page.get_by_test_id("filter-group").select_option("introduced")
    press(page, "KeyN")
    page.get_by_test_id("accept").click()
    more_decided(page, 0)
    assert len(store.state(draft).decisions) >= 1
    open_page(page, desk, "act", draft, "mark")
    assert decided(page) >= 1


def test_where_findings_are_only_shown_nothing_is_said_to_be_decided(page, seeded, words, tmp_path):
    law = "Закон\nО примере\nСтатья 1. Право\n1. Орган вправе при необходимости отказать.\n2. Лицо ждёт.\n"
    bill = (
        "Закон\nО внесении изменения в Закон «О примере»\nСтатья 1.\n"
        "Внести в Закон «О примере» следующее изменение:\n"
        "часть 2 статьи 1 изложить в следующей редакции:\n«2. Лицо ждёт ответа.»\n"
    )
    desk, (draft,) = seeded("ru", [("bill.txt", bill.encode())])
    page.goto(f"{desk.address}/amending?draft={draft}")
    (tmp_path / "law.txt").write_text(law, encoding="utf-8")
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(str(tmp_path / "law.txt"))
    page.locator(".st-key-base-go button").click()
    page.get_by_test_id("for-information").get_by_text(words("ru", "reader-fixed")).wait_for()
    assert "Для сведения: " in page.get_by_test_id("progress").inner_text()


@LANGUAGES
def test_a_comparative_table_stands_in_two_columns(page, seeded, words, language):
    desk, (draft,) = seeded(language, [sample(f"comparative-table.{language}.docx")])
    open_page(page, desk, "act", draft)
    for side in ("current", "proposed"):
        page.get_by_test_id("sides").get_by_text(words(language, f"facing-{side}")).wait_for()
    press(page, "KeyN")
    page.get_by_test_id("accept").click()
    more_decided(page, 0)
    page.get_by_text(words(language, "desk-table-look-text"), exact=True).click()
    page.get_by_test_id("sides").wait_for(state="detached")
    page.get_by_test_id("mark").first.wait_for()
    assert decided(page) >= 1


@LANGUAGES
def test_what_was_lost_in_reading_is_told_on_the_act_page(page, seeded, words, language):
    desk, (draft,) = seeded(language, [sample("licensing-law.ru.docx")])
    open_page(page, desk, "act", draft, "mark")
    page.get_by_text(words(language, "warning-tracked-changes")).wait_for()
    box = page.get_by_test_id("reader").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 768
