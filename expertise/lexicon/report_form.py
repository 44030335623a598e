"""The report on a public discussion: its fixed words as dated data."""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from expertise.lexicon.factors import bilingual
from expertise.lexicon.intake import VERDICTS
from expertise.lexicon.source import Node, load

_COLUMNS = ("number", "author", "norm", "proposal", "verdict", "reason", "wording")
#: The texts of the report, each with the names that the program fills in.
_TEXTS: Mapping[str, frozenset[str]] = {
    **{key: frozenset() for key in (
        "heading", "subheading-untitled", "none", "totals", "withheld", "whole-draft", "no-channel",
        "original", "working",
    )},
    **{f"column-{name}": frozenset() for name in _COLUMNS},
    **{f"verdict-{name}": frozenset() for name in VERDICTS},
    **{f"total-{name}": frozenset({"count"}) for name in VERDICTS},
    "subheading": frozenset({"title"}),
    "period": frozenset({"start", "end"}),
    "initiator": frozenset({"initiator"}),
    "lead": frozenset({"proposals", "groups"}),
    "privacy": frozenset({"marker"}),
    "signed": frozenset({"person"}),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReportForm:
    """Words of the report by key and language; ``reviewed`` is False for working text."""

    texts: Mapping[str, Mapping[str, str]]
    reviewed: bool

    def say(self, key: str, language: str, **values: object) -> str:
        """Return one text with its values filled in; a value is never read as a pattern itself."""
        return self.texts[key][language].format(**values)

    def columns(self, language: str) -> dict[str, str]:
        """Return the headers of the table by column."""
        return {name: self.say(f"column-{name}", language) for name in _COLUMNS}


def load_report_form(path: Path) -> ReportForm:
    """Read the words; a text whose {values} are not those of the program is refused. Raises BadLexicon."""
    keys = load(path).keys(("id", "source", "date", "reviewed", "texts"))
    nodes = keys["texts"].keys(tuple(_TEXTS))
    texts = {key: _text(node, key, _TEXTS[key]) for key, node in nodes.items()}
    return ReportForm(texts, keys["reviewed"].text() == "true")


def _text(node: Node, key: str, wanted: frozenset[str]) -> dict[str, str]:
    texts = bilingual(node)
    for text in texts.values():
        try:
            fields = {field for _, field, _, _ in string.Formatter().parse(text) if field is not None}
        except ValueError:  # a single brace
            fields = {text}
        if fields != wanted:
            known = ", ".join(f"{{{name}}}" for name in sorted(wanted)) or "-"
            raise node.refuse("form-values", key=key, known=known)
    return texts
