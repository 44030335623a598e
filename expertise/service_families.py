"""One decision for all copies of a norm, on the expert's word: copies are proposed, never decided unasked."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from expertise.analysis.finding import Finding
from expertise.batch.likeness import norms_alike, plain
from expertise.errors import WrongUse
from expertise.review.carry import held
from expertise.review.examination import Examination
from expertise.review.state import Decision
from expertise.service_desk import Desk


@dataclass(frozen=True, slots=True)
class Copy:
    """A finding on the copy of a decided norm: ``similarity`` 0-1, 1 = the same words.

    ``subject`` names it in its draft, ``document`` is the text it stands in.
    """

    draft: str
    document: str
    subject: str
    title: str
    label: str
    quote: str
    similarity: float


@dataclass(frozen=True, slots=True)
class Decided:
    """A copy after the expert's word: the entry that was made, or what stood against it."""

    copy: Copy
    seq: int = 0
    error: Exception | None = None


def copies(desk: Desk, draft: str, subject: str, among: Collection[str] = ()) -> list[Copy]:
    """Return the undecided findings of other drafts on copies of a decided finding's norm, most alike first.

    A copy has the same rule and language and, signs and capitals aside, the same words or nearly so (see
    batch.likeness.NORMS_FROM); a finding on a whole act has none. ``among`` limits it to these drafts (a
    campaign), else all are looked through. Raises WrongUse: ``unknown-finding``, ``copy-of-undecided``.
    """
    finding, done, _ = _decided(desk, draft, subject)
    found = [
        copy
        for each in (among or [progress.draft for progress in desk.drafts(hidden=True)])
        if each != draft
        for copy in _in_draft(desk, each, finding, done)
    ]
    return sorted(found, key=lambda copy: (-copy.similarity, copy.draft, copy.subject))


def decide_copies(
    desk: Desk, draft: str, subject: str, chosen: Sequence[Copy], client: str, language: str
) -> Iterator[Decided]:
    """Enter the decision on a finding for the copies an expert has chosen, each as an entry of its own draft.

    Reason, note and wording are those of the decision. Nothing that was decided meanwhile is decided again:
    such a copy, and one that is none any more, comes back with its error (``copy-gone``) and stops no other.
    ``client`` names the request: the same again changes nothing. Raises WrongUse as ``copies``.
    """
    finding, done, decision = _decided(desk, draft, subject)
    for copy in chosen:
        body = _body(copy, decision, f"{client}:{copy.draft}:{copy.subject}")
        try:
            standing = {each.subject for each in _in_draft(desk, copy.draft, finding, done)}
            if copy.subject not in standing and not _entered(desk, copy, body["client"]):
                raise WrongUse("copy-gone", label=copy.label, title=copy.title)
            yield Decided(copy, int(desk.decide(copy.draft, body, language)["seq"]))
        except WrongUse as error:
            yield Decided(copy, error=error)


def _decided(desk: Desk, draft: str, subject: str) -> tuple[Finding, Examination, Decision]:
    for text in desk.texts(draft):
        done = desk.examination(text.id)
        if subject in done.by_key:
            standing = held(desk.state(draft), done).get(subject)
            if standing is None:
                raise WrongUse("copy-of-undecided", finding=subject)
            return done.by_key[subject], done, standing.decision
    raise WrongUse("unknown-finding", finding=subject)


def _in_draft(desk: Desk, draft: str, finding: Finding, done: Examination) -> Iterator[Copy]:
    """Yield the undecided findings of a draft's newest texts that are on copies."""
    words = _words(finding, done)
    state = desk.state(draft)
    for text in desk.texts(draft):
        if text.language != finding.language or not words:
            continue
        other = desk.examination(text.id)
        decided = held(state, other)
        for name, each in other.by_key.items():
            if each.rule != finding.rule or name in decided:
                continue
            alike = norms_alike(words, _words(each, other))
            if alike:
                title = other.act.requisites.title or text.file
                yield Copy(draft, text.id, name, title, each.label, each.quote, round(alike, 4))


def _words(finding: Finding, done: Examination) -> str:
    return plain(finding.sentence.of(done.act.text)) if finding.sentence else ""


def _entered(desk: Desk, copy: Copy, client: str) -> bool:
    return any(entry.client == client for entry in desk.store.entries(copy.draft))


def _body(copy: Copy, decision: Decision, client: str) -> dict[str, Any]:
    return {
        "action": decision.action, "client": client, "document": copy.document, "subjects": [copy.subject],
        "reason": decision.reason, "note": decision.note, "why": dict(decision.why),
        "recommendation": dict(decision.recommendation),
    }  # fmt: skip
