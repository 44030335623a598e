"""What a person asks the journal to take, checked before it is taken: nothing half-said is ever entered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from expertise.act import label
from expertise.analysis.compare.difference import Difference
from expertise.errors import WrongUse
from expertise.lexicon.choices import Reason
from expertise.review import bilingual
from expertise.review.examination import Examination, key
from expertise.review.journal import Entry
from expertise.review.page import code_point
from expertise.review.state import fold, ground, undoable
from expertise.review.typed import one_line, settled

_LANGUAGES = ("ru", "ky")
_LEVELS = ("high", "medium", "low")
#: Longer than any recommendation; what is longer was pasted by mistake.
MAX_TEXT = 8_000
_MAX_CLIENT = 200


@dataclass(frozen=True)
class Asked:
    """A request as it came: every field as the browser or a script sent it, empty where it sent none."""

    action: str
    client: str
    subjects: tuple[str, ...] = ()
    reason: str = ""
    note: str = ""
    why: Mapping[str, str] | None = None
    recommendation: Mapping[str, str] | None = None
    factor: str = ""
    level: str = ""
    marks: tuple[tuple[int, int, int], ...] = ()


def asked(body: Mapping[str, Any]) -> Asked:
    """Return a request from JSON. Raises WrongUse ``bad-request`` for anything of another form."""
    try:
        marks = tuple((int(a), int(b), int(c)) for a, b, c in body.get("marks") or ())
        subjects = tuple(settled(str(each)) for each in body.get("subjects") or ())
        texts = {name: _texts(body.get(name)) for name in ("why", "recommendation")}
        plain = {name: settled(str(body.get(name) or "")) for name in ("reason", "note", "factor", "level")}
        action, client = settled(str(body["action"])), _client(body["client"])
        found = Asked(action, client, subjects, marks=marks, **plain, **texts)  # type: ignore[arg-type]
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise WrongUse("bad-request", detail=f"{type(error).__name__}: {error}") from error
    said = [found.note, *(found.why or {}).values(), *(found.recommendation or {}).values()]
    if max(map(len, said), default=0) > MAX_TEXT:
        raise WrongUse("bad-request", detail=f"> {MAX_TEXT}")
    return found


def _client(value: object) -> str:
    """Return the name of a request: two without one would be taken for the same, so none is no request."""
    if not isinstance(value, str) or not value or len(value) > _MAX_CLIENT or one_line(value) != value:
        raise ValueError("client")
    return value


def _texts(value: Mapping[str, Any] | None) -> dict[str, str]:
    said = {tongue: settled(str((value or {}).get(tongue) or "")) for tongue in _LANGUAGES}
    return {tongue: text for tongue, text in said.items() if text}


def decision(
    request: Asked,
    examinations: Sequence[Examination],
    reasons: Mapping[str, Reason],
    differences: Mapping[str, Difference] | None = None,
) -> dict[str, Any]:
    """Return the payload of accept, change or reject; ``differences`` of two languages are known by name.

    Raises WrongUse: ``unknown-finding``, ``nothing-chosen``, ``reason-missing``, ``note-missing``,
    ``wording-missing``.
    """
    findings = {name: (f, done) for done in examinations for name, f in done.by_key.items()}
    both = differences or {}
    if not request.subjects:
        raise WrongUse("nothing-chosen")
    for name in request.subjects:
        if name not in findings and name not in both:
            raise WrongUse("unknown-finding", finding=name)
    payload: dict[str, Any] = {"subjects": list(dict.fromkeys(request.subjects))}
    if request.action == "reject":
        payload |= _rejection(request, reasons)
    if request.action == "change":
        if not request.why or not request.recommendation:
            raise WrongUse("wording-missing")
        payload |= {"why": request.why, "recommendation": request.recommendation}
    if request.note:
        payload["note"] = request.note
    counts = {id(done): equals(done) for done in examinations}
    payload["ground"] = {
        name: ground(f, counts[id(done)][name])
        for name in payload["subjects"]
        if name in findings
        for f, done in (findings[name],)
    } | {name: bilingual.ground(both[name]) for name in payload["subjects"] if name in both}
    return payload


def equals(done: Examination) -> dict[str, int]:
    """Return for each finding how many of the same rule and words there are in its text, itself included."""
    words = {
        key(f): (f.rule, (f.sentence or f.span).of(done.act.text), f.quote) for f in done.findings
    }  # fmt: skip
    counts = Counter(words.values())
    return {name: counts[each] for name, each in words.items()}


def _rejection(request: Asked, reasons: Mapping[str, Reason]) -> dict[str, str]:
    if request.reason not in reasons:
        raise WrongUse("reason-missing")
    if reasons[request.reason].free and not request.note:
        raise WrongUse("note-missing")
    return {"reason": request.reason}


def own_finding(request: Asked, done: Examination, factors: Collection[str], language: str) -> dict[str, Any]:
    """Return the payload of a finding of the expert's own on words of one line.

    ``language`` is the one that must be written, the interface's. Raises WrongUse: ``unknown-factor``,
    ``wording-missing``, ``bad-selection``.
    """
    if request.factor not in factors:
        raise WrongUse("unknown-factor", factor=request.factor, known=", ".join(factors))
    texts = (request.why or {}, request.recommendation or {})
    if not all(text.get(language) for text in texts) or request.level not in _LEVELS:
        raise WrongUse("wording-missing")
    act = done.act
    if not request.marks or not 0 <= request.marks[0][0] < len(act.lines):
        raise WrongUse("bad-selection")
    place, first, last = request.marks[0]
    line = act.lines[place]
    text = line.span.of(act.text)
    start, end = _whole_words(text, code_point(text, first), code_point(text, last))
    if not text[start:end].strip():
        raise WrongUse("bad-selection")
    unit = act.units[line.unit]
    return {
        "key": f"own:{request.client}", "language": act.language, "factor": request.factor,
        "level": request.level, "why": request.why, "recommendation": request.recommendation,
        "eid": unit.eid, "label": label(act, unit), "line": text, "start": start, "end": end,
    }  # fmt: skip


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a selection without spaces at its ends and grown to whole words: nobody quotes half of one."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while 0 < start < end and text[start].isalnum() and text[start - 1].isalnum():
        start -= 1
    while start < end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return start, end


def withdrawal(request: Asked, entries: Sequence[Entry]) -> dict[str, Any] | Entry:
    """Return the payload that takes decisions or own findings back; what was taken back already is left out.

    Where nothing of it stands any more the entry that took it back is returned. Raises WrongUse:
    ``unknown-finding`` for what was never decided, ``nothing-chosen``.
    """
    if not request.subjects:
        raise WrongUse("nothing-chosen")
    state = fold(entries)
    standing = {*state.decisions, *(own.key for own in state.own)}
    gone = {name: e for e in entries if e.kind in ("withdraw", "undo") for name in e.payload["subjects"]}
    for name in request.subjects:
        if name not in standing and name not in gone:
            raise WrongUse("unknown-finding", finding=name)
    subjects = [name for name in dict.fromkeys(request.subjects) if name in standing]
    return {"subjects": subjects} if subjects else gone[request.subjects[-1]]


def undoing(entries: Sequence[Entry]) -> dict[str, Any]:
    """Return the payload that undoes the last decision. Raises WrongUse ``nothing-to-undo``."""
    last = undoable(entries)
    if last is None:
        raise WrongUse("nothing-to-undo")
    undone = next(e for e in entries if e.seq == last)
    subjects = undone.payload.get("subjects", [undone.payload.get("key", "")])
    return {"undoes": last, "kind": undone.kind, "subjects": subjects}
