"""Methodologies: the factors with their names in both languages, as dated data with a source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from expertise.lexicon.source import Node, load
from expertise.lexicon.terms import LANGUAGES


@dataclass(frozen=True, slots=True)
class Factor:
    """A corruptogenic factor; ``floor`` is its least severity.

    ``clause`` is its number in the text of the methodology: its id where that text numbers factors so.

    ``expert_only`` says why no rule judges it, ``partly`` what of it the rules do not see; both may be None.
    """

    id: str
    name: Mapping[str, str]
    about: Mapping[str, str]
    floor: int
    expert_only: Mapping[str, str] | None
    partly: Mapping[str, str] | None = None
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Methodology:
    """A classification of factors; ``reviewed`` is False while its strings are working text."""

    id: str
    name: Mapping[str, str]
    source: str
    date: str
    reviewed: bool
    selectable: bool
    factors: Mapping[str, Factor]


def load_methodology(path: Path) -> Methodology:
    """Read one methodology file; raises BadLexicon with file and line."""
    keys = load(path).keys(("id", "name", "source", "date", "reviewed", "selectable", "factors"))
    factors: dict[str, Factor] = {}
    for node in keys["factors"].items():
        factor = _factor(node)
        if factor.id in factors:
            raise node.refuse("double-code", rule=factor.id)
        factors[factor.id] = factor
    return Methodology(
        keys["id"].text(), bilingual(keys["name"]), keys["source"].text(), keys["date"].text(),
        keys["reviewed"].text() == "true", keys["selectable"].text() == "true", factors,
    )  # fmt: skip


def _factor(node: Node) -> Factor:
    keys = node.keys(("id", "name", "about", "floor"), ("expert_only", "partly", "clause"))
    only, partly = (bilingual(keys[name]) if name in keys else None for name in ("expert_only", "partly"))
    return Factor(
        keys["id"].text(), bilingual(keys["name"]), bilingual(keys["about"]), keys["floor"].whole(), only,
        partly, keys.get("clause", keys["id"]).text(),
    )  # fmt: skip


def bilingual(node: Node) -> dict[str, str]:
    """Return a text in both languages; a missing language is refused."""
    return {language: value.text() for language, value in node.keys(LANGUAGES).items()}
