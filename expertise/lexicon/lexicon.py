"""The lexicon release: factors, terms, rules and their records, compiled once per language."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

from expertise.act import Act, Language
from expertise.errors import BadLexicon, WrongUse
from expertise.lexicon.collisions import Check, Collisions, load_collisions
from expertise.lexicon.factors import Factor, Methodology, load_methodology
from expertise.lexicon.fields import Fields, load_fields
from expertise.lexicon.hierarchy import Hierarchy, load_hierarchy
from expertise.lexicon.messages import load_messages
from expertise.lexicon.pattern import Pattern, Sign
from expertise.lexicon.release import Record, Severity, load_records, load_severity
from expertise.lexicon.rules import Rule, load_rules
from expertise.lexicon.scanner import Scanner, TermCircle, term_depths
from expertise.lexicon.terms import LANGUAGES, Term, load_terms
from expertise.lexicon.translation import Translation, load_translation

_KYRGYZ_LETTERS = frozenset("ңөүҢӨҮ")
#: Suffix of the names under which a rule's exceptions are scanned.
EXCEPTION, ARTICLE_EXCEPTION = "!sentence", "!article"


@dataclass(frozen=True)
class Voice:
    """The lexicon in one language: what a scan can find, and how."""

    language: Language
    terms: Mapping[str, Term]
    scanner: Scanner


@dataclass(frozen=True)
class Lexicon:
    """All data of a release; ``digest`` is the SHA-256 over its files, named in every conclusion."""

    folder: Path
    methodology: Methodology
    terms: Mapping[str, Term]
    rules: Mapping[str, Rule]
    records: Mapping[str, Record]
    severity: Severity
    messages: Mapping[str, Mapping[str, str]]
    digest: str
    _voices: dict[tuple[Language, bool], Voice] = field(default_factory=dict, compare=False)

    @property
    def factors(self) -> Mapping[str, Factor]:
        """Return the factors of the chosen methodology by id."""
        return self.methodology.factors

    @cached_property
    def translation(self) -> Translation:
        """Return the translation lexicon, read at first use: a comparison needs it. Raises BadLexicon."""
        return load_translation(self.folder / "translation")

    @cached_property
    def fields(self) -> Fields:
        """Return the fields of law, read at first use. Raises BadLexicon."""
        return load_fields(self.folder / "fields")

    @cached_property
    def collisions(self) -> Collisions:
        """Return the collisions lexicon, read at first use: an excerpt needs none. Raises BadLexicon."""
        return load_collisions(self.folder / "collisions")

    @cached_property
    def hierarchy(self) -> Hierarchy:
        """Return the hierarchy of acts, read at first use. Raises BadLexicon."""
        return load_hierarchy(self.folder / "hierarchy")

    @property
    def judges(self) -> tuple[Rule | Check, ...]:
        """Return all that speaks of factors: rules and checks of collisions."""
        return (*self.rules.values(), *self.collisions.checks.values())

    def title(self, code: str) -> Mapping[str, str]:
        """Return the title of a rule or of a check of collisions; an unknown code gives none."""
        if code in self.rules:
            return self.rules[code].title
        check = self.collisions.checks.get(code)
        return check.title if check else {}

    def voice(self, act: Act) -> Voice:
        """Return the compiled lexicon for an act; a Kyrgyz text without ң ө ү gets a folded one."""
        plain = act.language == "ky" and not _KYRGYZ_LETTERS.intersection(act.text)
        return self.compiled(act.language, plain)

    def compiled(self, language: Language, plain: bool = False) -> Voice:
        """Return the compiled lexicon of a language, made at first use."""
        if (language, plain) not in self._voices:
            terms = {name: term.patterns[language] for name, term in self.terms.items()}
            scanner = Scanner(language, terms, _named_patterns(self.rules, language), plain)
            self._voices[(language, plain)] = Voice(language, self.terms, scanner)
        return self._voices[(language, plain)]


def _named_patterns(rules: Mapping[str, Rule], language: Language) -> dict[str, tuple[Pattern, ...]]:
    named: dict[str, tuple[Pattern, ...]] = {}
    for code, rule in rules.items():
        if rule.status != "retired":
            named[code] = rule.patterns[language]
            named[code + EXCEPTION] = rule.exceptions[language]
            named[code + ARTICLE_EXCEPTION] = rule.article_exceptions[language]
    return {name: patterns for name, patterns in named.items() if patterns}


@cache
def load_lexicon(folder: Path, methodology: str = "kg-working") -> Lexicon:
    """Read and check a lexicon folder; raises BadLexicon with file and line, WrongUse without the method."""
    path = folder / "methodologies" / f"{methodology}.yml"
    if not path.is_file():
        raise WrongUse("unknown-methodology", methodology=methodology)
    method = load_methodology(path)
    terms = load_terms(folder / "terms")
    rules = load_rules(folder / "rules", frozenset(method.factors))
    check_terms(terms, rules.values())
    messages = load_messages(folder / "messages")
    check_slots(rules.values(), messages["ru"])
    return Lexicon(
        folder, method, terms, rules,
        load_records(folder / "release.yml", frozenset(rules)),
        load_severity(folder / "severity.yml"), messages, _digest(folder),
    )  # fmt: skip


def check_slots(rules: Iterable[Rule], words: Mapping[str, str]) -> None:
    """Refuse a rule that misses a slot which has no name in the messages."""
    for rule in rules:
        named = [*rule.lacks, *(rule.absent.slots if rule.absent else ())]
        if rule.norm:
            named += [*rule.norm.missing, *rule.norm.missing_some[1], *rule.norm.has]
        for slot in named:
            if f"slot-{slot}" not in words:
                raise BadLexicon("unknown-slot", file=rule.file, line=1, rule=rule.code, slot=slot)


def check_terms(terms: Mapping[str, Term], rules: Iterable[Rule]) -> None:
    """Refuse a pattern that names a list which is not there, and lists that need each other."""
    sets = [(t.name, t.file, p) for t in terms.values() for patterns in t.patterns.values() for p in patterns]
    for rule in rules:
        for by_language in (rule.patterns, rule.exceptions, rule.article_exceptions):
            sets += [(rule.code, rule.file, p) for patterns in by_language.values() for p in patterns]
    for name, file, pattern in sets:
        for element in (*pattern.elements, pattern.before, pattern.behind):
            for atom in element.atoms if element else ():
                if atom.sign is Sign.TERM and atom.text not in terms:
                    raise BadLexicon("unknown-term", file=file, line=1, where=name, term=atom.text)
    for language in LANGUAGES:
        try:
            term_depths({name: term.patterns[language] for name, term in terms.items()})
        except TermCircle as circle:
            file = terms[circle.names[0]].file
            names = " → ".join(f"<{name}>" for name in circle.names)
            raise BadLexicon("term-circle", file=file, line=1, terms=names) from None


def _digest(folder: Path) -> str:
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*.yml")):
        total.update(path.relative_to(folder).as_posix().encode() + b"\0")
        total.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return total.hexdigest()
