"""The indicators: counts and shares with their definitions, over what is published and what was done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from expertise.publish.record import Record
from expertise.publish.register import Register

LEVELS = ("high", "medium", "low")
VERDICTS = ("accepted", "partly", "rejected")


@dataclass(frozen=True, slots=True)
class Share:
    """A share as it was counted: ``part`` of ``whole``; ``key`` names its text and its definition."""

    key: str
    part: int
    whole: int

    @property
    def percent(self) -> str:
        """Return the share in per cent, «-» where there is nothing to take a share of."""
        return f"{100 * self.part / self.whole:.0f} %" if self.whole else "-"


@dataclass(frozen=True, slots=True)
class Answers:
    """How drafters answered the findings that stand on the site."""

    asked: int
    accepted: int
    partly: int
    rejected: int

    @property
    def answered(self) -> int:
        """Return how many findings have an answer."""
        return self.accepted + self.partly + self.rejected


def shares(register: Register) -> list[Share]:
    """Return the indicators of the strategy, in the order they are shown."""
    found = []
    for work in register.work:
        found += [
            Share(f"{work.kind}-examined", work.examined, work.received),
            Share(f"{work.kind}-published", work.published, work.examined),
        ]
    said = answers(register)
    return [
        *found,
        Share("accepted", said.accepted, said.answered),
        Share("accepted-partly", said.accepted + said.partly, said.answered),
        Share("answered", said.answered, said.asked),
        *_discussed(register),
    ]


def _discussed(register: Register) -> Iterator[Share]:
    held = [d.discussion for d in register.dossiers if d.discussion and d.standing]
    taken = sum(d.totals.get("accepted", 0) + d.totals.get("partly", 0) for d in held)
    yield Share("discussion", taken, sum(d.totals.get("proposals", 0) for d in held))


def answers(register: Register) -> Answers:
    """Return the answers to the findings of standing conclusions."""
    counts: Counter[str] = Counter()
    asked = 0
    for dossier, record in register.records():
        for found in record.findings:
            asked += 1
            counts[dossier.outcome(found).verdict] += 1
    return Answers(asked, *(counts[name] for name in VERDICTS))


def by_factor(records: Iterable[Record]) -> dict[str, int]:
    """Return the number of published findings of each factor, most frequent first."""
    counts = Counter(found.factor for record in records for found in record.findings)
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def by_level(records: Iterable[Record]) -> dict[str, int]:
    """Return the number of published findings of each level, highest first."""
    counts = Counter(found.level for record in records for found in record.findings)
    return {level: counts[level] for level in LEVELS}


def by_year(records: Iterable[Record]) -> dict[str, int]:
    """Return the number of conclusions that stand of each year, oldest first."""
    counts = Counter(record.date[:4] for record in records if record.date)
    return dict(sorted(counts.items()))
