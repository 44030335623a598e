"""Kyrgyz letters lost before a file came here: typed without ң ү ө, or in a font that remaps others."""

from __future__ import annotations

import re

from expertise.act import Language

WARNINGS = ("kyrgyz-letters", "kyrgyz-font")

_OWN = re.compile("[ңүөҢҮӨ]")
_LETTER = re.compile("[а-яёА-ЯЁ]")
# Signs by which old 8-bit fonts wrote ң ү ө: letters of other Cyrillic alphabets and signs amid a word.
_FOREIGN = re.compile("(?<=[а-яёА-ЯЁ])[ґєїўѕќњљћђџјіѓ¤‰†‡µ¶¬±ªº¢£¥§¦©®ÿ][а-яё]|[ґєўѕќњљћђџј](?=[а-яё]{2})")
_FEWEST = 400  # letters: a shorter text may go without
_USUAL = 0.02  # share of ң ү ө in Kyrgyz is about 0.07
_REMAPPED = 0.004  # share of foreign signs


def warnings(text: str, language: Language) -> tuple[str, ...]:
    """Return codes of WARNINGS for a Kyrgyz text whose letters ң ү ө are missing or remapped.

    Russian text, and text of fewer than 400 letters, gives none.
    """
    letters = len(_LETTER.findall(text))
    if language != "ky" or letters < _FEWEST:
        return ()
    if len(_FOREIGN.findall(text)) > _REMAPPED * letters:
        return ("kyrgyz-font",)
    if len(_OWN.findall(text)) < _USUAL * letters:
        return ("kyrgyz-letters",)
    return ()
