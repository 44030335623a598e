"""A backup comes back whole, and a restore destroys nothing."""

from __future__ import annotations

import json
import threading
import zipfile
from pathlib import Path

import pytest

from expertise.errors import ExpertiseError, WrongUse
from expertise.review.audit import audit
from expertise.review.backup import backup, restore
from expertise.review.journal import broken_at
from expertise.review.store import Store


@pytest.fixture
def full(desk, draft, act) -> Store:
    act(draft, "accept", *desk.texts(draft)[0].summary["keys"])
    signed = {"archive": "signed.zip"}
    desk.store.enter(draft, "Э", "sign", signed, archive=("signed.zip", b"archive"))
    (desk.store.folder / "templates").mkdir()
    (desk.store.folder / "templates" / "conclusion.ru.docx").write_bytes(b"own form")
    return desk.store


def test_what_is_restored_is_what_was_backed_up(full, tmp_path):
    backup(full, tmp_path / "b.zip")
    assert restore(tmp_path / "b.zip", tmp_path / "new", replace=False) is None
    again = Store(tmp_path / "new")
    assert again.entries() == full.entries()
    assert again.documents() == full.documents()
    assert again.settings() == full.settings()
    assert again.archive("signed.zip") == b"archive"
    assert (again.folder / "templates" / "conclusion.ru.docx").read_bytes() == b"own form"
    assert audit(again) == []
    for text in again.documents():
        assert again.file(text.sha256) == full.file(text.sha256)


def test_a_store_that_is_there_is_moved_aside_on_demand_only(full, tmp_path, draft):
    backup(full, tmp_path / "b.zip")
    full.enter(draft, "Э", "requisites", {"number": "later"})
    later = full.entries()
    full.close()
    with pytest.raises(ExpertiseError) as refused:
        restore(tmp_path / "b.zip", full.folder, replace=False)
    assert refused.value.code == "store-there"
    aside = restore(tmp_path / "b.zip", full.folder, replace=True)
    assert Store(aside).entries() == later
    assert Store(full.folder).entries() == later[:-1]


def damaged(path: Path, how: str) -> None:
    data = path.read_bytes()
    if how == "cut":
        path.write_bytes(data[: len(data) // 2])
    elif how == "foreign":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("a.txt", "x")
    else:
        with zipfile.ZipFile(path) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
        listed = json.loads(members["backup.json"])
        if how == "path":
            members["files/../../evil"] = members["expertise.db"]
            listed["files"]["files/../../evil"] = listed["files"]["expertise.db"]
        else:
            members["expertise.db"] += b" "
        members["backup.json"] = json.dumps(listed).encode()
        with zipfile.ZipFile(path, "w") as archive:
            for name, content in members.items():
                archive.writestr(name, content)


@pytest.mark.parametrize("how", ["cut", "foreign", "path", "altered"])
def test_a_bad_backup_touches_nothing(full, tmp_path, how):
    backup(full, tmp_path / "b.zip")
    before = full.entries()
    damaged(tmp_path / "b.zip", how)
    with pytest.raises(ExpertiseError) as refused:
        restore(tmp_path / "b.zip", full.folder, replace=True)
    assert refused.value.code == "not-a-backup"
    assert full.entries() == before
    assert not (tmp_path / "evil").exists()
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith((".restore", "home."))] == []


def test_a_backup_taken_while_somebody_writes_is_whole(full, tmp_path, draft):
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            full.enter(draft, "Э", "requisites", {"number": str(number)})

    writer = threading.Thread(target=write)
    writer.start()
    backup(full, tmp_path / "b.zip")
    stop.set()
    writer.join()
    restore(tmp_path / "b.zip", tmp_path / "new", replace=False)
    assert broken_at(Store(tmp_path / "new").entries()) is None


def test_a_conclusion_signed_during_a_backup_is_in_it_whole_or_not_at_all(desk, draft, tmp_path, monkeypatch):
    copied = Store.backup_to

    def copied_then_signed(store: Store, path: Path) -> None:
        copied(store, path)
        desk.store.enter(draft, "Э", "sign", {"archive": "late.zip"}, archive=("late.zip", b"archive"))

    monkeypatch.setattr(Store, "backup_to", copied_then_signed)
    backup(desk.store, tmp_path / "b.zip")
    restore(tmp_path / "b.zip", tmp_path / "new", replace=False)
    assert not Store(tmp_path / "new").archive_path("late.zip").exists()
    assert [e.kind for e in Store(tmp_path / "new").entries()].count("sign") == 0


def test_an_archive_that_waits_for_its_folder_is_in_the_backup(desk, draft, tmp_path, monkeypatch):
    monkeypatch.setattr(Store, "_hand_over", lambda _: None)
    desk.store.enter(draft, "Э", "sign", {"archive": "s.zip"}, archive=("s.zip", b"archive"))
    backup(desk.store, tmp_path / "b.zip")
    monkeypatch.undo()
    restore(tmp_path / "b.zip", tmp_path / "new", replace=False)
    assert (tmp_path / "new" / "archive" / "s.zip").read_bytes() == b"archive"


def test_a_backup_of_an_earlier_program_is_taken_back(full, tmp_path):
    backup(full, tmp_path / "b.zip")
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members["backup.json"] = json.dumps(json.loads(members["backup.json"])["files"]).encode()
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    restore(tmp_path / "b.zip", tmp_path / "new", replace=False)
    assert Store(tmp_path / "new").entries() == full.entries()


def test_a_backup_that_fails_leaves_nothing_behind(full, tmp_path, monkeypatch):
    def fail(*_):
        raise WrongUse("store-damaged", file="")

    monkeypatch.setattr(Store, "backup_to", fail)
    with pytest.raises(WrongUse, match="store-damaged"):
        backup(full, tmp_path / "b.zip")
    assert list(tmp_path.glob("b.zip*")) == []
