"""Which of the two languages an act is written in."""

from __future__ import annotations

import re
from functools import cache

from expertise.act import Language
from expertise.reading.words import grouped

_SAMPLE = 20_000
_WORD = re.compile(r"[а-яёөүңһ]+")


@cache
def _marks(name: str) -> frozenset[str]:
    return frozenset(grouped("tongue")[name])


def language(text: str) -> Language:
    """Return «ky» or «ru» by the function words of three samples; letters ң ө ү weigh for Kyrgyz.

    Old Kyrgyz texts without those letters are told by their words. No words at all give «ru».
    """
    middle = len(text) // 2
    sample = text[:_SAMPLE]
    if len(text) > 3 * _SAMPLE:
        sample += " " + text[middle : middle + _SAMPLE] + " " + text[-_SAMPLE:]
    found = _WORD.findall(sample.lower())
    russian = sum(word in _marks("ru") for word in found)
    kyrgyz = sum(word in _marks("ky") or not {"ң", "ө", "ү"}.isdisjoint(word) for word in found)
    return "ky" if kyrgyz > russian else "ru"
