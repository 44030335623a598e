"""Verify: every change behind the program's back is named, and nothing it finds makes it fall over."""

from __future__ import annotations

import json
import shutil
import sqlite3
import uuid
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from expertise import service_conclusion as conclusions
from expertise.errors import WrongUse
from expertise.review.backup import backup, restore
from expertise.review.journal import canonical, digest
from expertise.review.store import DATABASE, Store
from expertise.service_conclusion import Signing
from expertise.service_desk import Desk
from expertise.service_verify import verify_file, verify_store

LAW = "Закон\nО примере\nСтатья 1. Право\n1. Орган вправе при необходимости отказать.\n2. Отказ обжалуется.\n"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path / "home")
    made.store.set({"name": "А. Эксперт", "language": "ru"})
    return made


@pytest.fixture
def draft(desk: Desk) -> str:
    name = desk.receive([("law.txt", LAW.encode())])[0].draft
    desk.set_requisites(name, {"number": "1", "date": "2026-11-25"})
    decide(desk, name, "accept")
    return name


def decide(desk: Desk, draft: str, action: str, **more) -> dict:
    text = desk.texts(draft)[0]
    body = {"client": uuid.uuid4().hex, "document": text.id, "action": action}
    return desk.decide(draft, {**body, "subjects": text.summary["keys"], **more}, "ru")


def sign(desk: Desk, draft: str, **values):
    desk.set_requisites(draft, values)
    return conclusions.sign(desk, draft, Signing("срочно"))


def behind_its_back(store: Store, *statements: str) -> None:
    """Do as somebody with the file and a SQLite shell would."""
    raw = sqlite3.connect(store.folder / DATABASE)
    for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        raw.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        raw.execute(statement)
    raw.commit()
    raw.close()


def faults(store: Store) -> list[tuple[str, str]]:
    return [(fault.code, fault.what) for fault in verify_store(store)]


def test_a_sound_store_has_no_faults(desk, draft):
    sign(desk, draft)
    decide(desk, draft, "reject", reason="low-risk")
    desk.receive([("law-2.txt", LAW.replace("вправе", "обязан").encode())], draft)
    assert faults(desk.store) == []


@pytest.mark.parametrize(
    "payload", ["'not json'", "X'ff'", "''", "'[]'", "'5'", "'null'", "7", "'{}'", "'{\"subjects\": 3}'"]
)
def test_a_spoiled_entry_is_named_and_stops_nothing(desk, draft, payload):
    last = desk.store.entries()[-1].seq
    decide(desk, draft, "reject", reason="low-risk")
    behind_its_back(desk.store, f"UPDATE entry SET payload = {payload} WHERE seq = {last}")
    code = "journal" if payload in ("'{}'", "'{\"subjects\": 3}'") else "entry-spoiled"
    assert faults(desk.store) == [(code, str(last))]
    with pytest.raises(WrongUse, match=r"entry-spoiled|store-damaged") as refused:
        desk.drafts()
    if refused.value.code == "entry-spoiled":
        assert refused.value.parameters["entry"] == last


@pytest.mark.parametrize("column", ["draft", "client", "at", "person", "kind", "previous", "hash"])
def test_any_spoiled_column_is_named(desk, draft, column):
    behind_its_back(
        desk.store, "PRAGMA foreign_keys=OFF", f"UPDATE entry SET {column} = X'ff00' WHERE seq = 3"
    )
    assert "3" in {what for code, what in faults(desk.store) if code in ("journal", "entry-spoiled")}


def test_a_spoiled_signature_names_its_entry_and_its_archive(desk, draft):
    entry = sign(desk, draft)
    behind_its_back(desk.store, f"UPDATE entry SET payload = '{{}}' WHERE seq = {entry.seq}")
    assert faults(desk.store) == [
        ("journal", str(entry.seq)), ("archive-unrecorded", entry.payload["archive"]),
    ]  # fmt: skip


def test_deleted_last_entries_are_seen(desk, draft):
    count = len(desk.store.entries())
    behind_its_back(desk.store, f"DELETE FROM entry WHERE seq = {desk.store.entries()[-1].seq}")
    assert faults(desk.store) == [("journal-cut", f"{count - 1} / {count}")]


def rechained(store: Store, keep: Callable) -> None:
    """Forge the journal as a whole: entries left out, all hashes and the head made anew."""
    raw = sqlite3.connect(store.folder / DATABASE)
    entries, previous = [e for e in store.entries() if keep(e)], "0" * 64
    raw.executescript("DROP TRIGGER entry_no_delete; DELETE FROM entry;")
    for e in entries:
        own = digest(previous, e.draft, e.client, e.at, e.person, e.kind, e.payload)
        raw.execute(
            "INSERT INTO entry VALUES (?,?,?,?,?,?,?,?,?)",
            (e.seq, e.draft, e.client, e.at, e.person, e.kind, canonical(e.payload), previous, own),
        )
        previous = own
    raw.execute("UPDATE head SET count = ?, hash = ?", (len(entries), previous))
    raw.commit()
    raw.close()


