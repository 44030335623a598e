"""What a contrast is: one thing two aligned texts say differently, before it is weighed and worded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from expertise.act import Span
from expertise.analysis.compare.facts import Fact, Stretch

Side = tuple[Stretch, ...]


class Contrast(NamedTuple):
    """``kind`` as in the interface, ``reason`` the check that saw it, the words of both sides (None: absent).

    ``ru_says`` and ``ky_says`` are what was compared; ``ru_near`` and ``ky_near`` the sentences around;
    ``unit`` is that of the numbers, empty where they have none or two.
    """

    kind: str
    reason: str
    ru: Span | None
    ky: Span | None
    ru_says: str
    ky_says: str
    ru_near: Side
    ky_near: Side
    unit: str = ""


def facts_of(side: Side, *kinds: str) -> list[Fact]:
    """Return the facts of these kinds in reading order."""
    return [fact for stretch in side for fact in stretch.of(*kinds)]


def cancelled(ru: Sequence[Fact], ky: Sequence[Fact]) -> tuple[list[Fact], list[Fact]]:
    """Take away, value by value, what both sides say; return what is left of either.

    Equal units go together first, so that of two equal numbers the one in another unit stays.
    """
    left, right = list(ru), list(ky)
    for same in (_same_unit, _same_value):
        for fact in list(left):
            partner = next((other for other in right if same(fact, other)), None)
            if partner is not None:
                left.remove(fact)
                right.remove(partner)
    return left, right


def _same_unit(one: Fact, other: Fact) -> bool:
    return one.value == other.value and one.unit == other.unit


def _same_value(one: Fact, other: Fact) -> bool:
    return one.value == other.value


def counts(facts: Iterable[Fact], groups: dict[str, str] | None = None) -> Counter[str]:
    """Count facts by value, or by the group their value belongs to; values of no group are left out."""
    if groups is None:
        return Counter(f.value for f in facts)
    return Counter(groups[f.value] for f in facts if f.value in groups)
