"""What is known of the lines before units are built: their markers, and roles seen from far."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from expertise.act import Kind, Role
from expertise.reading import amendment
from expertise.reading.front import preamble_start, title_line
from expertise.reading.markers import ARTICLE_LEVEL, LEVELS, Marker, Style, marker
from expertise.reading.notes import SEE_ALONE, note
from expertise.reading.source import Source, split_lines
from expertise.reading.words import either, listed

_STRUCTURAL = frozenset({Style.HEAD, Style.ROMAN, Style.DOT, Style.MULTI})
_SIGNATURE = re.compile(rf"{either(listed('signature'))}", re.IGNORECASE)
_FORM_SIGNATURE = re.compile(r"[А-ЯӨҮҢЁ][^.;:]{0,60}\s*_{4,}")
_APPROVED = re.compile(rf"{either(listed('approved'))}", re.IGNORECASE)
_CONTENTS = re.compile(rf"{either(listed('contents'))}\W*$", re.IGNORECASE)
_ANNEX_LEVEL = LEVELS["annex"][1]
_LONGEST_SIGNATURE = 160
_LONGEST_HEADING = 160
_LONGEST_CAPITALS = 500
_LONGEST_SUBHEADING = 90
_SHORTEST_CONTENTS = 3


@dataclass(slots=True)
class Plan:
    """One entry a line in ``lines``, ``markers``, ``roles`` (None: to be seen by its place), ``tables``.

    ``block`` numbers the quotation a line lies in, 0 for none; ``front`` and ``preamble`` are the lines
    where the body and the preamble begin; ``articled`` tells for each line whether its scope has articles.
    """

    source: Source
    lines: list[str]
    markers: list[Marker | None]
    roles: list[Role | None]
    blocks: list[int]
    tables: list[int]
    front: int = 0
    preamble: int = 0
    amending: bool = False
    articled: list[bool] | None = None
    following: list[int] | None = None


def plan(source: Source) -> Plan:
    """Look over the lines of a settled text; an empty text gives an empty plan."""
    lines = source.lines()
    first = _first_unit([marker(line) for line in lines[:400]])
    amending = amendment.amends(lines[: min(first, 60)])
    if amending:
        source = _with_cuts(source, lines)
        lines = source.lines()
    made = Plan(
        source=source,
        lines=lines,
        markers=[marker(line) for line in lines],
        roles=[None] * len(lines),
        blocks=[0] * len(lines),
        tables=list(source.tables),
        amending=amending,
    )
    _amendments(made)
    _contents(made)
    _annexes(made)
    _front(made)
    _signatures(made)
    _notes(made)
    _scopes(made)
    _bylaw_heads(made)
    _subheadings(made)
    _flattened(made)
    _frames(made)
    made.following = _following(made)
    return made


def _with_cuts(source: Source, lines: Sequence[str]) -> Source:
    cuts = {}
    for index, line in enumerate(lines):
        place = amendment.inline_cut(line)
        if place >= 0:
            cuts[index] = source.spans[index].start + place
    return split_lines(source, cuts)


def _first_unit(markers: Sequence[Marker | None]) -> int:
    found = (i for i, m in enumerate(markers) if m is not None and m.style in _STRUCTURAL and m.level != _ANNEX_LEVEL)
    return next(found, len(markers))


def _amendments(made: Plan) -> None:
    """Mark formulas and quotations: over the whole of an amending act, elsewhere after a lead-in."""
    active = made.amending
    count = 0
    place = 0
    leads = False
    while place < len(made.lines):
        text, own = made.lines[place], made.markers[place]
        if not made.amending:
            active = amendment.opens_change(text) or (active and not (own is not None and own.kind is Kind.ARTICLE))
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


def _contents(made: Plan) -> None:
    """Take a table of contents for front matter: headings without text that all come once more."""
    runs = _heading_runs(made)
    for first, last in runs:
        keys = [_key(made.markers[i]) for i in range(first, last)]
        again = max((i for i, key in enumerate(keys) if key == keys[0]), default=0)
        if again >= _SHORTEST_CONTENTS:
            for place in range(first, first + again):
                made.roles[place], made.markers[place] = Role.FRONT, None
    for place, text in enumerate(made.lines[:60]):
        if _CONTENTS.match(text):
            made.roles[place] = Role.FRONT


def _key(own: Marker | None) -> tuple[Style, int, str]:
    return (own.style, own.level, own.number) if own else (Style.DASH, 0, "")


def _heading_runs(made: Plan) -> list[tuple[int, int]]:
    runs, start = [], -1
    for place, own in enumerate([*made.markers, None]):
        heading = own is not None and own.level > 0 and made.roles[place] is None
        if heading and start < 0:
            start = place
        elif not heading and start >= 0:
            if place - start > _SHORTEST_CONTENTS:
                runs.append((start, place))
            start = -1
    return runs


def _annexes(made: Plan) -> None:
    """Keep an annex only after text of the act; let «Утверждено ...» open one there."""
    begun = False
    for place, own in enumerate(made.markers):
        if made.roles[place] in (Role.QUOTED, Role.FRONT):
            continue
        if own is not None and own.level == _ANNEX_LEVEL and not begun:
            made.markers[place] = None
        elif own is not None and own.style in _STRUCTURAL:
            begun = True
        elif own is None and begun and _approves(made, place):
            made.markers[place] = Marker(Style.HEAD, "", 0, *LEVELS["annex"])


def _approves(made: Plan, place: int) -> bool:
    text = made.lines[place]
    if len(text) > _LONGEST_SIGNATURE or not _APPROVED.match(text) or not text[0].isupper() or text.endswith((".", ";", ":")):
        return False
    before = next((m for m in reversed(made.markers[max(0, place - 3) : place]) if m is not None), None)
    return before is None or before.level != _ANNEX_LEVEL


def _front(made: Plan) -> None:
    """Find where the body begins and which of the lines before it are preamble."""
    made.front = next(
        (i for i, m in enumerate(made.markers) if m is not None and m.style in _STRUCTURAL and made.roles[i] is None),
        next((i for i, r in enumerate(made.roles) if r is Role.FORMULA), len(made.lines)),
    )
    made.preamble = preamble_start(made.lines[: made.front])
    for place in range(made.preamble):
        made.roles[place] = Role.FRONT


def _signatures(made: Plan) -> None:
    ends = [i for i, m in enumerate(made.markers) if m is not None and m.level == _ANNEX_LEVEL and made.roles[i] is None]
    for end in [*ends, len(made.lines)]:
        _signature(made, end)
    for place in range(made.front, len(made.lines)):
        if made.roles[place] is None and made.markers[place] is None and _FORM_SIGNATURE.match(made.lines[place]):
            made.roles[place] = Role.SIGNATURE


def _signature(made: Plan, end: int) -> None:
    """Mark the short lines before ``end`` from the first that names who signs."""
    start = end
    while start > made.front and _may_sign(made, start - 1):
        start -= 1
    for place in range(start, end):
        if _SIGNATURE.match(made.lines[place]):
            for line in range(place, end):
                made.roles[line] = Role.SIGNATURE
            return


def _may_sign(made: Plan, place: int) -> bool:
    text, own = made.lines[place], made.markers[place]
    if made.roles[place] is not None or (own is not None and own.style is not Style.WEAK) or len(text) > _LONGEST_SIGNATURE:
        return False
    return not text.endswith((";", ":", ",")) and (not text.endswith(".") or bool(_SIGNATURE.match(text) and len(text) < 90))


def _notes(made: Plan) -> None:
    for place, text in enumerate(made.lines):
        own = made.markers[place]
        if made.roles[place] is None and own is None:
            made.roles[place] = note(text)
            if place and made.roles[place] is None and made.roles[place - 1] is Role.EDITORIAL:
                before = made.lines[place - 1]
                if SEE_ALONE.match(before):
                    made.roles[place] = Role.EDITORIAL


def _scopes(made: Plan) -> None:
    made.articled = [False] * len(made.lines)
    start = 0
    for end in [*(i for i, m in enumerate(made.markers) if _opens_annex(made, i, m)), len(made.lines)]:
        has = any(
            m is not None and m.kind is Kind.ARTICLE and made.roles[i] is not Role.QUOTED
            for i, m in enumerate(made.markers[start:end], start=start)
        )
        made.articled[start:end] = [has] * (end - start)
        start = end


def _opens_annex(made: Plan, place: int, own: Marker | None) -> bool:
    return own is not None and own.level == _ANNEX_LEVEL and made.roles[place] is None


def _bylaw_heads(made: Plan) -> None:
    """See headings of by-laws: «1. ОБЩИЕ ПОЛОЖЕНИЯ» before «1.1.», and unnumbered ones before «1.»."""
    articled = made.articled or []
    last = 0
    for place in range(made.front, len(made.lines) - 1):
        own, after = made.markers[place], made.markers[place + 1]
        if articled[place] or made.roles[place] is not None or after is None:
            continue
        text = made.lines[place]
        if own is not None and own.style is Style.DOT:
            last = int(own.number.split("-")[0])
            if _heads_points(own, after, text):
                made.markers[place] = replace(own, style=Style.HEAD, kind=Kind.CHAPTER, level=LEVELS["chapter"][1])
        elif own is None and last > 1 and after.style is Style.DOT and after.number == "1" and _titled(text):
            made.markers[place] = Marker(Style.HEAD, "", 0, *LEVELS["chapter"])


def _heads_points(own: Marker, after: Marker, text: str) -> bool:
    body = text[own.body :]
    if not _titled(body) and not (body.isupper() and len(body) <= _LONGEST_CAPITALS):
        return False
    inner = after.style is Style.MULTI and after.number.startswith(f"{own.number}.")
    return inner or (body.isupper() and after.style in (Style.DOT, Style.BRACKET))


def _titled(text: str) -> bool:
    return 0 < len(text) <= _LONGEST_HEADING and not text.endswith((";", ":", ",")) and text[0].isupper()


def _subheadings(made: Plan) -> None:
    """See «3. Коммандитное товарищество» right before an article: a heading, not a part."""
    for place in range(made.front, len(made.lines) - 1):
        own, after = made.markers[place], made.markers[place + 1]
        if own is None or own.style is not Style.DOT or after is None or made.roles[place] is not None:
            continue
        body = made.lines[place][own.body :]
        if after.level == ARTICLE_LEVEL and _titled(body) and len(body) <= _LONGEST_SUBHEADING and body[-1] != ".":
            made.markers[place] = replace(own, style=Style.HEAD, kind=Kind.SUBCHAPTER, level=ARTICLE_LEVEL - 1)


def _flattened(made: Plan) -> None:
    """Give articles back the superscript a copy has flattened: 211 between 21 and 22 is 21¹."""
    places = [
        i for i, m in enumerate(made.markers) if m is not None and m.level == ARTICLE_LEVEL and made.roles[i] is None
    ]
    before = 0
    for order, place in enumerate(places):
        own = made.markers[place]
        assert own is not None
        base = int(own.number.split("-")[0])
        suffix = own.number[len(str(before)) :]
        if "-" not in own.number and before and own.number.startswith(str(before)) and suffix.isdigit():
            after = [made.markers[i] for i in places[order + 1 : order + 30]]
            if base > before + 1 and any(m is not None and m.number == str(before + 1) for m in after):
                made.markers[place] = replace(own, number=f"{before}-{suffix}")
                continue
        before = base


def _frames(made: Plan) -> None:
    """Take tables of signatures and requisites for plain lines: they only arrange text on the page."""
    plain = {
        table
        for place, table in enumerate(made.tables)
        if table >= 0
        and (
            made.roles[place] in (Role.FRONT, Role.SIGNATURE)
            or _opens_annex(made, place, made.markers[place])
        )
    }
    made.tables = [-1 if table in plain else table for table in made.tables]


def _following(made: Plan) -> list[int]:
    """Return for each line the next line with a number or heading of the act, its length where none is."""
    out, after = [len(made.lines)] * len(made.lines), len(made.lines)
    for place in range(len(made.lines) - 1, -1, -1):
        out[place] = after
        own = made.markers[place]
        usable = made.roles[place] not in (Role.FRONT, Role.SIGNATURE)
        if own is not None and own.style not in (Style.DASH, Style.WEAK) and usable:
            after = place
    return out


def has_title(made: Plan) -> bool:
    """Tell whether the lines before the body name the type of the act."""
    return title_line(made.lines[: made.front]) >= 0
