"""Headings that look like list numbers, and numbers that a copy has spoiled."""

from __future__ import annotations

from dataclasses import replace

from expertise.act import Kind
from expertise.reading.markers import ARTICLE_LEVEL, LEVELS, Marker, Style
from expertise.reading.plan import Plan

_LONGEST_HEADING = 160
_LONGEST_CAPITALS = 500
_LONGEST_SUBHEADING = 90
_FAR = 30  # articles ahead in which the next plain number must come


def bylaw_heads(made: Plan) -> None:
    """See headings of by-laws: «1. ОБЩИЕ ПОЛОЖЕНИЯ» before «1.1.», and unnumbered ones before «1.»."""
    articled = made.articled
    last = 0
    for place in range(made.front, len(made.lines) - 1):
        own, after = made.markers[place], made.markers[place + 1]
        if articled[place] or made.roles[place] is not None or after is None:
            continue
        text = made.lines[place]
        if own is not None and own.style is Style.DOT:
            last = int(own.number.split("-")[0])
            if _heads_points(own, after, text):
                made.markers[place] = replace(
                    own, style=Style.HEAD, kind=Kind.CHAPTER, level=LEVELS["chapter"][1]
                )
        elif own is None and last > 1 and after.style is Style.DOT and after.number == "1" and _titled(text):
            made.markers[place] = Marker(Style.HEAD, "", 0, *LEVELS["chapter"])


def _heads_points(own: Marker, after: Marker, text: str) -> bool:
    """Tell a heading from a point that is parted in «3.1.», «3.2.»: it is no sentence."""
    body = text[own.body :]
    capitals = body.isupper() and len(body) <= _LONGEST_CAPITALS
    if capitals and after.style in (Style.DOT, Style.BRACKET):
        return True
    inner = after.style is Style.MULTI and after.number.startswith(f"{own.number}.")
    return inner and (capitals or (_titled(body) and not body.endswith(".")))


def _titled(text: str) -> bool:
    return 0 < len(text) <= _LONGEST_HEADING and not text.endswith((";", ":", ",")) and text[0].isupper()


def subheadings(made: Plan) -> None:
    """See «3. Коммандитное товарищество» right before an article: a heading, not a part."""
    for place in range(made.front, len(made.lines) - 1):
        own, after = made.markers[place], made.markers[place + 1]
        if own is None or own.style is not Style.DOT or after is None or made.roles[place] is not None:
            continue
        body = made.lines[place][own.body :]
        if (
            after.level == ARTICLE_LEVEL
            and _titled(body)
            and len(body) <= _LONGEST_SUBHEADING
            and body[-1] != "."
        ):
            made.markers[place] = replace(
                own, style=Style.HEAD, kind=Kind.SUBCHAPTER, level=ARTICLE_LEVEL - 1
            )


def flattened(made: Plan) -> None:
    """Give articles back the superscript a copy has flattened: 211 between 21 and 22 is 21¹."""
    places = [
        i
        for i, m in enumerate(made.markers)
        if m is not None and m.level == ARTICLE_LEVEL and made.roles[i] is None
    ]
    before = 0
    for order, place in enumerate(places):
        own = made.markers[place]
        assert own is not None
        base = int(own.number.split("-")[0])
        suffix = own.number[len(str(before)) :]
        if "-" not in own.number and before and own.number.startswith(str(before)) and suffix.isdigit():
            after = [made.markers[i] for i in places[order + 1 : order + _FAR]]
            if base > before + 1 and any(m is not None and m.number == str(before + 1) for m in after):
                made.markers[place] = replace(own, number=f"{before}-{suffix}")
                continue
        before = base
