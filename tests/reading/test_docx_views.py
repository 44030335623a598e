"""Tracked changes of Word documents: the final view takes them for accepted, the original for rejected."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from wordxml import (
    ARTICLE,
    HEAD,
    body_of,
    deleted,
    ended,
    inserted,
    level,
    moved_from,
    moved_to,
    number_of,
    paragraph,
    row,
    run,
    table,
)

from expertise.reading import read

MakeDocx = Callable[..., Path]
NUMBERS = (
    f'<w:abstractNum w:abstractNumId="0">{level(0, "decimal", "%1)")}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
N = number_of(0)
INSERTED_ROW, DELETED_ROW = "<w:trPr><w:ins/></w:trPr>", "<w:trPr><w:del/></w:trPr>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(run(text))}</w:tc>"


# Why, body, final, original.
CASES = [
    (
        "words put in and taken out",
        paragraph(run("Орган "), deleted("обязан"), inserted("вправе"), run(" решать.")),
        "Орган вправе решать.",
        "Орган обязан решать.",
    ),
    (
        "words put in and taken out again are in neither",
        paragraph(run("А"), f"<w:ins>{deleted('нет')}</w:ins>", run("Б")),
        "АБ",
        "АБ",
    ),
    (
        "moved words are read once",
        paragraph(run("А "), moved_from("слово "), run("Б "), moved_to("слово ")),
        "А Б слово",
        "А слово Б",
    ),
    (
        "a paragraph put in whole",
        ended("ins", inserted("Новая часть.")) + paragraph(run("Старая.")),
        "Новая часть.\nСтарая.",
        "Старая.",
    ),
    (
        "a paragraph taken out whole",
        ended("del", deleted("Старая часть.")) + paragraph(run("Иная.")),
        "Иная.",
        "Старая часть.\nИная.",
    ),
    (
        "a paragraph parted in two",
        ended("ins", run("Орган решает.")) + paragraph(run(" Отказ возможен.")),
        "Орган решает.\nОтказ возможен.",
        "Орган решает. Отказ возможен.",
    ),
    (
        "three paragraphs joined",
        ended("del", run("А ")) + ended("del", run("Б ")) + paragraph(run("В")),
        "А Б В",
        "А\nБ\nВ",
    ),
    (
        "a moved paragraph",
        ended("moveFrom", moved_from("Прежде.")) + paragraph(run("Слово."))
        + ended("moveTo", moved_to("Прежде.")) + paragraph(run("Конец.")),
        "Слово.\nПрежде.\nКонец.",
        "Прежде.\nСлово.\nКонец.",
    ),
    (
        "a deleted end before a table parts still",
        ended("del", run("А")) + table(row(paragraph(run("Б")), paragraph(run("В")))) + paragraph(run("Г")),
        "А\nБ\nВ\nГ",
        "А\nБ\nВ\nГ",
    ),
    (
        "rows",
        table(
            row(paragraph(run("А")), paragraph(run("Б"))),
            row(paragraph(run("новая")), paragraph(run("1")), properties=INSERTED_ROW),
            row(paragraph(run("прежняя")), paragraph(run("2")), properties=DELETED_ROW),
        ),
        "А\nБ\nновая\n1",
        "А\nБ\nпрежняя\n2",
    ),
    (
        "cells",
        table(f"<w:tr>{cell('А')}{cell('новая', '<w:cellIns/>')}{cell('прежняя', '<w:cellDel/>')}</w:tr>"),
        "А\nновая",
        "А\nпрежняя",
    ),
    (
        "a deleted item does not count",
        paragraph(run("а;"), properties=N) + ended("del", deleted("б;"), properties=N)
        + paragraph(run("в."), properties=N),
        "1) а;\n2) в.",
        "1) а;\n2) б;\n3) в.",
    ),
    (
        "an item put in counts",
        paragraph(run("а;"), properties=N) + ended("ins", inserted("б;"), properties=N)
        + paragraph(run("в."), properties=N),
        "1) а;\n2) б;\n3) в.",
        "1) а;\n2) в.",
    ),
    (
        "a number put in",
        paragraph(run("а."), properties=N + "<w:pPrChange><w:pPr/></w:pPrChange>"),
        "1) а.",
        "а.",
    ),
    (
        "a number put in by a mark of its own",
        paragraph(run("а."), properties=N.replace("</w:numPr>", "<w:ins/></w:numPr>")),
        "1) а.",
        "а.",
    ),
    (
        "hidden by a change",
        paragraph(run("А"), run("Б", "<w:vanish/><w:rPrChange><w:rPr/></w:rPrChange>")),
        "А",
        "АБ",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("why", "body", "final", "original"), CASES, ids=[case[0] for case in CASES])
def test_both_views(make_package: MakeDocx, why: str, body: str, final: str, original: str) -> None:
    path = make_package(HEAD + ARTICLE + body, numbering=NUMBERS)
    assert body_of(read(path)) == final, why
    assert body_of(read(path, view="final")) == final, why
    assert body_of(read(path, view="original")) == original, why


def test_a_paragraph_joined_by_a_deletion_has_the_number_of_the_end_that_stays(
    make_package: MakeDocx,
) -> None:
    body = ended("del", run("Прежний "), properties=N) + paragraph(run("абзац."))
    path = make_package(HEAD + ARTICLE + body, numbering=NUMBERS)
    assert body_of(read(path)) == "Прежний абзац."
    assert body_of(read(path, view="original")) == "1) Прежний\nабзац."


def test_articles_of_the_original_view(make_package: MakeDocx) -> None:
    words = "1. Слово."
    body = (
        ended("del", deleted("Статья 2. Прежняя")) + ended("del", deleted(words))
        + ended("ins", inserted("Статья 3. Новая")) + ended("ins", inserted(words))
        + paragraph(run("Статья 4. Иная")) + paragraph(run(words))
    )  # fmt: skip
    path = make_package(HEAD + ARTICLE + paragraph(run("1. Часть.")) + body)
    assert list(read(path).article_units) == ["1", "3", "4"]
    assert list(read(path, view="original").article_units) == ["1", "2", "4"]
