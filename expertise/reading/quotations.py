"""Finds the formulas and quotations of an act that changes others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from expertise.act import Kind, Role
from expertise.reading import amendment
from expertise.reading.markers import marker
from expertise.reading.plan import Plan
from expertise.reading.source import Source, split_lines


def cut_inline(source: Source, lines: Sequence[str]) -> Source:
    """Part formulas from the new wording that stands on their line."""
    cuts = {}
    for index, line in enumerate(lines):
        place = amendment.inline_cut(line)
        if place >= 0:
            cuts[index] = source.spans[index].start + place
    return split_lines(source, cuts)


def mark(made: Plan) -> None:
    """Mark formulas and quotations: over the whole of an amending act, elsewhere after a lead-in."""
    active, leads = made.amending, False
    article = ""
    place = count = 0
    while place < len(made.lines):
        text, own = made.lines[place], made.markers[place]
        begins = own is not None and own.kind is Kind.ARTICLE
        active = made.amending or amendment.opens_change(text) or (active and not begins)
        quotation = amendment.block(made.lines, made.markers, place, article) if active and leads else None
        if quotation is not None:
            count += 1
            _quote(made, quotation, count)
            place = quotation.last + 1
            continue  # one more quotation may follow
        article = own.number if own is not None and begins else article
        leads = active and _formula(made, place) and text.endswith(":")
        place += 1


def _formula(made: Plan, place: int) -> bool:
    own = made.markers[place]
    body = made.lines[place][own.body if own else 0 :]
    if not body or not amendment.is_formula(body):
        return False
    made.roles[place] = Role.FORMULA
    return True


def _quote(made: Plan, quotation: amendment.Block, count: int) -> None:
    for place in range(quotation.first, quotation.last + 1):
        made.roles[place] = Role.QUOTED
        made.blocks[place] = count
        shift = amendment.unquoted(made.lines[place])
        inner = marker(made.lines[place][shift:]) if shift < len(made.lines[place]) else None
        made.markers[place] = replace(inner, body=inner.body + shift) if inner else None
