"""What the dashboard shows of a finished run: the acts in their rank, the heat map, the norms of one act."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from expertise import service_batch
from expertise.act import Language
from expertise.batch.overview import GROUPS, NONE, Cell, Choice, Group, Overview, Ranked, overview
from expertise.lexicon.fields import Fields
from expertise.service_batch import Run

__all__ = [
    "GROUPS", "NONE", "Cell", "Choice", "Group", "Norm", "Overview", "Ranked", "Run", "as_csv",
    "as_xlsx", "field_names", "norms", "opened",
]  # fmt: skip
_NORM = (
    "act", "id", "rule", "factor", "level", "severity", "confidence", "shown", "eid", "label", "quote",
    "sentence", "missing", "why", "recommendation_ru", "recommendation_ky", "copies",
)  # fmt: skip
#: A cell that a program for tables would take for a formula begins like this.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Norm:
    """A finding of the default view as the dashboard shows it: where, which words, why, how to cure."""

    act: int
    id: str
    rule: str
    factor: str
    level: str
    severity: int
    confidence: float
    eid: str
    label: str
    quote: str
    sentence: str
    missing: tuple[str, ...]
    why: str
    recommendation: Mapping[str, str]
    copies: int


def opened(folder: Path) -> tuple[Run, Overview]:
    """Return a finished run and its overview, read once for as long as the run stays the same.

    Raises WrongUse ``not-a-finished-run``.
    """
    run = service_batch.opened(folder)
    return run, _overview(folder, repr(sorted(run.summary["tables"].items())))


@lru_cache(2)
def _overview(folder: Path, _: str) -> Overview:
    return overview(service_batch.opened(folder))


def norms(run: Run, acts: Sequence[int], factors: frozenset[str] = frozenset()) -> list[Norm]:
    """Return the findings of some acts, of these factors only where some are named, in their order."""
    import pyarrow as pa
    import pyarrow.compute as pc

    table = run.table("findings", _NORM)
    keep = pc.and_(table["shown"], pc.is_in(table["act"], value_set=pa.array(list(acts), pa.int64())))
    if factors:
        keep = pc.and_(keep, pc.is_in(table["factor"], value_set=pa.array(sorted(factors))))
    return [norm(row) for row in table.filter(keep).to_pylist()]


def norm(row: Mapping[str, Any]) -> Norm:
    """Return a row of the table of findings as a norm."""
    cure = {"ru": row["recommendation_ru"], "ky": row["recommendation_ky"]}
    plain = {name: row[name] for name in Norm.__slots__ if name not in ("missing", "recommendation")}
    return Norm(**plain, missing=tuple(row["missing"] or ()), recommendation=cure)


def field_names(fields: Fields, words: Mapping[str, str], language: Language) -> dict[str, str]:
    """Return what the fields are called, NONE among them."""
    names = {each.id: each.name[language] for each in fields.fields.values()}
    return {**names, NONE: words["dashboard-no-field"]}


def as_csv(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> bytes:
    """Return a table as CSV for programs for tables: UTF-8 with BOM, no cell is a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerow(heads)
    writer.writerows([_safe(value) for value in row] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace")


def _safe(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def as_xlsx(title: str, heads: Sequence[str], rows: Sequence[Sequence[object]]) -> bytes:
    """Return a table as a workbook of one sheet: text stays text, numbers stay numbers."""
    import xlsxwriter

    from expertise.batch.workbook import ANY_DAY, MAX_TEXT, UNFIT

    out = io.BytesIO()
    told = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(out, {**told, "strings_to_numbers": False})
    book.set_properties({"created": ANY_DAY})
    sheet = book.add_worksheet("".join(sign for sign in title if sign not in r"[]:*?/\'")[:31] or "1")
    bold = book.add_format({"bold": True})
    for column, head in enumerate(heads):
        sheet.write_string(0, column, head, bold)
        sheet.set_column(column, column, max(12, min(60, len(head) + 2)))
    for place, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            if isinstance(value, int | float):
                sheet.write_number(place, column, value)
            elif text := UNFIT.sub("\ufffd", str(value))[:MAX_TEXT]:
                sheet.write_string(place, column, text)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(rows), 1), max(len(heads) - 1, 0))
    book.close()
    return out.getvalue()
