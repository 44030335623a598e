"""The archive of a signed conclusion: what was packed opens again, anything else is no archive."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from expertise.conclusion import archive
from expertise.errors import UnreadableFile

FILES = {"statement.json": b"{}", "inputs/texts/ru/law.txt": "Закон. ".encode() * 400_000}


def made(method: int = zipfile.ZIP_DEFLATED, **files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as packed:
        for name, data in {"manifest.json": b'{"files": {}}', **files}.items():
            packed.writestr(name, data)
    return out.getvalue()


def lying(data: bytes) -> bytes:
    """Let the list of members say that the last one holds a single byte."""
    place = data.rfind(b"PK\x01\x02")
    return data[: place + 24] + struct.pack("<L", 1) + data[place + 28 :]


def test_what_was_signed_opens_again_however_tightly_it_packs():
    data = archive.pack(FILES, {"number": "7"})
    assert len(FILES["inputs/texts/ru/law.txt"]) / len(data) > 80
    manifest, files = archive.unpack(data, "a.zip")
    assert (files, manifest["number"], archive.faults(manifest, files)) == (FILES, "7", [])
    assert archive.pack(FILES, {"number": "7"}) == data


@pytest.mark.parametrize(
    "data",
    [
        b"", b"no zip", made()[:-30], made(zipfile.ZIP_BZIP2, text=b"words"), lying(made(text=b"words" * 99)),
        made(**{"../text": b"words"}),
        *(made(**{"manifest.json": said}) for said in (b"[]", b"no json", b"{}")),
    ],
)  # fmt: skip
def test_anything_else_is_no_archive(data):
    with pytest.raises(UnreadableFile) as refused:
        archive.unpack(data, "a.zip")
    assert refused.value.code == "not-an-archive"


def test_no_more_is_unpacked_than_all_members_may_hold(monkeypatch):
    monkeypatch.setattr(archive, "_MAX_TOTAL", 3_000)
    assert archive.unpack(made(one=bytes(1_000), two=bytes(1_900)), "a.zip")[1]["two"] == bytes(1_900)
    with pytest.raises(UnreadableFile):
        archive.unpack(made(one=bytes(1_500), two=bytes(1_500)), "a.zip")
