"""Personal data in what is about to leave: found to warn a person, left out of what nobody consented to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from expertise.discussion import privacy
from expertise.service_discussion import personal_words

_KYRGYZ = re.compile("[ңүөҢҮӨ]")
_AROUND = 40  # code points on either side that help a person to judge


@dataclass(frozen=True, slots=True)
class Piece:
    """What looks like personal data: kind (name, phone, email, number, address), its words, words around."""

    kind: str
    words: str
    around: str


def personal(texts: Iterable[str], *, law: bool = False) -> Iterator[Piece]:
    """Yield what looks like personal data in texts, each wording once.

    In the text of a ``law`` a single capital word is no name: it begins a sentence.
    """
    seen: set[str] = set()
    for text in texts:
        for each in privacy.personal(text, personal_words()):
            words = text[each.start : each.end]
            if words not in seen and not (law and each.kind == "name" and words.isalpha()):
                seen.add(words)
                around = text[max(0, each.start - _AROUND) : each.end + _AROUND]
                yield Piece(each.kind, words, " ".join(around.split()))


def scrubbed(text: str) -> str:
    """Return a text with every piece of personal data replaced by words that say so, in its language."""
    language = "ky" if _KYRGYZ.search(text) else "ru"
    return privacy.scrub(text, personal_words(), personal_words().marker[language])
