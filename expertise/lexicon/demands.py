"""What a package must hold, and what its note must say: lexicons/review/package.yml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from expertise.lexicon.source import Node, load
from expertise.lexicon.terms import LANGUAGES

ALWAYS, AMENDING, BUSINESS = "always", "amending", "business"
_OTHER = "other"

Phrases = Mapping[str, re.Pattern[str]]


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the note: found where one of its words is; ``factor`` is what its absence belongs to."""

    id: str
    factor: str
    words: Phrases


@dataclass(frozen=True, slots=True)
class Demands:
    """Parts by kind of act, each with when it is asked for; patterns by language."""

    parts: Mapping[str, Mapping[str, str]]
    business: Phrases
    sections: tuple[Section, ...]
    costs: Phrases
    reviewed: bool

    def of(self, kind: str) -> Mapping[str, str]:
        """Return the parts a kind of draft must have with their conditions; unknown kinds are «other»."""
        return self.parts.get(kind, self.parts[_OTHER])


def load_demands(path: Path) -> Demands:
    """Read the file; a condition that is not known is refused with file and line. Raises BadLexicon."""
    keys = load(path).keys(
        ("source", "date", "reviewed", "demands", "business", "sections", "costs")
    )  # fmt: skip
    parts: dict[str, Mapping[str, str]] = {}
    for node in keys["demands"].items():
        own = node.keys(("kinds", "parts"))
        asked = {part: _when(when) for part, when in own["parts"].mapping().items()}
        parts |= {kind.text(): asked for kind in own["kinds"].texts()}
    if _OTHER not in parts:
        raise keys["demands"].refuse("missing-key", key=_OTHER)
    return Demands(
        parts, _phrases(keys["business"].keys(LANGUAGES)),
        tuple(_section(node) for node in keys["sections"].items()),
        _phrases(keys["costs"].keys(LANGUAGES)), keys["reviewed"].text() == "true",
    )  # fmt: skip


def _when(node: Node) -> str:
    if node.text() not in (ALWAYS, AMENDING, BUSINESS):
        raise node.refuse("unknown-key", key=node.text())
    return node.text()


def _section(node: Node) -> Section:
    own = node.keys(("id", "factor", *LANGUAGES))
    return Section(own["id"].text(), own["factor"].text(), _phrases({name: own[name] for name in LANGUAGES}))


def _phrases(nodes: Mapping[str, Node]) -> Phrases:
    from expertise.reading.words import either

    return {
        tongue: re.compile(either(each.text() for each in node.texts()), re.IGNORECASE)
        for tongue, node in nodes.items()
    }
