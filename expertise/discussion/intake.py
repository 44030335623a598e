"""A table of proposals becomes proposals; rows that cannot are named with their number and reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from expertise.conclusion.answer_rows import cell, header, is_figures
from expertise.discussion.proposal import Proposal
from expertise.lexicon.intake import REASONED, Columns, VerdictWords
from expertise.lexicon.personal import PersonalWords
from expertise.reading.sheet import Sheet, SheetRow
from expertise.review.decide import MAX_TEXT
from expertise.review.typed import settled

CONTACTS = ("phone", "email", "address", "pin", "passport", "contacts")


@dataclass(frozen=True, slots=True)
class Decided:
    """What a table says was decided on the proposal at ``place`` of those it brings."""

    place: int
    verdict: str
    reason: str
    wording: str


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row of which something could not be taken: ``code`` names a message; ``kept`` if its proposal was."""

    sheet: str
    row: int
    code: str
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """What a file of proposals holds."""

    proposals: tuple[Proposal, ...]
    decided: tuple[Decided, ...]
    bad: tuple[BadRow, ...]


def table(
    sheets: Sequence[Sheet], columns: Columns, words: VerdictWords, personal: PersonalWords
) -> Table | None:
    """Return the proposals of all tables that have a column of them; None where no table has one."""
    found: list[Proposal] = []
    decided: list[Decided] = []
    bad: list[BadRow] = []
    seen = False
    for sheet in sheets:
        place = header(sheet, columns, ("proposal",))
        if place is None:
            continue
        seen = True
        head = sheet.rows[place[0]].cells
        for row in sheet.rows[place[0] + 1 :]:
            if is_figures(row) or row.cells == head:
                continue
            proposal, code = _proposal(row, place[1], personal)
            if code:
                bad.append(BadRow(sheet.name, row.number, code))
                continue
            made, trouble = _decision(row, place[1], words, len(found))
            found.append(proposal)
            decided += [made] if made else []
            bad += [BadRow(sheet.name, row.number, trouble, kept=True)] if trouble else []
    return Table(tuple(found), tuple(decided), tuple(bad)) if seen else None


def _proposal(row: SheetRow, columns: Mapping[str, int], personal: PersonalWords) -> tuple[Proposal, str]:
    said = {
        name: settled(cell(row, columns, name))
        for name in ("proposal", "author", "date", "channel", "norm", "consent", *CONTACTS)
    }
    contacts = {name: said[name] for name in CONTACTS if said[name]}
    made = Proposal(
        said["proposal"], said["author"], contacts, said["date"], said["channel"], said["norm"],
        personal.consents(said["consent"]), row.number,
    )  # fmt: skip
    if not said["proposal"]:
        return made, "no-text"
    return made, "too-long" if max(map(len, said.values())) > MAX_TEXT else ""


def _decision(
    row: SheetRow, columns: Mapping[str, int], words: VerdictWords, place: int
) -> tuple[Decided | None, str]:
    """Return what the row decides, or the reason why that cannot be taken; neither where it says nothing."""
    told = cell(row, columns, "verdict")
    reason, wording = (settled(cell(row, columns, name)) for name in ("reason", "wording"))
    if not told:
        return None, ""
    verdict, behind = words.read(told)
    if not verdict:
        return None, "verdict"
    reason = reason or behind
    if verdict in REASONED and not reason:
        return None, "reason"
    return Decided(place, verdict, reason, wording), ""
