"""Finding: a suggestion to the expert, with all that explains it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from expertise.act import Language, Span


@dataclass(frozen=True, slots=True)
class Finding:
    """One place, one factor, one rule.

    ``severity`` 0-100 is the sum of ``parts`` held between floors and ceilings; ``missing`` names empty
    slots and ``searched`` the places looked at (sentence, lead, article, act). ``why`` and
    ``recommendation`` are in both languages. ``shown`` tells whether it belongs to the default view.
    ``norm`` is the same for findings of one sentence, which is ``sentence``; ``evidence`` holds the places of
    other rules that see the same factor there. ``power`` says who may do what to whom (see ``making``).
    """

    id: str
    rule: str
    factor: str
    severity: int
    level: str
    parts: Mapping[str, int]
    confidence: float
    language: Language
    eid: str
    label: str
    span: Span
    quote: str
    missing: tuple[str, ...]
    searched: tuple[str, ...]
    why: Mapping[str, str]
    recommendation: Mapping[str, str]
    evidence: tuple[Mapping[str, object], ...] = ()
    shown: bool = True
    norm: str = ""
    sentence: Span | None = None
    power: Mapping[str, str] = field(default_factory=dict)

    def record(self) -> dict[str, object]:
        """Return the finding as in the JSON interface of ``check`` (see README)."""
        return {
            "id": self.id, "rule": self.rule, "factor": self.factor, "severity": self.severity,
            "level": self.level, "parts": dict(self.parts), "confidence": self.confidence,
            "language": self.language, "eid": self.eid, "label": self.label,
            "span": [self.span.start, self.span.end], "quote": self.quote,
            "missing": list(self.missing), "searched": list(self.searched),
            "why": self.why[self.language], "recommendation": dict(self.recommendation),
            "evidence": [dict(e) for e in self.evidence],
        }  # fmt: skip


def identity(rule: str, norm: str, quote: str, ordinal: int) -> str:
    """Return an id that edits elsewhere in the act leave alone: it hashes the rule and the norm's own words.

    ``ordinal`` counts equal norms (same rule, same words) in reading order, from 0.
    """
    words = "\x00".join((rule, " ".join(norm.split()), " ".join(quote.split()), str(ordinal)))
    return hashlib.sha256(words.encode()).hexdigest()[:12]
