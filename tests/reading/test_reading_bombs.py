"""Archives and XML that were made to hurt: each is refused, and none is unpacked or parsed before."""

from __future__ import annotations

import io
import stat
import struct
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from expertise.errors import UnreadableFile
from expertise.reading import archive, bundle, html, odt, read, unpacking

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
HEAD = f'<w:document xmlns:w="{NAMESPACE}"><w:body>'
TAIL = "</w:body></w:document>"
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BODY = f"{HEAD}<w:p><w:r><w:t>Статья 1. Пример</w:t></w:r></w:p>{TAIL}".encode()


def packed(*members: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as box:
        for name, data in members:
            box.writestr(name, data)
    return out.getvalue()


def code(tmp_path: Path, data: bytes) -> str:
    path = tmp_path / "act.docx"
    path.write_bytes(data)
    with pytest.raises(UnreadableFile) as error:
        read(path)
    assert error.value.parameters["detail"]
    return error.value.code


def document(body: str, doctype: str = "") -> bytes:
    return packed((archive.MAIN, f"{doctype}{HEAD}{body}{TAIL}".encode()))


XML = [
    ("laughs", f'<!DOCTYPE d [<!ENTITY l0 "ха">{LAUGHS}]>', "<w:p><w:r><w:t>&l9;</w:t></w:r></w:p>"),
    ("a file", '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>', "<w:p>&x;</w:p>"),
    ("a type from elsewhere", '<!DOCTYPE d SYSTEM "http://localhost:9/d.dtd">', ""),
    ("parameters", '<!DOCTYPE d [<!ENTITY % x SYSTEM "file:///etc/hostname"> %x;]>', ""),
    ("deep", "", "<w:sdt>" * 20_000 + "</w:sdt>" * 20_000),
]


@pytest.mark.parametrize(("why", "doctype", "body"), XML, ids=[case[0] for case in XML])
def test_xml_that_expands_reaches_out_or_nests(tmp_path: Path, why: str, doctype: str, body: str) -> None:
    assert code(tmp_path, document(body, doctype)) == "damaged", why


def test_four_million_runs_in_few_bytes(tmp_path: Path) -> None:
    data = document("<w:p>" + "<w:r/>" * 4_000_000 + "</w:p>")
    assert len(data) < 300_000
    assert code(tmp_path, data) == "too-large"


def test_many_elements_that_pack_badly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The ratio says nothing here; the number of elements does, and nothing is parsed."""
    monkeypatch.setattr(unpacking, "MAX_RATIO", 10_000)
    monkeypatch.setattr(archive.etree, "fromstring", lambda *_: pytest.fail("was parsed"))
    assert code(tmp_path, document("<w:r/>" * 2_500_000)) == "too-large"


PATHS = ["../evil.xml", "word/../../evil", "/etc/passwd", "C:/evil", "word\\evil.xml"]


@pytest.mark.parametrize("name", PATHS)
def test_names_that_lead_elsewhere(tmp_path: Path, name: str) -> None:
    assert code(tmp_path, packed((archive.MAIN, BODY), (name, b"x"))) == "damaged"


def test_a_link_in_place_of_a_part(tmp_path: Path) -> None:
    link = zipfile.ZipInfo(archive.MAIN)
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert code(tmp_path, packed((link, b"/etc/passwd"))) == "damaged"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_the_same_name_twice(tmp_path: Path) -> None:
    assert code(tmp_path, packed((archive.MAIN, BODY), (archive.MAIN, BODY))) == "damaged"


@pytest.mark.parametrize("name", ["word/vbaProject.bin", "word/vbaData.xml", "WORD/VBAPROJECT.BIN"])
def test_macros(tmp_path: Path, name: str) -> None:
    assert code(tmp_path, packed((archive.MAIN, BODY), (name, b"x"))) == "macros"


def test_a_method_that_unpacks_without_limit(tmp_path: Path) -> None:
    assert code(tmp_path, packed((archive.MAIN, BODY), method=zipfile.ZIP_BZIP2)) == "damaged"


def test_an_archive_that_lies_about_a_size(tmp_path: Path) -> None:
    """The header names 1000 bytes for 40 MB: no more than the limit is ever unpacked."""
    data = bytearray(packed((archive.MAIN, b"<a>" + b" " * 40_000_000 + b"</a>")))
    for sign, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<L", data, data.index(sign) + place, 1000)
    tracemalloc.start()
    assert code(tmp_path, bytes(data)) == "damaged"
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 10_000_000


def test_a_directory_that_lies_about_its_length(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A million empty members, whose number the end of the archive does not tell; also told by ZIP64."""
    data = packed((archive.MAIN, BODY), *((f"{n:05}", b"") for n in range(25_000)))
    monkeypatch.setattr(unpacking.zipfile, "ZipFile", lambda *_: pytest.fail("was opened"))
    assert code(tmp_path, data) == "too-large"
    end = data.rindex(b"PK\x05\x06")
    (size, offset) = struct.unpack_from("<LL", data, end + 12)
    record = struct.pack("<4sQHHLLQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, 1, 1, size, offset)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, end, 1)
    with pytest.raises(UnreadableFile, match="too-large"):
        bundle.zipped(data, "package.zip")
    small = bytearray(data[end:])
    struct.pack_into("<L", small, 12, 46)
    assert code(tmp_path, data[:end] + record + locator + bytes(small)) == "too-large"


def test_an_archive_within_an_archive_is_not_opened(tmp_path: Path) -> None:
    inner = packed(("a", bytes(1_000_000)))
    path = tmp_path / "act.docx"
    path.write_bytes(packed((archive.MAIN, BODY), ("word/embeddings/inner.zip", inner)))
    assert read(path).articles == 1


def test_odt_and_html_are_guarded_alike(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kind = (odt.MANIFEST, b"<m/>")
    laughs = f'<!DOCTYPE d [<!ENTITY l0 "ха">{LAUGHS}]><d>&l9;</d>'.encode()
    assert code(tmp_path, packed(kind, (odt.CONTENT, laughs))) == "damaged"
    assert code(tmp_path, packed(kind, ("../evil", b""), (odt.CONTENT, b"<d/>"))) == "damaged"
    locked = ((odt.MANIFEST, b"<manifest:encryption-data/>"), (odt.CONTENT, b"\x8f\x01"))
    assert code(tmp_path, packed(*locked)) == "encrypted"
    assert code(tmp_path, packed(kind, (odt.CONTENT, b"<sheet/>"))) == "unsupported"
    monkeypatch.setattr(html, "MAX_MARKS", 1_000)
    assert code(tmp_path, b"<html>" + b"<p>" * 2_000) == "too-large"


def test_a_page_that_nests(tmp_path: Path) -> None:
    """The parser cuts such a page off; whatever is left is read or refused, never a traceback."""
    path = tmp_path / "page.html"
    for mark in ("div", "ul><li", "table><tr><td", "b", "font"):
        path.write_bytes(f"<html>{f'<{mark}>' * 5_000}Статья 1. Пример".encode())
        try:
            assert read(path).articles <= 1
        except UnreadableFile as error:
            assert error.code in ("damaged", "empty", "not-an-act")  # noqa: PT017
