"""What an amending act orders: operations, in the order of its text, and what could not be read as one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from expertise.act import Span
from expertise.amending.places import Place


class Action(StrEnum):
    """What is done to a place."""

    ADD = "add"  # new units
    ADD_SENTENCE = "add_sentence"
    NEW_WORDING = "new_wording"  # of units, or of a sentence
    RENAME = "rename"  # new wording of a heading or of the title
    REPLACE_WORDS = "replace_words"
    INSERT_WORDS = "insert_words"
    DELETE_WORDS = "delete_words"
    DELETE = "delete"  # a unit or a sentence is struck out
    REPEAL = "repeal"  # a unit, or the whole act, is void; its number stays
    RENUMBER = "renumber"


class Where(StrEnum):
    """Where inserted words go: after or before the ``old`` words, or to the end of the unit."""

    NONE = ""
    AFTER = "after"
    BEFORE = "before"
    END = "end"


@dataclass(frozen=True, slots=True)
class Cited:
    """The act to be changed, as the amending act names it: fields it does not give are empty.

    ``span`` is of the amending act, None where only its title names the act.
    """

    title: str = ""
    type: str = ""
    number: str = ""
    date: date | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Operation:
    """One order of change; every span is of the amending act.

    ``act`` counts the acts of ``Parsed.acts``. ``places`` are what is changed; of ADD the new units, of
    RENUMBER the units as they are called so far, with ``numbers`` as the new ones. ``old`` and ``new`` are
    quoted words without their marks, pair by pair where there are several; ``units`` are the outermost
    units of the new wording, ``wording`` its lines (indexes into ``Act.units`` and ``Act.lines``).
    ``cases`` says that words are meant in all their forms, ``through`` that they are replaced wherever they
    stand. ``eid`` is of the unit that holds the formula, ``span`` its clause.
    """

    action: Action
    act: int
    places: tuple[Place, ...]
    span: Span
    eid: str
    old: tuple[Span, ...] = ()
    new: tuple[Span, ...] = ()
    where: Where = Where.NONE
    cases: bool = False
    through: bool = False
    units: tuple[int, ...] = ()
    wording: tuple[int, ...] = ()
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unparsed:
    """A line of change that is no operation we know: ``reason`` is a key of the messages (``amend-...``)."""

    span: Span
    eid: str
    reason: str
    words: str = ""


@dataclass(frozen=True)
class Parsed:
    """All that an act says of changes; ``leads`` counts the lines that only name an act or a place."""

    acts: tuple[Cited, ...]
    operations: tuple[Operation, ...]
    unparsed: tuple[Unparsed, ...]
    leads: int = 0
