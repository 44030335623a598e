"""Numbers in figures and words, fractions and numbers inside compound words, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
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
    r"(?P<number>[а-я]{2,}?)-?(?P<unit>дневн|суточн|недельн|месячн|летн|годичн|часов|кратн|процентн)[а-я]*$"
)
_COMPOUND_UNITS = {
    "дневн": "day", "суточн": "day", "недельн": "week", "месячн": "month", "летн": "year", "годичн": "year",
    "часов": "hour", "кратн": "times", "процентн": "percent",
}  # fmt: skip
_RU_SHARE = re.compile(
    r"(?P<two>втор(?:ой|ых))|(?P<three>трет(?:ь|и|ью|ей|ям|ями|ях|ьих))|(?P<four>четверт(?:ь|и|ью|ей|ых|ями))$"
)
_RU_ONE = {"треть": "1/3", "четверть": "1/4"}
_DIVISORS = {"two": 2, "three": 3, "four": 4}
_KY_SHARE = {"экиден": 2, "үчтөн": 3, "төрттөн": 4, "бештен": 5, "ондон": 10}
_KY_TOP = re.compile("(?P<n1>бир)|(?P<n2>эки)|(?P<n3>үч)|(?P<n4>төрт)")
_HALF = {
    "ru": re.compile("половин|наполовину"),
    "ky": re.compile("жарым(?!-)(?:ы|ын|ына|ынан|ынын)?$|тең жарым"),
}
_TWICE = re.compile("двойн|удвоен|вдвое|дважды|об[ае]$|обо?их|обеих|об[ео]им")


def quantities(tokens: Tokens, first: int, last: int, language: Language) -> Iterator[Read]:
    """Yield the numbers among tokens ``[first, last)`` in order; «5 (пять)» is one number."""
    at = first
    previous: Read | None = None
    forms = tokens.forms
    while at < last:
        read = _read(tokens, at, last, language) if _begins(forms[at], language) else None
        if read is None:
            at += 1
            continue
        at = read.end
        if previous and previous.value == read.value and _bracketed(tokens, previous, read):
            continue
        previous = read
        yield read


@lru_cache(maxsize=100_000)
def _begins(form: str, language: Language) -> bool:
    """Tell whether a number may begin with a form; most words are passed over by this."""
    if form[0].isdigit() or _HALF[language].match(form) or of(language).number([form]) is not None:
        return True
    if language == "ky":
        return form in _KY_SHARE
    return form in _RU_ONE or bool(_COMPOUND.match(form) or _TWICE.match(form))


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
    if language == "ru" and (compound := _COMPOUND.match(form)):
        value = 1 if compound["number"] == "одно" else of(language).number([compound["number"]])
        if value is not None:
            return _made(tokens, at, at + 1, str(value), _COMPOUND_UNITS[compound["unit"]], soft=value == 1)
    if language == "ru" and _TWICE.match(form):
        return _made(tokens, at, at + 1, "2", soft=True)
    return _spoken(tokens, at, last, language)


def _made(tokens: Tokens, at: int, end: int, value: str, unit: str = "", soft: bool = False) -> Read:
    return Read(value, Span(tokens.starts[at], tokens.ends[end - 1]), end, unit, soft=soft)


def _figures(tokens: Tokens, at: int, last: int) -> Read | None:
    """Read figures: thousands in groups, a decimal part, a simple fraction; «12-1» is none."""
    forms, starts, ends = tokens.forms, tokens.starts, tokens.ends
    value, end = forms[at], at + 1
    if not value.isdigit():
        return None
    while end < last and len(forms[end]) == 3 and forms[end].isdigit() and starts[end] == ends[end - 1] + 1:
        if len(forms[end - 1]) > 3:
            break
        value += forms[end]
        end += 1
    if (
        end + 1 < last
        and starts[end] == ends[end - 1]
        and ends[end] == starts[end + 1]
        and forms[end + 1].isdigit()
    ):
        if forms[end] in (",", "."):
            value, end = f"{value}.{forms[end + 1]}", end + 2
        elif forms[end] == "/":
            value, end = f"{value}/{forms[end + 1]}", end + 2
    return _made(tokens, at, end, value.lstrip("0") or "0" if value.isdigit() else value)


def _share(tokens: Tokens, at: int, last: int, language: Language) -> Read | None:
    """Read «две трети», «үчтөн эки», «половина»."""
    form = tokens.forms[at]
    if _HALF[language].match(form):
        return _made(tokens, at, at + 1, "1/2", soft=True)
    following = tokens.forms[at + 1] if at + 1 < last else ""
    if language == "ky":
        top = _KY_TOP.match(following) if form in _KY_SHARE else None
        value = f"{top.lastgroup[1:]}/{_KY_SHARE[form]}" if top and top.lastgroup else ""
        return _made(tokens, at, at + 2, value) if value else None
    if form in _RU_ONE:
        return _made(tokens, at, at + 1, _RU_ONE[form])
    below = _RU_SHARE.fullmatch(following)
    over = of(language).number([form]) if below else None
    return _made(tokens, at, at + 2, f"{over}/{_DIVISORS[str(below.lastgroup)]}") if below and over else None


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
