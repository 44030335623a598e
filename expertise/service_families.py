"""One decision for all copies of a norm, on the expert's word: copies are proposed, never decided unasked."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from expertise.analysis.finding import Finding
from expertise.batch.likeness import norms_alike, plain
from expertise.errors import WrongUse
from expertise.review.carry import held
from expertise.review.examination import Examination, unpacked
from expertise.review.state import Decision
from expertise.review.store import Document
from expertise.review.typed import one_line
from expertise.service_desk import Desk


@dataclass(frozen=True, slots=True)
class Copy:
    """A finding on the copy of a decided norm: ``similarity`` 0-1, 1 = the same words, ``norm`` its words.

    ``subject`` names it in its draft, ``document`` is the text it stands in, ``of`` the decided finding.
    ``signed``: the conclusion on its draft is signed already.
    """

    of: str
    draft: str
    document: str
    subject: str
    title: str
    label: str
    quote: str = ""
    norm: str = ""
    similarity: float = 1.0
    signed: bool = False


@dataclass(frozen=True, slots=True)
class Decided:
    """A copy after the expert's word: the entry that was made, or what stood against it."""

    copy: Copy
    seq: int = 0
    error: Exception | None = None


@dataclass(frozen=True, slots=True)
class _Norm:
    """A finding as copies are told by: its rule, and the words of its norm as they stand and plain."""

    subject: str
    rule: str
    words: str
    norm: str
    label: str
    quote: str


@dataclass(frozen=True, slots=True)
class _Text:
    title: str
    norms: tuple[_Norm, ...]


#: The norms of a text that was looked through never change: nobody waits for them twice.
_SEEN: WeakKeyDictionary[Desk, dict[str, _Text]] = WeakKeyDictionary()


def copies(desk: Desk, draft: str, *subjects: str, among: Collection[str] = ()) -> list[Copy]:
    """Return the undecided findings of other drafts on copies of decided findings' norms, most alike first.

    A copy has the same rule and language and, signs and capitals aside, the same words or nearly so (see
    batch.likeness.NORMS_FROM); a finding on a whole act has none. ``among`` limits it to these drafts (a
    campaign), else all are looked through. Of several subjects those that are not decided are left out.
    Raises WrongUse: ``unknown-finding``, ``copy-of-undecided`` where none is decided.
    """
    sources = _sources(desk, draft, subjects)
    documents: dict[str, list[Document]] = {}
    for each in among or (progress.draft for progress in desk.drafts(hidden=True)):
        if each != draft:
            documents[each] = desk.texts(each)
    found = [
        copy
        for name, texts in documents.items()
        for copy in _in_draft(desk, name, texts, sources)
    ]  # fmt: skip
    return sorted(found, key=lambda copy: (-copy.similarity, copy.draft, copy.subject))


def decide_copies(
    desk: Desk, draft: str, chosen: Sequence[Copy], client: str, language: str
) -> Iterator[Decided]:
    """Enter the decisions on findings for the copies an expert has chosen, each as an entry of its own draft.

    Reason, note and wording are those of the decision. Nothing that was decided meanwhile is decided again:
    such a copy, and one that is none any more, comes back with its error (``copy-gone``) and stops no other.
    ``client`` names the request: the same again changes nothing. Raises WrongUse as ``copies``.
    """
    sources = {name: _decided(desk, draft, name) for name in dict.fromkeys(copy.of for copy in chosen)}
    for copy in chosen:
        source, decision = sources[copy.of]
        body = _body(copy, decision, f"{client}:{copy.draft}:{copy.subject}")
        try:
            texts = desk.texts(copy.draft)
            standing = {each.subject for each in _in_draft(desk, copy.draft, texts, [source])}
            if copy.subject not in standing and not _entered(desk, copy, body["client"]):
                raise WrongUse("copy-gone", label=copy.label, title=copy.title)
            yield Decided(copy, int(desk.decide(copy.draft, body, language)["seq"]))
        except WrongUse as error:
            yield Decided(copy, error=error)


def named_copies(said: object) -> list[Copy]:
    """Return the copies that a page names: a list of objects with the first parts of Copy, all texts.

    Raises WrongUse ``bad-request``; whether they are copies is told when they are decided.
    """
    names = ("of", "draft", "document", "subject", "title", "label")
    if not isinstance(said, list) or not said:
        raise WrongUse("bad-request", detail="chosen")
    found = []
    for each in said:
        if not isinstance(each, dict) or not all(isinstance(each.get(name), str) for name in names):
            raise WrongUse("bad-request", detail="chosen")
        of, draft, document, subject, title, label = (one_line(each[name]) for name in names)
        found.append(Copy(of, draft, document, subject, title, label))
    return found


def _sources(desk: Desk, draft: str, subjects: Sequence[str]) -> list[_Norm]:
    found, troubles = [], []
    for subject in subjects:
        try:
            found.append(_decided(desk, draft, subject)[0])
        except WrongUse as error:
            troubles.append(error)
    if troubles and not found:
        raise troubles[0]
    return found


def _decided(desk: Desk, draft: str, subject: str) -> tuple[_Norm, Decision]:
    for text in desk.texts(draft):
        done = desk.examination(text.id)
        if subject in done.by_key:
            standing = held(desk.state(draft), done).get(subject)
            if standing is None:
                raise WrongUse("copy-of-undecided", finding=subject)
            return _norm(subject, done.by_key[subject], done), standing.decision
    raise WrongUse("unknown-finding", finding=subject)


def _in_draft(desk: Desk, draft: str, texts: Sequence[Document], sources: Sequence[_Norm]) -> Iterator[Copy]:
    """Yield the undecided findings of a draft's newest texts that are on copies."""
    state = desk.state(draft)
    for text in texts:
        wanted = [source for source in sources if source.words and _language(source) == text.language]
        if not wanted:
            continue
        other = _text(desk, text)
        for each in other.norms:
            if each.subject in state.decisions:
                continue
            for source in wanted:
                alike = norms_alike(source.words, each.words) if source.rule == each.rule else 0.0
                if alike:
                    yield Copy(
                        source.subject, draft, text.id, each.subject, other.title, each.label, each.quote,
                        each.norm, round(alike, 4), bool(state.signed),
                    )  # fmt: skip
                    break


def _language(norm: _Norm) -> str:
    return norm.subject.partition(":")[0]


def _text(desk: Desk, text: Document) -> _Text:
    seen = _SEEN.setdefault(desk, {})
    if text.id not in seen:
        done = unpacked(desk.store.examination(text.id))
        norms = tuple(_norm(name, finding, done) for name, finding in done.by_key.items())
        seen[text.id] = _Text(done.act.requisites.title or text.file, norms)
    return seen[text.id]


def _norm(subject: str, finding: Finding, done: Examination) -> _Norm:
    norm = finding.sentence.of(done.act.text) if finding.sentence else ""
    return _Norm(subject, finding.rule, plain(norm), norm, finding.label, finding.quote)


def _entered(desk: Desk, copy: Copy, client: str) -> bool:
    return any(entry.client == client for entry in desk.store.entries(copy.draft))


def _body(copy: Copy, decision: Decision, client: str) -> dict[str, Any]:
    return {
        "action": decision.action, "client": client, "document": copy.document, "subjects": [copy.subject],
        "reason": decision.reason, "note": decision.note, "why": dict(decision.why),
        "recommendation": dict(decision.recommendation),
    }  # fmt: skip
