"""A unit while it is being built."""

from __future__ import annotations

from dataclasses import dataclass

from expertise.act import Kind, Role, Span, Steps
from expertise.reading.markers import Style

LIST_LEVEL = 100  # below every heading


@dataclass(slots=True)
class Draft:
    """``first`` and ``last`` are lines; ``quote`` counts the quoted block this unit opens, 0 for none.

    ``context`` is the address a formula of change speaks of, ``coming`` the unit it brings in.
    """

    kind: Kind
    number: str
    parent: int
    first: int
    last: int
    level: int = LIST_LEVEL
    style: Style | None = None
    heading: Span | None = None
    role: Role = Role.NORM
    quote: int = 0
    context: Steps = ()
    coming: Steps = ()
    bare: bool = False  # its line held the number alone: the next line is its text
    note: bool = False  # «Примечание»: its points are numbered by themselves
