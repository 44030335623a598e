"""Acts that drafts are held against: read once, whatever the number of drafts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from expertise.service import read_act

if TYPE_CHECKING:
    from expertise.analysis.collisions.collide import Read
    from expertise.lexicon.lexicon import Lexicon


def read_against(files: Sequence[str], lexicon: Lexicon) -> tuple[Read, ...]:
    """Read the acts of ``--against``; none gives (). Raises UnreadableFile for the first unreadable."""
    from expertise.analysis.collisions.collide import read_for_collisions

    return tuple(read_for_collisions(read_act(Path(file)), lexicon) for file in files)
