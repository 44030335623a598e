"""What changed between two runs: acts and findings that are new, gone or changed, and for what reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
import pyarrow as pa

ACT_COLUMNS = ("act", "file", "name", "sha256", "language", "type", "number", "date", "title")
FINDING_COLUMNS = (
    "act", "id", "rule", "factor", "severity", "level", "confidence", "shown", "missing", "label", "quote",
)  # fmt: skip
FAILURE_COLUMNS = ("file", "name", "sha256", "code")
_WEIGHED = ("severity", "level", "confidence", "shown", "missing", "label")
#: Versions of a summary by what a person would call the change.
_REASONS = {
    "lexicon": ("lexicon", "methodology"), "engine": ("engine_digest", "libraries"),
    "corpus": ("corpus",), "view": ("view",),
}  # fmt: skip
Fate = Literal["new", "gone", "changed"]
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Tables:
    """What is read of a run: the columns named above, and its versions."""

    acts: Sequence[Row]
    findings: pa.Table
    failures: Sequence[Row]
    versions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FindingChange:
    """A finding of one act; ``before`` and ``after`` are its rows, None where it is not."""

    fate: Fate
    before: Row | None
    after: Row | None


@dataclass(frozen=True)
class ActChange:
    """An act whose text, findings or readability changed; ``before`` and ``after`` as in FindingChange.

    ``reasons`` are ``act`` (its bytes are others) and what of the release changed: lexicon, engine, corpus,
    view. ``error`` is the code of the failure in the newer run, ``was`` in the older one.
    """

    fate: Fate
    before: Row | None
    after: Row | None
    reasons: tuple[str, ...]
    findings: tuple[FindingChange, ...] = ()
    error: str = ""
    was: str = ""


@dataclass
class Difference:
    """All changes in the order of the newer run, gone acts behind; ``same`` counts acts without any."""

    release: tuple[str, ...]
    acts: list[ActChange] = field(default_factory=list)
    same: int = 0


def difference(old: Tables, new: Tables) -> Difference:
    """Return what changed from one run to the other.

    An act is found again by its file, else by its name inside the folder that was given, else by language,
    type, number and date, where these are the only ones on both sides. A finding is found again by its id,
    which hashes the rule and the words of its norm.
    """
    release = tuple(
        name
        for name, keys in _REASONS.items()
        if any(old.versions.get(k) != new.versions.get(k) for k in keys)
    )
    found = Difference(release)
    before, after = _by_file(old), _by_file(new)
    pairs = _pairs(list(before.values()), list(after.values()))
    slices = (_Slices(old.findings), _Slices(new.findings))
    for file, row in after.items():
        partner = pairs.get(file)
        change = _change(before[partner] if partner is not None else None, row, release, slices)
        if change is None:
            found.same += 1
        else:
            found.acts.append(change)
    gone = set(before) - set(pairs.values())
    for file in sorted(gone):
        row = before[file]
        findings = tuple(FindingChange("gone", f, None) for f in slices[0].of(row).values())
        found.acts.append(ActChange("gone", row, None, ("act",), findings, was=row.get("code", "")))
    return found


def _by_file(tables: Tables) -> dict[str, Row]:
    """Return acts and failures by file; only failures have a code."""
    return {str(row["file"]): row for row in (*tables.acts, *tables.failures)}


def _pairs(old: Sequence[Row], new: Sequence[Row]) -> dict[str, str]:
    """Return the older file for each newer one that has one."""
    pairs: dict[str, str] = {}
    for key in (_file, _name, _requisites):
        taken = set(pairs.values())
        left = _only(key, [row for row in old if row["file"] not in taken])
        right = _only(key, [row for row in new if row["file"] not in pairs])
        pairs |= {file: left[named] for named, file in right.items() if named in left}
    return pairs


def _only(key: Any, rows: Sequence[Row]) -> dict[Any, str]:
    """Return the files by their key, without keys that two share and rows that have none."""
    found: dict[Any, list[str]] = {}
    for row in rows:
        if (named := key(row)) is not None:
            found.setdefault(named, []).append(str(row["file"]))
    return {named: files[0] for named, files in found.items() if len(files) == 1}


def _file(row: Row) -> object:
    return row["file"]


def _name(row: Row) -> object:
    return row["name"]


def _requisites(row: Row) -> object:
    if not row.get("number") or not row.get("date"):
        return None
    return (row["language"], row["type"], row["number"], row["date"])


class _Slices:
    """The findings of one act at a time; the table is in the order of acts."""

    def __init__(self, table: pa.Table) -> None:
        self._table = table
        self._acts = table.column("act").to_numpy()

    def of(self, row: Row) -> dict[str, Row]:
        """Return the findings of an act by id, in reading order; a failure has none."""
        if "act" not in row:
            return {}
        start, end = np.searchsorted(self._acts, [row["act"], row["act"] + 1])
        return {f["id"]: f for f in self._table.slice(start, end - start).to_pylist()}


def _change(
    before: Row | None, after: Row, release: tuple[str, ...], slices: tuple[_Slices, _Slices]
) -> ActChange | None:
    error = after.get("code", "")
    if before is None:
        fresh = tuple(FindingChange("new", None, f) for f in slices[1].of(after).values())
        return ActChange("new", None, after, ("act",), fresh, error)
    was = before.get("code", "")
    other = before["sha256"] != after["sha256"]
    findings = tuple(_findings(slices[0].of(before), slices[1].of(after)))
    if not findings and not other and was == error:
        return None
    reasons = (("act",) if other else ()) + release
    return ActChange("changed", before, after, reasons, findings, error, was)


def _findings(old: Mapping[str, Row], new: Mapping[str, Row]) -> Iterator[FindingChange]:
    for name, after in new.items():
        before = old.get(name)
        if before is None:
            yield FindingChange("new", None, after)
        elif any(before[column] != after[column] for column in _WEIGHED):
            yield FindingChange("changed", before, after)
    for name, before in old.items():
        if name not in new:
            yield FindingChange("gone", before, None)
