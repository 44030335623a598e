"""Term lists: the words that name actors, actions, modality, slots and marks, one file a list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from expertise.act import Language
from expertise.lexicon.pattern import Pattern, parse
from expertise.lexicon.source import Node, load

ROLES = ("actor", "action", "object", "modality", "slot", "mark", "part")
LANGUAGES: tuple[Language, ...] = ("ru", "ky")


@dataclass(frozen=True, slots=True)
class Term:
    """One list: ``role`` says what its occurrences are to a norm, ``value`` which class they name.

    Role «part» is for lists that only other patterns use. ``form`` is «noun» for deverbal nouns,
    else empty. ``slot`` names the slot a list of role «slot» fills (``value`` says how).
    """

    name: str
    role: str
    value: str
    slot: str
    form: str
    patterns: dict[Language, tuple[Pattern, ...]]
    file: str = ""


def load_terms(folder: Path) -> dict[str, Term]:
    """Read every list of a folder, by name; raises BadLexicon with file and line."""
    terms: dict[str, Term] = {}
    for path in sorted(folder.glob("*.yml")):
        term, node = _term(load(path))
        if term.name in terms:
            raise node.refuse("double-term", name=term.name)
        terms[term.name] = term
    return terms


def _term(node: Node) -> tuple[Term, Node]:
    keys = node.keys(("term", "role", "about", "source", "entries"), ("value", "form", "slot"))
    role = keys["role"].text()
    if role not in ROLES:
        raise keys["role"].refuse("unknown-value", value=role, known=", ".join(ROLES))
    entries = keys["entries"].keys((), LANGUAGES)
    patterns = {
        language: tuple(_patterns(entries[language].items())) if language in entries else ()
        for language in LANGUAGES
    }
    value, form, slot = (keys[k].text() if k in keys else "" for k in ("value", "form", "slot"))
    return Term(keys["term"].text(), role, value, slot, form, patterns, node.file), node


def _patterns(nodes: Iterable[Node]) -> Iterable[Pattern]:
    seen: set[str] = set()
    for node in nodes:
        yield read_pattern(node)
        if node.text() in seen:
            raise node.refuse("double-entry", entry=node.text())
        seen.add(node.text())


def read_pattern(node: Node) -> Pattern:
    """Parse one pattern; a wrong one is refused with its file and line."""
    try:
        return parse(node.text())
    except ValueError as error:
        raise node.refuse("bad-pattern", pattern=node.text(), problem=str(error)) from None
