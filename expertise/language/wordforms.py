"""What a word's form tells of its place in the sentence: subject, agent, or a participle that only describes."""

from __future__ import annotations

import re
from functools import cache

from expertise.act import Language

SUBJECT, AGENT, GENITIVE, OTHER = "subject", "agent", "genitive", "other"

# Kyrgyz case endings of the last word of a phrase (with the possessive's н): genitive, dative,
# accusative, locative, ablative. What ends otherwise is nominative.
_KY_OBLIQUE = re.compile(
    r"(?:[ндт][ыиуү]н|[гк][аеоө]|[ыиуүсө]на|[иү]не|[уо]на|ү?нө|[дт][аеоө]н?|[ыиуүаеоө]н[аеоө]н|н[дт][аеоө]"
    r"|[нд][ыиуү]|т[ыиуү]|[иыуү]н)$"
)
# Endings that look like a case but close a possessive or a bare stem.
_KY_NOMINATIVE = re.compile(r"(?:агенттиги|органы|соту|министрлиги|кызматы|кеңеши|башкармалыгы|саты|[лд][ау]?ры)$")


@cache
def roles(language: Language, form: str) -> frozenset[str]:
    """Return the roles a folded form can have; the first word of a Russian phrase, the last of a Kyrgyz.

    Russian: nominative is a subject, instrumental an agent; unknown words may be anything.
    Kyrgyz: no case ending is a subject; an agent shows by «тарабынан» behind it, not by its form.
    """
    if language == "ky":
        return frozenset({OTHER}) if _ky_oblique(form) else frozenset({SUBJECT})
    from expertise.language.ru import analyzer

    found = set()
    for parse in analyzer().parse(form):
        case = str(parse.tag.case or "")
        found.add({"nomn": SUBJECT, "ablt": AGENT, "gent": GENITIVE}.get(case, OTHER))
    return frozenset(found)


def _ky_oblique(form: str) -> bool:
    return bool(_KY_OBLIQUE.search(form)) and not _KY_NOMINATIVE.search(form)


_RU_PARTICIPLE = re.compile(
    r"(?:[щшнмт])(?:ый|ий|ая|яя|ое|ее|ые|ие|ого|его|ой|ей|ому|ему|ым|им|ом|ем|ую|юю|ыми|ими|ых|их)(?:ся)?$"
)
_KY_PARTICIPLE = re.compile(r"(?:[гк][аеоө]н|[уү]учу|[уү]үчү|оочу|өөчү)(?:[дтлн]\w*|[гк]\w+|ы|и)?$")


@cache
def participle(language: Language, form: str) -> bool:
    """Tell whether a folded verb form only describes a noun («предоставленный», «берилген») and states no action."""
    pattern = _KY_PARTICIPLE if language == "ky" else _RU_PARTICIPLE
    return bool(pattern.search(form))
