"""Files that are no act say why, with their name."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from expertise.errors import UnreadableFile
from expertise.reading import archive, read, read_text, unpacking

ENTITIES = '<!DOCTYPE d [<!ENTITY a "aaaa">]><w:document xmlns:w="urn:x"><w:body>&a;</w:body></w:document>'
FILES = [
    ("empty.txt", b"", "empty"),
    ("blank.txt", b" \r\n\t ", "empty"),
    ("spaces.txt", "\u00a0\n\u200b".encode(), "empty"),
    ("cut.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504), "damaged"),
    ("act.pdf", b"%PDF-1.7\n", "damaged"),
    ("act.gif", b"GIF89a", "unsupported"),
    ("act.rtf", b"{\\rtf1 text}", "not-an-act"),
    ("cut.rtf", b"{\\rtf1 text", "damaged"),
    ("empty.rtf", b"{\\rtf1{\\*\\generator none}\\par}", "empty"),
    ("data.xml", b"<?xml version='1.0'?><data/>", "unsupported"),
    ("page.html", "<!DOCTYPE html><html><p>Погода</p></html>".encode(), "not-an-act"),
    ("blank.html", b"<!DOCTYPE html><html><body></body></html>", "empty"),
    ("mail.mht", b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x--", "unsupported"),
    ("cut.docx", b"PK\x03\x04 and nothing more", "damaged"),
    ("noise.txt", bytes(range(256)) * 4, "not-an-act"),
    ("poem.txt", "Белеет парус одинокий\nв тумане моря голубом".encode(), "not-an-act"),
    ("notes.md", b"# Title\n\n1. first\n2. second\n3. third\n", "not-an-act"),
]


OLD = [
    ("Word 6", {"WordDocument": b"\xdc\xa5\x68\x00"}, "old-doc"),
    ("a password", {"WordDocument": b"\xec\xa5\xc1\x00" + bytes(6) + b"\x00\x01"}, "encrypted"),
    ("an encrypted .docx", {"EncryptedPackage": b"x"}, "encrypted"),
    ("a workbook", {"Workbook": b"x"}, "unsupported"),
    ("no table", {"WordDocument": b"\xec\xa5\xc1\x00"}, "damaged"),
]


@pytest.fixture(autouse=True)
def without_office(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXPERTISE_SOFFICE", "none")


@pytest.mark.parametrize(("why", "streams", "code"), OLD, ids=[case[0] for case in OLD])
def test_compound_files_are_told_apart(
    tmp_path: Path, make_compound: Callable[..., bytes], why: str, streams: dict[str, bytes], code: str
) -> None:
    path = tmp_path / "act.doc"
    path.write_bytes(make_compound(**streams))
    with pytest.raises(UnreadableFile) as error:
        read(path)
    assert error.value.code == code, why


@pytest.mark.parametrize(("name", "data", "code"), FILES, ids=[case[0] for case in FILES])
def test_each_file_has_its_code(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UnreadableFile) as error:
        read(path)
    assert error.value.code == code
    assert error.value.parameters["file"] == str(path)
    assert error.value.parameters["detail"]


def test_a_file_that_is_not_there_and_a_folder(tmp_path: Path) -> None:
    for path in (tmp_path / "none.docx", tmp_path):
        with pytest.raises(UnreadableFile, match="not-found"):
            read(path)


def zipped(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as box:
        for name, data in members.items():
            box.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return path


ARCHIVES = [
    ("a spreadsheet", {"xl__workbook_xml": b"<x/>"}, "unsupported"),
    (
        "a spreadsheet by its relationships",
        {
            "xl__workbook_xml": b"<workbook/>",
            "_rels__.rels": b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            b'<Relationship Type="urn:x/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        },
        "unsupported",
    ),
    ("broken relationships", {"_rels__.rels": b"<Rel", "word__document_xml": b"<w:document/>"}, "damaged"),
    ("broken XML", {"word__document_xml": b"<w:document"}, "damaged"),
    ("a document type", {"word__document_xml": ENTITIES.encode()}, "damaged"),
    ("a tight member", {"word__document_xml": b"<a>" + b" " * 4_000_000 + b"</a>"}, "too-large"),
    ("no text", {"word__document_xml": b"<w:document xmlns:w='urn:x'><w:body/></w:document>"}, "empty"),
]


@pytest.mark.parametrize(("why", "members", "code"), ARCHIVES, ids=[case[0] for case in ARCHIVES])
def test_archives_are_guarded(tmp_path: Path, why: str, members: dict[str, bytes], code: str) -> None:
    with pytest.raises(UnreadableFile) as error:
        read(zipped(tmp_path / "act.docx", **members))
    assert error.value.code == code, why


def test_limits_of_members_total_and_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = zipped(tmp_path / "act.docx", word__document_xml=b"<a/>", other_xml=b"<b/>")
    for module, limit, value in (
        (unpacking, "MAX_MEMBERS", 1), (archive, "MAX_TOTAL", 5), (archive, "MAX_PART", 3),
    ):  # fmt: skip
        with monkeypatch.context() as patch:
            patch.setattr(module, limit, value)
            with pytest.raises(UnreadableFile, match="too-large"):
                read(path)


def test_an_encrypted_member(tmp_path: Path) -> None:
    path = zipped(tmp_path / "act.docx", word__document_xml=b"<a/>")
    data = bytearray(path.read_bytes())
    directory = data.index(b"PK\x01\x02")
    data[directory + 8] |= 1
    path.write_bytes(bytes(data))
    with pytest.raises(UnreadableFile, match="encrypted"):
        read(path)


def test_a_damaged_member(make_package: Callable[..., Path]) -> None:
    path = make_package("<w:p><w:r><w:t>" + "Статья 1. Текст статьи. " * 200 + "</w:t></w:r></w:p>")
    data = bytearray(path.read_bytes())
    data[80:100] = b"\x00" * 20
    path.write_bytes(bytes(data))
    with pytest.raises(UnreadableFile, match="damaged"):
        read(path)


@pytest.mark.parametrize(
    ("text", "code"), [("", "empty"), (" \n ", "empty"), ("Просто слова.", "not-an-act")]
)
def test_pasted_text_is_judged_alike(text: str, code: str) -> None:
    with pytest.raises(UnreadableFile) as error:
        read_text(text, file="вставка")
    assert (error.value.code, error.value.parameters["file"]) == (code, "вставка")


def test_a_picture_that_is_none_says_the_same_every_time(tmp_path: Path) -> None:
    path = tmp_path / "photo.docx"
    path.write_bytes(bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffdb") + bytes(500))
    with pytest.raises(UnreadableFile) as error:
        read(path)
    assert error.value.code == "damaged"
    assert "0x" not in str(error.value)


def test_what_a_library_says_of_an_object_of_the_process_is_left_out() -> None:
    error = UnreadableFile("damaged", file="a", detail="no <_io.BytesIO object at 0x7f76aa561b70> here")
    assert error.parameters == {"file": "a", "detail": "no <_io.BytesIO> here"}
    assert "0x" not in str(error)
