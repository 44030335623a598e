"""In which encoding bytes hold Cyrillic text: told by marks, by the form of the bytes, else by letters."""

from __future__ import annotations

import codecs
import math
import re
from dataclasses import dataclass
from functools import cache
from typing import cast

import yaml

from expertise.settings import lexicons

# A sure encoding is named by the file itself or by a form that no other has.
GUESSED = ("utf-16-le", "utf-16-be", "cp1251", "koi8-r", "cp866")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: it begins alike
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_EIGHT_BIT = ("cp1251", "koi8-r", "cp866")
_SAMPLE = 65_536  # bytes that are looked at
_HIGH_BYTES = frozenset((0x00, 0x04, 0x20, 0x21))  # of UTF-16 letters and signs in our texts
_SHARE = 0.95
_FEWEST = 4  # bytes: less is too little for UTF-16 without its mark
_SIGNS = frozenset("«»—–№…°§“”„’\u00a0\u00ad•")  # signs that legal texts have besides letters
_STRANGE = -9.0  # bits: what any other sign weighs
_CASE = -6.0  # bits: what a capital behind a small letter weighs
_INNER_CAPITAL = re.compile("[а-яёңөү][А-ЯЁҢӨҮ]")
_BROKEN = 0.02  # share of signs that UTF-8 may lose and still be UTF-8


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with the ``encoding`` it was in; ``guessed`` where letters alone told it."""

    text: str
    encoding: str
    guessed: bool = False


def decode(data: bytes, declared: str = "") -> Decoded:
    """Return the text of ``data``: by its mark, as UTF-8 or UTF-16, else in the likeliest 8-bit encoding.

    ``declared`` is what a file says of itself (a web page): it is believed unless the bytes contradict it.
    Bytes that an encoding lacks become U+FFFD. Empty data gives empty UTF-8.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return Decoded(data[len(mark) :].decode(name, errors="replace"), name)
    if wide := _utf16(data):
        return Decoded(data.decode(wide, errors="replace"), wide, True)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        broken = data.decode("utf-8", errors="replace")
    if broken.count("\ufffd") <= _BROKEN * len(broken) and any(sign > "\u03ff" for sign in broken):
        return Decoded(broken, "utf-8")
    return _eight_bit(data, _known(declared))


def has_utf16(data: bytes) -> bool:
    """Tell whether ``data`` looks like UTF-16, with its mark or without."""
    return data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or bool(_utf16(data))


def _utf16(data: bytes) -> str:
    """Tell UTF-16 without a mark: every other byte is one of a few that 8-bit text never holds so often."""
    sample = data[: _SAMPLE & ~1]
    if len(sample) < _FEWEST or len(data) % 2:
        return ""
    for name, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        fitting = sum(map(high.count, _HIGH_BYTES))
        if fitting >= _SHARE * len(high) and (high.count(0x00) or high.count(0x04)):
            return name
    return ""


def _known(name: str) -> str:
    """Return the Python name of a declared encoding that gives text, empty for none."""
    try:
        info = codecs.lookup(name.strip()) if name else None
    except (LookupError, ValueError):
        return ""
    return info.name if info is not None and info._is_text_encoding else ""


def _eight_bit(data: bytes, declared: str) -> Decoded:
    """Take the encoding with the likeliest letters; a declared one wins where it is as likely."""
    sample = data[:_SAMPLE]
    names = [declared, *(name for name in _EIGHT_BIT if name != declared)] if declared else list(_EIGHT_BIT)
    best = max(names, key=lambda name: likelihood(_decoded(sample, name)))  # of equals the first
    return Decoded(_decoded(data, best), best, best != declared)


def _decoded(data: bytes, name: str) -> str:
    try:
        return data.decode(name, errors="replace")
    except (UnicodeError, LookupError):
        return ""


def likelihood(text: str) -> float:
    """Return how likely a sign beyond ASCII is in a legal text, in bits (mean, higher is likelier).

    Text without such signs gives minus infinity.
    """
    signs = [sign for sign in text if sign > "\x7f"]
    if not signs:
        return -math.inf
    letters = max(sum(_weighed(sign, language) for sign in signs) for language in ("ru", "ky"))
    return (letters + _CASE * len(_INNER_CAPITAL.findall(text))) / len(signs)


def _weighed(sign: str, language: str) -> float:
    weight = _weights(language).get(sign.lower())
    if weight is not None:
        return weight
    return 0.0 if sign in _SIGNS else _STRANGE


@cache
def _weights(language: str) -> dict[str, float]:
    """Return the bits that each letter weighs: how much oftener than one in a thousand it stands."""
    source = (lexicons() / "reading" / "letters.yml").read_text(encoding="utf-8")
    counts = cast("dict[str, dict[str, int]]", yaml.safe_load(source))[language]
    return {letter: math.log2(count / 1000) + 4 for letter, count in counts.items()}
