"""The joint report of a campaign and the letters that follow from it: the words of both, before any layout.

Only what experts took is in them: proposals are the items of the conclusions on the acts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from expertise.conclusion.charts import bars
from expertise.conclusion.form import Words, quoted
from expertise.conclusion.statement import Objection, Signatory, Texts
from expertise.lexicon.campaign import CampaignWords
from expertise.lexicon.forms import Form
from expertise.reading.editions import UNKNOWN, Edition

_CHART = 15  # acts in a chart: those with most proposals
_LEXICON = 12
_TITLE = 160  # code points of a title in the table of acts


@dataclass(frozen=True, slots=True)
class Proposal:
    """One norm to be changed: where, its words and of which edition, what is wrong, how to mend it."""

    place: Texts
    quotes: Texts
    edition: Edition
    objections: tuple[Objection, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One act of the campaign; ``taken`` is False until its examination began. ``level`` as of Statement."""

    title: Texts
    requisites: Texts
    person: str
    taken: bool
    total: int
    decided: int
    level: str
    proposals: tuple[Proposal, ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """What ``count`` acts were examined with; ``method`` is empty where their examination does not say it."""

    method: Texts
    date: str
    lexicon: str
    engine: str
    count: int


@dataclass(frozen=True, slots=True)
class Dropped:
    """An act that was taken out of the campaign, and why."""

    title: Texts
    reason: str


@dataclass(frozen=True, slots=True)
class Answered:
    """A letter that was sent; ``answer`` is its day of answer, ``reply`` what was answered, None for nothing.

    The keys of ``reply`` are verdict, date, number and note.
    """

    body: Texts
    number: str
    date: str
    answer: str
    reply: Mapping[str, str] | None


@dataclass(frozen=True, slots=True)
class Joint:
    """What the joint report says; ``deadline`` and ``date`` are ISO or empty."""

    title: Texts
    grounds: tuple[Ground, ...]
    deadline: str
    date: str
    people: tuple[str, ...]
    parts: tuple[Part, ...]
    signatory: Signatory
    dropped: tuple[Dropped, ...] = ()
    letters: tuple[Answered, ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to the body that adopted some acts; ``answer`` is the day by which it is to answer, ISO."""

    body: Texts
    parts: tuple[Part, ...]
    number: str
    date: str
    answer: str
    signatory: Signatory


def joint_words(joint: Joint, own: CampaignWords, form: Form, language: str) -> dict[str, Any]:
    """Return all that the report prints in ``language``; charts are SVG."""
    words = Words(form, language)

    def say(key: str, **values: object) -> str:
        return own.say(key, language, **values)

    total, decided = sum(p.total for p in joint.parts), sum(p.decided for p in joint.parts)
    names = {o.factor: words.pick(o.name) for p in joint.parts for o in _objections(p)}
    factors = Counter(o.factor for p in joint.parts for o in _objections(p))
    ordered = sorted(factors.items(), key=lambda item: (-item[1], item[0]))
    by_act = sorted((p for p in joint.parts if p.proposals), key=lambda p: -len(p.proposals))
    cut = {"shown": _CHART, "count": len(by_act)}
    of_acts = say("chart-acts-cut", **cut) if len(by_act) > _CHART else say("chart-acts")
    figures = [(words.pick(p.title), float(len(p.proposals)), str(len(p.proposals))) for p in by_act[:_CHART]]
    bar = [(f"{factor}. {names[factor]}", float(count), str(count)) for factor, count in ordered]
    charts = [(say("chart-factors"), bar), (of_acts, figures)] if ordered else []
    return {
        "language": language, "authority": words.say("authority"), "heading": say("report-heading"),
        "subheading": say("report-subheading", title=words.pick(joint.title)),
        "issued_date": words.day(joint.date) if joint.date else words.say("blank-date"),
        "notes": _notes(joint, own, words, total, decided),
        "part": {name: say(f"part-{name}") for name in _PARTS},
        "column": {name: say(f"column-{name}") for name in _COLUMNS},
        "summary": [_summary(part, own, words) for part in joint.parts],
        "total": _total(joint.parts, own, words, total, decided),
        "factors_note": say("factors-note"),
        "factors": [{"name": f"{factor}. {names[factor]}", "count": str(n)} for factor, n in ordered],
        "charts": [
            bars(title, rows) for title, rows in charts
        ],
        "acts": [_act(part, own, words) for part in joint.parts],
        "letters": [_answered(letter, joint.date, own, words) for letter in joint.letters],
        **_signature(joint.signatory, words),
        "dropped": [{"act": _short(words.pick(d.title)), "reason": d.reason} for d in joint.dropped],
    }  # fmt: skip


_PARTS = ("summary", "factors", "acts", "letters", "dropped")
_COLUMNS = (
    "act", "person", "decided", "proposals", "objections", "level", "factor", "norm", "risk", "cure",
    "letter", "body", "answer", "reply", "reason",
)  # fmt: skip


def _objections(part: Part) -> list[Objection]:
    return [objection for proposal in part.proposals for objection in proposal.objections]


def _notes(joint: Joint, own: CampaignWords, words: Words, total: int, decided: int) -> list[str]:
    tongue = words.language
    notes = [_ground(ground, own, words) for ground in joint.grounds]
    if joint.deadline:
        notes.append(own.say("report-deadline", tongue, date=words.day(joint.deadline)))
    if joint.people:
        notes.append(own.say("report-people", tongue, people=", ".join(joint.people)))
    if decided < total or not all(part.taken for part in joint.parts):
        notes.append(own.say("report-draft", tongue, decided=decided, total=total))
    return notes if own.reviewed else [*notes, own.say("working", tongue)]


def _ground(ground: Ground, own: CampaignWords, words: Words) -> str:
    said = {"lexicon": ground.lexicon[:_LEXICON], "engine": ground.engine, "count": ground.count}
    if not ground.method:
        return own.say("report-method-unknown", words.language, **said)
    day = words.day(ground.date)
    return own.say("report-method", words.language, method=words.pick(ground.method), date=day, **said)


def _answered(letter: Answered, today: str, own: CampaignWords, words: Words) -> dict[str, str]:
    late = bool(today) and letter.answer < today
    said = own.say("reply-late" if late else "reply-waiting", words.language)
    if told := letter.reply:
        verdict = own.say(f"reply-{told['verdict']}", words.language)
        number = _numbered(told["number"], words) if told["number"] else ""
        stamp = " ".join(part for part in (_short_day(told["date"]), number) if part)
        said = "\n".join(part for part in (f"{verdict}, {stamp}", told["note"]) if part)
    name = f"{_numbered(letter.number, words)}, {_short_day(letter.date)}"
    return {
        "letter": name, "body": words.pick(letter.body),
        "answer": _short_day(letter.answer), "reply": said,
    }  # fmt: skip


def _numbered(number: str, words: Words) -> str:
    """Return a number that no line break parts from its sign."""
    return words.say("number", number=number).replace(" ", "\u00a0")


def _total(
    parts: Sequence[Part], own: CampaignWords, words: Words, total: int, decided: int
) -> dict[str, str]:
    count = sum(len(part.proposals) for part in parts)
    said = own.say("total", words.language, count=len(parts))
    return {
        "act": said,
        "person": "",
        "decided": f"{decided} / {total}",
        "proposals": str(count),
        "level": "",
    }


def _signature(signatory: Signatory, words: Words) -> dict[str, str]:
    return {
        "post": words.pick(signatory.post) or words.named("role", signatory.role),
        "name": words.pick(signatory.name), "signature_mark": words.say("signature"),
        "name_mark": words.say("name"),
    }  # fmt: skip


def _short_day(day: str) -> str:
    """Return an ISO date in figures, for the narrow cells of a table."""
    return ".".join(reversed(day.split("-")))


def _summary(part: Part, own: CampaignWords, words: Words) -> dict[str, str]:
    done = f"{part.decided} / {part.total}" if part.taken else own.say("untaken", words.language)
    settled = part.proposals or (part.taken and part.decided == part.total)
    return {
        "act": _short(words.pick(part.title)), "person": part.person, "decided": done,
        "proposals": str(len(part.proposals)), "level": words.named("level", part.level) if settled else "",
    }  # fmt: skip


def _short(title: str) -> str:
    """Return a title for a cell of a table; some files give their whole contents for one."""
    return title if len(title) <= _TITLE else f"{title[:_TITLE].rpartition(' ')[0]} …"


def _act(part: Part, own: CampaignWords, words: Words) -> dict[str, Any]:
    nothing = own.say("nothing" if part.taken else "untaken", words.language)
    if part.decided < part.total:
        nothing = own.say("undecided", words.language, decided=part.decided, total=part.total)
    return {
        "title": quoted(_short(words.pick(part.title))), "requisites": words.pick(part.requisites),
        "nothing": "" if part.proposals else nothing,
        "proposals": [_proposal(proposal, own, words) for proposal in part.proposals],
    }  # fmt: skip


def _proposal(proposal: Proposal, own: CampaignWords, words: Words) -> dict[str, Any]:
    return {
        "place": words.pick(proposal.place) or words.say("whole-act"),
        "edition": _edition(proposal.edition, own, words),
        "quote": quoted(words.pick(proposal.quotes)),
        "objections": [
            {
                "factor": f"{o.factor}. {words.pick(o.name)}",
                "risk": words.pick(o.risk),
                "cure": words.pick(o.cure),
            }
            for o in proposal.objections
        ],
    }


def _edition(edition: Edition, own: CampaignWords, words: Words) -> str:
    if edition.day is None:
        return own.say(f"edition-{UNKNOWN}", words.language)
    return own.say(f"edition-{edition.told}", words.language, date=words.day(edition.day.isoformat()))


def letter_words(letter: Letter, own: CampaignWords, form: Form, language: str) -> dict[str, Any]:
    """Return all that a letter prints in ``language``: the context of conclusion.letter's two layouts."""
    words = Words(form, language)

    def say(key: str, **values: object) -> str:
        return own.say(key, language, **values)

    blank = say("blank")
    return {
        "language": language, "authority": words.say("authority"), "heading": say("letter-heading"),
        "issued_date": words.day(letter.date) if letter.date else words.say("blank-date"),
        "issued_number": words.say("number", number=letter.number or "________"), "incoming": "",
        "addressee": say("letter-addressee", body=words.pick(letter.body) or blank),
        "lead": say("letter-lead"), "reasons": _proposed(letter.parts, own, words), "ground": "",
        "closing": say("letter-closing", date=words.day(letter.answer) if letter.answer else blank),
        "working": "" if own.reviewed else say("working"),
        **_signature(letter.signatory, words),
    }  # fmt: skip


def _proposed(parts: Sequence[Part], own: CampaignWords, words: Words) -> list[str]:
    def line(part: Part, proposal: Proposal, objection: Objection) -> str:
        title, stamp = quoted(_short(words.pick(part.title))), words.pick(part.requisites)
        whole = words.say("whole-act")
        said: Mapping[str, str] = {
            "title": f"{title} ({stamp})" if stamp else title,
            "place": words.pick(proposal.place) or f"{whole[:1].lower()}{whole[1:]}",
            "edition": _edition(proposal.edition, own, words),
            "factor": words.pick(objection.name),
            "cure": words.pick(objection.cure),
        }
        return own.say("letter-proposal", words.language, **said)

    return [
        line(part, proposal, objection)
        for part in parts
        for proposal in part.proposals
        for objection in proposal.objections
    ]
