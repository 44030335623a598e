"""The conclusion as PDF: the same words as the .docx, the same bytes each time, the letters of Kyrgyz."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pdfplumber
import pytest

from expertise import settings
from expertise.conclusion import conclusion_pdf as module
from expertise.conclusion.conclusion_pdf import conclusion_pdf
from expertise.conclusion.form import context
from expertise.conclusion.statement import Statement
from expertise.errors import WrongUse
from expertise.lexicon.forms import Form

BOTH = pytest.mark.parametrize("language", ["ru", "ky"])
HOSTILE = "A & B < C #let x = 1 *b* _i_ $x$ @ref `raw` \\ {{ heading }} ] // end"


def text(data: bytes) -> str:
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        return "\n".join(page.extract_text() for page in pdf.pages)


def words(said: str) -> set[str]:
    """Words in small letters without signs: a cell breaks lines where it likes, also after a hyphen."""
    return set(re.findall(r"\w+", said.casefold()))


@BOTH
@pytest.mark.parametrize("which", ["full", "empty"])
def test_every_word_is_printed(request, strings, form: Form, language: str, which: str):
    statement = request.getfixturevalue(which)
    shown = words(text(conclusion_pdf(statement, form, language)))
    said = context(statement, form, language)
    del said["label"]  # its rows bring the labels that are needed
    if not statement.items:
        said["column"] = {}
    assert words(" ".join(strings(said))) - shown == set()


@BOTH
def test_the_same_statement_gives_the_same_bytes(full: Statement, form: Form, language: str):
    made = conclusion_pdf(full, form, language)
    assert made == conclusion_pdf(full, form, language)
    assert made != conclusion_pdf(replace(full, number="15"), form, language)


@pytest.mark.parametrize(
    ("day", "stamp"), [("2026-11-22", b"20261122"), ("", b"19700101"), ("soon", b"19700101")]
)
def test_the_file_has_the_day_of_the_conclusion(full: Statement, form: Form, day: str, stamp: bytes):
    assert b"CreationDate(D:" + stamp in conclusion_pdf(replace(full, date=day), form, "ru")


@BOTH
def test_it_is_pdf_a_with_language_and_title(full: Statement, form: Form, language: str):
    made = conclusion_pdf(full, form, language)
    assert b"<pdfaid:part>2</pdfaid:part>" in made
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in made
    assert f"Lang({language})".encode() in made


def test_the_kyrgyz_letters_come_from_the_shipped_font(full: Statement, form: Form):
    letters = "ң ү ө Ң Ү Ө"
    made = conclusion_pdf(replace(full, remarks={"ky": letters}), form, "ky")
    assert letters in text(made)
    with pdfplumber.open(io.BytesIO(made)) as pdf:
        fonts = {char["fontname"].partition("+")[2] for page in pdf.pages for char in page.chars}
    assert fonts == {"PTSerif-Regular", "PTSerif-Bold", "PTSerif-Italic"}


@BOTH
def test_only_a_preview_is_marked_and_on_every_page(full: Statement, form: Form, language: str):
    mark = form.say("preview", language).upper()
    assert mark not in text(conclusion_pdf(full, form, language))
    with pdfplumber.open(io.BytesIO(conclusion_pdf(replace(full, signed=False), form, language))) as pdf:
        assert all(mark in page.extract_text() for page in pdf.pages)


def test_pages_are_a4_and_numbered(full: Statement, form: Form):
    with pdfplumber.open(io.BytesIO(conclusion_pdf(full, form, "ru"))) as pdf:
        for number, page in enumerate(pdf.pages, start=1):
            assert (round(page.width), round(page.height)) == (595, 842)
            assert page.extract_text().endswith(f"{number} / {len(pdf.pages)}")


def test_what_an_expert_writes_is_text_and_nothing_else(saying, full: Statement, form: Form):
    shown = text(conclusion_pdf(replace(saying(HOSTILE), remarks={"ru": HOSTILE}), form, "ru"))
    assert HOSTILE in shown


def test_a_long_text_breaks_over_pages_and_loses_nothing(saying, form: Form):
    long = " ".join(f"слово{n}" for n in range(3000))
    assert words(long) <= words(text(conclusion_pdf(saying(long), form, "ru")))


def test_a_long_quote_breaks_over_pages_and_loses_nothing(full: Statement, form: Form):
    long = " ".join(f"слово{n}" for n in range(3000))
    item = replace(full.items[0], quotes={"ru": long})
    made = text(conclusion_pdf(replace(full, items=(item,)), form, "ru"))
    assert words(long) <= words(made.replace("«", "").replace("»", ""))


def test_a_sign_that_no_font_has_is_named(saying, form: Form):
    with pytest.raises(WrongUse) as caught:
        conclusion_pdf(saying("Риск 😀"), form, "ru")
    assert caught.value.code == "pdf-warning"
    assert "😀" in caught.value.parameters["detail"]


def test_no_other_font_stands_in_for_a_missing_one(full: Statement, form: Form, tmp_path, monkeypatch):
    (tmp_path / "templates").mkdir()
    source = settings.lexicons() / "templates" / "conclusion.typ"
    (tmp_path / "templates" / "conclusion.typ").write_bytes(source.read_bytes())
    (tmp_path / "fonts").mkdir()
    monkeypatch.setattr(module, "lexicons", lambda: tmp_path)
    with pytest.raises(WrongUse) as caught:
        conclusion_pdf(full, form, "ru")
    assert "pt serif" in caught.value.parameters["detail"]
