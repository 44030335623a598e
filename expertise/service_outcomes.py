"""What belongs to a released conclusion and came later: answers, the discussion's report, the RIA.

All of it is free of personal data and of hidden data when it leaves here, or it does not leave.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import PurePosixPath

from expertise import service_discussion, service_ria
from expertise.errors import UnreadableFile, WrongUse
from expertise.publish.record import Found, Record
from expertise.publish.register import CheckedItem, Discussion, Impact, Outcome
from expertise.publish.shelf import clean
from expertise.reading import read
from expertise.review.journal import Entry
from expertise.service_answers import Answered, answered
from expertise.service_desk import Desk
from expertise.service_privacy import personal, scrubbed


def outcomes(desk: Desk, draft: str, record: Record, conclusion: Entry) -> Mapping[str, Outcome]:
    """Return what became of the findings of a record, by their numbers; ``conclusion`` is its signature."""
    left = list(answered(desk, draft, conclusion))
    found: dict[str, Outcome] = {}
    for each in record.findings:
        mine = _matching(each, left)
        if mine is not None:
            left.remove(mine)
            found[each.number] = _outcome(mine)
    return found


def _matching(found: Found, held: Sequence[Answered]) -> Answered | None:
    """Return the answer to a finding: same norm, same factor, the same cure where there are several."""
    item = int(found.number.partition(".")[0])
    mine = [a for a in held if a.asked.item == item and a.asked.objection.factor == found.factor]
    same = [a for a in mine if dict(a.asked.objection.cure) == dict(found.cure)]
    return next(iter(same or mine), None)


def _outcome(told: Answered) -> Outcome:
    answer = told.answer
    return Outcome(
        answer.verdict if answer else "",
        scrubbed(answer.reason) if answer else "",
        scrubbed(answer.wording) if answer else "",
        told.fate,
        told.promise,
    )


def discussion(desk: Desk, draft: str) -> Discussion | None:
    """Return the confirmed report of the public discussion, its Word files cleaned; None without one.

    Raises UnreadableFile: ``file-lost``, ``file-altered``; WrongUse ``hidden-left``.
    """
    held = service_discussion.published(desk, draft)
    if held is None:
        return None
    files = {
        name: clean(desk.store.folder, data, name) if name.endswith(".docx") else data
        for name, data in sorted(held.files.items())
    }
    rows = {tongue: tuple(rows) for tongue, rows in held.rows.items()}
    return Discussion(held.date, asdict(held.totals), rows, files)


def impact(desk: Desk, draft: str) -> Impact | None:
    """Return the regulatory impact analysis and its clean file; None without an analysis.

    A file that cannot be cleaned, or that names people, stays inside: then there is no data.
    """
    held = service_ria.ria(desk, draft)
    if held is None:
        return None
    items = tuple(CheckedItem(dict(item.text), item.found) for item in held.items)
    ending = PurePosixPath(held.file).suffix.lower()
    # Not the name it came with: people put names of people into it.
    name = f"impact.{held.language}{ending}"
    return Impact(name, _public(desk, held, name, ending), items, held.complete)


def _public(desk: Desk, held: service_ria.Ria, name: str, ending: str) -> bytes:
    data = desk.store.file(held.sha256)
    try:
        act = read(desk.store.file_path(held.sha256), excerpt=True)
        if any(personal([line.span.of(act.text) for line in act.lines])):
            return b""
        if ending in (".docx", ".pdf"):
            return clean(desk.store.folder, data, name)
        return data if ending == ".txt" else b""
    except (UnreadableFile, WrongUse):
        return b""
