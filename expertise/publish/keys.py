"""The office's signing keys: Ed25519, the private one in the data folder, all public ones in a ring.

A ring is a list of public keys, oldest first; the last one signs. A new key is endorsed by the one before, so
that whoever trusts the first can follow to the last. A key that was lost endorses nothing: then the ring says
so, and trust has to be carried over by other means.
"""

from __future__ import annotations

import base64
import itertools
import json
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization as forms
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from expertise.conclusion.statement import canonical
from expertise.errors import UnreadableFile, WrongUse

#: Folder of the private keys in the data folder; no backup holds it.
FOLDER = "keys"
_PUBLIC_BYTES = 32
SIGNATURE_BYTES = 64


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A key of the ring: ``public`` is base64 of its 32 bytes, ``since`` ISO UTC, ``endorsement`` base64.

    ``endorsement`` is the signature of the key before over ``public``; empty for a first key, and for one
    that replaces a lost key.
    """

    public: str
    since: str
    endorsement: str = ""

    @property
    def fingerprint(self) -> str:
        """Return SHA-256 of the key's 32 bytes, hexadecimal."""
        return sha256(base64.b64decode(self.public)).hexdigest()


Ring = tuple[PublicKey, ...]


def ring_of(records: Sequence[Mapping[str, Any]]) -> Ring:
    """Return a ring from JSON; raises ValueError for anything of another form."""
    if not isinstance(records, list):
        raise ValueError("ring")
    found = []
    for record in records:
        key = PublicKey(str(record["public"]), str(record["since"]), str(record.get("endorsement", "")))
        if len(base64.b64decode(key.public, validate=True)) != _PUBLIC_BYTES:
            raise ValueError("public")
        found.append(key)
    return tuple(found)


def ring_record(ring: Ring) -> list[dict[str, str]]:
    """Return a ring as it is published: each key with its fingerprint."""
    return [{**asdict(key), "fingerprint": key.fingerprint} for key in ring]


def is_chained(ring: Ring) -> bool:
    """Tell whether every key but the first is endorsed by the one before, as far as it claims to be."""
    pairs = itertools.pairwise(ring)
    return all(
        not new.endorsement or holds(old.public, new.public.encode(), new.endorsement) for old, new in pairs
    )


def holds(public: str, data: bytes, signature: str) -> bool:
    """Tell whether a base64 ``signature`` over ``data`` was made with the key; False for nonsense."""
    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public, validate=True))
        key.verify(base64.b64decode(signature, validate=True), data)
    except (InvalidSignature, ValueError):
        return False
    return True


@dataclass(frozen=True)
class Signer:
    """A private key ready to sign; the same data gives the same signature."""

    private: Ed25519PrivateKey

    @property
    def public(self) -> str:
        """Return base64 of the public key."""
        return base64.b64encode(self.private.public_key().public_bytes_raw()).decode()

    def sign(self, data: bytes) -> str:
        """Return base64 of the signature over ``data``."""
        return base64.b64encode(self.private.sign(data)).decode()


def new_key(folder: Path, ring: Ring, moment: str, phrase: str = "", before: Signer | None = None) -> Ring:
    """Make a key, keep it in ``folder`` and return the ring with it; ``before`` endorses it.

    A pass-phrase locks the file; without one only the rights of the file protect it. Raises WrongUse
    ``output-unwritable``.
    """
    made = Signer(Ed25519PrivateKey.generate())
    lock = forms.BestAvailableEncryption(phrase.encode()) if phrase else forms.NoEncryption()
    data = made.private.private_bytes(forms.Encoding.PEM, forms.PrivateFormat.PKCS8, lock)
    key = PublicKey(made.public, moment, before.sign(made.public.encode()) if before else "")
    _keep(key_path(folder, key), data)
    return (*ring, key)


def _keep(path: Path, data: bytes) -> None:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # 0600 from the first byte; Windows keeps the user's folder to the user by itself.
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        raise WrongUse("output-unwritable", file=str(path), detail=error.strerror or str(error)) from error


def key_path(folder: Path, key: PublicKey) -> Path:
    """Return where the private half of a key lies."""
    return folder / FOLDER / f"{key.fingerprint[:16]}.pem"


def drop_private(folder: Path, key: PublicKey) -> None:
    """Remove the private half of a key that signs no more; its public half stays in the ring."""
    with suppress(OSError):
        key_path(folder, key).unlink()


def is_locked(folder: Path, key: PublicKey) -> bool:
    """Tell whether a pass-phrase is needed to sign with a key; False where its file is not there."""
    try:
        return b"ENCRYPTED" in key_path(folder, key).read_bytes()[:64]
    except OSError:
        return False


def open_key(folder: Path, key: PublicKey, phrase: str = "") -> Signer:
    """Return the key ready to sign.

    Raises WrongUse: ``key-lost`` where its file is gone, damaged or of another key, ``key-locked`` without
    the right pass-phrase.
    """
    path = key_path(folder, key)
    try:
        private = forms.load_pem_private_key(path.read_bytes(), phrase.encode() or None)
    except OSError as error:
        raise WrongUse("key-lost", file=str(path)) from error
    except (TypeError, ValueError, UnsupportedAlgorithm) as error:
        if is_locked(folder, key):
            raise WrongUse("key-locked", file=str(path)) from error
        if phrase:  # for a key without one: the person meant to be careful
            return open_key(folder, key)
        raise WrongUse("key-lost", file=str(path)) from error
    if not isinstance(private, Ed25519PrivateKey) or Signer(private).public != key.public:
        raise WrongUse("key-lost", file=str(path))
    return Signer(private)


def public_of_file(data: bytes, file: str) -> str:
    """Return base64 of an Ed25519 public key in PEM, or of its 32 bytes raw or in base64.

    Raises UnreadableFile ``not-a-key``.
    """
    for read in (_from_pem, _from_raw):
        found = read(data)
        if found:
            return found
    raise UnreadableFile("not-a-key", file=file)


def _from_pem(data: bytes) -> str:
    try:
        key = forms.load_pem_public_key(data)
    except (ValueError, UnsupportedAlgorithm):
        return ""
    return base64.b64encode(key.public_bytes_raw()).decode() if isinstance(key, Ed25519PublicKey) else ""


def _from_raw(data: bytes) -> str:
    return base64.b64encode(raw).decode() if (raw := sized(data, _PUBLIC_BYTES)) else ""


def sized(data: bytes, size: int) -> bytes:
    """Return exactly ``size`` bytes that a file holds raw or in base64, nothing for any other file."""
    if len(data) == size:
        return data
    with suppress(ValueError):
        found = base64.b64decode(data.strip(), validate=True)
        if len(found) == size:
            return found
    return b""


def pem_of(key: PublicKey) -> bytes:
    """Return a public key as PEM, as other programs (openssl) take it."""
    public = Ed25519PublicKey.from_public_bytes(base64.b64decode(key.public))
    return public.public_bytes(forms.Encoding.PEM, forms.PublicFormat.SubjectPublicKeyInfo)


def ring_text(ring: Ring) -> str:
    """Return a ring as one line of canonical JSON, as the store keeps it."""
    return canonical([asdict(key) for key in ring]).decode()


def ring_from_text(text: str) -> Ring:
    """Return the ring the store keeps; an empty text is an empty ring. Raises ValueError."""
    return ring_of(json.loads(text)) if text else ()


def in_base64(data: bytes) -> str:
    """Return bytes in base64."""
    return base64.b64encode(data).decode()
