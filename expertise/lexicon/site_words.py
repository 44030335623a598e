"""The words of the published site, as dated data."""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from expertise.lexicon.factors import bilingual
from expertise.lexicon.source import Node, load


@dataclass(frozen=True, slots=True)
class SiteWords:
    """Texts by key and language; ``reviewed`` is False while no authority has approved them."""

    texts: Mapping[str, Mapping[str, str]]
    reviewed: bool

    def say(self, key: str, language: str, /, **values: object) -> str:
        """Return one text with its values filled in; a value is never read as a pattern itself."""
        return self.texts[key][language].format(**values)


def load_site_words(path: Path) -> SiteWords:
    """Read the texts; one whose languages fill in different values is refused. Raises BadLexicon."""
    keys = load(path).keys(("id", "source", "date", "reviewed", "texts"))
    texts = {key: _text(node, key) for key, node in keys["texts"].mapping().items()}
    return SiteWords(texts, keys["reviewed"].text() == "true")


def _text(node: Node, key: str) -> dict[str, str]:
    texts = bilingual(node)
    values = [_values(text) for text in texts.values()]
    if any(each != values[0] for each in values):
        raise node.refuse("form-values", key=key, known=", ".join(sorted(set().union(*values))))
    return texts


def _values(text: str) -> set[str]:
    try:
        return {field for _, field, _, _ in string.Formatter().parse(text) if field is not None}
    except ValueError:  # a single brace
        return {text}
