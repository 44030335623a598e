"""Acts that change other acts: which lines are formulas, which quote new wording, and its future address."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from expertise.act import Kind, Steps
from expertise.reading.lists import continues
from expertise.reading.markers import Marker, Style
from expertise.reading.words import LETTER, either, finder, grouped, listed, ordinal

_OPEN, _CLOSE = '"«“„”', '"»”“'
_AMENDING = finder("amending")
_FORMULA = finder("formulas")
_PLACES = grouped("address")
_KIND_OF = {
    "annex": Kind.ANNEX, "section": Kind.SECTION, "chapter": Kind.CHAPTER,
    "subchapter": Kind.SUBCHAPTER, "article": Kind.ARTICLE,
    "part": Kind.PART, "point": Kind.POINT, "subpoint": Kind.SUBPOINT, "paragraph": Kind.PARAGRAPH,
}  # fmt: skip
#: How small a kind of unit is; every kind has a rank, for new wording may open with any.
RANK = {
    kind: rank
    for rank, kind in enumerate(
        (
            Kind.ACT, Kind.ANNEX, Kind.DIVISION, Kind.SECTION, Kind.CHAPTER, Kind.SUBCHAPTER, Kind.PREAMBLE,
            Kind.ARTICLE, Kind.PART, Kind.POINT, Kind.SUBPOINT, Kind.PARAGRAPH, Kind.TABLE,
        )
    )
}  # fmt: skip
_STEM_KIND = [(stem, _KIND_OF[name]) for name in _PLACES for stem in _PLACES[name]]
_STEMS = "|".join(sorted((stem for stem, _ in _STEM_KIND), key=len, reverse=True))
_ORDINALS = "|".join(
    [
        *(rf"{stem}[а-я]+" for stem in grouped("ordinals")["ru"]),
        *sorted(grouped("ordinals")["ky"], key=len, reverse=True),
    ]
)
_FIGURE = r"\d+(?:[-–.]\d+)*(?:[⁰¹²³⁴-⁹]+)?"
# «части 1», «абзацем вторым», «подпункт "а"»
_LETTERED = rf"[\"«“]?[а-я][\"»”](?!{LETTER})"
_AFTER = rf"(?P<stem>{_STEMS}){LETTER}*\s+(?:№\s*)?(?P<num>{_FIGURE}|{_LETTERED}|(?:{_ORDINALS})(?!{LETTER}))"
# «1-бөлүгү», «экинчи абзацы», «абзац» after «второй»
_BEFORE = rf"(?P<num2>{_FIGURE}\s*-|(?:{_ORDINALS})\s)\s*(?P<stem2>{_STEMS}){LETTER}*"
_ADDRESS = re.compile(rf"(?<![\w]){_BEFORE}|(?<![\w]){_AFTER}", re.IGNORECASE)
_LEAD_RU = re.compile(rf"(?:в|во|из)\s+(?:{_STEMS}|наименован|назван|преамбул|текст)", re.IGNORECASE)
_LOCATIVE = "(?:де|да|нде|нда|ында|инде|унда|үндө|ундо)"
_LEAD_KY = re.compile(rf"(?:{_STEMS}|аталыш|преамбула|текст){LETTER}*?{_LOCATIVE}\s*:$", re.IGNORECASE)
_VERB = finder("change_verbs")
_CHANGED = finder("changed_things")
_COMING_RU = re.compile(r"дополнить(?P<new>.{0,160}?)(?:следующ|нов|$)", re.IGNORECASE)
_COMING_KY = re.compile(r"(?:мазмундагы|мазмунда)\s+(?P<new>.{0,120}?)\s+менен\s+толукталсын", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^()]*\)")
_NEW_WORDING = re.compile(
    rf"{either(listed('new_wording'))}[^:\"«“„]{{0,80}}:(?P<gap>\s?)(?P<open>[{_OPEN}])", re.IGNORECASE
)
_ENDS = re.compile(rf"[{_CLOSE}]\s*[;.,]*\s*$")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_SUPER = re.compile("[⁰¹²³⁴-⁹]+")


def amends(front: Sequence[str]) -> bool:
    """Tell by the lines before the first unit whether an act changes other acts."""
    return any(not line.startswith("(") and _AMENDING.search(line) for line in front)


def is_formula(body: str) -> bool:
    """Tell whether a line (without its number) orders a change of another text."""
    plain = _BRACKETS.sub(" ", body)
    if _FORMULA.search(plain):
        return bool(_ADDRESS.search(plain) or _CHANGED.search(plain))
    return plain.endswith(":") and bool(_LEAD_RU.match(plain) or _LEAD_KY.search(plain))


def opens_change(text: str) -> bool:
    """Tell whether a line of any act leads in a list of changes («Внести в ... следующие изменения:»)."""
    if not text.endswith(":"):
        return False
    low = text.casefold()
    return ("внести" in low and "изменени" in low) or ("киргизилсин" in low and "өзгөрт" in low)


def inline_cut(text: str) -> int:
    """Return the place of the space between a formula and the wording quoted on its line, -1 for none.

    Only a quotation that runs to the end of the line, or on into the next, is cut off.
    """
    found = _NEW_WORDING.search(text)
    if found is None or not found["gap"]:
        return -1
    rest = text[found.start("open") :]
    closed = _ENDS.search(rest)
    runs_on = not any(sign in rest[1:] for sign in _CLOSE)
    return found.start("gap") if closed or runs_on else -1


def _depth(text: str, opener: str) -> int:
    """Count quotation marks that stay open: parity for the straight ones, balance for the others."""
    if opener == '"':
        return text.count('"') % 2
    if opener == "«":
        return text.count("«") - text.count("»")
    return sum(text.count(sign) for sign in "“„") - text.count("”")


@dataclass(frozen=True, slots=True)
class Block:
    """Lines ``[first, last]`` of one quotation after the formula on line ``first - 1``."""

    first: int
    last: int


def block(
    lines: Sequence[str], markers: Sequence[Marker | None], start: int, article: str = ""
) -> Block | None:
    """Return the quotation that opens on line ``start``, None where no quotation mark opens there.

    It ends where its marks are balanced and a line closes; a missing mark ends it before the next formula
    and before the article of the amending act that follows its ``article``.
    """
    if start >= len(lines) or lines[start][0] not in _OPEN:
        return None
    opener = lines[start][0]
    depth = 0
    for place in range(start, len(lines)):
        text = lines[place]
        if place > start and text[0] not in _OPEN and _goes_on(text, markers[place]):
            return Block(start, place - 1)
        depth += _depth(text, opener) if opener != '"' else text.count('"')
        closed = depth % 2 == 0 if opener == '"' else depth <= 0
        if _ENDS.search(text) and (closed or _next_goes_on(lines, markers, place + 1, article)):
            return Block(start, place)
    return Block(start, len(lines) - 1)


def _goes_on(text: str, marker: Marker | None) -> bool:
    """Tell whether a line is the next formula of the outer act."""
    body = text[marker.body :] if marker else text
    return (
        marker is not None
        and marker.style in (Style.BRACKET, Style.LETTER, Style.DOT)
        and is_formula(body)
        and bool(_VERB.search(body))
    )


def _next_goes_on(lines: Sequence[str], markers: Sequence[Marker | None], place: int, article: str) -> bool:
    if place >= len(lines):
        return True
    follower = markers[place]
    if follower is not None and follower.kind is Kind.ARTICLE:
        return not article or continues(follower.number, article)
    body = lines[place][follower.body :] if follower else lines[place]
    return bool(body) and is_formula(body)


def _number(text: str) -> str:
    bare = text.strip('"«»“” -').replace("–", "-")
    spelled = ordinal(bare)
    if spelled:
        return spelled
    raised = _SUPER.search(bare)
    return f"{bare[: raised.start()]}-{raised[0].translate(_RAISED)}" if raised else bare.casefold()


def _kind(stem: str) -> Kind:
    low = stem.casefold()
    return next(kind for known, kind in _STEM_KIND if known == low)


def unit_kind(word: str) -> Kind | None:
    """Return which unit a word in any form names («абзацем», «берененин»), None for other words."""
    low = word.casefold()
    fitting = [(len(stem), kind) for stem, kind in _STEM_KIND if low.startswith(stem)]
    return max(fitting)[1] if fitting else None


def path(text: str) -> Steps:
    """Return the address named in ``text``, large units first, one of each kind; empty for none."""
    found: dict[Kind, str] = {}
    for hit in _ADDRESS.finditer(text):
        stem, number = (hit["stem"], hit["num"]) if hit["stem"] else (hit["stem2"], hit["num2"])
        found.setdefault(_kind(stem), _number(number))
    return tuple(sorted(found.items(), key=lambda step: RANK[step[0]]))


def merged(outer: Steps, own: Steps) -> Steps:
    """Return ``own`` completed by what ``outer`` says of the larger units."""
    if not own:
        return outer
    top = RANK[own[0][0]]
    return (*(step for step in outer if RANK[step[0]] < top), *own)


def addresses(body: str) -> tuple[Steps, Steps]:
    """Return the place a formula changes and the unit it brings in («дополнить частью 5»)."""
    plain = _BRACKETS.sub(" ", body)
    quote = re.search(f"[{_OPEN}]", plain)
    plain = plain[: quote.start()] if quote and quote.start() > 0 else plain
    new = _COMING_KY.search(plain) or _COMING_RU.search(plain)
    verb = _VERB.search(plain)
    head = plain[: verb.start()] if verb else plain
    return path(head), path(new["new"]) if new else ()


def target(context: Steps, coming: Steps, chain: Steps) -> Steps:
    """Return the future address of a quoted unit whose units inside the quotation are ``chain``."""
    if not chain:
        return merged(context, coming)
    if chain[0][0] is not Kind.PARAGRAPH:
        return merged(context, chain)
    base = merged(context, coming)
    place = int(chain[0][1]) if chain[0][1].isdigit() else 1
    start = next((number for kind, number in base if kind is Kind.PARAGRAPH), "")
    above = tuple(step for step in base if step[0] is not Kind.PARAGRAPH)
    if start.isdigit():
        return (*above, (Kind.PARAGRAPH, str(int(start) + place - 1)), *chain[1:])
    return above if place == 1 else (*above, (Kind.PARAGRAPH, str(place)), *chain[1:])


def unquoted(text: str) -> int:
    """Return how many signs of quotation open the line."""
    return len(text) - len(text.lstrip(_OPEN + " "))
