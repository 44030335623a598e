"""The head of an act: its type, title, number, date and body, and where the preamble begins."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from itertools import takewhile

from expertise.act import Language, Requisites
from expertise.reading.notes import note
from expertise.reading.words import either, finder, grouped, listed, words

_MONTHS = "|".join(listed("months"))
_DATE_RU = re.compile(rf"(\d{{1,2}})\s+({_MONTHS})[а-яө]*\s+(\d{{4}})", re.IGNORECASE)
_DATE_KY = re.compile(
    rf"(\d{{4}})\s*-?\s*жыл[а-яөүң]*\s+(\d{{1,2}})\s*-?\s*({_MONTHS})[а-яөү]*", re.IGNORECASE
)
_DATE_FIGURES = re.compile(r"\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b")
_NUMBER = re.compile(r"(?:№|\bN)\s*((?:[\w/|.-]*\d[\w/|.-]*))")
_PLACE = re.compile(r"(?:г\.|город|[А-ЯӨҮҢ][а-яөүң]+ шаары)", re.IGNORECASE)
_APPROVED = re.compile("|".join((either(listed("approved")), either(listed("adopted")))), re.IGNORECASE)
_ADOPTED = finder("adopted")
_CONTENTS = re.compile(r"[IVX]+\.\s|1\.\s")  # a table of contents below a title
_SENTENCE_END = (".", ":", ";", ",")
_LONGEST_TITLE = 300
_BY_TITLE_LINE = frozenset(
    {"law", "constitutional-law", "decree", "resolution", "order", "directive", "decision"}
)
_BY_BOTH_LINES = frozenset(
    {
        "regulation",
        "rules",
        "procedure",
        "instruction",
        "standing-orders",
        "charter",
        "program",
        "list",
        "methodology",
    }
)


@cache
def _types() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]:
    return tuple(
        (
            key,
            re.compile(
                rf"^\W*{either(names)}|{either(names)}(?:\s+кыргызской\s+республики)?\W*$", re.IGNORECASE
            ),
            re.compile(
                either(name.upper() for name in names if "~" not in name)
                if any("~" not in n for n in names)
                else r"(?!)"
            ),
        )
        for key, names in grouped("act_types").items()
    )


def act_type(text: str) -> str:
    """Return the key of the act type that a title line names; empty for every other line."""
    if len(text) > _LONGEST_TITLE or text.endswith((",", ";", ":")):
        return ""
    plain = text if not any(sign.isdigit() for sign in text) else ""
    for key, edge, capital in _types():
        if (plain and edge.search(plain)) or capital.search(text):
            return key
    return ""


def _day(text: str) -> date | None:
    for pattern, order in ((_DATE_RU, (2, 1, 0)), (_DATE_KY, (0, 2, 1)), (_DATE_FIGURES, (2, 1, 0))):
        found = pattern.search(text)
        if found is None:
            continue
        if day := _date(found, order):
            return day
    return None


def dates(text: str) -> list[date]:
    """Return the dates that words or figures of a text give, in reading order."""
    found = []
    for pattern, order in ((_DATE_RU, (2, 1, 0)), (_DATE_KY, (0, 2, 1)), (_DATE_FIGURES, (2, 1, 0))):
        for match in pattern.finditer(text):
            if day := _date(match, order):
                found.append((match.start(), day))
    return [day for _, day in sorted(found)]


def _date(found: re.Match[str], order: tuple[int, int, int]) -> date | None:
    year, month, day = (found.groups()[place] for place in order)
    try:
        return date(int(year), _month(month), int(day))
    except ValueError:
        return None


def _month(text: str) -> int:
    if text.isdigit():
        return int(text)
    low = text.casefold()
    return next(i for i, stem in enumerate(listed("months"), start=1) if low.startswith(stem) and stem == low)


def stamp(text: str) -> tuple[str, date | None]:
    """Return the number and the date by which ``text`` names an act; "" and None where it has none."""
    number = _NUMBER.search(text)
    return number[1].strip(".") if number else "", _day(text)


def _is_dated(text: str) -> bool:
    """Tell a line of date, number or place from a line of the title."""
    if _day(text) is not None or _NUMBER.search(text):
        return (
            text.startswith(("от ", "от_", "«", '"'))
            or text[0].isdigit()
            or bool(_PLACE.match(text))
            or text[0] in "№N"
        )
    return (bool(_PLACE.match(text)) and len(text) < 60) or text.startswith("от _")


def title_line(lines: Sequence[str]) -> int:
    """Return the place of the line that names the type of the act, -1 where none does."""
    for place, text in enumerate(lines):
        if note(text) is None and act_type(text):
            return place
    return -1


def preamble_start(lines: Sequence[str]) -> int:
    """Return where the preamble begins among the lines before the first unit; their count for none.

    It begins at the first full sentence after the title; lines before the title are notes.
    """
    title = title_line(lines)
    if title < 0:
        return len(lines)
    for place in range(title + 1, len(lines)):
        text = lines[place]
        if note(text) is None and text.endswith(_SENTENCE_END) and not text.isupper() and not _is_dated(text):
            if text.endswith(",") and len(text) > 60 and not text[0].isupper():
                continue
            return place
    return len(lines)


def _behind_issuer(kind: str, lines: list[str]) -> list[str]:
    """Return the lines below a type without those that say whose act it is: «Министра ...», then a date."""
    dated = next((at for at, text in enumerate(lines) if _is_dated(text)), 0)
    issued = kind in _BY_TITLE_LINE and kind != "law" and 0 < dated <= 2
    return lines[dated:] if issued and any(not _is_dated(t) for t in lines[dated:]) else lines


def _title(kind: str, lines: Sequence[str], place: int) -> str:
    own = lines[place]
    below = takewhile(lambda t: not _CONTENTS.match(t), _unbracketed(lines[place + 1 :]))
    told = _behind_issuer(kind, [t for t in below if note(t) is None])
    rest = [t for t in told if not _is_dated(t)]
    if kind in _BY_TITLE_LINE:
        return " ".join(rest) or own
    if kind == "code":  # «КОДЕКС КЫРГЫЗСКОЙ РЕСПУБЛИКИ» stands above its name in the newest codes
        return next((t for t in rest if act_type(t) == "code"), own)
    if kind in _BY_BOTH_LINES:
        start = next((m.start() for k, _, c in _types() if k == kind and (m := c.search(own))), 0)
        return " ".join([own[start:], *rest])
    return own


def _body(candidates: Sequence[str], language: Language) -> str:
    for text in candidates:
        for entry in words("bodies"):
            if re.search(either(entry["words"]), text, re.IGNORECASE):
                return str(entry[language])
    return ""


def issuers() -> dict[str, str]:
    """Return the bodies that acts name as theirs: the Kyrgyz name of each by its Russian one."""
    return {str(entry["ru"]): str(entry["ky"]) for entry in words("bodies")}


def in_both(names: Mapping[str, str]) -> dict[str, str]:
    """Return the name of a body by language, the other one added where the body is known by this one."""
    for russian, kyrgyz in issuers().items():
        if names.get("ru") == russian or names.get("ky") == kyrgyz:
            return {"ru": russian, "ky": kyrgyz, **names}
    return dict(names)


def _unbracketed(lines: Sequence[str]) -> list[str]:
    """Return the lines outside brackets: a note on editions may run over several lines."""
    found, depth = [], 0
    for text in lines:
        if depth == 0 and not text.startswith("("):
            found.append(text)
        if depth or text.startswith("("):
            depth = max(0, depth + text.count("(") - text.count(")"))
    return found


def requisites(
    front: Sequence[str], preamble: Sequence[str], signature: Sequence[str], language: Language
) -> Requisites:
    """Return what the head (lines before the preamble), the preamble and the signature say of an act.

    What they do not say stays empty. Notes of editions are no source: their dates are of other acts.
    """
    place = title_line(front)
    if place < 0:
        return Requisites()
    kind = act_type(front[place])
    after = [t for t in _unbracketed(front[place:]) if note(t) is None]
    before = [t for t in front[:place] if _APPROVED.search(t)]
    above = [t for t in _unbracketed(front[:place]) if note(t) is None and _is_dated(t)]
    dated = [t for t in (*after, *before, *above) if _day(t) or _NUMBER.search(t)]
    stamped = next((t for t in dated if _day(t)), dated[0] if dated else "")
    number = _NUMBER.search(stamped) or next((m for t in dated if (m := _NUMBER.search(t))), None)
    adopted = [" ".join(signature)] if any(_ADOPTED.search(t) for t in signature) else []
    bodies = [front[place], *before, *(t for t in preamble if t.endswith(":")), *adopted]
    return Requisites(
        type=kind,
        title=_title(kind, front, place),
        number=number[1].strip(".") if number else "",
        date=_day(stamped),
        body=_body(bodies, language) if kind != "constitution" else "",
    )
