"""Difference: one thing the Russian and the Kyrgyz text say differently, with all that explains it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from expertise.act import Language, Span

#: The kinds of the interface, in the order of its documentation.
KINDS = (
    "amount", "body", "condition", "date", "days", "deadline", "definition", "missing", "modality", "number",
    "reference", "other",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """Where one text says it: ``quote`` are exactly the words of ``span``, within one line.

    ``told`` is the narrower place of what differs; where the text only lacks it, that is ``span``.
    """

    eid: str
    label: str
    span: Span
    quote: str
    told: Span

    def record(self) -> dict[str, object]:
        """Return the place as in the JSON interface."""
        return {
            "eid": self.eid, "label": self.label, "quote": self.quote,
            "span": [self.span.start, self.span.end],
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Difference:
    """A finding of factor E1 with two places; one may be None where nothing answers.

    ``reason`` names the check that saw it; ``gives`` the text that gives a body more (empty: cannot be
    said). ``ru_says`` and ``ky_says`` are the values compared. Severity as of any finding; ``shown`` tells
    whether it belongs to the default view.
    """

    id: str
    kind: str
    reason: str
    severity: int
    level: str
    parts: Mapping[str, int]
    confidence: float
    ru: Place | None
    ky: Place | None
    ru_says: str
    ky_says: str
    gives: Language | Literal[""]
    why: Mapping[str, str]
    recommendation: Mapping[str, str]

    shown: bool = True
    factor: Literal["E1"] = "E1"

    def record(self) -> dict[str, object]:
        """Return the difference as in the JSON interface of ``compare`` (see README)."""
        return {
            "id": self.id, "kind": self.kind, "factor": self.factor, "severity": self.severity,
            "level": self.level, "parts": dict(self.parts), "confidence": self.confidence,
            "ru": self.ru.record() if self.ru else None, "ky": self.ky.record() if self.ky else None,
            "gives": self.gives, "why": dict(self.why), "recommendation": dict(self.recommendation),
        }  # fmt: skip
