"""What is known of the lines of an act before its units are built."""

from __future__ import annotations

from dataclasses import dataclass, field

from expertise.act import Role
from expertise.reading.markers import Marker
from expertise.reading.source import Source


@dataclass(slots=True)
class Plan:
    """One entry a line in ``lines``, ``markers``, ``roles`` (None: to be seen by its place), ``tables``.

    ``blocks`` numbers the quotation a line lies in, 0 for none; ``front`` and ``preamble`` are the lines
    where the body and the preamble begin; ``articled`` tells for each line whether its scope has articles;
    ``following`` holds for each line the next line with a number or heading, ``after_notes``
    the next that is no note of an edition; the count of lines where there is none.
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
    articled: list[bool] = field(default_factory=list)
    following: list[int] = field(default_factory=list)
    after_notes: list[int] = field(default_factory=list)
