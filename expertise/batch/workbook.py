"""The result tables as one workbook for people: text stays text, no sheet is longer than Excel opens."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

#: What people read; everything else is in the Parquet tables.
COLUMNS = {
    "acts": [
        "act", "file", "title", "type", "number", "date", "body", "language", "findings", "high", "medium",
        "low", "severity", "weight", "articles", "characters", "copies", "family", "warnings",
    ],
    "findings": [
        "act", "file", "label", "rule", "factor", "level", "severity", "confidence", "quote", "missing",
        "why", "recommendation", "copies", "family", "id",
    ],
    "failures": ["file", "code", "message", "again"],
    "families": ["family", "place", "similarity", "act", "file"],
}  # fmt: skip
MAX_ROWS = 1_048_576  # of a sheet, headings included
MAX_TEXT = 32_767  # letters of a cell
_WIDE = {
    "file": 40, "title": 50, "quote": 60, "why": 60, "recommendation": 60, "message": 80, "label": 24,
    "body": 36, "missing": 24, "code": 24, "warnings": 40,
}  # fmt: skip
# What XML cannot hold, and halves of characters.
UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
ANY_DAY = datetime(2000, 1, 1)  # the same tables give the same bytes on every day


class Workbook:
    """A workbook at ``path``, in ``language``, with headings of ``words``; its rows are not in memory."""

    def __init__(self, path: Path, words: Mapping[str, str], language: str, *, rows: int = MAX_ROWS) -> None:
        self._book = xlsxwriter.Workbook(
            path.open("wb"),
            {
                "constant_memory": True, "tmpdir": str(path.parent), "strings_to_formulas": False,
                "strings_to_urls": False, "strings_to_numbers": False,
            },
        )  # fmt: skip
        self._book.set_properties({"created": ANY_DAY})
        self._bold = self._book.add_format({"bold": True})
        self._words, self._language, self._limit = words, language, rows
        self._sheets: dict[str, Any] = {}
        self._next: dict[str, int] = {}
        self._counts: dict[str, int] = {}
        for table in COLUMNS:
            self._begin(table)

    def row(self, table: str, row: Mapping[str, Any]) -> None:
        """Take one row of a table; a full sheet is followed by another one.

        Families of norms are left out: a filter on the column of families shows them among the findings.
        """
        if table == "families" and row["kind"] != "act":
            return
        if self._next[table] >= self._limit:
            self._begin(table)
        sheet, place = self._sheets[table], self._next[table]
        for column, name in enumerate(COLUMNS[table]):
            value = row.get(name, row.get(f"{name}_{self._language}"))
            if isinstance(value, bool) or not isinstance(value, int | float):
                if text := self._text(name, value):
                    sheet.write_string(place, column, text)
            else:
                sheet.write_number(place, column, value)
        self._next[table] = place + 1

    def close(self) -> None:
        """Write the file."""
        for table, sheet in self._sheets.items():
            self._filter(table, sheet)
        stream = self._book.filename
        self._book.close()
        stream.close()

    def _begin(self, table: str) -> None:
        if table in self._sheets:
            self._filter(table, self._sheets[table])
        count = self._counts[table] = self._counts.get(table, 0) + 1
        name = self._words[f"batch-sheet-{table}"]
        sheet = self._book.add_worksheet(name if count == 1 else f"{name} {count}")
        for column, each in enumerate(COLUMNS[table]):
            sheet.set_column(column, column, _WIDE.get(each, 12))
            sheet.write_string(0, column, self._words[f"batch-column-{each}"], self._bold)
        sheet.freeze_panes(1, 0)
        self._sheets[table], self._next[table] = sheet, 1

    def _filter(self, table: str, sheet: Any) -> None:
        sheet.autofilter(0, 0, max(self._next[table] - 1, 1), len(COLUMNS[table]) - 1)

    def _text(self, name: str, value: object) -> str:
        if isinstance(value, bool):
            return self._words["batch-yes" if value else "batch-no"]
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, str):
            known = {
                "level": "level", "type": "type", "language": "batch-language", "code": "failure",
            }  # fmt: skip
            said = self._words.get(f"{known[name]}-{value}", value) if name in known else value
            return UNFIT.sub("\ufffd", said)[:MAX_TEXT]
        return self._list(name, value) if isinstance(value, Sequence) else ""

    def _list(self, name: str, values: Sequence[str]) -> str:
        key = {"missing": "slot", "warnings": "warning"}[name]
        return "; ".join(self._words.get(f"{key}-{value}", value) for value in values)[:MAX_TEXT]
