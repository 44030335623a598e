"""Two texts side by side as one page: lines of both row by row, what differs in them, and their findings.

The page is an act page (see ``page``) with more keys: ``rows`` tells how many of the next lines stand left
and right, ``sides`` name the columns, ``groups`` are what the findings are sorted by. A line has ``x``: the
pieces that the other side does not have. A finding that is ``fixed`` is shown and cannot be decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from rapidfuzz.distance.Levenshtein import opcodes

from expertise.act import Act, Span
from expertise.review.page import line_record, marks, sections

LEFT, RIGHT = 0, 1
SAME = "same"
_WORD = re.compile(r"\S+")
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Row:
    """Lines beside each other, by their places in the two acts; ``kind`` is ``same`` or a change."""

    left: tuple[int, ...]
    right: tuple[int, ...]
    kind: str = SAME


@dataclass(frozen=True)
class Sheet:
    """The lines of two acts in one list; ``lead`` is the side whose contents are shown."""

    acts: tuple[Act, Act]
    rows: tuple[Row, ...]
    lead: int = RIGHT
    _at: dict[tuple[int, int], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        place = 0
        for row in self.rows:
            for side, lines in ((LEFT, row.left), (RIGHT, row.right)):
                for line in lines:
                    self._at.setdefault((side, line), place)
                    place += 1

    def marks(self, side: int, span: Span | None) -> list[list[int]]:
        """Return a span of one side as pieces of the lines of this sheet, see ``page.marks``."""
        found = marks(self.acts[side], span) if span else []
        return [[self._at[side, line], *rest] for line, *rest in found if (side, line) in self._at]

    def record(self, changed: tuple[Iterable[Span], Iterable[Span]]) -> Json:
        """Return lines, rows and contents; ``changed`` are the spans of each side that the other has not."""
        pieces: dict[int, list[list[int]]] = {}
        for side, spans in enumerate(changed):
            for span in spans:
                for line, start, end in self.marks(side, span):
                    pieces.setdefault(line, []).append([start, end])
        lines: list[Json] = []
        rows = []
        for row in self.rows:
            first = len(lines)
            for side, places in ((LEFT, row.left), (RIGHT, row.right)):
                for place in places:
                    found = line_record(self.acts[side], place)
                    more = {"x": sorted(pieces[len(lines)])} if len(lines) in pieces else {}
                    lines.append({**found, **more})
            kind = row.kind if row.kind != SAME or not _any(pieces, first, len(lines)) else "changed"
            rows.append([first, len(row.left), len(row.right), kind])
        return {"lines": lines, "rows": rows, "sections": self._sections(rows, len(lines))}

    def _sections(self, rows: Sequence[Sequence[Any]], count: int) -> list[Json]:
        """Return the contents of the leading side with ``first`` and ``last`` counted in these lines."""
        known = list(sections(self.acts[self.lead]))
        of_line = {n: i for i, each in enumerate(known) for n in range(each["first"], each["last"])}
        current, owners = 0, []
        for row in self.rows:
            lines = row.right if self.lead == RIGHT else row.left
            current = of_line.get(lines[0], current) if lines else current
            owners.append(current)
        found: list[Json] = []
        for owner, group in groupby(range(len(rows)), key=owners.__getitem__):
            places = list(group)
            last = rows[places[-1] + 1][0] if places[-1] + 1 < len(rows) else count
            eid = known[owner]["eid"]
            again = sum(each["eid"].partition("~~")[0] == eid for each in found)
            name = f"{eid}~~{again}" if again else eid
            found.append({**known[owner], "eid": name, "first": rows[places[0]][0], "last": last})
        return found


def _any(pieces: Mapping[int, object], first: int, last: int) -> bool:
    return any(line in pieces for line in range(first, last))


def changed_words(before: str, after: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Return the words that only one wording has, as offsets in each of them (code points)."""
    old, new = ([m.span() for m in _WORD.finditer(text)] for text in (before, after))
    gone, came = [], []
    for step in opcodes([before[a:b] for a, b in old], [after[a:b] for a, b in new]):
        if step.tag == "equal":
            continue
        if step.src_start < step.src_end:
            gone.append((old[step.src_start][0], old[step.src_end - 1][1]))
        if step.dest_start < step.dest_end:
            came.append((new[step.dest_start][0], new[step.dest_end - 1][1]))
    return gone, came


def changed_lines(
    acts: tuple[Act, Act], pairs: Iterable[tuple[int | None, int | None]]
) -> tuple[list[Span], list[Span]]:
    """Return the words that differ as spans of the two acts; a lone line is new as a whole."""
    gone: list[Span] = []
    came: list[Span] = []
    for x, y in pairs:
        one, other = (
            act.lines[n].span if n is not None else None for act, n in zip(acts, (x, y), strict=True)
        )
        if one and other:
            was, now = changed_words(one.of(acts[LEFT].text), other.of(acts[RIGHT].text))
            gone += [Span(one.start + a, one.start + b) for a, b in was]
            came += [Span(other.start + a, other.start + b) for a, b in now]
        else:
            gone += [one] if one else []
            came += [other] if other else []
    return gone, came


def numbered(findings: Sequence[Json]) -> list[Json]:
    """Give each finding of a page the number of its case (``at``) and return the cases."""
    order = {name: place for place, name in enumerate(dict.fromkeys(each["at"] for each in findings))}
    cases: list[Json] = [{"eid": name, "label": "", "findings": []} for name in order]
    for place, each in enumerate(findings):
        number = order[each.pop("at")]
        each["case"] = number
        cases[number]["label"] = each["label"]
        cases[number]["findings"].append(place)
    return cases
