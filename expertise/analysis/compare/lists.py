"""Enumerations in brackets: one that has more items in one text than in the other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from expertise.act import Language, Span
from expertise.analysis.compare.contrast import Contrast, Side
from expertise.language.wordforms import describes

_BRACKETS = re.compile(r"\(([^()]{20,400})\)")
_WORD = re.compile(r"\s*(\w+)")
_ITEM = re.compile(r",|;")
_JOINT = {"ru": re.compile(r"\s(?:и|или|либо)\s"), "ky": re.compile(r"\s(?:жана|же|ж\.\s?б|ж\.\s?у)\b")}
_LISTED, _SHORT = 3, 4  # items of an enumeration short enough for one comma to matter
_APART = 2  # items by which a longer one has to differ


def bracketed(ru: Side, ky: Side) -> Iterator[Contrast]:
    """Yield bracketed enumerations of unequal length; sides with other numbers of brackets are left alone."""
    left, right = _brackets(ru), _brackets(ky)
    if len(left) != len(right):
        return
    for one, other in zip(left, right, strict=True):
        items = _items(ru, one, "ru"), _items(ky, other, "ky")
        apart = abs(items[0] - items[1])
        if min(items) > 1 and max(items) >= _LISTED and apart and (apart >= _APART or max(items) <= _SHORT):
            yield Contrast("other", "list", one, other, str(items[0]), str(items[1]), ru, ky)


def _brackets(side: Side) -> list[Span]:
    return [
        Span(*found.span(1))
        for stretch in side
        for found in _BRACKETS.finditer(stretch.text, stretch.span.start, stretch.span.end)
    ]


def _items(side: Side, span: Span, language: Language) -> int:
    """Count the items of an enumeration by its commas and conjunctions; 0 where commas part clauses too."""
    text = span.of(side[0].text)
    commas = list(_ITEM.finditer(text))
    if language == "ru" and any(_opens_clause(text[comma.end() :]) for comma in commas):
        return 0
    return 1 + len(commas) + len(_JOINT[language].findall(text))


def _opens_clause(text: str) -> bool:
    """Tell whether a comma only opens what describes the word before it («лиц, подлежащих призыву»)."""
    word = _WORD.match(text)
    return word is not None and (word[1].lower().startswith("котор") or describes("ru", word[1].lower()))
