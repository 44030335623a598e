"""Which unit of one text answers to which of the other: a path of least loss through both, in order.

Follows the dynamic programming of Gale and Church (1993) with words instead of lengths as the main
evidence: concepts of the translation lexicon, numbers, loan words, the unit's own number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from expertise.analysis.compare.facts import Stretch


class Match(NamedTuple):
    """Stretches ``[ru_from, ru_to)`` answer to ``[ky_from, ky_to)``; one may be empty."""

    ru_from: int
    ru_to: int
    ky_from: int
    ky_to: int


#: Ways to go: one to one, nothing to one, two to one, three to one. Joined ones pay for it.
_STEPS = ((1, 1, 0.0), (1, 0, 0.0), (0, 1, 0.0), (2, 1, 0.12), (1, 2, 0.12), (3, 1, 0.2), (1, 3, 0.2))
_LINES_BAND, _BLOCKS_BAND = 6, 12  # how far units may drift apart, beside their difference in number
_FEW = 3  # keys up to which the length of a line tells more than its words


class Bag:
    """Keys with counts and their weight: numbers count double, since they are hard to have by chance."""

    __slots__ = ("counts", "weight")

    def __init__(self, counts: Mapping[str, int]) -> None:
        self.counts = counts
        self.weight = sum(n * (2 if key[0] == "#" else 1) for key, n in counts.items())

    def joined(self, other: Bag) -> Bag:
        """Return both together."""
        counts = dict(self.counts)
        for key, n in other.counts.items():
            counts[key] = counts.get(key, 0) + n
        return Bag(counts)


def likeness(ru: Bag, ky: Bag) -> float:
    """Return 0-1: the share of keys both have, numbers counting double; 0 where either has none."""
    if not ru.weight or not ky.weight:
        return 0.0
    others = ky.counts
    shared = 0
    for key, n in ru.counts.items():
        m = others.get(key)
        if m:
            shared += (n if n < m else m) * (2 if key[0] == "#" else 1)
    return 2 * shared / (ru.weight + ky.weight)


def shared_stems(ru: Sequence[Stretch], ky: Sequence[Stretch]) -> frozenset[str]:
    """Return the beginnings of words that both texts use: loan words."""
    left = frozenset().union(*(s.stems for s in ru)) if ru else frozenset()
    right = frozenset().union(*(s.stems for s in ky)) if ky else frozenset()
    return left & right


def known_keys(stretch: Stretch, loans: frozenset[str]) -> dict[str, int]:
    """Return the keys of a stretch without the beginnings of words only one language has."""
    return {k: n for k, n in stretch.keys.items() if k[0] != "~" or k[1:] in loans}


class _Bags:
    """Bags of a side, and of up to three neighbours together, made once."""

    def __init__(self, bags: Sequence[Bag]) -> None:
        self._bags = bags
        self._joined: dict[tuple[int, int], Bag] = {}

    def of(self, start: int, end: int) -> Bag:
        """Return the bag of stretches [start, end)."""
        if end - start == 1:
            return self._bags[start]
        if (start, end) not in self._joined:
            self._joined[start, end] = self.of(start, end - 1).joined(self._bags[end - 1])
        return self._joined[start, end]


def align_lines(ru: Sequence[Stretch], ky: Sequence[Stretch], loans: frozenset[str]) -> list[Match]:
    """Align lines or sentences of two units that answer to each other."""
    left = _Bags([Bag(known_keys(s, loans)) for s in ru])
    right = _Bags([Bag(known_keys(s, loans)) for s in ky])

    def score(a: int, b: int, c: int, d: int) -> float:
        one, other = left.of(a, b), right.of(c, d)
        alike, lengths = likeness(one, other), _lengths(ru[a:b], ky[c:d])
        few = min(one.weight, other.weight) < _FEW
        worth = (0.5 if few else 0.75) * alike + (0.35 if few else 0.2) * lengths
        return worth + _markers(ru[a], ky[c]) - 0.3

    return path(len(ru), len(ky), score, _LINES_BAND)


def _lengths(ru: Sequence[Stretch], ky: Sequence[Stretch]) -> float:
    a, b = sum(len(s.span) for s in ru), sum(len(s.span) for s in ky)
    return min(a, b) / max(a, b, 1)


def _markers(ru: Stretch, ky: Stretch) -> float:
    if not ru.marker and not ky.marker:
        return 0.0
    return 0.15 if ru.marker == ky.marker else -0.1


def path(
    ru: int, ky: int, score: Callable[[int, int, int, int], float], band: int, steps: int = len(_STEPS)
) -> list[Match]:
    """Return the best way through both sequences; ``score`` values joining [a, b) with [c, d), 0 is neutral.

    ``band`` is how far the way may leave the diagonal, beside the difference of lengths.
    """
    best: dict[tuple[int, int], tuple[float, tuple[int, int] | None]] = {(0, 0): (0.0, None)}
    slope = ky / ru if ru else 1.0
    reach = band + abs(ru - ky)
    for i in range(ru + 1):
        middle = i * slope
        for j in range(max(0, int(middle - reach)), min(ky, int(middle + reach) + 1) + 1):
            options = []
            for di, dj, price in _STEPS[:steps]:
                if (before := best.get((i - di, j - dj))) is None:
                    continue
                gain = score(i - di, i, j - dj, j) - price if di and dj else 0.0
                options.append((before[0] + gain, (i - di, j - dj)))
            if options:
                best[i, j] = max(options, key=lambda option: option[0])
    return _back(best, (ru, ky))


def _back(
    best: dict[tuple[int, int], tuple[float, tuple[int, int] | None]], end: tuple[int, int]
) -> list[Match]:
    found: list[Match] = []
    while (previous := best[end][1]) is not None:
        found.append(Match(previous[0], end[0], previous[1], end[1]))
        end = previous
    return found[::-1]


class Block(NamedTuple):
    """A unit that is aligned as a whole: an article, an annex, or the lines outside of any."""

    number: str
    stretches: tuple[Stretch, ...]


def align_blocks(ru: Sequence[Block], ky: Sequence[Block], loans: frozenset[str]) -> list[Match]:
    """Align articles by number and content: a renumbered, split or misnumbered one is found by its words."""
    left, right = (_Bags([_bag(block, loans) for block in side]) for side in (ru, ky))

    def score(a: int, b: int, c: int, d: int) -> float:
        alike = likeness(left.of(a, b), right.of(c, d))
        return alike + (0.2 if ru[a].number == ky[c].number else 0.0) - 0.33

    return path(len(ru), len(ky), score, _BLOCKS_BAND, 5)


def _bag(block: Block, loans: frozenset[str]) -> Bag:
    counts: Counter[str] = Counter()
    for stretch in block.stretches:
        counts.update(known_keys(stretch, loans))
    return Bag(counts)
