"""Units, their names, parents and roles, told by short acts written for the purpose."""

from __future__ import annotations

import re

import pytest

from expertise.act import Act, Kind, Role, label
from expertise.reading import read_text

TITLE = "ЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ\nО тестах\n"


def shape(act: Act) -> list[tuple[str, str]]:
    """Return (eid, parent's eid) for every unit but the act."""
    return [(unit.eid, act.units[unit.parent].eid) for unit in act.units[1:]]


def unit_of(act: Act, words: str) -> str:
    """Return the eId of the unit that owns the line with ``words``."""
    return next(act.units[line.unit].eid for line in act.lines if words in line.span.of(act.text))


def role_of(act: Act, words: str) -> Role:
    return next(line.role for line in act.lines if words in line.span.of(act.text))


TREES = [
    (
        "parts, points and subpoints nest by the form of their numbers",
        "Статья 1. Т\n1. Часть:\n1) пункт:\nа) подпункт;\nб) подпункт;\n2) пункт.\n2. Часть.",
        [
            ("art_1", ""),
            ("art_1__para_1", "art_1"),
            ("art_1__para_1__point_1", "art_1__para_1"),
            ("art_1__para_1__point_1__point_а", "art_1__para_1__point_1"),
            ("art_1__para_1__point_1__point_б", "art_1__para_1__point_1"),
            ("art_1__para_1__point_2", "art_1__para_1"),
            ("art_1__para_2", "art_1"),
        ],
    ),
    (
        "points below a lead-in hang on it and are cited without it",
        "Статья 2. Т\nОрган вправе:\n1) проверять;\n2) отказать.\nРешение письменное.",
        [
            ("art_2", ""),
            ("art_2__al_1", "art_2"),
            ("art_2__point_1", "art_2__al_1"),
            ("art_2__point_2", "art_2__al_1"),
            ("art_2__al_2", "art_2"),
        ],
    ),
    (
        "a second list in one article is cited through its lead-in",
        "Статья 2. Т\nОрган вправе:\n1) проверять.\nОрган обязан:\n1) ответить.",
        [
            ("art_2", ""),
            ("art_2__al_1", "art_2"),
            ("art_2__point_1", "art_2__al_1"),
            ("art_2__al_2", "art_2"),
            ("art_2__al_2__point_1", "art_2__al_2"),
        ],
    ),
    (
        "unnumbered items are paragraphs of the lead-in, counted through",
        "Статья 4. Т\nВласть основывается на принципах:\n- верховенства права;\n- открытости.\nИное "
        "запрещено.",
        [
            ("art_4", ""),
            ("art_4__al_1", "art_4"),
            ("art_4__al_2", "art_4__al_1"),
            ("art_4__al_3", "art_4__al_1"),
            ("art_4__al_4", "art_4"),
        ],
    ),
    (
        "paragraphs after a part belong to it and begin at two",
        "Статья 5. Т\n1. Первое предложение.\nВторой абзац.\nТретий абзац.\n2. Часть.",
        [
            ("art_5", ""),
            ("art_5__para_1", "art_5"),
            ("art_5__para_1__al_2", "art_5__para_1"),
            ("art_5__para_1__al_3", "art_5__para_1"),
            ("art_5__para_2", "art_5"),
        ],
    ),
    (
        "text after the last point belongs to the part, text amid the list to its point",
        "Статья 6. Т\n1. Деяние:\n1) группой;\nпояснение к первому;\n2) повторно,\nнаказывается "
        "штрафом.\n2. Часть.",
        [
            ("art_6", ""),
            ("art_6__para_1", "art_6"),
            ("art_6__para_1__point_1", "art_6__para_1"),
            ("art_6__para_1__point_1__al_2", "art_6__para_1__point_1"),
            ("art_6__para_1__point_2", "art_6__para_1"),
            ("art_6__para_1__al_2", "art_6__para_1"),
            ("art_6__para_2", "art_6"),
        ],
    ),
    (
        "a note belongs to the article and numbers its own points",
        "Статья 7. Т\n1. Часть.\n2. Часть.\nПримечание.\n1. Под органом понимается министерство.\n2. Иное.",
        [
            ("art_7", ""),
            ("art_7__para_1", "art_7"),
            ("art_7__para_2", "art_7"),
            ("art_7__al_1", "art_7"),
            ("art_7__al_1__point_1", "art_7__al_1"),
            ("art_7__al_1__point_2", "art_7__al_1"),
        ],
    ),
    (
        "inserted numbers keep their place among the parts",
        "Статья 8. Т\n1. Часть.\n1-1. Часть.\n2¹. Часть:\n3-1) пункт.",
        [
            ("art_8", ""),
            ("art_8__para_1", "art_8"),
            ("art_8__para_1-1", "art_8"),
            ("art_8__para_2-1", "art_8"),
            ("art_8__para_2-1__point_3-1", "art_8__para_2-1"),
        ],
    ),
    (
        "a number alone on its line takes the next line as its text",
        "Статья 9. Т\n5.\nПорядок определяется органом.\nВторой абзац.",
        [("art_9", ""), ("art_9__para_5", "art_9"), ("art_9__para_5__al_2", "art_9__para_5")],
    ),
    (
        "a number without its sign is believed in sequence",
        "Статья 9. Т\n1 Первая часть.\n2. Вторая часть.\n3 Третья часть.",
        [("art_9", ""), ("art_9__para_1", "art_9"), ("art_9__para_2", "art_9"), ("art_9__para_3", "art_9")],
    ),
    (
        "chapters that restart are named with their section",
        "РАЗДЕЛ I. А\nГлава 1. Б\nСтатья 1. Т\nТекст.\nРАЗДЕЛ II. В\nГлава 1. Г\nСтатья 2. Т\nТекст.",
        [
            ("sec_I", ""),
            ("sec_I__chp_1", "sec_I"),
            ("art_1", "sec_I__chp_1"),
            ("art_1__al_1", "art_1"),
            ("sec_II", ""),
            ("sec_II__chp_1", "sec_II"),
            ("art_2", "sec_II__chp_1"),
            ("art_2__al_1", "art_2"),
        ],
    ),
    (
        "chapters that run through are named without it",
        "РАЗДЕЛ I. А\nГлава 1. Б\nСтатья 1. Т\nТекст.\nРАЗДЕЛ II. В\nГлава 2. Г\nСтатья 2. Т\nТекст.",
        [
            ("sec_I", ""),
            ("chp_1", "sec_I"),
            ("art_1", "chp_1"),
            ("art_1__al_1", "art_1"),
            ("sec_II", ""),
            ("chp_2", "sec_II"),
            ("art_2", "chp_2"),
            ("art_2__al_1", "art_2"),
        ],
    ),
    (
        "an article that comes twice is kept and told apart",
        "Статья 215. А\nТекст.\nСтатья 216. Б\nТекст.\nСтатья 215. В\nТекст.",
        [
            ("art_215", ""),
            ("art_215__al_1", "art_215"),
            ("art_216", ""),
            ("art_216__al_1", "art_216"),
            ("art_215~2", ""),
            ("art_215~2__al_1", "art_215~2"),
        ],
    ),
    (
        "a heading given twice in a row is one article",
        "Статья 3. Сроки\nСтатья 3. Сроки\n1. Часть.",
        [("art_3", ""), ("art_3__para_1", "art_3")],
    ),
    (
        "a flattened superscript is read by its neighbours",
        "Статья 21. А\nТекст.\nСтатья 211. Б\nТекст.\nСтатья 22. В\nТекст.",
        [
            ("art_21", ""),
            ("art_21__al_1", "art_21"),
            ("art_21-1", ""),
            ("art_21-1__al_1", "art_21-1"),
            ("art_22", ""),
            ("art_22__al_1", "art_22"),
        ],
    ),
    (
        "a numbered heading above an article is no part",
        "Статья 1. А\n1. Часть.\n2. Полное товарищество\nСтатья 2. Б\n1. Часть.",
        [
            ("art_1", ""),
            ("art_1__para_1", "art_1"),
            ("subchp_2", ""),
            ("art_2", "subchp_2"),
            ("art_2__para_1", "art_2"),
        ],
    ),
    (
        "a by-law has points, subpoints and headings without a word",
        "I. Общие положения\n1. Комиссия создаётся приказом.\nАбзац.\n2. Комиссия:\n1) решает;\nа) так;\n"
        "II. Порядок\n1. Заседание проводится.",
        [
            ("chp_I", ""),
            ("chp_I__point_1", "chp_I"),
            ("chp_I__point_1__al_2", "chp_I__point_1"),
            ("chp_I__point_2", "chp_I"),
            ("chp_I__point_2__point_1", "chp_I__point_2"),
            ("chp_I__point_2__point_1__point_а", "chp_I__point_2__point_1"),
            ("chp_II", ""),
            ("chp_II__point_1", "chp_II"),
        ],
    ),
    (
        "two-figure points stand under the chapter of their first figure",
        "1. ОБЩИЕ ПОЛОЖЕНИЯ\n1.1. Пункт.\n1.2. Пункт:\n- абзац.\n2. ПОРЯДОК\n2.1 Пункт.",
        [
            ("chp_1", ""),
            ("point_1.1", "chp_1"),
            ("point_1.2", "chp_1"),
            ("point_1.2__al_2", "point_1.2"),
            ("chp_2", ""),
            ("point_2.1", "chp_2"),
        ],
    ),
    (
        "a point parted in two figures is a point, not a heading",
        "Глава 1. Сроки\n1. Решение принимается в срок.\n1.1. Срок продлевается.\n2. Отказ.",
        [
            ("chp_1", ""),
            ("point_1", "chp_1"),
            ("point_1__point_1.1", "point_1"),
            ("point_2", "chp_1"),
        ],
    ),
]


