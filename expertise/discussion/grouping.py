"""Proposals that say the same: nearly equal words on the same norms.

Figures and negations must be the same: «10 дней» and «15 дней», «разрешить» and «не разрешать» are alike in
letters and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from rapidfuzz import fuzz, process

#: Alike (0-100) enough to be one proposal: on the same norms, and where neither names a norm.
SAME_NORM, NO_NORM = 88, 93
_CHUNK = 256
_WORDS = re.compile(r"\w+")
_NOT = re.compile(
    r"не|ни|нет|без|нельзя|жок|эмес|\w{2,}[бп][аеоө](?:й|с|г[аеоө]н|ст[аеоө]н|ш\w*)\w*|\w{2,}[бп][аеоө]"
)
_FOLD = str.maketrans("ңүөёһ", "нуоех")


def groups(texts: Sequence[str], norms: Sequence[tuple[str, ...]]) -> list[list[int]]:
    """Return the places of proposals that belong together, each group and all groups in their order.

    ``norms`` are the eIds each speaks of. A proposal that is like no other makes a group of its own.
    """
    keys = [_key(text) for text in texts]
    parent = list(range(len(texts)))
    by_ground: dict[Any, list[int]] = {}
    for place, (words, figures, refusals) in enumerate(keys):
        if words:
            ground = (frozenset(norms[place]), figures, refusals)
            by_ground.setdefault(ground, []).append(place)
    for (named, _, _), members in by_ground.items():
        for one, other in _alike([keys[m][0] for m in members], SAME_NORM if named else NO_NORM):
            _join(parent, members[one], members[other])
    found: dict[int, list[int]] = {}
    for place in range(len(texts)):
        found.setdefault(_root(parent, place), []).append(place)
    return sorted(found.values())


def _key(text: str) -> tuple[str, tuple[str, ...], int]:
    """Return folded words in their order, the figures among them, and how many of them deny."""
    words = _WORDS.findall(text.casefold())
    figures = tuple(sorted(word for word in words if word.isdigit()))
    refusals = sum(_NOT.fullmatch(word) is not None for word in words)
    return " ".join(words).translate(_FOLD), figures, refusals


def _alike(texts: Sequence[str], least: float) -> list[tuple[int, int]]:
    """Return pairs of places of texts that are alike; chunk by chunk, so that memory stays small."""
    first: dict[str, int] = {}
    pairs = [(first.setdefault(text, place), place) for place, text in enumerate(texts)]
    found = [(one, other) for one, other in pairs if one != other]
    distinct = list(first)
    for start in range(0, len(distinct), _CHUNK):
        rows = process.cdist(
            distinct[start : start + _CHUNK], distinct[start:], scorer=fuzz.ratio, score_cutoff=least
        )
        for row, column in zip(*rows.nonzero(), strict=True):
            if row < column:
                found.append((first[distinct[start + row]], first[distinct[start + column]]))
    return found


def _root(parent: list[int], place: int) -> int:
    while parent[place] != place:
        parent[place] = parent[parent[place]]
        place = parent[place]
    return place


def _join(parent: list[int], one: int, other: int) -> None:
    a, b = _root(parent, one), _root(parent, other)
    parent[max(a, b)] = min(a, b)
