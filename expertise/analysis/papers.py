"""The package as a whole: what is missing or empty (D5), what its note does not say (D2), what contradicts.

Only what the structure shows is judged: whether a part is there and says anything, whether the note speaks of
money, problem and forecast at all, whether costs of the draft have a figure anywhere. Whether a calculation
is right stays with the expert.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from expertise.act import Act, Role, label
from expertise.analysis.agreement import disagreements
from expertise.lexicon.demands import ALWAYS, AMENDING, BUSINESS, Demands, Phrases
from expertise.reading.package import DOUBLE, DRAFT, EMPTY, OK, UNREADABLE, Member

_CARRIES = (Role.NORM, Role.QUOTED)
_SUM = re.compile(r"\d[\d\s]*(?:[.,]\d+)?\s*(?:тыс|млн|млрд|миллион|миллиард|миң|сом)", re.IGNORECASE)
_MOST_PLACES = 5


@dataclass(frozen=True, slots=True)
class Place:
    """Words of one file: ``label`` is their address in the language of the file, empty where it has none."""

    file: str
    label: str
    quote: str


@dataclass(frozen=True, slots=True)
class Remark:
    """What is wrong with the package; ``factor`` is D2 or D5, empty where no factor of the method fits.

    ``code``: missing, empty, unreadable, double, section, costs, table-differs or table-lacks. ``subject`` is
    the part (missing, empty, unreadable, double) or the section of the note.
    """

    factor: str
    code: str
    subject: str = ""
    places: tuple[Place, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Judgement:
    """``kind`` is the type of the draft (law, resolution ...), empty where no draft could be read."""

    kind: str
    amending: bool
    remarks: tuple[Remark, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """The parts that are not there, hold nothing, or cannot be read."""
        lacking = ("missing", "empty", "unreadable")
        return tuple(dict.fromkeys(r.subject for r in self.remarks if r.code in lacking))


def due(drafts: Sequence[Act], beside: Sequence[Act], demands: Demands) -> frozenset[str]:
    """Return the parts that a draft has to come with; ``beside`` are notes that may speak of business.

    Without a draft only what every kind must have.
    """
    business = any(True for act in (*drafts, *beside) for _ in _said(act, demands.business))
    holds = {ALWAYS: True, AMENDING: any(act.amending for act in drafts), BUSINESS: business}
    return frozenset(part for part, when in _asked(_kind(drafts), demands).items() if holds[when])


def _kind(drafts: Sequence[Act]) -> str:
    return next((act.requisites.type for act in drafts if act.requisites.type), "")


def _asked(kind: str, demands: Demands) -> Mapping[str, str]:
    return demands.of(kind) if kind else {p: w for p, w in demands.of("other").items() if w == ALWAYS}


def judge(members: Sequence[Member], demands: Demands) -> Judgement:
    """Judge a package by its parts; without a readable draft only what every kind must have is asked for."""
    drafts = [m.act for m in members if m.part.startswith(DRAFT) and m.act and m.state == OK]
    kind = _kind(drafts)
    amending = any(act.amending for act in drafts)
    remarks = [
        *_lacking(members, _asked(kind, demands), amending, demands),
        *_doubles(members),
        *_notes(members, drafts, demands),
        *(_table(members) if amending else ()),
    ]
    return Judgement(kind, amending, tuple(remarks))


def _lacking(
    members: Sequence[Member], asked: Mapping[str, str], amending: bool, demands: Demands
) -> Iterator[Remark]:
    for part, when in asked.items():
        own = [m for m in members if m.part == part or (m.part == DRAFT and part.startswith(DRAFT))]
        if any(m.state in (OK, DOUBLE) for m in own):
            continue
        ground = _business(members, demands.business) if when not in (ALWAYS, AMENDING) else None
        if own:
            yield Remark("D5", own[0].state, part, (Place(own[0].file, "", ""),))
        elif when == ALWAYS or (when == AMENDING and amending) or ground:
            yield Remark("D5", "missing", part, (ground,) if ground else (), {"when": when})
    for member in members:
        if member.part not in asked and member.state in (UNREADABLE, EMPTY) and member.part != DRAFT:
            yield Remark("", member.state, member.part, (Place(member.file, "", ""),))


def _business(members: Sequence[Member], words: Phrases) -> Place | None:
    """Return the first words of drafts and note that speak of business, None where none do."""
    told = [m for m in members if m.act and m.state == OK and (m.part.startswith(DRAFT) or m.part == "note")]
    for member in told:
        assert member.act is not None
        for place in _said(member.act, words):
            return place
    return None


def _doubles(members: Sequence[Member]) -> Iterator[Remark]:
    for member in members:
        if member.state == DOUBLE:
            same = [m for m in members if (m.part, m.language) == (member.part, member.language)]
            places = tuple(Place(m.file, "", m.ground.words) for m in (same[0], member))
            yield Remark("D5" if member.part.startswith(DRAFT) else "", "double", member.part, places)


def _notes(members: Sequence[Member], drafts: Sequence[Act], demands: Demands) -> Iterator[Remark]:
    """Judge the notes, each in its language; what one of them says is said."""
    notes = [m.act for m in members if m.part == "note" and m.act and m.state in (OK, DOUBLE)]
    if not notes:
        return
    for section in demands.sections:
        if not any(section.words[act.language].search(act.text) for act in notes):
            yield Remark(section.factor, "section", section.id, tuple(Place(a.file, "", "") for a in notes))
    costs = [place for act in drafts for place in _costs(act, demands.costs)]
    if costs and not any(_SUM.search(act.text) for act in notes):
        finance = next(s for s in demands.sections if s.id == "finance")
        said = [place for act in notes for place in [*_said(act, finance.words)][:1]]
        yield Remark("D2", "costs", "finance", (*costs[:_MOST_PLACES], *said))


def _costs(act: Act, words: Phrases) -> Iterator[Place]:
    """Yield the norms that spend money of a budget without a sum beside it."""
    return (place for place in _said(act, words, _CARRIES) if not _SUM.search(place.quote))


def _said(act: Act, words: Phrases, roles: Sequence[Role] = tuple(Role)) -> Iterator[Place]:
    for line in act.lines:
        text = line.span.of(act.text)
        if line.role in roles and words[act.language].search(text):
            yield _place(act, act.line_at(line.span.start))


def _place(act: Act, line: int) -> Place:
    return Place(act.file, label(act, act.units[act.lines[line].unit]), act.lines[line].span.of(act.text))


def _table(members: Sequence[Member]) -> Iterator[Remark]:
    """Hold every table against the amending draft of its language."""
    for member in members:
        draft = next(
            (m.act for m in members if m.part == f"{DRAFT}-{member.language}" and m.state == OK), None
        )
        if member.part != "table" or member.act is None or draft is None or not draft.amending:
            continue
        found = list(disagreements(draft, member.act))
        for each in found:
            if each.table is not None:
                yield Remark(
                    "", "table-differs", "table", (_place(draft, each.draft), _place(member.act, each.table))
                )
        lacking = [_place(draft, each.draft) for each in found if each.table is None]
        if lacking:
            yield Remark("", "table-lacks", "table", (Place(member.file, "", ""), *lacking))
