"""What a term runs from: «со дня подачи заявления», «арыз берилген күндөн тартып»."""

from __future__ import annotations

import re
from collections.abc import Sequence

from expertise.act import Language
from expertise.analysis.collisions.keys import speech

#: What makes a beginning of a term of a first word: the words behind it, none for «после».
_RU: dict[str, tuple[str, ...]] = {
    "со": ("дня",), "с": ("момента", "даты", "дня"), "по": ("истечении",), "после": (),
}  # fmt: skip
_KY_POINT = frozenset({"тартып", "баштап"})
_KY_PAST = re.compile(r"[гк][аеоө]нд[аеоө]н$")
_KY_CASED = re.compile(r"(?:[ндт][ыиуү]|[ыиуү]н|[гк][аеоө]|[дт][аеоө]|[дт][аеоө]н|тарабынан)$")
_LONGEST = 6  # words behind «со дня»


def start_words(forms: Sequence[str], first: int, last: int, language: Language) -> range:
    """Return the tokens that say what a term runs from; an empty range where the clause does not say it."""
    return _russian(forms, first, last) if language == "ru" else _kyrgyz(forms, first, last)


def _russian(forms: Sequence[str], first: int, last: int) -> range:
    for at in range(first, last):
        behind = _RU.get(forms[at])
        if behind is None:
            continue
        if not behind:
            return range(at, _till(forms, at + 1, last))
        if at + 1 < len(forms) and forms[at + 1] in behind:
            return range(at, _till(forms, at + 2, last))
    return range(0)


def _till(forms: Sequence[str], at: int, last: int) -> int:
    end = at
    while end < min(last, at + _LONGEST):
        form = forms[end]
        if not form[0].isalpha() or speech(form)[0] in ("VERB", "PREP", "PRTS"):
            break
        end += 1
    return end


def _kyrgyz(forms: Sequence[str], first: int, last: int) -> range:
    for at in range(first, last):
        if forms[at] in _KY_POINT and at - 2 >= first:
            return range(_since(forms, at - 2, first), at + 1)
        if forms[at] == "кийин" and at - 1 >= first and _KY_PAST.search(forms[at - 1]):
            return range(_since(forms, at - 1, first), at + 1)
    return range(0)


def cased(form: str) -> bool:
    """Tell whether a Kyrgyz form looks like one with an ending of case."""
    return bool(_KY_CASED.search(form))


def _since(forms: Sequence[str], participle: int, first: int) -> int:
    """Return where the subject of a Kyrgyz participle begins: the one word before it, if it has no case."""
    if participle > first and forms[participle - 1].endswith("п"):  # «келип түшкөн»
        participle -= 1
    before = participle - 1
    if before < first or not forms[before].isalpha() or cased(forms[before]):
        return participle
    return before
