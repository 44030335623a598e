"""A signed record: JSON with its Ed25519 signature beside it, as it lies on the site and in the journal."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from expertise.conclusion.statement import canonical
from expertise.errors import UnreadableFile
from expertise.publish.keys import Signer, holds

ALGORITHM = "Ed25519"


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature over canonical JSON; ``public`` and ``value`` are base64."""

    public: str
    value: str

    @property
    def fingerprint(self) -> str:
        """Return the fingerprint of the key, empty for no key and for what is no base64."""
        if not self.public:
            return ""
        try:
            return sha256(base64.b64decode(self.public, validate=True)).hexdigest()
        except ValueError:
            return ""

    def record(self) -> dict[str, str]:
        """Return the signature as JSON."""
        return {
            "algorithm": ALGORITHM, "key": self.fingerprint, "public": self.public, "value": self.value,
        }  # fmt: skip


def signed(record: Mapping[str, Any], signer: Signer) -> Signature:
    """Sign a record: the signature covers its canonical JSON (sorted keys, no spaces, UTF-8)."""
    return Signature(signer.public, signer.sign(canonical(record)))


def is_sound(record: Mapping[str, Any], signature: Signature) -> bool:
    """Tell whether the record is the one that was signed."""
    return holds(signature.public, canonical(record), signature.value)


def sealed(record: Mapping[str, Any], signature: Signature) -> bytes:
    """Return record and signature as one file: indented, for people to read too."""
    whole = {"record": record, "signature": signature.record()}
    return json.dumps(whole, ensure_ascii=False, sort_keys=True, indent=1).encode() + b"\n"


def opened(data: bytes, file: str) -> tuple[dict[str, Any], Signature]:
    """Return record and signature of a file. Raises UnreadableFile ``not-a-record``."""
    try:
        whole = json.loads(data)
        record, signature = whole["record"], whole["signature"]
        if not isinstance(record, dict) or signature["algorithm"] != ALGORITHM:
            raise UnreadableFile("not-a-record", file=file)
        return record, Signature(str(signature["public"]), str(signature["value"]))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise UnreadableFile("not-a-record", file=file) from error
