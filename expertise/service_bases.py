"""The acts that an amending draft changes, as files or from the corpus, and what it does to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date

from expertise import service_corpus
from expertise.act import Language
from expertise.amending.operations import Cited
from expertise.analysis.amended import SAME_ACT, Amended
from expertise.analysis.change import CURED, INTRODUCED, KEPT
from expertise.corpus.search import titled
from expertise.corpus.store import Corpus
from expertise.errors import UnreadableFile, WrongUse
from expertise.review import bases
from expertise.review.store import Document
from expertise.review.typed import one_line
from expertise.service_desk import Desk

_OFFERED = 3  # acts of the corpus with a title like the one that the draft names


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
class Offer:
    """An act of the corpus that a draft seems to change: ``date`` is its text's, if known."""

    uri: str
    title: str
    date: date | None
    state: str


@dataclass(frozen=True, slots=True)
class Applied:
    """An amending draft on its acts: ``acts`` in order, titles ``without`` a base, lines not ``unparsed``."""

    acts: tuple[Outcome, ...]
    without: tuple[str, ...]
    unparsed: int


def amended(desk: Desk, text: Document) -> Amended:
    """Return a draft checked on the acts it changes.

    Raises WrongUse ``no-operations``, ``base-unasked``; UnreadableFile ``file-lost``, ``file-altered``.
    """
    acts = [desk.base(each.sha256) for each in desk.bases(text.draft, text.language)]
    return desk.amended(desk.examination(text.id).act, acts)


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
    desk.amended(desk.examination(text.id).act, [*others, act])
    return bases.Base(name, digest, act.language, act.requisites.title)


def drop_base(desk: Desk, draft: str, digest: str) -> None:
    """Take an act away again: the draft is examined on the others."""
    known = bases.bases(desk.store.entries(draft))
    _enter(desk, draft, [each for each in known if each.sha256 != digest])


def _enter(desk: Desk, draft: str, chosen: Sequence[bases.Base]) -> None:
    desk.store.enter(draft, desk.person, bases.KIND, bases.payload(chosen))
    desk.examine_on_bases(draft)


def offered(desk: Desk, text: Document) -> list[Offer]:
    """Return the acts of the corpus that a draft names and has no base for; none without a corpus.

    Raises WrongUse ``corpus-damaged``, ``corpus-newer``.
    """
    if desk.corpus.state() is None:
        return []
    try:
        wanted = amended(desk, text).without_base
    except WrongUse:
        return []
    with closing(service_corpus.open_corpus(desk.corpus.path)) as corpus:
        found = [offer for cited in wanted for offer in _offers(corpus, cited, text)]
    return list({each.uri: each for each in found}.values())


def _offers(corpus: Corpus, cited: Cited, text: Document) -> list[Offer]:
    found = []
    for score, work in titled(corpus, cited.title, _OFFERED) if cited.title else ():
        held = [each for each in work.editions if each.language == text.language]
        if score >= SAME_ACT and held:
            title = next(own for tongue, own in work.titles.items() if tongue == text.language)
            found.append(Offer(work.uri, " ".join(title.split()), held[-1].date, work.state))
    return found


def add_offered(desk: Desk, draft: str, language: Language, uri: str) -> list[Exception]:
    """Add an act of the corpus as ``add_bases`` adds a file; its text is kept with the draft.

    Raises WrongUse ``corpus-unknown-act`` and what opening the corpus raises.
    """
    with closing(service_corpus.open_corpus(desk.corpus.path)) as corpus:
        act = corpus.act(uri, language)
    if act is None:
        raise WrongUse("corpus-unknown-act", uri=uri)
    return add_bases(desk, draft, [(uri, bases.kept(act))])
