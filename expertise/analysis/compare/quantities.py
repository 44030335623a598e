"""Numbers in figures and words, fractions and numbers inside compound words, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from expertise.act import Language, Span
from expertise.language import of
from expertise.language.tokens import Tokens


class Read(NamedTuple):
    """A number as read: ``value`` in figures («0.15», «1/3»), ``end`` the token behind it.

    ``unit`` and ``days`` are known at once only where the word itself says them («трехмесячный»). ``soft``
    numbers need not be translated: «один», «бир», «оба».
    """

    value: str
    span: Span
    end: int
    unit: str = ""
    days: str = ""
    soft: bool = False


_SPOKEN = 8  # words a number may take: «эки жүз элүү миң жети жүз отуз беш»
_COMPOUND = re.compile(
    r"(?P<number>одно|двух|трех|четырех|пяти|шести|семи|восьми|девяти|десяти|двенадцати|пятнадцати|двадцати|тридцати"
    r"|сорока|пятидесяти|шестидесяти|девяносто|сто|полутора)-?(?P<unit>дневн|суточн|недельн|месячн|летн|годичн|часов|кратн"
    r"|процентн)\w*$"
)
_COMPOUND_UNITS = {
    "дневн": "day", "суточн": "day", "недельн": "week", "месячн": "month", "летн": "year", "годичн": "year",
    "часов": "hour", "кратн": "times", "процентн": "percent",
}  # fmt: skip
_PREFIXES = {
    "одно": 1, "двух": 2, "трех": 3, "четырех": 4, "пяти": 5, "шести": 6, "семи": 7, "восьми": 8, "девяти": 9,
    "десяти": 10, "двенадцати": 12, "пятнадцати": 15, "двадцати": 20, "тридцати": 30, "сорока": 40,
    "пятидесяти": 50, "шестидесяти": 60, "девяносто": 90, "сто": 100,
}  # fmt: skip
_SHARES = {
    "ru": {"треть": 3, "трети": 3, "третью": 3, "третьих": 3, "четверть": 4, "четверти": 4, "четвертых": 4, "четвертью": 4},
    "ky": {"үчтөн": 3, "төрттөн": 4, "бештен": 5, "экиден": 2, "ондон": 10},
}
_HALF = {"ru": re.compile("половин|наполовину"), "ky": re.compile("жарым(?!-)(?:ы|ын|ына|ынан|ынын)?$|тең жарым")}
_SOFT = frozenset(["оба", "обе", "обоих", "обеих", "обоим", "обеими", "двойной", "двойном", "двойного", "дважды", "вдвое"])


def quantities(tokens: Tokens, first: int, last: int, language: Language) -> Iterator[Read]:
    """Yield the numbers among tokens ``[first, last)`` in order; «5 (пять)» is one number."""
    at = first
    previous: Read | None = None
    while at < last:
        read = _read(tokens, at, last, language)
        if read is None:
            at += 1
            continue
        at = read.end
        if previous and previous.value == read.value and _bracketed(tokens, previous, read):
            continue
        previous = read
        yield read


def _bracketed(tokens: Tokens, previous: Read, read: Read) -> bool:
    """Tell whether a number only repeats in brackets the one before it."""
    between = tokens.forms[previous.end : read.end]
    return bool(between) and between[0] == "("


def _read(tokens: Tokens, at: int, last: int, language: Language) -> Read | None:
    form = tokens.forms[at]
    if form[0].isdigit():
        return _figures(tokens, at, last)
    share = _share(tokens, at, last, language)
    if share:
        return share
    if language == "ru" and (compound := _COMPOUND.match(form)) and compound["number"] in _PREFIXES:
        unit = _COMPOUND_UNITS[compound["unit"]]
        return _made(tokens, at, at + 1, str(_PREFIXES[compound["number"]]), unit)
    if form in _SOFT:
        return _made(tokens, at, at + 1, "2", soft=True)
    return _spoken(tokens, at, last, language)


def _made(tokens: Tokens, at: int, end: int, value: str, unit: str = "", soft: bool = False) -> Read:
    return Read(value, Span(tokens.starts[at], tokens.ends[end - 1]), end, unit, soft=soft)


def _figures(tokens: Tokens, at: int, last: int) -> Read | None:
    """Read figures: thousands in groups, a decimal part, a simple fraction; «12-1» and glued words are none."""
    forms, starts, ends = tokens.forms, tokens.starts, tokens.ends
    value, end = forms[at], at + 1
    if not value.isdigit():
        return None
    while end < last and len(forms[end]) == 3 and forms[end].isdigit() and starts[end] == ends[end - 1] + 1:
        if len(forms[end - 1]) > 3:
            break
        value += forms[end]
        end += 1
    if end + 1 < last and starts[end] == ends[end - 1] and ends[end] == starts[end + 1] and forms[end + 1].isdigit():
        if forms[end] in (",", "."):
            value, end = f"{value}.{forms[end + 1]}", end + 2
        elif forms[end] == "/":
            value, end = f"{value}/{forms[end + 1]}", end + 2
    return _made(tokens, at, end, value.lstrip("0") or "0" if value.isdigit() else value)


def _share(tokens: Tokens, at: int, last: int, language: Language) -> Read | None:
    """Read «две трети», «үчтөн эки», «половина»."""
    forms, shares = tokens.forms, _SHARES[language]
    number = of(language).number
    if language == "ky" and forms[at] in shares and at + 1 < last:
        top = number([forms[at + 1]]) or {"бири": 1, "бирин": 1, "биринен": 1, "бирине": 1, "экиси": 2, "экисинен": 2, "үчү": 3, "экисин": 2}.get(forms[at + 1])
        return _made(tokens, at, at + 2, f"{top}/{shares[forms[at]]}") if top else None
    if language == "ru" and at + 1 < last and forms[at + 1] in shares:
        top = number([forms[at]])
        return _made(tokens, at, at + 2, f"{top}/{shares[forms[at + 1]]}") if top else None
    if language == "ru" and forms[at] in ("треть", "четверть"):
        return _made(tokens, at, at + 1, f"1/{shares[forms[at]]}")
    if _HALF[language].match(forms[at]):
        return _made(tokens, at, at + 1, "1/2", soft=True)
    return None


def _spoken(tokens: Tokens, at: int, last: int, language: Language) -> Read | None:
    """Read the longest run of number words."""
    number = of(language).number
    if number([tokens.forms[at]]) is None:
        return None
    best, end = None, at
    for stop in range(at + 1, min(at + _SPOKEN, last) + 1):
        value = number(tokens.forms[at:stop])
        if value is not None:
            best, end = value, stop
        elif number([tokens.forms[stop - 1]]) is None:
            break
    assert best is not None
    return _made(tokens, at, end, str(best), soft=best == 1)
