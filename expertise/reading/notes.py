"""Lines that are no norm: notes of editions, repealed units, publication, references of the publisher."""

from __future__ import annotations

import re

from expertise.act import Role
from expertise.reading.words import either, finder, listed

_EDITORIAL = finder("editorial")
_REPEALED = finder("repealed")
_AT_START = re.compile(rf"[(\s]*{either(listed('repealed'))}", re.IGNORECASE)
_AT_END = re.compile(rf"{either(listed('repealed'))}\W*$", re.IGNORECASE)
_SOURCE = re.compile(r"закон|мыйзам|кодекс|решени|чечим|\bКР\b|кыргыз", re.IGNORECASE)
_ATTENTION = re.compile(rf"{either(listed('attention'))}\s*!", re.IGNORECASE)
_SEE = re.compile(rf"{either(listed('see'))}(?:\.|:|\s)", re.IGNORECASE)
SEE_ALONE = re.compile(rf"{either(listed('see'))}\.?\s*(?:также|дагы)?\s*:$", re.IGNORECASE)
_PUBLISHED = re.compile(rf"{either(listed('published'))}.*(?:№|\bN\b)", re.IGNORECASE)
_NEWSPAPER = re.compile(rf"\(?[\"«“].{{0,20}}?{either(listed('newspapers'))}.*(?:№|\bN\b)", re.IGNORECASE)
_LAW_SEEN = re.compile(r"\bсм\.\s+(?:также\s+)?\S*(?:закон|кодекс|постановлени|решени|указ)", re.IGNORECASE)
_OPENED = re.compile(r"\((?:КР|Кыргыз Республикасынын|В редакции)\s")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_CYRILLIC_LIKE = str.maketrans("aeopcxyABEKMHOPCTX", "аеорсхуАВЕКМНОРСТХ")  # seen in «редакцияcына»
_LONGEST = 400  # an edition note lists laws and may run longer only in brackets


def repealed(body: str) -> bool:
    """Tell whether the words of a unit say only that it is no longer in force."""
    if len(body) > _LONGEST:
        return False
    if _AT_START.match(body):
        return body.startswith("(") or len(body) < 60 or bool(_SOURCE.search(body) and _YEAR.search(body))
    bracketed = body.startswith("(") and body.rstrip(" .;").endswith(")")
    if bracketed:
        return bool(_REPEALED.search(body))
    return bool(_AT_END.search(body) and _YEAR.search(body) and _SOURCE.match(body))


def note(text: str) -> Role | None:
    """Return EDITORIAL or REPEALED for a line that is a note as a whole, None for all others."""
    if text[0] == "(":
        return _bracketed(text.translate(_CYRILLIC_LIKE))
    if _ATTENTION.match(text) or _SEE.match(text):
        return Role.EDITORIAL
    if len(text) > _LONGEST or not _YEAR.search(text):
        return None
    if repealed(text):
        return Role.REPEALED
    refers = _LAW_SEEN.search(text) and text[-1] not in ".;:"
    return Role.EDITORIAL if refers or _PUBLISHED.match(text) or _NEWSPAPER.match(text) else None


def _bracketed(text: str) -> Role | None:
    if not text.rstrip(" .;,").endswith(")"):  # the closing bracket may be lost
        lost = _OPENED.match(text) and _EDITORIAL.search(text) and ")" not in text and text[-1] != "."
        return Role.EDITORIAL if lost and _YEAR.search(text) else None
    if _REPEALED.search(text):
        return Role.REPEALED
    published = _YEAR.search(text) and (_PUBLISHED.match(text[1:]) or _NEWSPAPER.match(text))
    return Role.EDITORIAL if published or (_EDITORIAL.search(text) and _SOURCE.search(text)) else None
