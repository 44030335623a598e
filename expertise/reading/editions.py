"""Of which day the words of a norm are: told by the notes of editions that stand in the act itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from expertise.act import Act, Kind, Role
from expertise.reading.front import dates
from expertise.reading.words import finder

NORM, ACT, UNKNOWN = "norm", "act", "unknown"
_EDITION = finder("editorial")


@dataclass(frozen=True, slots=True)
class Edition:
    """``day`` is of the last change that a note of the norm or of its article names (``told`` norm).

    Where no note speaks of the norm it is the day of the act (``told`` act); None where the file names
    neither (``told`` unknown).
    """

    told: str
    day: date | None


def edition(act: Act, eid: str) -> Edition:
    """Return the edition of a unit; a note of its own goes before one of a unit around it, up to the article.

    An ``eid`` the act does not have is told as the act as a whole. Only notes in brackets count, as official
    editions print them: a publisher's warning of a change to come changed nothing yet.
    """
    for unit in _around(act, eid):
        notes = (n.span.of(act.text) for n in act.lines if n.unit == unit and n.role is Role.EDITORIAL)
        told = [day for text in notes if text[:1] == "(" and _EDITION.search(text) for day in dates(text)]
        if told:
            return Edition(NORM, max(told))
    day = act.requisites.date
    return Edition(ACT if day else UNKNOWN, day)


def _around(act: Act, eid: str) -> Iterator[int]:
    place = next((n for n, unit in enumerate(act.units) if unit.eid == eid), 0)
    while place > 0:
        yield place
        if act.units[place].kind is Kind.ARTICLE:
            return
        place = act.units[place].parent
