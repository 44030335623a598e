"""trial: a rule tried on its own examples, so that its file is its test.

Each flags example must give exactly its marks, each passes example none, and every pattern and every
exception must be needed: taking it away changes the result of an example.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from expertise.act import Act, Language
from expertise.analysis.check import check
from expertise.errors import UnreadableFile
from expertise.lexicon.lexicon import Lexicon
from expertise.lexicon.pattern import Pattern
from expertise.lexicon.rules import Example, Rule
from expertise.lexicon.skeleton import UNFINISHED
from expertise.lexicon.terms import LANGUAGES
from expertise.reading import read_text

_HEADS: Mapping[Language, str] = {
    "ru": "ЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ\nСтатья 1. Пример",
    "ky": "КЫРГЫЗ РЕСПУБЛИКАСЫНЫН МЫЙЗАМЫ\n1-берене. Мисал жөнүндө",
}
Marks = frozenset[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Failure:
    """What a rule does otherwise than its file says.

    ``kind``: unfinished, no-examples, text-altered, marks, silent, pattern-unneeded, exception-unneeded or
    article-exception-unneeded. ``wanted`` and ``got`` are words of the example, ``pattern`` as written.
    """

    kind: str
    code: str
    language: Language
    line: int = 0
    wanted: tuple[str, ...] = ()
    got: tuple[str, ...] = ()
    pattern: str = ""


def trial(rule: Rule, lexicon: Lexicon) -> list[Failure]:
    """Try ``rule`` on its examples in both languages; an empty list says that it does what it says.

    A rule of absence looks at whole acts and has no examples: only its texts must be finished.
    """
    unfinished = list(_unfinished(rule))
    if rule.absent is not None:
        return unfinished
    return unfinished + [
        failure for language in LANGUAGES for failure in _in_language(rule, lexicon, language)
    ]


def _unfinished(rule: Rule) -> Iterator[Failure]:
    """Yield the texts that still are as the skeleton of a new rule has them."""
    for language in LANGUAGES:
        for key, text in (("title", rule.title), ("why", rule.why), ("recommendation", rule.recommendation)):
            if UNFINISHED in text[language]:
                yield Failure("unfinished", rule.code, language, pattern=key)


def examples(rule: Rule, language: Language) -> tuple[Example, ...]:
    """Return the examples of a rule in a language, flags before passes; none give an empty tuple."""
    flags, passes = rule.examples.get(language, ((), ()))
    return (*flags, *passes)


def _in_language(rule: Rule, lexicon: Lexicon, language: Language) -> Iterator[Failure]:
    given = examples(rule, language)
    if not given:
        if rule.absent is None:  # what a whole act lacks shows in no example
            yield Failure("no-examples", rule.code, language)
        return
    variants = _variants(rule, language)
    ground = replace(lexicon, rules={rule.code: rule, **{v.code: v for v, _, _ in variants}}, _voices={})
    needed: set[str] = set()
    for example in given:
        found = _found(example, ground, language)
        if found is None:
            yield Failure("text-altered", rule.code, language, example.line)
            continue
        own = found.get(rule.code, frozenset())
        needed.update(v.code for v, _, _ in variants if found.get(v.code, frozenset()) != own)
        if own != frozenset(example.marks):
            yield _wrong(rule, language, example, own)
    for variant, kind, pattern in variants:
        if variant.code not in needed:
            yield Failure(kind, rule.code, language, pattern=pattern)


def _variants(rule: Rule, language: Language) -> list[tuple[Rule, str, str]]:
    """Return the rule once without each of its patterns and exceptions, each under a code of its own."""
    variants = []
    for kind, patterns in (
        ("pattern-unneeded", rule.patterns),
        ("exception-unneeded", rule.exceptions),
        ("article-exception-unneeded", rule.article_exceptions),
    ):
        for place, pattern in enumerate(patterns[language]):
            left = patterns[language][:place] + patterns[language][place + 1 :]
            without = _with(rule, kind, {**patterns, language: left})
            variants.append((replace(without, code=f"{rule.code}/{kind}/{place}"), kind, pattern.source))
    return variants


def _with(rule: Rule, kind: str, patterns: Mapping[Language, tuple[Pattern, ...]]) -> Rule:
    if kind == "pattern-unneeded":
        return replace(rule, patterns=patterns)
    if kind == "exception-unneeded":
        return replace(rule, exceptions=patterns)
    return replace(rule, article_exceptions=patterns)


def _found(example: Example, lexicon: Lexicon, language: Language) -> dict[str, Marks] | None:
    """Return what each rule of ``lexicon`` marks in an example; None where reading alters its text."""
    act = _act(example, language)
    at = act.text.find(example.text) if act else -1
    if act is None or at < 0:
        return None
    found: dict[str, set[tuple[int, int]]] = {}
    for finding in check(act, lexicon).findings:
        found.setdefault(finding.rule, set()).add((finding.span.start - at, finding.span.end - at))
    return {code: frozenset(marks) for code, marks in found.items()}


def _act(example: Example, language: Language) -> Act | None:
    try:
        act = read_text(f"{_HEADS[language]}\n{example.text}\n")
    except UnreadableFile:
        return None
    # A single sentence may lack the letters that tell the languages apart: the file says which it is.
    return replace(act, language=language)


def _wrong(rule: Rule, language: Language, example: Example, got: Marks) -> Failure:
    kind = "marks" if example.marks else "silent"
    wanted = tuple(example.text[start:end] for start, end in example.marks)
    words = tuple(example.text[max(start, 0) : end] for start, end in sorted(got))
    return Failure(kind, rule.code, language, example.line, wanted, words)
