"""Rules: one file is one rule, its documentation and its tests."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from expertise.act import Language
from expertise.lexicon.factors import bilingual
from expertise.lexicon.pattern import Pattern
from expertise.lexicon.source import Node, load
from expertise.lexicon.terms import LANGUAGES, read_pattern
from expertise.reading.words import grouped

_REQUIRED = ("code", "factor", "status", "source", "title", "why", "recommendation")
_OPTIONAL = (
    "norm",
    "patterns",
    "exceptions",
    "article_exceptions",
    "severity",
    "places",
    "lacks",
    "touches",
    "absent",
    "examples",
    "note",
    "companions",
)
_NORM = (
    "actor",
    "actor_not",
    "via",
    "modality",
    "relation",
    "stated",
    "main",
    "action",
    "object",
    "missing",
    "missing_some",
    "has",
)
#: Form of a code: the factor and two digits.
CODE = re.compile(r"[A-E]\d-\d\d")
STATUSES = ("active", "trial", "retired")


@dataclass(frozen=True, slots=True)
class Example:
    """One example: ``text`` without marks; ``marks`` are the spans to flag (none: the rule stays silent)."""

    text: str
    marks: tuple[tuple[int, int], ...]
    line: int


@dataclass(frozen=True, slots=True)
class Condition:
    """What a norm must be; () asks nothing. ``missing``: all empty; ``missing_some``: (n, slots)."""

    actor: tuple[str, ...] = ()
    actor_not: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    modality: tuple[str, ...] = ()
    stated: tuple[str, ...] = ()
    relation: tuple[str, ...] = ()
    main: tuple[str, ...] = ()
    action: tuple[str, ...] = ()
    object: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    missing_some: tuple[int, tuple[str, ...]] = (0, ())
    has: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Absence:
    """What a whole act must lack: all ``slots``, in an act with ``at_least`` deciding norms.

    ``kinds`` are the kinds of acts (keys of act types) it is asked of, () for all; of an act whose kind its
    text does not tell it is asked too.
    """

    slots: tuple[str, ...]
    at_least: int
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the lexicon; ``norm`` is None for a rule that looks at words only.

    ``lacks`` are slots a finding names as missing without a search; ``touches: actor`` asks that the
    flagged words name the norm's own actor, ``touches: other`` that they do not end in its subject.
    """

    code: str
    factor: str
    status: str
    source: str
    title: Mapping[str, str]
    why: Mapping[str, str]
    recommendation: Mapping[str, str]
    patterns: Mapping[Language, tuple[Pattern, ...]]
    exceptions: Mapping[Language, tuple[Pattern, ...]]
    article_exceptions: Mapping[Language, tuple[Pattern, ...]]
    norm: Condition | None
    places: tuple[str, ...]
    ceiling: int
    floor: int
    lacks: tuple[str, ...]
    touches: str
    absent: Absence | None
    companions: tuple[str, ...]
    examples: Mapping[Language, tuple[tuple[Example, ...], tuple[Example, ...]]]
    file: str

    @property
    def worded(self) -> bool:
        """Tell whether the rule needs words of its own to stand in the sentence."""
        return any(self.patterns.values())


def load_rules(folder: Path, factors: frozenset[str]) -> dict[str, Rule]:
    """Read ``folder``/<factor>/<CODE>-<name>.yml, by code; raises BadLexicon with file and line."""
    rules: dict[str, Rule] = {}
    for path in sorted(folder.glob("*/*.yml")):
        node = load(path)
        rule = _rule(node, path, factors)
        if rule.code in rules:
            raise node.refuse("double-code", rule=rule.code)
        rules[rule.code] = rule
    return rules


def load_rule(path: Path, factors: frozenset[str]) -> Rule:
    """Read one rule file."""
    return _rule(load(path), path, factors)


