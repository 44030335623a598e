"""Acts that change other acts: formulas, new wording and its future address."""

from __future__ import annotations

import pytest

from expertise.act import Act, Kind, Role, address, label
from expertise.reading import read_text

HEAD = 'ЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ\nО внесении изменений в Закон "О тестах"\n'
LEAD = 'Статья 1. Внести в Закон Кыргызской Республики "О тестах" следующие изменения:\n'
HEAD_KY = (
    "КЫРГЫЗ РЕСПУБЛИКАСЫНЫН МЫЙЗАМЫ\n"
    '"Сыноолор жөнүндө" Кыргыз Республикасынын Мыйзамына өзгөртүүлөрдү киргизүү тууралуу\n'
)
LEAD_KY = '1-берене. "Сыноолор жөнүндө" Мыйзамга төмөнкүдөй өзгөртүүлөр киргизилсин:\n'
END = "\nСтатья 2. Настоящий Закон вступает в силу сразу."
END_KY = "\n2-берене. Ушул Мыйзам жарыяланган күндөн тартып күчүнө кирет жана колдонулат."


def quoted(act: Act) -> list[tuple[str, str]]:
    """Return (eid, target) for every unit of new wording."""
    return [(unit.eid, address(unit.target, act.language)) for unit in act.units if unit.role is Role.QUOTED]


RUSSIAN = [
    (
        '1) статью 37 дополнить частью 1-1 следующего содержания:\n"1-1. Текст.";',
        [("point_1__qstr_1__para_1-1", "ст. 37 ч. 1-1")],
    ),
    (
        '1) часть 1 статьи 138 дополнить пунктом 7-1 следующего содержания:\n"7-1) текст;";',
        [("point_1__qstr_1__point_7-1", "ст. 138 ч. 1 п. 7-1")],
    ),
    (
        "1) пункт 4 части 4 статьи 40 изложить в следующей редакции:\n«4) текст;»;",
        [("point_1__qstr_1__point_4", "ст. 40 ч. 4 п. 4")],
    ),
    (
        '1) часть 3 статьи 140 дополнить абзацем вторым следующего содержания:\n"Текст.";',
        [("point_1__qstr_1__al_1", "ст. 140 ч. 3 абз. 2")],
    ),
    (
        '1) абзац третий части 2 статьи 9 изложить в следующей редакции:\n"Текст.\nЕщё текст.";',
        [("point_1__qstr_1__al_1", "ст. 9 ч. 2 абз. 3"), ("point_1__qstr_1__al_2", "ст. 9 ч. 2 абз. 4")],
    ),
    (
        '1) часть 2 статьи 9 изложить в новой редакции:\n"Текст без номера.";',
        [("point_1__qstr_1__al_1", "ст. 9 ч. 2")],
    ),
    (
        '1) в статье 44:\nа) часть 2 дополнить пунктом 1-1 следующего содержания:\n"1-1) текст;";',
        [("point_1__point_а__qstr_1__point_1-1", "ст. 44 ч. 2 п. 1-1")],
    ),
    (
        "1) дополнить статьей 5-1 следующего содержания:\n«Статья 5-1. Проверки\n1. Орган вправе:\n"
        "1) проверять;\n2) отказать.\nРешение письменное.\n2. Срока нет.»;",
        [
            ("point_1__qstr_1__art_5-1", "ст. 5-1"),
            ("point_1__qstr_1__art_5-1__para_1", "ст. 5-1 ч. 1"),
            ("point_1__qstr_1__art_5-1__para_1__point_1", "ст. 5-1 ч. 1 п. 1"),
            ("point_1__qstr_1__art_5-1__para_1__point_2", "ст. 5-1 ч. 1 п. 2"),
            ("point_1__qstr_1__art_5-1__para_1__al_2", "ст. 5-1 ч. 1 абз. 2"),
            ("point_1__qstr_1__art_5-1__para_2", "ст. 5-1 ч. 2"),
        ],
    ),
    (
        "1) пункты 4 и 5 статьи 6 изложить в следующей редакции:\n«4) по Закону «О тестах»;\n5) "
        "иначе.»;\n2) слова «да» заменить словами «нет»;",
        [("point_1__qstr_1__point_4", "ст. 6 п. 4"), ("point_1__qstr_1__point_5", "ст. 6 п. 5")],
    ),
    (
        '1) статью 3 изложить в следующей редакции: "Орган вправе отказать.";',
        [("point_1__qstr_1__al_1", "ст. 3")],
    ),
    (
        '1) пункт 2 изложить в следующей редакции:\n"2. Текст пункта.";',
        [("point_1__qstr_1__point_2", "п. 2")],
    ),
]

