"""Answers of the drafter at the desk: take them in, hold the next version and the adopted act to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256

from expertise import settings
from expertise.act import Act
from expertise.conclusion import build, returned
from expertise.conclusion.answer_rows import answer_rows
from expertise.conclusion.asked import Asked, asked
from expertise.conclusion.divergence import in_text
from expertise.errors import UnreadableFile, WrongUse
from expertise.lexicon.intake import Columns, VerdictWords, load_columns, load_verdicts
from expertise.reading import read
from expertise.reading.sheet import sheets
from expertise.review.answers import ADOPTED, ANSWER, Answer, adopted_entry, answer, answers, fates_of
from expertise.review.carry import placed
from expertise.review.examination import Examination
from expertise.review.journal import Entry, canonical
from expertise.review.outcome import differing, outcome, promise, worst
from expertise.review.state import State, fold
from expertise.review.store import Document, latest
from expertise.review.typed import one_line
from expertise.service_desk import Desk
from expertise.service_forms import form_of

_FOLDER = "discussion"


@dataclass(frozen=True)
class Basis:
    """What was asked, and on which texts: those of a signed conclusion, or of the draft as it stands.

    ``signed`` is the entry of the conclusion, None for one that is not signed yet.
    """

    asked: tuple[Asked, ...]
    documents: tuple[Document, ...]
    done: tuple[Examination, ...]
    state: State
    signed: Entry | None


@dataclass(frozen=True, slots=True)
class Answered:
    """What was asked, what was answered and what became of it.

    ``fate`` is cured, kept, changed, unclear or empty (no later text); ``promise`` is met, broken, look,
    waiting or empty (nothing promised), see review.outcome.
    """

    asked: Asked
    answer: Answer | None
    fate: str
    promise: str


@dataclass(frozen=True, slots=True)
class Taken:
    """An answer that was entered: the number it answers and its verdict."""

    number: str
    verdict: str
    how: str


@dataclass(frozen=True, slots=True)
class Left:
    """What could not be entered: ``place`` is a row or a number, ``code`` a message, ``said`` its words."""

    place: str
    code: str
    said: str


@dataclass(frozen=True, slots=True)
class Imported:
    """A file of answers after it was read: what was entered, and what a person has to look at."""

    file: str
    taken: tuple[Taken, ...]
    left: tuple[Left, ...]


@cache
def columns() -> Mapping[str, Columns]:
    """Return the columns of tables that are sent in. Raises BadLexicon."""
    return load_columns(settings.lexicons() / _FOLDER / "columns.yml")


@cache
def verdict_words() -> VerdictWords:
    """Return the words of verdicts. Raises BadLexicon."""
    return load_verdicts(settings.lexicons() / _FOLDER / "verdicts.yml")


def basis(desk: Desk, draft: str, conclusion: Entry | None = None) -> Basis:
    """Return what a conclusion asks: the given signed one, else the last, else the one as it stands now."""
    entries = desk.store.entries(draft)
    signed = conclusion or next((e for e in reversed(fold(entries).signed)), None)
    held = [e for e in entries if signed is None or e.seq < signed.seq]
    version = max((int(e.payload["version"]) for e in held if e.kind == "version"), default=0)
    documents = latest([d for d in desk.store.documents(draft) if d.version <= version])
    done = tuple(desk.examination(d.id) for d in documents)
    state = fold(held)
    method, messages = desk.lexicon.methodology, desk.lexicon.messages
    found = asked(done, state, method, messages, form_of(state.requisites), desk.compared(documents))
    return Basis(found, tuple(documents), done, state, signed)


def answered(desk: Desk, draft: str, conclusion: Entry | None = None) -> tuple[Answered, ...]:
    """Return all that a conclusion asks with the answers and what became of it; see ``basis``."""
    ground = basis(desk, draft, conclusion)
    entries = desk.store.entries(draft)
    held, told = answers(entries), fates(desk, draft, ground)
    found = []
    for each in ground.asked:
        mine = next((held[key] for key in each.keys if key in held), None)
        fate = worst([told[key] for key in each.keys if key in told])
        found.append(Answered(each, mine, fate, promise(mine.verdict if mine else "", fate)))
    return tuple(found)


def fates(desk: Desk, draft: str, ground: Basis) -> dict[str, str]:
    """Return what became of the findings by key: in the adopted act, else in the newest later version."""
    entry = adopted(desk, draft)
    if entry is not None and (ground.signed is None or entry.seq > ground.signed.seq):
        return dict(fates_of(entry))
    told: dict[str, str] = {}
    newest = {d.language: d for d in desk.texts(draft)}
    for document, done in zip(ground.documents, ground.done, strict=True):
        now = newest.get(document.language)
        if now is not None and now.version > document.version and now.sha256 != document.sha256:
            told |= outcome(done, desk.examination(now.id), placed(ground.state, done))
    return told | _fates_of_differences(desk, ground, newest) if told else told


def _fates_of_differences(desk: Desk, ground: Basis, newest: Mapping[str, Document]) -> dict[str, str]:
    """Return what became of the differences between the languages, by name, in the newest texts."""
    old, new = desk.compared(ground.documents), desk.compared(newest.values())
    return differing(old, new) if old and new else {}


# Taking in


def enter_answer(
    desk: Desk, draft: str, numbers: Iterable[str], verdict: str, reason: str = "", wording: str = ""
) -> Entry:
    """Enter a typed answer to the objections of these numbers; an empty verdict takes the answer back.

    Raises WrongUse ``answer-number`` for a number that nothing has, and what review.answers raises.
    """
    by_number = {each.number: each for each in basis(desk, draft).asked}
    wanted = list(numbers)
    for number in wanted:
        if number not in by_number:
            raise WrongUse("answer-number", number=number, known=", ".join(by_number) or "-")
    keys = [key for number in wanted for key in by_number[number].keys]
    return desk.store.enter(draft, desk.person, ANSWER, answer(keys, verdict, reason, wording))


def import_answers(desk: Desk, draft: str, name: str, data: bytes) -> Imported:
    """Take in a returned Word file with replies to our comments, or a table of answers.

    The same file again enters nothing new. What cannot be understood is listed and entered by nobody. Raises
    UnreadableFile; WrongUse: ``answers-nothing-asked``, ``answers-no-columns`` for a file that is neither.
    """
    file = one_line(name)
    ground = basis(desk, draft)
    if not ground.asked:
        raise WrongUse("answers-nothing-asked")
    desk.store.keep(data)
    found = _from_word(desk, draft, file, data, ground)
    return found if found is not None else _from_table(desk, draft, file, data, ground)


def _from_word(desk: Desk, draft: str, file: str, data: bytes, ground: Basis) -> Imported | None:
    """Return what a returned copy says, None for a file that holds none of our comments and no other text."""
    act = _act(desk, data, file)
    if act is None:
        return None
    sent = next((done for done in ground.done if done.act.language == act.language), None)
    if sent is None:
        return None
    findings = build.accepted(ground.done, ground.state, sent.act)
    findings += in_text(desk.compared(ground.documents), ground.state, sent.act)
    if not returned.has_ours(act, findings, desk.lexicon):
        return None
    taken, left = [], []
    for reply in returned.replies(act, sent.act, findings, desk.lexicon, verdict_words()):
        mine = _asked_by(ground, reply.key)
        number = mine.number
        if not reply.verdict:
            left.append(Left(number, "answer-verdict", reply.said))
            continue
        if reply.verdict != "accepted" and not reply.reason:
            left.append(Left(number, "answer-no-reason", reply.said))
            continue
        said = answer(mine.keys, reply.verdict, reply.reason, reply.wording, reply.how, file)
        _enter(desk, draft, data, reply.key, said)
        taken.append(Taken(number, reply.verdict, reply.how))
    return Imported(file, tuple(taken), tuple(left))


def _asked_by(ground: Basis, name: str) -> Asked:
    """Return what a comment of ours asks: by its finding, or by the id of a difference, which has no key."""
    return next(e for e in ground.asked if any(name in (key, key.partition(":")[2]) for key in e.keys))


def _act(desk: Desk, data: bytes, file: str) -> Act | None:
    """Read a returned file as an act; what is no Word document or no act gives None."""
    path = desk.store.file_path(sha256(data).hexdigest())
    if not data.startswith(b"PK\x03\x04"):
        return None
    try:
        return replace(read(path), file=file)
    except UnreadableFile as error:
        if error.code in ("not-an-act", "unsupported"):
            return None
        raise UnreadableFile(error.code, **{**error.parameters, "file": file}) from error


def _from_table(desk: Desk, draft: str, file: str, data: bytes, ground: Basis) -> Imported:
    rows = answer_rows(sheets(data, file), ground.asked, columns()["answers"], verdict_words())
    if rows is None:
        raise WrongUse("answers-no-columns", file=file)
    taken, left = [], []
    for row in rows:
        if row.code:
            left.append(Left(str(row.row), row.code, row.said))
            continue
        said = answer(row.keys, row.verdict, row.reason, row.wording, "table", file)
        _enter(desk, draft, data, str(row.row), said)
        taken += [Taken(number, row.verdict, "table") for number in row.numbers]
    return Imported(file, tuple(taken), tuple(left))


def _enter(desk: Desk, draft: str, data: bytes, place: str, said: Mapping[str, object]) -> None:
    client = f"answer:{draft}:{sha256(data).hexdigest()[:24]}:{place}"
    desk.store.enter(draft, desk.person, ANSWER, said, client)


# The adopted act


def adopt(desk: Desk, draft: str, files: Sequence[tuple[str, bytes]], about: str = "") -> Entry:
    """Enter the act as it was adopted and what became of each finding in it.

    ``about`` is its number and date. The fates are entered as they were told today; the same again enters
    nothing new. Raises UnreadableFile;
    WrongUse: ``answers-nothing-asked``, ``adopted-other-language`` for a text in no language of the draft.
    """
    ground = basis(desk, draft)
    if not ground.asked:
        raise WrongUse("answers-nothing-asked")
    by_language = {done.act.language: done for done in ground.done}
    told: dict[str, str] = {}
    kept = []
    for name, data in files:
        file, digest = one_line(name), desk.store.keep(data)
        act = replace(read(desk.store.file_path(digest)), file=file)
        old = by_language.get(act.language)
        if old is None:
            raise WrongUse("adopted-other-language", file=file)
        told |= outcome(old, desk.examine(act), placed(ground.state, old))
        kept.append({"file": file, "sha256": digest, "language": act.language})
    payload = {
        "about": one_line(about), "files": kept, "fates": told, "lexicon": desk.lexicon.digest
    }  # fmt: skip
    told_by = sha256(canonical([payload, ground.signed.seq if ground.signed else 0]).encode()).hexdigest()
    return desk.store.enter(draft, desk.person, ADOPTED, payload, f"adopted:{draft}:{told_by}")


def adopted(desk: Desk, draft: str) -> Entry | None:
    """Return the entry of the adopted act, None while there is none."""
    return adopted_entry(desk.store.entries(draft))
