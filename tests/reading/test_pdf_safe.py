"""Hostile and damaged PDF: an act or a clear error, within the limits of time and memory."""

from __future__ import annotations

import random
import zlib
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from PIL import Image

from expertise.errors import UnreadableFile
from expertise.reading import pdf, read
from tests.reading.printing import printed

PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<%s>>/Contents 5 0 R>>"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>"
CODES = {"damaged", "encrypted", "too-large", "too-slow", "too-much-memory", "conversion-failed", "empty"}


def file_of(objects: Sequence[bytes]) -> bytes:
    out, places = b"%PDF-1.7\n", []
    for number, value in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + value + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(out))
    return out + head + table + end


def stream(data: bytes, more: bytes = b"") -> bytes:
    packed = zlib.compress(data)
    return b"<<%s/Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (more, len(packed), packed)


def one_page(content: bytes, resources: bytes = b"/Font<</F 4 0 R>>", more: Sequence[bytes] = ()) -> bytes:
    tree = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    return file_of([b"<</Type/Catalog/Pages 2 0 R>>", tree, PAGE % resources, FONT, content, *more])


def many_pages(count: int) -> bytes:
    kids = b"".join(b"%d 0 R " % n for n in range(3, count + 3))
    tree = b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count)
    return file_of([b"<</Type/Catalog/Pages 2 0 R>>", tree, *[b"<</Type/Page/MediaBox[0 0 9 9]>>"] * count])


def forms(depth: int) -> bytes:
    """Forms that draw each other twice: two to the power of ``depth`` drawings."""
    nested = [stream(b"/X Do /X Do", FORM % n) for n in range(7, depth + 7)]
    return one_page(stream(b"/X Do"), b"/XObject<</X 6 0 R>>", [*nested, stream(b"", b"/Subtype/Form")])


HOSTILE = {
    "ten thousand pages": lambda: many_pages(10_000),
    "a tree that holds itself": lambda: file_of(
        [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"]
    ),
    "an object that is itself": lambda: one_page(b"5 0 R"),
    "forms within forms": lambda: forms(40),
    "a bomb": lambda: one_page(stream(b"\0" * 300_000_000)),
    "endless text": lambda: one_page(stream(b"BT /F 9 Tf " + b"9 9 Td (aaaaaaaaaaaaaaaaaaaa) Tj " * 300_000)),
    "brackets": lambda: one_page(stream(b"[" * 200_000)),
    "no box": lambda: one_page(stream(b"")).replace(b"/MediaBox[0 0 595 842]", b""),
    "words for a box": lambda: one_page(stream(b"")).replace(b"[0 0 595 842]", b"[(a) /b 5 8]"),
    "nothing": lambda: b"%PDF-1.4\n",
}


@pytest.fixture(autouse=True)
def short_limit(monkeypatch):
    """Two seconds instead of nine: what is stopped here would be stopped there."""
    monkeypatch.setattr(pdf, "_KILL_SECONDS", 2.0)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_ends_in_a_clear_error(tmp_path, name):
    path = tmp_path / "act.pdf"
    path.write_bytes(HOSTILE[name]())
    with pytest.raises(UnreadableFile) as caught:
        read(path)
    assert caught.value.code in CODES
    assert caught.value.parameters["file"] == str(path)


def locked(data: bytes, user: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=BytesIO(data))
    writer.encrypt(user, "owner", algorithm="AES-256")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_password_is_told_and_a_file_that_opens_without_one_is_read(tmp_path, monkeypatch):
    monkeypatch.undo()
    data = printed(tmp_path, ["Статья 1. Срок", "1. Орган отвечает в срок."])
    path = tmp_path / "act.pdf"
    path.write_bytes(locked(data, "secret"))
    with pytest.raises(UnreadableFile, match="encrypted"):
        read(path)
    path.write_bytes(locked(data, ""))
    assert read(path).articles == 1


def test_a_picture_of_too_many_dots_or_damaged(tmp_path):
    path = tmp_path / "scan.png"
    Image.new("1", (20_000, 20_000)).save(path)
    with pytest.raises(UnreadableFile) as caught:
        read(path)
    assert caught.value.code in ("too-large", "scan-no-ocr")
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"x" * 500)
    with pytest.raises(UnreadableFile) as caught:
        read(path)
    assert caught.value.code in ("damaged", "scan-no-ocr")


def outcome(path: Path) -> str:
    """The code of the error that reading ends in, empty for an act."""
    try:
        read(path)
    except UnreadableFile as error:
        return error.code
    return ""


def test_damaged_bytes_never_bring_the_reader_down(tmp_path, monkeypatch):
    monkeypatch.undo()
    whole = printed(tmp_path, [f"{n}. Орган отвечает заявителю в срок." for n in range(1, 40)])
    chance = random.Random(20)
    path = tmp_path / "act.pdf"
    for _ in range(25):
        data = bytearray(whole)
        for _ in range(chance.choice([1, 5, 50, 500])):
            place = chance.randrange(len(data))
            if chance.random() < 0.7:
                data[place] = chance.randrange(256)
            else:
                del data[place : place + chance.randrange(1, 100)]
        path.write_bytes(b"%PDF-1.7\n" + bytes(data[9:]))
        assert outcome(path) in CODES | {"", "not-an-act"}
