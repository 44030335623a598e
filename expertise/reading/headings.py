"""Headings of sections, chapters, articles, annexes: their words, where they run on, where they are text."""

from __future__ import annotations

from expertise.act import Kind, Role, Span
from expertise.reading.builder import CLOSING, Builder
from expertise.reading.formulas import remember
from expertise.reading.front import act_type
from expertise.reading.markers import ARTICLE_LEVEL, Marker
from expertise.reading.notes import repealed

_LONGEST = 300
_SHORT = 120
_ENDS = (".", ";", ":", ",")


def head(builder: Builder, index: int, own: Marker) -> None:
    """Open the unit that a heading line begins; the same heading once more belongs to the same unit."""
    if _is_repeated(builder, own):
        builder.put(index, builder.top, Role.HEADING, own.body)
        return
    parent = builder.stack[builder.floor - 1]
    for unit in builder.opened:
        if builder.drafts[unit].level >= own.level:
            break
        parent = unit
    _title(builder, index, own, builder.open(index, own.kind, own.number, parent, own.level))


def _is_repeated(builder: Builder, own: Marker) -> bool:
    draft = builder.drafts[builder.top]
    same = draft.kind is own.kind and draft.number == own.number and bool(own.number)
    return same and bool(builder.opened) and builder.is_bare_heading(builder.top)


def _title(builder: Builder, index: int, own: Marker, unit: int) -> None:
    """Take the rest of the line as heading, or as the text of an article that has no heading."""
    text, given = builder.plan.lines[index], builder.plan.roles[index]
    rest, draft = text[own.body :], builder.drafts[unit]
    role = given or Role.NORM
    if rest and repealed(rest):
        draft.role = role = Role.REPEALED
    elif own.level == ARTICLE_LEVEL and rest and _is_text(builder, index, rest):
        draft.role = role
        remember(builder, index, unit, role, own.body)
    else:
        span = builder.plan.source.spans[index]
        draft.heading = Span(span.start + own.body, span.end) if rest else None
        builder.put(index, unit, Role.HEADING, own.body)
        builder.ended, builder.heading = "", unit
        return
    builder.put(index, unit, role, own.body)


def _is_text(builder: Builder, index: int, rest: str) -> bool:
    """Tell the text of an article without heading from a heading."""
    plan = builder.plan
    if rest.endswith((":", ";")) or plan.roles[index] is Role.FORMULA:
        return True
    if not rest.rstrip(CLOSING).endswith("."):
        return False
    after = index + 1
    if after >= len(plan.lines) or plan.roles[after] is Role.SIGNATURE:
        return True
    own = plan.markers[after]
    return (own is not None and own.level > 0) or len(rest) > _SHORT


def runs_on(builder: Builder, index: int) -> bool:
    """Tell whether a plain line carries on the heading of the line before."""
    unit = builder.heading
    if not unit or unit != builder.top or builder.plan.roles[index] is not None:
        return False
    text, draft = builder.plan.lines[index], builder.drafts[unit]
    if draft.kind is Kind.ANNEX:
        return _is_open(text)
    if draft.level == ARTICLE_LEVEL:
        return _is_article_title(builder, index, text) and (draft.heading is None or text[0].islower())
    if draft.heading is None:
        return not text.endswith((";", ":")) and len(text) <= _LONGEST
    return text.isupper() or (text[0].islower() and _is_open(text))


def _is_open(text: str) -> bool:
    return len(text) <= _LONGEST and not text.endswith(_ENDS)


def _is_article_title(builder: Builder, index: int, text: str) -> bool:
    after = index + 1
    if not _is_open(text) or after >= len(builder.plan.lines):
        return False
    own = builder.plan.markers[after]
    return own is None or own.level == 0


def carry_on(builder: Builder, index: int) -> None:
    """Add a line to the heading that is open."""
    unit, span = builder.heading, builder.plan.source.spans[index]
    draft = builder.drafts[unit]
    restarts = draft.kind is Kind.ANNEX and act_type(builder.plan.lines[index])  # after «к постановлению ...»
    draft.heading = Span(draft.heading.start, span.end) if draft.heading and not restarts else span
    builder.put(index, unit, Role.HEADING)
    builder.heading = unit if builder.plan.lines[index].isupper() or draft.kind is Kind.ANNEX else 0
