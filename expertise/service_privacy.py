"""Personal data in what is about to leave: found to warn a person, left out of what nobody consented to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from expertise import settings
from expertise.discussion import privacy
from expertise.lexicon.personal import PersonalWords, load_personal

_AROUND = 40  # code points on either side that help a person to judge


@dataclass(frozen=True, slots=True)
class Piece:
    """What looks like personal data: kind (name, phone, email, number, address), its words, words around."""

    kind: str
    words: str
    around: str


@cache
def _words() -> PersonalWords:
    return load_personal(settings.lexicons() / "discussion" / "personal.yml")


def personal(texts: Iterable[str], *, law: bool = False) -> Iterator[Piece]:
    """Yield what looks like personal data in texts, each wording once.

    In the text of a ``law`` a single capital word is no name: it begins a sentence.
    """
    seen: set[str] = set()
    for text in texts:
        for each in privacy.personal(text, _words()):
            words = text[each.start : each.end]
            if words not in seen and not (law and each.kind == "name" and words.isalpha()):
                seen.add(words)
                around = text[max(0, each.start - _AROUND) : each.end + _AROUND]
                yield Piece(each.kind, words, " ".join(around.split()))


def scrubbed(text: str, language: str) -> str:
    """Return a text with every piece of personal data replaced by words that say so."""
    return privacy.scrub(text, _words(), _words().marker[language])
