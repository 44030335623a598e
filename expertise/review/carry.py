"""What stays when a new version of a draft comes: decisions, own findings, and what changed in the text."""

from __future__ import annotations

from dataclasses import dataclass

from expertise.act import Act, Span, label
from expertise.analysis.alignment import Change, align
from expertise.analysis.change import fates
from expertise.analysis.finding import Finding
from expertise.review.decide import equals
from expertise.review.examination import Examination
from expertise.review.state import Decision, Own, State, stale


@dataclass(frozen=True, slots=True)
class Held:
    """A decision as it stands in one text: ``stale`` asks the expert to look again."""

    decision: Decision
    stale: bool


@dataclass(frozen=True, slots=True)
class Placed:
    """An own finding in one text: where its words stand now; ``span`` None where they are gone."""

    own: Own
    span: Span | None
    eid: str
    label: str


def held(state: State, done: Examination) -> dict[str, Held]:
    """Return the decisions on findings of this text, by key."""
    counts = equals(done)
    return {
        name: Held(state.decisions[name], stale(state.decisions[name], finding, counts[name]))
        for name, finding in done.by_key.items()
        if name in state.decisions
    }


def placed(state: State, done: Examination) -> list[Placed]:
    """Return the own findings of this language, in reading order; those without a place come last.

    A finding keeps its place where its line is unchanged: in the same unit, else where only one unit has it.
    """
    found = [_place(own, done.act) for own in state.own if own.language == done.act.language]
    return sorted(found, key=lambda p: (p.span is None, p.span.start if p.span else 0))


def _place(own: Own, act: Act) -> Placed:
    lines = [line for line in act.lines if line.span.of(act.text) == own.line]
    same = [line for line in lines if act.units[line.unit].eid == own.eid]
    chosen = same[:1] or (lines if len(lines) == 1 else [])
    if not chosen:
        return Placed(own, None, own.eid, own.label)
    start = chosen[0].span.start
    unit = act.units[chosen[0].unit]
    return Placed(own, Span(start + own.start, start + own.end), unit.eid, label(act, unit))


@dataclass(frozen=True)
class Comparison:
    """Two versions of one text: findings to decide, findings that are gone, decisions' ground that stayed.

    ``new`` holds also the findings on norms that were edited: they ask for a decision again. ``kept`` are
    those whose norm has the same words, ``gone`` those cured.
    """

    new: tuple[Finding, ...]
    gone: tuple[Finding, ...]
    kept: tuple[Finding, ...]
    changes: tuple[Change, ...]


def compare_versions(old: Examination, new: Examination) -> Comparison:
    """Return what a new version brought."""
    alignment = align(old.act, new.act)
    found = fates(old, new, alignment)
    same = {pair.new.id for pair in found.kept if not pair.edited}
    return Comparison(
        tuple(f for f in new.findings if f.id not in same),
        found.cured,
        tuple(f for f in new.findings if f.id in same),
        tuple(alignment.changes()),
    )
