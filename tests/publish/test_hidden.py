"""Nothing that nobody meant to publish is left in a released file, and its text is the one that was read."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Text
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from expertise.errors import UnreadableFile, WrongUse
from expertise.publish.hidden import cleaned, said_by, traces
from expertise.publish.hidden_pdf import cleaned_pdf, pdf_traces
from expertise.publish.pictures import without_remarks
from expertise.reading import read

PLANTED = "Планованов"
MARK = f'w:id="1" w:author="{PLANTED} П." w:date="2026-01-01T10:00:00Z"'
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PARAGRAPHS = (
    '<w:p w:rsidR="00AB12CD"><w:commentRangeStart w:id="0"/>'
    '<w:r w:rsidRPr="00AB12CD"><w:t>1. Орган </w:t></w:r>'
    f"<w:del {MARK}><w:r><w:delText>обязан Планованов </w:delText></w:r></w:del>"
    f"<w:ins {MARK}><w:r><w:rPr><w:b/><w:rPrChange {MARK}><w:rPr><w:i/></w:rPr></w:rPrChange></w:rPr>"
    "<w:t>вправе отказать.</w:t></w:r></w:ins>"
    '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r></w:p>',
    f"<w:p><w:pPr><w:rPr><w:del {MARK}/></w:rPr></w:pPr><w:r><w:t>2. Отказ </w:t></w:r></w:p>",
    "<w:p><w:r><w:t>обжалуется в суд.</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr>"
    "<w:t> Планованов, тел. 0555 123456</w:t></w:r></w:p>",
    f'<w:moveFromRangeStart {MARK} w:name="m"/><w:p><w:pPr><w:rPr><w:moveFrom {MARK}/></w:rPr></w:pPr>'
    f"<w:moveFrom {MARK}><w:r><w:t>3. Перенесено Планованов.</w:t></w:r></w:moveFrom></w:p>"
    '<w:moveFromRangeEnd w:id="1"/>',
    f"<w:p><w:moveTo {MARK}><w:r><w:t>4. Решение принимается в срок.</w:t></w:r></w:moveTo></w:p>",
    "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid>"
    f"<w:tr><w:trPr><w:del {MARK}/></w:trPr><w:tc><w:p><w:r><w:t>Планованов</w:t></w:r></w:p></w:tc></w:tr>"
    f"<w:tr><w:trPr><w:ins {MARK}/></w:trPr><w:tc><w:p><w:r>"
    "<w:t>5. Строка остаётся.</w:t></w:r></w:p></w:tc></w:tr>"
    "</w:tbl>",
)
EXTRA = {
    "word/comments.xml": f'<w:comments {W}><w:comment {MARK.replace("1", "0", 1)}><w:p><w:r>'
    f"<w:t>{PLANTED}</w:t></w:r></w:p></w:comment></w:comments>",
    "word/people.xml": f'<w15:people xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">'
    f'<w15:person w15:author="{PLANTED}"/></w15:people>',
    "docProps/custom.xml": f"<Properties><property>{PLANTED}</property></Properties>",
    "customXml/item1.xml": f"<a>{PLANTED}</a>",
    "docProps/core.xml": '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    f'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>{PLANTED}</dc:creator>'
    f"<cp:lastModifiedBy>{PLANTED}</cp:lastModifiedBy></cp:coreProperties>",
    "docProps/app.xml": '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
    f'extended-properties"><Company>{PLANTED}</Company></Properties>',
    "word/settings.xml": f'<w:settings {W} xmlns:r="{R}"><w:attachedTemplate r:id="rId1"/>'
    f'<w:rsids><w:rsid w:val="00AB12CD"/></w:rsids><w:docVars><w:docVar w:name="a" w:val="{PLANTED}"/>'
    "</w:docVars></w:settings>",
    "word/_rels/settings.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    f'relationships"><Relationship Id="rId1" Type="{R}/attachedTemplate" TargetMode="External" '
    f'Target="file:///C:\\Users\\{PLANTED}\\t.dotm"/></Relationships>',
}  # fmt: skip


@pytest.fixture
def loaded(make_docx: Callable[..., Path]) -> Path:
    """A Word file with a planted name in every place where one can hide."""
    path = make_docx(*PARAGRAPHS, name="loaded.docx")
    out = io.BytesIO()
    with zipfile.ZipFile(path) as made, zipfile.ZipFile(out, "w") as target:
        for name in made.namelist():
            if name not in EXTRA:
                target.writestr(name, made.read(name))
        for name, text in EXTRA.items():
            target.writestr(name, text)
    path.write_bytes(out.getvalue())
    return path


def everything(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


def test_what_was_planted_is_gone_and_the_text_is_the_same(loaded, tmp_path):
    data = loaded.read_bytes()
    assert PLANTED in everything(data)
    clean = cleaned(data, "loaded.docx")
    said = everything(clean)
    for gone in (PLANTED, "00AB12CD", "0555 123456", "обязан", "comment", "rsid", "2026-01-01"):
        assert gone not in said
    assert list(traces(clean, "loaded.docx")) == []
    assert said_by(clean) == {}
    (tmp_path / "clean.docx").write_bytes(clean)
    assert read(tmp_path / "clean.docx").text == read(loaded).text
    assert "2. Отказ обжалуется в суд." in read(tmp_path / "clean.docx").text


def test_cleaning_again_changes_nothing(loaded):
    clean = cleaned(loaded.read_bytes(), "loaded.docx")
    assert cleaned(clean, "loaded.docx") == clean


@pytest.mark.parametrize("part", sorted(EXTRA))
def test_every_hiding_place_is_seen(loaded, part):
    assert any(part in each for each in traces(loaded.read_bytes(), "loaded.docx"))


def test_samples_keep_their_text(samples, tmp_path):
    for path in sorted(samples.glob("*.docx")):
        clean = tmp_path / path.name
        clean.write_bytes(cleaned(path.read_bytes(), path.name))
        assert read(clean).text == read(path).text


def test_what_is_no_word_file_is_refused():
    with pytest.raises(UnreadableFile):
        cleaned(b"PK\x03\x04 broken", "broken.docx")


def test_a_file_that_would_read_otherwise_is_refused(loaded, monkeypatch):
    monkeypatch.setattr("expertise.publish.hidden.settle", lambda root: None)
    with pytest.raises(WrongUse) as refused:
        cleaned(loaded.read_bytes(), "loaded.docx")
    assert refused.value.code == "hidden-left"


def pdf(author: str = "", note: bool = False) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    if author:
        writer.add_metadata({"/Author": author, "/Company": author})
        writer.add_attachment("secret.txt", author.encode())
        script = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject(author)}
        writer._root_object[NameObject("/OpenAction")] = DictionaryObject(script)
    if note:
        writer.add_annotation(0, Text(rect=(1, 1, 20, 20), text=author))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_pdf_loses_author_attachment_note_and_script():
    dirty = pdf("Planted", note=True)
    assert {"/Author", "/EmbeddedFiles", "/OpenAction", "/Annots /Text"} <= set(pdf_traces(dirty, "a.pdf"))
    clean = cleaned_pdf(dirty, "a.pdf")
    assert b"Planted" not in clean
    assert pdf_traces(clean, "a.pdf") == []
    assert len(PdfReader(io.BytesIO(clean)).pages) == 1


def test_a_clean_pdf_keeps_its_bytes():
    clean = cleaned_pdf(pdf("Planted"), "a.pdf")
    assert cleaned_pdf(clean, "a.pdf") == clean


def test_a_broken_pdf_is_refused():
    with pytest.raises(WrongUse):
        cleaned_pdf(b"%PDF-1.4 nothing", "a.pdf")


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def test_pictures_lose_their_remarks_only():
    head, end = chunk(b"IHDR", b"\0" * 13), chunk(b"IEND", b"")
    png = (
        b"\x89PNG\r\n\x1a\n"
        + head
        + chunk(b"tEXt", b"Author\0Planted")
        + chunk(b"IDAT", b"x")
        + end
        + b"Planted"
    )
    assert without_remarks(png) == b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", b"x") + end
    exif = b"\xff\xe1\x00\x0bPlanted\0\0"
    jpeg = b"\xff\xd8" + exif + b"\xff\xdb\x00\x04ab" + b"\xff\xda\x00\x02scan\xff\xd9"
    assert without_remarks(jpeg) == jpeg.replace(exif, b"")
    assert without_remarks(b"other") == b"other"
