"""Fields of law as data: the words by which an act shows what it is about, one file a field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from expertise.act import Language
from expertise.lexicon.factors import bilingual
from expertise.lexicon.pattern import Pattern
from expertise.lexicon.scanner import Scanner
from expertise.lexicon.source import Node, load
from expertise.lexicon.terms import LANGUAGES, read_pattern

#: Words that name a field, and words that speak for it beside those only.
CORE, ALSO = "core", "also"


@dataclass(frozen=True, slots=True)
class Field:
    """A field by its id; ``words`` are the patterns by kind (core, also) and language."""

    id: str
    name: Mapping[str, str]
    words: Mapping[str, Mapping[Language, tuple[Pattern, ...]]]
    reviewed: bool


@dataclass(frozen=True)
class Fields:
    """All fields by id, in the order of their ids, and their scanners, made at first use."""

    fields: Mapping[str, Field]
    _scanners: dict[tuple[Language, bool], Scanner] = field(default_factory=dict, compare=False)

    def scanner(self, language: Language, plain: bool = False) -> Scanner:
        """Return the scanner of a language, whose hits are named «field:kind»; ``plain``: no ң ө ү there."""
        if (language, plain) not in self._scanners:
            words = {
                f"{each.id}:{kind}": patterns[language]
                for each in self.fields.values()
                for kind, patterns in each.words.items()
            }
            self._scanners[language, plain] = Scanner(language, words, {}, plain)
        return self._scanners[language, plain]


def load_fields(folder: Path) -> Fields:
    """Read every file of a folder; a missing folder gives no fields. Raises BadLexicon."""
    found: dict[str, Field] = {}
    for path in sorted(folder.glob("*.yml")):
        node = load(path)
        each = _field(node)
        if each.id in found or each.id != path.stem:
            raise node.refuse("double-term", name=each.id)
        found[each.id] = each
    return Fields(found)


def _field(node: Node) -> Field:
    keys = node.keys(("field", "name", "source", "reviewed", CORE, ALSO))
    words = {kind: _words(keys[kind]) for kind in (CORE, ALSO)}
    reviewed = keys["reviewed"].text() == "true"
    return Field(keys["field"].text(), bilingual(keys["name"]), words, reviewed)


def _words(node: Node) -> dict[Language, tuple[Pattern, ...]]:
    keys = node.keys(LANGUAGES)
    return {tongue: tuple(read_pattern(each) for each in keys[tongue].texts()) for tongue in LANGUAGES}
