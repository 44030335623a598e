"""The office's signing keys as a person uses them: look, make a first one, change it, sign with it."""

from __future__ import annotations

from expertise.errors import WrongUse
from expertise.publish import keys
from expertise.publish.keys import Ring, Signer
from expertise.review.store import Store, now

#: Where the store keeps the public keys; they are in every backup, the private ones in none.
_SETTING = "signing-keys"


def ring(store: Store) -> Ring:
    """Return the public keys of the office, oldest first. Raises WrongUse ``keys-damaged``."""
    try:
        return keys.ring_from_text(store.settings().get(_SETTING, ""))
    except (ValueError, KeyError, TypeError) as error:
        raise WrongUse("keys-damaged") from error


def is_locked(store: Store) -> bool:
    """Tell whether signing asks for a pass-phrase."""
    held = ring(store)
    return bool(held) and keys.is_locked(store.folder, held[-1])


def signer(store: Store, phrase: str = "") -> Signer:
    """Return the key that signs now; the first call of an office makes its first key.

    Raises WrongUse: ``key-lost``, ``key-locked``, ``keys-damaged``, ``output-unwritable``.
    """
    held = ring(store)
    if not held:
        held = _kept(store, keys.new_key(store.folder, (), now(), phrase))
    return keys.open_key(store.folder, held[-1], phrase)


def new_key(store: Store, phrase: str = "", old_phrase: str = "", *, lost: bool = False) -> Ring:
    """Make a new key that signs from now on; the old one endorses it and signs no more.

    ``lost`` does without the old key: the ring says then that nobody endorsed the new one. What the old key
    signed holds as before. Raises WrongUse as ``signer`` does.
    """
    held = ring(store)
    before = keys.open_key(store.folder, held[-1], old_phrase) if held and not lost else None
    made = _kept(store, keys.new_key(store.folder, held, now(), phrase, before))
    if before:
        keys.drop_private(store.folder, held[-1])
    return made


def _kept(store: Store, made: Ring) -> Ring:
    store.set({_SETTING: keys.ring_text(made)})
    return made
