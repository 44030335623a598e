"""Nouns of the corpus: a work (an act through its life), its texts, the state of the whole."""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from expertise.act import Language, Requisites
from expertise.language.translit import slug
from expertise.reading.words import either, words

IN_FORCE, REPEALED, NOT_YET = "in-force", "repealed", "not-yet"
_SAID = 16  # digits of a digest that are printed
#: Kinds whose number and date name one act in the country; all others need the body that issued it.
_OF_THE_STATE = frozenset({"constitution", "constitutional-law", "code", "law"})


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether an act is in force: ``state`` since a day (None: unknown), and what says so.

    ``basis`` is the URI of the act that ended it, "text" (its own note), "index" (of the import) or "hand".
    """

    state: str = IN_FORCE
    since: datetime.date | None = None
    basis: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Edition:
    """One text of a work: ``date`` is that of the edition, None where nothing tells it."""

    language: Language
    date: datetime.date | None
    file: str
    sha256: str
    articles: int


@dataclass(frozen=True, slots=True)
class Work:
    """An act through its life: ``uri`` after Akoma Ntoso, ``force`` 1 is the highest, 0 unknown.

    ``titles`` are by language, ``editions`` are all texts held, oldest first.
    """

    uri: str
    kind: str
    number: str
    date: datetime.date | None
    body: str
    titles: Mapping[Language, str]
    force: int
    standing: Standing
    editions: tuple[Edition, ...]

    @property
    def state(self) -> str:
        """In force, repealed or not yet in force."""
        return self.standing.state

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages the act is held in, Kyrgyz first."""
        return tuple(sorted({edition.language for edition in self.editions}))

    def title(self, language: Language) -> str:
        """Return the title in a language, in the other one where there is none."""
        return self.titles.get(language) or next(iter(self.titles.values()), "")


@dataclass(frozen=True, slots=True)
class Hit:
    """A unit that a search found: its act, its address, and words around what was sought."""

    uri: str
    language: Language
    eid: str
    label: str
    title: str
    snippet: str


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be added: an error's code and parameters, as errors carry them."""

    file: str
    sha256: str
    code: str
    parameters: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class State:
    """What a finding that rests on the corpus names: how many acts, the newest date among them, the digest.

    ``digest`` is the SHA-256 over what the corpus holds: equal digests give equal findings.
    """

    acts: int
    newest: datetime.date | None
    digest: str

    def record(self) -> dict[str, object]:
        """Return the state as in the JSON interface."""
        newest = self.newest.isoformat() if self.newest else None
        return {"acts": self.acts, "newest": newest, "digest": self.digest}

    def said(self, day: str = "%Y-%m-%d") -> dict[str, object]:
        """Return count, newest and digest as messages print them; ``day`` is the form of a date."""
        newest = self.newest.strftime(day) if self.newest else "-"
        return {"count": self.acts, "newest": newest, "digest": self.digest[:_SAID]}

    @classmethod
    def of(cls, record: Mapping[str, Any]) -> State:
        """Return the state that ``record`` gave."""
        newest = datetime.date.fromisoformat(record["newest"]) if record["newest"] else None
        return cls(record["acts"], newest, record["digest"])


@dataclass(frozen=True, slots=True)
class Stock:
    """Counts of a corpus: texts by language, acts by kind and by standing, dates, failures."""

    state: State
    languages: Mapping[str, int]
    kinds: Mapping[str, int]
    standings: Mapping[str, int]
    oldest: datetime.date | None
    editions: int
    units: int
    failures: int


@dataclass(frozen=True, slots=True)
class Told:
    """What an index or a file's name says of an act beyond its text; empty where it says nothing."""

    kind: str = ""
    title: str = ""
    number: str = ""
    date: datetime.date | None = None
    body: str = ""
    language: Language | None = None
    edition: datetime.date | None = None
    standing: Standing | None = None


def work_uri(named: Requisites, language: Language) -> str:
    """Return the URI of the act that requisites name: «/akn/kg/act/law/2025-08-01/257».

    Acts that are not of parliament carry the body that issued them. Without a number the words of the title
    stand in its place, without a date «undated»; the same requisites always give the same URI.
    """
    body = "" if named.type in _OF_THE_STATE else slug(_russian_body(named.body))
    day = named.date.isoformat() if named.date else "undated"
    number = _number(named.number)
    if not number and named.type != "constitution":
        title = " ".join(named.title.casefold().split())
        number = f"x-{language}-{hashlib.sha256(title.encode()).hexdigest()[:10]}"
    return "/".join(part for part in ("/akn/kg/act", named.type or "act", body, day, number) if part)


def _number(number: str) -> str:
    return re.sub(r"[^\w-]+", "-", number.casefold()).strip("-")


def _russian_body(body: str) -> str:
    """Return the Russian name of a body that is named in either language, without the country."""
    for entry in words("bodies"):
        if body and re.search(either(entry["words"]), body, re.IGNORECASE):
            return str(entry["ru"]).replace("Кыргызской Республики", "")
    return body
