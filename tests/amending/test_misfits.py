"""An operation that does not fit leaves the text alone and is told with both places."""

from __future__ import annotations

import pytest

from expertise.act import Role
from expertise.amending.parse import parse

BASE = {
    "ru": "Статья 1. Первая\n1. Орган ведёт учёт. Орган хранит дела.\n2. "
    "Учёт ведётся:\n1) на бумаге;\n2) в базе.\n"
    "Статья 2. Вторая\nДела открыты.",
    "ky": "1-берене. Биринчи\n1. Орган эсеп жүргүзөт. Орган иштерди "
    "сактайт.\n2. Эсеп жүргүзүлөт:\n1) кагазда;\n"
    "2) базада.\n2-берене. Экинчи\nИштер ачык.",
}
NOT_APPLIED = [
    ("ru", "в части 1 статьи 1 слово «книга» "
     "заменить словом «дело»;", "words-missing", "книга", "art_1__para_1"),
    ("ru", "в части 1 статьи 1 слово «Орган» "
     "заменить словом «Суд»;", "words-twice", "Орган", "art_1__para_1"),
    ("ru", "часть 5 статьи 1 исключить;", "unit-missing", "ч. 5", "art_1"),
    ("ru", "статью 7 признать утратившей силу;", "unit-missing", "ст. 7", ""),
    ("ru", "статью 1 дополнить частью 2 следующего "
     "содержания:\n«2. Текст.»;", "unit-exists", "2", "art_1__para_2"),
    ("ru", "часть 1 статьи 1 считать частью 2;", "unit-exists", "2", "art_1__para_2"),
    ("ru", "пятое предложение части 1 статьи 1 исключить;", "sentence-missing", "5", "art_1__para_1"),
    ("ru", "в пятом предложении части 1 статьи "
     "1 слово «учёт» исключить;", "sentence-missing", "5", "art_1__para_1"),
    ("ru", "статью 1 дополнить частью 3 следующего "
     "содержания:\n«4. Текст.»;", "wording-number", "4", "art_1"),
    ("ru", "слова «учёт», «дела» в части 1 статьи 1 исключить;", None, "", ""),
    ("ru", "в статье 1 слова «учёт» и «базе» заменить соответственно словами «а», «б» и «в»;", None, "", ""),
    ("ky", "1-берененин 1-бөлүгүндө «китеп» деген сөз «иш» деген сөзгө алмаштырылсын;",
     "words-missing", "китеп", "art_1__para_1"),
    ("ky", "1-берененин 1-бөлүгүндө «Орган» деген сөз «Сот» деген сөзгө алмаштырылсын;",
     "words-twice", "Орган", "art_1__para_1"),
    ("ky", "1-берененин 5-бөлүгү алып салынсын;", "unit-missing", "5-бөлүк", "art_1"),
    ("ky", "1-берене төмөнкүдөй мазмундагы 2-бөлүк менен толукталсын:\n«2. Текст.»;",
     "unit-exists", "2", "art_1__para_2"),
]  # fmt: skip
APPLIED = [
    ("ru", "статью 1 дополнить частью 5 следующего содержания:\n«5. Текст.»;", "number-gap", "5"),
    ("ru", "часть 2 статьи 1 изложить в следующей редакции:\n«3. Текст.»;", "wording-number", "3"),
    ("ky", "1-берене төмөнкүдөй мазмундагы 5-бөлүк менен толукталсын:\n«5. Текст.»;", "number-gap", "5"),
]


@pytest.mark.parametrize(
    ("language", "formula", "reason", "words", "eid"), [each for each in NOT_APPLIED if each[2]]
)
def test_a_misfit_is_told_with_both_places(consolidate, language, formula, reason, words, eid):
    done = consolidate(language, BASE[language], formula)
    assert done.act.text == done.base.text
    (misfit,) = done.misfits
    assert (misfit.reason, misfit.words, misfit.eid, misfit.applied) == (reason, words, eid, False)
    assert misfit.draft.of(done.draft.text) in formula
    assert misfit.base is not None
    assert misfit.base.of(done.base.text)


