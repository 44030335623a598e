"""The words of lexicons/amending/formulas.yml, a language at a time."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from expertise.act import Language
from expertise.reading.words import either
from expertise.settings import lexicons

QUOTE = "\ue000"  # stands for one quotation in the frame of a sentence
_CLAUSE_END = r"(?=\s*[:;]|\s*\.?\s*$)"
_UNITS = rf"(?P<units>[^{QUOTE}:;]{{1,160}}?|[^:;]{{1,80}}?)"


@dataclass(frozen=True, slots=True)
class Form:
    """One way to say a change: ``kind`` of the operation, ``where`` the new words go, its pattern.

    ``bare`` forms need new wording behind them, ``sentence`` forms bring in a sentence, and ``target`` forms
    name the place to be changed behind the verb.
    """

    kind: str
    where: str
    pattern: re.Pattern[str]
    bare: bool
    sentence: bool
    target: bool


@dataclass(frozen=True)
class Vocabulary:
    """What the formulas of one language are made of: ``words`` holds patterns of whole words by name."""

    forms: tuple[Form, ...]
    words: Mapping[str, re.Pattern[str]]
    tens: Mapping[str, int]
    repealed: Mapping[str, str]


@cache
def _data() -> Any:
    return yaml.safe_load((lexicons() / "amending" / "formulas.yml").read_text(encoding="utf-8"))


@cache
def vocabulary(language: Language) -> Vocabulary:
    """Return the vocabulary of a language; read once."""
    data = _data()[language]
    lists = {**data["lists"], "and": data["and"]}
    plain = (
        "lead", "changes", "filler", "and", "range", "prepositions", "heading", "preamble", "sentence",
        "acts", "plural", "either", "last",
    )  # fmt: skip
    words = {name: re.compile(_any(data[name]), re.IGNORECASE) for name in plain}
    words |= {
        name: re.compile(either(lists[name]), re.IGNORECASE)
        for name in ("cases", "each", "through", "repeal")
    }
    return Vocabulary(
        tuple(_form(entry, lists) for entry in data["forms"]), words, data["tens"], data["repealed"]
    )


def _any(phrases: list[str]) -> str:
    return either(phrases) if phrases else r"(?!)"


def _form(entry: Mapping[str, Any], lists: Mapping[str, list[str]]) -> Form:
    pattern = re.sub(r"<(\w+)>(\??)\s*", lambda found: _slot(found[1], found[2] == "?", lists), entry["form"])
    if entry["form"].endswith("<units>"):
        pattern += _CLAUSE_END
    return Form(
        entry["kind"], entry.get("where", ""), re.compile(pattern, re.IGNORECASE),
        entry.get("bare", False), entry.get("units") == "sentence", entry.get("target", False),
    )  # fmt: skip


def _slot(name: str, optional: bool, lists: Mapping[str, list[str]]) -> str:
    """Return the pattern of a slot with the space behind it."""
    if name in ("old", "new"):
        pattern = _list_of_quotations(name, lists)
    else:
        pattern = _UNITS if name == "units" else either(lists[name])
    return rf"(?:{pattern}\s*)?" if optional else rf"{pattern}\s*"


def _list_of_quotations(name: str, lists: Mapping[str, list[str]]) -> str:
    """Return a pattern for «а», «б» и слово «в»; «а» деген сөз жана «б»."""
    quoted, called, joined = (_any(lists.get(word, [])) for word in ("quoted", "called", "and"))
    more = rf"(?:\s*{called}\s*{quoted})?\s*(?:,|{joined})\s*(?:{quoted}\s*)?{QUOTE}"
    return rf"(?P<{name}>{QUOTE}(?:{more})*)"
