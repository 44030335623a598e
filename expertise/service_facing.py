"""Two texts side by side at the desk: languages, versions, a comparative table, a draft on its acts."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from expertise.errors import WrongUse
from expertise.reading.comparative import is_comparative
from expertise.review import bilingual, facing_views
from expertise.review.journal import canonical
from expertise.review.page import twins
from expertise.review.store import Document
from expertise.service_bases import amended
from expertise.service_desk import Desk

LANGUAGES, VERSIONS, TABLE, AMENDING = "languages", "versions", "table", "amending"
VIEWS = (LANGUAGES, VERSIONS, TABLE, AMENDING)


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


def tally(desk: Desk, draft: str) -> Mapping[str, int] | None:
    """Return the figures of the two languages compared, None where one of them is missing."""
    done = desk.languages(draft)
    return bilingual.tally(done, desk.state(draft)) if done else None