@pytest.mark.parametrize(("why", "text", "expected"), TREES, ids=[case[0] for case in TREES])
def test_units_hang_where_a_lawyer_cites_them(why: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert shape(read_text(TITLE + text)) == expected, why


def test_the_same_tree_in_kyrgyz() -> None:
    act = read_text(
        "КЫРГЫЗ РЕСПУБЛИКАСЫНЫН МЫЙЗАМЫ\nСыноолор жөнүндө\n1-глава. Жалпы жоболор\n1-берене. Укуктар\n"
        "1. Орган төмөнкүлөргө укуктуу:\n1) текшерүүгө;\n2) баш тартууга.\nЧечим жазуу жүзүндө болот.\n"
        "2-берене. Күчүнө кирүү\nУшул Мыйзам жарыяланган күндөн тартып күчүнө кирет."
    )
    assert act.language == "ky"
    assert [eid for eid, _ in shape(act)] == [
        "chp_1",
        "art_1",
        "art_1__para_1",
        "art_1__para_1__point_1",
        "art_1__para_1__point_2",
        "art_1__para_1__al_2",
        "art_2",
        "art_2__al_1",
    ]
    point = next(unit for unit in act.units if unit.eid == "art_1__para_1__point_2")
    assert label(act, point) == "1-берененин 1-бөлүгүнүн 2-пункту"


LABELS = [
    ("art_1__para_1__point_1", "ст. 1 ч. 1 п. 1"),
    ("art_2__point_1", "ст. 2 п. 1"),  # its lead-in paragraph is not cited
    ("art_2__al_2__point_1", "ст. 2 абз. 2 п. 1"),  # here it must be
    ("chp_1", "гл. 1"),
]


@pytest.mark.parametrize(("eid", "expected"), LABELS)
def test_labels_name_what_the_eid_names(eid: str, expected: str) -> None:
    act = read_text(
        f"{TITLE}Глава 1. Т\nСтатья 1. Т\n1. Орган:\n1) решает.\n"
        "Статья 2. Т\nОрган вправе:\n1) проверять.\nОрган обязан:\n1) ответить."
    )
    assert label(act, next(unit for unit in act.units if unit.eid == eid)) == expected


def test_a_decree_with_its_annex() -> None:
    act = read_text(
        "ПОСТАНОВЛЕНИЕ КАБИНЕТА МИНИСТРОВ КЫРГЫЗСКОЙ РЕСПУБЛИКИ\nОб утверждении Положения\n"
        "В целях порядка Кабинет Министров Кыргызской Республики постановляет:\n1. Утвердить Положение.\n"
        "2. Министерству доложить.\nПредседатель\nА. Тестов\nПриложение 1\nк постановлению Кабинета "
        "Министров\n"
        "ПОЛОЖЕНИЕ\nо комиссии\n1. Комиссия решает.\n2. Комиссия вправе:\n1) отказать."
    )
    assert shape(act) == [
        ("preamble", ""),
        ("point_1", ""),
        ("point_2", ""),
        ("annex_1", ""),
        ("annex_1__point_1", "annex_1"),
        ("annex_1__point_2", "annex_1"),
        ("annex_1__point_2__point_1", "annex_1__point_2"),
    ]
    annex = next(unit for unit in act.units if unit.kind is Kind.ANNEX)
    assert annex.heading is not None
    assert annex.heading.of(act.text) == "ПОЛОЖЕНИЕ\nо комиссии"
    assert role_of(act, "А. Тестов") is Role.SIGNATURE
    assert act.units[-1].kind is Kind.SUBPOINT


def test_contents_are_no_headings() -> None:
    act = read_text(
        "УСТАВ комиссии\nI. Цели\nII. Права\nIII. Органы\nIV. Порядок\n"
        "I. Цели\n1.1. Цель.\nII. Права\n2.1. Право.\nIII. Органы\n3.1. Орган.\nIV. Порядок\n4.1. Порядок."
    )
    assert [unit.eid for unit in act.units if unit.kind is Kind.CHAPTER] == [
        "chp_I",
        "chp_II",
        "chp_III",
        "chp_IV",
    ]
    assert [line.role for line in act.lines[:5]] == [Role.FRONT] * 5


def test_bodies_begin_after_numbers_and_spans_reach_the_last_descendant() -> None:
    act = read_text(f"{TITLE}Статья 1. Т\n1. Орган:\nа) решает;\n- прочее.\nСтатья 2. Т\nТекст.")
    bodies = [act.text[line.body : line.span.end] for line in act.lines[2:6]]
    assert bodies == ["Т", "Орган:", "решает;", "прочее."]
    first = next(unit for unit in act.units if unit.eid == "art_1")
    assert first.span.of(act.text).endswith("- прочее.")
    assert not re.search(r"Статья 2", first.span.of(act.text))


def test_an_excerpt_of_one_article_is_an_act() -> None:
    act = read_text("ЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ\n\nСтатья 67. Отказ\n1. Орган вправе отказать.")
    assert act.articles == 1
    assert unit_of(act, "вправе отказать") == "art_67__para_1"


def test_one_sentence_is_read_when_asked_for() -> None:
    act = read_text("Орган вправе отказать.", excerpt=True)
    assert [(line.role, act.units[line.unit].eid) for line in act.lines] == [(Role.NORM, "al_1")]
