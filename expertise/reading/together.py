"""Old formats many a call: LibreOffice takes four seconds to start and half a second a file.

The copies lie at hand while a batch is read, so that reading one file stays what it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from hashlib import sha256

from expertise.errors import UnreadableFile
from expertise.reading import office

#: Bytes that one call converts; a larger file has its own call, within the limits of that call.
MAX_BYTES = 8 * 1024 * 1024
_COPIES: ContextVar[Mapping[str, bytes]] = ContextVar("copies")


def copies(files: Sequence[tuple[str, bytes]]) -> dict[str, bytes]:
    """Return the .docx of each file (form and bytes) under its ``key``, from one call a form.

    What the call fails on is left out, with all that shared it: each is then converted by itself, and tells
    its own reason. One file alone is left out as well, there is nothing to gain.
    """
    found: dict[str, bytes] = {}
    for form in sorted({form for form, _ in files}):
        group = list(_small([data for own, data in files if own == form]))
        if len(group) < 2 or not office.available():
            continue
        try:
            made = office.to_docx(group, form, form)
        except UnreadableFile:
            continue
        found |= {key(form, data): copy for data, copy in zip(group, made, strict=True)}
    return found


def _small(files: Sequence[bytes]) -> Iterator[bytes]:
    room = MAX_BYTES
    for data in dict.fromkeys(files):
        if len(data) <= room:
            room -= len(data)
            yield data


def key(form: str, data: bytes) -> str:
    """Return the name under which the copy of a file lies."""
    return f"{form} {sha256(data).hexdigest()}"


@contextmanager
def at_hand(made: Mapping[str, bytes]) -> Iterator[None]:
    """Let what is read meanwhile take these copies instead of converting again."""
    token = _COPIES.set(made)
    try:
        yield
    finally:
        _COPIES.reset(token)


def held(form: str, data: bytes) -> bytes | None:
    """Return the copy at hand of a file, None where there is none."""
    made = _COPIES.get(None)
    return made.get(key(form, data)) if made else None
