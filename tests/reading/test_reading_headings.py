"""Headings of every form, sentences that only look like them, and where headings run on."""

from __future__ import annotations

import pytest

from expertise.act import Act
from expertise.reading import read_text

TITLE = "ЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ\nО тестах\n"


def unit_of(act: Act, words: str) -> str:
    """Return the eId of the unit that owns the line with ``words``."""
    return next(act.units[line.unit].eid for line in act.lines if words in line.span.of(act.text))


HEADINGS = [
    ("Статья 12. Название", "art_12", "Название"),
    ("СТАТЬЯ 12 НАЗВАНИЕ", "art_12", "НАЗВАНИЕ"),
    ("cтатья 12. Название", "art_12", "Название"),  # a Latin c
    ("Статья 12", "art_12", None),
    ("Статья 12-1. Название", "art_12-1", "Название"),
    ("Статья 12.1. Название", "art_12-1", "Название"),
    ("Статья 21¹. Название", "art_21-1", "Название"),
    ("Статья 233¹⁰. Название", "art_233-10", "Название"),
    ("12-берене. Аталышы", "art_12", "Аталышы"),
    ("11-статья. Аталышы", "art_11", "Аталышы"),
    ("730-cтатья. Аталышы", "art_730", "Аталышы"),  # a Latin c
    ("361-берене¹. Аталышы", "art_361-1", "Аталышы"),
    ("152¹-берене. Аталышы", "art_152-1", "Аталышы"),
    ("71-1-берене. Аталышы", "art_71-1", "Аталышы"),
    ("РАЗДЕЛ IОБЩИЕ ПОЛОЖЕНИЯ", "sec_I", "ОБЩИЕ ПОЛОЖЕНИЯ"),
    ("РАЗДЕЛ ПЕРВЫЙ. ОСНОВЫ", "sec_1", "ОСНОВЫ"),
    ("ЭКИНЧИ БӨЛҮМ. НЕГИЗДЕР", "sec_2", "НЕГИЗДЕР"),
    ("ХI БӨЛҮМ. НЕГИЗДЕР", "sec_XI", "НЕГИЗДЕР"),  # a Cyrillic Х
    ("1-главаҮй-бүлө", "chp_1", "Үй-бүлө"),
    ("ГЛАВА II. Органы", "chp_II", "Органы"),
    ("§ 3. Залог", "subchp_3", "Залог"),
    ("Параграф 4 Кооперативы", "subchp_4", "Кооперативы"),
    ("ОСОБЕННАЯ ЧАСТЬ", "dvs_1", "ОСОБЕННАЯ ЧАСТЬ"),
    ("ЧАСТЬ II", "dvs_II", None),
]


@pytest.mark.parametrize(("line", "eid", "heading"), HEADINGS)
def test_headings_of_every_form_open_their_unit(line: str, eid: str, heading: str | None) -> None:
    act = read_text(f"{TITLE}{line}\n1. Орган действует.\nСтатья 900. Конец\nТекст статьи.")
    unit = act.units[1]
    assert unit.eid == eid
    assert (unit.heading.of(act.text) if unit.heading else None) == heading


SENTENCES = [
    "Статья 5 настоящего Закона применяется к органам.",
    "Статья 5 Закона применяется ко всем лицам.",
    "Часть 2 настоящей статьи не применяется.",
    "5-берененин 2-бөлүгү колдонулбайт.",
    "Главой 2 установлены сроки.",
    "2003-жылдын 5-мартынан тартып колдонулат.",
    "4 июня каждого года орган отчитывается.",
    "1.5 процента суммы уплачивается сразу.",
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_sentences_that_begin_like_headings_stay_text(sentence: str) -> None:
    act = read_text(f"{TITLE}Статья 1. Начало\n{sentence}\nИ ещё одно предложение.")
    assert unit_of(act, sentence) == "art_1__al_1"


HEADING_LINES = [
    ("РАЗДЕЛ III\nДЕЯНИЯ И\nПОСЛЕДСТВИЯ\nСтатья 1. Т\nТекст.", "sec_III", "ДЕЯНИЯ И\nПОСЛЕДСТВИЯ"),
    ("Глава 1\nОбщие положения\nСтатья 1. Т\nТекст.", "chp_1", "Общие положения"),
    (
        "Статья 1. Ограничение права\nна предъявление требования\nТекст статьи.",
        "art_1",
        "Ограничение права\nна предъявление требования",
    ),
    ("Статья 1\nПраво на ответ\n1. Часть.", "art_1", "Право на ответ"),
    ("Статья 1\nГосударство служит обществу.", "art_1", None),
    ("Статья 1.\nВнести следующее:\n1) пункт.", "art_1", None),
    ("Статья 1. Закон вступает в силу сразу.\nСтатья 2. Иное\nТекст.", "art_1", None),
]


@pytest.mark.parametrize(("text", "eid", "heading"), HEADING_LINES)
def test_where_headings_run_on_and_where_text_begins(text: str, eid: str, heading: str | None) -> None:
    act = read_text(TITLE + text)
    unit = next(unit for unit in act.units if unit.eid == eid)
    assert (unit.heading.of(act.text) if unit.heading else None) == heading
