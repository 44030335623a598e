"""The result tables of a run, from the ledger in the order of its files: same ledger, same bytes."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from expertise.batch.copies import Copies, Place
from expertise.batch.ledger import FOLDER, Ledger, Settled
from expertise.batch.rows import Kept, unpacked
from expertise.batch.schemas import PARTS, SCHEMAS
from expertise.batch.sinks import Row, Sink

SUMMARY, LINES, WRITING = "summary.json", "results.jsonl", "writing"
_ROWS = 10_000  # of a row group: what is in memory at once
_IN_TABLE = frozenset(SCHEMAS["findings"].names)
#: Renders the error of a failure: code, parameters, language.
Say = Callable[[str, Mapping[str, str], str], str]


@dataclass(frozen=True, slots=True)
class Made:
    """What becomes of one file: rows by table, and its line of JSON Lines."""

    rows: list[tuple[str, Row]]
    line: dict[str, Any]


def rows_of(ledger: Ledger, copies: Copies, say: Say, language: str) -> Iterator[Made]:
    """Yield what the tables say of each file; ``language`` is that of the messages in JSON Lines."""
    act = finding = 0
    for each in ledger.settled():
        kept = unpacked(each.data)
        line = {"file": each.file, **kept.record}
        if kept.code:
            said = {tongue: say(kept.code, kept.parameters or {}, tongue) for tongue in ("ru", "ky")}
            line["error"] = {"code": kept.code, "message": said[language]}
            yield Made([("failures", _failure(each, kept.code, said))], line)
            continue
        rows: list[tuple[str, Row]] = [("acts", _act(each, kept, act, copies.act(act)))]
        if place := copies.act(act):
            rows.append(("families", _member("act", place, each, act)))
        for record, more in zip(kept.record["findings"], kept.more, strict=True):
            norm = copies.norm(finding)
            rows.append(("findings", _finding(each, record, more, act, norm)))
            if norm:
                rows.append(("families", _member("norm", norm, each, act, record)))
            finding += 1
        yield Made(rows, line)
        act += 1


def _failure(each: Settled, code: str, said: Mapping[str, str]) -> Row:
    return {
        "file": each.file, "name": each.name, "sha256": each.sha256, "code": code,
        "message_ru": said["ru"], "message_ky": said["ky"], "again": each.again,
    }  # fmt: skip


def _act(each: Settled, kept: Kept, act: int, place: Place | None) -> Row:
    day = kept.act["date"]
    return {
        **kept.act, "act": act, "file": each.file, "name": each.name, "sha256": each.sha256,
        "date": date.fromisoformat(day) if day else None, **_family(place),
    }  # fmt: skip


def _finding(each: Settled, record: Row, more: Mapping[str, Any], act: int, place: Place | None) -> Row:
    row = {name: value for name, value in record.items() if name in _IN_TABLE}
    return {
        **row, **more, "act": act, "file": each.file, "start": record["span"][0], "end": record["span"][1],
        **{part: record["parts"].get(part, 0) for part in PARTS},
        "recommendation_ru": record["recommendation"]["ru"],
        "recommendation_ky": record["recommendation"]["ky"],
        "evidence": json.dumps(record["evidence"], ensure_ascii=False), **_family(place),
    }  # fmt: skip


def _family(place: Place | None) -> Row:
    return {"family": place.family if place else "", "copies": place.size if place else 1}


def _member(kind: str, place: Place, each: Settled, act: int, record: Mapping[str, Any] | None = None) -> Row:
    found = record or {}
    return {
        "family": place.family, "kind": kind, "act": act, "file": each.file, "finding": found.get("id", ""),
        "rule": found.get("rule", ""), "eid": found.get("eid", ""), "label": found.get("label", ""),
        "similarity": place.similarity, "place": place.place,
    }  # fmt: skip


class Tables:
    """The Parquet files of a folder, written as rows come; ``close`` finishes them."""

    def __init__(self, folder: Path) -> None:
        self._rows: dict[str, list[Row]] = {name: [] for name in SCHEMAS}
        self._writers = {
            name: pq.ParquetWriter(folder / f"{name}.parquet", schema, compression="zstd")
            for name, schema in SCHEMAS.items()
        }

    def row(self, table: str, row: Row) -> None:
        """Take one row of a table."""
        self._rows[table].append(row)
        if len(self._rows[table]) >= _ROWS:
            self._flush(table)

    def _flush(self, table: str) -> None:
        self._writers[table].write_table(pa.Table.from_pylist(self._rows[table], SCHEMAS[table]))
        self._rows[table].clear()

    def close(self) -> None:
        """Write what is left and close the files."""
        for table, writer in self._writers.items():
            if self._rows[table]:
                self._flush(table)
            writer.close()


class Counts:
    """The counts of the summary, of the default view."""

    def __init__(self) -> None:
        self.by: dict[str, Counter[str]] = {
            name: Counter() for name in ("levels", "factors", "languages", "formats", "failures_by_code")
        }
        self.rows: Counter[str] = Counter()
        self.shown = 0
        self._families: Counter[str] = Counter()

    def row(self, table: str, row: Row) -> None:
        """Count one row of a table."""
        self.rows[table] += 1
        if table == "acts":
            self.by["languages"][row["language"]] += 1
            self.by["formats"][row["format"]] += 1
        elif table == "failures":
            self.by["failures_by_code"][row["code"]] += 1
        elif table == "findings" and row["shown"]:
            self.shown += 1
            self.by["levels"][row["level"]] += 1
            self.by["factors"][row["factor"]] += 1
        elif table == "families" and row["place"] == 0:
            self._families[row["kind"]] += 1

    def close(self) -> None:
        """Nothing is left to do."""

    def summary(self) -> Row:
        """Return the counts by name, each table of counts in the order of its keys."""
        acts, failures = self.rows["acts"], self.rows["failures"]
        return {
            "files": acts + failures, "acts": acts, "failures": failures, "findings": self.shown,
            **{name: dict(sorted(counts.items())) for name, counts in self.by.items()},
            "families": {kind: self._families[kind] for kind in ("act", "norm")},
        }  # fmt: skip


def write(folder: Path, made: Iterator[Made], head: Row, sinks: Mapping[str, Callable[[Path], Sink]]) -> Row:
    """Write all tables of ``made`` and the summary into ``folder`` and return the summary.

    Each file is written in a folder of its own and moved to its place when all are whole; the summary comes
    last, so a folder without it is not finished. What an earlier, killed attempt left is removed. ``sinks``
    make further files by name.
    """
    (folder / SUMMARY).unlink(missing_ok=True)
    desk = folder / FOLDER / WRITING
    shutil.rmtree(desk, ignore_errors=True)
    desk.mkdir(parents=True)
    counts = Counts()
    _write_all(desk, made, [counts, Tables(desk), *(make(desk / name) for name, make in sinks.items())])
    tables = {}
    for name in [*(f"{table}.parquet" for table in SCHEMAS), LINES, *sinks]:
        with (desk / name).open("rb") as stream:
            tables[name] = hashlib.file_digest(stream, "sha256").hexdigest()
        os.replace(desk / name, folder / name)
    summary = {**head, **counts.summary(), "tables": tables}
    said = json.dumps(summary, ensure_ascii=False, indent=1) + "\n"
    (desk / SUMMARY).write_text(said, encoding="utf-8", newline="\n")
    os.replace(desk / SUMMARY, folder / SUMMARY)
    shutil.rmtree(desk, ignore_errors=True)
    return summary


def _write_all(desk: Path, made: Iterator[Made], takers: Sequence[Sink]) -> None:
    with (desk / LINES).open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as lines:
        for each in made:
            lines.write(json.dumps(each.line, ensure_ascii=False) + "\n")
            for table, row in each.rows:
                for taker in takers:
                    taker.row(table, row)
    for taker in takers:
        taker.close()
