"""From settled lines to an act: units with their names, lines with their roles."""

from __future__ import annotations

from collections.abc import Sequence

from expertise.act import Act, Kind, Role, Span, Steps, Unit
from expertise.errors import UnreadableFile
from expertise.reading import amendment
from expertise.reading.draft import Draft
from expertise.reading.eids import names
from expertise.reading.front import requisites
from expertise.reading.plan import Plan
from expertise.reading.source import Source
from expertise.reading.survey import survey
from expertise.reading.tongue import language
from expertise.reading.tree import build

MAX_TEXT, MAX_LINES = 4_000_000, 40_000  # a code of 450 articles has 720 thousand signs in 2,300 lines
_SHARE_OF_CYRILLIC = 0.5
_SAMPLE = 20_000


def act(source: Source, file: str = "", excerpt: bool = False) -> Act:
    """Return the act of a settled text.

    Raises UnreadableFile: ``too-large``, ``empty`` without a line, ``not-an-act`` where neither a heading,
    nor numbered points, nor a title of an act is found (never for an excerpt, perhaps a single sentence).
    """
    if not source.spans:
        raise UnreadableFile("empty", file=file, detail="no text")
    limited(source, file)
    tongue = language(source.text)
    made = survey(source)
    named = requisites(
        made.lines[: made.preamble],
        made.lines[made.preamble : made.front],
        [line for line, role in zip(made.lines, made.roles, strict=True) if role is Role.SIGNATURE],
        tongue,
    )
    if not excerpt and not (named.type or _is_act(made)):
        raise UnreadableFile("not-an-act", file=file, detail="no structure and no requisites")
    if excerpt or made.preamble == made.front == len(made.lines):
        _as_text(made)
    tree = build(made)
    return Act(
        text=made.source.text,
        language=tongue,
        requisites=named,
        units=_units(made, tree.drafts),
        lines=tuple(tree.lines),
        file=file,
        pieces=made.source.pieces,
        amending=made.amending,
    )


def limited(source: Source, file: str) -> None:
    """Refuse a text longer than any act: raises UnreadableFile ``too-large``."""
    if len(source.text) > MAX_TEXT or len(source.spans) > MAX_LINES:
        detail = f"signs: {len(source.text)}, lines: {len(source.spans)}"
        raise UnreadableFile("too-large", file=file, detail=detail)


def _as_text(made: Plan) -> None:
    """Let text without a title and without numbers be norm text."""
    if made.front == len(made.lines) and not any(made.lines[i].isupper() for i in range(len(made.lines))):
        made.roles = [None if role is Role.FRONT else role for role in made.roles]
        made.front = made.preamble = 0


def _is_act(made: Plan) -> bool:
    sample = made.source.text[:_SAMPLE]
    letters = sum(sign.isalpha() for sign in sample)
    cyrillic = sum("\u0400" <= sign <= "\u04ff" for sign in sample)
    if not letters or cyrillic / letters < _SHARE_OF_CYRILLIC:
        return False
    heads = sum(own is not None and own.level > 0 for own in made.markers)
    return (
        heads > 0 or sum(own is not None and own.style.value in ("dot", "multi") for own in made.markers) > 1
    )


def _units(made: Plan, drafts: Sequence[Draft]) -> tuple[Unit, ...]:
    spans = made.source.spans
    eids = names(drafts)
    return tuple(
        Unit(
            eid=eid,
            kind=draft.kind,
            number=draft.number,
            span=Span(spans[draft.first].start, spans[draft.last].end),
            heading=draft.heading,
            parent=draft.parent,
            role=draft.role,
            target=_target(drafts, index) if draft.role is Role.QUOTED else (),
        )
        for index, (draft, eid) in enumerate(zip(drafts, eids, strict=True))
    )


def _target(drafts: Sequence[Draft], index: int) -> Steps:
    """Return the future address of a quoted unit: what its formula names, then its own place."""
    chain: list[tuple[Kind, str]] = []
    while drafts[index].role is Role.QUOTED:
        draft = drafts[index]
        inner = bool(chain) and draft.kind is Kind.PARAGRAPH
        if not inner:
            chain.insert(0, (draft.kind, draft.number))
        index = draft.parent
    formula = drafts[index]
    return amendment.target(formula.context, formula.coming, tuple(chain))
