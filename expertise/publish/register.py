"""All that a site shows, gathered: no store and no clock behind it; equal registers give equal sites."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from expertise.publish.envelope import Signature
from expertise.publish.keys import Ring
from expertise.publish.record import Found, Record, Texts, draft_address, name_of

STANDING, CORRECTED, WITHDRAWN = "standing", "corrected", "withdrawn"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one finding: the drafter's answer and the fate of the norm.

    ``verdict`` is accepted, partly, rejected or empty; ``fate`` cured, kept, changed, unclear or empty;
    ``promise`` met, broken, look, waiting or empty. ``reason`` and ``wording`` are in the drafter's language.
    """

    verdict: str = ""
    reason: str = ""
    wording: str = ""
    fate: str = ""
    promise: str = ""


@dataclass(frozen=True, slots=True)
class Attached:
    """A signature made outside, published beside the file it signs; ``checked`` by us or by nobody here."""

    target: str
    name: str
    data: bytes
    checked: bool
    key: str


@dataclass(frozen=True)
class Version:
    """One released version of a conclusion; a withdrawn one has neither record nor files, only its place.

    ``status`` is standing, corrected (a later version replaced it) or withdrawn. ``at`` is the moment of
    the release, ``ended`` that of the withdrawal, ISO UTC.
    """

    key: str
    number: int
    status: str
    at: str
    note: Texts
    record: Record | None
    signature: Signature | None
    files: Mapping[str, bytes]
    attached: tuple[Attached, ...] = ()
    ended: str = ""
    reason: Texts = field(default_factory=dict)

    @property
    def address(self) -> str:
        """Return where this version lies on the site, without language."""
        return f"{draft_address(self.key)}/conclusion-{self.number}"

    @property
    def uri(self) -> str:
        """Return the lasting name of this version."""
        return name_of(self.address)


@dataclass(frozen=True)
class Discussion:
    """The report of a public discussion as a person confirmed it; ``rows`` are free of personal data."""

    date: str
    totals: Mapping[str, int]
    rows: Mapping[str, tuple[Mapping[str, object], ...]]
    files: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class CheckedItem:
    """One point of the checklist of a regulatory impact analysis: whether it was found."""

    text: Texts
    found: bool


@dataclass(frozen=True)
class Impact:
    """The regulatory impact analysis: ``data`` is its clean file, empty where it cannot be published."""

    name: str
    data: bytes
    items: tuple[CheckedItem, ...]
    complete: bool


@dataclass(frozen=True)
class Dossier:
    """One draft or act on the site: its versions oldest first, and what belongs to it.

    ``outcomes`` are those of the newest version, by the number of the finding.
    """

    key: str
    versions: tuple[Version, ...]
    outcomes: Mapping[str, Outcome] = field(default_factory=dict)
    discussion: Discussion | None = None
    impact: Impact | None = None

    @property
    def address(self) -> str:
        """Return where the draft lies on the site, without language."""
        return draft_address(self.key)

    @property
    def standing(self) -> Version | None:
        """Return the version that stands, None where the newest one was withdrawn."""
        last = self.versions[-1]
        return last if last.status == STANDING else None

    @property
    def record(self) -> Record | None:
        """Return the record that stands."""
        return self.standing.record if self.standing else None

    def outcome(self, found: Found) -> Outcome:
        """Return what became of a finding of the newest version, an empty outcome while nobody answered."""
        return self.outcomes.get(found.number, Outcome())

    @property
    def moment(self) -> str:
        """Return the last moment at which something of it was released or withdrawn."""
        return max(each.ended or each.at for each in self.versions)


@dataclass(frozen=True, slots=True)
class Work:
    """How much was done, published or not: counts of ``kind`` (draft or act)."""

    kind: str
    received: int
    examined: int
    restricted: int
    published: int


@dataclass(frozen=True)
class Factor:
    """A factor of the methodology in plain words."""

    id: str
    name: Texts
    about: Texts


@dataclass(frozen=True)
class Register:
    """The whole site as data; ``updated`` is the last moment that anything in it speaks of, ISO UTC."""

    dossiers: tuple[Dossier, ...]
    work: tuple[Work, ...]
    factors: Mapping[str, Factor]
    fields: Mapping[str, Texts]
    ring: Ring
    updated: str
    address: str = ""  # of the site on the web, for the feed; empty where nobody said

    def records(self) -> Iterator[tuple[Dossier, Record]]:
        """Yield every draft with the record that stands."""
        for dossier in self.dossiers:
            if dossier.record:
                yield dossier, dossier.record
