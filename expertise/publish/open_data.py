"""The register as open data: JSON Lines with a schema, CSV and XLSX that no spreadsheet will compute."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from expertise.conclusion.statement import canonical
from expertise.lexicon.site_words import SiteWords
from expertise.publish import figures
from expertise.publish.record import Texts
from expertise.publish.register import Dossier, Register, Version

Cell = str | int
Table = tuple[tuple[str, ...], list[tuple[Cell, ...]]]
#: A cell that begins so is a formula to a spreadsheet.
_COMPUTED = ("=", "+", "-", "@", "\t", "\r")
_MAX_CELL = 32_767  # code points that a cell of XLSX can hold
_WIDTH = 24
_NO_DATE = datetime(1980, 1, 1, tzinfo=UTC)


def lines(register: Register) -> bytes:
    """Return every released version as one JSON object a line, oldest first; withdrawn ones are empty."""
    versions = [(d, v) for d in register.dossiers for v in d.versions]
    ordered = sorted(versions, key=lambda pair: (pair[1].at, pair[1].address))
    return b"".join(canonical(line(dossier, version)) + b"\n" for dossier, version in ordered)


def line(dossier: Dossier, version: Version) -> dict[str, Any]:
    """Return one released version as JSON (see conclusion.schema.json)."""
    newest = version is dossier.versions[-1] and version.record is not None
    return {
        "id": version.uri,
        "address": version.address,
        "status": version.status,
        "released": version.at,
        "withdrawn": version.ended or None,
        "reason": dict(version.reason) or None,
        "record": version.record.plain() if version.record else None,
        "signature": version.signature.record() if version.signature else None,
        "answers": {n: asdict(outcome) for n, outcome in dossier.outcomes.items()} if newest else {},
        "discussion": _discussion(dossier) if newest else None,
        "impact": _impact(dossier) if newest else None,
    }


def _discussion(dossier: Dossier) -> dict[str, Any] | None:
    held = dossier.discussion
    if held is None:
        return None
    rows = {tongue: [dict(row) for row in rows] for tongue, rows in held.rows.items()}
    return {"date": held.date, "totals": dict(held.totals), "rows": rows}


def _impact(dossier: Dossier) -> dict[str, Any] | None:
    held = dossier.impact
    if held is None:
        return None
    items = [{"text": dict(item.text), "found": item.found} for item in held.items]
    return {"complete": held.complete, "items": items}


def tables(register: Register, words: SiteWords) -> dict[str, Table]:
    """Return the flat tables by name: drafts, findings, indicators; headers are the names of the columns."""
    return {
        "drafts": (_DRAFTS, list(_drafts(register))),
        "findings": (_FINDINGS, list(_findings(register))),
        "indicators": (_SHARES, list(_shares(register, words))),
    }


_DRAFTS = (
    "id", "address", "status", "version", "kind", "title_ru", "title_ky", "body_ru", "body_ky", "fields",
    "number", "date", "released", "level", "verdict", "findings", "answered", "accepted", "partly",
    "rejected",
)  # fmt: skip
_FINDINGS = (
    "draft", "conclusion", "number", "place_ru", "place_ky", "factor", "level", "quote_ru",
    "quote_ky", "risk_ru", "risk_ky", "recommendation_ru", "recommendation_ky", "answer", "reason", "fate",
)  # fmt: skip
_SHARES = ("indicator", "part", "whole", "name_ru", "name_ky", "means_ru", "means_ky")


def _pair(texts: Texts) -> tuple[str, str]:
    return texts.get("ru", ""), texts.get("ky", "")


def _drafts(register: Register) -> Iterator[tuple[Cell, ...]]:
    for dossier in register.dossiers:
        last, record = dossier.versions[-1], dossier.record
        if record is None:
            yield (last.uri, dossier.address, last.status, last.number, *[""] * (len(_DRAFTS) - 4))
            continue
        said = [dossier.outcome(found).verdict for found in record.findings]
        counts = [said.count(name) for name in figures.VERDICTS]
        yield (
            record.draft, dossier.address, last.status, last.number, record.kind, *_pair(record.title),
            *_pair(record.body), " ".join(record.fields), record.number, record.date, record.released,
            record.level, record.verdict, len(said), sum(counts), *counts,
        )  # fmt: skip


def _findings(register: Register) -> Iterator[tuple[Cell, ...]]:
    for dossier, record in register.records():
        for found in record.findings:
            outcome = dossier.outcome(found)
            yield (
                record.draft, record.id, found.number, *_pair(found.place), found.factor, found.level,
                *_pair(found.quotes), *_pair(found.risk), *_pair(found.cure), outcome.verdict, outcome.reason,
                outcome.fate,
            )  # fmt: skip


def _shares(register: Register, words: SiteWords) -> Iterator[tuple[Cell, ...]]:
    for share in figures.shares(register):
        name, means = (words.texts[f"share-{share.key}{end}"] for end in ("", "-means"))
        yield (share.key, share.part, share.whole, *_pair(name), *_pair(means))


def as_csv(table: Table) -> bytes:
    """Return a table as CSV (UTF-8 with a mark, so that spreadsheets show Kyrgyz); no cell is a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    head, rows = table
    writer.writerow(head)
    writer.writerows([[safe(cell) for cell in row] for row in rows])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def safe(cell: Cell) -> Cell:
    """Return a cell that no spreadsheet takes for a formula: an apostrophe stands before such a text."""
    if isinstance(cell, str) and cell.lstrip(" ").startswith(_COMPUTED):
        return f"'{cell}"
    return cell


def as_xlsx(tables_: Mapping[str, Table], moment: str) -> bytes:
    """Return tables as sheets of one .xlsx; texts stay texts, equal tables give equal bytes."""
    import xlsxwriter

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"created": datetime.fromisoformat(moment) if moment else _NO_DATE})
        bold = book.add_format({"bold": True})
        for name, (head, rows) in tables_.items():
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, len(head) - 1, _WIDTH)
            _fill(sheet, head, rows, bold)
    return out.getvalue()


def _fill(sheet: Any, head: Sequence[str], rows: Sequence[Sequence[Cell]], bold: Any) -> None:
    for column, name in enumerate(head):
        sheet.write_string(0, column, name, bold)
    for place, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            if isinstance(cell, int):
                sheet.write_number(place, column, cell)
            else:
                sheet.write_string(place, column, cell[:_MAX_CELL])


def indented(value: object) -> bytes:
    """Return JSON for people and programs: sorted keys, indented, a line break at the end."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1).encode() + b"\n"
