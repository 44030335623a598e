"""Charts as SVG: bars with their numbers written beside them; the table under each says the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from expertise.publish.markup import Markup, tag

_WIDTH, _ROW, _BAR, _TOP = 440, 46, 16, 6
_ROOM = 110  # for the number behind the longest bar
_LABEL = 54  # signs of a label that fit above a bar
_INK, _FILL, _GROUND = "#1b1b1b", "#1f4e79", "#d9e2ec"


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: ``value`` of ``whole``; ``said`` is written behind it."""

    label: str
    value: int
    whole: int
    said: str


def bars(name: str, title: str, rows: Sequence[Bar]) -> Markup:
    """Return a chart; each bar is drawn over its whole, an empty whole draws none. ``name`` is its id."""
    height = _TOP + _ROW * len(rows)
    return tag(
        "svg",
        tag("title", title, id_=f"{name}-title"),
        [_row(place, bar) for place, bar in enumerate(rows)],
        role="img",
        aria_labelledby=f"{name}-title",
        viewBox=f"0 0 {_WIDTH} {height}",
        width=_WIDTH,
        height=height,
        xmlns="http://www.w3.org/2000/svg",
    )


def _row(place: int, bar: Bar) -> list[Markup]:
    top = _TOP + _ROW * place
    room = _WIDTH - _ROOM
    long = round(room * bar.value / bar.whole) if bar.whole else 0
    label = bar.label if len(bar.label) <= _LABEL else f"{bar.label[: _LABEL - 2]} …"
    return [
        tag("text", label, x=0, y=top + 14, font_size=14, fill=_INK),
        tag("rect", x=0, y=top + 20, width=room, height=_BAR, fill=_GROUND),
        tag("rect", x=0, y=top + 20, width=long, height=_BAR, fill=_FILL),
        tag("text", bar.said, x=room + 8, y=top + 33, font_size=14, fill=_INK),
    ]
