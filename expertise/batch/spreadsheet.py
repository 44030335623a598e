"""A table for programs for tables: CSV and XLSX, written row by row, so that long ones need little memory."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import xlsxwriter

from expertise.batch.workbook import ANY_DAY, MAX_ROWS, MAX_TEXT, UNFIT

#: A cell that a program for tables would take for a formula begins like this.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_FORBIDDEN = r"[]:*?/\'"  # in the name of a sheet
_MAX_NAME = 31


def as_csv(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return a table as CSV for programs for tables: UTF-8 with BOM, no cell is a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerow(heads)
    writer.writerows(map(_safe, rows))
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace")


def _safe(row: Sequence[object]) -> list[object]:
    return [f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell for cell in row]


def as_xlsx(
    title: str, heads: Sequence[str], rows: Iterable[Sequence[object]], *, limit: int = MAX_ROWS
) -> bytes:
    """Return a table as a workbook: text stays text, numbers stay numbers; equal tables give equal bytes.

    A sheet of ``limit`` rows, headings included, is followed by another one.
    """
    out = io.BytesIO()
    told = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(out, {**told, "strings_to_numbers": False})
    book.set_properties({"created": ANY_DAY})
    bold = book.add_format({"bold": True})
    name = "".join(sign for sign in title if sign not in _FORBIDDEN) or "1"
    left = iter(rows)
    count, more = 0, True
    while more:
        count += 1
        end = f" {count}" if count > 1 else ""
        sheet = book.add_worksheet(name[: _MAX_NAME - len(end)] + end)
        more = _fill(sheet, heads, left, bold, limit)
    book.close()
    return out.getvalue()


def _fill(sheet: Any, heads: Sequence[str], rows: Iterator[Sequence[object]], bold: Any, limit: int) -> bool:
    """Write heads and rows until the sheet is full, and tell whether it is: then there may be more."""
    for column, head in enumerate(heads):
        sheet.write_string(0, column, head, bold)
        sheet.set_column(column, column, max(12, min(60, len(head) + 2)))
    sheet.freeze_panes(1, 0)
    place = 1
    while place < limit and (row := next(rows, None)) is not None:
        for column, cell in enumerate(row):
            if isinstance(cell, int | float):
                sheet.write_number(place, column, cell)
            elif text := UNFIT.sub("\ufffd", str(cell))[:MAX_TEXT]:
                sheet.write_string(place, column, text)
        place += 1
    sheet.autofilter(0, 0, max(place - 1, 1), max(len(heads) - 1, 0))
    return place == limit
