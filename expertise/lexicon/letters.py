"""The letter that returns a package without examination: its fixed words and its reasons, as dated data."""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from expertise.lexicon.factors import bilingual
from expertise.lexicon.source import Node, load
from expertise.lexicon.terms import LANGUAGES

#: The texts of the letter, each with the names that the program fills in.
_TEXTS: Mapping[str, frozenset[str]] = {
    "heading": frozenset(),
    "addressee": frozenset({"initiator"}),
    "lead": frozenset({"title"}),
    "lead-untitled": frozenset(),
    "incoming": frozenset({"incoming"}),
    "ground": frozenset({"ground"}),
    "closing": frozenset(),
    "working": frozenset(),
    "blank": frozenset(),
}
_PARTS = "parts"


@dataclass(frozen=True, slots=True)
class LetterForm:
    """Words of a letter by key and language, its reasons by id; ``reviewed`` is False for working text."""

    texts: Mapping[str, Mapping[str, str]]
    reasons: Mapping[str, Mapping[str, str]]
    reviewed: bool

    def say(self, key: str, language: str, **values: object) -> str:
        """Return one text with its values filled in."""
        return self.texts[key][language].format(**values)


def load_letter(path: Path) -> LetterForm:
    """Read the letter; a text whose {values} are not those of the program is refused. Raises BadLexicon."""
    keys = load(path).keys(("id", "source", "date", "reviewed", "texts", "reasons"))
    texts = {key: filled(node, key, _TEXTS[key]) for key, node in keys["texts"].keys(tuple(_TEXTS)).items()}
    reasons: dict[str, dict[str, str]] = {}
    for node in keys["reasons"].items():
        own = node.keys(("id", *LANGUAGES))
        name = own["id"].text()
        if name in reasons:
            raise node.refuse("double-entry", entry=name)
        reasons[name] = {tongue: own[tongue].text() for tongue in LANGUAGES}
        for tongue in LANGUAGES:
            _filled(own[tongue], name, frozenset({_PARTS}), some=True)
    return LetterForm(texts, reasons, keys["reviewed"].text() == "true")


def filled(node: Node, key: str, wanted: frozenset[str]) -> dict[str, str]:
    """Return a text in both languages, each with exactly the {values} of ``wanted``. Raises BadLexicon."""
    texts = dict(bilingual(node))
    for each in node.mapping().values():
        _filled(each, key, wanted)
    return texts


def _filled(node: Node, key: str, wanted: frozenset[str], *, some: bool = False) -> None:
    try:
        fields = {field for _, field, _, _ in string.Formatter().parse(node.text()) if field is not None}
    except ValueError:  # a single brace
        fields = {node.text()}
    if not (fields <= wanted if some else fields == wanted):
        known = ", ".join(f"{{{name}}}" for name in sorted(wanted)) or "-"
        raise node.refuse("form-values", key=key, known=known)