def _rule(node: Node, path: Path, factors: frozenset[str]) -> Rule:
    keys = node.keys(_REQUIRED, _OPTIONAL)
    code, factor = keys["code"].text(), keys["factor"].text()
    if not CODE.fullmatch(code) or not code.startswith(factor):
        raise keys["code"].refuse("bad-code", rule=code)
    if not path.name.startswith(code):
        raise keys["code"].refuse("code-not-in-name", rule=code)
    if factor not in factors:
        raise keys["factor"].refuse("unknown-value", value=factor, known=", ".join(sorted(factors)))
    status = keys["status"].text()
    if status not in STATUSES:
        raise keys["status"].refuse("unknown-value", value=status, known=", ".join(STATUSES))
    severity = keys["severity"].keys((), ("ceiling", "floor")) if "severity" in keys else {}
    rule = Rule(
        code=code, factor=factor, status=status, source=keys["source"].text(),
        title=bilingual(keys["title"]), why=bilingual(keys["why"]),
        recommendation=bilingual(keys["recommendation"]),
        patterns=_pattern_sets(keys.get("patterns")),
        exceptions=_pattern_sets(keys.get("exceptions")),
        article_exceptions=_pattern_sets(keys.get("article_exceptions")),
        norm=_condition(keys["norm"]) if "norm" in keys else None,
        places=_names(keys.get("places")),
        ceiling=severity["ceiling"].whole() if "ceiling" in severity else 100,
        floor=severity["floor"].whole() if "floor" in severity else 0,
        lacks=_names(keys.get("lacks")),
        absent=_absence(keys["absent"]) if "absent" in keys else None,
        touches=keys["touches"].text() if "touches" in keys else "",
        companions=_names(keys.get("companions")),
        examples=_examples(keys["examples"]) if "examples" in keys else {}, file=str(path),
    )  # fmt: skip
    if rule.absent is None and "examples" not in keys:  # an absence shows only in a whole act
        raise node.refuse("missing-key", key="examples")
    if rule.norm is None and rule.absent is None and not rule.worded:
        raise node.refuse("rule-without-condition", rule=code)
    return rule


def _absence(node: Node) -> Absence:
    keys = node.keys(("slots", "at_least"), ("kinds",))
    known = grouped("act_types")
    for kind in keys["kinds"].items() if "kinds" in keys else ():
        if kind.text() not in known:
            raise kind.refuse("unknown-value", value=kind.text(), known=", ".join(sorted(known)))
    return Absence(_names(keys["slots"]), keys["at_least"].whole(), _names(keys.get("kinds")))


def _names(node: Node | None) -> tuple[str, ...]:
    return tuple(n.text() for n in node.items()) if node else ()


def _pattern_sets(node: Node | None) -> dict[Language, tuple[Pattern, ...]]:
    sets = node.keys((), LANGUAGES) if node else {}
    return {
        language: tuple(read_pattern(n) for n in sets[language].items()) if language in sets else ()
        for language in LANGUAGES
    }


def _condition(node: Node) -> Condition:
    keys = node.keys((), _NORM)
    plain = {
        name: tuple(n.text() for n in value.items()) for name, value in keys.items() if name != "missing_some"
    }
    some: tuple[int, tuple[str, ...]] = (0, ())
    if "missing_some" in keys:
        parts = keys["missing_some"].keys(("at_least", "of"))
        some = (parts["at_least"].whole(), tuple(n.text() for n in parts["of"].items()))
    return Condition(missing_some=some, **plain)


def _examples(node: Node) -> dict[Language, tuple[tuple[Example, ...], tuple[Example, ...]]]:
    examples: dict[Language, tuple[tuple[Example, ...], tuple[Example, ...]]] = {}
    for language, block in node.keys(LANGUAGES).items():
        parts = block.keys(("flags", "passes"))
        flags = tuple(_example(n) for n in parts["flags"].texts())
        passes = tuple(_example(n) for n in parts["passes"].texts())
        if flags and (len(flags) < 2 or len(passes) < 3):
            raise block.refuse("too-few-examples")
        for example, wanted in [(e, True) for e in flags] + [(e, False) for e in passes]:
            if bool(example.marks) is not wanted:
                raise Node(block.file, example.line, "").refuse("example-marks")
        examples[language] = (flags, passes)  # type: ignore[index]
    return examples


def _example(node: Node) -> Example:
    """Cut the [[ ]] marks out of an example and keep where they stood."""
    text, marks, at = "", [], 0
    for piece in re.finditer(r"\[\[(.+?)\]\]", node.text()):
        text += node.text()[at : piece.start()]
        marks.append((len(text), len(text) + len(piece[1])))
        text += piece[1]
        at = piece.end()
    return Example(text + node.text()[at:], tuple(marks), node.line)
