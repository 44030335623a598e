"""The files of a package: names in old encodings, tricks of paths, damaged members, archives in archives."""

from __future__ import annotations

import io
import os
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expertise.errors import UnreadableFile
from expertise.reading import bundle

TEXT = "Статья 1. Пример\n1. Орган принимает решение.\n".encode()


def archive(*members: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members:
            made.writestr(name, data)
    return out.getvalue()


def told(data: bytes) -> dict[str, str]:
    return {e.name: e.error.code if e.error else "" for e in bundle.zipped(data, "p.zip")}


def test_files_come_sorted_with_their_folders_and_without_what_programs_leave():
    data = archive(
        ("b/draft.txt", TEXT), ("a.txt", b""), ("__MACOSX/a.txt", b"x"), ("b/~$draft.docx", b"x"),
        ("b/Thumbs.db", b"x"), (".DS_Store", b"x"), ("b/", b""),
    )  # fmt: skip
    assert told(data) == {"a.txt": "", "b/draft.txt": ""}


def test_names_of_old_archivers_are_read_in_their_encoding():
    name = "Проект закона.txt"
    data = archive(("X" * len(name), TEXT)).replace(b"X" * len(name), name.encode("cp866"))
    assert list(told(data)) == [name]


def test_names_in_utf8_without_the_mark_are_read_too():
    raw = "Долбоор өңү.txt".encode()
    data = archive(("X" * len(raw), TEXT)).replace(b"X" * len(raw), raw)
    assert list(told(data)) == ["Долбоор өңү.txt"]


@pytest.mark.parametrize("name", ["../draft.txt", "/etc/draft.txt", "C:/draft.txt", "a/../../draft.txt"])
def test_a_path_that_leads_out_is_refused_and_the_others_are_read(name):
    assert told(archive((name, TEXT), ("good.txt", TEXT))) == {"draft.txt": "path-astray", "good.txt": ""}


def test_backslashes_are_folders():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        info = zipfile.ZipInfo("x")
        info.filename = "папка\\draft.txt"
        made.writestr(info, TEXT)
    assert list(told(out.getvalue())) == ["папка/draft.txt"]


def test_a_link_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        info = zipfile.ZipInfo("draft.txt")
        info.external_attr = 0o120777 << 16
        made.writestr(info, "/etc/passwd")
    assert told(out.getvalue()) == {"draft.txt": "path-astray"}


def test_a_damaged_member_does_not_hide_the_others():
    body = os.urandom(4000)
    data = bytearray(archive(("a.txt", body), ("b.txt", TEXT)))
    at = bytes(data).index(body[:64])
    data[at + 100] ^= 0xFF
    assert told(bytes(data)) == {"a.txt": "damaged", "b.txt": ""}


def test_archives_within_are_told_not_opened():
    inner = archive(("draft.txt", TEXT))
    assert told(archive(("inner.zip", inner), ("x.RAR", b"Rar!"))) == {
        "inner.zip": "nested-archive", "x.RAR": "nested-archive"
    }  # fmt: skip


def test_a_member_without_a_name_does_not_hide_the_others():
    data = archive(("XY", TEXT), ("good.txt", TEXT))
    for sign, length, name in ((b"PK\x03\x04", 26, 30), (b"PK\x01\x02", 28, 46)):
        at = data.index(sign)
        head = data[at + length + 2 : at + name]
        data = data[: at + length] + b"\x00\x00" + head + data[at + name + 2 :]
    end = bytearray(data)
    at = data.index(b"PK\x05\x06")
    end[at + 12 : at + 20] = struct.pack("<LL", at - data.index(b"PK\x01\x02"), data.index(b"PK\x01\x02"))
    second = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 1)
    end[second + 42 : second + 46] = struct.pack("<L", data.index(b"PK\x03\x04", 1))
    assert told(bytes(end)) == {"": "damaged", "good.txt": ""}


def test_a_bomb_is_refused_and_the_others_are_read():
    assert told(archive(("a.txt", bytes(30_000_000)), ("b.txt", TEXT))) == {"a.txt": "too-large", "b.txt": ""}


def test_the_same_name_twice_is_damage():
    with pytest.warns(UserWarning, match="Duplicate"):
        data = archive(("a.txt", TEXT), ("a.txt", b"other"))
    assert [e.error.code if e.error else "" for e in bundle.zipped(data, "p")] == ["", "damaged"]


def test_too_many_files_are_no_package():
    data = archive(*((f"{n}.txt", b"x") for n in range(bundle.MAX_FILES + 1)))
    with pytest.raises(UnreadableFile) as caught:
        bundle.zipped(data, "p.zip")
    assert caught.value.code == "too-large"


@pytest.mark.parametrize(("data", "code"), [(b"%PDF", "unsupported"), (b"PK\x03\x04junk", "damaged")])
def test_what_is_no_zip_is_told(data, code):
    with pytest.raises(UnreadableFile) as caught:
        bundle.zipped(data, "p.zip")
    assert caught.value.code == code


def test_a_document_is_no_package(samples):
    with pytest.raises(UnreadableFile) as caught:
        bundle.entries(samples / "amending-law.ru.docx")
    assert caught.value.code == "not-a-package"


def test_a_folder_reads_like_its_zip(tmp_path: Path):
    files = {"b/draft.txt": TEXT, "a.txt": b"x", ".hidden": b"x"}
    for name, data in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    (tmp_path / "link.txt").symlink_to(tmp_path / "a.txt")
    assert bundle.entries(tmp_path) == bundle.zipped(archive(*files.items()), "p")
    with pytest.raises(UnreadableFile):
        bundle.entries(tmp_path / "none.zip")


@given(st.binary(max_size=300), st.integers(0, 10_000))
def test_damage_anywhere_ends_in_entries_or_one_error(junk, place):
    data = archive(("a.txt", TEXT), ("b/c.txt", TEXT))
    at = place % len(data)
    spoilt = data[:at] + junk + data[at + len(junk) :]
    code = ""
    try:
        found = bundle.zipped(spoilt, "p.zip")
    except UnreadableFile as error:
        code = error.code
    else:
        assert all(e.error or isinstance(e.data, bytes) for e in found)
    assert code in ("", "damaged", "unsupported", "too-large")