def test_a_journal_forged_as_a_whole_is_told_by_archives_and_backups(desk, draft, tmp_path):
    backup(desk.store, tmp_path / "b.zip")
    entry = sign(desk, draft)
    archive = desk.store.archive_path(entry.payload["archive"])
    assert verify_file(tmp_path / "b.zip", desk.store)[0] == []
    assert verify_file(archive, desk.store)[0] == []
    rechained(desk.store, lambda e: e.kind != "accept")
    assert faults(desk.store) == [("journal-behind", archive.name)]
    assert [f.code for f in verify_file(archive, desk.store)[0]] == ["journal-behind"]
    assert [f.code for f in verify_file(tmp_path / "b.zip", desk.store)[0]] == ["journal-behind"]
    assert verify_file(archive)[0] == []


def test_a_signature_taken_out_of_the_journal_leaves_its_archive_behind(desk, draft):
    entry = sign(desk, draft)
    rechained(desk.store, lambda e: e.kind != "sign")
    assert faults(desk.store) == [("archive-unrecorded", entry.payload["archive"])]


def test_a_store_put_back_to_an_older_day_is_seen(desk, draft, tmp_path):
    backup(desk.store, tmp_path / "old.zip")
    decide(desk, draft, "reject", reason="low-risk")
    backup(desk.store, tmp_path / "new.zip")
    restore(tmp_path / "old.zip", tmp_path / "back", replace=False)
    back = Store(tmp_path / "back")
    assert faults(back) == []
    assert verify_file(tmp_path / "old.zip", back)[0] == []
    assert [f.code for f in verify_file(tmp_path / "new.zip", back)[0]] == ["journal-behind"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("UPDATE document SET summary = replace(summary, 'keys', 'sweg')", "document-altered"),
        ("UPDATE document SET file = 'other.txt'", "document-altered"),
        ("UPDATE document SET examination = 'text'", "document-altered"),
        ("UPDATE document SET version = 7", "document-altered"),
        ("DELETE FROM document", "document-lost"),
        ("INSERT INTO document SELECT 'new', draft, 2, language, file, sha256, lexicon, created, summary, "
         "examination FROM document", "document-added"),
    ],
)  # fmt: skip
def test_a_change_of_a_stored_document_is_seen(desk, draft, change, code):
    behind_its_back(desk.store, change)
    assert [each for each, _ in faults(desk.store)] == [code]


def test_a_finding_taken_out_of_an_examination_is_seen(desk, draft):
    text = desk.texts(draft)[0]
    held = json.loads(zlib.decompress(desk.store.examination(text.id)))
    held["findings"] = held["findings"][1:]
    forged = zlib.compress(json.dumps(held).encode()).hex()
    behind_its_back(desk.store, f"UPDATE document SET examination = X'{forged}'")
    assert faults(desk.store) == [("document-altered", "law.txt")]


def test_documents_are_as_append_only_as_the_journal(desk, draft):
    raw = sqlite3.connect(desk.store.folder / DATABASE)
    for change in ("DELETE FROM document", "UPDATE document SET file = ''", "DELETE FROM head"):
        with pytest.raises(sqlite3.IntegrityError, match="kept as it is"):
            raw.execute(change)
        raw.rollback()


def test_documents_of_an_earlier_program_are_sealed_when_it_is_opened(desk, draft, tmp_path):
    old = tmp_path / "old"
    shutil.copytree(desk.store.folder, old)
    raw = sqlite3.connect(old / DATABASE)
    for name, table in raw.execute(
        "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'"
    ).fetchall():
        if table != "entry":
            raw.execute(f"DROP TRIGGER {name}")
    raw.executescript("DROP TABLE head; DROP TABLE pending; UPDATE alembic_version SET version_num = '0001';")
    raw.close()
    store = Store(old)
    assert store.entries()[-1].kind == "sealed"
    assert faults(store) == []
    behind_its_back(store, "UPDATE document SET file = 'other.txt'")
    assert [code for code, _ in faults(store)] == ["document-altered"]


def test_a_damaged_database_is_told(desk, draft):
    path = desk.store.folder / DATABASE
    for number in range(3):
        desk.receive([(f"l{number}.txt", (LAW + f"{number + 3}. Орган вправе отозвать.\n" * 400).encode())])
    desk.store.close()
    with sqlite3.connect(path) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw.close()
    data = bytearray(path.read_bytes())
    middle = len(data) // 2 // 4096 * 4096
    data[middle : middle + 4096] = b"\xa5" * 4096
    path.write_bytes(data)
    try:
        found = {code for code, _ in faults(Store(desk.store.folder))}
    except WrongUse as refused:
        found = {refused.code}
    assert found & {"database", "store-damaged", "document-altered"}
