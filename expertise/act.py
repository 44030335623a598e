"""The act as read: one unchanging text, its lines and units, and the way back to the source file.

``Act.text`` is made of lines joined by one newline; a line is one paragraph of the source (or one
paragraph of a table cell). Every line belongs to exactly one unit. Offsets are code points of
``Act.text``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Literal

Language = Literal["ru", "ky"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points ``[start, end)``; empty where both are equal."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """Return the piece of ``text`` this span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Tell whether both spans share at least one code point."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: Span) -> bool:
        """Tell whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


class Kind(StrEnum):
    """What a unit is in the structure of an act, from large to small."""

    ACT = "act"
    DIVISION = "division"  # Часть I, Общая часть / I бөлүк, Жалпы бөлүк
    SECTION = "section"  # раздел / бөлүм
    CHAPTER = "chapter"  # глава / глава, бап
    SUBCHAPTER = "subchapter"  # § / параграф
    ANNEX = "annex"  # приложение / тиркеме
    PREAMBLE = "preamble"
    ARTICLE = "article"  # статья / берене, статья
    PART = "part"  # часть статьи: «1.» / бөлүк
    POINT = "point"  # пункт: «1)», in by-laws «1.» / пункт
    SUBPOINT = "subpoint"  # подпункт: «а)» / пунктча
    PARAGRAPH = "paragraph"  # абзац, numbered by its place under its parent
    TABLE = "table"


class Role(StrEnum):
    """What a line is to the expertise: only NORM, QUOTED and FOOTNOTE lines can carry findings."""

    NORM = "norm"
    QUOTED = "quoted"  # new wording an amending act quotes: norm text with a future address
    FRONT = "front"  # requisites, title, notes above the first unit
    HEADING = "heading"  # headings of sections, chapters, articles
    FORMULA = "formula"  # amending formula: «слова ... заменить словами ...»
    EDITORIAL = "editorial"  # note of an edition: «(В редакции Закона ...)»
    REPEALED = "repealed"  # «Утратила силу»
    SIGNATURE = "signature"
    CURRENT = "current"  # column «действующая редакция» of a comparative table: what the norm is held against
    FOOTNOTE = "footnote"  # a foot- or endnote behind the line that refers to it: checked, but no lead-in


@dataclass(frozen=True, slots=True)
class Cell:
    """A place in a table: ``table`` counts all tables of the source in reading order, nested ones too.

    ``row`` counts the rows that are read, ``column`` the columns of the grid, both from 0: a merged cell
    stands at its first row and column and covers ``columns`` of them. ``outer`` is the cell that a nested
    table lies in.
    """

    table: int
    row: int
    column: int
    columns: int = 1
    outer: Cell | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of the act: ``span`` without the newline, ``unit`` an index into ``Act.units``.

    ``body`` starts after the unit's number («3. », «а) »), so that the number is no part of a sentence.
    ``cell`` is the innermost cell of a table that the line lies in, None outside tables and for formats
    that tell no cells.
    """

    span: Span
    unit: int
    role: Role
    body: int
    cell: Cell | None = None


