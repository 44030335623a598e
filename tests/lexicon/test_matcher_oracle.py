"""The scanner against spaCy's Matcher on real acts: same tokens, same atoms, same spans.

Every phrase pattern of rules and exceptions that Matcher can say (no lists of terms, no suffixes) runs on
every ``STEP``-th line of the acts, in both. Docs are made of our tokens; which tokens satisfy an atom is
asked of the morphology (for ``word~``) and written into the pattern as the list of those forms, so that both
sides agree on words and the test is about sequences: optional words, gaps, bans. The scanner gives at each
anchor one match, the nearest, where Matcher gives all; so what must be equal is, for patterns
- of required words: the spans;
- with optional words: the spans that lie in no longer one of the same pattern (optional words are taken where
  they stand);
- with a gap: for every start the nearest end;
- with both: whether the sentence has a match, and every span of the scanner is one of Matcher's.
A forbidden neighbour (``!word``) is held against Matcher's spans here, as Matcher has no sign for it that
holds at the border of a sentence.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
import spacy
from spacy.matcher import Matcher
from spacy.tokens import Doc

from expertise.act import Act, Language
from expertise.language import of
from expertise.language.tokens import Tokens, tokenize
from expertise.lexicon.lexicon import Lexicon
from expertise.lexicon.pattern import GAP, Element, Pattern, Sign
from expertise.lexicon.scanner import Scanner
from expertise.reading import read

pytestmark = pytest.mark.shared
STEP = 30
Spans = set[tuple[int, int]]


def phrases(lexicon: Lexicon, language: Language) -> dict[str, Pattern]:
    """The patterns Matcher can say, each under a name of its own; a pattern two rules share is taken once."""
    found: dict[str, Pattern] = {}
    for code, rule in lexicon.rules.items():
        for patterns in (rule.patterns, rule.exceptions, rule.article_exceptions):
            for pattern in patterns[language]:
                every = [e for e in (*pattern.elements, pattern.before, pattern.behind) if e]
                if not any(a.sign in (Sign.TERM, Sign.SUFFIX) for e in every for a in e.atoms):
                    found[f"{code}: {pattern.source}"] = pattern
    return found


class Atoms:
    """Which of the forms of a text satisfy an element, asked of the morphology and not of the scanner."""

    def __init__(self, language: Language, patterns: Iterable[Pattern], forms: Iterable[str]) -> None:
        elements = [e for p in patterns for e in (*p.elements, p.before, p.behind) if e]
        stems = {a.text for e in elements for a in e.atoms if a.sign is Sign.STEM}
        morphology = of(language).Morphology(stems)
        self._forms = sorted(set(forms))
        self._stems = {form: frozenset(morphology.match(form)) for form in self._forms}
        self._numbers = {f for f in self._forms if f[0].isdigit() or of(language).number([f]) is not None}

    def fit(self, element: Element, form: str) -> bool:
        for atom in element.atoms:
            if atom.sign is Sign.ANY or (atom.sign is Sign.FORM and atom.text == form):
                return True
            if atom.sign is Sign.STEM and atom.text in self._stems[form]:
                return True
            if atom.sign is Sign.NUMBER and form in self._numbers:
                return True
        return False

    def needed(self, pattern: Pattern) -> list[frozenset[str]]:
        """The forms of which each required element asks one: a sentence without them needs no Matcher."""
        required = [e for e in pattern.elements if not (e.gap or e.optional)]
        return [frozenset(form for form in self._forms if self.fit(e, form)) for e in required]

    def said(self, pattern: Pattern) -> list[dict[str, object]]:
        """Say a pattern in Matcher's form."""
        said: list[dict[str, object]] = []
        for element in pattern.elements:
            if element.gap:
                said.append({"OP": f"{{0,{GAP}}}"})
                continue
            item: dict[str, object] = {}
            if not any(a.sign is Sign.ANY for a in element.atoms):
                item = {"ORTH": {"IN": [form for form in self._forms if self.fit(element, form)]}}
            said.append({**item, "OP": "?"} if element.optional else item)
        return said


def sentences(acts: Iterable[Act], language: Language) -> Iterator[Tokens]:
    """The tokens of the sentences of every STEP-th line."""
    for act in acts:
        for line in act.lines[::STEP]:
            tokens = tokenize(act.text, line.body, line.span.end)
            for span in of(language).sentences(act.text, line.body, line.span.end):
                start, end = bisect_left(tokens.starts, span.start), bisect_left(tokens.starts, span.end)
                if end > start:
                    yield Tokens(tokens.starts[start:end], tokens.ends[start:end], tokens.forms[start:end])


def by_name(found: Iterable[tuple[str, int, int]]) -> dict[str, Spans]:
    grouped: dict[str, Spans] = defaultdict(set)
    for name, start, end in found:
        grouped[name].add((start, end))
    return grouped


def allowed(spans: Spans, pattern: Pattern, atoms: Atoms, forms: list[str]) -> Spans:
    """Drop spans beside a forbidden word."""
    return {
        (start, end)
        for start, end in spans
        if not (pattern.before and start > 0 and atoms.fit(pattern.before, forms[start - 1]))
        and not (pattern.behind and end < len(forms) and atoms.fit(pattern.behind, forms[end]))
    }


def comparable(spans: Spans, pattern: Pattern) -> Spans:
    """Keep of all spans of a pattern those the scanner means (see above)."""
    if any(e.gap for e in pattern.elements):
        return {(start, min(e for s, e in spans if s == start)) for start, _ in spans}
    return {(s, e) for s, e in spans if not any(a <= s and e <= b and (a, b) != (s, e) for a, b in spans)}


@pytest.mark.parametrize(("language", "least"), [("ru", 60), ("ky", 60)])
def test_the_scanner_finds_what_matcher_finds(
    shared_acts: Path, lexicon: Lexicon, language: Language, least: int
) -> None:
    patterns = phrases(lexicon, language)
    assert len(patterns) > 40
    files = sorted((shared_acts / "docx").glob(f"*.{language}.docx"))
    sample = list(sentences(map(read, files), language))
    atoms = Atoms(language, patterns.values(), (form for tokens in sample for form in tokens.forms))
    vocab = spacy.blank(language).vocab
    matchers = {name: Matcher(vocab) for name in patterns}
    for name, pattern in patterns.items():
        matchers[name].add(name, [atoms.said(pattern)])
    needed = {name: atoms.needed(pattern) for name, pattern in patterns.items()}
    scanner = Scanner(language, {}, {name: [pattern] for name, pattern in patterns.items()})
    compared = 0
    for tokens in sample:
        forms = tokens.forms
        hits = by_name((h.name, h.start, h.end) for h in scanner.scan(scanner.table(tokens), 0, len(forms)))
        doc, there = Doc(vocab, words=forms), frozenset(forms)
        for name, pattern in patterns.items():
            possible = all(wanted & there for wanted in needed[name])
            spans = {(start, end) for _, start, end in matchers[name](doc)} if possible else set()
            every = allowed(spans, pattern, atoms, forms)
            if any(e.gap for e in pattern.elements) and any(e.optional for e in pattern.elements):
                assert bool(hits[name]) == bool(every), (name, " ".join(forms))
                assert hits[name] <= every, (name, " ".join(forms))
            else:
                assert hits[name] == comparable(every, pattern), (name, " ".join(forms))
            compared += len(hits[name])
    assert compared >= least
