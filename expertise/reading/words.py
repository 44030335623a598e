"""The words of lexicons/reading as data and as patterns; plain names are those of words.yml."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any, cast

import yaml

from expertise.settings import lexicons

LETTER = "[а-яёөүңһa-z]"


@cache
def document(name: str) -> dict[str, Any]:
    """Return a whole file of the folder by its name without ending."""
    source = (lexicons() / "reading" / f"{name}.yml").read_text(encoding="utf-8")
    return cast("dict[str, Any]", yaml.safe_load(source))


def words(name: str) -> Any:
    """Return the entry ``name`` of the file as it stands (a list, or a mapping of lists)."""
    return document("words")[name]


def listed(name: str) -> list[str]:
    """Return the phrases under ``name``, which must be a plain list."""
    return cast("list[str]", words(name))


def grouped(name: str) -> dict[str, list[str]]:
    """Return the phrases under ``name``, which must be a mapping of lists."""
    return cast("dict[str, list[str]]", words(name))


def _phrase(phrase: str) -> str:
    parts = []
    for word in phrase.split():
        stem = word.removesuffix("~")
        parts.append(re.escape(stem) + (f"{LETTER}*" if word.endswith("~") else ""))
    return r"\s+".join(parts)


def either(phrases: Iterable[str]) -> str:
    """Return a pattern for any of ``phrases`` as whole words; longer ones are tried first."""
    ordered = sorted(phrases, key=len, reverse=True)
    return rf"(?<![\w])(?:{'|'.join(map(_phrase, ordered))})(?!{LETTER})"


def finder(name: str) -> re.Pattern[str]:
    """Return the pattern, blind to case, that finds any phrase of the list ``name``."""
    return re.compile(either(listed(name)), re.IGNORECASE)


def ordinal(word: str) -> str:
    """Return the number a Russian or Kyrgyz ordinal stands for («второй» -> «2»), empty for others."""
    low = " ".join(word.casefold().replace("ё", "е").split())
    kyrgyz = grouped("ordinals")["ky"]
    if low in kyrgyz:
        return str(kyrgyz.index(low) + 1)
    for place, stem in enumerate(grouped("ordinals")["ru"], start=1):
        if re.fullmatch(
            rf"{stem}(?:н)?(?:ый|ий|ой|ая|ья|ое|ье|ого|его|ому|ему|ым|ыми|им|ом|ем|ую|ью|ьего|ьему|ьим|ьем|ьей|ьи|ьих|ьими|ых|ые)",
            low,
        ):
            return str(place)
    return ""
