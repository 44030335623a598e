"""Two runs side by side, for people and for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from expertise import service_batch
from expertise.batch.difference import (
    ACT_COLUMNS,
    FAILURE_COLUMNS,
    FINDING_COLUMNS,
    ActChange,
    Difference,
    FindingChange,
    Tables,
    difference,
)
from expertise.conclusion.row import Row

_SIGNS = {"new": "+", "gone": "-", "changed": "~"}


@dataclass(frozen=True)
class Compared:
    """Two finished runs and what changed between them."""

    old: service_batch.Run
    new: service_batch.Run
    found: Difference


def compare(old: Path, new: Path) -> Compared:
    """Compare the runs in two folders. Raises WrongUse ``not-a-finished-run``."""
    before, after = service_batch.opened(old), service_batch.opened(new)
    return Compared(before, after, difference(_tables(before), _tables(after)))


def _tables(run: service_batch.Run) -> Tables:
    return Tables(
        run.table("acts", ACT_COLUMNS).to_pylist(), run.table("findings", FINDING_COLUMNS),
        run.table("failures", FAILURE_COLUMNS).to_pylist(), run.summary["versions"],
    )  # fmt: skip


def counts(found: Difference) -> dict[str, dict[str, int]]:
    """Return how many acts and findings are new, gone, changed; of acts also how many are the same."""
    acts: Counter[str] = Counter(change.fate for change in found.acts)
    findings: Counter[str] = Counter(each.fate for change in found.acts for each in change.findings)
    fates = ("new", "gone", "changed")
    return {
        "acts": {**{fate: acts[fate] for fate in fates}, "same": found.same},
        "findings": {fate: findings[fate] for fate in fates},
    }  # fmt: skip


def records(done: Compared) -> Iterator[dict[str, Any]]:
    """Yield the JSON objects of a comparison: the counts with both versions, then one an act that changed."""
    versions = {side: dict(run.summary["versions"]) for side, run in (("old", done.old), ("new", done.new))}
    yield {"versions": versions, "release": list(done.found.release), **counts(done.found)}
    for change in done.found.acts:
        yield {
            "fate": change.fate, "reasons": list(change.reasons), "old": _act(change.before),
            "new": _act(change.after), "error": change.error or None, "was": change.was or None,
            "findings": [_finding(each) for each in change.findings],
        }  # fmt: skip


def _act(row: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if row is None:
        return None
    return {name: _plain(row.get(name)) for name in ("file", "sha256", "title", "number", "date")}


def _finding(change: FindingChange) -> dict[str, Any]:
    sides = {"old": change.before, "new": change.after}
    names = [name for name in FINDING_COLUMNS if name != "act"]
    return {
        "fate": change.fate,
        **{side: {n: row[n] for n in names} if row else None for side, row in sides.items()},
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def rows(done: Compared, words: Mapping[str, str]) -> Iterator[Row]:
    """Yield a comparison for reading: the counts, then the acts that changed with their findings."""
    count = counts(done.found)
    yield Row(words["batch-diff-acts"].format(**count["acts"]), "title")
    yield Row(words["batch-diff-findings"].format(**count["findings"]), "title")
    if done.found.release:
        yield Row(words["batch-diff-release"].format(what=_named(done.found.release, words)), "note")
    for change in done.found.acts:
        yield Row("")
        yield from _change(change, words)


def _change(change: ActChange, words: Mapping[str, str]) -> Iterator[Row]:
    row = change.after or change.before
    assert row is not None
    fate = words[f"batch-diff-act-{change.fate}"]
    yield Row(f"{_SIGNS[change.fate]} {row['file']} · {fate}", "case")
    if change.fate == "changed":
        why = words["batch-diff-why"].format(what=_named(change.reasons, words))
        yield Row(f"  {why}", "note")
    if change.error != change.was:
        said = words["batch-diff-error"].format(
            was=_reading(change.was, words), now=_reading(change.error, words)
        )
        yield Row(f"  {said}", "note")
    for each in change.findings:
        found = each.after or each.before
        assert found is not None
        style = found["level"] if each.fate != "gone" else "note"
        yield Row(f"  {_SIGNS[each.fate]} {found['rule']} {found['label']}: «{found['quote']}»", style)


def _reading(code: str, words: Mapping[str, str]) -> str:
    return words.get(f"failure-{code}", code) or words["batch-diff-read"]


def _named(reasons: tuple[str, ...], words: Mapping[str, str]) -> str:
    return ", ".join(words[f"batch-reason-{reason}"] for reason in reasons) or "-"
