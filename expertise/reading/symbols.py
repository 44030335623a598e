"""Signs of the symbol fonts of Word as Unicode; the fonts keep them at U+F020 to U+F0FF or U+0020 to U+00FF.

Source: the published encodings of the fonts Symbol and Wingdings (Unicode mapping tables of their makers).
"""

from __future__ import annotations

import re

UNKNOWN = "□"
_AREA = 0xF000
PRIVATE = re.compile("[\uf020-\uf0ff]")
_GREEK_AT = {
    0x41: "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ",
    0x61: "αβχδεφγηιϕκλμνοπθρστυϖωξψζ",
}  # fmt: skip
_SYMBOL = {
    **{first + place: sign for first, signs in _GREEK_AT.items() for place, sign in enumerate(signs)},
    **{code: chr(code) for code in (*range(0x20, 0x22), 0x23, 0x25, 0x26, *range(0x28, 0x2D), 0x2E, 0x2F)},
    **{code: chr(code) for code in (*range(0x30, 0x40), 0x5B, 0x5D, 0x5F, 0x7B, 0x7C, 0x7D)},
    0x22: "∀", 0x24: "∃", 0x27: "∋", 0x2D: "−", 0x40: "≅", 0x5C: "∴", 0x5E: "⊥", 0x7E: "∼", 0xA2: "′",
    0xA3: "≤", 0xA4: "⁄", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°",
    0xB1: "±", 0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB5: "∝", 0xB6: "∂", 0xB7: "•", 0xB8: "÷", 0xB9: "≠",
    0xBA: "≡", 0xBB: "≈", 0xBC: "…", 0xC6: "∅", 0xC7: "∩", 0xC8: "∪", 0xC9: "⊃", 0xCC: "⊂", 0xCE: "∈",
    0xCF: "∉", 0xD1: "∇", 0xD2: "®", 0xD3: "©", 0xD4: "™", 0xD5: "∏", 0xD6: "√", 0xD7: "⋅", 0xD8: "¬",
    0xD9: "∧", 0xDA: "∨", 0xDB: "⇔", 0xDE: "⇒", 0xE2: "®", 0xE3: "©", 0xE4: "™", 0xE5: "∑", 0xF2: "∫",
}  # fmt: skip
_WINGDINGS = {
    0x20: " ", 0x28: "☎", 0x2A: "✉", 0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x72: "❒", 0x75: "◆",
    0x76: "❖", 0x77: "◆", 0x9F: "•", 0xA1: "○", 0xA7: "▪", 0xA8: "◻", 0xD8: "➢", 0xDF: "←", 0xE0: "→",
    0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS}


def symbol(font: str, code: str | None) -> str:
    """Return the sign with the hexadecimal ``code`` of a font; UNKNOWN for one that has no known sign."""
    try:
        number = int(code or "", 16)
    except ValueError:
        return UNKNOWN
    known = _FONTS.get(font.casefold())
    if known is not None:
        return known.get(number - _AREA if number >= _AREA else number, UNKNOWN)
    if not 0x20 <= number <= 0xFFFF or 0xD800 <= number <= 0xF8FF:
        return UNKNOWN
    return chr(number)


def unicoded(text: str, font: str) -> str:
    """Put Unicode signs for those of a symbol font, one for one; text of other fonts stays as it is."""
    known = _FONTS.get(font.casefold())
    if known is None or not PRIVATE.search(text):
        return text
    return PRIVATE.sub(lambda sign: known.get(ord(sign.group()) - _AREA, UNKNOWN), text)
