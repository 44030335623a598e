"""What a form tells of a word's place in the sentence: subject, agent, or a participle that describes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from expertise.act import Language

SUBJECT, AGENT, GENITIVE, OTHER = "subject", "agent", "genitive", "other"

# What may follow the stem of a Kyrgyz subject: plural and possessive, no case.
_KY_NOMINATIVE = re.compile(r"(?:[лдт][аеоө]р)?(?:с?[ыиуү])?$")


@cache
def roles(language: Language, form: str, stems: tuple[str, ...] = ()) -> frozenset[str]:
    """Return the roles a folded form can have; the first word of a Russian phrase, the last of a Kyrgyz.

    Russian: nominative is a subject, instrumental an agent; «жогорку», no Russian word, is a subject.
    Kyrgyz: ``stems`` are the known words it is a form of; no case ending behind one of them is a subject,
    and a form that is no form of any (a fixed phrase of a list) too. An agent shows by «тарабынан» behind.
    """
    if language == "ky":
        nominative = not stems or any(_KY_NOMINATIVE.match(form, len(stem)) for stem in stems)
        return frozenset({SUBJECT if nominative else OTHER})
    if form in _KYRGYZ_NAMES:
        return frozenset({SUBJECT})
    found = {_ROLES.get(case, OTHER) for _, case in _readings(form)}
    return frozenset(found)


def phrase_roles(forms: Sequence[str]) -> frozenset[str]:
    """Return the roles a Russian phrase can have: those its adjectives and first noun have in common.

    «Кыргызской Республики» is genitive alone, though its adjective could be an agent's.
    """
    possible = roles("ru", forms[0])
    for at, form in enumerate(forms):
        if at:
            possible &= roles("ru", form)
        if not any(part in ("ADJF", "PRTF") for part, _ in _readings(form)):
            break
    return possible or roles("ru", forms[0])


@cache
def adjective(form: str) -> bool:
    """Tell whether a Russian form is an adjective or participle in every reading."""
    return all(part in ("ADJF", "PRTF") for part, _ in _readings(form))


@cache
def _readings(form: str) -> frozenset[tuple[str, str]]:
    """Return part of speech and case of every reading pymorphy3 knows."""
    from expertise.language.ru import analyzer

    return frozenset((str(p.tag.POS or ""), str(p.tag.case or "")) for p in analyzer().parse(form))


_ROLES = {"nomn": SUBJECT, "ablt": AGENT, "gent": GENITIVE}
# First words of names that Russian acts do not inflect.
_KYRGYZ_NAMES = frozenset({"жогорку", "айыл"})

_KY_PARTICIPLE = re.compile(r"(?:[гк][аеоө]н|[уү]учу|[уү]үчү|оочу|өөчү)(?:[дтлн]\w*|[гк]\w+|ы|и)?$")


_RU_PARTICIPLE = re.compile(
    r"[щшнмт](?:ый|ий|ая|яя|ое|ее|ые|ие|ого|его|ой|ей|ому|ему|ым|им|ом|ем|ую|юю|ыми|ими|ых|их)(?:ся)?$"
)


@cache
def participle(language: Language, form: str) -> bool:
    """Tell whether a form of a verb describes a noun («предоставленный», «берилген») and states no action."""
    pattern = _KY_PARTICIPLE if language == "ky" else _RU_PARTICIPLE
    return bool(pattern.search(form))


@cache
def describes(language: Language, form: str) -> bool:
    """Tell whether any word is a participle; unlike «независимым», which only looks like one."""
    if not participle(language, form):
        return False
    return language == "ky" or any(part == "PRTF" for part, _ in _readings(form))


_KY_NEGATIVE = re.compile(r"[бп][аеоө](?:йт|с|й|ган|ген|гон|гөн|гыла|йбыз)$")


def negated(language: Language, form: str, previous: str) -> bool:
    """Tell whether a verb is denied: «не выдает», «бербейт»."""
    return bool(_KY_NEGATIVE.search(form)) if language == "ky" else previous == "не"
