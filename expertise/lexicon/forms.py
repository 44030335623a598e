"""Forms of the conclusion: every fixed word an authority prints, as dated data with a source."""

from __future__ import annotations

import string
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from expertise.lexicon.factors import bilingual
from expertise.lexicon.source import Node, load
from expertise.lexicon.terms import LANGUAGES

#: The texts of a form that stand alone.
_PLAIN = (
    "authority", "heading", "blank-date", "preview",
    "part-requisites", "part-origin", "part-papers", "part-subject", "part-method", "part-findings",
    "part-collisions", "part-differences", "part-assessment", "part-signatures",
    "label-kind", "label-title", "label-requisites", "label-initiator", "label-ground", "label-method",
    "label-method-date", "label-lexicon", "label-engine", "label-level", "label-verdict", "not-stated",
    "column-paper-number", "column-paper", "column-received", "column-note",
    "received-yes", "received-no", "received-none", "papers-none",
    "examined", "examined-nothing", "source-ru", "source-ky", "limits",
    "column-norm", "column-factor", "column-missing", "column-risk", "column-cure",
    "nothing-missing", "whole-act", "quote-ru", "quote-ky",
    "findings-none", "findings-elsewhere", "findings-unconfirmed",
    "collisions-none", "differences-none", "compared", "not-compared",
    "level-none", "level-open", "level-low", "level-medium", "level-high",
    "verdict-recommended", "verdict-revise", "verdict-rejected", "verdict-open",
    "role-expert", "role-head", "signature", "name",
)  # fmt: skip
#: The texts that the program fills in, each with the names it fills.
_FILLED: Mapping[str, frozenset[str]] = {
    "subheading": frozenset({"kind", "title"}),
    "subheading-plain": frozenset({"title"}),
    "date": frozenset({"day", "month", "year"}),
    "number": frozenset({"number"}),
    "source-counts": frozenset({"articles", "units", "passages"}),
    "source-counts-plain": frozenset({"units", "passages"}),
    "source-file": frozenset({"file", "sha256"}),
    "clause": frozenset({"clause"}),
    "objection-level": frozenset({"level"}),
    "compared-counts": frozenset({"rows", "found", "accepted", "rejected", "open"}),
    "findings-undecided": frozenset({"count"}),
    "unreviewed": frozenset({"count"}),
    "override": frozenset({"reason"}),
}
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Form:
    """The fixed words of a conclusion in both languages; ``reviewed`` is False while they are working text.

    ``kinds`` gives the kind of act as the subheading needs it («Закон» - «Закона Кыргызской Республики»), by
    language, the kind in lower case and the body that issues it, empty for any other one. ``package`` tells
    whether a package of documents belongs to what the form is about. ``collisions`` and
    ``differences`` are the factors printed in the parts of these names.
    """

    id: str
    name: Mapping[str, str]
    source: str
    date: str
    reviewed: bool
    collisions: tuple[str, ...]
    differences: tuple[str, ...]
    texts: Mapping[str, Mapping[str, str]]
    months: Mapping[str, tuple[str, ...]]
    kinds: Mapping[str, Mapping[tuple[str, str], str]]
    package: bool

    def say(self, key: str, language: str, **values: object) -> str:
        """Return one text with its values filled in; a value is never read as a pattern itself."""
        return self.texts[key][language].format(**values)

    def unreviewed(self) -> int:
        """Return how many texts of one language the authority has not approved; 0 for a reviewed form."""
        return 0 if self.reviewed else len(self.texts) + _MONTHS + len(self.kinds[LANGUAGES[0]])


def load_form(path: Path) -> Form:
    """Read one form; a missing text, language, month or value to fill in is refused with file and line.

    Raises BadLexicon.
    """
    keys = load(path).keys(
        (
            "id", "name", "source", "date", "reviewed", "package", "collisions", "differences", "texts",
            "months", "kinds",
        )
    )  # fmt: skip
    if keys["id"].text() != path.stem:
        raise keys["id"].refuse("form-not-in-name", form=keys["id"].text())
    return Form(
        keys["id"].text(), bilingual(keys["name"]), keys["source"].text(), keys["date"].text(),
        keys["reviewed"].text() == "true", _ids(keys["collisions"]), _ids(keys["differences"]),
        _texts(keys["texts"]), _months(keys["months"]), _kinds(keys["kinds"]),
        keys["package"].text() == "true",
    )  # fmt: skip


def forms(folder: Path) -> dict[str, Form]:
    """Return every form of the folder by its id, in the order of the file names; raises BadLexicon."""
    return {path.stem: load_form(path) for path in sorted(folder.glob("*.yml"))}


def _ids(node: Node) -> tuple[str, ...]:
    return tuple(item.text() for item in node.texts())


def _texts(node: Node) -> dict[str, dict[str, str]]:
    keys = node.keys((*_PLAIN, *_FILLED))
    return {key: _text(keys[key], key, _FILLED.get(key, ())) for key in (*_PLAIN, *_FILLED)}


def _text(node: Node, key: str, wanted: Collection[str]) -> dict[str, str]:
    """Return a text whose {values} in both languages are exactly those that the program fills in."""
    texts = bilingual(node)
    for text in texts.values():
        try:
            fields = {field for _, field, _, _ in string.Formatter().parse(text) if field is not None}
        except ValueError:  # a single brace
            fields = {text}
        if fields != set(wanted):
            known = ", ".join(f"{{{name}}}" for name in sorted(wanted)) or "-"
            raise node.refuse("form-values", key=key, known=known)
    return texts


def _months(node: Node) -> dict[str, tuple[str, ...]]:
    found = {language: _ids(value) for language, value in node.keys(LANGUAGES).items()}
    if any(len(months) != _MONTHS for months in found.values()):
        raise node.refuse("form-months")
    return found


def _kinds(node: Node) -> dict[str, dict[tuple[str, str], str]]:
    found: dict[str, dict[tuple[str, str], str]] = {language: {} for language in LANGUAGES}
    for item in node.items():
        keys = item.keys(("name", "phrase"), ("body",))
        name, phrase = bilingual(keys["name"]), bilingual(keys["phrase"])
        body = bilingual(keys["body"]) if "body" in keys else dict.fromkeys(LANGUAGES, "")
        for language in LANGUAGES:
            found[language][name[language].casefold(), body[language]] = phrase[language]
    return found
