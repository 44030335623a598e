"""Statement: all that a conclusion says, before anything is laid out as Word, PDF or JSON.

A statement holds both languages side by side; a file of one language prints only its own side. It is made of
what an expert decided and typed, never of a finding nobody accepted.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

#: A text by language, «ru» and «ky»; a language that nobody has written is missing or empty.
Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Objection:
    """One factor the expert found in a norm.

    ``clause`` is the factor's clause in the methodology, its id where that text numbers factors so.
    ``missing`` names the safeguards that were searched and not found, with the places searched; empty where
    nothing is missing. ``risk`` is the corruption mechanism in one sentence, ``cure`` the recommendation.
    ``level`` is low, medium or high. ``source`` tells who wrote it: ``tool`` (accepted as proposed),
    ``changed`` (accepted with the expert's wording) or ``expert`` (own finding).
    """

    factor: str
    name: Texts
    clause: str
    missing: Texts
    risk: Texts
    cure: Texts
    level: str
    severity: int
    source: str


@dataclass(frozen=True, slots=True)
class Item:
    """One norm with its objections; ``quotes`` holds the norm's words in each language that was examined.

    ``place`` is the address of the unit («ст. 12 ч. 3»), ``number`` counts the items from 1. ``lacking`` are
    the languages in whose text some of the objections were not found: it may say otherwise there.
    """

    number: int
    place: Texts
    quotes: Texts
    objections: tuple[Objection, ...]
    lacking: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """A document of the package: ``received`` is yes, no or none (not needed for this draft)."""

    name: Texts
    received: str
    note: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Source:
    """A text that was examined: its language, file, SHA-256 and how much of it the tool looked at."""

    language: str
    file: str
    sha256: str
    articles: int
    units: int
    passages: int
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Limit:
    """A factor the tool does not judge, or judges in part, with the reason."""

    factor: str
    name: Texts
    reason: Texts


@dataclass(frozen=True, slots=True)
class Compared:
    """The two languages after the comparison: passages put side by side, differences by decision."""

    rows: int
    found: int
    accepted: int
    rejected: int
    open: int


@dataclass(frozen=True, slots=True)
class Signatory:
    """A person who signs: ``role`` is expert or head; texts may be empty while the conclusion is a draft."""

    role: str
    name: Texts
    post: Texts


@dataclass(frozen=True, slots=True)
class Statement:
    """A whole conclusion. ``signed`` tells a signed conclusion from a preview.

    ``form`` names a file of lexicons/forms. ``date`` is ISO (YYYY-MM-DD) or empty, ``number`` may be empty.
    ``level`` is none, low, medium or high; ``verdict`` is recommended, revise or rejected, empty while
    findings are open and the expert chose none. ``collisions`` and ``differences`` are what the expert wrote
    on collisions and gaps and on the two languages. ``compared`` tells whether the two languages were
    compared at all, ``comparison`` in figures. ``undecided`` counts findings of the program that the expert
    has not decided on and that are therefore not in it. ``unreviewed`` counts printed strings that no
    authority has approved, ``override`` is the head's reason to sign all the same.
    """

    form: str
    signed: bool
    kind: Texts
    title: Texts
    requisites: Texts
    initiator: Texts
    ground: Texts
    papers: tuple[Paper, ...]
    subject: Texts
    method: Texts
    method_date: str
    lexicon: str
    engine: str
    sources: tuple[Source, ...]
    limits: tuple[Limit, ...]
    items: tuple[Item, ...]
    collisions: Texts
    differences: Texts
    compared: bool
    level: str
    verdict: str
    remarks: Texts
    signatories: tuple[Signatory, ...]
    number: str
    date: str
    place: Texts
    unreviewed: int = 0
    override: Texts = field(default_factory=dict)
    comparison: Compared | None = None
    undecided: int = 0

    @property
    def open_differences(self) -> int:
        """Return how many differences of the two languages nobody has decided on."""
        return self.comparison.open if self.comparison else 0

    @property
    def open(self) -> int:
        """Return how much of what the program found nobody has decided on."""
        return self.undecided + self.open_differences

    def record(self) -> bytes:
        """Return the statement as canonical JSON (sorted keys, UTF-8): the same statement, the same bytes."""
        return canonical(asdict(self))


def canonical(value: object) -> bytes:
    """Return JSON with sorted keys, no spaces and UTF-8, so that equal values give equal bytes."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
