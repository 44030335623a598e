"""The force of acts: which kind binds which, and which of two norms prevails, as dated data."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from expertise.lexicon.factors import bilingual
from expertise.lexicon.source import load


@dataclass(frozen=True, slots=True)
class Rank:
    """A step of the hierarchy: ``rank`` 1 is the highest; ``body`` holds words of its issuing bodies."""

    rank: int
    kinds: frozenset[str]
    body: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hierarchy:
    """A hierarchy with its source; ``prevails`` are texts that say which of two norms is applied."""

    id: str
    name: Mapping[str, str]
    source: str
    date: str
    reviewed: bool
    ranks: tuple[Rank, ...]
    prevails: Mapping[str, Mapping[str, str]]

    def rank(self, kind: str, body: str = "", day: datetime.date | None = None) -> int:
        """Return the rank of an act of ``kind`` issued by ``body``: 1 is the highest, 0 unknown.

        One hierarchy holds for every ``day`` so far; an older one would be a file of its own.
        """
        issued = body.casefold()
        for step in self.ranks:
            if kind in step.kinds and (not step.body or any(word in issued for word in step.body)):
                return step.rank
        return 0


def load_hierarchy(folder: Path, name: str = "kg") -> Hierarchy:
    """Read ``folder``/<name>.yml; raises BadLexicon with file and line."""
    keys = load(folder / f"{name}.yml").keys(
        ("id", "name", "source", "date", "reviewed", "ranks", "prevails")
    )
    ranks = []
    for node in keys["ranks"].items():
        step = node.keys(("rank", "kinds", "body"))
        kinds = frozenset(kind.text() for kind in step["kinds"].items())
        ranks.append(Rank(step["rank"].whole(), kinds, tuple(word.text() for word in step["body"].items())))
    return Hierarchy(
        keys["id"].text(), bilingual(keys["name"]), keys["source"].text(), keys["date"].text(),
        keys["reviewed"].text() == "true", tuple(ranks),
        {case: bilingual(text) for case, text in keys["prevails"].mapping().items()},
    )  # fmt: skip
