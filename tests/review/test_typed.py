"""Pasted control signs: cleaned wherever text comes in, so that nothing typed can stop a signature."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from datetime import date

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from expertise import service_conclusion as conclusions
from expertise.review.store import DATABASE
from expertise.review.typed import one_line, settled, settled_values
from expertise.service_conclusion import Signing

DIRTY = "пред\x00ел\x0bсрока\x1f \ud800конец\uffff"
CLEAN = "предел\nсрока конец"


@given(st.text())
def test_a_settled_text_is_xml_and_utf_8_and_stays_as_it_is(text):
    found = settled(text)
    element = etree.Element("a")
    element.text = found
    assert found.encode() is not None
    assert settled(found) == found
    assert "\n" not in one_line(text)


def test_breaks_of_word_stay_breaks():
    assert settled(DIRTY) == CLEAN
    assert settled("а\r\nб\x0bв\x85г\u2028д\tе") == "а\nб\nв\nг\nд е"
    assert settled("\x00\x07") == ""
    assert settled_values({"a": {"ru": [DIRTY, 1, True, None]}}) == {"a": {"ru": [CLEAN, 1, True, None]}}


def own_finding(desk, draft, act) -> None:
    texts = {"ru": DIRTY, "ky": DIRTY}
    done = desk.examination(desk.texts(draft)[0].id).act
    place = next(i for i, n in enumerate(done.lines) if "обжалуется" in n.span.of(done.text))
    own = {"factor": "C3", "level": "low", "why": texts, "recommendation": texts}
    act(draft, "own", **own, marks=[[place, 3, 8]])


def test_pasted_control_signs_do_not_stop_the_signature(desk, draft, act):
    first, *others = desk.texts(draft)[0].summary["keys"]
    texts = {"ru": DIRTY, "ky": DIRTY}
    act(draft, "change", first, why=texts, recommendation=texts, note=DIRTY)
    if others:
        act(draft, "reject", *others, reason="other", note=DIRTY)
    own_finding(desk, draft, act)
    desk.store.set({"name": DIRTY, "post": DIRTY})
    desk.set_requisites(
        draft,
        {"number": "1\x00\x0b", "date": date(2026, 11, 25).isoformat(), "subject": texts, "initiator": texts},
    )
    entry = conclusions.sign(desk, draft, Signing(DIRTY, DIRTY))
    files = conclusions.signed_files(desk, entry)
    assert entry.payload["number"] == "1"
    assert entry.person == "предел срока конец"
    for name in ("conclusion.ru.docx", "annotated.ru.docx"):
        assert docx.Document(io.BytesIO(files[name])).paragraphs
    for said in desk.store.entries(draft):
        assert "\x00" not in json.dumps(said.payload, ensure_ascii=False)
        assert "\x0b" not in json.dumps(said.payload, ensure_ascii=False)


def test_what_an_earlier_program_entered_does_not_stop_it_either(desk, draft, act):
    keys = desk.texts(draft)[0].summary["keys"]
    texts = {"ru": "слово\x0bвторое", "ky": "сөз\x00"}
    ground = {"subjects": keys, "why": texts, "recommendation": texts, "ground": {}}
    desk.store.enter(draft, "Э", "change", ground)
    desk.store.enter(draft, "Э", "requisites", {"number": "1", "date": "2026-11-25", "subject": texts})
    files = conclusions.signed_files(desk, conclusions.sign(desk, draft, Signing("срочно")))
    with zipfile.ZipFile(io.BytesIO(files["annotated.ru.docx"])) as archive:
        assert "второе" in archive.read("word/comments.xml").decode()


def test_a_name_of_a_file_is_kept_on_one_line(desk):
    (received,) = desk.receive([("за\x00кон\n.txt", "Статья 1. Право\n1. Орган вправе отказать.\n".encode())])
    assert desk.texts(received.draft)[0].file == "закон .txt"


@pytest.mark.parametrize("sign", ["\ufffe", "\uffff", "\x0b", "\x7f"])
def test_signs_in_the_text_itself_do_not_stop_it(desk, sign):
    law = f"Закон\nО примере\nСтатья 1. Право\n1. Орган{sign} вправе при необходимости отказать.\n"
    (received,) = desk.receive([("law.txt", law.encode())])
    text = desk.texts(received.draft)[0]
    body = {"client": "c", "document": text.id, "action": "accept", "subjects": text.summary["keys"]}
    desk.decide(received.draft, body, "ru")
    assert conclusions.annotated(desk, received.draft, text)


def test_nothing_a_script_sends_breaks_the_answer(desk, draft):
    text = desk.texts(draft)[0]
    for body in (
        {"client": "a", "document": "\ud800", "action": "accept", "subjects": ["x"]},
        {"client": "a", "document": text.id, "action": "\ud800", "subjects": ["x"]},
        {"client": "a", "document": text.id, "action": "accept", "subjects": ["\ud800"]},
        {"client": "\ud800", "document": text.id, "action": "accept", "subjects": ["x"]},
        {"client": None, "document": text.id, "action": "accept", "subjects": ["x"]},
        {"client": 1, "document": text.id, "action": "accept", "subjects": ["x"]},
        {"client": "a", "document": text.id, "action": "own", "marks": [[float("inf"), 1, 2]]},
    ):
        with pytest.raises(Exception, match=r"unknown|bad-request") as refused:
            desk.decide(draft, body, "ru")
        assert str(refused.value).encode()
    with sqlite3.connect(desk.store.folder / DATABASE) as raw:
        assert raw.execute("SELECT COUNT(*) FROM entry WHERE kind = 'accept'").fetchone() == (0,)
