"""The words of a norm as a conclusion quotes them: whole sentences, list items with their lead-in."""

from __future__ import annotations

from collections.abc import Sequence

from expertise.act import Act, Kind, Role, Span, Unit
from expertise.language import of

_ITEMS = frozenset({Kind.POINT, Kind.SUBPOINT, Kind.PARAGRAPH})
#: Longer units are not quoted whole where nothing in them was marked.
_WHOLE = 700


def quote(act: Act, spans: Sequence[Span]) -> str:
    """Return the words of ``spans`` in reading order, each once; an item of a list comes with its lead-in."""
    kept: list[Span] = []
    for span in sorted(spans):
        if not any(other.holds(span) for other in spans if other != span) and span not in kept:
            kept.append(span)
    if not kept:
        return ""
    words = " … ".join(span.of(act.text) for span in kept)
    lead = _lead(act, act.unit_at(kept[0].start))
    return f"{lead} … {words}" if lead else words


def whole(act: Act, span: Span) -> Span:
    """Return the sentences of the line in which the words of ``span`` stand.

    Nothing is quoted in part: words that a span leaves out could turn the meaning of the rest.
    """
    line = act.lines[act.line_at(span.start)]
    found = of(act.language).sentences(act.text, line.body, line.span.end)
    mine = [each for each in found if each.overlaps(span)]
    return Span(mine[0].start, mine[-1].end) if mine else span


def same_unit(act: Act, eid: str, beside: Act) -> str:
    """Return a unit's words for a conclusion in the language of ``act``, where ``beside`` holds the finding.

    Empty unless both texts have the same articles and the unit the same number of lines: only then does the
    same number surely mean the same norm. Long units give nothing; the act as a whole gives its title.
    """
    if eid == act.units[0].eid:
        return act.requisites.title
    if act.articles != beside.articles:
        return ""
    ours, theirs = _lines(act, eid), _lines(beside, eid)
    words = " ".join(span.of(act.text) for span in ours)
    if len(ours) != len(theirs) or len(words) > _WHOLE or not words:
        return ""
    lead = _lead(act, act.unit_at(ours[0].start))
    return f"{lead} … {words}" if lead else words


def _lines(act: Act, eid: str) -> list[Span]:
    lines = (n for n in act.lines if n.role is not Role.FOOTNOTE and act.units[n.unit].eid == eid)
    return [Span(line.body, line.span.end) for line in lines]


def _lead(act: Act, unit: Unit) -> str:
    """Return the words that open the list an item stands in, empty for no item and no such words."""
    if unit.kind not in _ITEMS or unit.parent < 0:
        return ""
    lines = [n for n in act.lines if n.unit == unit.parent and n.role is not Role.FOOTNOTE]
    text = act.text[lines[-1].body : lines[-1].span.end] if lines else ""
    return text if text.endswith(":") else ""
