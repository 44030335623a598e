"""What a text says of validity: its own edition and standing, and the acts whose force it ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from expertise.act import Act, Kind, Language, Line, Role
from expertise.corpus.work import NOT_YET, REPEALED, Standing
from expertise.lexicon.source import load
from expertise.norms.references import FOREIGN, Named, Reader
from expertise.norms.references.vocabulary import either
from expertise.reading.front import dates
from expertise.settings import lexicons

_HEAD = frozenset({Role.FRONT, Role.EDITORIAL, Role.REPEALED})
_ITEMS = frozenset({Kind.POINT, Kind.SUBPOINT, Kind.PARAGRAPH})
_HEAD_LINES = 40  # notes on editions of a long-lived code fill a page


@dataclass(frozen=True, slots=True)
class Claim:
    """Words of an act that end the force of another one from ``since`` on (None: the act's own date)."""

    named: Named
    since: date | None
    words: str


@cache
def _pattern(name: str, language: Language) -> re.Pattern[str]:
    root = load(lexicons() / "corpus" / "words.yml").mapping()
    phrases = [node.text() for node in root[name].mapping()[language].texts()]
    return re.compile(either(phrases), re.IGNORECASE)


def _head(act: Act) -> Iterator[str]:
    """Yield the lines above the first norm: title, requisites, notes of the publisher."""
    for line in act.lines[:_HEAD_LINES]:
        if line.role not in _HEAD:
            return
        yield line.span.of(act.text)


def edition(act: Act) -> date | None:
    """Return the date of the edition: the newest in the notes above the text, else the date of the act."""
    found = [
        day for text in _head(act) if _pattern("editions", act.language).search(text) for day in dates(text)
    ]  # fmt: skip
    return max(found, default=act.requisites.date)


def standing(act: Act) -> Standing | None:
    """Return what an act's own notes say of it: repealed, or in force only from a day on; None for nothing.

    Notes on a unit («часть 3 вступает в силу ...») or on changes say nothing here.
    """
    for text in _head(act):
        if len(text) > 400 or _names_other(text, act.language):
            continue
        days = list(dates(text))
        if _pattern("repealed", act.language).search(text):
            return Standing(REPEALED, max(days, default=None), "text", " ".join(text.split()))
        if _pattern("enters", act.language).search(text) and days:
            return Standing(NOT_YET, days[-1], "text", " ".join(text.split()))
    return None


def _names_other(text: str, language: Language) -> bool:
    if _pattern("changes", language).search(text):
        return True
    words = (
        ("берене", "статья", "бөлүк", "бөлүг", "пункт", "абзац")
        if language == "ky"
        else ("стат", "част", "пункт")
    )
    return any(word in text.casefold() for word in words)


def repeal_lines(act: Act) -> frozenset[int]:
    """Return the lines that end the force of acts: the words themselves, and the lists they open."""
    found: set[int] = set()
    pattern = _pattern("repeals", act.language)
    opened: Line | None = None
    for index, line in enumerate(act.lines):
        text = line.span.of(act.text)
        if opened is not None and _belongs(act, line, opened):
            found.add(index)
            continue
        opened = None
        if line.role is not Role.EDITORIAL and pattern.search(text):
            found.add(index)
            opened = line if text.rstrip().endswith(":") else None
    return frozenset(found)


def _belongs(act: Act, line: Line, opened: Line) -> bool:
    """Tell whether a line is an item of the list that ``opened`` begins."""
    unit, lead = line.unit, act.units[opened.unit]
    beside = act.units[unit].parent == lead.parent and act.units[unit].kind in _ITEMS
    if beside and act.units[unit].kind is not lead.kind:
        return True
    while unit > 0:
        if unit == opened.unit:
            return True
        unit = act.units[unit].parent
    return False


def claims(act: Act, reader: Reader) -> Iterator[Claim]:
    """Yield the acts whose force an act ends as a whole; single units of others are not told here."""
    for index in sorted(repeal_lines(act)):
        for reference in reader.line(index):
            if reference.state == FOREIGN and reference.named and not reference.address:
                yield Claim(reference.named, act.requisites.date, reference.span.of(act.text))
