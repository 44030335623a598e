"""A sentence cut into clauses that state something each."""

from __future__ import annotations

import re
from collections.abc import Sequence

from expertise.act import Language
from expertise.analysis.collisions.keys import speech

_JOINTS = {"ru": frozenset({"и", "а", "при"}), "ky": frozenset({"жана", "ал"})}
_PREDICATES = frozenset({"VERB", "PRTS", "ADJS", "PRED"})
_KY_PASSIVE = re.compile(r"[аеоөыиуү][лн][аеоө]т$")
_ACTIVE = frozenset({"алат", "келет", "болот", "калат", "салат", "билет", "кылат", "чалат"})
_KY_FINITE = re.compile(r"(?:[аеоөй]т|шат|шет|шот|шөт|саналат|укуктуу|милдеттүү|тийиш|керек|мүмкүн)$")


def clauses(start: int, end: int, forms: Sequence[str], language: Language) -> list[tuple[int, int]]:
    """Return the token ranges of the clauses of a sentence ``[start, end)``, none empty.

    A semicolon, «, и» and «жана» part clauses where a predicate stands on either side.
    """
    joints = _JOINTS[language]
    cuts = []
    for at in range(start + 1, end - 1):
        form = forms[at]
        if form == ";":
            cuts.append((at, at + 1))
        elif language == "ru" and form == "," and forms[at + 1] in joints:
            cuts.append((at, at + 2))
        elif language == "ky" and form in joints and _KY_FINITE.search(forms[at - 1]):
            cuts.append((at, at + 1))
    pieces: list[tuple[int, int]] = []
    begun = start
    for cut, resumed in cuts:
        whole = states(begun, cut, forms, language) and states(resumed, end, forms, language)
        if cut > begun and whole:
            pieces.append((begun, cut))
            begun = resumed
    if begun < end:
        pieces.append((begun, end))
    return pieces


def ends(forms: Sequence[str], start: int, end: int) -> bool:
    """Tell whether a Kyrgyz sentence ends in a finite verb."""
    words = [form for form in forms[start:end] if form[0].isalpha()]
    return bool(words) and bool(_KY_FINITE.search(words[-1]))


def passive(form: str) -> bool:
    """Tell whether a Kyrgyz finite verb is passive: its subject is what something is done to."""
    return form not in _ACTIVE and bool(_KY_PASSIVE.search(form))


def states(first: int, last: int, forms: Sequence[str], language: Language) -> bool:
    """Tell whether a predicate stands among tokens: a finite verb, a short participle, «вправе», «тийиш»."""
    if language == "ky":
        return any(_KY_FINITE.search(forms[at]) for at in range(first, last))
    return any(speech(forms[at])[0] in _PREDICATES for at in range(first, last) if forms[at][0].isalpha())
