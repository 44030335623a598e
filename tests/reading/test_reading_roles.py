"""Notes of editions and repealed units are told from norms."""

from __future__ import annotations

import pytest

from expertise.act import Act, Kind, Role
from expertise.reading import read_text

TITLE = "ЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ\nО тестах\n"


def unit_of(act: Act, words: str) -> str:
    """Return the eId of the unit that owns the line with ``words``."""
    return next(act.units[line.unit].eid for line in act.lines if words in line.span.of(act.text))


def role_of(act: Act, words: str) -> Role:
    return next(line.role for line in act.lines if words in line.span.of(act.text))


ROLES = [
    ("(В редакции Закона КР от 5 марта 2020 года № 7)", Role.EDITORIAL),
    ("(КР 2020-жылдын 5-мартындагы № 7 Мыйзамынын редакциясына ылайык)", Role.EDITORIAL),
    ("(КР 2020-жылдын 5-мартындагы № 7 Мыйзамынын редакцияcына ылайык)", Role.EDITORIAL),  # a Latin c
    ("(КР 2020-жылдын 5-мартындагы № 7 Мыйзамынын редакцияларына ылайык", Role.EDITORIAL),  # a lost bracket
    ("О тестах см. Закон КР от 5 марта 2020 года № 7", Role.EDITORIAL),
    ("См. также:", Role.EDITORIAL),
    ("Внимание! Изменения вступают в силу позже", Role.EDITORIAL),
    ("Опубликован в газете от 18 ноября 2025 года № 91", Role.EDITORIAL),
    ("(Утратила силу в соответствии с Законом КР от 5 марта 2020 года № 7)", Role.REPEALED),
    ("(КР 2020-жылдын 5-мартындагы № 7 Мыйзамына ылайык күчүн жоготту)", Role.REPEALED),
    ("(абзац второй утратил силу в соответствии с Законом КР от 5 марта 2020 года № 7)", Role.REPEALED),
    ("3. (Утратила силу в соответствии с Законом КР от 5 марта 2020 года № 7)", Role.REPEALED),
    ("3) Исключен Законом КР от 5 марта 2020 года № 7", Role.REPEALED),
    ("3. КР 2020-жылдын 5-мартындагы № 7 Мыйзамына ылайык күчүн жоготту", Role.REPEALED),
    ("Лицензия, утратившая силу, возвращается органу.", Role.NORM),
    ("Исключение из реестра производится по решению органа.", Role.NORM),
    ("(проводным или иным способом) передаваемые сведения открыты.", Role.NORM),
]


@pytest.mark.parametrize(("line", "role"), ROLES)
def test_notes_and_repealed_words_are_no_norms(line: str, role: Role) -> None:
    act = read_text(f"{TITLE}Статья 1. Т\n1. Первая часть.\n2. Вторая часть.\n{line}\nСтатья 2. Т\nТекст.")
    assert role_of(act, line) is role


def test_a_repealed_article_is_marked_as_a_whole() -> None:
    act = read_text(
        f"{TITLE}Статья 1. Отменённое\n(Утратила силу в соответствии с Законом КР от 5 марта 2020 года № 7)\n"
        "Статья 2. (Утратила силу в соответствии с Законом КР от 5 марта 2020 года № 7)\nСтатья 3. "
        "Живое\nТекст."
    )
    assert {unit.eid: unit.role for unit in act.units if unit.kind is Kind.ARTICLE} == {
        "art_1": Role.REPEALED,
        "art_2": Role.REPEALED,
        "art_3": Role.NORM,
    }


def test_a_note_at_the_end_of_an_article_is_the_articles() -> None:
    note = "(В редакции Закона КР от {} марта 2020 года № 7)"
    act = read_text(
        f"{TITLE}Статья 1. Т\n1. Часть.\n{note.format(1)}\n2. Часть.\n{note.format(2)}\nСтатья 2. Т\nТекст."
    )
    assert unit_of(act, note.format(1)) == "art_1__para_1"
    assert unit_of(act, note.format(2)) == "art_1"
