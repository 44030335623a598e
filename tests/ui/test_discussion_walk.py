"""Answers and public discussion in a real browser, in both languages: take in, decide, report, download."""

from __future__ import annotations

import io
import uuid
from pathlib import Path
from typing import Any

import docx
import pdfplumber
import pytest
from conftest import part, welcome
from returned_word import returned

from expertise import service_conclusion as conclusions
from expertise.discussion.proposal import considered
from expertise.review.store import Store
from expertise.service_desk import Desk
from expertise.settings import corpora

FOLDER = corpora() / "discussion"
PERSONAL = ("Выдуманова", "0555 01-02-03", "Образцов", "Придуманную", "0000001", "Үлгүбаева", "0777 00 11 22")


def draft_of(home: Path) -> tuple[Store, str]:
    store = Store(home)
    ((draft, _),) = store.drafts()
    return store, draft


def upload(page: Any, uploader: str, label: str, file: Path) -> None:
    field = page.locator(f".st-key-{uploader}").get_by_test_id("stFileUploaderDropzoneInput")
    field.set_input_files(str(file))
    page.locator(f".st-key-{label} button").click()


def decide(page: Any, say: Any, language: str, first: int, verdict: str, reason: str = "") -> None:
    group = page.locator(f".st-key-group-{first}")
    group.get_by_test_id("stExpander").locator("summary").click()
    group.get_by_role("radio", name=say(language, f"answers-verdict-{verdict}"), exact=True).click()
    if reason:
        for tongue in ("ky", "ru"):
            name = say(language, f"desk-discussion-reason-{tongue}")
            group.get_by_role("textbox", name=name, exact=True).fill(reason)
    settle(page)
    group.locator(f".st-key-decide-go-{first} button").click()


def settle(page: Any) -> None:
    """Wait until the page is drawn: what stood there before is gone then."""
    page.wait_for_timeout(300)
    page.wait_for_function("() => !document.querySelector('[data-test-script-state=running]')")
    page.wait_for_timeout(300)


def undecided(page: Any, store: Store, draft: str, than: list[int] | None) -> list[int]:
    """Wait until there are fewer open proposals than before (or not all are open), return their numbers."""
    for _ in range(300):
        found = considered(store.entries(draft), store.file)
        left = [c.number for c in found if c.resolution is None]
        if len(left) < (len(found) if than is None else len(than)):
            settle(page)
            return left
        page.wait_for_timeout(100)
    raise AssertionError("no decision was entered")


@pytest.mark.parametrize("language", ["ru", "ky"])
def test_proposals_are_taken_in_decided_reported_and_taken_away(page, server, words, language, tmp_path):
    desk = server("ru")
    welcome(page, desk, words, language)
    store, draft = draft_of(desk.home)
    page.goto(f"{desk.address}/discussion?draft={draft}")
    upload(page, "discussion-import-0", "discussion-import-go", FOLDER / f"proposals.{language}.xlsx")
    page.locator(".st-key-group-1").wait_for()
    decide(page, words, language, 1, "rejected")
    page.get_by_text(words(language, "error-discussion-reason")).wait_for()
    page.locator(".st-key-group-1").get_by_role(
        "textbox", name=words(language, f"desk-discussion-reason-{language}"), exact=True
    ).fill("Слово-причина")
    settle(page)
    page.locator(".st-key-decide-go-1 button").click()
    left = undecided(page, store, draft, than=None)
    assert 0 < len(left) < len(considered(store.entries(draft), store.file))
    while left:
        decide(page, words, language, left[0], "accepted")
        left = undecided(page, store, draft, than=left)
    part(page, words(language, "desk-discussion-report-tab")).click()
    page.locator(".st-key-discussion-confirm button").click()
    page.get_by_test_id("file").nth(3).wait_for(timeout=60_000)
    files: dict[str, bytes] = {}
    for button in page.get_by_test_id("file").all():
        with page.expect_download() as started:
            button.click()
        path = tmp_path / started.value.suggested_filename
        started.value.save_as(path)
        files[path.name] = path.read_bytes()
    assert set(files) == {f"discussion.{t}.{f}" for t in ("ru", "ky") for f in ("docx", "pdf")}
    said = text_of(files)
    assert "Слово-причина" in said
    assert [name for name in PERSONAL if name in said] == []


def text_of(files: dict[str, bytes]) -> str:
    parts = []
    for name, data in files.items():
        if name.endswith(".pdf"):
            with pdfplumber.open(io.BytesIO(data)) as pdf:
                parts += [page.extract_text() for page in pdf.pages]
        else:
            document = docx.Document(io.BytesIO(data))
            parts += [c.text for t in document.tables for r in t.rows for c in r.cells]
            parts += [p.text for p in document.paragraphs]
    return " ".join(parts)


@pytest.mark.parametrize("language", ["ru", "ky"])
def test_a_returned_copy_is_answered_and_held_to_its_promises(page, server, words, language, tmp_path):
    desk = server("ru")
    welcome(page, desk, words, language)
    store, draft = draft_of(desk.home)
    copy = signed_copy(desk.home, draft)
    (tmp_path / "back.docx").write_bytes(
        returned(copy, {0: "Учтено.", 1: "Не принято: порядок есть в статье 5", 2: "Спасибо"})
    )
    page.goto(f"{desk.address}/answers?draft={draft}")
    part(page, words(language, "desk-answers-import")).click()
    upload(page, "answers-import-0", "answers-import-go", tmp_path / "back.docx")
    page.get_by_text(words(language, "answers-left-answer-verdict")).first.wait_for()
    part(page, words(language, "desk-answers-table")).click()
    page.get_by_text("порядок есть в статье 5").wait_for()
    assert sum(e.kind == "answer" for e in store.entries(draft)) == 2
    part(page, words(language, "desk-answers-adopt")).click()
    about = page.get_by_role("textbox", name=words(language, "desk-answers-adopt-about"), exact=True)
    about.fill("№ 12, 01.05.2026")
    about.press("Enter")
    settle(page)
    upload(page, "answers-adopt-0", "answers-adopt-go", tmp_path / "back.docx")
    page.get_by_text("№ 12, 01.05.2026").first.wait_for()
    part(page, words(language, "desk-answers-table")).click()
    page.get_by_text(words(language, "answers-promise-broken")).first.wait_for()
    part(page, words(language, "desk-answers-acceptance")).click()
    page.get_by_role("heading", name=words(language, "answers-by-factor")).wait_for()


def signed_copy(home: Path, draft: str) -> bytes:
    """Accept all that was found, sign, and return the Russian annotated copy."""
    desk = Desk(home)
    desk.set_requisites(draft, {"number": "1", "date": "2026-03-01", "verdict": "revise"})
    for text in desk.texts(draft):
        keys = list(desk.examination(text.id).by_key)
        body = {"client": uuid.uuid4().hex, "document": text.id, "action": "accept", "subjects": keys}
        desk.decide(draft, body, "ru")
    entry = conclusions.sign(desk, draft, conclusions.Signing("срочно", leave_undecided=True))
    return conclusions.signed_files(desk, entry)["annotated.ru.docx"]
