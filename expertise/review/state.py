"""What the journal of a draft amounts to: decisions on findings, own findings, requisites, conclusions.

A decision holds for a finding of any later version as long as its norm stayed the same: a finding's id
hashes the rule and the norm's own words, so an edited norm has a new finding. Where the words stayed but what
is missing around them changed, or equal norms can no longer be told apart, the decision is kept and marked
stale: the expert looks again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from expertise.analysis.finding import Finding
from expertise.errors import WrongUse
from expertise.review.journal import Entry, digest

#: Kinds of entries that decide something and can be undone.
DECIDING = ("accept", "change", "reject", "own", "withdraw")
#: Requisites of the work list; no conclusion prints them.
_ASIDE = frozenset({"hidden", "deadline"})
#: Actions that put a finding into the conclusion.
TAKEN = ("accept", "change")


@dataclass(frozen=True, slots=True)
class Decision:
    """What an expert decided on one finding: ``action`` is accept, change or reject.

    ``ground`` is how the finding looked then (see ``ground``); ``why`` and ``recommendation`` are the
    expert's own wording by language, empty where the tool's stands.
    """

    seq: int
    action: str
    at: str
    person: str
    reason: str = ""
    note: str = ""
    why: Mapping[str, str] = field(default_factory=dict)
    recommendation: Mapping[str, str] = field(default_factory=dict)
    ground: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Own:
    """A finding of the expert's own, on words ``start`` to ``end`` (code points) of one line of a text."""

    key: str
    seq: int
    at: str
    person: str
    language: str
    factor: str
    level: str
    why: Mapping[str, str]
    recommendation: Mapping[str, str]
    eid: str
    label: str
    line: str
    start: int
    end: int

    @property
    def quote(self) -> str:
        """Return the words the expert chose."""
        return self.line[self.start : self.end]


@dataclass(frozen=True)
class State:
    """A draft as its journal tells it; ``changed`` is ``seq`` of the last entry a conclusion rests on."""

    decisions: Mapping[str, Decision]
    own: tuple[Own, ...]
    requisites: Mapping[str, Any]
    signed: tuple[Entry, ...]
    undoable: int | None
    seq: int
    changed: int
    returned: Entry | None = None  # the return without examination; a newer version takes it back

    @property
    def is_signed(self) -> bool:
        """Tell whether the last signed conclusion still says what is decided: nothing came after it."""
        return bool(self.signed) and self.signed[-1].seq > self.changed


def fold(entries: Iterable[Entry]) -> State:
    """Read the entries of one draft from the first to the last; none give an empty state.

    Raises WrongUse ``entry-spoiled`` for an entry that is not of its kind.
    """
    held = list(entries)
    try:
        return _folded(held)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        spoiled = next((e.seq for e in held if not _is_whole(e)), held[-1].seq)
        raise WrongUse("entry-spoiled", entry=spoiled) from error


def _is_whole(entry: Entry) -> bool:
    """Tell whether an entry says what it was entered with."""
    said = (entry.draft, entry.client, entry.at, entry.person, entry.kind, entry.payload)
    return entry.hash == digest(entry.previous, *said)


def _folded(held: Sequence[Entry]) -> State:
    undone = {int(e.payload["undoes"]) for e in held if e.kind == "undo"}
    decisions: dict[str, Decision] = {}
    own: dict[str, Own] = {}
    requisites: dict[str, Any] = {}
    live = [e for e in held if e.seq not in undone]
    for entry in live:
        if entry.kind in ("accept", "change", "reject"):
            decisions.update(_decided(entry))
        elif entry.kind == "own":
            own[entry.payload["key"]] = _own(entry)
        elif entry.kind == "withdraw":
            for name in entry.payload["subjects"]:
                own.pop(name, None)
                decisions.pop(name, None)
        elif entry.kind == "requisites":
            requisites.update(entry.payload)
    signed = tuple(e for e in live if e.kind == "sign")
    last = max((e.seq for e in live if e.kind in ("version", "package")), default=0)
    returns = [e for e in live if e.kind == "return" and e.seq > last]
    return State(
        decisions, tuple(own.values()), requisites, signed, undoable(held), held[-1].seq if held else 0,
        changed_at(held), returns[-1] if returns else None,
    )  # fmt: skip


def changed_at(entries: Iterable[Entry]) -> int:
    """Return ``seq`` of the last entry that a conclusion rests on, 0 without one.

    That is a decision, an undo, a new version or a requisite that is printed.
    """
    return max((e.seq for e in entries if _carries(e)), default=0)


def _carries(entry: Entry) -> bool:
    if entry.kind == "requisites":
        return not _ASIDE.issuperset(entry.payload)
    return entry.kind in (*DECIDING, "undo", "version", "package")


def undoable(entries: Iterable[Entry]) -> int | None:
    """Return ``seq`` of the last decision that is not undone, None where there is none.

    A signed conclusion is a border: what it rests on is changed by a new decision, not undone.
    """
    held = list(entries)
    undone = {int(e.payload["undoes"]) for e in held if e.kind == "undo"}
    border = max((e.seq for e in held if e.kind == "sign"), default=0)
    return max(
        (e.seq for e in held if e.kind in DECIDING and e.seq not in undone and e.seq > border), default=None
    )


def _decided(entry: Entry) -> dict[str, Decision]:
    said = entry.payload
    return {
        name: Decision(
            entry.seq, entry.kind, entry.at, entry.person, said.get("reason", ""), said.get("note", ""),
            said.get("why", {}), said.get("recommendation", {}), said.get("ground", {}).get(name, {}),
        )
        for name in said["subjects"]
    }  # fmt: skip


def _own(entry: Entry) -> Own:
    said = entry.payload
    named = ("factor", "level", "why", "recommendation", "eid", "label", "line", "start", "end")
    own = {name: said[name] for name in named}
    return Own(said["key"], entry.seq, entry.at, entry.person, said["language"], **own)


def ground(finding: Finding, twins: int) -> dict[str, Any]:
    """Return how a finding looks when it is decided; ``twins`` counts findings of the same rule and words.

    Kept with the decision, so that a later version can tell whether it still rests on the same.
    """
    return {"eid": finding.eid, "missing": list(finding.missing), "quote": finding.quote, "equal": twins}


def stale(decision: Decision, finding: Finding, twins: int) -> bool:
    """Tell whether the norm is the same but what surrounds it is not: a kept decision to look at again."""
    then = decision.ground
    if not then:
        return False
    if then["missing"] != list(finding.missing):
        return True
    moved = then["eid"] != finding.eid
    return moved and (then["equal"] > 1 or twins > 1)
