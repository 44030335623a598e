"""What comes out of a campaign: the joint report, letters to the bodies that adopted the acts, answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from expertise.act import label
from expertise.conclusion import build
from expertise.conclusion.joint import (
    Answered,
    Dropped,
    Ground,
    Joint,
    Letter,
    Part,
    Proposal,
    joint_words,
    letter_words,
)
from expertise.conclusion.joint_files import joint_docx, joint_pdf
from expertise.conclusion.letter import letter_docx, letter_pdf
from expertise.conclusion.statement import Statement, Texts
from expertise.errors import WrongUse
from expertise.lexicon.terms import LANGUAGES
from expertise.reading.editions import UNKNOWN, Edition, edition
from expertise.reading.front import in_both
from expertise.review.campaigns import LETTER, REPLY, Campaign, Case, Sent
from expertise.review.examination import Examination, Method
from expertise.review.typed import one_line, settled
from expertise.service_campaigns import FORM, campaign, shares, stated
from expertise.service_conclusion import statement
from expertise.service_desk import Desk
from expertise.service_forms import campaign_words, known_forms
from expertise.service_return import head_of

VERDICTS = ("accepted", "partly", "rejected")


@dataclass(frozen=True, slots=True)
class Writing:
    """What a letter says: ``keys`` are the cases it speaks of; dates are ISO or empty."""

    keys: tuple[str, ...]
    body: Texts
    number: str = ""
    date: str = ""
    answer: str = ""


def report(desk: Desk, whole: Campaign, date: str) -> dict[str, bytes]:
    """Return the joint report by name: report.ru.docx, report.ru.pdf and the same in Kyrgyz.

    Only what was taken by the experts is in it; while findings are open it says that it is a draft. Raises
    WrongUse ``pdf-warning``.
    """
    joint = Joint(
        whole.title, grounds(desk, whole.cases), whole.deadline, date,
        tuple(share.person for share in shares(desk, whole)), tuple(parts(desk, whole.cases)),
        head_of(desk.store.settings()), tuple(Dropped(case.titles, case.dropped) for case in whole.dropped),
        tuple(Answered(s.body, s.number, s.date, s.answer, s.reply) for s in whole.letters),
    )  # fmt: skip
    files = {}
    for tongue in LANGUAGES:
        words = joint_words(joint, campaign_words(), known_forms()[FORM], tongue)
        files[f"report.{tongue}.docx"] = joint_docx(words, date)
        files[f"report.{tongue}.pdf"] = joint_pdf(words, date)
    return files


def grounds(desk: Desk, cases: Iterable[Case]) -> tuple[Ground, ...]:
    """Return what the acts were examined with, as their examinations keep it, the most frequent first."""
    found: Counter[tuple[str, str, str]] = Counter()
    methods: dict[str, Method | None] = {}
    for draft in (name for case in cases for name in case.drafts):
        done = [desk.examination(text.id) for text in desk.texts(draft)]
        for each in done:
            methods[_named(each)] = each.method
        found.update({(_named(each), each.lexicon, each.engine) for each in done})
    ordered = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return tuple(
        Ground(*_method(methods[name]), lexicon, engine, count) for (name, lexicon, engine), count in ordered
    )


def _method(method: Method | None) -> tuple[Texts, str]:
    return (method.name, method.date) if method else ({}, "")


def _named(done: Examination) -> str:
    return f"{done.method.id} {done.method.date}" if done.method else ""


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
    state, lexicon = desk.state(draft), desk.lexicon
    taken = build.arranged(done, state, lexicon.methodology, lexicon.messages, known_forms()[made.form])
    places = [eid for eid, _ in taken]
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


def by_body(cases: Iterable[Case]) -> dict[str, list[str]]:
    """Return the keys of acts by the body that adopted them, as named in Russian, else in Kyrgyz.

    Acts that name none stand under an empty name.
    """
    found: dict[str, list[str]] = {}
    for case in cases:
        found.setdefault(case.bodies.get("ru") or case.bodies.get("ky") or "", []).append(case.key)
    return found


def addressee(cases: Iterable[Case]) -> dict[str, str]:
    """Return the body of these acts by language, as the first that names one does; {} where none does.

    One that is known by its name in one language has its name in the other too.
    """
    found: dict[str, str] = {}
    for case in cases:
        found = {**case.bodies, **found}
    return in_both(found)


def letter(desk: Desk, whole: Campaign, said: Writing) -> dict[str, bytes]:
    """Return the files of a letter as it would be sent: letter.ru.docx, letter.ru.pdf, the same in Kyrgyz.

    Raises WrongUse ``letter-empty`` where nothing was taken on these acts, ``pdf-warning``.
    """
    about = [case for case in whole.cases if case.key in said.keys]
    told = tuple(part for part in parts(desk, about) if part.proposals)
    if not told:
        raise WrongUse("letter-empty")
    body = stated(said.body)
    made = Letter(body, told, one_line(said.number), said.date, said.answer, head_of(desk.store.settings()))
    files = {}
    for tongue in LANGUAGES:
        words = letter_words(made, campaign_words(), known_forms()[FORM], tongue)
        files[f"letter.{tongue}.docx"] = letter_docx(words, said.date)
        files[f"letter.{tongue}.pdf"] = letter_pdf(words, said.date)
    return files


def send(desk: Desk, whole: Campaign, said: Writing) -> dict[str, bytes]:
    """Enter a letter as sent: its files are kept; the same letter again enters nothing new.

    Raises WrongUse: ``letter-requisites`` without number, date, day of answer or body, ``letter-deadline``
    for an answer due before the letter, ``letter-number`` where another letter of that number and date was
    sent, and what ``letter`` raises; nothing is entered then.
    """
    if not (one_line(said.number) and said.date and said.answer and stated(said.body)):
        raise WrongUse("letter-requisites")
    if said.answer < said.date:
        raise WrongUse("letter-deadline")
    _new_number(campaign(desk, whole.id).letters, said)
    files = letter(desk, whole, said)
    payload = {
        "number": one_line(said.number), "date": said.date, "answer": said.answer,
        "body": stated(said.body), "cases": list(said.keys),
        "files": {name: desk.store.keep(data) for name, data in sorted(files.items())},
    }  # fmt: skip
    client = f"letter:{whole.id}:{payload['number']}:{said.date}"
    desk.store.enter(whole.id, desk.person, LETTER, payload, client)
    return files


def _new_number(letters: Iterable[Sent], said: Writing) -> None:
    for sent in letters:
        same = (sent.cases, dict(sent.body), sent.answer) == (said.keys, stated(said.body), said.answer)
        if (sent.number, sent.date) == (one_line(said.number), said.date) and not same:
            raise WrongUse("letter-number", number=sent.number)


def sent_files(desk: Desk, sent: Sent) -> dict[str, bytes]:
    """Return a letter's files as they were sent. Raises UnreadableFile: ``file-lost``, ``file-altered``."""
    return {name: desk.store.file(digest) for name, digest in sent.files.items()}


def reply(desk: Desk, whole: Campaign, sent: Sent, verdict: str, date: str, number: str, note: str) -> None:
    """Enter what the body answered; a later entry on the same letter counts instead.

    Raises WrongUse: ``unknown-verdict``, ``reply-date`` without a date, ``reply-early`` for one before the
    letter's.
    """
    if verdict not in VERDICTS:
        raise WrongUse("unknown-verdict", verdict=verdict, known=", ".join(VERDICTS))
    if not date:
        raise WrongUse("reply-date")
    if date < sent.date:
        raise WrongUse("reply-early")
    payload = {
        "letter": sent.seq, "verdict": verdict, "date": date, "number": one_line(number),
        "note": settled(note),
    }  # fmt: skip
    desk.store.enter(whole.id, desk.person, REPLY, payload)
