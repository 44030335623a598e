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
    active = made.amending
    count = 0
    place = 0
    leads = False
    while place < len(made.lines):
        text, own = made.lines[place], made.markers[place]
        if not made.amending:
            active = amendment.opens_change(text) or (
                active and not (own is not None and own.kind is Kind.ARTICLE)
            )
        quotation = amendment.block(made.lines, made.markers, place) if active and leads else None
        if quotation is not None:
            count += 1
            _quote(made, quotation, count)
            place = quotation.last + 1
            continue  # one more quotation may follow
        body = text[own.body :] if own else text
        formula = active and bool(body) and amendment.is_formula(body)
        if formula:
            made.roles[place] = Role.FORMULA
        leads = formula and text.endswith(":")
        place += 1


def _quote(made: Plan, quotation: amendment.Block, count: int) -> None:
    for place in range(quotation.first, quotation.last + 1):
        made.roles[place] = Role.QUOTED
        made.blocks[place] = count
        shift = amendment.unquoted(made.lines[place])
        inner = marker(made.lines[place][shift:]) if shift < len(made.lines[place]) else None
        made.markers[place] = replace(inner, body=inner.body + shift) if inner else None
