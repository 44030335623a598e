"""Tables that people send: what a person sees in them and nothing else."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import docx
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from expertise.errors import UnreadableFile
from expertise.reading.sheet import sheets


def workbook(*rows: list[object]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook_is_rows_of_text() -> None:
    data = workbook(
        ["№", "Дата"], [], [1, datetime(2026, 3, 5)], [2.5, date(2026, 3, 6)], [True, "  а\n б  "]
    )
    (found,) = sheets(data, "a.xlsx")
    assert [(r.number, r.cells) for r in found.rows] == [
        (1, ("№", "Дата")), (3, ("1", "05.03.2026")), (4, ("2.5", "06.03.2026")), (5, ("True", "а\nб")),
    ]  # fmt: skip


def test_a_formula_is_neither_calculated_nor_passed_on() -> None:
    (found,) = sheets(workbook(["a", "=1+1", '=HYPERLINK("http://x","y")'], ["b", "c", "d"]), "a.xlsx")
    assert [row.cells for row in found.rows] == [("a",), ("b", "c", "d")]


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1251", "utf-16"])
def test_a_csv_of_any_usual_kind(delimiter: str, encoding: str) -> None:
    text = f'№{delimiter}Предложение\r\n1{delimiter}"Да{delimiter} конечно,\nвсё"\r\n'
    (found,) = sheets(text.encode(encoding), "a.csv")
    said = f"Да{delimiter.strip()} конечно,\nвсё"
    assert [r.cells for r in found.rows] == [("№", "Предложение"), ("1", said)]


def test_the_tables_of_a_word_document() -> None:
    document = docx.Document()
    document.add_paragraph("Сводная таблица")
    table = document.add_table(rows=2, cols=2)
    for place, text in enumerate(("№", "Ответ", "1", "Принято")):
        table.cell(place // 2, place % 2).text = text
    out = io.BytesIO()
    document.save(out)
    (found,) = sheets(out.getvalue(), "a.docx")
    assert [r.cells for r in found.rows] == [("№", "Ответ"), ("1", "Принято")]


def code(data: bytes) -> str:
    with pytest.raises(UnreadableFile) as caught:
        sheets(data, "a.xlsx")
    return caught.value.code


def test_what_is_no_table_is_told() -> None:
    plain = docx.Document()
    out = io.BytesIO()
    plain.save(out)
    assert code(b"") == "empty"
    assert code(b"only words") == "no-table"
    assert code(b"%PDF-1.7 ...") == "no-table"
    assert code(out.getvalue()) == "no-table"
    assert code(b"PK\x03\x04 broken") == "damaged"
    assert code(workbook(["", ""])) == "no-table"
    swollen = io.BytesIO()
    with zipfile.ZipFile(swollen, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 30_000_000)
    assert code(swollen.getvalue()) == "too-large"


def test_a_workbook_that_is_none_is_damaged() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", b"<nothing/>")
    assert code(out.getvalue()) == "damaged"


@given(st.binary(max_size=300))
def test_any_bytes_are_a_table_or_refused(data: bytes) -> None:
    if data.startswith(b"PK"):
        return
    try:
        found = sheets(data, "a.csv")
    except UnreadableFile:
        return
    assert all(sheet.rows for sheet in found)
