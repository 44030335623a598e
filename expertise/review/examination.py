"""Examination: what the tool saw in one text, kept as it was: the ground of an expert's decisions.

It holds the act without the way back to the source file (that is read again from the stored bytes), the
findings of the default view, what was examined and which factors were not judged.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

from expertise.act import Act, Span
from expertise.analysis.check import Result, is_frame
from expertise.analysis.finding import Finding
from expertise.corpus.work import State
from expertise.lexicon.factors import Methodology
from expertise.packing import act_of, act_record
from expertise.review.journal import canonical


@dataclass(frozen=True, slots=True)
class Method:
    """The methodology that an examination went by: its id, its name by language, the date of its text."""

    id: str
    name: Mapping[str, str]
    date: str


@dataclass(frozen=True)
class Examination:
    """One text after the check, as far as review needs it; ``examined`` counts lines of norm text.

    ``method`` is None for an examination that was kept before it was written down, ``corpus`` is the state
    of the corpus that references to other acts were looked up in, None where they were not.
    """

    act: Act
    findings: tuple[Finding, ...]
    examined: int
    skipped: Mapping[str, int]
    not_judged: tuple[str, ...]
    lexicon: str
    engine: str
    method: Method | None = None
    corpus: State | None = None

    @property
    def warnings(self) -> tuple[str, ...]:
        """Return codes of what a reader has to know: what was lost in reading, «frame» as in Result."""
        return (*self.act.warnings, *(("frame",) if is_frame(self.act) else ()))

    @cached_property
    def by_key(self) -> dict[str, Finding]:
        """The findings by key: language and id, unique in a draft."""
        return {key(f): f for f in self.findings}


def key(finding: Finding) -> str:
    """Return the name of a finding in a draft of several texts: «ru:1a2b3c»."""
    return f"{finding.language}:{finding.id}"


def examination(result: Result, engine: str, method: Method | None = None) -> Examination:
    """Return what is kept of a check; ``engine`` is the program's version."""
    return Examination(
        result.act, result.shown(), result.examined, result.skipped, result.not_judged, result.lexicon,
        engine, method, result.corpus,
    )  # fmt: skip


def method_of(chosen: Methodology) -> Method:
    """Return what an examination keeps of the methodology it goes by."""
    return Method(chosen.id, dict(chosen.name), chosen.date)


def summary(done: Examination) -> dict[str, Any]:
    """Return what the work list shows: title, kind, articles, findings by level and by key."""
    act = done.act
    levels = {name: sum(f.level == name for f in done.findings) for name in ("high", "medium", "low")}
    return {
        "title": act.requisites.title, "type": act.requisites.type, "articles": act.articles,
        "units": len(act.units) - 1, "levels": levels, "findings": len(done.findings),
        "amending": act.amending, "warnings": list(done.warnings), "keys": [key(f) for f in done.findings],
    }  # fmt: skip


def packed(done: Examination) -> bytes:
    """Return the examination as compressed JSON; equal examinations give equal bytes."""
    value = {
        "act": act_record(done.act),
        "findings": [_finding_record(f) for f in done.findings],
        "examined": done.examined, "skipped": dict(done.skipped), "not_judged": list(done.not_judged),
        "lexicon": done.lexicon, "engine": done.engine,
        **({"method": asdict(done.method)} if done.method else {}),
        **({"corpus": done.corpus.record()} if done.corpus else {}),
    }  # fmt: skip
    return zlib.compress(canonical(value).encode(), 6)


def unpacked(data: bytes) -> Examination:
    """Return the examination that ``packed`` wrote; its act has no pieces and no remarks."""
    value = json.loads(zlib.decompress(data))
    return Examination(
        act_of(value["act"]),
        tuple(_finding(each) for each in value["findings"]),
        value["examined"], value["skipped"], tuple(value["not_judged"]), value["lexicon"], value["engine"],
        Method(**value["method"]) if "method" in value else None,
        State.of(value["corpus"]) if "corpus" in value else None,
    )  # fmt: skip


def _finding_record(finding: Finding) -> dict[str, Any]:
    sentence = finding.sentence
    return {
        **finding.record(),
        "why": dict(finding.why),
        "norm": finding.norm,
        "sentence": [sentence.start, sentence.end] if sentence else None,
        "power": dict(finding.power),
    }


def _finding(value: Mapping[str, Any]) -> Finding:
    return Finding(
        id=value["id"], rule=value["rule"], factor=value["factor"], severity=value["severity"],
        level=value["level"], parts=value["parts"], confidence=value["confidence"],
        language=value["language"], eid=value["eid"], label=value["label"], span=Span(*value["span"]),
        quote=value["quote"], missing=tuple(value["missing"]), searched=tuple(value["searched"]),
        why=value["why"], recommendation=value["recommendation"], evidence=tuple(value["evidence"]),
        norm=value["norm"], sentence=Span(*value["sentence"]) if value["sentence"] else None,
        power=value["power"],
    )  # fmt: skip
