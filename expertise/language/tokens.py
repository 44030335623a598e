"""One tokenizer for both languages: a single regular expression over the whole text.

Measured alternatives (spaCy, razdel, a loop over matches) are 3 to 10 times slower; here every pass
over the text runs inside C (``findall``, ``accumulate``, ``compress``) and each distinct form is folded
once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, compress, repeat
from operator import add

from expertise.language.remembered import Remembered

_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_UNSUPERSCRIPT = str.maketrans(_SUPERSCRIPTS, "0123456789")
# Ranges (Latin, Greek, Cyrillic) match more than twice as fast as a negated class; letters of other
# scripts come out one by one, which is enough to keep offsets true.
_LETTER = "[A-Za-zªµºÀ-ÖØ-öø-ɏͰ-ԯ]"
_JOINT = "[-\u2010\u2011\u0301\u0300]"  # hyphens and stress marks inside a word
# White space and invisible characters: str.isspace and the soft hyphen, zero-width and word joiners.
_BLANKS = "".join(filter(str.isspace, map(chr, range(0x3001)))) + "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_GAP = f"[{re.escape(_BLANKS)}]"
# A piece is a token with at most one space before it: half as many pieces as tokens and gaps apart.
_PIECE = re.compile(
    "[ \n]?(?:"
    rf"{_LETTER}++(?:{_JOINT}{_LETTER}++)*+\u0301?"
    r"|[,;:()«»]"
    # «15-1» and «21¹» are one number, «15-1,15-2» three tokens, «5-берененин» three tokens.
    rf"|\d++(?:[-\u2010\u2011]\d++)*+[{_SUPERSCRIPTS}]*+|[{_SUPERSCRIPTS}]++"
    rf"|\.++|_++|{_GAP}++|.)",
    re.DOTALL,
)

_PLAIN = re.compile("[А-яЁёӨөҮүҢң-]+")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
# Look-alikes met in acts typed with a mixed keyboard or recognised from scans. Both cases are listed:
# capital B, H look like Cyrillic letters, small b, h do not.
_LOOKALIKES = str.maketrans(
    "ABCEHKMOPTXYaceokmptxy" + "ΑΒΕΗΚΜΟΡΤΥΧαεοκρυχ" + "ɵƟθΘѳѲöÖüÜұҰӊӉҥҤëË",
    "АВСЕНКМОРТХУасеокмртху" + "АВЕНКМОРТУХаеокрух" + "өӨөӨөӨөӨүҮүҮңҢңҢеЕ",
)
_LONE = {"a": "а", "c": "с", "o": "о", "y": "у", "k": "к"}  # a preposition typed in Latin: «c 1 января»
_NUMERO = {"№": "№", "n": "№", "no": "№", "nо": "№", "nº": "№", "n°": "№"}
_DASHES = dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-")
_UNSTRESS = str.maketrans({"\u0301": None, "\u0300": None, "\u2010": "-", "\u2011": "-"})


@dataclass(frozen=True, slots=True)
class Tokens:
    """Tokens of a text in three parallel lists: ``starts`` and ``ends`` are code points of that text.

    ``forms`` are folded (see ``fold``) and so need not have the length of the token. No token is empty,
    none overlaps another; white space, invisible signs and stray stress marks belong to no token.
    """

    starts: list[int]
    ends: list[int]
    forms: list[str]

    def __len__(self) -> int:
        return len(self.forms)


def tokenize(text: str, start: int = 0, end: int | None = None) -> Tokens:
    """Cut ``text[start:end]`` into tokens; offsets count from the beginning of ``text``.

    Words keep inner hyphens between letters; a number and a word are always apart («5-берененин» gives
    «5», «-», «берененин»), so are numbers around a comma or a full stop («1,5» gives «1», «,», «5»).
    Every other character is a token of its own, except runs of full stops and of underscores. The lists are
    shared by all who ask for the same text and must not be changed.
    """
    return _cut(text, start, len(text) if end is None else end)


@lru_cache(maxsize=2)  # norms, references, claims and fields each ask for the tokens of the same act
def _cut(text: str, start: int, end: int) -> Tokens:
    pieces = _PIECE.findall(text, start, end)
    forms = list(map(_FORMS.__getitem__, pieces))
    borders = list(accumulate(map(len, pieces), initial=start))
    starts = list(map(add, borders, map(str.startswith, pieces, repeat((" ", "\n")))))
    del borders[0]
    if "" not in forms:
        return Tokens(starts, borders, forms)
    return Tokens(list(compress(starts, forms)), list(compress(borders, forms)), list(filter(None, forms)))


def fold(word: str) -> str:
    """Return the form under which ``word`` is compared: casefolded, without stress marks, «ё» as «е».

    Latin and Greek look-alikes inside a word with a Cyrillic letter become Cyrillic, as does a lone «c»,
    «o», «a», «y», «k»; a superscript number becomes «-1» (so «21¹» is «21-1»); «N» and «No» become «№»;
    every dash becomes «-», «…» becomes «...». Idempotent. A lone stress mark folds to nothing.
    """
    if _PLAIN.fullmatch(word):  # nearly every word: the rest of this function would cost ten times more
        return word.casefold().replace("ё", "е")
    form = word.translate(_UNSTRESS)
    if _CYRILLIC.search(form):
        form = form.translate(_LOOKALIKES).casefold().replace("ё", "е").translate(_LOOKALIKES)
    elif form.isalpha():
        form = form.casefold()
        form = _NUMERO.get(form) or _LONE.get(form, form)
    else:
        form = _fold_sign(form)
    return form


def _fold_sign(sign: str) -> str:
    """Fold a token that has no letters, or letters and signs of no Cyrillic word."""
    number = sign.rstrip(_SUPERSCRIPTS)
    if number != sign:
        return f"{fold(number)}-{sign[len(number) :].translate(_UNSUPERSCRIPT)}"
    if sign == "…":
        return "..."
    folded = _DASHES.get(sign, sign).casefold()
    return _NUMERO.get(folded, folded)


def _folded(piece: str) -> str:
    """Return the form of a piece; a gap folds to an empty form, which drops it."""
    token = piece.strip(_BLANKS)
    return fold(token) if token else ""


_FORMS = Remembered(_folded)
