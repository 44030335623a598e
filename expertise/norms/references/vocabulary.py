"""The words of lexicons/references/words.yml as patterns: one vocabulary a language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from expertise.act import Kind, Language
from expertise.lexicon.source import Node, load
from expertise.settings import lexicons

LETTER = "[а-яёөүңһa-z]"
_LATIN = re.compile("[A-Za-z]")
_LOOKALIKES = str.maketrans("aeopcxyAEKOPT", "аеорсхуАЕКОРТ")


def plain(text: str) -> str:
    """Return the text with Latin letters that stand for Cyrillic ones put right, one letter for one."""
    return text.translate(_LOOKALIKES) if _LATIN.search(text) else text


@dataclass(frozen=True, slots=True)
class Finder:
    """A pattern with the beginnings one of which every match holds: most lines are passed over by them."""

    pattern: re.Pattern[str]
    stems: tuple[str, ...]

    def over(self, text: str, low: str) -> Iterator[re.Match[str]]:
        """Yield the matches in ``text``, whose lower-case form is ``low``."""
        for stem in self.stems:
            if stem in low:
                return self.pattern.finditer(text)
        return iter(())


@dataclass(frozen=True, slots=True)
class Words:
    """A list of the file: its pattern (without groups) and the beginnings of its phrases."""

    pattern: str
    stems: tuple[str, ...]

    def finder(self, pattern: str) -> Finder:
        """Return the finder of a pattern that holds one of these words."""
        return Finder(re.compile(pattern, re.IGNORECASE), self.stems)


@dataclass(frozen=True, slots=True)
class Source:
    """How law in general is referred to: its nouns, and the words that make it a source of the rule.

    ``before`` tells whether those words stand in front of the noun; at most ``within`` words lie between.
    """

    noun: Words
    by: str
    before: bool
    within: int


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Patterns (without groups) of the words of a language; mappings give the kind a pattern stands for."""

    language: Language
    units: Mapping[Kind, Words]
    acts: Mapping[str, Words]
    papers: Words
    words: Mapping[str, str]
    ordinals: tuple[str, ...]
    months: tuple[str, ...]
    sources: tuple[Source, ...]


@cache
def vocabulary(language: Language) -> Vocabulary:
    """Return the vocabulary of a language. Raises BadLexicon."""
    root = load(lexicons() / "references" / "words.yml").mapping()
    own = {name: root[name].mapping()[language] for name in root if name not in ("source", "date", "reviewed")
           and name != "blanket"}  # fmt: skip
    lists = {name: node for name, node in own.items() if isinstance(node.value, list)}
    return Vocabulary(
        language,
        {Kind(kind): _words(node) for kind, node in own["units"].mapping().items()},
        {kind: _words(node) for kind, node in own["acts"].mapping().items()},
        _words(own["papers"]),
        {name: either(_texts(node)) for name, node in lists.items()},
        tuple(_texts(own["ordinals"])),
        tuple(map(phrase, _texts(own["months"]))),
        tuple(_source(node) for node in root["blanket"].mapping()[language].items()),
    )


@cache
def telling(language: Language) -> re.Pattern[str]:
    """Return the pattern of the beginnings one of which every line with a reference holds, in lower case."""
    words = vocabulary(language)
    lists = (*words.units.values(), *words.acts.values(), *(source.noun for source in words.sources))
    stems = {stem for each in lists for stem in each.stems}
    shortest = {
        stem for stem in stems if not any(other != stem and stem.startswith(other) for other in stems)
    }
    return re.compile("|".join(map(re.escape, sorted(shortest))))


def _texts(node: Node) -> list[str]:
    return [each.text() for each in node.texts()]


def _words(node: Node) -> Words:
    phrases = _texts(node)
    return Words(either(phrases), tuple(sorted({_stem(each) for each in phrases})))


def _stem(text: str) -> str:
    """Return the letters that every form of a phrase begins with."""
    return re.split("[-~ ]", text.lower(), maxsplit=1)[0]


def _source(node: Node) -> Source:
    keys = node.keys(("nouns", "within"), ("before", "behind"))
    before = "before" in keys
    words = keys["before" if before else "behind"]
    return Source(_words(keys["nouns"]), either(_texts(words)), before, keys["within"].whole())


def either(phrases: Iterable[str]) -> str:
    """Return a pattern for any of ``phrases`` as whole words; longer ones first; none fits no text."""
    ordered = sorted(map(phrase, phrases), key=len, reverse=True)
    if not ordered:
        return "(?!)"
    return rf"(?<!\w)(?:{'|'.join(ordered)})(?!{LETTER})"


def phrase(text: str) -> str:
    """Return the pattern of a phrase in the notation of the file: «слов~», «стат-ья|ьи», «ст.», «№ #»."""
    return r"\s+".join(map(_word, text.split()))


def _word(word: str) -> str:
    if word == "#":
        return r"\d[\d/-]*"
    stem, hyphen, endings = word.partition("-")
    if not hyphen or ("|" not in endings and not stem):
        return _ending(word)
    return re.escape(stem) + f"(?:{'|'.join(map(_ending, endings.split('|')))})"


def _ending(text: str) -> str:
    return re.escape(text.removesuffix("~")) + (f"{LETTER}*" if text.endswith("~") else "")
