"""Row: one line of output for reading, whatever shows it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One line of output; ``style`` is title, case, high, medium, low, quote, note or empty."""

    text: str
    style: str = ""
