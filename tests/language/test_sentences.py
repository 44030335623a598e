"""Sentences and clauses: expected borders are marked with | inside the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expertise.language import of


def marked(language, text):
    spans = of(language).sentences(text, 0, len(text))
    return [span.of(text) for span in spans]


@pytest.mark.parametrize(
    "line",
    [
        "Орган рассматривает заявление.|Решение принимается в срок.",
        "По ст. 5 и п. 2 ч. 3 орган вправе отказать.|Отказ обжалуется.",
        "1. Орган вправе.|2. Орган обязан.",  # parts written in one paragraph
        "1.1. Срок рассмотрения составляет десять дней.",
        "IV. Заключительные положения",
        "Статья 9. Порядок обжалования",  # the heading's number ends nothing
        "Решение подписал А.Б. Иванов.|Срок истёк.",
        "Закон от 5 мая 2021 г. № 10 применяется.",
        "В 2021 г. Правительство утвердило порядок.",  # «г.» before a capital is a year, not an end
        "Заявление, справка и т.д. прилагаются.",
        "Копии паспорта, справки и т.п.|Срок подачи установлен.",
        "Плата составляет 500 руб. за час.|Иное не взимается.",
        "Дополнить словами «Орган вправе. Срок не ограничен.» и исключить слово.",  # quoted stops stay inside
        "Слова «т. е.» исключить.|Слово «иные» заменить.",
        "«3. Орган вправе отказать.|Решение направляется заявителю.»",  # a quoted line is norm text
        "Норма действует (см. главу 2. Она изменена) до отмены.|Далее следует иное.",
        "Орган (см. п. 4) решает.|(Часть исключена.)",
        "Срок не указан; порядок не определён; орган решает сам.",  # a semicolon ends no sentence
        "Кто решает?|Орган!|Так и есть.",
        "Утверждено постановлением КР.|Порядок прилагается.",
        "Заявление подаётся в орган...|Новое положение.",
    ],
)
def test_russian(line):
    assert marked("ru", line.replace("|", " ")) == line.split("|")


def test_a_missing_space_after_the_stop():
    assert marked("ru", "Орган решает.Срок не указан.") == ["Орган решает.", "Срок не указан."]


@pytest.mark.parametrize(
    "line",
    [
        "Орган арызды карайт.|Чечим мөөнөттө кабыл алынат.",
        "2024-ж. 2-февр. кабыл алынган чечим күчүндө.",  # year and month shortened
        "Арыз, маалымкат ж.б. документтер тапшырылат.",
        "Арыз, маалымкат ж.б.|Мөөнөтү беш күн.",
        "Мыйзамдын 5-б. ылайык орган чечет.",
        "27-берене. Даттануу тартиби",
        "1.2. Орган чечим кабыл алат.",
        "Б.А. Асанов кол койгон.|Чечим күчүнө кирет.",
        "Тексттеги «Орган чечет. Мөөнөтү жок.» деген сөздөр алынып салынсын.|Бул берене күчүнө кирет.",
    ],
)
def test_kyrgyz(line):
    assert marked("ky", line.replace("|", " ")) == line.split("|")


def test_clauses_end_at_semicolons_outside_quotes():
    text = "копия паспорта; справка (форма 1; форма 2); слова «а; б» исключить"
    spans = of("ru").clauses(text, 0, len(text))
    assert [span.of(text) for span in spans] == [
        "копия паспорта;",
        "справка (форма 1; форма 2);",
        "слова «а; б» исключить",
    ]


def test_offsets_count_from_the_beginning_of_the_text():
    text = "Первая строка.\nОрган вправе. Срок не указан."
    spans = of("ru").sentences(text, 15, len(text))
    assert [span.of(text) for span in spans] == ["Орган вправе.", "Срок не указан."]


LINES = st.text(alphabet='абвАБөҮ 12.,;!?«»()"…“”стпжг', max_size=80)


@given(LINES | st.text(max_size=60), st.sampled_from(["ru", "ky"]), st.sampled_from(["sentences", "clauses"]))
def test_pieces_tile_the_line(line, language, what):
    spans = getattr(of(language), what)(line, 0, len(line))
    at = 0
    for span in spans:
        assert at <= span.start < span.end
        assert not line[at : span.start].strip()
        assert span.of(line) == span.of(line).strip()
        at = span.end
    assert not line[at:].strip()
