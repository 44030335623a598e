"""Acts named in Kyrgyz: «"..." жөнүндө» мыйзам», «2020-жылдын 1-майындагы № 5 токтому», «Жер кодекси»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from expertise.act import Span
from expertise.norms.references.naming import (
    FIGURES,
    INNER,
    NAMED,
    NUMBER,
    OWN,
    THAT,
    ActMark,
    Named,
    Reading,
    day,
    month_pattern,
    unquoted,
    untitled,
)
from expertise.norms.references.vocabulary import LETTER, vocabulary

_LONGEST_TITLE = 10  # words of a title without quotation marks
_WORD = r"(?<![\w-])([А-ЯЁӨҮҢа-яёөүң]+(?:-[А-ЯЁӨҮҢа-яёөүң]+)*)\s+$"
_ADJECTIVE = re.compile("[лдт][ыиуү]к$")
_QUOTED = rf"(?:«[^»\n]{{3,400}}»?»|\"(?=\w)[^\"\n]{{3,400}}{INNER}\"|“[^”\n]{{3,400}}”)"


class _Patterns(NamedTuple):
    this: re.Pattern[str]
    that: re.Pattern[str]
    country: re.Pattern[str]
    title: re.Pattern[str]
    dated: re.Pattern[str]
    figures: re.Pattern[str]
    number: re.Pattern[str]
    about: re.Pattern[str]
    joint: re.Pattern[str]
    skipped: re.Pattern[str]
    days: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    words = vocabulary("ky").words
    flags = re.IGNORECASE
    year = words["year"].replace(r"(?<!\w)", "", 1)
    date = rf"(?P<year>\d{{4}})\s*-?\s*{year}\s+(?P<day>\d{{1,2}})\s*-?\s*{month_pattern('ky')}{LETTER}*"
    return _Patterns(
        re.compile(rf"{words['this_act']}\s+(?:{words['constitutional']}\s+)?$", flags),
        re.compile(rf"{words['that_act']}\s+(?:{words['constitutional']}\s+)?$", flags),
        re.compile(rf"(?:(?:{words['country']}\s+)?{words['bodies']}|{words['country']})\s+$", flags),
        re.compile(rf"(?P<title>{_QUOTED})(?:\s+{words['about']})?\s*,?\s*$", flags),
        re.compile(rf"{date}\s*,?\s*$", flags),
        re.compile(rf"{FIGURES}\s*,?\s*$", flags),
        re.compile(rf"{NUMBER}\s*,?\s*$", flags),
        re.compile(rf"{words['about']}\s+$", flags),
        re.compile(rf"(?:,|(?<!\w)(?:{words['joints']}))\s*$", flags),
        re.compile(words["no_code_names"], flags),
        re.compile(rf"\s+{words['days']}", flags),
    )  # fmt: skip


def _pointed(text: str, noun: re.Match[str]) -> tuple[str, Span] | None:
    patterns = _patterns()
    for pattern, how in ((patterns.this, OWN), (patterns.that, THAT)):
        if found := pattern.search(text, 0, noun.start()):
            return how, Span(found.start(), noun.end())
    return None


def _is_day(text: str, noun: re.Match[str]) -> bool:
    return _patterns().days.match(text, noun.end()) is not None


def _titled(text: str, span: Span, named: Named, many: bool) -> Iterator[ActMark]:
    """Read on in front of the noun: country, date, number and title in any order."""
    patterns = _patterns()
    start, titles = span.start, list[str]()
    while True:
        if found := patterns.country.search(text, 0, start):
            pass
        elif not named.date and (
            found := patterns.dated.search(text, 0, start) or patterns.figures.search(text, 0, start)
        ):
            named = replace(named, date=day(found, "ky"))
        elif not named.number and (found := patterns.number.search(text, 0, start)):
            named = replace(named, number=found["number"])
        elif not titles and (found := _title(text, start, named.kind, many)):
            titles.append(unquoted(found["title"]))
        elif named.kind == "code" and not titles and (name := _code_name(text, start)):
            titles.append(name[0])
            start = name[1]
            continue
        else:
            break
        start = found.start()
    while many and titles and (joint := patterns.joint.search(text, 0, start)):
        if not (found := patterns.title.search(text, 0, joint.start())):
            break
        titles.append(unquoted(found["title"]))
        start = found.start()
    yield from _made(Span(start, span.end), named, titles, many)


def _title(text: str, start: int, kind: str, many: bool) -> re.Match[str] | None:
    """Return a title that ends at ``start``: in quotation marks, or the words before «жөнүндө»."""
    patterns = _patterns()
    if found := patterns.title.search(text, 0, start):
        return found
    if many or kind not in ("law", "code", "constitutional-law"):
        return None
    if not (about := patterns.about.search(text, 0, start)):
        return None
    begin = about.start()
    country = _last(patterns.country.pattern.removesuffix("$"), text, begin)
    words = re.search(rf"(?:(?<![\w-])[\w-]+\s+){{1,{_LONGEST_TITLE}}}$", text[:begin])
    if words is None:
        return None
    first = max(words.start(), country)
    return re.compile(r"(?P<title>.*\S)\s+$", re.DOTALL).match(text, first, start)


def _last(pattern: str, text: str, end: int) -> int:
    """Return where the last match of a pattern before ``end`` ends, 0 for none."""
    return max((found.end() for found in re.finditer(pattern, text[:end], re.IGNORECASE)), default=0)


def _code_name(text: str, start: int) -> tuple[str, int] | None:
    """Return the name in front of «кодекси» and where it begins: back to the country or a capital letter."""
    patterns, words, at = _patterns(), list[tuple[str, int]](), start
    while len(words) < 3 and (found := re.search(_WORD, text[:at])):
        if patterns.skipped.fullmatch(found[1]) or patterns.country.search(text, 0, at):
            break
        words.insert(0, (found[1], found.start()))
        at = found.start()
        if found[1][0].isupper():
            break
    if not words:
        return None
    if not words[0][0][0].isupper() and not patterns.country.search(text, 0, at):
        while len(words) > 1 and not _ADJECTIVE.search(words[0][0]):
            del words[0]
    return " ".join(word for word, _ in words), words[0][1]


def _made(span: Span, named: Named, titles: list[str], many: bool) -> Iterator[ActMark]:
    if not titles:
        yield untitled(span, named, many)
    for title in reversed(titles):
        yield ActMark(span, NAMED, replace(named, title=title), many)


READING = Reading(_pointed, _is_day, _titled)
