"""The journal: chained, append-only, each entry once."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expertise.errors import WrongUse
from expertise.review.journal import GENESIS, Entry, broken_at, digest
from expertise.review.store import DATABASE, Store

words = st.text(max_size=12)
payloads = st.dictionaries(words, words | st.integers() | st.lists(words, max_size=3), max_size=4)


def chain(payloads: list[dict]) -> list[Entry]:
    found, previous = [], GENESIS
    for seq, payload in enumerate(payloads, start=1):
        said = ("d", f"c{seq}", "2026-11-22T10:00:00.000+00:00", "Э", "accept", payload)
        own = digest(previous, *said)
        found.append(Entry(seq, *said, previous, own))
        previous = own
    return found


@given(st.lists(payloads, min_size=1, max_size=6))
def test_a_chain_as_it_was_written_holds(said):
    assert broken_at(chain(said)) is None


@given(
    st.lists(payloads, min_size=1, max_size=6),
    st.data(),
    st.sampled_from(["draft", "client", "at", "person", "kind", "payload", "previous", "hash"]),
)
def test_any_change_of_any_entry_is_found_at_that_entry(said, data, name):
    entries = chain(said)
    place = data.draw(st.integers(0, len(entries) - 1))
    other = {"new": "x"} if name == "payload" else "другое"
    if getattr(entries[place], name) == other:
        return
    entries[place] = replace(entries[place], **{name: other})
    assert broken_at(entries) == entries[place].seq


@given(st.lists(payloads, min_size=2, max_size=6), st.data())
def test_a_removed_entry_breaks_the_chain(said, data):
    entries = chain(said)
    place = data.draw(st.integers(0, len(entries) - 2))  # a cut-off end is told by the archive's journal head
    del entries[place]
    assert broken_at(entries) is not None


def test_the_database_itself_refuses_to_change_or_delete(tmp_path):
    store = Store(tmp_path)
    draft = store.add_draft("Э")
    raw = sqlite3.connect(tmp_path / DATABASE)
    for change in ("DELETE FROM entry", "UPDATE entry SET person = 'другой'"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            raw.execute(change)
        raw.rollback()
    assert [e.person for e in store.entries(draft)] == ["Э"]


def test_the_same_request_is_entered_once(tmp_path):
    store = Store(tmp_path)
    draft = store.add_draft("Э")
    first = store.enter(draft, "Э", "accept", {"subjects": ["ru:1"]}, "client-1")
    again = store.enter(draft, "Э", "accept", {"subjects": ["ru:2"]}, "client-1")
    assert again == first
    assert [e.kind for e in store.entries(draft)] == ["created", "accept"]


def test_many_writers_leave_one_unbroken_chain(tmp_path):
    first, second = Store(tmp_path), Store(tmp_path)
    draft = first.add_draft("Э")

    def write(number: int) -> int:
        store = (first, second)[number % 2]
        return store.enter(draft, "Э", "accept", {"subjects": [f"ru:{number}"]}, f"client-{number // 2}").seq

    with ThreadPoolExecutor(8) as pool:
        answered = list(pool.map(write, range(40)))
    entries = second.entries()
    assert broken_at(entries) is None
    assert len(entries) == 1 + 20  # every client twice, entered once
    assert set(answered) == {e.seq for e in entries[1:]}


def test_what_a_payload_refuses_is_not_entered(tmp_path):
    store = Store(tmp_path)
    draft = store.add_draft("Э")

    def refuse(_: list[Entry]) -> dict:
        raise WrongUse("nothing-to-undo")

    with pytest.raises(WrongUse):
        store.enter(draft, "Э", "undo", refuse)
    assert len(store.entries()) == 1


def test_a_draft_that_is_not_there_takes_no_entry(tmp_path):
    store = Store(tmp_path)
    with pytest.raises(WrongUse) as refused:
        store.enter("nobody", "Э", "accept", {"subjects": []})
    assert refused.value.code == "unknown-draft"
    assert store.entries() == []


def test_a_damaged_database_is_told(tmp_path):
    (tmp_path / DATABASE).write_bytes(b"this is no database" * 100)
    with pytest.raises(WrongUse) as refused:
        Store(tmp_path)
    assert refused.value.code == "store-damaged"


def test_a_store_of_a_later_program_is_left_alone(tmp_path):
    Store(tmp_path).close()
    raw = sqlite3.connect(tmp_path / DATABASE)
    raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.commit()
    raw.close()
    with pytest.raises(WrongUse) as refused:
        Store(tmp_path)
    assert refused.value.code == "store-newer"


def test_a_busy_store_says_so_instead_of_losing(tmp_path, monkeypatch):
    monkeypatch.setattr("expertise.review.schema._BUSY_MS", 50)
    store = Store(tmp_path)
    draft = store.add_draft("Э")
    raw = sqlite3.connect(tmp_path / DATABASE)
    raw.execute("BEGIN IMMEDIATE")
    with pytest.raises(WrongUse) as refused:
        store.enter(draft, "Э", "accept", {"subjects": []})
    assert refused.value.code == "store-unwritable"
    raw.rollback()
    assert store.enter(draft, "Э", "accept", {"subjects": []}).seq == 2


def test_files_are_kept_once_and_an_altered_one_is_refused(tmp_path):
    store = Store(tmp_path)
    name = store.keep(b"text")
    assert store.keep(b"text") == name
    assert store.file(name) == b"text"
    store.file_path(name).write_bytes(b"other")
    with pytest.raises(Exception, match="file-altered"):
        store.file(name)
    store.file_path(name).unlink()
    with pytest.raises(Exception, match="file-lost"):
        store.file(name)
