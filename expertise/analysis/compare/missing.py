"""Lines and sentences of one text that nothing in the other answers to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from expertise.analysis.compare.alignment import known_keys
from expertise.analysis.compare.contrast import Contrast, Side
from expertise.analysis.compare.facts import Stretch
from expertise.analysis.compare.pairing import Row

_KNOWN = 3  # keys from which on a line can be recognised at all
_NUMBERED = 1  # a line with a number of its own is a unit whatever it says
_SENTENCE_KNOWN = 5  # a sentence lost inside a line has to say more
_FOUND = 0.5  # share of keys found in the surplus of the neighbours that makes it no loss


def missing(found: Sequence[Row], loans: frozenset[str]) -> Iterator[Contrast]:
    """Yield what stands in one text only; what a neighbour of the other text says too is not missing."""
    for at, row in enumerate(found):
        if row.ru and row.ky:
            yield from _sentences(row, loans)
        elif row.whole:
            first = at == 0 or not _continues(found[at - 1], row)
            if first and _is_lost(row.ru or row.ky, (), bool(row.ru), loans, _KNOWN):
                yield _contrast("article", row.ru, row.ky)
        elif _is_lost(row.ru or row.ky, _around(found, at), bool(row.ru), loans, _KNOWN):
            yield _contrast("line", row.ru, row.ky)


def _continues(before: Row, row: Row) -> bool:
    return before.whole and bool(before.ru) == bool(row.ru)


def _contrast(reason: str, ru: Side, ky: Side) -> Contrast:
    return Contrast(
        "missing", f"missing-{reason}", ru[0].span if ru else None, ky[0].span if ky else None, "", "", ru, ky
    )


def _around(found: Sequence[Row], at: int) -> list[tuple[Side, Side]]:
    return [(row.ru, row.ky) for row in (*found[max(0, at - 2) : at], *found[at + 1 : at + 3])]


def _sentences(row: Row, loans: frozenset[str]) -> Iterator[Contrast]:
    alone = {bool(ru) for ru, ky in row.sentences if not ru or not ky}
    if len(alone) > 1:  # sentences that changed places
        return
    for at, (ru, ky) in enumerate(row.sentences):
        if not ru or not ky:
            around = [*row.sentences[max(0, at - 2) : at], *row.sentences[at + 1 : at + 3]]
            if _is_lost(ru or ky, around, bool(ru), loans, _SENTENCE_KNOWN):
                yield _contrast("sentence", ru, ky)


def _is_lost(
    side: Side, around: Sequence[tuple[Side, Side]], in_ru: bool, loans: frozenset[str], known: int
) -> bool:
    """Tell whether what a side says is nowhere in what its neighbours say more in the other text."""
    if any(stretch.of("note") for stretch in side):
        return False
    keys = _sum(side, loans)
    if sum(keys.values()) < (_NUMBERED if side[0].marker else known):
        return False
    surplus: Counter[str] = Counter()
    for ru, ky in around:
        own, other = (ru, ky) if in_ru else (ky, ru)
        surplus += _sum(other, loans) - _sum(own, loans)
    shared = sum(min(count, surplus[key]) for key, count in keys.items())
    return shared < _FOUND * sum(keys.values())


def _sum(side: Sequence[Stretch], loans: frozenset[str]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for stretch in side:
        counts.update(known_keys(stretch, loans))
    return counts
