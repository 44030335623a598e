"""The families of a run, or of what was chosen of it, in their rank: which acts and norms come again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from expertise.batch.overview import Overview

Kind = Literal["norm", "act"]
KINDS: tuple[Kind, ...] = ("norm", "act")


@dataclass(frozen=True, slots=True)
class Family:
    """Copies among what was chosen, two or more: ``name`` as of families.parquet.

    ``copies`` are its members, ``acts`` those they stand in; ``first`` is the earliest one: the number of an
    act, or the row of a finding. ``weight`` is the sum over the findings of all members.
    """

    name: str
    copies: int
    acts: int
    weight: float
    first: int


def ranked(seen: Overview, kind: Kind, limit: int | None = None) -> list[Family]:
    """Return the families (the first ``limit``), most copies first, then the heavier, then the earlier."""
    if kind == "norm":
        found = seen.findings
        return _ranked(found["family"], found["row"], found["act"], found["weight"], limit)
    acts = seen.with_counts()
    return _ranked(acts["family"].dictionary_encode(), acts["act"], acts["act"], acts["weight"], limit)


def _ranked(
    names: pa.ChunkedArray, firsts: pa.ChunkedArray, acts: pa.ChunkedArray, weights: pa.ChunkedArray,
    limit: int | None,
) -> list[Family]:  # fmt: skip
    coded = names.unify_dictionaries().combine_chunks()
    if not len(coded):
        return []
    codes, known = _numbers(coded.indices), coded.dictionary
    empty = known.index("").as_py()
    counts = np.bincount(codes, minlength=len(known))
    heavy = np.bincount(codes, weights=_numbers(weights), minlength=len(known))
    first = np.zeros(len(known), dtype=np.int64)
    first[codes[::-1]] = _numbers(firsts)[::-1]  # the last one written stays, that is the first of all
    if empty >= 0:
        counts[empty] = 0
    chosen = np.flatnonzero(counts > 1)
    chosen = chosen[np.lexsort((first[chosen], -heavy[chosen], -counts[chosen]))][:limit]
    inside = _acts(codes, _numbers(acts), chosen, len(known))
    return [
        Family(
            known[code].as_py(), int(counts[code]), int(inside[code]), float(heavy[code]), int(first[code])
        )
        for code in chosen.tolist()
    ]


def _numbers(column: pa.ChunkedArray | pa.Array) -> NDArray[Any]:
    made: NDArray[Any] = column.to_numpy()
    return made


def _acts(codes: NDArray[Any], acts: NDArray[Any], chosen: NDArray[Any], count: int) -> NDArray[Any]:
    """Return in how many acts the chosen families have members, by code."""
    held = np.zeros(count, dtype=bool)
    held[chosen] = True
    of_chosen = held[codes]
    pairs = np.unique((codes[of_chosen].astype(np.int64) << 40) | acts[of_chosen])
    return np.bincount(pairs >> 40, minlength=count)


def members(seen: Overview, kind: Kind, name: str) -> Overview:
    """Return the acts of a family; of norms with the findings on its members only."""
    if kind == "act":
        return seen.of(seen.acts.filter(pc.equal(seen.acts["family"], name))["act"])
    found = seen.findings.filter(pc.equal(seen.findings["family"], name))
    return Overview(seen.of(found["act"]).acts, found)
