"""What a lexicon release fixes beside its rules: their measured records and the severity scale."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from expertise.lexicon.source import Node, load


@dataclass(frozen=True, slots=True)
class Record:
    """How a rule did on marked articles: ``right`` of ``shown`` findings were marked so, on ``date``.

    ``core`` of the right ones both annotators would put into a conclusion (or the only one would).
    """

    right: int
    core: int
    shown: int
    date: str
    basis: str

    @property
    def confidence(self) -> float:
        """Return the share of right findings, an arguable one counted half; few are drawn to one half."""
        return round(((self.right + self.core) / 2 + 1) / (self.shown + 2), 2)


@dataclass(frozen=True, slots=True)
class Severity:
    """The scale: points by part and key, and the borders of the levels."""

    points: Mapping[str, Mapping[str, int]]
    medium: int
    high: int

    def level(self, value: int) -> str:
        """Return low, medium or high."""
        return "high" if value >= self.high else "medium" if value >= self.medium else "low"


def load_records(path: Path, codes: frozenset[str]) -> dict[str, Record]:
    """Read the records of a release; a record of an unknown rule is refused."""
    keys = load(path).keys(("date", "basis", "records"))
    records: dict[str, Record] = {}
    for code, node in keys["records"].mapping().items():
        if code not in codes:
            raise node.refuse("unknown-rule", rule=code)
        values = node.keys(("right", "core", "shown"))
        right, core, shown = (values[name].whole() for name in ("right", "core", "shown"))
        records[code] = Record(right, core, shown, keys["date"].text(), keys["basis"].text())
    return records


def load_severity(path: Path) -> Severity:
    """Read the severity scale."""
    keys = load(path).keys(("source", "parts", "levels"))
    levels = keys["levels"].keys(("medium", "high"))
    return Severity(
        {part: _points(node) for part, node in keys["parts"].mapping().items()},
        levels["medium"].whole(), levels["high"].whole(),
    )  # fmt: skip


def _points(node: Node) -> dict[str, int]:
    return {key: value.whole() for key, value in node.mapping().items()}
