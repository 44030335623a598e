"""Families: acts and norms that are copies or near copies: proposed to an expert, nothing is decided.

A family is a first member and those that are alike to it (not to each other in a chain: a chain of small
steps would join what has nothing in common). Members are taken in the order given, so the families are the
same whatever the number of workers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from expertise.batch.likeness import BANDS, band_keys

#: Share of common shingles from which two acts are near copies: about one word in fifteen is another one.
ACTS_FROM = 0.8
#: First members with which one text is compared at most, those with most common bands first.
_MOST = 32


@dataclass(frozen=True, slots=True)
class Member:
    """A place in a family: ``item`` counts the texts given, ``first`` is the family's first one."""

    item: int
    first: int
    likeness: float


def shared_bands(signatures: NDArray[np.uint32]) -> dict[int, list[int]]:
    """Return for every text that shares a band with another one the numbers of those bands' groups.

    Memory: one number a text while a band is looked at, and the groups of those that share something.
    """
    groups: dict[int, list[int]] = {}
    number = 0
    for band in range(BANDS):
        keys = band_keys(signatures, band)
        order = np.argsort(keys, kind="stable")
        borders = np.flatnonzero(np.diff(keys[order])) + 1
        for group in np.split(order, borders):
            if len(group) > 1:
                for item in group.tolist():
                    groups.setdefault(item, []).append(number)
                number += 1
    return groups


def families(
    signatures: NDArray[np.uint32], alike: Callable[[int, int], float], least: float
) -> Iterator[Member]:
    """Yield the members of all families with two members or more, in the order of the texts.

    ``signatures`` has a row a text; ``alike(first, item)`` is asked for the pairs that they propose and gives
    0-1; from ``least`` on two texts are of one family. The most alike first member wins, then the earlier.
    """
    groups = shared_bands(signatures)
    firsts: dict[int, list[int]] = {}  # group -> first members in it
    went: dict[int, tuple[int, float]] = {}
    for item in sorted(groups):
        best, likest = -1, 0.0
        for first in _candidates(groups[item], firsts):
            found = alike(first, item)
            if found >= least and found > likest:
                best, likest = first, found
        if best < 0:
            for group in groups[item]:
                firsts.setdefault(group, []).append(item)
        else:
            went[item] = (best, likest)
    heads = {first for first, _ in went.values()}
    for item in sorted(heads | set(went)):
        yield Member(item, item, 1.0) if item in heads else Member(item, *went[item])


def _candidates(groups: Sequence[int], firsts: dict[int, list[int]]) -> list[int]:
    counts: dict[int, int] = {}
    for group in groups:
        for first in firsts.get(group, ()):
            counts[first] = counts.get(first, 0) + 1
    return sorted(counts, key=lambda first: (-counts[first], first))[:_MOST]


def name(words: Iterable[str]) -> str:
    """Return the name of a family, made of what names its first member: the same in every run with it."""
    return hashlib.sha256("\0".join(words).encode("utf-8", "backslashreplace")).hexdigest()[:12]
