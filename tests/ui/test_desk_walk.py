"""The expert's day in a real browser, in both languages: take in, decide, conclude, take away."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import docx
import pdfplumber
import pytest
from conftest import decided, open_first, part, press, welcome

from expertise.review.state import fold
from expertise.review.store import Store
from expertise.settings import corpora

SAMPLES = [corpora() / "samples" / f"licensing-law.{tongue}.docx" for tongue in ("ky", "ru")]
LAW = "Закон\nО примере\nСтатья 1. Право\n1. Орган вправе при необходимости отказать.\n"
SELECT = """() => {
  const find = (root) => root.querySelector('[data-testid=text]')
    ?? [...root.querySelectorAll('*')].map((e) => e.shadowRoot && find(e.shadowRoot)).find(Boolean);
  const text = find(document), root = text.getRootNode();
  const line = [...text.querySelectorAll('.rd-line')].find((n) => n.textContent.includes('портал'));
  const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
  let node; while ((node = walker.nextNode()) && !node.textContent.includes('портал'));
  const at = node.textContent.indexOf('портал'), range = document.createRange();
  line.scrollIntoView({block: 'center'});
  range.setStart(node, at); range.setEnd(node, at + 6);
  const selection = (root.getSelection ? root : document).getSelection();
  selection.removeAllRanges(); selection.addRange(range);
}"""


def state(home: Path):
    store = Store(home)
    (draft,) = [d for d, _ in store.drafts() if len(store.documents(d)) > 1]
    return store, draft, fold(store.entries(draft))


def upload(page: Any, *files: Path) -> None:
    page.get_by_test_id("stExpander").locator("summary").click()
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files([str(f) for f in files])
    page.locator(".st-key-upload-go button").click()


def wait_decided(page: Any, count: int, more: bool = False) -> None:
    page.wait_for_function(
        """([count, more]) => { const find = (root) => root.querySelector('[data-testid=progress]')
             ?? [...root.querySelectorAll('*')].map((e) => e.shadowRoot && find(e.shadowRoot)).find(Boolean);
           const now = Number(find(document)?.dataset.decided);
           return more ? now > count : now === count; }""",
        arg=[count, more],
    )


def more_decided(page: Any, than: int) -> int:
    """Wait until the page shows more decisions than before and return how many."""
    wait_decided(page, than, more=True)
    return decided(page)


def decide_some(page: Any, home: Path) -> None:
    """Accept by mouse and by key, reject, change, find one more, undo: all of it is in the journal."""
    asked: list[str] = []
    page.get_by_test_id("mark").nth(1).scroll_into_view_if_needed()
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_test_id("mark").nth(1).click()
    page.get_by_test_id("card").wait_for()
    assert [url for url in asked if "/desk/" in url] == []
    page.get_by_test_id("accept").click()
    first = more_decided(page, 0)
    press(page, "KeyA")
    second = more_decided(page, first)
    press(page, "KeyR")
    page.get_by_test_id("reason-low-risk").wait_for()
    assert page.get_by_test_id("save").is_disabled()
    page.get_by_test_id("reason-low-risk").click()
    press(page, "Enter", ctrlKey=True)
    third = more_decided(page, second)
    press(page, "KeyE")
    page.get_by_test_id("save").wait_for()
    for area in page.locator("textarea").all():
        area.fill("Слово-метка эксперта")
    press(page, "Enter", ctrlKey=True)
    fourth = more_decided(page, third)
    press(page, "KeyA")
    more_decided(page, fourth)
    press(page, "KeyU")
    wait_decided(page, fourth)
    _, _, said = state(home)
    assert {d.action for d in said.decisions.values()} == {"accept", "change", "reject"}


def find_one_more(page: Any, language: str) -> None:
    page.evaluate(SELECT)
    press(page, "KeyO")
    page.get_by_test_id("own-factor").select_option("C3")
    for area in page.locator("textarea").all():
        area.fill("Портал не назван / Портал аталган эмес")
    page.get_by_test_id("own-save").click()
    page.get_by_test_id("toast").wait_for()


def conclude(page: Any, say: Any, language: str, folder: Path) -> dict[str, bytes]:
    """Fill in the number, look at the pages, sign, and return the downloads by name."""
    page.locator(".st-key-to-conclusion button").click()
    number = page.get_by_role("textbox", name=say(language, "desk-number"), exact=True)
    number.click()
    page.keyboard.type("14-3/812")
    part(page, say(language, "desk-conclusion-preview")).click()
    page.get_by_test_id("stImage").first.wait_for()
    part(page, say(language, "desk-conclusion-sign")).click()
    page.get_by_text(say(language, "desk-ready-verdict")).wait_for()
    part(page, say(language, "desk-conclusion-requisites")).click()
    page.get_by_test_id("stCheckbox").wait_for(state="detached")  # else the next clicks meet what is going
    page.get_by_role("combobox", name=say(language, "desk-verdict"), exact=True).select_option("revise")
    part(page, say(language, "desk-conclusion-sign")).click()
    sign = page.get_by_role("button", name=say(language, "desk-sign"), exact=True)
    sign.wait_for()
    assert sign.is_disabled()
    page.get_by_test_id("stCheckbox").locator("label").click()
    reason = page.get_by_role("textbox", name=say(language, "desk-override"), exact=True)
    reason.fill("срочно")
    reason.press("Enter")
    page.get_by_text(say(language, "desk-ready-good")).wait_for()
    sign.click()
    page.get_by_text(say(language, "desk-signed-done")).wait_for(timeout=60_000)
    files: dict[str, bytes] = {}
    page.get_by_test_id("file").nth(6).wait_for()  # Word and PDF, two copies, the archive
    for button in page.get_by_test_id("file").all():
        with page.expect_download() as started:
            button.click()
        path = folder / started.value.suggested_filename
        started.value.save_as(path)
        files[path.name] = path.read_bytes()
    return files


def words_of(files: dict[str, bytes]) -> str:
    with pdfplumber.open(io.BytesIO(files["conclusion.ru.pdf"])) as pdf:
        text = " ".join(page.extract_text() for page in pdf.pages)
    document = docx.Document(io.BytesIO(files["conclusion.ru.docx"]))
    cells = [c.text for t in document.tables for r in t.rows for c in r.cells]
    return " ".join([text, *cells])


@pytest.mark.parametrize("language", ["ru", "ky"])
def test_the_whole_way(page, server, words, language, tmp_path):
    desk = server("ru")
    welcome(page, desk, words, language)
    (tmp_path / "law.txt").write_text(LAW, encoding="utf-8")
    (tmp_path / "bad.docx").write_bytes(b"PK\x03\x04 broken")
    upload(page, *SAMPLES, tmp_path / "law.txt", tmp_path / "bad.docx")
    page.get_by_text(words(language, "desk-upload-known", file=SAMPLES[0].name)).wait_for()
    page.get_by_text(words(language, "desk-upload-done", file="law.txt")).wait_for()
    assert page.get_by_text("bad.docx:").count() == 1
    page.get_by_test_id("stPageLink").nth(1).wait_for()
    assert page.get_by_test_id("stPageLink").count() == 2
    store, draft, _ = state(desk.home)
    page.goto(f"{desk.address}/act?draft={draft}&language=ru")
    page.get_by_test_id("mark").first.wait_for()
    decide_some(page, desk.home)
    find_one_more(page, language)
    page.get_by_text(words(language, "desk-tongue-ky"), exact=True).click()
    page.wait_for_timeout(1500)
    page.get_by_test_id("mark").first.wait_for()
    assert decided(page) >= 1  # the counterparts of what was decided in Russian
    files = conclude(page, words, language, tmp_path)
    said = words_of(files)
    assert "Слово-метка эксперта" in said
    assert "Портал не назван" in said
    _, _, now = state(desk.home)
    done = store.documents(draft)
    assert len(now.signed) == 1
    assert len(done) == 2
    with zipfile.ZipFile(io.BytesIO(files["annotated.ru.docx"])) as archive:
        comments = archive.read("word/comments.xml").decode()
    taken = [d for n, d in now.decisions.items() if n.startswith("ru:") and d.action != "reject"]
    assert comments.count("<w:comment ") == len(taken) + 1
    (name,) = [n for n in files if n.endswith(".zip")]
    command = [sys.executable, "-c", "from expertise.cli import main; main()", "verify", str(tmp_path / name)]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0


def test_a_new_version_keeps_what_was_decided(page, server, words, tmp_path):
    desk = server("ru")
    welcome(page, desk, words, "ru")
    open_first(page)
    press(page, "KeyN")
    for _ in range(4):
        before = decided(page)
        press(page, "KeyA")
        more_decided(page, before)
    kept = decided(page)
    document = docx.Document(str(SAMPLES[1]))
    paragraph = next(p for p in document.paragraphs if "срок" in p.text and len(p.text) > 80)
    paragraph.runs[0].text = "Исправлено. " + paragraph.runs[0].text
    document.save(str(tmp_path / "licensing-law-2.docx"))
    page.get_by_role("link", name=words("ru", "desk-page-changes")).click()
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(str(tmp_path / "licensing-law-2.docx"))
    page.locator(".st-key-version-go button").click()
    page.get_by_text("Исправлено.").first.wait_for()
    page.locator(".st-key-changes-to-text button").click()
    page.get_by_test_id("mark").first.wait_for()
    assert kept - 2 <= decided(page) <= kept
