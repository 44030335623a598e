"""How an amending act names the act it changes."""

from __future__ import annotations

import re
from itertools import zip_longest

from rapidfuzz import fuzz

from expertise.act import Act
from expertise.amending.frame import Frame
from expertise.amending.operations import Cited
from expertise.amending.vocabulary import vocabulary
from expertise.reading.front import act_type, stamp

_STATE = re.compile(r"кыргызской\s+республики|кыргыз\s+республикасынын|(?<!\w)кр(?!\w)", re.IGNORECASE)
_LONGEST_ENDING, _SHORTEST_STEM = 3, 3
_NAME = re.compile(r"[А-ЯЁӨҮҢ][^,:;]*")
_DATED = re.compile(
    r"\s*(?:от\s+)?\d{1,2}\s+\w+\s+\d{4}.*$|\s*\d{4}-жыл.*?№\s*\S+|\s*№\s*\S+.*$", re.IGNORECASE
)


def cited(act: Act, frame: Frame, start: int, end: int) -> Cited | None:
    """Return the act named in ``frame.text[start:end]``, None where none is named («указанный Закон»).

    The title is the quoted one; a code or constitution is called by the words before its kind.
    """
    words = vocabulary(act.language).words
    region = frame.text[start:end]
    named = list(words["acts"].finditer(region))
    if not named:
        return None
    quotes = frame.quoted(start, end)
    number, day = stamp(region)
    last = named[-1] if act.language == "ky" else named[0]
    span = frame.span(start, end) if end > start else None
    if quotes:
        return Cited(quotes[0].of(act.text), kind(last[0]), number, day, span)
    name = _STATE.sub(" ", region[: last.end()] if act.language == "ky" else region)
    capital = _NAME.search(_DATED.sub("", name))
    title = " ".join(capital[0].split()).strip(" .") if capital else ""
    if " " not in title and not number:
        return None  # «указанный Закон» is the one spoken of already
    return Cited(title, kind(last[0]), number, day, span)


def kind(word: str) -> str:
    """Return the key of the type an act is called by, in any case; empty where the lexicon has none."""
    low = word.casefold()
    for cut in range(len(low), 3, -1):
        if known := act_type(low[:cut]):
            return known
    return ""


def same_name(one: Cited, other: Cited) -> bool:
    """Tell whether two names are of one act: «Дорожный кодекс» and «Дорожного кодекса» are."""
    if one.number and other.number and one.number != other.number:
        return False
    return _same_words(_plain(one.title), _plain(other.title))


def _same_words(one: str, other: str) -> bool:
    pairs = list(zip_longest(one.split(), other.split(), fillvalue=""))
    return bool(pairs) and all(_same_word(*pair) for pair in pairs)


def _same_word(one: str, other: str) -> bool:
    """Tell whether two words begin alike and may be forms of one."""
    stem = max(min(len(one), len(other)) - _LONGEST_ENDING, _SHORTEST_STEM)
    return one == other or (min(len(one), len(other)) >= _SHORTEST_STEM and one[:stem] == other[:stem])


def likeness(named: Cited, act: Act) -> float:
    """Return how well the title of ``act`` answers to a name (0-100); equal number and date settle it.

    Names that are not quoted stand in cases («Дорожного кодекса»): their words need only begin alike.
    """
    own = act.requisites
    if named.number and named.number == own.number and named.date is not None and named.date == own.date:
        return 100.0
    title = _plain(own.title)
    name = _plain(named.title)
    if not title or not name:
        return 0.0
    if _same_words(name, title):
        return 100.0
    return float(fuzz.ratio(name, title))


def _plain(title: str) -> str:
    """Return a title without the name of the state, signs and case."""
    return " ".join(re.findall(r"\w+", _STATE.sub(" ", title).casefold().replace("ё", "е")))
