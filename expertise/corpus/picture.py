"""The citation graph as a picture: an SVG of our own layout, or a text for Graphviz.

Acts stand in rows by their force, the highest above; the same graph always gives the same picture.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from expertise.act import Language
from expertise.corpus.graph import Edge
from expertise.corpus.store import Corpus
from expertise.corpus.work import REPEALED, Work

_WIDTH, _HEIGHT, _ROW, _GAP, _MARGIN = 200, 46, 130, 24, 20
_IN_A_ROW = 8
_LINE = 24  # signs of a line in a box
_SIGNS = 44  # of a title in a box: two lines
_FILL = {"dead": "#b3261e", "link": "#6b7a90", "box": "#eef3f8", "repealed": "#f2e6e5", "line": "#1f4e79"}


_ARROW = (
    '<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerUnits="userSpaceOnUse" '
    'markerWidth="9" markerHeight="9" orient="auto">'
    f'<path d="M 0 0 L 8 4 L 0 8 z" fill="{_FILL["link"]}"/></marker></defs>'
)


def _works(corpus: Corpus, edges: Sequence[Edge]) -> list[Work]:
    uris = sorted({uri for edge in edges for uri in (edge.source, edge.target)})
    return sorted((corpus.work(uri) for uri in uris), key=lambda w: (w.force or 99, w.uri))


def _name(work: Work, language: Language) -> str:
    """Return a title cut short, with the year: a new code bears the name of the old one."""
    title = " ".join(work.title(language).split())
    year = f", {work.date.year}" if work.date else ""
    room = _SIGNS - len(year)
    return f"{title if len(title) <= room else f'{title[: room - 1].rstrip()}…'}{year}"


def dot(corpus: Corpus, edges: Sequence[Edge], language: Language) -> str:
    """Return the graph in the language of Graphviz; an edge has its count, red where references are dead."""
    lines = ["digraph citations {", "  rankdir=TB; node [shape=box, fontname=sans-serif];"]
    for work in _works(corpus, edges):
        style = ', style=dashed, color="#b3261e"' if work.state == REPEALED else ""
        lines.append(f"  {_quoted(work.uri)} [label={_quoted(_name(work, language))}{style}];")
    for edge in edges:
        colour = f', color="{_FILL["dead"]}"' if edge.dead else ""
        lines.append(f"  {_quoted(edge.source)} -> {_quoted(edge.target)} [label={edge.count}{colour}];")
    return "\n".join([*lines, "}", ""])


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def svg(corpus: Corpus, edges: Sequence[Edge], language: Language) -> str:
    """Return the graph as an SVG image; no edges give an empty one."""
    places = _places(_works(corpus, edges))
    right = max((x for x, _ in places.values()), default=0) + _WIDTH + _MARGIN
    bottom = max((y for _, y in places.values()), default=0) + _HEIGHT + _MARGIN
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {right} {bottom}" width="{right}" '
        f'height="{bottom}" font-family="sans-serif" font-size="11">',
        _ARROW,
        *(_arc(edge, places) for edge in edges),
        *(_box(corpus.work(uri), places[uri], language) for uri in places),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _places(works: Sequence[Work]) -> dict[str, tuple[int, int]]:
    """Return the corner of each act's box: acts of one force in rows of their own, by URI."""
    by_force: dict[int, list[str]] = {}
    for work in works:
        by_force.setdefault(work.force or 99, []).append(work.uri)
    places: dict[str, tuple[int, int]] = {}
    row = 0
    for force in sorted(by_force):
        for place, uri in enumerate(by_force[force]):
            column = place % _IN_A_ROW
            row += place > 0 and column == 0
            places[uri] = (_MARGIN + column * (_WIDTH + _GAP), _MARGIN + row * _ROW)
        row += 1
    return places


def _arc(edge: Edge, places: dict[str, tuple[int, int]]) -> str:
    (x1, y1), (x2, y2) = places[edge.source], places[edge.target]
    x1, x2 = x1 + _WIDTH // 2, x2 + _WIDTH // 2
    down = y2 > y1
    start, end = (y1 + _HEIGHT, y2) if down else (y1, y2 + (_HEIGHT if y2 < y1 else 0))
    bend = _ROW // 3 if down else -_ROW // 3
    colour, width = _FILL["dead" if edge.dead else "link"], min(5.0, 1 + edge.count / 10)
    path = f"M {x1} {start} C {x1} {start + bend}, {x2} {end - bend if y1 != y2 else end + bend}, {x2} {end}"
    return (
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width:.1f}" opacity="0.7" '
        f'marker-end="url(#arrow)">'
        f"<title>{escape(f'{edge.source} → {edge.target}: {edge.count}')}</title></path>"
    )


def _box(work: Work, place: tuple[int, int], language: Language) -> str:
    x, y = place
    fill = _FILL["repealed" if work.state == REPEALED else "box"]
    lines = textwrap.wrap(_name(work, language), _LINE)[:2]
    said = "".join(
        f'<text x="{x + 8}" y="{y + 18 + 15 * place}">{escape(text)}</text>'
        for place, text in enumerate(lines)
    )
    size = f'width="{_WIDTH}" height="{_HEIGHT}" rx="4"'
    box = f'<rect x="{x}" y="{y}" {size} fill="{fill}" stroke="{_FILL["line"]}"/>'
    return f"<g data-uri={quoteattr(work.uri)}><title>{escape(work.title(language))}</title>{box}{said}</g>"
