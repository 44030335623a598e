"""«Ар кандай жөндөмөлөрдө»: finds a Kyrgyz phrase in its cases and gives another one the same suffixes.

Only the last word of a phrase is declined: number, then case, by vowel harmony and assimilation (the tables
of ``language.ky_suffixes``). What is no plain case form of the phrase is refused rather than guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from expertise.language.ky import Morphology
from expertise.language.ky_suffixes import VOWELS, context, spell
from expertise.language.tokens import fold

_CASES = ("", "NIн", "NI", "GA", "DA", "DAн", "DAгI")
_OWNED_CASES = ("", "нIн", "н", "нA", "ндA", "нAн", "ндAгI")  # the same behind «-сы»: «мыйзамында»
_PLURAL = "LAр"
_GENITIVE = re.compile(r"[нтд][ыиуү]н$")
_OWNED = re.compile(r"[ыиуү]$")


def find(text: str, old: str) -> Iterator[re.Match[str]]:
    """Yield where a form of ``old`` stands in ``text``."""
    *head, last = old.split()
    known = _morphology(fold(last))
    stem = re.escape(last[:-1])
    inner = r"\s+".join([*map(re.escape, head), rf"{stem}\w*"])
    for hit in re.compile(rf"(?<!\w){inner}(?!\w)", re.IGNORECASE).finditer(text):
        word = fold(hit[0].split()[-1])
        if word == fold(last) or word in _forms(fold(last), _is_owned(old)).values() or known.match(word):
            yield hit


def inflected(hit: str, before: str, old: str, new: str) -> str | None:
    """Return ``new`` in the form that ``hit`` has of ``old``; None where that is not certain.

    ``before`` is there for the Russian side: no Kyrgyz case depends on it.
    """
    last, word = fold(old.split()[-1]), fold(hit.split()[-1])
    fitting = {key for key, form in _forms(last, _is_owned(old)).items() if form == word}
    *head, stem = new.split()
    owned = _is_owned(new)
    if owned is None or _is_owned(old) is None:
        fitting &= {(False, 0)}
    made = {_forms(fold(stem), owned).get(key) for key in fitting}
    if len(made) != 1 or None in made:
        return None
    (form,) = made
    assert form is not None
    said = " ".join([*head, stem + form[len(stem) :]])
    return said[:1].upper() + said[1:] if hit[:1].isupper() else said


@lru_cache(maxsize=512)
def _morphology(word: str) -> Morphology:
    return Morphology([word])


def _is_owned(phrase: str) -> bool | None:
    """Tell whether a phrase ends in a possessive («калдыктардын полигону»); None where it may be one.

    A genitive before the last word asks for it; a lone word in -ы, -и, -у, -ү can be both.
    """
    *head, last = phrase.split()
    if not _OWNED.search(last):
        return False
    if head and _GENITIVE.search(head[-1]):
        return True
    return None


@lru_cache(maxsize=1024)
def _forms(stem: str, owned: bool | None) -> dict[tuple[bool, int], str]:
    """Return the forms of a word by (plural, case); a possessive has no plural of its own here."""
    cases = _OWNED_CASES if owned else _CASES
    found: dict[tuple[bool, int], str] = {}
    if not any(sign in VOWELS for sign in stem):
        return {(False, 0): stem}
    stems = [(False, stem)]
    if not owned:
        plural = [stem + suffix for suffix, _ in spell(_PLURAL, context(stem))]
        stems += [(True, plural[0])] if len(plural) == 1 else []
    for many, base in stems:
        for case, template in enumerate(cases):
            spelled = [suffix for suffix, _ in spell(template, context(base))] if template else [""]
            if len(spelled) == 1:
                found[many, case] = base + spelled[0]
    return found
