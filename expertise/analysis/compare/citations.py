"""References to units, dates and numbers of acts, in both languages, as values that can be compared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from expertise.act import Language, Span
from expertise.norms.references.places import places
from expertise.norms.references.units import arabic


class Citation(NamedTuple):
    """Words that name units («пунктами 1 и 2 статьи 54»), a date or an act's number; one value a number."""

    kind: str
    span: Span
    values: tuple[str, ...]


_RU_MONTHS = (
    "январ",
    "феврал",
    "март",
    "апрел",
    "ма",
    "июн",
    "июл",
    "август",
    "сентябр",
    "октябр",
    "ноябр",
    "декабр",
)
_KY_MONTHS = (
    "январ",
    "феврал",
    "март",
    "апрел",
    "май",
    "июн",
    "июл",
    "август",
    "сентябр",
    "октябр",
    "ноябр",
    "декабр",
)
_RU_DATE = re.compile(
    r"\b(?P<day>\d{1,2})\s+(?P<month>январ[яь]|феврал[яь]|марта?|апрел[яь]|ма[яй]|июн[яь]|июл[яь]|августа?|сентябр[яь]"
    r"|октябр[яь]|ноябр[яь]|декабр[яь])(?:\s+(?P<year>\d{4})(?:\s*(?:год\w*|г\.))?)?",
    re.IGNORECASE,
)
_KY_DATE = re.compile(
    r"\b(?:(?P<year>\d{4})\s*-?\s*ж(?:ыл\w*|\.)\s*)?(?P<day>\d{1,2})\s*-\s*(?P<month>январ|феврал|март|апрел|май|июн|июл"
    r"|август|сентябр|октябр|ноябр|декабр)\w*",
    re.IGNORECASE,
)
_FIGURES = re.compile(r"\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b")
_YEAR = {
    "ru": re.compile(r"\b((?:19|20)\d\d)\s*(?:-\s*)?(?:год\w*|гг?\.)", re.IGNORECASE),
    "ky": re.compile(r"\b((?:19|20)\d\d)\s*-?\s*(?:жыл\w*|ж\.)", re.IGNORECASE),
}
_DIGIT = re.compile(r"\d")
_LAW = re.compile(r"(?:№|\bN)\s*(\d+(?:[-–/]\w+)*)")


def citations(text: str, span: Span, language: Language) -> list[Citation]:
    """Return what ``text`` cites within a span; overlapping readings are left to the first."""
    found: list[Citation] = []
    for each in _all(text, span, language):
        if not any(each.span.overlaps(other.span) for other in found):
            found.append(each)
    return found


def _all(text: str, span: Span, language: Language) -> Iterator[Citation]:
    if _DIGIT.search(text, span.start, span.end):  # dates and numbers of acts are written in figures
        yield from _dates(text, span, language)
        for law in _LAW.finditer(text, span.start, span.end):
            yield Citation("law", Span(*law.span()), (law[1],))
    for place in places(text, span, language):
        ends = [end for number in place.numbers for end in number if end]
        if ends:
            yield Citation("cite", place.span, tuple(f"{place.kind.value} {arabic(end)}" for end in ends))


def _dates(text: str, span: Span, language: Language) -> Iterator[Citation]:
    pattern, months = (_RU_DATE, _RU_MONTHS) if language == "ru" else (_KY_DATE, _KY_MONTHS)
    for date in pattern.finditer(text, span.start, span.end):
        month = next(i for i, name in enumerate(months, 1) if _is_month(date["month"].lower(), name))
        values = [f"{int(date['day'])}.{month}"]
        if date["year"]:
            values.append(date["year"])
        yield Citation("date", Span(*date.span()), tuple(values))
    for date in _FIGURES.finditer(text, span.start, span.end):
        yield Citation("date", Span(*date.span()), (f"{int(date[1])}.{int(date[2])}", date[3]))
    for year in _YEAR[language].finditer(text, span.start, span.end):
        yield Citation("date", Span(*year.span()), (year[1],))


def _is_month(word: str, name: str) -> bool:
    return word[:2] == "ма" and word[2:3] != "р" if name in ("ма", "май") else word.startswith(name)
