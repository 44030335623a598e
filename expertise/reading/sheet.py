"""Tables that people send: .xlsx, .csv and the tables of .docx as rows of plain text.

Only what a person would see is taken: of a spreadsheet formula the value that was saved with it, never the
formula; nothing is calculated, no link is followed.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from expertise.act import Cell
from expertise.errors import UnreadableFile
from expertise.reading import archive, confined, docx
from expertise.reading.encoding import decode

MAX_BYTES = 32 * 1024 * 1024
#: More is no table of answers or proposals; what lies behind is refused, never left out silently.
MAX_ROWS = 20_000
_MAX_COLUMNS = 60
_MAX_CELL = 20_000  # code points
_SECONDS, _MEGABYTES = 60.0, 1024
_ZIP = b"PK\x03\x04"
_DELIMITERS = ";,\t|"
_WORKBOOK = "xl/workbook.xml"


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row up to its last word; ``number`` is as a person sees it in the sheet, or counts the rows."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of a file: a sheet by its name, a Word table by its number, without blank rows."""

    name: str
    rows: tuple[SheetRow, ...]


def sheets(data: bytes, file: str) -> tuple[Sheet, ...]:
    """Return the tables of a file in their order; what the file is, is told by its content.

    Raises UnreadableFile: ``empty``, ``too-large``, ``damaged``, ``encrypted``, ``no-table`` for a file that
    holds none, and what reading.confined raises.
    """
    if not data.strip(b"\x00 \t\r\n"):
        raise UnreadableFile("empty", file=file, detail="no bytes")
    if len(data) > MAX_BYTES:
        raise UnreadableFile("too-large", file=file, detail=f"{len(data)} bytes")
    if data.startswith(_ZIP):
        found = _workbook(data, file) if _is_workbook(data, file) else _word_tables(data, file)
    elif any(sign in data[:65536] for sign in (b"\x00\x00\x00", b"%PDF", b"\xd0\xcf\x11\xe0")):
        raise UnreadableFile("no-table", file=file, detail=repr(data[:4]))
    else:
        found = (_lines(decode(data).text, file),)
    held = tuple(sheet for sheet in found if sheet.rows)
    if not held:
        raise UnreadableFile("no-table", file=file, detail="no rows")
    return held


def _is_workbook(data: bytes, file: str) -> bool:
    """Tell a workbook from a Word document, behind the guard against archives that swell."""
    try:
        archive.members(data, file, (_WORKBOOK,), _WORKBOOK)
    except UnreadableFile as error:
        if error.code != "unsupported":
            raise
        return False
    return True


def _workbook(data: bytes, file: str) -> tuple[Sheet, ...]:
    """Read a workbook in a process of its own: its XML is read by a library that sets no limits."""
    return confined.call(workbook, data, file, file=file, seconds=_SECONDS, megabytes=_MEGABYTES)


def workbook(data: bytes, file: str) -> tuple[Sheet, ...]:
    """Return the sheets of a workbook; to be called through ``sheets``. Raises UnreadableFile as it does."""
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        return tuple(_sheet(sheet, file) for sheet in book.worksheets)
    except UnreadableFile:
        raise
    except Exception as error:  # openpyxl fails in many ways on what is no workbook
        detail = f"{type(error).__name__}: {error}"
        raise UnreadableFile("damaged", file=file, detail=detail[:200]) from error


def _sheet(sheet: object, file: str) -> Sheet:
    sheet.reset_dimensions()  # type: ignore[attr-defined]  # what a file says of its size may be untrue
    values = sheet.iter_rows(max_col=_MAX_COLUMNS, values_only=True)  # type: ignore[attr-defined]
    numbered = ((number, [_said(value) for value in row]) for number, row in enumerate(values, start=1))
    return Sheet(str(sheet.title), _rows(numbered, file))  # type: ignore[attr-defined]


def _said(value: object) -> str:
    """Return a value as a person reads it in the cell: dates by day, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%d.%m.%Y}" if value.time() == time() else f"{value:%d.%m.%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def _rows(rows: Iterable[tuple[int, Iterable[str]]], file: str) -> tuple[SheetRow, ...]:
    found = []
    for number, cells in rows:
        said = [_settled(cell) for cell in cells]
        while said and not said[-1]:
            said.pop()
        if said:
            found.append(SheetRow(number, tuple(said)))
        if len(found) > MAX_ROWS:
            raise UnreadableFile("too-large", file=file, detail=f"> {MAX_ROWS} rows")
    return tuple(found)


def _settled(text: str) -> str:
    lines = (" ".join(line.split()) for line in text[:_MAX_CELL].replace("\r", "\n").split("\n"))
    return "\n".join(line for line in lines if line)


def _lines(text: str, file: str) -> Sheet:
    first = next((line for line in text.splitlines() if line.strip()), "")
    counts = Counter(sign for sign in first if sign in _DELIMITERS)
    delimiter = max(_DELIMITERS, key=lambda sign: counts[sign])
    if not counts[delimiter]:
        raise UnreadableFile("no-table", file=file, detail="no columns")
    reader = csv.reader(io.StringIO(text.replace("\x00", ""), newline=""), delimiter=delimiter)
    try:
        return Sheet("", _rows(_numbered(reader), file))
    except csv.Error as error:
        raise UnreadableFile("damaged", file=file, detail=str(error)) from error


def _numbered(reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows with the number that Excel would show: rows, not lines of text."""
    yield from enumerate((row[:_MAX_COLUMNS] for row in reader), start=1)


def _word_tables(data: bytes, file: str) -> tuple[Sheet, ...]:
    """Return the tables of a Word document as they read with all tracked changes taken."""
    cells: dict[int, dict[tuple[int, int], list[str]]] = {}
    for paragraph in docx.walk(archive.parts(data, file)).paragraphs:
        if paragraph.cell is not None:
            place = _outermost(paragraph.cell)
            words = "".join(segment.text for segment in paragraph.segments)
            cells.setdefault(place.table, {}).setdefault((place.row, place.column), []).append(words)
    return tuple(
        Sheet(str(number), _rows(_grid(held), file))
        for number, (_, held) in enumerate(sorted(cells.items()), start=1)
    )


def _outermost(cell: Cell) -> Cell:
    while cell.outer is not None:
        cell = cell.outer
    return cell


def _grid(held: dict[tuple[int, int], list[str]]) -> Iterator[tuple[int, list[str]]]:
    width = min(_MAX_COLUMNS, max(column for _, column in held) + 1)
    for row in sorted({row for row, _ in held}):
        yield row + 1, ["\n".join(held.get((row, column), ())) for column in range(width)]
