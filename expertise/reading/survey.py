"""What is known of the lines before units are built: their markers, and roles seen from far."""

from __future__ import annotations

import re
from collections.abc import Sequence

from expertise.act import Kind, Role
from expertise.reading import amendment, quotations, repairs
from expertise.reading.front import preamble_start
from expertise.reading.markers import LEVELS, Marker, Style, marker
from expertise.reading.notes import SEE_ALONE, note
from expertise.reading.plan import Plan
from expertise.reading.source import Source
from expertise.reading.words import either, listed

_STRUCTURAL = frozenset({Style.HEAD, Style.ROMAN, Style.DOT, Style.MULTI})
_SIGNATURE = re.compile(rf"{either(listed('signature'))}", re.IGNORECASE)
_FORM_SIGNATURE = re.compile(r"[А-ЯӨҮҢЁ][^.;:]{0,60}\s*_{4,}")
_APPROVED = re.compile(rf"{either(listed('approved'))}", re.IGNORECASE)
_CONTENTS = re.compile(rf"{either(listed('contents'))}\W*$", re.IGNORECASE)
_ANNEX_LEVEL = LEVELS["annex"][1]
_LONGEST_SIGNATURE = 160
_SHORTEST_CONTENTS = 3


def survey(source: Source) -> Plan:
    """Look over the lines of a settled text; an empty text gives an empty plan."""
    lines = source.lines()
    first = _first_unit([marker(line) for line in lines[:400]])
    amending = amendment.amends(lines[: min(first, 60)])
    if amending:
        source = quotations.cut_inline(source, lines)
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
    quotations.mark(made)
    _contents(made)
    _annexes(made)
    _front(made)
    _signatures(made)
    _notes(made)
    _scopes(made)
    repairs.bylaw_heads(made)
    repairs.subheadings(made)
    repairs.flattened(made)
    _frames(made)
    made.following = _following(made)
    made.after_notes = _after_notes(made)
    return made


def _first_unit(markers: Sequence[Marker | None]) -> int:
    found = (
        i
        for i, m in enumerate(markers)
        if m is not None and m.style in _STRUCTURAL and m.level != _ANNEX_LEVEL
    )
    return next(found, len(markers))


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
    if (
        len(text) > _LONGEST_SIGNATURE
        or not _APPROVED.match(text)
        or not text[0].isupper()
        or text.endswith((".", ";", ":"))
    ):
        return False
    before = next((m for m in reversed(made.markers[max(0, place - 3) : place]) if m is not None), None)
    return before is None or before.level != _ANNEX_LEVEL


def _front(made: Plan) -> None:
    """Find where the body begins and which of the lines before it are preamble."""
    structural = (i for i, m in enumerate(made.markers) if m is not None and m.style in _STRUCTURAL)
    formulas = (i for i, role in enumerate(made.roles) if role is Role.FORMULA)
    seen = (None, Role.FORMULA)
    first = next((i for i in structural if made.roles[i] in seen), len(made.lines))
    made.front = min(first, next(formulas, len(made.lines)))
    made.preamble = preamble_start(made.lines[: made.front])
    for place in range(made.preamble):
        made.roles[place] = Role.FRONT


def _signatures(made: Plan) -> None:
    ends = [
        i
        for i, m in enumerate(made.markers)
        if m is not None and m.level == _ANNEX_LEVEL and made.roles[i] is None
    ]
    for end in [*ends, len(made.lines)]:
        _signature(made, end)
    for place in range(made.front, len(made.lines)):
        if (
            made.roles[place] is None
            and made.markers[place] is None
            and _FORM_SIGNATURE.match(made.lines[place])
        ):
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
    if (
        made.roles[place] is not None
        or (own is not None and own.style is not Style.WEAK)
        or len(text) > _LONGEST_SIGNATURE
        or text.endswith((".", ";", ":"))  # a sentence: «Министр вправе продлить срок.»
    ):
        return False
    return not text.endswith((";", ":", ",")) and (
        not text.endswith(".") or bool(_SIGNATURE.match(text) and len(text) < 90)
    )


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


def _after_notes(made: Plan) -> list[int]:
    out, after = [len(made.lines)] * len(made.lines), len(made.lines)
    for place in range(len(made.lines) - 1, -1, -1):
        out[place] = after
        if made.roles[place] is not Role.EDITORIAL:
            after = place
    return out
