"""Cleaned copies beside the store: made once, never those of another cleaner, and looked at by verify."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from expertise.errors import WrongUse
from expertise.publish import shelf
from expertise.publish.hidden import traces
from expertise.review.backup import backup, restore
from expertise.review.store import Store
from expertise.service_verify import verify_store
from expertise.settings import corpora

SOURCE = (corpora() / "discussion" / "ria.ru.docx").read_bytes()


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store(tmp_path / "home")
    made.keep(SOURCE)
    return made


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that were really cleaned."""
    done: list[str] = []
    cleaned = shelf._CLEANERS[".docx"]

    def counted(data: bytes, name: str) -> bytes:
        done.append(name)
        return cleaned(data, name)

    monkeypatch.setitem(shelf._CLEANERS, ".docx", counted)
    return done


def copies(store: Store) -> list[Path]:
    return [path for path in (store.folder / shelf.FOLDER).rglob("*") if path.is_file()]


def test_a_file_is_cleaned_once(store, calls):
    first = shelf.clean(store.folder, SOURCE, "a.docx")
    assert shelf.clean(store.folder, SOURCE, "b.docx") == first
    assert calls == ["a.docx"]
    assert list(traces(first, "a.docx")) == []
    (kept,) = copies(store)
    assert kept.name == f"{sha256(SOURCE).hexdigest()}.docx"


def test_another_cleaner_cleans_anew_and_forgets_the_copies_of_before(store, calls, monkeypatch):
    shelf.clean(store.folder, SOURCE, "a.docx")
    (old,) = copies(store)
    monkeypatch.setattr(shelf, "cleaner", lambda: "0" * 16)
    shelf.clean(store.folder, SOURCE, "a.docx")
    assert len(calls) == 2
    assert [path.parent.name for path in copies(store)] == ["0" * 16]
    assert not old.exists()


def test_the_cleaner_is_named_after_all_that_cleans(monkeypatch):
    names = {shelf.cleaner.__wrapped__()}
    monkeypatch.setattr(shelf, "installed", lambda name: "another")
    names.add(shelf.cleaner.__wrapped__())
    monkeypatch.setattr(Path, "read_bytes", lambda path: b"another")
    names.add(shelf.cleaner.__wrapped__())
    assert len(names) == 3


@pytest.mark.parametrize("left", [b"", b"short", None])
def test_a_damaged_copy_is_made_again(store, calls, left):
    first = shelf.clean(store.folder, SOURCE, "a.docx")
    (kept,) = copies(store)
    kept.write_bytes(kept.read_bytes()[:-1] if left is None else left)
    assert shelf.clean(store.folder, SOURCE, "a.docx") == first
    assert len(calls) == 2
    assert verify_store(store) == []


def test_a_copy_that_somebody_changed_is_told_by_verify(store):
    shelf.clean(store.folder, SOURCE, "a.docx")
    assert verify_store(store) == []
    (kept,) = copies(store)
    other = b"other words"
    kept.write_bytes(sha256(other).digest() + other)
    (fault,) = verify_store(store)
    assert (fault.code, fault.what) == ("altered", f"clean/{kept.name}")


def test_a_copy_of_no_stored_file_is_told_by_verify(store):
    shelf.clean(store.folder, SOURCE, "a.docx")
    (kept,) = copies(store)
    kept.rename(kept.with_name(f"{'0' * 64}.docx"))
    assert [fault.code for fault in verify_store(store)] == ["altered"]


def test_what_cannot_be_cleaned_is_kept_by_nobody(store):
    with pytest.raises(WrongUse):
        shelf.clean(store.folder, b"%PDF-1.4 no more", "a.pdf")
    assert copies(store) == []


def test_a_folder_that_takes_nothing_stops_no_cleaning(store, calls):
    (store.folder / shelf.FOLDER).write_bytes(b"a file lies where the folder should be")
    assert shelf.clean(store.folder, SOURCE, "a.docx") == shelf.clean(store.folder, SOURCE, "a.docx")
    assert len(calls) == 2


def test_a_backup_goes_without_the_copies(store, tmp_path):
    shelf.clean(store.folder, SOURCE, "a.docx")
    backup(store, tmp_path / "backup.zip")
    restore(tmp_path / "backup.zip", tmp_path / "other", replace=False)
    assert copies(Store(tmp_path / "other")) == []
