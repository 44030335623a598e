"""Public discussion at the desk: take proposals in, decide on them, confirm the report."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache, lru_cache
from hashlib import sha256
from typing import Any

from expertise import settings
from expertise.discussion.grouping import groups
from expertise.discussion.intake import BadRow, Decided, table
from expertise.discussion.links import places
from expertise.discussion.privacy import scrub
from expertise.discussion.proposal import (
    CONSENT,
    LINK,
    PROPOSALS,
    REPORT,
    RESOLVE,
    Considered,
    Proposal,
    Texts,
    considered,
    entered,
    kept,
    resolution,
    typed,
)
from expertise.discussion.report import Group, Heading, Totals, context, public_rows, totals
from expertise.discussion.report_files import report_docx, report_pages, report_pdf
from expertise.errors import WrongUse
from expertise.lexicon.intake import REASONED
from expertise.lexicon.personal import PersonalWords, load_personal
from expertise.lexicon.report_form import ReportForm, load_report_form
from expertise.lexicon.terms import LANGUAGES
from expertise.reading.sheet import sheets
from expertise.review.journal import Entry, canonical
from expertise.review.typed import one_line
from expertise.service_answers import columns, verdict_words
from expertise.service_desk import Desk
from expertise.service_forms import known_forms
from expertise.service_papers import note_paper

FORM = "ministry-draft"
#: First and last day of a discussion, ISO; two empty words where nobody said them.
Period = tuple[str, str]
NO_PERIOD: Period = ("", "")
_ROWS = "discussion.json"
_FOLDER = "discussion"


@dataclass(frozen=True, slots=True)
class Discussion:
    """The discussion of a draft as it stands: groups in the order of their first proposals, totals."""

    groups: tuple[Group, ...]
    totals: Totals

    @property
    def proposals(self) -> tuple[Considered, ...]:
        """Return all proposals by number."""
        return tuple(sorted((c for g in self.groups for c in g.members), key=lambda c: c.number))


@dataclass(frozen=True, slots=True)
class Received:
    """A table of proposals after it was read; ``known`` where these very bytes were there before."""

    file: str
    numbers: tuple[int, ...]
    decided: int
    bad: tuple[BadRow, ...]
    known: bool = False


@dataclass(frozen=True, slots=True)
class Published:
    """The report that a person confirmed: what may be published, and nothing else.

    ``current`` is False where something was added or decided since. ``rows`` are those of each language.
    """

    date: str
    person: str
    files: Mapping[str, bytes]
    totals: Totals
    rows: Mapping[str, Sequence[Mapping[str, Any]]]
    current: bool


@cache
def personal_words() -> PersonalWords:
    """Return by which words personal data is known. Raises BadLexicon."""
    return load_personal(settings.lexicons() / _FOLDER / "personal.yml")


@cache
def report_form() -> ReportForm:
    """Return the fixed words of the report. Raises BadLexicon."""
    return load_report_form(settings.lexicons() / _FOLDER / "report.yml")


def discussion(desk: Desk, draft: str) -> Discussion:
    """Return the discussion of a draft; without proposals an empty one."""
    return _discussion(desk, draft, desk.store.entries(draft))


def _discussion(desk: Desk, draft: str, entries: Sequence[Entry]) -> Discussion:
    members = considered(entries, desk.store.file)
    acts = [desk.examination(text.id).act for text in desk.texts(draft)]
    named = [places(each.proposal.norm, each.proposal.text, acts) for each in members]
    bare = [_bare(each.proposal.text) for each in members]
    grouped = groups(bare, [tuple(p.eid for p in n) for n in named])
    found = tuple(Group(tuple(members[n] for n in group), named[group[0]]) for group in grouped)
    return Discussion(found, totals(found, personal_words()))


@lru_cache(8192)
def _bare(text: str) -> str:
    """Return a text without telephones and names: what only one of two authors adds makes no other proposal.

    Kept for the next look at the page: finding them takes most of its time.
    """
    return scrub(text, personal_words(), "")


# Taking in


def import_proposals(desk: Desk, draft: str, name: str, data: bytes) -> Received:
    """Take in a table (.xlsx, .csv, .docx); the decisions that stand in it are entered with it.

    The same file again enters nothing. Raises UnreadableFile; WrongUse ``discussion-no-columns`` where no
    table has a column of proposals.
    """
    desk.store.require(draft)
    file = one_line(name)
    found = table(sheets(data, file), columns()["proposals"], verdict_words(), personal_words())
    if found is None:
        raise WrongUse("discussion-no-columns", file=file)
    if not found.proposals:
        return Received(file, (), 0, found.bad)
    client = f"proposals:{draft}:{sha256(data).hexdigest()}"
    known = any(entry.client == client for entry in desk.store.entries(draft))
    entry = _bring(desk, draft, found.proposals, file, desk.store.keep(data), client)
    first = int(entry.payload["first"])
    decided = sum(_decide_imported(desk, draft, first, each, client) for each in found.decided)
    numbers = tuple(range(first, first + len(found.proposals)))
    return Received(file, numbers, decided, found.bad, known)


def add_proposal(desk: Desk, draft: str, proposal: Proposal) -> int:
    """Enter one proposal that somebody typed and return its number. Raises WrongUse ``discussion-empty``."""
    entry = _bring(desk, draft, [typed(proposal)], "", "", "")
    return int(entry.payload["first"])


def _bring(
    desk: Desk, draft: str, proposals: Sequence[Proposal], file: str, source: str, client: str
) -> Entry:
    digest = desk.store.keep(kept(proposals, file, uuid.uuid4().hex))

    def said(entries: list[Entry]) -> Mapping[str, Any]:
        return entered(entries, len(proposals), digest, source)

    return desk.store.enter(draft, desk.person, PROPOSALS, said, client)


def _decide_imported(desk: Desk, draft: str, first: int, each: Decided, client: str) -> int:
    """Enter a decision of the table; its words are in one language, which stands for both until written."""
    reason, wording = (
        {str(tongue): text for tongue in LANGUAGES if text} for text in (each.reason, each.wording)
    )
    said = resolution([first + each.place], each.verdict, reason, wording)
    desk.store.enter(draft, desk.person, RESOLVE, said, f"{client}:{each.place}")
    return 1


# Deciding


def resolve(
    desk: Desk, draft: str, numbers: Iterable[int], verdict: str, reason: Texts, wording: Texts | None = None
) -> Entry:
    """Enter what was decided on proposals; an empty verdict takes a decision back.

    Raises WrongUse ``discussion-number`` for a proposal that is not there, and what ``resolution`` raises.
    """
    said = resolution(numbers, verdict, reason, wording or {})
    _require(desk, draft, said["numbers"])
    return desk.store.enter(draft, desk.person, RESOLVE, said)


def set_consent(desk: Desk, draft: str, numbers: Iterable[int], consent: bool) -> Entry:
    """Enter whether the authors of proposals consent to be named. Raises WrongUse ``discussion-number``."""
    named = _require(desk, draft, numbers)
    return desk.store.enter(draft, desk.person, CONSENT, {"numbers": named, "consent": consent})


def set_norm(desk: Desk, draft: str, numbers: Iterable[int], norm: str) -> Entry:
    """Enter which norm proposals speak of («ст. 5 ч. 2»), instead of their own words."""
    named = _require(desk, draft, numbers)
    return desk.store.enter(draft, desk.person, LINK, {"numbers": named, "norm": one_line(norm)})


def _require(desk: Desk, draft: str, numbers: Iterable[int]) -> list[int]:
    count = sum(int(e.payload["count"]) for e in desk.store.entries(draft) if e.kind == PROPOSALS)
    named = sorted(set(numbers))
    if not named:
        raise WrongUse("nothing-chosen")
    for number in named:
        if not 1 <= number <= count:
            raise WrongUse("discussion-number", number=number, count=count)
    return named


def reason_asked(verdict: str) -> bool:
    """Tell whether a verdict needs a reason."""
    return verdict in REASONED


# The report


def report_words(
    desk: Desk, draft: str, day: str = "", period: Period = NO_PERIOD, person: str = ""
) -> dict[str, dict[str, Any]]:
    """Return what the report says now, by language."""
    entries = desk.store.entries(draft)
    found, state = _discussion(desk, draft, entries), desk.state(draft)
    title = {
        **desk.draft(draft).titles, **{t: v for t, v in state.requisites.get("title", {}).items() if v}
    }  # fmt: skip
    heading = Heading(title, state.requisites.get("initiator", {}), *period, day, person)
    form = known_forms()[FORM]
    return {
        tongue: context(found.groups, heading, report_form(), form, personal_words(), tongue)
        for tongue in LANGUAGES
    }


def report_files(words: Mapping[str, Mapping[str, Any]], day: str) -> dict[str, bytes]:
    """Return the files of a report: discussion.ru.docx, discussion.ru.pdf and the same in Kyrgyz.

    Equal words give equal bytes. Raises WrongUse: ``pdf-warning``, ``bad-template`` and its kin.
    """
    files = {}
    for tongue, said in words.items():
        files[f"discussion.{tongue}.docx"] = report_docx(said, day)
        files[f"discussion.{tongue}.pdf"] = report_pdf(said, day)
    return files


def pages(desk: Desk, draft: str, language: str, day: str = "", period: Period = NO_PERIOD) -> list[bytes]:
    """Return the report as it stands as pictures of its pages. Raises WrongUse ``pdf-warning``."""
    return report_pages(report_words(desk, draft, day, period)[language])


def confirm(desk: Desk, draft: str, day: str, period: Period = NO_PERIOD) -> Entry:
    """Confirm the report under the person's name: its files are kept, it may be published from now on.

    The papers of the conclusion say that it is there, unless the conclusion is signed already. The same
    report again enters nothing new. Raises WrongUse: ``discussion-undecided``, ``discussion-date``,
    ``name-unknown`` where nobody said who sits at the desk, and what ``report_files`` raises.
    """
    if desk.person == "-":
        raise WrongUse("name-unknown")
    for each in (day, *(part for part in period if any(period))):
        if not _is_day(each):
            raise WrongUse("discussion-date", date=each)
    found = discussion(desk, draft)
    if found.totals.undecided:
        raise WrongUse("discussion-undecided", count=found.totals.undecided)
    words = report_words(desk, draft, day, period, desk.person)
    files = report_files(words, day)
    rows = canonical(public_rows(words)).encode()
    held = {name: desk.store.keep(data) for name, data in sorted({**files, _ROWS: rows}.items())}
    payload = {"date": day, "period": list(period), "files": held, "totals": asdict(found.totals)}
    told = sha256(canonical(held).encode()).hexdigest()
    last = _last_touch(desk.store.entries(draft))
    entry = desk.store.enter(draft, desk.person, REPORT, payload, f"report:{draft}:{last}:{told}")
    note_paper(desk, draft, "discussion")
    return entry


def _is_day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _last_touch(entries: Iterable[Entry]) -> int:
    """Return ``seq`` of the last entry that a report rests on, 0 without one."""
    return max((e.seq for e in entries if e.kind in (PROPOSALS, RESOLVE, CONSENT, LINK)), default=0)


def report_entry(desk: Desk, draft: str) -> Entry | None:
    """Return the newest confirmed report, None without one."""
    found = [entry for entry in desk.store.entries(draft) if entry.kind == REPORT]
    return found[-1] if found else None


def published(desk: Desk, draft: str) -> Published | None:
    """Return the newest confirmed report with its files, None while nobody confirmed one.

    Raises UnreadableFile: ``file-lost``, ``file-altered``.
    """
    entry = report_entry(desk, draft)
    if entry is None:
        return None
    held = {name: desk.store.file(digest) for name, digest in entry.payload["files"].items()}
    rows = json.loads(held.pop(_ROWS))
    current = _last_touch(desk.store.entries(draft)) < entry.seq
    return Published(
        entry.payload["date"], entry.person, held, Totals(**entry.payload["totals"]), rows, current
    )
