"""Regulatory impact analysis: what of the checklist its text speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from expertise.act import Act
from expertise.lexicon.intake import Checklist
from expertise.review.journal import Entry

RIA = "ria"
_AROUND = 60  # code points of a quote on either side of the word that was found


@dataclass(frozen=True, slots=True)
class RiaItem:
    """A point of the checklist; ``quote`` are the words around the place where it was found."""

    id: str
    text: Mapping[str, str]
    found: bool
    quote: str


def judged(act: Act, checklist: Checklist) -> tuple[RiaItem, ...]:
    """Return the points of the checklist with where the analysis speaks of them.

    A word found says that a section is there, not that it is good: that is for a person to read.
    """
    found = []
    for point in checklist.points:
        quote = _quote(act, point.words[act.language].search(act.text))
        found.append(RiaItem(point.id, point.name, bool(quote), quote))
    return tuple(found)


def _quote(act: Act, found: re.Match[str] | None) -> str:
    if found is None:
        return ""
    line = act.lines[act.line_at(found.start())].span
    left, right = max(line.start, found.start() - _AROUND), min(line.end, found.end() + _AROUND)
    before, behind = act.text[left : found.start()], act.text[found.end() : right]
    if left > line.start:  # whole words only: what is left of one tells nothing
        before = "… " + before.partition(" ")[2]
    if right < line.end:
        behind = behind.rpartition(" ")[0] + " …"
    return f"{before}{found[0]}{behind}".strip()


def ria_entry(entries: Iterable[Entry]) -> Entry | None:
    """Return the entry of the newest analysis, None without one."""
    found = [entry for entry in entries if entry.kind == RIA]
    return found[-1] if found else None
