"""What a form tells of a word's place in the sentence: subject, agent, or a participle that describes."""

from __future__ import annotations

import re
from functools import cache

from expertise.act import Language

SUBJECT, AGENT, GENITIVE, OTHER = "subject", "agent", "genitive", "other"

# What may follow the stem of a Kyrgyz subject: plural and possessive, no case.
_KY_NOMINATIVE = re.compile(r"(?:[лдт][аеоө]р)?(?:[сн]?[ыиуү])?$")


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
    from expertise.language.ru import analyzer

    found = set()
    for parse in analyzer().parse(form):
        case = str(parse.tag.case or "")
        found.add({"nomn": SUBJECT, "ablt": AGENT, "gent": GENITIVE}.get(case, OTHER))
    return frozenset(found)


# First words of names that Russian acts do not inflect.
_KYRGYZ_NAMES = frozenset({"жогорку", "айыл"})

_RU_PARTICIPLE = re.compile(
    r"(?:[щшнмт])(?:ый|ий|ая|яя|ое|ее|ые|ие|ого|его|ой|ей|ому|ему|ым|им|ом|ем|ую|юю|ыми|ими|ых|их)(?:ся)?$"
)
_KY_PARTICIPLE = re.compile(r"(?:[гк][аеоө]н|[уү]учу|[уү]үчү|оочу|өөчү)(?:[дтлн]\w*|[гк]\w+|ы|и)?$")


@cache
def participle(language: Language, form: str) -> bool:
    """Tell whether a folded verb form describes a noun («предоставленный», «берилген») and states no action."""
    pattern = _KY_PARTICIPLE if language == "ky" else _RU_PARTICIPLE
    return bool(pattern.search(form))
