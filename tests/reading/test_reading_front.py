"""Requisites, front matter, preamble and signature."""

from __future__ import annotations

from datetime import date

import pytest

from expertise.act import Kind, Requisites, Role
from expertise.reading import read_text

BODY = "Статья 1. Сроки\n1. Орган решает в разумный срок.\n2. Орган отвечает заявителю."
BODY_KY = (
    "1-берене. Мөөнөттөр\n1. Орган чечим кабыл алат жана жооп берет.\n2. Чечим ушул мыйзам боюнча болот."
)

FRONTS = [
    (
        f"ЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ\nг.Бишкек, от 3 марта 2026 года № 12\nО тестовом деле\n{BODY}",
        Requisites("law", "О тестовом деле", "12", date(2026, 3, 3)),
    ),
    (
        "ТЕСТОВЫЙ КОДЕКС КЫРГЫЗСКОЙ РЕСПУБЛИКИ\nот 8 мая 2026 года N 15\n(В редакции Закона КР от 9 "
        f"июня 2027 года № 99)\n{BODY}",
        Requisites("code", "ТЕСТОВЫЙ КОДЕКС КЫРГЫЗСКОЙ РЕСПУБЛИКИ", "15", date(2026, 5, 8)),
    ),
    (
        "КОДЕКС КЫРГЫЗСКОЙ РЕСПУБЛИКИ\nот 8 мая 2026 года № 15\nТестовый кодекс Кыргызской "
        f"Республики\n{BODY}",
        Requisites("code", "Тестовый кодекс Кыргызской Республики", "15", date(2026, 5, 8)),
    ),
    (
        "ПОСТАНОВЛЕНИЕ КАБИНЕТА МИНИСТРОВ КЫРГЫЗСКОЙ РЕСПУБЛИКИ\nот 12.04.2026 № 201-р\nОб "
        "утверждении порядка\n"
        "1. Утвердить порядок.\n2. Доложить о ходе.",
        Requisites(
            "resolution",
            "Об утверждении порядка",
            "201-р",
            date(2026, 4, 12),
            "Кабинет Министров Кыргызской Республики",
        ),
    ),
    (
        "Утверждено приказом министра от 4 сентября 2026 г. № 65\nПОЛОЖЕНИЕ\nо комиссии\n1. Комиссия "
        "решает.\n2. Комиссия ждёт.",
        Requisites("regulation", "ПОЛОЖЕНИЕ о комиссии", "65", date(2026, 9, 4)),
    ),
    (  # a page of a legal database has the stamp above the title
        f"г.Бишкек от 8 мая 2026 года N 15\nТЕСТОВЫЙ КОДЕКС КЫРГЫЗСКОЙ РЕСПУБЛИКИ\n{BODY}",
        Requisites("code", "ТЕСТОВЫЙ КОДЕКС КЫРГЫЗСКОЙ РЕСПУБЛИКИ", "15", date(2026, 5, 8)),
    ),
    (
        f"Рассмотрено в г.Бишкек 8 мая 2026 года, вопрос N 15\nТЕСТОВЫЙ КОДЕКС КЫРГЫЗСКОЙ РЕСПУБЛИКИ\n{BODY}",
        Requisites("code", "ТЕСТОВЫЙ КОДЕКС КЫРГЫЗСКОЙ РЕСПУБЛИКИ"),
    ),
    (
        "КЫРГЫЗ РЕСПУБЛИКАСЫНЫН МЫЙЗАМЫ\nБишкек шаары, 2026-жылдын 3-марты № 12\nСыноо иштери "
        f"жөнүндө\n{BODY_KY}",
        Requisites("law", "Сыноо иштери жөнүндө", "12", date(2026, 3, 3)),
    ),
    (
        "Көңүл буруңуздар! 2027-жылдын 1-январынан күчүнө кирет\nКЫРГЫЗ РЕСПУБЛИКАСЫНЫН СЫНОО "
        f"КОДЕКСИ\n2026-жылдын 18-июлу № 149\n{BODY_KY}",
        Requisites("code", "КЫРГЫЗ РЕСПУБЛИКАСЫНЫН СЫНОО КОДЕКСИ", "149", date(2026, 7, 18)),
    ),
    (
        f"ЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ\nО тестах\n{BODY}\nПрезидент\nА. Тестов\nПринят Жогорку "
        "Кенешем\n4 июня 2026 года",
        Requisites("law", "О тестах", "", None, "Жогорку Кенеш Кыргызской Республики"),
    ),
    (
        f"ЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ\nот 31 февраля 2026 года № 5\nО тестах\n{BODY}",
        Requisites("law", "О тестах", "5"),
    ),
    (BODY, Requisites()),
]


@pytest.mark.parametrize(("text", "expected"), FRONTS)
def test_requisites(text: str, expected: Requisites) -> None:
    assert read_text(text).requisites == expected


def test_front_matter_preamble_and_signature_have_their_roles() -> None:
    act = read_text(
        "Настоящий Закон вступает в силу с 1 января 2027 года.\nЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ\n"
        "от 3 марта 2026 года № 12\nО тестах\n(Введён в действие Законом КР от 3 марта 2026 года № 13)\n"
        "Настоящий Закон определяет порядок проверки:\n- простой;\n- полной.\n"
        f"{BODY}\n   Президент\nКыргызской Республики\nА. Тестов\nПринят 4 июня 2026 года"
    )
    roles = [line.role for line in act.lines]
    assert roles[:5] == [Role.FRONT] * 5
    assert roles[5:8] == [Role.NORM] * 3
    assert roles[-4:] == [Role.SIGNATURE] * 4
    assert [act.units[line.unit].eid for line in act.lines[5:8]] == [
        "preamble",
        "preamble__al_2",
        "preamble__al_3",
    ]
    assert act.units[1].kind is Kind.PREAMBLE
    assert next(unit for unit in act.units if unit.eid == "art_1").parent == 0


def test_a_form_line_amid_the_text_signs_nothing() -> None:
    act = read_text(
        "РЕГЛАМЕНТ комиссии\n1. Комиссия вправе:\n- решать;\nПредседатель______\n- отказать.\n2. Иное."
    )
    eids = [act.units[line.unit].eid for line in act.lines if line.role is not Role.SIGNATURE]
    assert eids == ["", "point_1", "point_1__al_2", "point_1__al_3", "point_2"]


def test_words_of_an_official_in_an_article_are_no_signature() -> None:
    act = read_text(f"{BODY}\nПрезидент назначает судей;")
    assert act.lines[-1].role is Role.NORM


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("г.Бишкек\nот 20 февраля 2009 года N 57\nЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ\nО тестах", ("57", "О тестах")),
        (
            "от 20 февраля 2009 года N 57\nЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ\nО тестах\n"
            "(В редакции Законов КР от 15 июля\n2009 года N 207, 18 декабря 2009 года N 313)",
            ("57", "О тестах"),
        ),
        (
            "ПРИКАЗ\nМинистра тестов Кыргызской Республики\nот 3 апреля 2020 года № 7\nО журнале",
            ("7", "О журнале"),
        ),
        ("УСТАВ общества\nI. Общие положения\nII. Органы", ("", "УСТАВ общества")),
    ],
)
def test_heads_of_older_texts(head: str, expected: tuple[str, str]) -> None:
    named = read_text(f"{head}\n{BODY}").requisites
    assert (named.number, named.title) == expected
