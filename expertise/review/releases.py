"""What of a draft was released to the public, corrected, withdrawn, and what must stay inside.

All of it is told by entries of the journal: ``release``, ``recall`` (a release withdrawn), ``restrict`` and
``signature`` (one made outside, attached to a released file). Nothing is taken back by leaving it out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from expertise.errors import WrongUse
from expertise.review.journal import Entry

RELEASE, RECALL, RESTRICT, SIGNATURE = "release", "recall", "restrict", "signature"
Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Recall:
    """The withdrawal of a release: when, by whom, why."""

    at: str
    person: str
    reason: Texts


@dataclass(frozen=True, slots=True)
class Outside:
    """A signature made outside on a released file; ``checked`` tells that we checked it ourselves.

    ``target`` names the file of the release, ``name`` and ``sha256`` the signature's own file, ``key`` is
    the fingerprint it was checked with, empty for an unchecked one.
    """

    target: str
    name: str
    sha256: str
    checked: bool
    key: str


@dataclass(frozen=True, slots=True)
class Release:
    """One release of a signed conclusion; ``version`` counts the releases of a draft from 1.

    ``sign`` is the journal's number of the signed conclusion, ``note`` says what a later version corrects.
    ``record`` is SHA-256 of the kept record, ``files`` maps the names of released files to theirs.
    """

    seq: int
    version: int
    at: str
    person: str
    sign: int
    note: Texts
    record: str
    public: str
    signature: str
    files: Mapping[str, str]
    recall: Recall | None = None
    outside: tuple[Outside, ...] = ()


def releases(entries: Iterable[Entry]) -> tuple[Release, ...]:
    """Return the releases of one draft, oldest first, withdrawn ones among them.

    Raises WrongUse ``entry-spoiled`` for an entry that is not of its kind.
    """
    found: dict[int, Release] = {}
    held = list(entries)
    recalls = {e.payload.get("release"): e for e in held if e.kind == RECALL}
    outside: dict[Any, list[Outside]] = {}
    for entry in held:
        try:
            if entry.kind == RELEASE:
                found[entry.seq] = _release(entry, len(found) + 1)
            elif entry.kind == SIGNATURE:
                outside.setdefault(entry.payload["release"], []).append(_outside(entry.payload))
        except (KeyError, TypeError, AttributeError) as error:
            raise WrongUse("entry-spoiled", entry=entry.seq) from error
    return tuple(_joined(each, recalls.get(seq), outside.get(seq, [])) for seq, each in found.items())


def _release(entry: Entry, version: int) -> Release:
    said = entry.payload
    return Release(
        entry.seq, version, entry.at, entry.person, said["sign"], dict(said["note"]), said["record"],
        said["public"], said["signature"], dict(said["files"]),
    )  # fmt: skip


def _outside(said: Mapping[str, Any]) -> Outside:
    return Outside(said["target"], said["name"], said["sha256"], bool(said["checked"]), said["key"])


def _joined(release: Release, recall: Entry | None, outside: list[Outside]) -> Release:
    withdrawn = Recall(recall.at, recall.person, dict(recall.payload["reason"])) if recall else None
    return replace(release, recall=withdrawn, outside=tuple(outside))


def standing(found: Iterable[Release]) -> Release | None:
    """Return the release that stands: the newest one, None where it was withdrawn or there is none.

    An older release stands no more once a newer one corrected it, even when the newer is withdrawn.
    """
    last = None
    for each in found:
        last = each
    return last if last and not last.recall else None


def restricted(entries: Iterable[Entry]) -> str:
    """Return why a draft must not be released, empty where nothing forbids it."""
    reason = ""
    for entry in entries:
        if entry.kind == RESTRICT:
            reason = str(entry.payload.get("reason", "")) if entry.payload.get("on") else ""
    return reason
