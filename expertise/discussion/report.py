"""The report on a public discussion: every group of proposals with its decision, without personal data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from expertise.conclusion.form import Words, quoted
from expertise.discussion.links import Place
from expertise.discussion.privacy import name_words, scrub
from expertise.discussion.proposal import Considered, Texts
from expertise.lexicon.forms import Form
from expertise.lexicon.intake import VERDICTS
from expertise.lexicon.personal import PersonalWords
from expertise.lexicon.report_form import ReportForm


@dataclass(frozen=True, slots=True)
class Group:
    """Proposals that are decided together, with the norms they speak of."""

    members: tuple[Considered, ...]
    places: tuple[Place, ...]

    @property
    def numbers(self) -> tuple[int, ...]:
        """Return the numbers of the proposals."""
        return tuple(each.number for each in self.members)


@dataclass(frozen=True, slots=True)
class Totals:
    """Counts of a discussion: proposals, groups, proposals by verdict, without one, authors named."""

    proposals: int
    groups: int
    accepted: int
    partly: int
    rejected: int
    undecided: int
    named: int


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands over the table: titles and initiator by language, who confirms; ISO dates or empty."""

    title: Texts
    initiator: Texts
    start: str = ""
    end: str = ""
    date: str = ""
    person: str = ""


def totals(groups: Sequence[Group], personal: PersonalWords) -> Totals:
    """Return the totals of a discussion; of none all are 0."""
    members = [each for group in groups for each in group.members]
    verdicts = [each.resolution.verdict if each.resolution else "" for each in members]
    counts = {name: verdicts.count(name) for name in VERDICTS}
    named = sum(bool(_shown_author(each, personal)) for each in members)
    return Totals(
        len(members), len(groups), counts["accepted"], counts["partly"], counts["rejected"],
        verdicts.count(""), named,
    )  # fmt: skip


def rows(
    groups: Sequence[Group], own: ReportForm, form: Form, personal: PersonalWords, language: str
) -> list[dict[str, Any]]:
    """Return the rows of the report in ``language``, numbered from 1; members decided apart stand apart.

    Every text of a person's, the decisions' too, is without personal data but the names that may be said.
    """
    names = {
        word for group in groups for each in group.members
        for word in name_words(each.proposal.author, personal)
    }  # fmt: skip
    clean = _Clean(personal, personal.marker[language], names)
    parts = [part for group in groups for part in _parts(group)]
    return [
        {"number": str(number), **_row(part, own, Words(form, language), clean)}
        for number, part in enumerate(parts, start=1)
    ]


@dataclass(frozen=True, slots=True)
class _Clean:
    personal: PersonalWords
    marker: str
    names: set[str]

    def text(self, text: str) -> str:
        return scrub(text, self.personal, self.marker, self.names)


def _parts(group: Group) -> list[Group]:
    """Part a group by what was decided, in the order of its members."""
    found: dict[tuple[str, ...], list[Considered]] = {}
    for each in group.members:
        made = each.resolution
        said = (made.verdict, repr(dict(made.reason)), repr(dict(made.wording))) if made else ()
        found.setdefault(said, []).append(each)
    return [Group(tuple(members), group.places) for members in found.values()]


def _row(group: Group, own: ReportForm, words: Words, clean: _Clean) -> dict[str, Any]:
    language, made = words.language, group.members[0].resolution
    said = {name: dict(getattr(made, name)) if made else {} for name in ("reason", "wording")}
    norms = [place.of(language) for place in group.places] or [
        clean.text(each.proposal.norm) for each in group.members if each.proposal.norm
    ]
    texts = dict.fromkeys(clean.text(each.proposal.text) for each in group.members)
    return {
        "authors": [_author(each, own, clean, words) for each in group.members],
        "norm": "; ".join(dict.fromkeys(norms)) or own.say("whole-draft", language),
        "proposal": [line for text in texts for line in text.split("\n")],
        "verdict": own.say(f"verdict-{made.verdict}", language) if made else "",
        "code": made.verdict if made else "",
        "reason": clean.text(words.pick(said["reason"])),
        "wording": clean.text(words.pick(said["wording"])),
    }


def _author(each: Considered, own: ReportForm, clean: _Clean, words: Words) -> str:
    """Return «author, date, channel» as it may be published."""
    mine, language = each.proposal, words.language
    shown = _shown_author(each, clean.personal)
    if shown and clean.personal.is_organisation(mine.author):
        shown = clean.text(shown)
    channel = clean.text(mine.channel) or own.say("no-channel", language)
    return ", ".join(filter(None, (shown or own.say("withheld", language), mine.date, channel)))


def _shown_author(each: Considered, personal: PersonalWords) -> str:
    """Return the author as far as it may be said: an organisation, or a person who consented."""
    mine = each.proposal
    return mine.author if mine.consent or personal.is_organisation(mine.author) else ""


def context(
    groups: Sequence[Group],
    heading: Heading,
    own: ReportForm,
    form: Form,
    personal: PersonalWords,
    language: str,
) -> dict[str, Any]:
    """Return all that the report in ``language`` prints; authority and date are worded as in conclusions."""
    words, counts = Words(form, language), totals(groups, personal)
    title, initiator = quoted(words.pick(heading.title)), words.pick(heading.initiator)
    lines = [
        own.say("initiator", language, initiator=initiator) if initiator else "",
        _period(heading, own, words),
        own.say("lead", language, proposals=counts.proposals, groups=counts.groups) if groups else "",
    ]
    marker = personal.marker[language]
    notes = [own.say("original", language), own.say("privacy", language, marker=marker)] if groups else []
    return {
        "language": language,
        "authority": words.say("authority"),
        "heading": own.say("heading", language),
        "subheading": own.say("subheading", language, title=title)
        if title
        else own.say("subheading-untitled", language),
        "issued_date": words.day(heading.date) if heading.date else words.say("blank-date"),
        "lines": [line for line in lines if line],
        "none": "" if groups else own.say("none", language),
        "totals_head": own.say("totals", language),
        "totals": [own.say(f"total-{name}", language, count=asdict(counts)[name]) for name in VERDICTS],
        "column": own.columns(language),
        "rows": rows(groups, own, form, personal, language),
        "notes": [*notes, *([] if own.reviewed else [own.say("working", language)])],
        "signed": own.say("signed", language, person=heading.person) if heading.person else "",
    }


def _period(heading: Heading, own: ReportForm, words: Words) -> str:
    if not (heading.start and heading.end):
        return ""
    return own.say("period", words.language, start=words.day(heading.start), end=words.day(heading.end))


def public_rows(made: Mapping[str, Mapping[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of the contexts by language, as they may be published."""
    return {language: list(context["rows"]) for language, context in made.items()}
