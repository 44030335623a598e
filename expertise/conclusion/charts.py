"""Charts as SVG, drawn alike for the screen's export, the PDF and (as a picture) the Word document.

Plain and readable in grey print: every bar and every cell says its figure.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate
from xml.sax.saxutils import escape

_FONT = "PT Serif"
_INK, _FAINT, _LINE = "#1b1b1b", "#5a5a5a", "#c8ccd2"
_BAR = "#1f4e79"
_WIDTH = 720
_NAMES = 300  # of the column of names
_ROW, _HEAD, _EDGE = 24, 40, 12
_LETTER, _CAPITAL = 7.2, 10.0  # of letters of 13 px on average: where a name is cut
_PIXELS = 160.0


def bars(title: str, rows: Sequence[tuple[str, float, str]]) -> str:
    """Return horizontal bars: (name, value, figure as printed) each; values below nothing count as nothing.

    Without rows only the title is drawn.
    """
    most = max((value for _, value, _ in rows), default=0) or 1
    room = _WIDTH - _NAMES - 90
    drawn = []
    for place, (name, value, figure) in enumerate(rows):
        y = _HEAD + place * _ROW
        long = max(1.0, room * max(value, 0) / most)
        drawn += [
            _text(_NAMES - 10, y + 15, _short(name, _NAMES - 20), anchor="end"),
            f'<rect x="{_NAMES}" y="{y + 3}" width="{long:.1f}" height="{_ROW - 8}" fill="{_BAR}"/>',
            _text(_NAMES + long + 6, y + 15, figure, fill=_FAINT),
        ]
    return _svg(_WIDTH, _HEAD + len(rows) * _ROW + _EDGE, title, drawn)


def heat(
    title: str, rows: Sequence[str], columns: Sequence[str], values: Mapping[tuple[str, str], float]
) -> str:
    """Return a heat map: names of rows and columns, a value for each pair that has one."""
    wide = min(56.0, (_WIDTH - _NAMES + 200) / max(len(columns), 1))
    most = max(values.values(), default=0) or 1
    drawn = [
        _text(_NAMES + place * wide + wide / 2, _HEAD + 12, column, anchor="middle", fill=_FAINT)
        for place, column in enumerate(columns)
    ]
    for line, row in enumerate(rows):
        y = _HEAD + 20 + line * _ROW
        drawn.append(_text(_NAMES - 10, y + 16, _short(row, _NAMES - 20), anchor="end"))
        for place, column in enumerate(columns):
            if (row, column) in values:
                drawn += _cell(_NAMES + place * wide, y, wide, values[row, column], most)
    height = _HEAD + 20 + len(rows) * _ROW + _EDGE
    return _svg(_NAMES + int(len(columns) * wide) + _EDGE, height, title, drawn)


def _cell(x: float, y: float, wide: float, value: float, most: float) -> list[str]:
    share = max(0.0, min(1.0, value / most))
    fill = "#{:02x}{:02x}{:02x}".format(*(round(255 - share * (255 - end)) for end in (31, 78, 121)))
    return [
        f'<rect x="{x + 1:.1f}" y="{y + 1}" width="{wide - 2:.1f}" height="{_ROW - 2}" fill="{fill}" '
        f'stroke="{_LINE}" stroke-width="0.5"/>',
        _text(x + wide / 2, y + 16, f"{value:g}", 11, "middle", "#ffffff" if share > 0.55 else _INK),
    ]


def picture(svg: str) -> bytes:
    """Return a drawing as PNG. Raises WrongUse ``pdf-warning`` where it cannot be drawn."""
    import typst

    from expertise.conclusion.conclusion_pdf import compiler
    from expertise.errors import WrongUse

    try:
        made = compiler("picture.typ", {"svg": svg}).compile(format="png", ppi=_PIXELS)
    except typst.TypstError as error:
        raise WrongUse("pdf-warning", detail=error.message) from error
    return made if isinstance(made, bytes) else b"".join(made or ())


def _svg(width: int, height: int, title: str, drawn: Sequence[str]) -> str:
    wide = max(width, int(len(title) * 8) + 2 * _EDGE)
    head = _text(_EDGE, 22, title, 15, weight="bold")
    frame = f'<rect width="{wide}" height="{height}" fill="#ffffff"/>'
    begin = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{height}" '
        f'viewBox="0 0 {wide} {height}" font-family="{_FONT}, serif">'
    )
    return "\n".join([begin, frame, head, *drawn, "</svg>"]) + "\n"


def _text(
    x: float, y: float, text: str, size: int = 13, anchor: str = "start", fill: str = _INK, weight: str = ""
) -> str:
    bold = f' font-weight="{weight}"' if weight else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}" fill="{fill}"{bold}>'
        f"{escape(text)}</text>"
    )


def _short(name: str, room: int) -> str:
    """Return a name as far as it has room; what is cut ends with an ellipsis."""
    widths = list(accumulate(_CAPITAL if sign.isupper() else _LETTER for sign in name))
    if not widths or widths[-1] <= room:
        return name
    return f"{name[: bisect_right(widths, room - _LETTER)].rstrip()}…"
