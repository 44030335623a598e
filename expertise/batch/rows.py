"""What is kept of an examined act: its row, its findings as ``check`` gives them, and its sketch."""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from expertise.analysis.check import Result
from expertise.analysis.fields import Share
from expertise.analysis.finding import Finding
from expertise.reading.comparative import is_comparative

_QUICKLY = 1  # level of zlib: a third larger than the best, and ten times faster


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of one file: its object of the JSON interface without ``file`` and ``error``.

    ``act`` is its row of the table of acts and ``more`` what each finding has beside its record; both empty
    for a failure, which has ``code`` and ``parameters`` of its error.
    """

    record: Mapping[str, Any]
    act: Mapping[str, Any]
    more: Sequence[Mapping[str, Any]]
    code: str = ""
    parameters: Mapping[str, str] | None = None


def packed(kept: Kept) -> bytes:
    """Return what is kept as bytes; equal for equal contents."""
    parts = [dict(kept.record), dict(kept.act), [dict(m) for m in kept.more], kept.code, kept.parameters]
    said = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(said.encode("utf-8", "backslashreplace"), _QUICKLY)


def unpacked(data: bytes) -> Kept:
    """Return what ``packed`` wrote."""
    return Kept(*json.loads(zlib.decompress(data)))


def act_row(result: Result, findings: Sequence[Finding], fields: Sequence[Share]) -> dict[str, Any]:
    """Return the row of the table of acts; counts are of the default view, whatever ``findings`` holds.

    ``fields`` are the fields of law of the act, the strongest first.
    """
    act, named = result.act, result.act.requisites
    shown = [f for f in findings if f.shown]
    levels = Counter(f.level for f in shown)
    return {
        "format": act.format, "language": act.language, "type": named.type, "title": named.title,
        "number": named.number, "date": named.date.isoformat() if named.date else None, "body": named.body,
        "articles": act.articles, "units": len(act.units) - 1, "examined": result.examined,
        "characters": len(act.text), "amending": act.amending, "comparative": is_comparative(act),
        "warnings": list(act.warnings), "findings": len(shown),
        "high": levels["high"], "medium": levels["medium"], "low": levels["low"],
        "severity": max((f.severity for f in shown), default=0),
        "weight": round(sum(f.severity * f.confidence for f in shown) / 100, 4),
        "fields": [each.field for each in fields],
        "field_words": [", ".join(words for words, _ in each.words) for each in fields],
    }  # fmt: skip


def finding_more(result: Result, finding: Finding) -> dict[str, Any]:
    """Return what the table of findings says beside the record; one on the whole act has no sentence."""
    words = finding.sentence.of(result.act.text) if finding.sentence else ""
    return {"shown": finding.shown, "sentence": words}
