"""The collisions lexicon: kinds with their checks and texts, and the words by which norms know each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from expertise.act import Language
from expertise.lexicon.factors import bilingual
from expertise.lexicon.pattern import Pattern
from expertise.lexicon.release import Record, load_records
from expertise.lexicon.scanner import Scanner
from expertise.lexicon.source import Node, load
from expertise.lexicon.terms import LANGUAGES, read_pattern

_STATUSES = ("active", "trial")
#: What the texts of a check may name: the two places, the other act, which norm prevails, what clashes.
BLANKS = ("here", "there", "other", "prevails", "one", "two")


@dataclass(frozen=True, slots=True)
class Check:
    """One question to a pair of norms or to a reference: ``code`` is its kind and two digits.

    ``why`` and ``recommendation`` are templates with the blanks of ``BLANKS``. A check on trial is shown
    only when asked for. ``floor`` is the least severity of its findings.
    """

    code: str
    kind: str
    factor: str
    status: str
    title: Mapping[str, str]
    why: Mapping[str, str]
    recommendation: Mapping[str, str]
    floor: int


@dataclass(frozen=True)
class Words:
    """Marks by name as patterns, lemmas that count as one (a word points to the first), contrasts."""

    marks: Mapping[str, Mapping[Language, tuple[Pattern, ...]]]
    alike: Mapping[Language, Mapping[str, str]]
    contrasts: Mapping[Language, tuple[frozenset[str], ...]]
    _scanners: dict[tuple[Language, bool], Scanner] = field(default_factory=dict, compare=False)

    def scanner(self, language: Language, plain: bool = False) -> Scanner:
        """Return the scanner of a language; ``plain`` for a Kyrgyz text without ң ө ү."""
        if (language, plain) not in self._scanners:
            named = {name: patterns[language] for name, patterns in self.marks.items()}
            self._scanners[language, plain] = Scanner(language, named, {}, plain)
        return self._scanners[language, plain]


@dataclass(frozen=True, slots=True)
class Gone:
    """A body or an act that is no more: its words by language, what took its place, since when."""

    name: str
    patterns: Mapping[Language, tuple[Pattern, ...]]
    instead: Mapping[str, str]
    since: str
    source: str


@dataclass(frozen=True)
class Collisions:
    """All kinds, checks with their records, words, and what is no more."""

    kinds: Mapping[str, Mapping[str, str]]
    checks: Mapping[str, Check]
    records: Mapping[str, Record]
    words: Words
    gone: Mapping[str, Gone]
    _scanners: dict[tuple[Language, bool], Scanner] = field(default_factory=dict, compare=False)

    def gone_scanner(self, language: Language, plain: bool = False) -> Scanner:
        """Return the scanner of the names that are no more."""
        if (language, plain) not in self._scanners:
            named = {name: each.patterns[language] for name, each in self.gone.items()}
            self._scanners[language, plain] = Scanner(language, named, {}, plain)
        return self._scanners[language, plain]


def load_collisions(folder: Path) -> Collisions:
    """Read a folder of kinds/*.yml, words.yml, gone.yml and release.yml; raises BadLexicon."""
    kinds: dict[str, Mapping[str, str]] = {}
    checks: dict[str, Check] = {}
    for path in sorted((folder / "kinds").glob("*.yml")):
        keys = load(path).keys(("kind", "name", "factor", "source", "reviewed", "checks"))
        kind, factor = keys["kind"].text(), keys["factor"].text()
        kinds[kind] = bilingual(keys["name"])
        for node in keys["checks"].items():
            check = _check(node, kind, factor)
            if check.code in checks:
                raise node.refuse("double-code", rule=check.code)
            checks[check.code] = check
    records = load_records(folder / "release.yml", frozenset(checks))
    return Collisions(kinds, checks, records, _words(folder / "words.yml"), _gone(folder / "gone.yml"))


def _check(node: Node, kind: str, factor: str) -> Check:
    keys = node.keys(("code", "status", "title", "why", "recommendation"), ("floor", "factor"))
    status = keys["status"].text()
    if status not in _STATUSES:
        raise keys["status"].refuse("unknown-value", value=status, known=", ".join(_STATUSES))
    texts = {name: bilingual(keys[name]) for name in ("title", "why", "recommendation")}
    for name in ("why", "recommendation"):
        for text in texts[name].values():
            _try_blanks(text, keys[name])
    floor = keys["floor"].whole() if "floor" in keys else 0
    own = keys["factor"].text() if "factor" in keys else factor
    return Check(
        keys["code"].text(), kind, own, status, texts["title"], texts["why"], texts["recommendation"], floor
    )


def _try_blanks(text: str, node: Node) -> None:
    try:
        text.format(**dict.fromkeys(BLANKS, ""))
    except (KeyError, IndexError, ValueError) as error:
        raise node.refuse("bad-pattern", pattern=text, problem=str(error)) from None


def _words(path: Path) -> Words:
    keys = load(path).keys(("about", "source", "reviewed", "marks", "alike", "contrasts"))
    marks = {name: _patterns(node) for name, node in keys["marks"].mapping().items()}
    alike: dict[Language, dict[str, str]] = {language: {} for language in LANGUAGES}
    for language, node in keys["alike"].keys(LANGUAGES).items():
        for group in node.items():
            first, *others = (word.text() for word in group.items())
            alike[_language(language)].update(dict.fromkeys((first, *others), first))
    contrasts = {
        _language(name): tuple(frozenset(word.text() for word in group.items()) for group in node.items())
        for name, node in keys["contrasts"].keys(LANGUAGES).items()
    }
    return Words(marks, alike, contrasts)


def _language(name: str) -> Language:
    return "ky" if name == "ky" else "ru"


def _patterns(node: Node) -> dict[Language, tuple[Pattern, ...]]:
    keys = node.keys(LANGUAGES)
    return {tongue: tuple(read_pattern(each) for each in keys[tongue].items()) for tongue in LANGUAGES}


def _gone(path: Path) -> dict[str, Gone]:
    keys = load(path).keys(("about", "reviewed", "names"))
    found: dict[str, Gone] = {}
    for node in keys["names"].items():
        each = node.keys(("name", "words", "instead", "since", "source"))
        name = each["name"].text()
        found[name] = Gone(
            name, _patterns(each["words"]), bilingual(each["instead"]), each["since"].text(),
            each["source"].text(),
        )  # fmt: skip
    return found
