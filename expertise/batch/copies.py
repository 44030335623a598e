"""The families of a run: of its acts by their sketches, of norms with findings by their words."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from expertise.batch import likeness
from expertise.batch.families import ACTS_FROM, Member, families, name
from expertise.batch.heap import Heap
from expertise.batch.ledger import FOLDER, Ledger
from expertise.batch.rows import Kept, unpacked


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a family of ``size`` members, from 0; ``similarity`` is to its first member."""

    family: str
    similarity: float
    size: int
    place: int


class Copies:
    """The places by number: acts and findings are counted in the order of the ledger, from 0."""

    def __init__(self, acts: dict[int, Place], norms: Sequence[int], members: dict[int, Place]) -> None:
        self._acts, self._norms, self._members = acts, norms, members
        self._met: dict[str, int] = {}

    def act(self, number: int) -> Place | None:
        """Return the place of an act, None without copies."""
        return self._acts.get(number)

    def norm(self, number: int) -> Place | None:
        """Return the place of the norm of a finding, None without copies; asked in order, each once."""
        found = self._members.get(self._norms[number])
        if found is None:
            return None
        met = self._met.get(found.family, 0)
        self._met[found.family] = met + 1
        return Place(found.family, found.similarity, found.size, met)


def find(ledger: Ledger) -> Copies:
    """Return the families among all acts of the ledger and among their norms with findings."""
    folder = ledger.folder / FOLDER
    with closing(Heap(folder)) as signatures, closing(Heap(folder)) as acts, closing(Heap(folder)) as norms:
        held, keys = array("q"), array("q")
        number = 0
        for each in ledger.settled():
            kept = unpacked(each.data)
            if kept.code:
                continue
            if each.sketch:
                held.append(number)
                signatures.append(each.sketch[: 4 * likeness.HASHES])
                named = f"{kept.act['language']} {each.sha256}"
                acts.append(named.ljust(_HEAD).encode() + each.sketch[4 * likeness.HASHES :])
            _take_norms(kept, keys, norms)
            number += 1
        found = _of_acts(held, signatures.rows(likeness.HASHES), acts)
        return Copies(found, *_of_norms(keys, norms, Heap(folder)))


_HEAD = 72  # bytes of language and SHA-256 before the sketch of an act


def _take_norms(kept: Kept, keys: array[int], norms: Heap) -> None:
    for finding, more in zip(kept.record["findings"], kept.more, strict=True):
        words = likeness.plain(more["sentence"])
        if len(words) < likeness.SHORTEST_NORM:
            keys.append(-1)
            norms.append(b"")
            continue
        said = f"{finding['rule']} {kept.act['language']}\n{words}".encode("utf-8", "replace")
        # 63 bits: among a hundred million norms two would meet by chance once in two thousand runs.
        keys.append(int.from_bytes(hashlib.blake2b(said, digest_size=8).digest(), "big") >> 1)
        norms.append(said)


def _of_acts(held: Sequence[int], signatures: NDArray[np.uint32], acts: Heap) -> dict[int, Place]:
    def alike(first: int, item: int) -> float:
        one, other = acts[first], acts[item]
        if one.split(b" ", 1)[0] != other.split(b" ", 1)[0]:
            return 0.0
        return likeness.likeness(_numbers(one[_HEAD:]), _numbers(other[_HEAD:]))

    found: dict[int, Place] = {}
    for first, members in _grouped(families(signatures, alike, ACTS_FROM)):
        family = name(("act", acts[first][:_HEAD].decode()))
        for place, member in enumerate(members):
            found[held[member.item]] = Place(family, round(member.likeness, 4), len(members), place)
    return found


def _numbers(data: bytes) -> likeness.Hashes:
    return np.frombuffer(data, dtype="<u4").astype(np.uint32)


def _of_norms(keys: array[int], norms: Heap, signatures: Heap) -> tuple[Sequence[int], dict[int, Place]]:
    """Return for every finding the number of its words (-1: none), and the place of those words.

    The same words twice are a family; near copies of them join it.
    """
    with closing(signatures):
        _, first_at, number_of, counts = np.unique(
            np.frombuffer(keys, dtype=np.int64) if keys else np.empty(0, np.int64),
            return_index=True, return_inverse=True, return_counts=True,
        )  # fmt: skip
        order = np.argsort(first_at, kind="stable")  # words by where they stand first, not by their hash
        firsts, counts = first_at[order], counts[order]
        rank = np.empty_like(order)
        rank[order] = np.arange(len(order))
        texts = [int(i) for i in firsts]
        for at in texts:
            words = norms[at].partition(b"\n")[2].decode()
            signatures.append(likeness.signature(likeness.grams(words)).astype("<u4").tobytes())
        found = families(signatures.rows(likeness.HASHES), _alike(norms, texts), likeness.NORMS_FROM)
        near = {member.item: member for member in found}
        empty = {i for i, at in enumerate(texts) if not norms[at]}
        alone = [Member(i, i, 1.0) for i in np.flatnonzero(counts > 1).tolist() if i not in near]
        members: dict[int, Place] = {}
        for first, group in _grouped(iter([*near.values(), *alone])):
            if first in empty:
                continue
            family = name(("norm", norms[texts[first]].decode()))
            size = int(sum(counts[member.item] for member in group))
            for member in group:
                members[member.item] = Place(family, round(member.likeness, 4), size, 0)
        return array("q", rank[number_of].astype(np.int64).tobytes()), members


def _alike(norms: Heap, texts: Sequence[int]) -> Callable[[int, int], float]:
    def alike(first: int, item: int) -> float:
        one, _, words = norms[texts[first]].partition(b"\n")
        other, _, others = norms[texts[item]].partition(b"\n")
        if one != other or not words:
            return 0.0
        return likeness.norms_alike(words.decode(), others.decode())

    return alike


def _grouped(members: Iterator[Member]) -> Iterator[tuple[int, list[Member]]]:
    groups: dict[int, list[Member]] = {}
    for member in members:
        groups.setdefault(member.first, []).append(member)
    return iter(groups.items())
