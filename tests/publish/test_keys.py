"""Keys: what one signs the ring proves, a lost or locked one is told, rotation keeps the trust."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expertise import service_keys
from expertise.errors import UnreadableFile, WrongUse
from expertise.publish import keys
from expertise.publish.envelope import Signature, is_sound, opened, sealed, signed
from expertise.review.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "home")


def refusal(call) -> str:
    with pytest.raises(WrongUse) as refused:
        call()
    return refused.value.code


def test_the_first_use_makes_a_key_and_the_next_takes_it(store):
    first = service_keys.signer(store)
    assert service_keys.signer(store).public == first.public
    (key,) = service_keys.ring(store)
    assert key.public == first.public
    if os.name == "posix":
        assert stat.S_IMODE(keys.key_path(store.folder, key).stat().st_mode) == 0o600


def test_a_new_key_is_endorsed_by_the_old_one_which_signs_no_more(store):
    old = service_keys.signer(store)
    said = signed({"a": 1}, old)
    ring = service_keys.new_key(store)
    assert keys.is_chained(ring)
    assert service_keys.signer(store).public == ring[1].public != old.public
    assert not keys.key_path(store.folder, ring[0]).exists()
    assert is_sound({"a": 1}, said)


def test_a_forged_endorsement_breaks_the_chain(store):
    service_keys.signer(store)
    first, second = service_keys.new_key(store)
    forged = keys.PublicKey(second.public, second.since, service_keys.signer(store).sign(b"other"))
    assert not keys.is_chained((first, forged))
    assert keys.is_chained((first, keys.PublicKey(second.public, second.since)))


def test_a_phrase_locks_the_key(store):
    service_keys.new_key(store, "тайна")
    assert service_keys.is_locked(store)
    assert refusal(lambda: service_keys.signer(store)) == "key-locked"
    assert refusal(lambda: service_keys.signer(store, "другая")) == "key-locked"
    assert refusal(lambda: service_keys.new_key(store, "", "другая")) == "key-locked"
    assert service_keys.signer(store, "тайна").sign(b"x")


def test_a_phrase_for_an_open_key_does_no_harm(store):
    public = service_keys.signer(store).public
    assert service_keys.signer(store, "лишняя").public == public


def test_a_lost_key_is_told_and_replaced(store):
    service_keys.signer(store)
    (key,) = service_keys.ring(store)
    path = keys.key_path(store.folder, key)
    path.write_bytes(b"nonsense")
    assert refusal(lambda: service_keys.signer(store)) == "key-lost"
    path.unlink()
    assert refusal(lambda: service_keys.signer(store)) == "key-lost"
    ring = service_keys.new_key(store, lost=True)
    assert ring[1].endorsement == ""
    assert service_keys.signer(store).public == ring[1].public


def test_the_key_of_another_office_is_not_taken(store, tmp_path):
    service_keys.signer(store)
    other = Store(tmp_path / "other")
    service_keys.signer(other)
    (mine,), (theirs,) = service_keys.ring(store), service_keys.ring(other)
    keys.key_path(store.folder, mine).write_bytes(keys.key_path(other.folder, theirs).read_bytes())
    assert refusal(lambda: service_keys.signer(store)) == "key-lost"


@pytest.mark.parametrize("text", ["[", "{}", '[{"public": "AA==", "since": ""}]', "[3]"])
def test_a_damaged_ring_is_told(store, text):
    store.set({"signing-keys": text})
    assert refusal(lambda: service_keys.ring(store)) == "keys-damaged"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text(), JSON, max_size=4))
def test_a_record_comes_back_as_it_was_signed(record):
    signer = keys.Signer(keys.Ed25519PrivateKey.from_private_bytes(b"k" * 32))
    data = sealed(record, signed(record, signer))
    again, signature = opened(data, "a.json")
    assert again == record
    assert is_sound(again, signature)
    assert not is_sound({**again, "more": 1}, signature) or again.get("more") == 1


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"{}",
        b'{"record": 1, "signature": {}}',
        b"\xff",
        b'{"record": {}, "signature": {"algorithm": "x"}}',
    ],
)
def test_what_is_no_record_is_refused(data):
    with pytest.raises(UnreadableFile):
        opened(data, "a.json")


def test_nonsense_is_no_signature():
    assert not keys.holds("ü", b"x", "ü")
    assert not is_sound({}, Signature("", ""))
    assert Signature("?", "").fingerprint == ""


def test_public_keys_of_files(store):
    service_keys.signer(store)
    (key,) = service_keys.ring(store)
    raw = keys.base64.b64decode(key.public)
    for data in (keys.pem_of(key), raw, key.public.encode() + b"\n"):
        assert keys.public_of_file(data, "k") == key.public
    with pytest.raises(UnreadableFile):
        keys.public_of_file(b"no key", "k")


def test_the_ring_goes_into_a_backup_and_the_private_key_does_not(store, tmp_path):
    import zipfile

    from expertise.review.backup import backup, restore

    service_keys.signer(store)
    backup(store, tmp_path / "b.zip")
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        assert not [name for name in archive.namelist() if name.startswith(keys.FOLDER)]
    restore(tmp_path / "b.zip", tmp_path / "new", replace=False)
    assert service_keys.ring(Store(tmp_path / "new")) == service_keys.ring(store)
    assert json.loads(keys.ring_text(service_keys.ring(store)))