KYRGYZ = [
    (
        '1) 37-берене төмөнкүдөй мазмундагы 1-1-бөлүк менен толукталсын:\n"1-1. Текст.";',
        [("point_1__qstr_1__para_1-1", "37-берененин 1-1-бөлүгү")],
    ),
    (
        '1) 9-берененин 1-бөлүгүнүн 3-пункту төмөнкүдөй редакцияда баяндалсын:\n"3) текст;";',
        [("point_1__qstr_1__point_3", "9-берененин 1-бөлүгүнүн 3-пункту")],
    ),
    (
        '1) 140-берененин 3-бөлүгү төмөнкүдөй мазмундагы экинчи абзац менен толукталсын:\n"Текст.";',
        [("point_1__qstr_1__al_1", "140-берененин 3-бөлүгүнүн 2-абзацы")],
    ),
    (
        '1) 12-беренеде:\nа) төмөнкүдөй мазмундагы 4-бөлүк менен толукталсын:\n"4. Текст.";',
        [("point_1__point_а__qstr_1__para_4", "12-берененин 4-бөлүгү")],
    ),
    (
        "1) төмөнкүдөй мазмундагы 15-1-берене менен толукталсын:\n«15-1-берене. Текшерүү\n1. Текст.»;",
        [
            ("point_1__qstr_1__art_15-1", "15-1-берене"),
            ("point_1__qstr_1__art_15-1__para_1", "15-1-берененин 1-бөлүгү"),
        ],
    ),
]


@pytest.mark.parametrize(("formula", "expected"), RUSSIAN)
def test_new_wording_has_its_future_address(formula: str, expected: list[tuple[str, str]]) -> None:
    act = read_text(HEAD + LEAD + formula + END)
    assert quoted(act) == [(f"art_1__{eid}", target) for eid, target in expected]
    assert act.amending
    assert act.articles == 2


@pytest.mark.parametrize(("formula", "expected"), KYRGYZ)
def test_new_wording_has_its_future_address_in_kyrgyz(formula: str, expected: list[tuple[str, str]]) -> None:
    act = read_text(HEAD_KY + LEAD_KY + formula + END_KY)
    assert act.language == "ky"
    assert quoted(act) == [(f"art_1__{eid}", target) for eid, target in expected]
    assert act.amending
    assert act.articles == 2


FORMULAS = [
    '2) в части 1 слова "пять дней" заменить словами "десять дней";',
    '2) после слов "и выдачи" дополнить словами ", продления";',
    "2) часть 4 признать утратившей силу;",
    "2) статью 5 исключить;",
    '2) 2-бөлүктөгү "беш" деген сөз "он" деген сөзгө алмаштырылсын;',
    "2) 4-бөлүк алып салынсын;",
]


@pytest.mark.parametrize("formula", FORMULAS)
def test_formulas_that_only_replace_words_quote_nothing(formula: str) -> None:
    act = read_text(f"{HEAD}{LEAD}1) статью 9 исключить;\n{formula}{END}")
    assert quoted(act) == []
    assert {line.role for line in act.lines if line.span.of(act.text) == formula} == {Role.FORMULA}


