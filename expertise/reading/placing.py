"""Under which unit a line of text belongs."""

from __future__ import annotations

from expertise.act import Kind, Role
from expertise.reading.builder import Builder
from expertise.reading.draft import LIST_LEVEL, Draft
from expertise.reading.lists import child_kind, continues, first_of
from expertise.reading.markers import ARTICLE_LEVEL, Marker, Style
from expertise.reading.words import finder

_NOTE = finder("note")
_LISTS = frozenset({Style.BRACKET, Style.LETTER})
_DEEPEST = 40
_NUMBERED = frozenset({Kind.PART, Kind.POINT, Kind.SUBPOINT})


def is_note(text: str) -> bool:
    """Tell whether a line begins «Примечание» or «Эскертүү»: a note to the whole article."""
    return _NOTE.match(text) is not None


def paragraph_parent(builder: Builder, index: int, dash: bool) -> int:
    """Return the unit of an unnumbered line: its lead-in, its list, or the unit around a closed list."""
    if is_note(builder.plan.lines[index]):
        return builder.headed()
    unit = builder.top
    if _is_lead(builder) or not builder.opened:
        return unit
    draft = builder.drafts[unit]
    if draft.kind is Kind.PARAGRAPH:
        unit = draft.parent
        if builder.ended != "." or (dash and draft.style is Style.DASH):
            return unit
        unit = builder.out_of_paragraphs(unit)
    return _out_of_lists(builder, index, unit)


def _is_lead(builder: Builder) -> bool:
    """Tell whether the line before leads in a list; text that nests without end is taken as flat."""
    return builder.ended == ":" and len(builder.stack) < _DEEPEST


def _out_of_lists(builder: Builder, index: int, unit: int) -> int:
    """Leave the lists that do not go on after this line."""
    while builder.drafts[unit].style in _LISTS and builder.stack.index(unit) >= builder.floor:
        if _goes_on(builder, index, builder.drafts[unit]):
            return unit
        unit = builder.out_of_paragraphs(builder.drafts[unit].parent)
    return unit


def _following(builder: Builder, index: int) -> int:
    return builder.plan.following[index]


def _goes_on(builder: Builder, index: int, draft: Draft) -> bool:
    """Tell whether the next number after this line continues the list of ``draft``."""
    plan, after = builder.plan, _following(builder, index)
    if after >= len(plan.markers) or plan.blocks[after] != plan.blocks[index]:
        return False
    own = plan.markers[after]
    return own is not None and own.style is draft.style and continues(own.number, draft.number)


def in_sequence(builder: Builder, index: int, own: Marker) -> bool:
    """Tell whether a number without its sign («3 Текст») takes its place in a list."""
    if own.number == "1" and builder.drafts[builder.top].level == ARTICLE_LEVEL:
        after = _following(builder, index)
        second = builder.plan.markers[after] if after < len(builder.plan.markers) else None
        return second is not None and second.style is Style.DOT and second.number == "2"
    opened = (builder.drafts[i] for i in builder.stack)
    return any(draft.style is Style.DOT and continues(own.number, draft.number) for draft in opened)


def item_parent(builder: Builder, own: Marker) -> int:
    """Return the unit of a numbered line: parts belong to the article, «1)» and «а)» to what is open."""
    if own.style in (Style.DOT, Style.WEAK):
        return _note_of(builder, own) or builder.headed()
    if own.style is Style.MULTI:
        return _outer_number(builder, own) or builder.headed()
    for unit in reversed(builder.opened):
        if builder.drafts[unit].style is own.style:
            nested = _is_lead(builder) and unit == builder.top and first_of(own.number)
            return unit if nested else builder.drafts[unit].parent
    if _is_lead(builder) or not builder.opened:
        return builder.top
    return builder.out_of_paragraphs(builder.top)


def _outer_number(builder: Builder, own: Marker) -> int:
    outer = own.number.rpartition(".")[0]
    numbered = (i for i in reversed(builder.opened) if builder.drafts[i].level >= LIST_LEVEL)
    return next((i for i in numbered if builder.drafts[i].number == outer), 0)


def _note_of(builder: Builder, own: Marker) -> int:
    """Return the open note whose own numbering ``own`` belongs to, 0 for none."""
    drafts = builder.drafts
    note = next((i for i in builder.opened if drafts[i].note), 0)
    if not note:
        return 0
    points = builder.numbers.get(note, [])
    if points:
        return note if continues(own.number, points[-1]) else 0
    used = builder.has_number(drafts[note].parent, own.number)
    return note if used or own.number == "1" else 0


def item_kind(builder: Builder, own: Marker, parent: int) -> Kind:
    """Return what a numbered line is; in quoted wording its formula says («дополнить пунктом»)."""
    drafts = builder.drafts
    if builder.block and drafts[parent].role is not Role.QUOTED:
        return _quoted_kind(own, drafts[parent])
    if drafts[parent].note:
        return Kind.SUBPOINT if own.style is Style.LETTER else Kind.POINT
    above = builder.stack[: builder.stack.index(parent) + 1]
    if builder.block:
        above = above[builder.floor :]
    return child_kind(own.style, [drafts[i].kind for i in above])


def _quoted_kind(own: Marker, formula: Draft) -> Kind:
    if own.style is Style.LETTER:
        return Kind.SUBPOINT
    named = [kind for kind, _ in (formula.coming or formula.context) if kind in _NUMBERED]
    if named:
        return named[-1]
    return Kind.POINT if own.style is Style.BRACKET else Kind.PART
