"""The public record of a released conclusion: what is signed, published, and kept for good.

It is made of the signed statement and says nothing that the printed conclusion does not say, less the names
of files; a person's decisions that stayed out of the conclusion never reach it.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from expertise.conclusion.statement import canonical

Texts = Mapping[str, str]
SCHEMA = "expertise-conclusion-1"
#: Names of released things: a UUID of this space and their address, the same for ever.
_SPACE = uuid.UUID("6b1f3a52-6a0e-4c8b-9d0a-3d5f0c2a7e11")


def name_of(address: str) -> str:
    """Return the lasting name (URI) of what has this address on the site."""
    return uuid.uuid5(_SPACE, address).urn


def draft_address(draft: str) -> str:
    """Return the address of a draft, without language and without a slash at its ends."""
    return f"drafts/{draft}"


def version_address(draft: str, version: int) -> str:
    """Return the address of one released version of a conclusion."""
    return f"{draft_address(draft)}/conclusion-{version}"


@dataclass(frozen=True, slots=True)
class Found:
    """One finding as the public reads it; ``number`` is that of the conclusion («3», «3.2»).

    ``who`` says who could use the norm against whom, as far as the norm names it; ``risk`` how; ``missing``
    which safeguards were looked for; ``cure`` what was asked. ``eids`` name the unit in each text.
    """

    number: str
    place: Texts
    eids: Texts
    quotes: Texts
    factor: str
    name: Texts
    clause: str
    level: str
    missing: Texts
    who: Texts
    risk: Texts
    cure: Texts


@dataclass(frozen=True, slots=True)
class Text:
    """A text that was examined: language, SHA-256 of its file, how much of it."""

    language: str
    sha256: str
    articles: int
    units: int
    passages: int


@dataclass(frozen=True, slots=True)
class Unjudged:
    """A factor that the tool did not judge or judged in part."""

    factor: str
    name: Texts
    reason: Texts


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signed the conclusion on paper; ``role`` is expert or head."""

    role: str
    name: Texts
    post: Texts


@dataclass(frozen=True)
class Record:
    """A released conclusion.

    ``id``, ``draft`` and ``replaces`` are lasting names (urn:uuid), ``key`` is the draft's own short one and
    part of every address. ``kind`` is draft or act (in force). ``date`` is that of the conclusion, ISO;
    ``released`` a moment, ISO UTC. ``level`` is none, low, medium or high, ``verdict`` recommended, revise
    or rejected. ``files`` maps the name of every released file to its SHA-256. ``body`` is the initiator,
    else the body the act itself names; empty where nobody said.
    """

    schema: str
    id: str
    draft: str
    key: str
    version: int
    replaces: str
    note: Texts
    released: str
    kind: str
    form: str
    type: Texts
    title: Texts
    requisites: Texts
    body: Texts
    fields: tuple[str, ...]
    number: str
    date: str
    level: str
    verdict: str
    method: Texts
    method_date: str
    lexicon: str
    engine: str
    texts: tuple[Text, ...]
    unjudged: tuple[Unjudged, ...]
    findings: tuple[Found, ...]
    collisions: Texts
    differences: Texts
    compared: bool
    remarks: Texts
    signers: tuple[Signer, ...]
    unreviewed: int
    override: Texts
    files: Mapping[str, str] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """Return where this version lies on the site, without language."""
        return version_address(self.key, self.version)

    def plain(self) -> dict[str, Any]:
        """Return the record as JSON."""
        return asdict(self)

    def data(self) -> bytes:
        """Return the record as canonical JSON: what is signed and kept."""
        return canonical(self.plain())


_PARTS: Mapping[str, Any] = {"texts": Text, "unjudged": Unjudged, "findings": Found, "signers": Signer}


def record_of(value: Mapping[str, Any]) -> Record:
    """Return the record that ``plain`` gave; raises KeyError, TypeError for anything else."""
    named = {each.name: value[each.name] for each in fields(Record)}
    for name, kind in _PARTS.items():
        named[name] = _each(kind, named[name])
    return Record(**{**named, "fields": tuple(named["fields"])})


def _each(kind: Any, values: Sequence[Mapping[str, Any]]) -> tuple[Any, ...]:
    return tuple(kind(**value) for value in values)
