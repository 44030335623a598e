"""The translation lexicon: legal concepts with their words in both languages, one file a kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from expertise.act import Language
from expertise.lexicon.pattern import Pattern
from expertise.lexicon.scanner import Scanner
from expertise.lexicon.source import Node, load
from expertise.lexicon.terms import LANGUAGES, read_pattern

KINDS = ("body", "condition", "days", "modality", "note", "term", "unit")


@dataclass(frozen=True, slots=True)
class Concept:
    """One meaning: ``name`` is unique within its ``kind``; ``firm`` ones are translated alike everywhere."""

    kind: str
    name: str
    firm: bool
    patterns: Mapping[Language, tuple[Pattern, ...]]


@dataclass(frozen=True)
class Translation:
    """All concepts by key («body:суд»), and their scanners, made at first use."""

    concepts: Mapping[str, Concept]
    _scanners: dict[tuple[Language, bool, frozenset[str]], Scanner] = field(
        default_factory=dict, compare=False
    )

    def scanner(
        self, language: Language, plain: bool = False, kinds: frozenset[str] = frozenset(KINDS)
    ) -> Scanner:
        """Return the scanner of the concepts of some kinds; ``plain`` for a Kyrgyz text without ң ө ү."""
        asked = (language, plain, kinds)
        if asked not in self._scanners:
            words = {key: c.patterns[language] for key, c in self.concepts.items() if c.kind in kinds}
            self._scanners[asked] = Scanner(language, words, {}, plain)
        return self._scanners[asked]


def load_translation(folder: Path) -> Translation:
    """Read every file of a folder; an empty or missing folder gives no concepts. Raises BadLexicon."""
    concepts: dict[str, Concept] = {}
    for path in sorted(folder.glob("*.yml")):
        keys = load(path).keys(("kind", "about", "source", "reviewed", "entries"))
        kind = keys["kind"].text()
        if kind not in KINDS:
            raise keys["kind"].refuse("unknown-value", value=kind, known=", ".join(KINDS))
        for name, node in keys["entries"].mapping().items():
            key = f"{kind}:{name}"
            if key in concepts:
                raise node.refuse("double-term", name=name)
            concepts[key] = _concept(kind, name, node)
    return Translation(concepts)


def _concept(kind: str, name: str, node: Node) -> Concept:
    keys = node.keys(LANGUAGES, ("firm",))
    patterns: dict[Language, tuple[Pattern, ...]] = {}
    for language in LANGUAGES:
        nodes = keys[language].texts()
        if not nodes:
            raise keys[language].refuse("list-expected")
        patterns[language] = tuple(read_pattern(each) for each in nodes)
    return Concept(kind, name, "firm" in keys and keys["firm"].text() == "true", patterns)
