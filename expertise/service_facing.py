"""Two texts side by side at the desk: languages, versions, a comparative table, a draft on its acts."""

from __future__ import annotations

import gzip
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from expertise.analysis.amended import Amended
from expertise.analysis.change import CURED, INTRODUCED, KEPT
from expertise.errors import UnreadableFile, WrongUse
from expertise.reading.comparative import is_comparative
from expertise.review import bases, bilingual, facing_views
from expertise.review.journal import canonical
from expertise.review.page import twins
from expertise.review.store import Document
from expertise.review.typed import one_line
from expertise.service_desk import Desk

LANGUAGES, VERSIONS, TABLE, AMENDING = "languages", "versions", "table", "amending"
VIEWS = (LANGUAGES, VERSIONS, TABLE, AMENDING)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an amending draft does to one act: counts of findings, operations that do not fit."""

    title: str
    file: str
    counts: Mapping[str, int]
    operations: int
    misfits: int
    repealed: bool


@dataclass(frozen=True, slots=True)
class Applied:
    """An amending draft on its acts: ``acts`` in order, titles ``without`` a base, lines not ``unparsed``."""

    acts: tuple[Outcome, ...]
    without: tuple[str, ...]
    unparsed: int


def page(desk: Desk, view: str, document: str, with_: str = "") -> tuple[bytes, str]:
    """Return a page of two texts as gzipped JSON and its ETag.

    ``document`` is the text that decisions are about; ``with_`` the older version, or which of the acts (a
    number from 0). Raises WrongUse ``unknown-document``, ``bad-request``.
    """
    text = desk.store.document(document)
    made = _VIEW.get(view, _unknown)(desk, text, with_)
    data = gzip.compress(canonical(made).encode(), 5, mtime=0)
    return data, sha256(data).hexdigest()[:32]


def decisions(desk: Desk, draft: str, document: str, view: str) -> dict[str, Any]:
    """Return the decisions that a page of two texts shows; own findings stand on the act page."""
    state = {**desk.decisions(draft, document), "own": []}
    return {**state, "decisions": desk.differences(draft)} if view == LANGUAGES else state


def _unknown(desk: Desk, text: Document, with_: str) -> dict[str, Any]:
    raise WrongUse("bad-request", detail="view")


def _languages(desk: Desk, text: Document, with_: str) -> dict[str, Any]:
    done = desk.languages(text.draft)
    if done is None:
        raise WrongUse("one-language-only")
    return facing_views.languages(text.id, done, done.shown(), desk.lexicon, list(desk.reasons.values()))


def _versions(desk: Desk, text: Document, with_: str) -> dict[str, Any]:
    old = desk.store.document(with_)
    if (old.draft, old.language) != (text.draft, text.language):
        raise WrongUse("unknown-document", document=with_)
    new = desk.examination(text.id)
    reasons = list(desk.reasons.values())
    return facing_views.versions(
        text.id, desk.examination(old.id), new, _paired(desk, text), desk.lexicon, reasons
    )


def _table(desk: Desk, text: Document, with_: str) -> dict[str, Any]:
    reasons = list(desk.reasons.values())
    return facing_views.table(text.id, desk.examination(text.id), _paired(desk, text), desk.lexicon, reasons)


def _amending(desk: Desk, text: Document, with_: str) -> dict[str, Any]:
    done = amended(desk, text)
    number = int(with_) if with_.isdecimal() else 0
    if not 0 <= number < len(done.changed):
        raise WrongUse("bad-request", detail="base")
    decidable = desk.examination(text.id).by_key
    return facing_views.amending(text.id, done, number, decidable, desk.lexicon, list(desk.reasons.values()))


_VIEW = {LANGUAGES: _languages, VERSIONS: _versions, TABLE: _table, AMENDING: _amending}


def _paired(desk: Desk, text: Document) -> Mapping[str, str]:
    other = desk.other(text)
    return twins(desk.examination(text.id), desk.examination(other)) if other else {}


def is_table(desk: Desk, text: Document) -> bool:
    """Tell whether a text is a comparative table."""
    return is_comparative(desk.examination(text.id).act)


def amended(desk: Desk, text: Document) -> Amended:
    """Return a draft checked on the acts it changes.

    Raises WrongUse ``no-operations``, ``base-unasked``; UnreadableFile ``file-lost``, ``file-altered``.
    """
    acts = [desk.base(each.sha256) for each in desk.bases(text.draft, text.language)]
    return bases.amended(desk.examination(text.id).act, acts, desk.lexicon)


def applied(desk: Desk, text: Document) -> Applied:
    """Return what an amending draft does to the acts it changes, in figures. Raises as ``amended``."""
    done = amended(desk, text)
    return Applied(
        tuple(
            Outcome(
                each.consolidation.base.requisites.title, base.file,
                {name: each.fates.counts()[name] for name in (INTRODUCED, KEPT, CURED)},
                len(each.consolidation.operations), len(each.consolidation.misfits),
                each.consolidation.repealed,
            )
            for each, base in zip(done.changed, desk.bases(text.draft, text.language), strict=True)
        ),
        tuple(act.title for act in done.without_base), len(done.parsed.unparsed),
    )  # fmt: skip


def add_bases(desk: Desk, draft: str, files: Sequence[tuple[str, bytes]]) -> list[Exception]:
    """Add acts that the draft changes and examine its texts on all of them; return what went wrong, by file.

    A file that cannot be read, or that the draft does not change, stops no other and is not added.
    """
    known = list(bases.bases(desk.store.entries(draft)))
    before = len(known)
    troubles: list[Exception] = []
    for name, data in files:
        try:
            known.append(_taken(desk, draft, one_line(name), data, known))
        except (UnreadableFile, WrongUse) as error:
            troubles.append(error)
    if len(known) > before:
        _enter(desk, draft, known)
    return troubles


def _taken(desk: Desk, draft: str, name: str, data: bytes, known: Sequence[bases.Base]) -> bases.Base:
    """Return a file as a base after it was tried. Raises UnreadableFile, WrongUse."""
    digest = desk.store.keep(data)
    if any(each.sha256 == digest for each in known):
        raise WrongUse("base-known", file=name)
    try:
        act = desk.base(digest)
    except UnreadableFile as error:
        raise UnreadableFile(error.code, **{**error.parameters, "file": name}) from error
    text = next((t for t in desk.texts(draft) if t.language == act.language), None)
    if text is None:
        raise WrongUse("base-language", file=name)
    others = [desk.base(each.sha256) for each in known if each.language == act.language]
    bases.amended(desk.examination(text.id).act, [*others, act], desk.lexicon)
    return bases.Base(name, digest, act.language, act.requisites.title)


def drop_base(desk: Desk, draft: str, digest: str) -> None:
    """Take an act away again: the draft is examined on the others."""
    known = bases.bases(desk.store.entries(draft))
    _enter(desk, draft, [each for each in known if each.sha256 != digest])


def _enter(desk: Desk, draft: str, chosen: Sequence[bases.Base]) -> None:
    desk.store.enter(draft, desk.person, bases.KIND, bases.payload(chosen))
    desk.examine_on_bases(draft)


def tally(desk: Desk, draft: str) -> Mapping[str, int] | None:
    """Return the figures of the two languages compared, None where one of them is missing."""
    done = desk.languages(draft)
    return bilingual.tally(done, desk.state(draft)) if done else None
