"""The sentences that explain a difference, in both languages, and which reading gives a body more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from expertise.act import Language
from expertise.analysis.compare.contrast import Contrast, facts_of

_FREEDOM = {"right": 2, "can": 2, "permit": 2, "must": 1, "free": 2, "ban": 0}
_LANGUAGES: tuple[Language, Language] = ("ru", "ky")


class Said(NamedTuple):
    """``gives``: the text whose reading gives a body more power, empty where it cannot be told."""

    gives: Language | Literal[""]
    why: Mapping[str, str]
    recommendation: Mapping[str, str]


def say(found: Contrast, messages: Mapping[str, Mapping[str, str]]) -> Said:
    """Word a contrast from the messages «compare-...»."""
    gives = _gives(found)
    why: dict[str, str] = {tongue: _why(found, gives, messages[tongue]) for tongue in _LANGUAGES}
    cure: dict[str, str] = {
        tongue: messages[tongue][_key("cure", found.kind, messages[tongue])] for tongue in _LANGUAGES
    }
    return Said(gives, why, cure)


def _key(part: str, kind: str, words: Mapping[str, str]) -> str:
    named = f"compare-{part}-{kind}"
    return named if named in words else f"compare-{part}"


def _why(found: Contrast, gives: str, words: Mapping[str, str]) -> str:
    lost = "" if found.ru and found.ky else "-ru-only" if found.ru else "-ky-only"
    named = f"compare-why-by-{found.reason}"
    text = words[named] if named in words else words[_key("why" + lost, found.kind, words)]
    told = text.format(
        ru=_value(found.ru_says, words), ky=_value(found.ky_says, words), unit=_measure(found.unit, words)
    )
    return f"{told} {words[f'compare-gives-{gives}']}" if gives else told


def _measure(unit: str, words: Mapping[str, str]) -> str:
    """Return « (в годах)» for a unit that has a name, else nothing: «3» alone would not say of what."""
    named = words.get(f"compare-measure-{unit}", "")
    return f" ({named})" if named else ""


def _value(value: str, words: Mapping[str, str]) -> str:
    """Return what was compared in words of the language; a class without a name is shown as it is."""
    kind, _, number = value.partition(" ")
    if number and f"compare-unit-{kind}" in words:
        return words[f"compare-unit-{kind}"].format(number=number)
    return words.get(f"compare-value-{value}", value)


def _gives(found: Contrast) -> Language | Literal[""]:
    """Tell which reading gives a body more: the freer one, the longer term."""
    acts = bool(facts_of(found.ru_near, "body"))
    if found.kind == "modality":
        ru, ky = _FREEDOM.get(found.ru_says, 0), _FREEDOM.get(found.ky_says, 0)
        return "" if ru == ky or not acts else "ru" if ru > ky else "ky"
    if found.kind == "deadline" and found.ru and found.ky and acts:
        return _greater(found.ru_says, found.ky_says)
    if found.kind == "days" and found.ru_says and found.ky_says and acts:
        return "ru" if found.ru_says == "working" else "ky"
    if found.reason == "and-or" and acts:
        return "ru" if found.ru_says == "or" else "ky"
    return ""


def _greater(ru: str, ky: str) -> Language | Literal[""]:
    if not (ru.isdigit() and ky.isdigit()) or ru == ky:
        return ""
    return "ru" if int(ru) > int(ky) else "ky"
