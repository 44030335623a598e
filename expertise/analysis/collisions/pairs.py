"""Which claims speak of the same matter: found by hash and inverted index, never all pairs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from expertise.analysis.collisions.claim import Claim

#: A wording that stands in more articles than this is a formula of the act, no matter of its own.
_FORMULA = 3
_SMALLEST = 2  # keys and bodies of a matter in one act
#: Two acts: matters of this size may differ in some words, if each is the other's best match.
_LONG, _ALIKE, _BOTH = 5, 0.55, 0.8
_LONGER = 8  # keys from which on both may say what the other does not
_KEY = 7  # letters of a key
_DENIED = 5  # letters behind «не» that a denied word has in common with the plain one
_COMMON = 60  # places of a key from which on it leads to no candidates

Pair = tuple[Claim, Claim]


def within(claims: Sequence[Claim]) -> Iterator[Pair]:
    """Yield pairs of one act in reading order: the same matter in two sentences.

    Sentences that lean on their neighbours («указанный срок») know their matter only within an article.
    """
    for group in _groups(claims):
        if len({c.norm.passage.article for c in group}) > _FORMULA:
            continue
        for one, other in combinations(group, 2):
            if _apart(one, other) and _together(one, other):
                yield other, one


def _apart(one: Claim, other: Claim) -> bool:
    """Tell whether two claims stand in two sentences that are not items of one list."""
    ours, theirs = one.norm.passage, other.norm.passage
    return ours is not theirs and (ours.lead is None or ours.lead is not theirs.lead)


def _groups(claims: Sequence[Claim]) -> list[list[Claim]]:
    """Return the claims of each matter that more than one has, in the order of each first one."""
    groups: dict[frozenset[str], list[tuple[int, Claim]]] = defaultdict(list)
    for at, claim in enumerate(claims):
        if claim.matter:
            groups[claim.matter].append((at, claim))
    found = []
    for group in groups.values():
        # Whether a claim states anything is asked of those only that have a mate.
        kept = [(at, c) for at, c in group if c.states and _size(c) >= _SMALLEST] if len(group) > 1 else []
        if len(kept) > 1:
            found.append(kept)
    found.sort(key=lambda kept: kept[0][0])
    return [[claim for _, claim in kept] for kept in found]


def _size(claim: Claim) -> int:
    return len(claim.matter) + len(claim.bodies) + len(claim.persons)


def _together(one: Claim, other: Claim) -> bool:
    near = one.norm.passage.article == other.norm.passage.article
    leaning = "anaphora" in one.marks or "anaphora" in other.marks
    return (near or not leaning) and one.cites == other.cites


def across(
    claims: Sequence[Claim], others: Sequence[Claim], contrasts: Sequence[frozenset[str]] = ()
) -> Iterator[Pair]:
    """Yield pairs of two acts: the same matter, or nearly the same where each is the other's best match.

    Of ``contrasts``, words that exclude each other, no two may tell a near pair apart.
    """
    exact: dict[frozenset[str], list[Claim]] = defaultdict(list)
    others = [o for o in others if o.states]
    for other in others:
        if len(other.matter) + len(other.bodies) > _SMALLEST or len(other.matter) >= _SMALLEST:
            exact[other.matter].append(other)
    unmatched = []
    for claim in (c for c in claims if c.states):
        found = [o for o in exact.get(claim.matter, ()) if not _leaning(claim, o)]
        if 0 < len(found) <= _FORMULA and not any(_says_the_same(claim, o) for o in found):
            yield from ((claim, other) for other in found)
        elif found:
            continue
        elif len(claim.matter) >= _LONG:
            unmatched.append(claim)
    keys = [frozenset(word[:_KEY] for word in group) for group in contrasts]
    for one, other in _nearest(unmatched, [o for o in others if len(o.matter) >= _LONG]):
        if not _contrary(one.matter, other.matter, keys):
            yield one, other


def _contrary(one: frozenset[str], other: frozenset[str], contrasts: Sequence[frozenset[str]]) -> bool:
    """Tell whether two matters differ by words that exclude each other, or by a word and its denial."""
    ours, theirs = one - other, other - one
    if any(ours & group and theirs & group for group in contrasts):
        return True
    pairs = [(a, b) for left, right in ((ours, theirs), (theirs, ours)) for a in left for b in right]
    return any(a.startswith(f"не{b[:_DENIED]}") for a, b in pairs)


def _says_the_same(one: Claim, other: Claim) -> bool:
    """Tell whether two claims of one matter say the same numbers with the same modality of the same body."""
    values = ([(q.value, q.unit, q.days) for q in claim.quantities] for claim in (one, other))
    same = next(values) == next(values) and one.dates == other.dates
    return same and one.modality == other.modality and one.bodies == other.bodies


def _leaning(one: Claim, other: Claim) -> bool:
    return len(one.matter) < _LONG and bool({"anaphora"} & (one.marks | other.marks))


def _nearest(claims: Sequence[Claim], others: Sequence[Claim]) -> Iterator[Pair]:
    places: dict[str, list[int]] = defaultdict(list)
    for at, other in enumerate(others):
        for key in other.matter:
            places[key].append(at)
    best: dict[int, tuple[float, int]] = {}
    chosen: list[tuple[int, int, float]] = []
    for at, claim in enumerate(claims):
        shared: Counter[int] = Counter()
        for key in sorted(claim.matter):
            if len(places.get(key, ())) <= _COMMON:
                shared.update(places.get(key, ()))
        ranked = sorted(((_alike(claim, others[o]), -o) for o in shared), reverse=True)
        if ranked and ranked[0][0] >= _least(claim, others[-ranked[0][1]]):
            score, mate = ranked[0][0], -ranked[0][1]
            chosen.append((at, mate, score))
            best[mate] = max(best.get(mate, (0.0, 0)), (score, -at))
    for at, mate, score in chosen:
        if best[mate] == (score, -at):
            yield claims[at], others[mate]


def _least(one: Claim, other: Claim) -> float:
    """Return how much a near pair must share: more where both say what the other does not."""
    holds = one.matter <= other.matter or other.matter <= one.matter
    return _ALIKE if holds or min(len(one.matter), len(other.matter)) >= _LONGER else _BOTH


def _alike(one: Claim, other: Claim) -> float:
    """Return how much two matters share, of the clauses alone and with their lead-ins, the lesser of both."""
    shares = (
        2 * len(a & b) / (len(a) + len(b) or 1)
        for a, b in ((one.matter, other.matter), (one.own_matter, other.own_matter))
    )
    return min(shares)
