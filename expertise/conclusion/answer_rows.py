"""A table of answers: which row answers what, and what the drafter says in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from expertise.conclusion.asked import Asked
from expertise.lexicon.intake import REASONED, Columns, VerdictWords
from expertise.reading.sheet import Sheet, SheetRow

#: The header stands in one of the first rows; titles of the paper stand above it.
HEADER_ROWS = 12
_NUMBER = re.compile(r"(?:№|N|п\.|пункт)?\s*(\d{1,4})(?:\s*\.\s*(\d{1,3}))?\s*[.)]?")
_FIGURES = re.compile(r"[\d\s.()№-]*")


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One row: it answers ``numbers``; one with a ``code`` cannot be entered, ``said`` is its text."""

    row: int
    numbers: tuple[str, ...]
    keys: tuple[str, ...]
    verdict: str = ""
    reason: str = ""
    wording: str = ""
    code: str = ""
    said: str = ""


def header(sheet: Sheet, columns: Columns, required: Sequence[str]) -> tuple[int, dict[str, int]] | None:
    """Return the place of the header row of a table and its columns, None where no row names the required.

    Of several rows the one that names most counts, of equals the first.
    """
    best: tuple[int, dict[str, int]] | None = None
    for place, row in enumerate(sheet.rows[:HEADER_ROWS]):
        found = columns.of(row.cells)
        if all(name in found for name in required) and (best is None or len(found) > len(best[1])):
            best = place, found
    return best


def is_figures(row: SheetRow) -> bool:
    """Tell the row that numbers the columns under a header."""
    return all(_FIGURES.fullmatch(cell) for cell in row.cells)


def cell(row: SheetRow, columns: Mapping[str, int], name: str) -> str:
    """Return what a row says in a column, empty where it has none."""
    place = columns.get(name, -1)
    return row.cells[place].strip() if 0 <= place < len(row.cells) else ""


def answer_rows(
    sheets: Sequence[Sheet], asked: Sequence[Asked], columns: Columns, words: VerdictWords
) -> tuple[AnswerRow, ...] | None:
    """Return the rows of all tables that have a column of numbers or ids and one of verdicts.

    None where no table has them. Rows without any answer are passed over: the drafter left them open.
    """
    found: list[AnswerRow] = []
    seen = False
    for sheet in sheets:
        place = header(sheet, columns, ("verdict", "number")) or header(sheet, columns, ("verdict", "id"))
        if place is None:
            continue
        seen = True
        found += _rows(sheet.rows[place[0] + 1 :], place[1], asked, words)
    return tuple(found) if seen else None


def _rows(
    rows: Sequence[SheetRow], columns: Mapping[str, int], asked: Sequence[Asked], words: VerdictWords
) -> Iterator[AnswerRow]:
    for row in rows:
        told, reason = cell(row, columns, "verdict"), cell(row, columns, "reason")
        wording = cell(row, columns, "wording")
        if is_figures(row) or not (told or reason or wording):
            continue
        mine = _meant(row, columns, asked)
        verdict, behind = words.read(told)
        code = "" if mine else "answer-number"
        if mine and not verdict:
            code = "answer-verdict"
        elif mine and verdict in REASONED and not (reason or behind):
            code = "answer-no-reason"
        numbers = tuple(each.number for each in mine)
        keys = tuple(key for each in mine for key in each.keys)
        said = " | ".join(filter(None, (told, reason, wording)))
        yield AnswerRow(row.number, numbers, keys, verdict, reason or behind, wording, code, said)


def _meant(row: SheetRow, columns: Mapping[str, int], asked: Sequence[Asked]) -> list[Asked]:
    """Return what a row answers: by the finding's id, by «3.2», by «3» all objections to norm 3."""
    name = cell(row, columns, "id")
    if name:
        return [each for each in asked if any(name in (key, key.partition(":")[2]) for key in each.keys)]
    number = _NUMBER.fullmatch(cell(row, columns, "number"))
    if number is None:
        return []
    exact = f"{number[1]}.{number[2]}" if number[2] else number[1]
    same = [each for each in asked if each.number == exact]
    return same or ([] if number[2] else [each for each in asked if str(each.item) == number[1]])
