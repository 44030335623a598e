"""What stays when a new version of a draft comes: decisions, own findings, and what changed in the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from rapidfuzz import fuzz

from expertise.act import Act, Span, label
from expertise.analysis.finding import Finding
from expertise.review.decide import equals
from expertise.review.examination import Examination, key
from expertise.review.state import Decision, Own, State, stale

#: Lines at least as alike (0-100) are one line that was edited, others one removed and one added.
_ALIKE = 50


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


@dataclass(frozen=True, slots=True)
class Change:
    """A passage that differs between two versions: ``kind`` is changed, added or removed.

    ``eid`` and ``label`` are of the unit in the newer text, of the older one where it was removed.
    """

    kind: str
    eid: str
    label: str
    before: str
    after: str


def changes(old: Act, new: Act) -> list[Change]:
    """Return the lines that differ between two versions of one text, in the order of the newer one."""
    before, after = ([line.span.of(act.text) for line in act.lines] for act in (old, new))
    found: list[Change] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            found += _block(old, new, range(a, b), range(c, d))
    return found


def _block(old: Act, new: Act, gone: Sequence[int], came: Sequence[int]) -> list[Change]:
    """Pair the lines of a changed block by likeness, in order; what has no pair was added or removed."""
    pairs: dict[int, int] = {}
    free = list(came)
    for x in gone:
        scores = [(fuzz.ratio(_text(old, x), _text(new, y)), -y) for y in free]
        best = max(scores, default=(0.0, 0))
        if best[0] >= _ALIKE:
            pairs[-best[1]] = x
            free = [y for y in free if y > -best[1]]
    taken = set(pairs.values())
    removed = [_change("removed", old, x, _text(old, x), "") for x in gone if x not in taken]
    brought = [
        _change("changed" if y in pairs else "added", new, y, _text(old, pairs[y]) if y in pairs else "",
                _text(new, y))
        for y in came
    ]  # fmt: skip
    return removed + brought


def _text(act: Act, line: int) -> str:
    return act.lines[line].span.of(act.text)


def _change(kind: str, act: Act, line: int, before: str, after: str) -> Change:
    unit = act.units[act.lines[line].unit]
    return Change(kind, unit.eid, label(act, unit), before, after)


@dataclass(frozen=True)
class Comparison:
    """Findings of two versions of one text: new, gone and kept ones, and the changed passages."""

    new: tuple[Finding, ...]
    gone: tuple[Finding, ...]
    kept: tuple[Finding, ...]
    changes: tuple[Change, ...]


def compare_versions(old: Examination, new: Examination) -> Comparison:
    """Return what a new version brought; findings are the same where rule and norm's words are."""
    return Comparison(
        tuple(f for f in new.findings if key(f) not in old.by_key),
        tuple(f for f in old.findings if key(f) not in new.by_key),
        tuple(f for f in new.findings if key(f) in old.by_key),
        tuple(changes(old.act, new.act)),
    )
