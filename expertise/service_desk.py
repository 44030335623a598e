"""What one person does at the desk: take in drafts, read them, decide, follow new versions.

The desk's pages and the command line go through here; every answer about decisions is read from the journal.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache, partial
from hashlib import sha256
from importlib.metadata import version as installed
from pathlib import Path
from typing import Any

from expertise import service, settings
from expertise.act import Act, Language
from expertise.analysis.amended import Amended, check_amended
from expertise.analysis.check import check
from expertise.analysis.compare.compare import Comparison as Languages
from expertise.analysis.compare.compare import compare
from expertise.corpus.store import Corpus
from expertise.errors import UnreadableFile, WrongUse
from expertise.lexicon.choices import Reason, load_reasons
from expertise.lexicon.lexicon import Lexicon
from expertise.lexicon.terms import LANGUAGES
from expertise.reading import read
from expertise.reading.comparative import is_comparative
from expertise.review import bilingual
from expertise.review.bases import Base, bases, examined, kept, opened
from expertise.review.beside import Beside
from expertise.review.carry import Comparison, compare_versions, held, placed
from expertise.review.decide import Asked, asked, decision, own_finding, undoing, withdrawal
from expertise.review.examination import Examination, examination, method_of, unpacked
from expertise.review.intake import Arrived, paired
from expertise.review.journal import Entry, canonical
from expertise.review.page import marks, page
from expertise.review.progress import Progress, progress
from expertise.review.state import Decision, State, fold
from expertise.review.store import BOOK, Document, Store, latest
from expertise.review.typed import one_line, settled_values

SIGNED_FIELDS = ("number", "date")
_CACHED = 12  # acts kept unpacked; a code of 1.5 MB takes about 20 MB


@dataclass(frozen=True, slots=True)
class Received:
    """A file after it was handed in: the draft it went to, or the error; ``known`` if it was there before."""

    file: str
    draft: str
    known: bool = False
    error: Exception | None = None


def suffixes() -> tuple[str, ...]:
    """Return the endings, with the dot, of the files that can be read."""
    from expertise.reading import SUFFIXES

    return SUFFIXES


class Desk:
    """One person's desk on the store in ``folder`` (the user's own data folder by default)."""

    def __init__(self, folder: Path | None = None, methodology: str = service.METHODOLOGY) -> None:
        self.store = Store(folder or settings.home())
        self.lexicon: Lexicon = service.open_lexicon(methodology)
        self.corpus = Beside(settings.corpus_of(self.store.folder))
        # Bound to this desk, so that a closed desk lets go of its acts.
        self.examination: Callable[[str], Examination] = lru_cache(_CACHED)(self._examination)
        self._compared: Callable[[str, str], Languages] = lru_cache(_CACHED)(self._compare)
        self.base: Callable[[str], Act] = lru_cache(_CACHED)(self._base)
        self._page: Callable[[str, str], tuple[bytes, str]] = lru_cache(_CACHED)(self._packed_page)

    @cached_property
    def reasons(self) -> dict[str, Reason]:
        """The reasons for rejecting a finding, by id."""
        return load_reasons(settings.lexicons() / "review" / "reasons.yml")

    @property
    def person(self) -> str:
        """Return the name that stands under every entry; «-» until the person says it."""
        return self.store.settings().get("name", "") or "-"

    @property
    def language(self) -> Language:
        """Return the language the person chose, else the one of the environment."""
        chosen = self.store.settings().get("language")
        return next((each for each in LANGUAGES if each == chosen), None) or settings.language()

    # Taking in

    def receive(self, files: Sequence[tuple[str, bytes | Act]], draft: str = "") -> list[Received]:
        """Take in files: each becomes a draft, a Kyrgyz and a Russian text that belong together become one.

        An act (of the corpus) in place of bytes is taken as it is, its units and places with it. ``draft``
        takes the files as its next version. A file that is there already is recognised by its bytes. One
        that cannot be read gives its error and stops no other. Raises WrongUse ``two-texts-of-a-language``.
        """
        held: list[Received | None] = []
        digests: list[str] = []
        fresh: dict[str, Arrived] = {}
        for given, content in files:
            name, found = one_line(given), None
            data = content if isinstance(content, bytes) else kept(replace(content, file=name))
            digests.append(sha256(data).hexdigest())
            try:
                if known := self._known(digests[-1], draft):
                    found = Received(name, known, known=True)
                elif digests[-1] not in fresh:
                    fresh[digests[-1]] = self._read(name, data, draft, as_act=not isinstance(content, bytes))
            except (UnreadableFile, WrongUse) as error:
                found = Received(name, "", error=error)
            held.append(found)
        went = self._distribute(list(fresh.values()), draft)
        return [
            each or Received(one_line(name), went[digest])
            for each, (name, _), digest in zip(held, files, digests, strict=True)
        ]

    def _distribute(self, files: Sequence[Arrived], draft: str) -> dict[str, str]:
        """Add the texts to drafts and return which went where, by SHA-256."""
        if draft and len({f.done.act.language for f in files}) < len(files):
            raise WrongUse("two-texts-of-a-language")
        went: dict[str, str] = {}
        for group in [list(files)] if draft and files else paired(files):
            goes_to = draft or self.store.add_draft(self.person)
            self._add(goes_to, group)
            went |= {each.sha256: goes_to for each in group}
        return went

    def _known(self, digest: str, draft: str) -> str:
        """Return the draft that holds these bytes already; asked for one draft, only that one counts."""
        found = (d.draft for d in self.store.documents(draft) if d.sha256 == digest)
        return next(found, "")

    def _read(self, name: str, data: bytes, draft: str, *, as_act: bool) -> Arrived:
        digest = self.store.keep(data)
        try:
            path = self.store.file_path(digest)
            act = self.base(digest) if as_act else replace(read(path), file=name)
        except UnreadableFile as error:
            raise UnreadableFile(error.code, **{**error.parameters, "file": name}) from error
        except Exception as error:  # a bug in reading must not take the other files with it
            detail = f"{type(error).__name__}: {error}"
            raise UnreadableFile("internal", file=name, detail=detail) from error
        return Arrived(name, digest, self.examine(act, draft), as_act)

    def examine(self, act: Act, draft: str = "") -> Examination:
        """Return the act after the check, as it is kept; applied to the acts it changes where given.

        References to other acts are looked up in the corpus beside the store, where there is one.
        """
        given = [self.base(each.sha256) for each in self.bases(draft, act.language)] if draft else []
        return self.corpus.looking(partial(self._examined, act, given))

    def _examined(self, act: Act, given: Sequence[Act], corpus: Corpus | None) -> Examination:
        method = method_of(self.lexicon.methodology)
        done = examination(check(act, self.lexicon, corpus=corpus), installed("expertise"), method)
        return examined(done, given, self.lexicon, corpus) if given else done

    def amended(self, act: Act, given: Sequence[Act]) -> Amended:
        """Return a draft checked on acts it changes. Raises as ``analysis.amended.check_amended``."""
        return self.corpus.looking(lambda corpus: check_amended(act, given, self.lexicon, corpus=corpus))

    def bases(self, draft: str, language: str) -> list[Base]:
        """Return the acts in one language that a draft is examined on."""
        return [each for each in bases(self.store.entries(draft)) if each.language == language]

    def _base(self, digest: str) -> Act:
        data = self.store.file(digest)  # refuses a lost or altered file
        return opened(data) or read(self.store.file_path(digest))

    def _add(self, draft: str, group: Sequence[Arrived], note: str = "") -> None:
        self.store.add_documents(draft, self.person, [each.document(draft) for each in group], note)

    def examine_on_bases(self, draft: str) -> None:
        """Check the newest texts of a draft on its bases of now: a new version of the same files.

        Raises UnreadableFile: ``file-lost``, ``file-altered``; nothing is entered then.
        """
        self._add(draft, [self._again(text) for text in self.texts(draft)], "bases")

    def outdated(self, draft: str) -> tuple[str, ...]:
        """Return what changed since the newest texts of a draft were checked: ``lexicon``, ``corpus``.

        A corpus that is gone or cannot be read counts as unchanged: nothing could be looked up again.
        """
        texts = self.texts(draft)
        found = [] if all(text.lexicon == self.lexicon.digest for text in texts) else ["lexicon"]
        if state := None if self.corpus.fault() else self.corpus.state():
            whole = [e for e in (self.examination(t.id) for t in texts) if not is_comparative(e.act)]
            found += ["corpus"] if any(done.corpus != state for done in whole) else []
        return tuple(found)

    def examine_again(self, draft: str) -> None:
        """Check the newest texts of a draft by lexicon and corpus of today: a new version of the same files.

        Raises UnreadableFile: ``file-lost``, ``file-altered``; nothing is entered then.
        """
        note = next(iter(self.outdated(draft)), "lexicon")
        self._add(draft, [self._again(text) for text in self.texts(draft)], note)

    def _again(self, text: Document) -> Arrived:
        act = self.source(text)
        return Arrived(text.file, text.sha256, self.examine(act, text.draft), text.kept)

    def source(self, text: Document) -> Act:
        """Return the act of a text as its source has it now, under the name of the text.

        Raises UnreadableFile: ``file-lost``, ``file-altered``.
        """
        if text.kept:
            return self.base(text.sha256)
        self.store.file(text.sha256)  # refuses a lost or altered file
        return replace(read(self.store.file_path(text.sha256)), file=text.file)

    # Reading

    def drafts(self, *, hidden: bool = False) -> list[Progress]:
        """Return the work list, newest first; ``hidden`` adds the drafts that were put away."""
        documents: dict[str, list[Document]] = {}
        for each in self.store.documents():
            documents.setdefault(each.draft, []).append(each)
        entries: dict[str, list[Entry]] = {}
        for entry in self.store.entries():
            entries.setdefault(entry.draft, []).append(entry)
        found = [
            progress(name, created, latest(documents.get(name, [])), fold(entries.get(name, [])))
            for name, created in self.store.drafts()
            if not any(BOOK in entry.payload for entry in entries.get(name, [])[:1])
        ]
        return [each for each in found if hidden or not each.hidden]

    def draft(self, name: str) -> Progress:
        """Return one draft of the work list. Raises WrongUse ``unknown-draft``."""
        self.store.require(name)
        created = dict(self.store.drafts())[name]
        return progress(name, created, self.texts(name), self.state(name))

    def texts(self, draft: str) -> list[Document]:
        """Return the newest text of each language of a draft."""
        return latest(self.store.documents(draft))

    def state(self, draft: str) -> State:
        """Return what the journal says of a draft."""
        return fold(self.store.entries(draft))

    def _examination(self, document: str) -> Examination:
        return unpacked(self.store.examination(document))

    def other(self, document: Document) -> str:
        """Return the id of the draft's text in the other language, empty without one."""
        return next((d.id for d in self.texts(document.draft) if d.language != document.language), "")

    def page(self, document: str) -> tuple[bytes, str]:
        """Return the act page as gzipped JSON and its ETag. Raises WrongUse ``unknown-document``."""
        return self._page(document, self.other(self.store.document(document)))

    def _packed_page(self, document: str, other: str) -> tuple[bytes, str]:
        beside = self.examination(other) if other else None
        reasons = list(self.reasons.values())
        found = page(document, self.examination(document), beside, self.lexicon, reasons)
        data = gzip.compress(canonical(found).encode(), 5, mtime=0)
        return data, sha256(data).hexdigest()[:32]

    def decisions(self, draft: str, document: str) -> dict[str, Any]:
        """Return the decisions and own findings of one text, as the act page shows them."""
        state = self.state(draft)
        done = self.examination(document)
        return {
            "seq": state.seq, "undoable": state.undoable, "own": self._own(state, done),
            "decisions": self._decisions(state, done), "signed": _signed(state),
        }  # fmt: skip

    def _decisions(self, state: State, done: Examination) -> dict[str, Any]:
        return {name: _decided(each.decision, stale=each.stale) for name, each in held(state, done).items()}

    def _own(self, state: State, done: Examination) -> list[dict[str, Any]]:
        return [
            {
                "key": p.own.key, "factor": p.own.factor, "level": p.own.level, "why": dict(p.own.why),
                "recommendation": dict(p.own.recommendation), "quote": p.own.quote, "eid": p.eid,
                "label": p.label, "marks": marks(done.act, p.span) if p.span else [], "lost": p.span is None,
            }
            for p in placed(state, done)
        ]  # fmt: skip

    # Two languages

    def languages(self, draft: str) -> Languages | None:
        """Return the newest Russian and Kyrgyz text of a draft compared, None without one of them."""
        return self.compared(self.texts(draft))

    def compared(self, texts: Iterable[Document]) -> Languages | None:
        """Return the Russian and the Kyrgyz one of these texts compared, None without one of them."""
        by_language = {text.language: text.id for text in texts}
        if len(by_language) < len(LANGUAGES):
            return None
        return self._compared(by_language["ru"], by_language["ky"])

    def _compare(self, ru: str, ky: str) -> Languages:
        return compare(self.examination(ru).act, self.examination(ky).act, self.lexicon)

    def differences(self, draft: str) -> dict[str, Any]:
        """Return the decisions on what the two languages say differently, as their page shows them."""
        state = self.state(draft)
        named = {name: state.decisions.get(name) for name in bilingual.by_name(self.languages(draft))}
        return {name: _decided(each, stale=False) for name, each in named.items() if each}

    # Deciding

    def decide(self, draft: str, body: Mapping[str, Any], language: str) -> dict[str, Any]:
        """Enter what the person decided and return what changed on the page of ``body["document"]``.

        It is on the disk when this returns; the same ``client`` again changes nothing. Raises WrongUse (see
        review.decide), also ``unknown-document`` and ``store-unwritable``.
        """
        request = asked(body)
        document = self.store.document(one_line(str(body.get("document", ""))))
        if document.draft != draft:
            raise WrongUse("unknown-document", document=document.id)
        entry = self._enter(draft, request, document, language)
        touched = dict.fromkeys((*entry.payload.get("subjects", ()), *request.subjects))
        state, done = self.state(draft), self.examination(document.id)
        now, known = self._decisions(state, done), {*done.by_key}
        if any(bilingual.is_name(name) for name in touched):
            now |= self.differences(draft)
            known |= {name for name in touched if bilingual.is_name(name)}
        return {
            "seq": entry.seq, "undoable": state.undoable, "own": self._own(state, done),
            "decisions": {name: now.get(name) for name in touched if name in known},
            "undone": entry.payload.get("kind") if request.action == "undo" else None,
        }  # fmt: skip

    def _enter(self, draft: str, request: Asked, document: Document, language: str) -> Entry:
        person, action = self.person, request.action
        if action == "undo":
            return self.store.enter(draft, person, action, undoing, request.client)
        if action == "own":
            done = self.examination(document.id)
            payload = own_finding(request, done, self.lexicon.factors, language)
        elif action == "withdraw":
            return self.store.enter(draft, person, action, partial(withdrawal, request), request.client)
        elif action in ("accept", "change", "reject"):
            done_all = [self.examination(d.id) for d in self.texts(draft)]
            both = any(bilingual.is_name(name) for name in request.subjects)
            differences = bilingual.by_name(self.languages(draft)) if both else {}
            payload = decision(request, done_all, self.reasons, differences)
        else:
            raise WrongUse("bad-request", detail=f"action: {action}")
        return self.store.enter(draft, person, action, payload, request.client)

    def set_requisites(self, draft: str, values: Mapping[str, Any]) -> None:
        """Keep what was typed about a draft (initiator, deadline, texts of the conclusion ...)."""
        said = self.state(draft).requisites
        changed = {name: value for name, value in settled_values(values).items() if said.get(name) != value}
        if changed:
            self.store.enter(draft, self.person, "requisites", changed)

    # Versions

    def versions(self, draft: str, language: str) -> list[Document]:
        """Return all texts of a draft in one language, the oldest first."""
        return [d for d in self.store.documents(draft) if d.language == language]

    def compare(self, draft: str, language: str, old: str = "") -> Comparison | None:
        """Return what the newest text of a language changed against the one before, None for a first one.

        ``old`` names an older text than that. Raises WrongUse ``unknown-document``.
        """
        texts = [d.id for d in self.versions(draft, language)]
        if len(texts) < 2:
            return None
        return compare_versions(self.examination(old or texts[-2]), self.examination(texts[-1]))


def _decided(made: Decision, *, stale: bool) -> dict[str, Any]:
    return {
        "action": made.action, "reason": made.reason, "note": made.note, "why": dict(made.why),
        "recommendation": dict(made.recommendation), "at": made.at, "person": made.person, "stale": stale,
    }  # fmt: skip


def _signed(state: State) -> dict[str, str] | None:
    if not state.signed:
        return None
    return {name: str(state.signed[-1].payload.get(name, "")) for name in SIGNED_FIELDS}
