"""Fields of law as data: one list of names, and the words by which an act shows its field, a file each."""

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
#: The list of names, beside the files of words.
NAMES = "names.yml"


@dataclass(frozen=True, slots=True)
class Names:
    """What fields are called: by id and language, in the order of the list."""

    names: Mapping[str, Mapping[str, str]]
    reviewed: bool


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


def load_names(folder: Path) -> Names:
    """Read the list of names in its order. Raises BadLexicon."""
    keys = load(folder / NAMES).keys(("source", "date", "reviewed", "fields"))
    names: dict[str, Mapping[str, str]] = {}
    for node in keys["fields"].items():
        own = node.keys(("id", "name"))
        name = own["id"].text()
        if name in names:
            raise node.refuse("double-entry", entry=name)
        names[name] = bilingual(own["name"])
    return Names(names, keys["reviewed"].text() == "true")


def load_fields(folder: Path) -> Fields:
    """Read the words of every field that has some; a missing folder gives no fields.

    Raises BadLexicon, also for words of a field that the list does not name.
    """
    paths = sorted(path for path in folder.glob("*.yml") if path.name != NAMES)
    names = load_names(folder).names if paths else {}
    return Fields({path.stem: _field(load(path), path.stem, names) for path in paths})


def _field(node: Node, stem: str, names: Mapping[str, Mapping[str, str]]) -> Field:
    keys = node.keys(("field", "source", "reviewed", CORE, ALSO))
    name = keys["field"].text()
    if name != stem or name not in names:
        raise keys["field"].refuse("unknown-value", value=name, known=", ".join(names))
    words = {kind: _words(keys[kind]) for kind in (CORE, ALSO)}
    return Field(name, names[name], words, keys["reviewed"].text() == "true")


def _words(node: Node) -> dict[Language, tuple[Pattern, ...]]:
    keys = node.keys(LANGUAGES)
    return {tongue: tuple(read_pattern(each) for each in keys[tongue].texts()) for tongue in LANGUAGES}
