"""The list numbers that Word shows but does not write: labels from numbering.xml and styles.xml."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_ROMANS = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LEVELS = 9
_GAPS = {"nothing": ""}  # w:suff; a tab and a space read as one space
_MAX_ROMAN = 4_000
_MAX_LETTERS = 1_000
_LONGEST_LABEL = 100  # signs of a label before its numbers are put in


def value(element: etree._Element | None, path: str) -> str | None:
    """Return ``w:val`` of the element at ``path`` below ``element``, None where it is not there."""
    found = None if element is None else element.find(path)
    return None if found is None else found.get(f"{W}val")


def whole(text: str | None, otherwise: int) -> int:
    """Return ``text`` as a whole number, ``otherwise`` where it is none."""
    try:
        return int(text) if text is not None else otherwise
    except ValueError:
        return otherwise


def roman(number: int) -> str:
    """Return ``number`` in small roman figures; arabic outside 1..3999."""
    if not 0 < number < _MAX_ROMAN:
        return str(number)
    out = []
    for worth, figure in _ROMANS:
        count, number = divmod(number, worth)
        out.append(figure * count)
    return "".join(out)


def _letters(number: int, alphabet: str) -> str:
    if not 0 < number <= _MAX_LETTERS:
        return str(number)
    return alphabet[(number - 1) % len(alphabet)] * ((number - 1) // len(alphabet) + 1)


def figure(number: int, form: str) -> str:
    """Write ``number`` in the Word number format ``form``; unknown formats are written as decimal."""
    match form:
        case "lowerLetter":
            return _letters(number, _LATIN)
        case "upperLetter":
            return _letters(number, _LATIN).upper()
        case "russianLower":
            return _letters(number, _RUSSIAN)
        case "russianUpper":
            return _letters(number, _RUSSIAN).upper()
        case "lowerRoman":
            return roman(number)
        case "upperRoman":
            return roman(number).upper()
        case "decimalZero":
            return f"{number:02d}"
        case "none":
            return ""
        case "numberInDash":
            return f"- {number} -"
        case "decimalEnclosedParen":
            return f"({number})"
        case "decimalEnclosedFullstop":
            return f"{number}."
    return str(number)


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = ""
    legal: bool = False  # w:isLgl: every figure of the label in decimal
    restart: int = -1  # the level whose step restarts this one; 0 never, -1 any higher level
    gap: str = " "  # what stands between the label and the text
    style: str = ""  # the paragraph style that stands for this level
    picture: bool = False
    hidden: bool = False


@dataclass(slots=True)
class _List:
    abstract: str
    levels: dict[int, _Level]
    starts: dict[int, int] = field(default_factory=dict)


def _level(element: etree._Element) -> _Level:
    return _Level(
        start=whole(value(element, f"{W}start"), 1),
        form=value(element, f"{W}numFmt") or "decimal",
        text=(value(element, f"{W}lvlText") or "")[:_LONGEST_LABEL],
        legal=on(element.find(f"{W}isLgl")),
        restart=whole(value(element, f"{W}lvlRestart"), -1),
        gap=_GAPS.get(value(element, f"{W}suff") or "", " "),
        style=value(element, f"{W}pStyle") or "",
        picture=element.find(f"{W}lvlPicBulletId") is not None,
        hidden=on(element.find(f"{W}rPr/{W}vanish")),
    )


def on(element: etree._Element | None) -> bool:
    """Tell whether a Word switch is there and not turned off."""
    return element is not None and element.get(f"{W}val") not in ("0", "false", "off")


def _levels(parent: etree._Element) -> dict[int, _Level]:
    found = {whole(lvl.get(f"{W}ilvl"), 0): lvl for lvl in parent.findall(f"{W}lvl")}
    return {at: _level(lvl) for at, lvl in found.items() if 0 <= at < _LEVELS}


class Numbering:
    """Counts the lists of one document: ``label`` is to be asked once for every paragraph, in order."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        self._styles = (
            {} if styles is None else {s.get(f"{W}styleId"): s for s in styles.findall(f"{W}style")}
        )
        self._default = next(
            (name for name, s in self._styles.items() if s.get(f"{W}type") == "paragraph" and on_default(s)),
            None,
        )
        self._lists = {} if numbering is None else dict(self._read(numbering))
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()
        self._style_numbers: dict[str, tuple[str | None, int | None]] = {}

    def _read(self, numbering: etree._Element) -> Iterator[tuple[str, _List]]:
        abstracts = {a.get(f"{W}abstractNumId"): a for a in numbering.findall(f"{W}abstractNum")}
        numbers = {n.get(f"{W}numId"): n for n in numbering.findall(f"{W}num")}
        levels: dict[str, dict[int, _Level]] = {}
        for name, number in numbers.items():
            key = value(number, f"{W}abstractNumId")
            abstract = abstracts.get(key)
            if name is None or key is None or abstract is None:
                continue
            linked = value(abstract, f"{W}numStyleLink")
            if linked is not None:
                own = value(self._styles.get(linked), f"{W}pPr/{W}numPr/{W}numId")
                key = value(numbers.get(own), f"{W}abstractNumId") or key
                abstract = abstracts.get(key, abstract)
            if key not in levels:
                levels[key] = _levels(abstract)
            yield name, _with_overrides(_List(key, dict(levels[key])), number)

    def _style_number(self, style: str | None) -> tuple[str | None, int | None]:
        """Return numId and level of a style, each from the nearest ancestor that has it."""
        chain: dict[str, None] = {}
        at = style
        while at is not None and at not in chain and at not in self._style_numbers:
            chain[at] = None
            at = value(self._styles.get(at), f"{W}basedOn")
        number, level = self._style_numbers.get(at or "", (None, None))
        for each in reversed(chain):
            properties = self._styles.get(each)
            own = value(properties, f"{W}pPr/{W}numPr/{W}ilvl")
            number = value(properties, f"{W}pPr/{W}numPr/{W}numId") or number
            level = level if own is None else whole(own, 0)
            self._style_numbers[each] = number, level
        return number, level

    def _place(self, properties: etree._Element | None) -> tuple[_List, int, str] | None:
        number = value(properties, f"{W}numPr/{W}numId")
        depth = value(properties, f"{W}numPr/{W}ilvl")
        level = None if depth is None else whole(depth, 0)
        style = value(properties, f"{W}pStyle") or self._default
        if number is None or level is None:
            inherited, own_level = self._style_number(style)
            number = number or inherited
            level = own_level if level is None else level
        found = self._lists.get(number) if number not in (None, "0") else None
        if found is None or number is None:
            return None
        if level is None:
            level = next((at for at, own in found.levels.items() if style and own.style == style), 0)
        return found, min(max(level, 0), _LEVELS - 1), number

    def label(self, properties: etree._Element | None, *, original: bool = False) -> str:
        """Count a paragraph with these ``w:pPr``; return its label with the gap behind it, if it has one.

        ``original`` passes over numbers that a tracked change brought in.
        """
        if not self._lists:
            return ""
        if original and properties is not None and properties.find(f"{W}numPr/{W}ins") is not None:
            return ""
        place = self._place(properties)
        if place is None:
            return ""
        found, level, number = place
        self._count(found, level, number)
        written = self._written(found, level)
        return written + found.levels.get(level, _Level()).gap if written else ""

    def _count(self, found: _List, level: int, number: str) -> None:
        counts = self._counts.setdefault(found.abstract, [None] * _LEVELS)
        own = found.levels.get(level, _Level())
        before = counts[level]
        if level in found.starts and (number, level) not in self._begun:
            counts[level] = found.starts[level]
        else:
            counts[level] = own.start if before is None else before + 1
        self._begun.add((number, level))
        for above in range(level):
            if counts[above] is None:
                counts[above] = found.levels.get(above, _Level()).start
        for below in range(level + 1, _LEVELS):
            restart = found.levels.get(below, _Level()).restart
            if restart < 0 or level < restart:
                counts[below] = None

    def _written(self, found: _List, level: int) -> str:
        own = found.levels.get(level, _Level())
        if own.hidden:
            return ""
        if own.form == "bullet" or own.picture:
            drawn = own.picture or any("\ue000" <= sign <= "\uf8ff" for sign in own.text)
            return "•" if drawn else own.text
        text = own.text
        counts = self._counts[found.abstract]
        for at in range(level + 1):
            form = found.levels.get(at, _Level()).form
            shown = figure(counts[at] or 0, "decimal" if own.legal and form != "decimalZero" else form)
            text = text.replace(f"%{at + 1}", shown)
        return text.strip()


def on_default(style: etree._Element) -> bool:
    """Tell whether ``style`` is the default of its type."""
    return style.get(f"{W}default") in ("1", "true", "on")


def _with_overrides(found: _List, number: etree._Element) -> _List:
    for override in number.findall(f"{W}lvlOverride"):
        at = whole(override.get(f"{W}ilvl"), 0)
        own = override.find(f"{W}lvl")
        if own is not None:
            found.levels[at] = _level(own)
        start = value(override, f"{W}startOverride")
        if start is not None:
            found.starts[at] = whole(start, 1)
            found.levels[at] = replace(found.levels.get(at, _Level()), start=whole(start, 1))
    return found