#: An address as kinds and numbers, largest first; a number may be empty.
Steps = tuple[tuple[Kind, str], ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """A structural unit: ``span`` runs from its first line to the end of its last descendant.

    ``eid`` is unique in the act (Akoma Ntoso naming). ``number`` is normalised («21¹» -> «21-1»), empty
    for units without one. ``heading`` is the span of the heading words without kind and number, or None.
    ``parent`` is an index into ``Act.units``; the act itself is unit 0 and has parent -1. ``target`` is
    the future address of quoted wording in an amending act («ст. 12 ч. 3» as steps), else empty.
    """

    eid: str
    kind: Kind
    number: str
    span: Span
    heading: Span | None
    parent: int
    role: Role = Role.NORM
    target: Steps = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text with its source: ``Act.text[start:end]`` is text node ``node`` from ``offset`` on.

    ``node`` counts the text nodes of the source in reading order (docx: the w:t elements the reader
    keeps, those of notes behind all others; txt: 0). Pieces are sorted by ``start``; characters without
    a source (generated list numbers, newlines) lie in no piece. Lengths in text and source are equal
    within a piece.
    """

    start: int
    end: int
    node: int
    offset: int


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment that somebody left in the source on the words at ``span``, empty where it has none.

    ``number`` is the comment's own in the file, ``parent`` the number of the one it answers to (empty: it
    opens a thread), ``date`` as the file says it (ISO 8601, may be empty), ``settled`` its mark «resolved».
    """

    number: str
    author: str
    text: str
    span: Span
    date: str = ""
    parent: str = ""
    settled: bool = False


@dataclass(frozen=True, slots=True)
class Requisites:
    """What names an act: every field may be empty, ``date`` None, where the source does not say."""

    type: str = ""  # «Закон», «Кодекс», «Постановление» ... as a key of lexicons (law, code, decree ...)
    title: str = ""
    number: str = ""
    date: date | None = None
    body: str = ""


@dataclass(frozen=True)
class Act:
    """A read act. ``sha256`` is of the file's bytes; ``warnings`` hold message codes of what was lost.

    ``remarks`` are the comments of the source; those of one thread may share a span.
    """

    text: str
    language: Language
    requisites: Requisites
    units: tuple[Unit, ...]
    lines: tuple[Line, ...]
    file: str = ""
    sha256: str = ""
    format: str = "txt"
    pieces: tuple[Piece, ...] = ()
    amending: bool = False
    warnings: tuple[str, ...] = field(default=())
    remarks: tuple[Remark, ...] = ()

    @cached_property
    def _line_starts(self) -> list[int]:
        return [line.span.start for line in self.lines]

    @cached_property
    def article_units(self) -> dict[str, int]:
        """The articles of the act by number, as indexes into ``units``; of equal numbers the last."""
        own = ((i, u) for i, u in enumerate(self.units) if u.kind is Kind.ARTICLE and not u.target)
        return {u.number: i for i, u in own if u.role is not Role.CURRENT}

    def line_at(self, offset: int) -> int:
        """Return the index of the line that holds ``offset`` (the nearest line before it otherwise)."""
        return max(0, bisect_right(self._line_starts, offset) - 1)

    def unit_at(self, offset: int) -> Unit:
        """Return the smallest unit that holds ``offset``."""
        return self.units[self.lines[self.line_at(offset)].unit]

    def ancestors(self, unit: Unit) -> tuple[Unit, ...]:
        """Return ``unit`` and its parents, smallest first, without the act itself."""
        chain = []
        while unit.parent >= 0:
            chain.append(unit)
            unit = self.units[unit.parent]
        return tuple(chain)

    @property
    def articles(self) -> int:
        """Count the articles of the act itself (not those it quotes or is held against)."""
        return sum(u.kind is Kind.ARTICLE and u.role not in (Role.QUOTED, Role.CURRENT) for u in self.units)


_SHORT = {
    "ru": {
        Kind.DIVISION: "часть", Kind.SECTION: "раздел", Kind.CHAPTER: "гл.", Kind.SUBCHAPTER: "§",
        Kind.ANNEX: "приложение", Kind.PREAMBLE: "преамбула", Kind.ARTICLE: "ст.", Kind.PART: "ч.",
        Kind.POINT: "п.", Kind.SUBPOINT: "подп.", Kind.PARAGRAPH: "абз.", Kind.TABLE: "таблица",
    },
    "ky": {
        Kind.DIVISION: "бөлүк", Kind.SECTION: "бөлүм", Kind.CHAPTER: "глава", Kind.SUBCHAPTER: "§",
        Kind.ANNEX: "тиркеме", Kind.PREAMBLE: "преамбула", Kind.ARTICLE: "берене", Kind.PART: "бөлүк",
        Kind.POINT: "пункт", Kind.SUBPOINT: "пунктча", Kind.PARAGRAPH: "абзац", Kind.TABLE: "таблица",
    },
}  # fmt: skip
# (genitive + nominative possessive) of each Kyrgyz unit word, for «12-берененин 3-бөлүгүнүн 2-пункту».
_KY_CHAIN = {
    "берене": ("берененин", "беренеси"), "бөлүк": ("бөлүгүнүн", "бөлүгү"), "пункт": ("пунктунун", "пункту"),
    "пунктча": ("пунктчасынын", "пунктчасы"), "абзац": ("абзацынын", "абзацы"),
    "тиркеме": ("тиркеменин", "тиркеме"), "бөлүм": ("бөлүмдүн", "бөлүм"), "глава": ("главанын", "глава"),
}  # fmt: skip


def address(steps: Steps, language: Language) -> str:
    """Return the address of a unit named by kinds and numbers, largest first: «ст. 12 ч. 3 п. 2».

    A step without a number gives its word alone; no steps give an empty address.
    """
    if language == "ru":
        return " ".join(f"{_SHORT['ru'][kind]} {number}".strip() for kind, number in steps)
    words = []
    for place, (kind, number) in enumerate(steps):
        noun = _SHORT["ky"][kind]
        genitive, possessive = _KY_CHAIN.get(noun, (noun, noun))
        last = place == len(steps) - 1
        nominative = noun if len(steps) == 1 else possessive
        words.append(f"{number}-{nominative if last else genitive}" if number else noun)
    return " ".join(words)


_WORD_OF = {
    "ru": {word: kind for kind, word in _SHORT["ru"].items()},
    "ky": {form: kind for kind, word in _SHORT["ky"].items() for form in (word, *_KY_CHAIN.get(word, ()))},
}


def steps(text: str, language: Language) -> Steps:
    """Return the steps of an address that ``address`` wrote; empty for an empty one.

    The Kyrgyz word of parts of codes is that of parts of articles, so both are read as the latter.
    """
    words = "|".join(re.escape(word) for word in sorted(_WORD_OF[language], key=len, reverse=True))
    one = rf"(?P<word>{words})(?: (?!(?:{words})(?: |$))(?P<number>\S+))?"
    if language == "ky":
        one = rf"(?:(?P<number>\S+)-)?(?P<word>{words})"
    found = re.finditer(rf"(?<!\S){one}(?!\S)", text)
    return tuple((_WORD_OF[language][each["word"]], each["number"] or "") for each in found)


_HEADS = frozenset({Kind.DIVISION, Kind.SECTION, Kind.CHAPTER, Kind.SUBCHAPTER})


def _is_named(above: Unit, unit: Unit) -> bool:
    """Tell whether an address of ``unit`` names the unit ``above`` it."""
    optional = above.kind is Kind.PARAGRAPH or (above.kind in _HEADS and unit.kind not in _HEADS)
    return not optional or unit.eid.startswith(f"{above.eid}__")


def label(act: Act, unit: Unit, language: Language | None = None) -> str:
    """Return the address an expert would write: «ст. 12 ч. 3 п. 2» or «12-берененин 3-бөлүгүнүн 2-пункту».

    Sections and chapters are named only when ``unit`` lies in no article, annexes always. Lead-in
    paragraphs, and chapters above the points of a by-law, are named only where the eId names them:
    «ст. 2 п. 1», not «ст. 2 абз. 1 п. 1». The act itself gives an empty label. Quoted wording gets its
    place in the amending act, then its target in brackets.
    """
    tongue = language or act.language
    above = [u for u in reversed(act.ancestors(unit)) if u is unit or _is_named(u, unit)]
    chain = [u for u in above if not u.target]
    first = next((i for i, u in enumerate(chain) if u.kind is Kind.ARTICLE), None)
    if first is not None:
        chain = [u for u in chain[:first] if u.kind is Kind.ANNEX] + chain[first:]
    place = address(tuple((u.kind, u.number) for u in chain), tongue)
    return f"{place} ({address(unit.target, tongue)})" if unit.target else place
