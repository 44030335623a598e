"""Scans: pages without text are recognised and marked, or it is said what must be installed."""

from __future__ import annotations

import shutil
from difflib import SequenceMatcher
from io import BytesIO
from pathlib import Path

import pypdf
import pytest

from expertise.errors import UnreadableFile
from expertise.reading import pdf_scan, read, read_text
from tests.reading.printing import as_pdf, printed, scanned

SAMPLES = Path(__file__).parents[2] / "corpora" / "samples"
needs_tesseract = pytest.mark.skipif(
    shutil.which("tesseract") is None or bool(pdf_scan.missing()), reason="tesseract with kir and rus"
)


def share(found: str, known: str) -> float:
    one, other = found.split(), known.split()
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return 2 * sum(block.size for block in blocks) / (len(one) + len(other))


@needs_tesseract
def test_a_scanned_act_has_its_articles_and_kyrgyz_letters(tmp_path):
    act = read(SAMPLES / "licensing-law.ky.docx")
    lines = [line.span.of(act.text) for line in act.lines][:32]
    path = tmp_path / "scan.pdf"
    path.write_bytes(as_pdf(scanned(printed(tmp_path, lines), 2)))
    made, known = read(path), "\n".join(lines)
    assert (made.language, made.warnings, made.format) == ("ky", ("scan",), "pdf")
    assert made.articles == read_text(known).articles >= 4
    assert share(made.text, known) > 0.95  # 0.98 when measured
    for letter in "ңүө":
        assert made.text.count(letter) >= 0.9 * known.count(letter) > 0


@needs_tesseract
@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF"])
def test_a_picture_is_read_as_a_scan(tmp_path, form):
    lines = ["Статья 1. Срок рассмотрения", "1. Орган рассматривает заявление в срок."]
    path = tmp_path / "scan"
    scanned(printed(tmp_path, lines), 1)[0].save(path, form)
    act = read(path)
    assert (act.text.split("\n"), act.warnings, act.format) == (lines, ("scan",), "picture")


def mixed(tmp_path: Path) -> Path:
    """A file whose first page has text and whose second is a picture."""
    text = printed(tmp_path, ["Статья 1. Срок", "1. Орган отвечает в срок."])
    scan = as_pdf(scanned(printed(tmp_path, ["Статья 2. Отказ", "1. Орган отказывает."]), 1))
    writer = pypdf.PdfWriter()
    for data in (text, scan):
        writer.append(BytesIO(data))
    path = tmp_path / "mixed.pdf"
    writer.write(path)
    return path


@needs_tesseract
def test_only_pages_without_text_are_recognised(tmp_path):
    act = read(mixed(tmp_path))
    assert [unit.number for unit in act.units if unit.kind == "article"] == ["1", "2"]
    assert act.warnings == ("scan",)


def test_without_tesseract_pages_with_text_are_read_and_the_rest_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(pdf_scan, "missing", lambda: "tesseract")
    act = read(mixed(tmp_path))
    assert (act.articles, act.warnings) == (1, ("scan-unread",))


def test_without_tesseract_a_scan_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setattr(pdf_scan, "missing", lambda: "tesseract-ocr-kir")
    path = tmp_path / "scan.pdf"
    pictures = scanned(printed(tmp_path, ["Статья 1. Срок"]), 1, dots=72)
    path.write_bytes(as_pdf(pictures, 72))
    with pytest.raises(UnreadableFile) as caught:
        read(path)
    assert (caught.value.code, caught.value.parameters["detail"]) == ("scan-no-ocr", "tesseract-ocr-kir")
    pictures[0].save(tmp_path / "scan.png")
    with pytest.raises(UnreadableFile, match="scan-no-ocr"):
        read(tmp_path / "scan.png")


def test_letters_standing_alone_are_figures():
    row = "5\t1\t1\t1\t1\t{}\t{}\t10\t20\t12\t95\t{}"
    words = ["З.", "Часть", "З", "П", "З."]
    table = "head\n" + "\n".join(row.format(n, n * 30, word) for n, word in enumerate(words))
    (made,) = pdf_scan._rows(table, 0, 1.0)
    assert made.text == "3. Часть 3 II З."  # at the end it may be an initial
