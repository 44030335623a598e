"""Builds the units of an act from its planned lines, in one pass."""

from __future__ import annotations

from expertise.act import Kind, Role
from expertise.reading import amendment, headings, placing
from expertise.reading.builder import Builder
from expertise.reading.draft import LIST_LEVEL
from expertise.reading.formulas import remember
from expertise.reading.markers import LEVELS, Marker, Style
from expertise.reading.notes import repealed
from expertise.reading.plan import Plan

_PREAMBLE_LEVEL = LEVELS["preamble"][1]


def build(plan: Plan) -> Builder:
    """Return the builder with all units and exactly one line for every line of the plan."""
    builder = Builder(plan)
    for index in range(len(plan.lines)):
        _line(builder, index)
    for draft in reversed(builder.drafts[1:]):  # a unit ends with its last descendant
        parent = builder.drafts[draft.parent]
        parent.last = max(parent.last, draft.last)
    return builder


def _line(builder: Builder, index: int) -> None:
    plan = builder.plan
    role = plan.roles[index]
    if index == plan.front:
        builder.stack = [0]  # the preamble ends here
    _enter_quotation(builder, plan.blocks[index])
    _enter_table(builder, plan.tables[index])
    if role in (Role.FRONT, Role.SIGNATURE):
        _outside(builder, index, role)
    elif role in (Role.EDITORIAL, Role.REPEALED):
        _note(builder, index, role)
    elif builder.table >= 0:
        _cell(builder, index)
    elif index < plan.front and not _in_preamble(builder):
        builder.open(index, Kind.PREAMBLE, "", 0, _PREAMBLE_LEVEL)
        builder.put(index, builder.top, Role.NORM)
    else:
        _unit(builder, index)


def _in_preamble(builder: Builder) -> bool:
    return any(builder.drafts[i].kind is Kind.PREAMBLE for i in builder.stack)


def _enter_quotation(builder: Builder, block: int) -> None:
    """Close the quotation that ended; let the one that begins hang on the formula before it."""
    if block == builder.block:
        return
    if builder.block:
        builder.stack = builder.stack[: builder.floor]
        builder.floor = 1
        builder.ended = ";"  # what a quotation ends with does not lead in a list
    if block:
        builder.floor = len(builder.stack)
        builder.quotes[builder.top] = builder.quotes.get(builder.top, 0) + 1
        builder.ended = ""
    builder.block = block


def _enter_table(builder: Builder, table: int) -> None:
    if table != builder.table and builder.drafts[builder.top].kind is Kind.TABLE:
        builder.stack.pop()
    builder.table = table


def _cell(builder: Builder, index: int) -> None:
    if builder.drafts[builder.top].kind is not Kind.TABLE:
        builder.open(index, Kind.TABLE, "", builder.out_of_paragraphs(builder.top))
    own, role = builder.plan.markers[index], builder.plan.roles[index]
    numbered = own is not None and own.style is not Style.ROMAN
    builder.put(index, builder.top, role or Role.NORM, own.body if own is not None and numbered else 0)


def _outside(builder: Builder, index: int, role: Role) -> None:
    """Give front matter to the act, signatures to the act or annex they end."""
    roles = builder.plan.roles
    if role is Role.SIGNATURE and index + 1 < len(roles) and roles[index + 1] is None:
        ended = builder.ended  # a printed form line amid the text changes nothing
        builder.put(index, builder.top, role)
        builder.ended = ended
        return
    kept = [i for i in builder.stack if builder.drafts[i].kind in (Kind.ACT, Kind.ANNEX)]
    builder.stack, builder.floor = kept, 1
    builder.put(index, kept[-1] if role is Role.SIGNATURE else 0, role)


def _note(builder: Builder, index: int, role: Role) -> None:
    """Give a note to the unit it speaks of: at the end of an article to the article."""
    plan, unit = builder.plan, builder.top
    draft = builder.drafts[unit]
    if role is Role.REPEALED and index >= plan.front:
        if draft.level < LIST_LEVEL and unit and builder.is_bare_heading(unit):
            draft.role = Role.REPEALED
        elif "абзац" in plan.lines[index].casefold():
            _paragraph(builder, index, role, 0)
            return
    elif _ends_article(builder, index):
        unit = builder.headed()
    builder.put(index, unit, role)


def _ends_article(builder: Builder, index: int) -> bool:
    plan = builder.plan
    after = plan.after_notes[index]
    if after >= len(plan.lines) or plan.roles[after] is Role.SIGNATURE:
        return True
    own = plan.markers[after]
    return own is not None and own.level > 0


def _unit(builder: Builder, index: int) -> None:
    own = builder.plan.markers[index]
    if own is None:
        _plain(builder, index)
    elif own.level:
        headings.head(builder, index, own)
    elif own.style is Style.DASH:
        _paragraph(builder, index, _role(builder, index, own), own.body, dash=True)
    elif own.style is Style.WEAK and not placing.in_sequence(builder, index, own):
        _plain(builder, index)
    else:
        _item(builder, index, own)


def _role(builder: Builder, index: int, own: Marker | None) -> Role:
    given = builder.plan.roles[index]
    body = builder.plan.lines[index][own.body if own else 0 :]
    return Role.REPEALED if given is None and body and repealed(body) else given or Role.NORM


def _plain(builder: Builder, index: int) -> None:
    draft, plan = builder.drafts[builder.top], builder.plan
    if draft.bare:
        draft.bare = False
        builder.put(index, builder.top, _role(builder, index, None))
    elif headings.runs_on(builder, index):
        headings.carry_on(builder, index)
    else:
        shift = amendment.unquoted(plan.lines[index]) if plan.roles[index] is Role.QUOTED else 0
        _paragraph(builder, index, _role(builder, index, None), shift)


def _paragraph(builder: Builder, index: int, role: Role, body: int, dash: bool = False) -> None:
    parent = placing.paragraph_parent(builder, index, dash)
    number = builder.paragraphs.number(builder.drafts, parent, builder.block)
    unit = builder.open(index, Kind.PARAGRAPH, number, parent, style=Style.DASH if dash else None)
    builder.drafts[unit].note = placing.is_note(builder.plan.lines[index])
    _close_item(builder, index, unit, role, body)


def _item(builder: Builder, index: int, own: Marker) -> None:
    parent = placing.item_parent(builder, own)
    kind = placing.item_kind(builder, own, parent)
    style = Style.DOT if own.style is Style.WEAK else own.style
    unit = builder.open(index, kind, own.number, parent, style=style)
    builder.drafts[unit].bare = own.body >= len(builder.plan.lines[index])
    _close_item(builder, index, unit, _role(builder, index, own), own.body)


def _close_item(builder: Builder, index: int, unit: int, role: Role, body: int) -> None:
    builder.drafts[unit].role = role
    remember(builder, index, unit, role, body)
    builder.put(index, unit, role, body)
