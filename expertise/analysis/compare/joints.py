"""«И» and «или»: a conjunction is found in the other text by the words it joins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from expertise.act import Span
from expertise.analysis.compare.contrast import Contrast, Side
from expertise.analysis.compare.facts import Fact

_WORDS = 3  # words on either side by which a joint is recognised
_JOINED = frozenset({"term", "body", "number", "stem", "unit"})


class _Joint(NamedTuple):
    fact: Fact
    before: frozenset[str]
    behind: frozenset[str]


def joints(ru: Side, ky: Side) -> Iterator[Contrast]:
    """Yield «и» between words that «или» joins in the other text, and the other way round.

    Both neighbours have to agree. Joints of the same class go together first, so that a conjunction is
    called different only when none of its own class is left that joins the same words.
    """
    left, right = list(_joints(ru)), list(_joints(ky))
    pairs = sorted(
        ((_agreement(one, other), one.fact.value == other.fact.value, -i, -j, one, other)
         for i, one in enumerate(left) for j, other in enumerate(right)),
        key=lambda p: p[:4], reverse=True,
    )  # fmt: skip
    taken: set[Span] = set()
    for agreement, same, _, _, one, other in pairs:
        if agreement < 2 or one.fact.span in taken or other.fact.span in taken:
            continue
        taken |= {one.fact.span, other.fact.span}
        if not same:
            yield Contrast(
                "condition", "and-or", one.fact.span, other.fact.span, one.fact.value, other.fact.value, ru, ky
            )  # fmt: skip


def _agreement(one: _Joint, other: _Joint) -> int:
    """Return how many neighbours two joints share, 0-2."""
    return bool(one.before & other.before) + bool(one.behind & other.behind)


def _joints(side: Side) -> Iterator[_Joint]:
    for stretch in side:
        conjunctions = [f for f in stretch.of("condition") if f.value in ("and", "or")]
        named = [f for f in stretch.facts if f.kind in _JOINED]
        for at, fact in enumerate(conjunctions):
            floor = conjunctions[at - 1].span.end if at else stretch.span.start
            ceiling = conjunctions[at + 1].span.start if at + 1 < len(conjunctions) else stretch.span.end
            before = _near(stretch.text, Span(floor, fact.span.start), last=True)
            behind = _near(stretch.text, Span(fact.span.end, ceiling), last=False)
            yield _Joint(fact, _keys(named, before), _keys(named, behind))


def _near(text: str, span: Span, *, last: bool) -> Span:
    """Return the part of a span nearest to the joint: a few words, not past a semicolon."""
    words = span.of(text).split(" ")
    if last:
        return Span(span.end - len(" ".join(words[-_WORDS - 1 :])), span.end)
    return Span(span.start, span.start + len(" ".join(words[: _WORDS + 1])))


def _keys(named: Sequence[Fact], within: Span) -> frozenset[str]:
    return frozenset(f"{f.kind} {f.value}" for f in named if within.holds(f.span))
