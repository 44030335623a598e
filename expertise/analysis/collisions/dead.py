"""References that lead nowhere: to a unit that is missing or repealed, to an annex that is not attached."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from expertise.act import Act, Kind, Role, Span
from expertise.norms.extract import Reading
from expertise.norms.norm import Norm
from expertise.norms.references import (
    DEAD,
    FOREIGN,
    REPEALED_UNIT,
    RESOLVED,
    Named,
    Reference,
    Units,
    references,
    title_key,
)


@dataclass(frozen=True, slots=True)
class DeadEnd:
    """A reference that leads nowhere: ``check`` is its number in the kind, ``unit`` the repealed unit or -1.

    ``act`` is the act it should lead to.
    """

    check: str
    norm: Norm
    span: Span
    act: Act
    unit: int


def dead_ends(act: Act, reading: Reading, others: Sequence[Act] = ()) -> Iterator[DeadEnd]:
    """Yield the dead references of an act to itself and to the ``others`` it names, in reading order.

    An act that is named and not at hand is no dead end; neither is what two units could be.
    """
    norms = sorted(reading.norms, key=lambda n: n.passage.span.start)
    starts = [n.passage.span.start for n in norms]
    for reference in references(act):
        at = bisect_right(starts, reference.span.start) - 1
        if at < 0 or not norms[at].passage.span.holds(reference.span):
            continue
        if reference.state == RESOLVED and reference.unit > 0 and emptied(act, reference.unit):
            yield DeadEnd("02", norms[at], reference.span, act, reference.unit)
        elif reference.state == DEAD:
            yield DeadEnd(_number(reference), norms[at], reference.span, act, reference.unit)
        elif reference.state == FOREIGN and reference.named and reference.address:
            yield from _abroad(reference, norms[at], [o for o in others if _is_named(o, reference.named)])


def emptied(act: Act, unit: int) -> bool:
    """Tell whether nothing but words of repeal stands in a unit («Утратила силу»)."""
    span = act.units[unit].span
    lines = (line for line in act.lines[act.line_at(span.start) :] if line.span.start < span.end)
    roles = {line.role for line in lines} - {Role.HEADING, Role.EDITORIAL}
    return roles == {Role.REPEALED}


def _number(reference: Reference) -> str:
    if reference.reason == REPEALED_UNIT:
        return "02"
    return "03" if reference.address and reference.address[0][0] is Kind.ANNEX else "01"


def _abroad(reference: Reference, norm: Norm, named: Sequence[Act]) -> Iterator[DeadEnd]:
    if len(named) != 1 or reference.range_end:
        return
    found = Units.of(named[0]).named(reference.address)
    if found.state == DEAD:
        number = "02" if found.reason == REPEALED_UNIT else "01"
        yield DeadEnd(number, norm, reference.span, named[0], found.unit)


def _is_named(act: Act, named: Named) -> bool:
    """Tell whether the words that name an act fit: its number where both have one, else its title."""
    r = act.requisites
    if named.number and r.number:
        return named.number == r.number and named.date in (None, r.date)
    return bool(named.title) and title_key(named.title, act.language) == title_key(r.title, act.language)
