"""Which unit of one text answers to which of the other: a path of least loss through both, in order.

Follows the dynamic programming of Gale and Church (1993) with words instead of lengths as the main
evidence: concepts of the translation lexicon, numbers, loan words, the unit's own number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

from expertise.analysis.compare.facts import Stretch

Item = TypeVar("Item")


class Match(NamedTuple):
    """Stretches ``[ru_from, ru_to)`` answer to ``[ky_from, ky_to)``; one range is empty where none answers."""

    ru_from: int
    ru_to: int
    ky_from: int
    ky_to: int


#: Ways to go: one to one, nothing to one, two to one, three to one. Joined ones pay for it.
_STEPS = ((1, 1, 0.0), (1, 0, 0.0), (0, 1, 0.0), (2, 1, 0.12), (1, 2, 0.12), (3, 1, 0.2), (1, 3, 0.2))
_BAND = 20  # how far apart numbers of units may drift


def likeness(ru: Counter[str], ky: Counter[str]) -> float:
    """Return 0-1: the share of keys both have, numbers counting double; 0 where either has none."""
    if not ru or not ky:
        return 0.0
    shared = sum(_weight(key) * min(count, ky[key]) for key, count in ru.items() if key in ky)
    total = sum(_weight(k) * c for k, c in ru.items()) + sum(_weight(k) * c for k, c in ky.items())
    return 2 * shared / total


def _weight(key: str) -> float:
    return 2.0 if key[0] == "#" else 1.0


def shared_stems(ru: Sequence[Stretch], ky: Sequence[Stretch]) -> frozenset[str]:
    """Return the beginnings of words that both texts use: loan words."""
    left = frozenset().union(*(s.stems for s in ru)) if ru else frozenset()
    right = frozenset().union(*(s.stems for s in ky)) if ky else frozenset()
    return left & right


def keys_of(stretches: Sequence[Stretch], loans: frozenset[str]) -> list[Counter[str]]:
    """Return the keys of each stretch without the stems only one language has."""
    return [
        Counter({k: n for k, n in s.keys.items() if k[0] != "~" or k[1:] in loans}) for s in stretches
    ]


def align_lines(ru: Sequence[Stretch], ky: Sequence[Stretch], loans: frozenset[str]) -> list[Match]:
    """Align lines or sentences of two units that answer to each other."""
    left, right = keys_of(ru, loans), keys_of(ky, loans)

    def score(a: int, b: int, c: int, d: int) -> float:
        alike = likeness(_joined(left[a:b]), _joined(right[c:d]))
        lengths = _lengths(ru[a:b], ky[c:d])
        few = min(sum(left[a].values()), sum(right[c].values())) < 3
        worth = (0.5 if few else 0.75) * alike + (0.35 if few else 0.2) * lengths
        return worth + _markers(ru[a], ky[c]) - 0.3

    return path(len(ru), len(ky), score)


def _joined(keys: Sequence[Counter[str]]) -> Counter[str]:
    return keys[0] if len(keys) == 1 else sum(keys, Counter())


def _lengths(ru: Sequence[Stretch], ky: Sequence[Stretch]) -> float:
    a, b = sum(len(s.span) for s in ru), sum(len(s.span) for s in ky)
    return min(a, b) / max(a, b, 1)


def _markers(ru: Stretch, ky: Stretch) -> float:
    if not ru.marker and not ky.marker:
        return 0.0
    return 0.15 if ru.marker == ky.marker else -0.1


def path(ru: int, ky: int, score: Callable[[int, int, int, int], float], steps: int = len(_STEPS)) -> list[Match]:
    """Return the best way through both sequences; ``score`` values joining [a, b) with [c, d), 0 is neutral."""
    best: dict[tuple[int, int], tuple[float, tuple[int, int] | None]] = {(0, 0): (0.0, None)}
    slope = ky / ru if ru else 1.0
    for i in range(ru + 1):
        for j in range(ky + 1):
            if (i, j) == (0, 0) or (abs(j - i * slope) > _BAND + abs(ru - ky) and (i, j) != (ru, ky)):
                continue
            options = []
            for di, dj, price in _STEPS[:steps]:
                if (before := best.get((i - di, j - dj))) is None:
                    continue
                gain = score(i - di, i, j - dj, j) - price if di and dj else 0.0
                options.append((before[0] + gain, (i - di, j - dj)))
            if options:
                best[i, j] = max(options, key=lambda option: option[0])
    return _back(best, (ru, ky))


def _back(best: dict[tuple[int, int], tuple[float, tuple[int, int] | None]], end: tuple[int, int]) -> list[Match]:
    found: list[Match] = []
    while (previous := best[end][1]) is not None:
        found.append(Match(previous[0], end[0], previous[1], end[1]))
        end = previous
    return found[::-1]


class Block(NamedTuple):
    """A unit that is aligned as a whole: an article, an annex, or the lines outside of any."""

    number: str
    stretches: tuple[Stretch, ...]

    @property
    def keys(self) -> Counter[str]:
        """Return the keys of the whole block."""
        return sum((s.keys for s in self.stretches), Counter())


def align_blocks(ru: Sequence[Block], ky: Sequence[Block], loans: frozenset[str]) -> list[Match]:
    """Align articles by number and content: a renumbered, split or misnumbered one is found by its words."""
    left = [_loaned(block.keys, loans) for block in ru]
    right = [_loaned(block.keys, loans) for block in ky]

    def score(a: int, b: int, c: int, d: int) -> float:
        alike = likeness(_joined(left[a:b]), _joined(right[c:d]))
        return alike + (0.2 if ru[a].number == ky[c].number else 0.0) - 0.33

    return path(len(ru), len(ky), score, 5)


def _loaned(keys: Counter[str], loans: frozenset[str]) -> Counter[str]:
    return Counter({k: n for k, n in keys.items() if k[0] != "~" or k[1:] in loans})
