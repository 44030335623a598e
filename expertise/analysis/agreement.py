"""Whether a comparative table proposes what the amending draft says: the wording that the draft quotes.

Formulas that change single words quote no whole norm and are left out; so is a table's own context.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from expertise.act import Act, Role, address, label
from expertise.reading import comparative

#: A line less alike (0-100) than this, at another address, is not the same norm.
_ALIKE = 75
#: Other wording at the same address; less alike it is another act's article of the same number.
_ALIKE_THERE = 50
_MARKS = re.compile(r"[\s«»\"“”„.;,:]+")
_ADDRESS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A line of the draft, and the line of the table that says it otherwise, None where none says it."""

    draft: int
    table: int | None


def disagreements(draft: Act, table: Act) -> Iterator[Disagreement]:
    """Yield the quoted norms of ``draft`` that ``table`` words otherwise or lacks, in the draft's order.

    Spaces, quotation marks, end signs and capitals do not count as differences.
    """
    offered = {
        n: _plain(table, n)
        for row in comparative.rows(table)
        for n in (*row.shared, *row.proposed)
        if table.lines[n].role in (Role.NORM, Role.HEADING, Role.REPEALED)
    }
    places = {n: label(table, table.units[table.lines[n].unit], draft.language) for n in offered}
    for place, line in enumerate(draft.lines):
        words = _plain(draft, place)
        if line.role is not Role.QUOTED or not words or words in offered.values():
            continue
        target = address(draft.units[line.unit].target, draft.language)
        near = [n for n, named in places.items() if named == target]
        hit = _nearest(words, {n: offered[n] for n in near}, _ALIKE_THERE) or _nearest(words, offered, _ALIKE)
        yield Disagreement(place, hit)


def _nearest(words: str, offered: dict[int, str], least: float) -> int | None:
    found = process.extractOne(words, offered, scorer=fuzz.ratio, score_cutoff=least)
    return int(found[2]) if found else None


def _plain(act: Act, line: int) -> str:
    """Return the words of a line below its number, as far as they can differ in meaning."""
    own = act.lines[line]
    return _MARKS.sub(" ", act.text[own.body : own.span.end]).strip().casefold()
