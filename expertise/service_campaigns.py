"""Campaigns: acts of a run examined together by several people, one report, letters to bodies, their answers.

A campaign is a journal of its own in the store; the acts are drafts of the desk with the prosecutor's form,
and what is decided on them is decided there.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from expertise.act import label
from expertise.batch.overview import Overview
from expertise.conclusion import build
from expertise.conclusion.joint import Joint, Letter, Part, Proposal, joint_words, letter_words
from expertise.conclusion.joint_files import joint_docx, joint_pdf
from expertise.conclusion.letter import letter_docx, letter_pdf
from expertise.conclusion.statement import Statement, Texts
from expertise.errors import ExpertiseError, WrongUse
from expertise.lexicon.terms import LANGUAGES
from expertise.reading.editions import UNKNOWN, Edition, edition
from expertise.review.examination import Examination
from expertise.review.intake import pair_name
from expertise.review.journal import Entry
from expertise.review.store import BOOK
from expertise.review.typed import one_line, settled
from expertise.service_batch import Run
from expertise.service_conclusion import statement
from expertise.service_dashboard import act_file
from expertise.service_desk import Desk
from expertise.service_forms import campaign_words, known_forms
from expertise.service_return import head_of

FORM = "prosecutor-act"
VERDICTS = ("accepted", "partly", "rejected")
#: More acts than people can examine together; a larger set is several campaigns.
MOST = 500
_KIND, _TAKEN, _LETTER, _REPLY = "campaign", "campaign-act", "letter", "reply"


@dataclass(frozen=True, slots=True)
class Case:
    """One act of a campaign in one or two languages: ``files`` are (file, SHA-256) as of the run.

    ``titles`` and ``bodies`` are by language; ``drafts`` of the desk are none until the act is taken.
    """

    key: str
    person: str
    files: tuple[tuple[str, str], ...]
    titles: Texts
    bodies: Texts
    drafts: tuple[str, ...]

    def title(self, language: str) -> str:
        """Return the title in a language, else in the other."""
        return self.titles.get(language) or next(iter(self.titles.values()), self.key)


@dataclass(frozen=True, slots=True)
class Sent:
    """A letter that was entered: ``answer`` is the day by which the body is to answer, ISO.

    ``files`` are its SHA-256 by name; ``reply`` is what the body answered (date, number, verdict, note), None
    while it has not.
    """

    seq: int
    number: str
    date: str
    body: Texts
    answer: str
    files: Mapping[str, str]
    reply: Mapping[str, str] | None


@dataclass(frozen=True, slots=True)
class Campaign:
    """A campaign as its journal tells it; ``place`` is the folder that its files' names start from."""

    id: str
    title: Texts
    deadline: str
    people: tuple[str, ...]
    place: str
    versions: Mapping[str, str]
    cases: tuple[Case, ...]
    letters: tuple[Sent, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a campaign begins with: its name, the day by which it is to be done (ISO or empty), its people."""

    title: Texts
    deadline: str
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """What one person has of a campaign: acts, acts begun, findings there, those decided, acts signed."""

    person: str
    cases: int
    taken: int
    total: int
    decided: int
    signed: int


@dataclass(frozen=True, slots=True)
class Writing:
    """What a letter says: ``keys`` are the cases it speaks of; dates are ISO or empty."""

    keys: tuple[str, ...]
    body: Texts
    number: str = ""
    date: str = ""
    answer: str = ""


def create(desk: Desk, run: Run, chosen: Overview, plan: Plan) -> str:
    """Begin a campaign on the acts of a choice and return its id; people take turns in the order of the acts.

    Raises WrongUse: ``campaign-title``, ``campaign-empty``, ``campaign-large``, ``store-unwritable``.
    """
    title = _stated(plan.title)
    if not title:
        raise WrongUse("campaign-title")
    count = chosen.acts.num_rows
    if not count:
        raise WrongUse("campaign-empty", count=count)
    if count > MOST:
        raise WrongUse("campaign-large", count=count, most=MOST)
    people = tuple(dict.fromkeys(name for each in plan.people if (name := one_line(each)))) or (desk.person,)
    payload = {
        "title": title, "deadline": plan.deadline, "people": list(people),
        "place": str(run.summary["folder"]), "versions": dict(run.summary["versions"]),
        "cases": _cases(chosen, people),
    }  # fmt: skip
    book = desk.store.add_draft(desk.person, f"campaign:{uuid.uuid4().hex}", {BOOK: _KIND})
    desk.store.enter(book, desk.person, _KIND, payload)
    return book


def _stated(texts: Texts) -> dict[str, str]:
    """Return what was written, each text on one line; a language that says nothing is left out."""
    return {language: line for language, text in texts.items() if (line := one_line(text))}


def _cases(chosen: Overview, people: Sequence[str]) -> list[dict[str, Any]]:
    """Return the acts as cases: a Kyrgyz and a Russian file of one name are one."""
    groups: dict[tuple[str, str], list[Any]] = {}
    for act in sorted(chosen.ranked(), key=lambda each: each.act):
        key = (act.file.rpartition("/")[0], pair_name(act.file))
        if any(other.language == act.language for other in groups.get(key, [])):
            key = (act.file, act.sha256)
        groups.setdefault(key, []).append(act)
    return [
        {
            "key": group[0].sha256[:16], "person": people[place % len(people)],
            "files": [[act.file, act.sha256] for act in group],
            "titles": {act.language: act.title for act in group},
            "bodies": {act.language: act.body for act in group if act.body},
        }
        for place, group in enumerate(groups.values())
    ]  # fmt: skip


def campaigns(desk: Desk) -> list[Campaign]:
    """Return all campaigns, newest first."""
    books: dict[str, list[Entry]] = {}
    for entry in desk.store.entries():
        if entry.kind in (_KIND, _TAKEN, _LETTER, _REPLY):
            books.setdefault(entry.draft, []).append(entry)
    return [_campaign(entries) for entries in reversed(books.values())]


def campaign(desk: Desk, name: str) -> Campaign:
    """Return one campaign. Raises WrongUse ``unknown-campaign``."""
    entries = [e for e in desk.store.entries(name) if e.kind in (_KIND, _TAKEN, _LETTER, _REPLY)]
    if not entries:
        raise WrongUse("unknown-campaign", campaign=name)
    return _campaign(entries)


def _campaign(entries: Sequence[Entry]) -> Campaign:
    said = entries[0].payload
    taken = {e.payload["case"]: tuple(e.payload["drafts"]) for e in entries if e.kind == _TAKEN}
    replies = {e.payload["letter"]: e.payload for e in entries if e.kind == _REPLY}
    cases = tuple(
        Case(
            c["key"], c["person"], tuple((file, sha) for file, sha in c["files"]), c["titles"], c["bodies"],
            taken.get(c["key"], ()),
        )
        for c in said["cases"]
    )  # fmt: skip
    letters = tuple(
        Sent(
            e.seq, e.payload["number"], e.payload["date"], e.payload["body"], e.payload["answer"],
            e.payload["files"], replies.get(e.seq),
        )
        for e in entries
        if e.kind == _LETTER
    )  # fmt: skip
    return Campaign(
        entries[0].draft, said["title"], said["deadline"], tuple(said["people"]), said["place"],
        said["versions"], cases, letters,
    )  # fmt: skip


def take(desk: Desk, whole: Campaign, cases: Iterable[Case]) -> Iterator[tuple[Case, ExpertiseError | None]]:
    """Take acts to the desk one by one, yielding each when it is there; a file that fails stops no other.

    Each becomes a draft with the prosecutor's form and the campaign's deadline; one that is there already is
    joined as it is.
    """
    for case in cases:
        try:
            _take(desk, whole, case)
        except ExpertiseError as error:
            yield case, error
        else:
            yield case, None


def _take(desk: Desk, whole: Campaign, case: Case) -> None:
    received = desk.receive([act_file(whole.place, file, sha256) for file, sha256 in case.files])
    for each in received:
        if isinstance(each.error, ExpertiseError):
            raise each.error
    drafts = list(dict.fromkeys(each.draft for each in received))
    for draft in drafts:
        said = desk.state(draft).requisites
        values = {"form": FORM, "deadline": whole.deadline}
        fresh = {name: value for name, value in values.items() if value and not said.get(name)}
        desk.set_requisites(draft, fresh)
    desk.store.enter(whole.id, desk.person, _TAKEN, {"case": case.key, "drafts": drafts})


def shares(desk: Desk, whole: Campaign) -> list[Share]:
    """Return how far each person is, in the order of the people."""
    known = {draft.draft: draft for draft in desk.drafts(hidden=True)}
    found = []
    for person in whole.people:
        mine = [case for case in whole.cases if case.person == person]
        drafts = [known[name] for case in mine for name in case.drafts if name in known]
        found.append(
            Share(
                person, len(mine), sum(bool(case.drafts) for case in mine), sum(d.total for d in drafts),
                sum(d.decided for d in drafts), sum(d.state == "signed" for d in drafts),
            )
        )  # fmt: skip
    return found


def report(desk: Desk, whole: Campaign, date: str) -> dict[str, bytes]:
    """Return the joint report by name: report.ru.docx, report.ru.pdf and the same in Kyrgyz.

    Only what was taken by the experts is in it; while findings are open it says that it is a draft. Raises
    WrongUse ``pdf-warning``.
    """
    method = desk.lexicon.methodology
    joint = Joint(
        whole.title, dict(method.name), str(whole.versions["lexicon"]), str(whole.versions["engine"]),
        whole.deadline, date, whole.people, tuple(parts(desk, whole.cases)),
    )  # fmt: skip
    files = {}
    for tongue in LANGUAGES:
        words = joint_words(joint, campaign_words(), known_forms()[FORM], tongue)
        files[f"report.{tongue}.docx"] = joint_docx(words, date)
        files[f"report.{tongue}.pdf"] = joint_pdf(words, date)
    return files


def parts(desk: Desk, cases: Iterable[Case]) -> Iterator[Part]:
    """Yield what the report says of each act, from the decisions on its draft."""
    for case in cases:
        if not case.drafts:
            yield Part(case.titles, {}, case.person, False, 0, 0, "none", ())
        for draft in case.drafts:
            made, far = statement(desk, draft), desk.draft(draft)
            title = made.title if any(made.title.values()) else case.titles
            yield Part(
                title, made.requisites, case.person, True, far.total, far.decided, made.level,
                tuple(_proposals(desk, draft, made)),
            )  # fmt: skip


def _proposals(desk: Desk, draft: str, made: Statement) -> Iterator[Proposal]:
    done = [desk.examination(text.id) for text in desk.texts(draft)]
    places = [*build.taken(done, desk.state(draft), desk.lexicon.methodology, desk.lexicon.messages)]
    # Behind the norms of the findings stand those whose two texts differ; they are known by their address.
    places += [_unit_at(item.place, done) for item in made.items[len(places) :]]
    for item, eid in zip(made.items, places, strict=True):
        told = [edition(each.act, eid) for each in done]
        newest = max(
            (each for each in told if each.day), key=lambda e: (e.told == "norm", e.day),
            default=Edition(UNKNOWN, None),
        )  # fmt: skip
        yield Proposal(item.place, item.quotes, newest, item.objections)


def _unit_at(place: Texts, done: Sequence[Examination]) -> str:
    """Return the name of the unit that has an address in its text, empty where none has."""
    return next(
        (
            unit.eid
            for each in done
            for unit in each.act.units
            if (name := place.get(each.act.language)) and label(each.act, unit) == name
        ),
        "",
    )


def letter(desk: Desk, whole: Campaign, said: Writing) -> dict[str, bytes]:
    """Return the files of a letter as it would be sent: letter.ru.docx, letter.ru.pdf, the same in Kyrgyz.

    Raises WrongUse ``letter-empty`` where nothing was taken on these acts, ``pdf-warning``.
    """
    about = [case for case in whole.cases if case.key in said.keys]
    told = tuple(part for part in parts(desk, about) if part.proposals)
    if not told:
        raise WrongUse("letter-empty")
    body = _stated(said.body)
    made = Letter(body, told, one_line(said.number), said.date, said.answer, head_of(desk.store.settings()))
    files = {}
    for tongue in LANGUAGES:
        words = letter_words(made, campaign_words(), known_forms()[FORM], tongue)
        files[f"letter.{tongue}.docx"] = letter_docx(words, said.date)
        files[f"letter.{tongue}.pdf"] = letter_pdf(words, said.date)
    return files


def send(desk: Desk, whole: Campaign, said: Writing) -> dict[str, bytes]:
    """Enter a letter as sent: its files are kept; the same number and date again enter nothing new.

    Raises WrongUse ``letter-requisites`` without number, date, day of answer or body, and what ``letter``
    raises; nothing is entered then.
    """
    if not (one_line(said.number) and said.date and said.answer and _stated(said.body)):
        raise WrongUse("letter-requisites")
    files = letter(desk, whole, said)
    payload = {
        "number": one_line(said.number), "date": said.date, "answer": said.answer,
        "body": _stated(said.body), "cases": list(said.keys),
        "files": {name: desk.store.keep(data) for name, data in sorted(files.items())},
    }  # fmt: skip
    client = f"letter:{whole.id}:{payload['number']}:{said.date}"
    desk.store.enter(whole.id, desk.person, _LETTER, payload, client)
    return files


def sent_files(desk: Desk, sent: Sent) -> dict[str, bytes]:
    """Return a letter's files as they were sent. Raises UnreadableFile: ``file-lost``, ``file-altered``."""
    return {name: desk.store.file(digest) for name, digest in sent.files.items()}


def reply(desk: Desk, whole: Campaign, sent: Sent, verdict: str, date: str, number: str, note: str) -> None:
    """Enter what the body answered; a later entry on the same letter counts instead.

    Raises WrongUse: ``unknown-verdict``, ``reply-date`` without a date.
    """
    if verdict not in VERDICTS:
        raise WrongUse("unknown-verdict", verdict=verdict, known=", ".join(VERDICTS))
    if not date:
        raise WrongUse("reply-date")
    payload = {
        "letter": sent.seq, "verdict": verdict, "date": date, "number": one_line(number),
        "note": settled(note),
    }  # fmt: skip
    desk.store.enter(whole.id, desk.person, _REPLY, payload)
