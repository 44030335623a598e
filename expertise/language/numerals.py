"""From values of number words to one number, the same for both languages."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise


def compose(values: Sequence[int]) -> int | None:
    """Return the number that ``values`` spell, biggest first: [2, 100, 50, 1000, 7] is 250007.

    A hundred is multiplied by the digit before it (Kyrgyz «эки жүз»; Russian hundreds are one word), a
    thousand and above by the whole group before it. None where the order makes no number ([5, 20]) and
    for an empty sequence.
    """
    if not values or (len(values) > 1 and 0 in values):
        return None
    total, limit = 0, 10**12
    group: list[int] = []
    for value in values:
        if value < 1000:
            group.append(value)
            continue
        times = _below_thousand(group) if group else 1
        if times is None or value >= limit:
            return None
        total, limit, group = total + times * value, value, []
    rest = _below_thousand(group)
    return None if rest is None else total + rest


def _below_thousand(values: Sequence[int]) -> int | None:
    """Add hundreds, tens and units; None where a smaller or equal order comes first."""
    if len(values) > 1 and values[1] == 100:
        if not 1 < values[0] < 10:
            return None
        values = [values[0] * 100, *values[2:]]
    # «он беш» is 15 in Kyrgyz; Russian teens are one word and nothing may follow them.
    fits = all(smaller < _room(bigger) for bigger, smaller in pairwise(values))
    return sum(values) if fits else None


def _room(value: int) -> int:
    """Return below what the next value has to stay: 100 after hundreds, 10 after tens, 0 after the rest."""
    return 100 if value % 100 == 0 else 10 if value % 10 == 0 else 0
