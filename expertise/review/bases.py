"""The acts that an amending draft changes, as an expert gave them: the draft is examined applied to them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from expertise.act import Act
from expertise.analysis.amended import check_amended
from expertise.analysis.finding import Finding
from expertise.corpus.store import Corpus
from expertise.errors import WrongUse
from expertise.lexicon.lexicon import Lexicon
from expertise.packing import act_of, act_record
from expertise.review.examination import Examination, key
from expertise.review.journal import Entry, canonical

KIND = "bases"
_ACT = "act"


@dataclass(frozen=True, slots=True)
class Base:
    """An act to be changed: its file in the store by SHA-256, its language and title."""

    file: str
    sha256: str
    language: str
    title: str


def bases(entries: Iterable[Entry]) -> tuple[Base, ...]:
    """Return what the last entry of the kind says, nothing where none was given."""
    said = [entry.payload["files"] for entry in entries if entry.kind == KIND]
    named = ("file", "sha256", "language", "title")
    return tuple(Base(*(str(each[name]) for name in named)) for each in said[-1]) if said else ()


def payload(chosen: Sequence[Base]) -> dict[str, object]:
    """Return what the journal says of chosen bases; none take back those of before."""
    return {
        "files": [
            {"file": b.file, "sha256": b.sha256, "language": b.language, "title": b.title} for b in chosen
        ]
    }


def kept(act: Act) -> bytes:
    """Return an act that has no file of its own (one of the corpus) as bytes; equal acts give equal bytes."""
    return canonical({_ACT: act_record(act)}).encode()


def opened(data: bytes) -> Act | None:
    """Return the act that ``kept`` wrote, None for the bytes of any file."""
    begin = canonical({_ACT: {}})[:-2].encode()
    return act_of(json.loads(data)[_ACT]) if data.startswith(begin) else None


def examined(
    done: Examination, acts: Sequence[Act], lexicon: Lexicon, corpus: Corpus | None = None
) -> Examination:
    """Return the examination of a draft applied to its bases: what it brings in, at its own places.

    A draft that does not fit the bases is examined alone, as ``done`` has it; why, ``amended`` tells.
    """
    try:
        found = check_amended(done.act, acts, lexicon, corpus=corpus).in_draft()
    except WrongUse:
        return done
    once: dict[str, Finding] = {}
    for finding in found:
        once.setdefault(key(finding), finding)
    return replace(done, findings=tuple(once.values()))
