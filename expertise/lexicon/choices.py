"""Lists an expert chooses from, as data: reasons for rejecting a finding, documents of a package."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from expertise.lexicon.source import Node, load
from expertise.lexicon.terms import LANGUAGES


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason by its id; ``free`` asks for words of the expert's own beside it."""

    id: str
    text: Mapping[str, str]
    free: bool


def is_reviewed(path: Path) -> bool:
    """Tell whether an authority has approved the strings of a list; raises BadLexicon."""
    return load(path).mapping()["reviewed"].text() == "true"


def load_reasons(path: Path) -> dict[str, Reason]:
    """Read the list of reasons in its order; raises BadLexicon with file and line."""
    keys = load(path).keys(("source", "date", "reviewed", "reasons"))
    found: dict[str, Reason] = {}
    for node in keys["reasons"].items():
        reason = _reason(node)
        if reason.id in found:
            raise node.refuse("double-entry", entry=reason.id)
        found[reason.id] = reason
    return found


def _reason(node: Node) -> Reason:
    keys = node.keys(("id", "free", *LANGUAGES))
    text: dict[str, str] = {language: keys[language].text() for language in LANGUAGES}
    return Reason(keys["id"].text(), text, keys["free"].text() == "true")


@dataclass(frozen=True, slots=True)
class PaperKind:
    """A document that belongs to a draft; ``text`` is the language of the draft it is itself, else empty."""

    id: str
    name: Mapping[str, str]
    text: str


def load_papers(path: Path) -> tuple[PaperKind, ...]:
    """Read the documents of a package in their order; raises BadLexicon with file and line."""
    keys = load(path).keys(("source", "date", "reviewed", "papers"))
    found: list[PaperKind] = []
    for node in keys["papers"].items():
        own = node.keys(("id", "text", *LANGUAGES))
        name: dict[str, str] = {language: own[language].text() for language in LANGUAGES}
        found.append(PaperKind(own["id"].text(), name, own["text"].text()))
    return tuple(found)
