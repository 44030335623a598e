"""A folder with every format and whatever hurts: every file has its row, and the right one."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest

from expertise import service, service_batch, service_examine
from expertise.batch.task import Settings, Task
from expertise.errors import UnreadableFile
from expertise.reading import office, read, together
from expertise.service_batch import Order
from expertise.settings import corpora
from tests.batch.acts import result_files, sample
from tests.conftest import compound_file
from tests.reading.printing import as_pdf, printed, scanned
from tests.reading.test_pdf_safe import forms

LINES = ["ЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ", "О сроках", "Статья 1. Срок", "1. Орган вправе отказать заявителю."]
BAD = {
    "empty.txt": "empty", "noise.bin": "not-an-act", "words.txt": "not-an-act", "cut.docx": "damaged",
    "bomb.docx": "too-large", "endless.pdf": "too-slow", "secret.docx": "encrypted",
    "rows.xls": "unsupported", "packed.zip": "not-a-file", "cut.rtf": "damaged", "cut.doc": "damaged",
}  # fmt: skip


def fill(folder: Path) -> None:
    folder.mkdir()
    for path in (corpora() / "formats").glob("compact-act.*"):
        shutil.copy(path, folder)
    (folder / "sample.docx").write_bytes(sample("ru"))
    (folder / "printed.pdf").write_bytes(printed(folder.parent, LINES))
    pictures = scanned((folder / "printed.pdf").read_bytes(), 1)
    pictures[0].save(folder / "scan.png")
    (folder / "scan.pdf").write_bytes(as_pdf(pictures))
    hurt(folder)


def hurt(folder: Path) -> None:
    (folder / "empty.txt").write_bytes(b"")
    (folder / "noise.bin").write_bytes(bytes(range(256)) * 20)
    (folder / "words.txt").write_text("просто слова", encoding="utf-8")
    (folder / "cut.docx").write_bytes(sample("ru")[:9_000])
    with zipfile.ZipFile(folder / "bomb.docx", "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("[Content_Types].xml", "<a/>")
        bomb.writestr("word/document.xml", b" " * 400_000_000)
    (folder / "endless.pdf").write_bytes(forms(40))
    (folder / "secret.docx").write_bytes(compound_file({"EncryptedPackage": b"x"}))
    (folder / "rows.xls").write_bytes(compound_file({"Workbook": b"x"}))
    shutil.make_archive(str(folder / "packed"), "zip", corpora() / "samples", "sources")
    (folder / "cut.rtf").write_bytes((corpora() / "formats" / "compact-act.ru.rtf").read_bytes()[:3_000])
    (folder / "cut.doc").write_bytes((corpora() / "formats" / "compact-act.ru.doc").read_bytes()[:3_000])


def test_every_file_has_the_right_row(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    fill(tmp_path / "acts")
    service_batch.run(Order(tmp_path / "out", ("acts",), workers=2), lambda _: None)
    found = service_batch.opened(tmp_path / "out")
    failures = {row["name"]: row for row in found.table("failures").to_pylist()}
    assert {name: row["code"] for name, row in failures.items()} == BAD
    assert [name for name, row in failures.items() if row["again"]] == ["endless.pdf"]
    for name, row in failures.items():
        assert name in row["message_ru"]
        assert name in row["message_ky"]
        assert str(tmp_path) not in row["message_ru"], "a message names the file as the table does"
    acts = {row["name"]: row["format"] for row in found.table("acts").to_pylist()}
    assert set(acts) | set(BAD) == {path.name for path in (tmp_path / "acts").iterdir()}
    assert set(acts.values()) == {"docx", "doc", "rtf", "odt", "html", "txt", "pdf", "picture"}
    before = result_files(tmp_path / "out")
    service_batch.run(Order(tmp_path / "out", ("acts",), workers=1), lambda _: None)
    assert result_files(tmp_path / "out") == before


needs_office = pytest.mark.skipif(not office.available(), reason="LibreOffice is not here")
OLD = sorted(path for form in ("doc", "rtf", "odt") for path in (corpora() / "formats").glob(f"*.{form}"))


def asked() -> Settings:
    lexicon = service.open_lexicon()
    return service_examine.settings(lexicon, service.METHODOLOGY, everything=False)[0]


@needs_office
def test_old_formats_converted_together_are_read_as_one_by_one(monkeypatch):
    calls: list[int] = []
    convert = office.to_docx

    def counted(files, form, file):
        calls.append(len(files))
        return convert(files, form, file)

    monkeypatch.setattr(office, "to_docx", counted)
    tasks = [Task(path.name, str(path)) for path in OLD]
    group = list(service_examine.examine_batch(tasks, asked()))
    assert sorted(calls) == [2, 2, 2]
    assert [answer.data for answer in group] == [
        service_examine.examine(task, asked()).data for task in tasks
    ]
    assert len(calls) == 3 + len(OLD)


@needs_office
def test_one_that_fails_leaves_the_others_as_they_are(monkeypatch):
    """A call that fails costs time only: each is converted by itself and has its own reason."""
    files = [("rtf", b"{\\rtf1 one}"), ("rtf", b"{\\rtf1 two}")]

    def failing(_, form, file):
        raise UnreadableFile("conversion-failed", file=file, detail=form)

    monkeypatch.setattr(office, "to_docx", failing)
    assert together.copies(files) == {}
    with together.at_hand({}):
        assert "office-failed" in read(OLD[0]).warnings
        answer = service_examine.examine(Task("old", str(OLD[0])), asked())
    assert answer.again, "what LibreOffice failed on today is read again the next time"
