"""«И» and «или»: a conjunction is found in the other text by the words it joins."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from expertise.act import Span
from expertise.analysis.compare.contrast import Contrast, Side
from expertise.analysis.compare.facts import Fact

_COUNTED = 6  # conjunctions of a sentence up to which their number says something
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
        ((_shared(one, other), one.fact.value == other.fact.value, -i, -j, one, other)
         for i, one in enumerate(left) for j, other in enumerate(right) if _agree(one, other)),
        key=lambda p: p[:4], reverse=True,
    )  # fmt: skip
    taken: set[Span] = set()
    found = False
    for _, same, _, _, one, other in pairs:
        if one.fact.span in taken or other.fact.span in taken:
            continue
        taken |= {one.fact.span, other.fact.span}
        if not same and _outnumbers(left, right, one.fact.value, other.fact.value):
            found = True
            yield _contrast(one, other, ru, ky)
    if not found and _swapped(left, right):
        yield from _loose([j for j in left if j.fact.span not in taken],
                          [j for j in right if j.fact.span not in taken], ru, ky)  # fmt: skip


def _contrast(one: _Joint, other: _Joint, ru: Side, ky: Side) -> Contrast:
    return Contrast(
        "condition", "and-or", one.fact.span, other.fact.span, one.fact.value, other.fact.value, ru, ky
    )  # fmt: skip


def _swapped(left: Sequence[_Joint], right: Sequence[_Joint]) -> bool:
    """Tell whether all conjunctions of two sentences agree but one, which is of the other class."""
    counts = [Counter(j.fact.value for j in side) for side in (left, right)]
    gain = counts[0]["or"] - counts[1]["or"]
    return len(left) == len(right) <= _COUNTED and abs(gain) == 1


def _loose(left: Sequence[_Joint], right: Sequence[_Joint], ru: Side, ky: Side) -> Iterator[Contrast]:
    """Yield the one pair of different classes that shares a neighbour, where the count says there is one."""
    pairs = [
        (_shared(one, other), one, other)
        for one in left for other in right if one.fact.value != other.fact.value
    ]  # fmt: skip
    alone = len(left) == len(right) == 1
    best = max(pairs, key=lambda p: p[0], default=None)
    if best is not None and (best[0] > 0 or (alone and _unknown(best[1], best[2]))):
        yield _contrast(best[1], best[2], ru, ky)


def _unknown(one: _Joint, other: _Joint) -> bool:
    """Tell whether too little is known of the words around a joint to speak against a pair."""
    return min(len(j.before) + len(j.behind) for j in (one, other)) <= 1


def _outnumbers(left: Sequence[_Joint], right: Sequence[_Joint], ru: str, ky: str) -> bool:
    """Tell whether either text has a conjunction more than the other: two that changed places are none."""
    counts = [Counter(j.fact.value for j in side) for side in (left, right)]
    return counts[0][ru] > counts[1][ru] or counts[1][ky] > counts[0][ky]


def _agree(one: _Joint, other: _Joint) -> bool:
    """Tell whether both neighbours of two joints have a word in common, and not the same word twice."""
    return _both(one.before & other.before, one.behind & other.behind) or _both(
        one.before & other.behind, one.behind & other.before
    )


def _both(first: frozenset[str], second: frozenset[str]) -> bool:
    return bool(first) and bool(second) and len(first | second) > 1


def _shared(one: _Joint, other: _Joint) -> int:
    """Return how many words two joints share in the same places, or half of those that changed places."""
    straight = len(one.before & other.before) + len(one.behind & other.behind)
    crossed = len(one.before & other.behind) + len(one.behind & other.before)
    return max(2 * straight, crossed)


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