def test_what_the_act_itself_says_stays_norm() -> None:
    act = read_text(
        HEAD
        + LEAD
        + "1) статью 9 исключить;"
        + END
        + "\nСтатья 3. Сроки\nКабинету Министров привести решения в соответствие."
    )
    norms = [line.span.of(act.text) for line in act.lines if line.role is Role.NORM]
    assert norms == [
        "Статья 2. Настоящий Закон вступает в силу сразу.",
        "Кабинету Министров привести решения в соответствие.",
    ]


def test_a_quotation_without_its_end_stops_at_the_next_formula() -> None:
    act = read_text(
        f'{HEAD}{LEAD}1) статью 3 дополнить частью 4 следующего содержания:\n"4. Текст без конца.\n'
        f'2) статью 7 дополнить частью 5 следующего содержания:\n"5. Текст.";{END}'
    )
    assert [target for _, target in quoted(act)] == ["ст. 3 ч. 4", "ст. 7 ч. 5"]


def test_a_quoted_line_begins_after_its_mark_and_number() -> None:
    act = read_text(
        f'{HEAD}{LEAD}1) статью 3 дополнить частью 4 следующего содержания: "4. Орган вправе.";{END}'
    )
    line = next(line for line in act.lines if line.role is Role.QUOTED)
    assert act.text[line.body : line.span.end] == 'Орган вправе.";'
    assert act.text[line.span.start - 1] == "\n"


def test_quoted_wording_is_labelled_by_both_places() -> None:
    act = read_text(
        f'{HEAD}{LEAD}1) статью 3 дополнить частью 4 следующего содержания:\n"4. Орган вправе.";{END}'
    )
    unit = next(unit for unit in act.units if unit.role is Role.QUOTED)
    assert unit.kind is Kind.PART
    assert label(act, unit) == "ст. 1 п. 1 (ст. 3 ч. 4)"
    assert label(act, unit, "ky") == "1-берененин 1-пункту (3-берененин 4-бөлүгү)"


def test_changes_at_the_end_of_an_ordinary_act() -> None:
    act = read_text(
        "ЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ\nО тестах\nСтатья 1. Сроки\n1. Орган вправе дополнить дело и "
        "заменить заявителя.\n"
        'Статья 2. Заключение\nВнести в Закон "О деле" следующие изменения:\n'
        '1) статью 5 изложить в следующей редакции:\n"Статья 5. Новая\nТекст.";\nСтатья 3. Конец\nТекст.'
    )
    assert not act.amending
    assert [target for _, target in quoted(act)] == ["ст. 5", "ст. 5 абз. 1"]
    assert act.lines[3].role is Role.NORM
    assert act.articles == 3


def test_a_wrapped_name_in_quotation_marks_is_no_new_wording() -> None:
    act = read_text(
        f'{HEAD}Статья 1.\nВнести в Закон "О тестах" (газета\n"Тест" от 5 мая 2026 года № 7) '
        f"следующие изменения:\n1) статью 9 исключить;{END}"
    )
    assert quoted(act) == []


def test_a_name_that_closes_a_line_does_not_close_the_quotation_of_several_articles() -> None:
    act = read_text(
        f"{HEAD}{LEAD}1) дополнить статьями 5-1 и 5-2 следующего содержания:\n"
        f"«Статья 5-1. Закон «О тестах».\nСтатья 5-2. Сроки\n1. Текст.».{END}"
    )
    assert [target for _, target in quoted(act)] == ["ст. 5-1", "ст. 5-2", "ст. 5-2 ч. 1"]
    assert act.articles == 2


def test_new_wording_may_open_with_any_kind_of_unit() -> None:
    act = read_text(
        f'{HEAD}{LEAD}1) приложение 1 изложить в следующей редакции:\n"ЧАСТЬ I\nОБЩАЯ ЧАСТЬ\n'
        f'Статья 5. Орган\n1. Орган вправе отказать.";{END}'
    )
    assert next(target for _, target in quoted(act)) == "приложение 1 часть I"
