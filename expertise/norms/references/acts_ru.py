"""Acts named in Russian: «Законом ... «О ...» от 1 мая 2020 года № 5», «Налоговый кодекс»."""

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
from expertise.norms.references.vocabulary import vocabulary

_LONGEST_TITLE = 14  # words of a title without quotation marks
_OF_PARLIAMENT = frozenset({"law", "code", "constitutional-law"})
_ADJECTIVE = r"[А-ЯЁа-яё][а-яё]+(?:-[а-яё]+)*(?:ый|ий|ой|ого|его|ому|ему|ым|им|ом|ем|ые|ие|ых|их|ыми|ими)"


class _Patterns(NamedTuple):
    before: re.Pattern[str]
    country: re.Pattern[str]
    title: re.Pattern[str]
    dated: re.Pattern[str]
    figures: re.Pattern[str]
    number: re.Pattern[str]
    about: re.Pattern[str]
    issuer: re.Pattern[str]
    joint: re.Pattern[str]
    skipped: re.Pattern[str]
    days: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    words = vocabulary("ru").words
    flags = re.IGNORECASE
    about = words["about"]
    this, that = words["this_act"], words["that_act"]
    quoted = "|".join((
        rf"«\s*{about}\s[^»\n]{{3,400}}»?»", rf"“\s*{about}\s[^”\n]{{3,400}}”",
        rf"\"\s*{about}\s[^\"\n]{{3,400}}{INNER}\"",
    ))  # fmt: skip
    date = rf"(?P<day>\d{{1,2}})\s+{month_pattern('ru')}\s+(?P<year>\d{{4}})"
    prefix = rf"\s*,?\s*(?:{words['dated']}\s+)?"
    return _Patterns(
        re.compile(rf"(?:(?P<this>{this})|(?P<that>{that}))\s+(?:{words['constitutional']}\s+)?$", flags),
        re.compile(rf"\s+(?:(?:{words['bodies']})(?:\s+{words['country']})?|{words['country']})", flags),
        re.compile(rf"\s*,?\s*(?P<title>{quoted})", flags),
        re.compile(rf"{prefix}{date}(?:\s*{words['year']})?", flags),
        re.compile(rf"{prefix}{FIGURES}(?:\s*{words['year']})?", flags),
        re.compile(rf"\s*,?\s*{NUMBER}", flags),
        re.compile(rf"\s+(?P<title>{about}\s+[^,.;:()«»\"\n]+)", flags),
        re.compile(rf"\s+[А-ЯЁ][\w-]+(?:\s+[\w-]+){{0,8}}?(?=\s+{words['dated']}\s+\d|\s*№\s*\d)"),
        re.compile(rf"(?:\s*,\s*|\s+(?:{words['joints']})\s+)", flags),
        re.compile(words["no_code_names"], flags),
        re.compile(rf"{words['days']}\s+$", flags),
    )  # fmt: skip


def _pointed(text: str, noun: re.Match[str]) -> tuple[str, Span] | None:
    found = _patterns().before.search(text, 0, noun.start())
    if found is None:
        return None
    return (OWN if found["this"] else THAT), _with_country(text, Span(found.start(), noun.end()))


def _is_day(text: str, noun: re.Match[str]) -> bool:
    return _patterns().days.search(text, 0, noun.start()) is not None


def _with_country(text: str, span: Span) -> Span:
    found = _patterns().country.match(text, span.end)
    return Span(span.start, found.end()) if found else span


def _code_name(text: str, start: int) -> tuple[str, int]:
    """Return the adjectives in front of «кодекс» and where they begin."""
    words: list[str] = []
    while len(words) < 3 and (found := re.search(rf"(?<!\w)({_ADJECTIVE})\s+$", text[:start])):
        if _patterns().skipped.fullmatch(found[1]) or (
            words and found[1][0].islower() and words[0][0].isupper()
        ):
            break
        words.insert(0, found[1])
        start = found.start()
    return " ".join(words), start


def _titled(text: str, span: Span, named: Named, many: bool) -> Iterator[ActMark]:
    """Read on behind the noun: country, date, number and title in any order."""
    patterns = _patterns()
    start, end, titles = span.start, span.end, list[tuple[str, int]]()
    if named.kind == "code":
        name, start = _code_name(text, start)
        named = replace(named, title=name)
    while True:
        if found := patterns.country.match(text, end):
            pass  # whose act it is is no part of its name
        elif found := patterns.dated.match(text, end) or patterns.figures.match(text, end):
            if named.date:
                break
            named = replace(named, date=day(found, "ru"))
        elif not named.number and (found := patterns.number.match(text, end)):
            named = replace(named, number=found["number"])
        elif not titles and (found := patterns.title.match(text, end)):
            titles.append((unquoted(found["title"]), found.end()))
        elif named.kind not in _OF_PARLIAMENT and (found := patterns.issuer.match(text, end)):
            pass
        else:
            break
        end = found.end()
    if not titles and not named.title and not many and named.kind in _OF_PARLIAMENT:
        titles, end = _about(text, end)
    while many and titles and (joint := patterns.joint.match(text, end)):
        if not (found := patterns.title.match(text, joint.end())):
            break
        titles.append((unquoted(found["title"]), found.end()))
        end = found.end()
    yield from _made(Span(start, end), named, titles, many)


def _about(text: str, end: int) -> tuple[list[tuple[str, int]], int]:
    """Return a title without quotation marks: «о залоге», as far as a mark of punctuation or 14 words."""
    found = _patterns().about.match(text, end)
    if found is None:
        return [], end
    title = re.split(vocabulary("ru").words["about_end"], found["title"], maxsplit=1, flags=re.IGNORECASE)[0]
    if len(title.split()) > _LONGEST_TITLE:
        return [], end
    end = found.start("title") + len(title.rstrip())
    return [(title.strip(), end)], end


def _made(span: Span, named: Named, titles: list[tuple[str, int]], many: bool) -> Iterator[ActMark]:
    if titles:
        start = span.start
        ends = [*(end for _, end in titles[:-1]), span.end]
        for (title, _), end in zip(titles, ends, strict=True):
            yield ActMark(Span(start, end), NAMED, replace(named, title=title), many)
            start = end
    else:
        yield untitled(span, named, many)


READING = Reading(_pointed, _is_day, _titled)
