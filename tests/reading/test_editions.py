"""The day of a norm's words: its own note before that of its article, else the day of the act."""

from __future__ import annotations

from datetime import date

from expertise.reading import read_text
from expertise.reading.editions import ACT, NORM, UNKNOWN, edition
from expertise.reading.front import dates

HEAD = "ЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ\nот 2 июня 1999 года № 45\nО примере\n"
TEXT = """Статья 1. Право
1. Орган вправе отказать.
(В редакции Законов КР от 4 января 2001 года № 2, 9 июля 2003 года № 123)
2. Орган выдаёт разрешение.
(В редакции Закона КР от 26 февраля 2007 года № 23)
Статья 2. Срок
1. Срок равен десяти дням.
Внимание! В соответствии с Законом КР от 18 июля 2025 года № 150 статья вступает в силу с 1 января 2026 года.
"""


def test_a_note_tells_the_day_of_the_norm_and_a_warning_does_not():
    act = read_text(HEAD + TEXT)
    told = {unit.eid: edition(act, unit.eid) for unit in act.units}
    assert (told["art_1__para_1"].told, told["art_1__para_1"].day) == (NORM, date(2003, 7, 9))
    assert told["art_1__para_2"].day == date(2007, 2, 26)
    assert (told["art_2"].told, told["art_2"].day) == (ACT, date(1999, 6, 2))
    assert edition(act, "art_77").told == ACT
    bare = read_text("Статья 1. Срок\n1. Срок равен десяти дням.", excerpt=True)
    assert (edition(bare, "art_1").told, edition(bare, "art_1").day) == (UNKNOWN, None)


def test_dates_in_both_languages_and_in_figures():
    kyrgyz = "КР 2014-жылдын 14-мартындагы № 49, 2023-жылдын 11-апрелиндеги № 86"
    text = f"{kyrgyz}; 3 мая 2011 года; 31.02.2020; 05.11.2019"
    found = {date(2014, 3, 14), date(2023, 4, 11), date(2011, 5, 3), date(2019, 11, 5)}
    assert set(dates(text)) == found
    assert dates("без даты") == []
