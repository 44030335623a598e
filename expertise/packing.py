"""An act as plain values and back: what stores keep of it, without the way back to its source file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from expertise.act import Act, Cell, Kind, Language, Line, Requisites, Role, Span, Steps, Unit, steps


def act_record(act: Act) -> dict[str, Any]:
    """Return an act as values that JSON knows; equal acts give equal records."""
    return {
        "text": act.text, "language": act.language, "requisites": _requisites(act.requisites),
        "units": [_unit_record(u) for u in act.units],
        "lines": [_line_record(line) for line in act.lines],
        "file": act.file, "sha256": act.sha256, "format": act.format, "amending": act.amending,
        "warnings": list(act.warnings),
    }  # fmt: skip


def act_of(record: Mapping[str, Any]) -> Act:
    """Return the act that ``act_record`` wrote; it has no pieces and no remarks."""
    return Act(
        record["text"], record["language"], _requisites_of(record["requisites"]),
        tuple(_unit(each, record["language"]) for each in record["units"]),
        tuple(_line(each) for each in record["lines"]),
        record["file"], record["sha256"], record["format"], (), record["amending"],
        tuple(record["warnings"]),
    )  # fmt: skip


def _requisites(named: Requisites) -> dict[str, str]:
    return {**asdict(named), "date": named.date.isoformat() if named.date else ""}


def _requisites_of(value: Mapping[str, str]) -> Requisites:
    day = date.fromisoformat(value["date"]) if value["date"] else None
    return Requisites(value["type"], value["title"], value["number"], day, value["body"])


def _line_record(line: Line) -> list[Any]:
    """Return a line as a list; only a line in a table has a sixth entry."""
    record = [line.span.start, line.span.end, line.unit, line.role.value, line.body]
    return record if line.cell is None else [*record, _cell_record(line.cell)]


def _cell_record(cell: Cell) -> list[Any]:
    outer = _cell_record(cell.outer) if cell.outer else None
    return [cell.table, cell.row, cell.column, cell.columns, outer]


def _line(value: list[Any]) -> Line:
    start, end, unit, role, body, *cell = value
    return Line(Span(start, end), unit, Role(role), body, _cell(cell[0]) if cell else None)


def _cell(value: list[Any]) -> Cell:
    table, row, column, columns, outer = value
    return Cell(table, row, column, columns, _cell(outer) if outer else None)


def _unit_record(unit: Unit) -> list[Any]:
    heading = [unit.heading.start, unit.heading.end] if unit.heading else None
    return [
        unit.eid, unit.kind.value, unit.number, unit.span.start, unit.span.end, heading, unit.parent,
        unit.role.value, [[kind.value, number] for kind, number in unit.target],
    ]  # fmt: skip


def _unit(value: list[Any], language: Language) -> Unit:
    eid, kind, number, start, end, heading, parent, role, target = value
    return Unit(
        eid,
        Kind(kind),
        number,
        Span(start, end),
        Span(*heading) if heading else None,
        parent,
        Role(role),
        _target(target, language),
    )


def _target(value: str | list[list[str]], language: Language) -> Steps:
    """Return a future address; older records hold it as words of the act's language."""
    if isinstance(value, str):
        return steps(value, language)
    return tuple((Kind(kind), number) for kind, number in value)