@pytest.mark.parametrize(("language", "formula", "reason", "words"), APPLIED)
def test_a_doubtful_number_is_applied_and_told(consolidate, language, formula, reason, words):
    done = consolidate(language, BASE[language], formula)
    assert [(m.reason, m.words, m.applied) for m in done.misfits] == [(reason, words, True)]
    assert f"{words}. Текст." in done.act.text


def test_a_unit_that_stands_twice_is_not_guessed(consolidate):
    base = "Статья 1. Первая\n1. Одно:\n1) да;\n2. Другое:\n1) нет;"
    done = consolidate("ru", base, "пункт 1 статьи 1 исключить;")
    assert [m.reason for m in done.misfits] == ["unit-twice"]


def test_a_point_in_the_only_part_that_has_it_is_found(consolidate):
    done = consolidate("ru", BASE["ru"], "пункт 2 статьи 1 исключить;")
    assert done.misfits == ()
    assert "в базе" not in done.act.text


def test_words_that_stand_in_two_places_of_an_address_are_told_one_by_one(consolidate):
    done = consolidate("ru", BASE["ru"], "в части 1 статьи 1 и статье 2 слово «открыты» исключить;")
    assert [(m.reason, m.eid) for m in done.misfits] == [("words-missing", "art_1__para_1")]
    assert "Дела." in done.act.text


def test_the_title_of_the_act_is_repealed_as_a_whole(draft, consolidate):
    done = consolidate("ru", BASE["ru"], "статью 2 исключить;")
    assert not done.repealed
    assert "Вторая" not in done.act.text


def test_a_repealed_unit_keeps_its_number_and_is_no_norm(consolidate):
    done = consolidate("ru", BASE["ru"], "часть 1 статьи 1 признать утратившей силу;")
    unit = next(unit for unit in done.act.units if unit.eid == "art_1__para_1")
    assert unit.role is Role.REPEALED


def test_the_heading_is_searched_where_the_text_has_no_such_words(consolidate):
    done = consolidate("ru", BASE["ru"], "в статье 2 слово «Вторая» заменить словом «Последняя»;")
    assert done.misfits == ()
    assert "Статья 2. Последняя" in done.act.text


def test_marks_of_quotation_and_dashes_need_not_be_the_same(consolidate):
    base = 'Статья 1. Имя\nГазета "Мир" - орган, ведёт учет.'
    done = consolidate(
        "ru", base, "в статье 1 слова «Газета «Мир» – орган» исключить, слово «учёт» заменить словом «счёт»;"
    )
    assert done.misfits == ()
    assert done.act.text.endswith(", ведёт счёт.")


def test_a_later_operation_sees_what_an_earlier_one_did(consolidate):
    done = consolidate(
        "ru", BASE["ru"], "статью 2 дополнить частью 2 следующего содержания:\n«2. Срок три дня.»;",
        "в части 2 статьи 2 слово «три» заменить словом «пять»;", "часть 2 статьи 2 считать частью 3;",
    )  # fmt: skip
    assert done.act.text.endswith("Дела открыты.\n3. Срок пять дня.")
    assert [gone.text for gone in done.removed] == []


def test_a_part_of_an_act_without_numbered_parts_is_its_paragraph(consolidate):
    base = "Статья 1. Имя\nПервый абзац.\nВторой абзац."
    done = consolidate("ru", base, "в части 2 статьи 1 слово «Второй» заменить словом «Другой»;")
    assert done.act.text.endswith("Первый абзац.\nДругой абзац.")


def test_nothing_of_another_act_is_applied(draft):
    parsed = parse(draft("ru", "статью 2 исключить;"))
    assert {order.act for order in parsed.operations} == {0}


def test_a_number_survives_what_stands_behind_it(consolidate):
    base = "Статья 1. Имя\n1. Первое. Второе.\n2. Иное."
    done = consolidate(
        "ru",
        base,
        "первое предложение части 1 статьи 1 исключить;",
        "часть 1 статьи 1 признать утратившей силу;",
    )
    assert done.act.text.endswith("1. Утратила силу.\n2. Иное.")
