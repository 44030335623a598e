"""The workbook opens anywhere: no formulas, no broken signs, no sheet longer than Excel can hold."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from lxml import etree

from expertise import service
from expertise.batch.schemas import SCHEMAS
from expertise.batch.workbook import COLUMNS, MAX_TEXT, Workbook

SPACE = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
HURTING = [
    "=1+1",
    "+7 312",
    "-5",
    "@SUM(A1)",
    "http://example.kg",
    "{=A1}",
    "\t=1",
    "a\x00b\x0bc",
    "\ud800",
    "x" * 40_000,
]


def written(path: Path, rows: int = 1_048_576, language: str = "ru") -> Workbook:
    return Workbook(path, service.messages()[language], language, rows=rows)


def finding(**own) -> dict[str, object]:
    row: dict[str, object] = dict.fromkeys(SCHEMAS["findings"].names, "")
    return {**row, "act": 1, "confidence": 0.5, "severity": 4, "missing": ["deadline"], "shown": True, **own}


def sheets(path: Path) -> dict[str, list[list[str]]]:
    """The cells of each sheet as text; nothing but numbers and strings may be there."""
    with zipfile.ZipFile(path) as file:
        book = etree.fromstring(file.read("xl/workbook.xml"))
        names = book.xpath("//m:sheet/@name", namespaces=SPACE)
        found = {}
        for number, name in enumerate(names, 1):
            sheet = etree.fromstring(file.read(f"xl/worksheets/sheet{number}.xml"))
            assert not sheet.xpath("//m:f | //m:hyperlink", namespaces=SPACE)
            found[str(name)] = [
                ["".join(cell.itertext()) for cell in row] for row in sheet.xpath("//m:row", namespaces=SPACE)
            ]
    return found


def test_text_stays_text(tmp_path):
    book = written(tmp_path / "a.xlsx.part")
    for words in HURTING:
        book.row("findings", finding(quote=words))
    book.close()
    rows = sheets(tmp_path / "a.xlsx.part")["Находки"][1:]
    assert all(words in row for words, row in zip(HURTING[:7], rows, strict=False))
    assert "a\ufffdb\ufffdc" in rows[7]
    assert "\ufffd" in rows[8]
    assert "x" * MAX_TEXT in rows[9]


def test_a_full_sheet_goes_on_in_another(tmp_path):
    book = written(tmp_path / "a.xlsx", rows=4)
    for number in range(8):
        book.row("findings", finding(quote=f"q{number}"))
    book.close()
    found = sheets(tmp_path / "a.xlsx")
    parts = [found["Находки"], found["Находки 2"], found["Находки 3"]]
    assert [len(part) for part in parts] == [4, 4, 3]
    assert all(part[0] == parts[0][0] for part in parts)
    assert [cell for part in parts for row in part for cell in row if cell.startswith("q")] == [
        f"q{number}" for number in range(8)
    ]


@pytest.mark.parametrize("language", ["ru", "ky"])
def test_headings_and_words_are_of_the_language(tmp_path, language):
    words = service.messages()[language]
    book = written(tmp_path / "a.xlsx", language=language)
    book.row("findings", finding(level="high", recommendation_ru="исправить", recommendation_ky="оңдоо"))
    book.row(
        "failures", {"file": "a", "code": "empty", "message_ru": "пуст", "message_ky": "бош", "again": True}
    )
    book.close()
    found = sheets(tmp_path / "a.xlsx")
    assert found[words["batch-sheet-findings"]][0] == [
        words[f"batch-column-{n}"] for n in COLUMNS["findings"]
    ]
    row = found[words["batch-sheet-findings"]][1]
    assert {words["level-high"], words["slot-deadline"], {"ru": "исправить", "ky": "оңдоо"}[language]} <= set(
        row
    )
    assert found[words["batch-sheet-failures"]][1] == [
        "a", words["failure-empty"], {"ru": "пуст", "ky": "бош"}[language], words["batch-yes"]
    ]  # fmt: skip


def test_what_is_read_in_words_has_room(tmp_path):
    from openpyxl import load_workbook

    words = service.messages()["ru"]
    Workbook(tmp_path / "a.xlsx", words, "ru").close()
    book = load_workbook(tmp_path / "a.xlsx")
    for sheet, column in (("acts", "body"), ("findings", "missing"), ("failures", "code")):
        found = book[words[f"batch-sheet-{sheet}"]]
        (cell,) = [each for each in found[1] if each.value == words[f"batch-column-{column}"]]
        letter = cell.column_letter
        widths = [w for w in found.column_dimensions.values() if w.min <= cell.column <= w.max]
        assert widths[0].width > 20, letter


def test_the_same_rows_are_the_same_bytes(tmp_path):
    for name in ("a", "b"):
        book = written(tmp_path / name)
        book.row("findings", finding(quote="q"))
        book.close()
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_families_of_norms_are_among_the_findings_only(tmp_path):
    book = written(tmp_path / "a.xlsx")
    member = {"family": "f", "place": 0, "similarity": 1.0, "act": 3, "file": "a.docx"}
    for kind in ("act", "norm"):
        book.row("families", {**member, "kind": kind})
    book.close()
    assert len(sheets(tmp_path / "a.xlsx")["Копии актов"]) == 2
