"""The journal: every entry as it was made, each bound to the one before by its hash.

Nothing in it is changed or removed; what was decided is told by reading it from the first entry to the last
(review.state). One chain runs over all drafts of a store.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

#: ``previous`` of the first entry.
GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the journal.

    ``client`` is the name the asker gave it, so that asking twice enters it once. ``at`` is UTC, ISO 8601.
    ``kind`` is created, version, package, sealed, requisites, accept, change, reject, own, withdraw, undo,
    sign or return; after the signature also answer and adopted (review.answers), proposals, resolve, consent,
    link, discussion-report (discussion.proposal) and ria, restrict, release, recall and signature
    (review.releases); judgement (service_quality); those of
    review.campaigns. ``payload`` is JSON of that kind.
    """

    seq: int
    draft: str
    client: str
    at: str
    person: str
    kind: str
    payload: Mapping[str, Any]
    previous: str
    hash: str


def canonical(value: object) -> str:
    """Return JSON with sorted keys and no spaces: equal values give equal text."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(
    previous: str, draft: str, client: str, at: str, person: str, kind: str, payload: Mapping[str, Any]
) -> str:
    """Return the hash of an entry: SHA-256 over the hash before it and all it says."""
    said = canonical([previous, draft, client, at, person, kind, payload])
    return hashlib.sha256(said.encode()).hexdigest()


def seal(document: Mapping[str, Any]) -> str:
    """Return the digest of a stored document: all columns of its row, the examination by its own SHA-256.

    The entry that brings a version carries it, so that the chain holds the examination too.
    """
    said = {name: value for name, value in document.items() if name != "examination"}
    examined = hashlib.sha256(document["examination"]).hexdigest()
    return hashlib.sha256(canonical([said, examined]).encode()).hexdigest()


def broken(entries: Iterable[Entry]) -> Iterator[int]:
    """Yield ``seq`` of every entry that was altered or whose predecessor is not the one it was entered after.

    ``entries`` are the whole journal in order.
    """
    previous = GENESIS
    for entry in entries:
        expected = digest(
            entry.previous, entry.draft, entry.client, entry.at, entry.person, entry.kind, entry.payload
        )
        if entry.previous != previous or entry.hash != expected:
            yield entry.seq
        previous = entry.hash


def broken_at(entries: Iterable[Entry]) -> int | None:
    """Return ``seq`` of the first entry that does not fit the chain, None where all hold."""
    return next(broken(entries), None)
