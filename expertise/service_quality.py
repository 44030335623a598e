"""Quality control of a run: findings drawn at random, judged by a person, precision with its interval.

Judgements go to the journal and are never changed there: who looks again enters another one, and the last one
of each finding counts.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from expertise.batch.overview import Choice, drawn
from expertise.errors import WrongUse
from expertise.review.store import BOOK
from expertise.review.typed import settled
from expertise.service_batch import Run
from expertise.service_dashboard import Norm, opened, some_norms
from expertise.service_desk import Desk

EVERYTHING = Choice()
VERDICTS = ("right", "wrong", "unsure")
_BOOK = "quality"
_KIND = "judgement"
_AT_ONCE = 1000  # findings drawn in one go: a larger sample begins with the smaller one
_Z = 1.96  # of a 95 % interval


@dataclass(frozen=True, slots=True)
class Drawn:
    """A finding of a sample: ``sha256`` and ``title`` are of its act; ``verdict`` is empty until judged."""

    norm: Norm
    sha256: str
    title: str
    verdict: str
    person: str
    note: str


@dataclass(frozen=True, slots=True)
class Precision:
    """Judged findings of a rule, a factor or all (``name``): ``share`` is right / (right + wrong).

    ``low`` and ``high`` are its 95 % interval (Wilson 1927); None where nothing is right or wrong yet.
    """

    name: str
    right: int
    wrong: int
    unsure: int
    share: float | None
    low: float | None
    high: float | None


def sample(desk: Desk, run: Run, seed: str, count: int, choice: Choice = EVERYTHING) -> list[Drawn]:
    """Return ``count`` findings of a choice, drawn by ``seed``, with what was judged of them so far.

    The same seed draws the same of the same run, whoever asks; a larger sample begins with the smaller one.
    """
    held = _held(desk)
    made = []
    for norm, sha256, title in _findings(run, seed, count, choice):
        said = held.get(f"{sha256}:{norm.id}", {})
        verdict, person, note = (str(said.get(key, "")) for key in ("verdict", "person", "note"))
        made.append(Drawn(norm, sha256, title, verdict, person, note))
    return made


def _findings(
    run: Run, seed: str, count: int, choice: Choice
) -> Iterator[tuple[Norm, str, str]]:  # fmt: skip
    """Yield the findings of a sample with SHA-256 and title of their acts, in the order of drawing."""
    rows = _places(run.folder, repr(run.summary["tables"]), seed, max(count, _AT_ONCE), choice)[:count]
    norms = some_norms(run, rows)
    numbers = sorted({norm.act for norm in norms})
    acts = {row["act"]: row for row in run.at("acts", ("act", "sha256", "title", "name"), numbers)}
    for norm in norms:
        act = acts[norm.act]
        yield norm, act["sha256"], act["title"] or act["name"]


@lru_cache(8)
def _places(folder: Path, _: str, seed: str, count: int, choice: Choice) -> tuple[int, ...]:
    """Return the rows of the table of findings that a sample takes, in the order of drawing."""
    run, seen = opened(folder)
    found = seen.chosen(choice).findings
    rows = found["row"].to_pylist()  # in the order of the table
    named = run.at("findings", ("id",), rows)

    def names() -> Iterator[tuple[str, str]]:
        acts = run.table("acts", ("sha256",))["sha256"].to_pylist()
        for act, finding in zip(found["act"].to_pylist(), named, strict=True):
            yield acts[act], finding["id"]

    return tuple(rows[place] for place in drawn(names(), seed, count))


def judge(desk: Desk, run: Run, seed: str, drawn: Drawn, verdict: str, note: str = "") -> None:
    """Enter what a person says of a finding; it is on the disk when this returns.

    Raises WrongUse: ``unknown-verdict``, ``store-unwritable``.
    """
    if verdict not in VERDICTS:
        raise WrongUse("unknown-verdict", verdict=verdict, known=", ".join(VERDICTS))
    book = desk.store.add_draft(desk.person, f"book:{_BOOK}", {BOOK: _BOOK})
    norm = drawn.norm
    payload = {
        "finding": f"{drawn.sha256}:{norm.id}", "rule": norm.rule, "factor": norm.factor, "quote": norm.quote,
        "label": norm.label, "title": drawn.title, "verdict": verdict, "note": settled(note),
        "seed": settled(seed), "versions": dict(run.summary["versions"]),
    }  # fmt: skip
    desk.store.enter(book, desk.person, _KIND, payload)


def precision(desk: Desk, by: str = "") -> list[Precision]:
    """Return the precision of all findings judged on this desk, ``by`` rule or factor where that is asked.

    Every judgement counts once a finding, with its last verdict, of whatever run; none give one empty row
    for all, no row by rule.
    """
    groups: dict[str, list[str]] = {} if by else {"": []}
    for said in _held(desk).values():
        groups.setdefault(str(said[by]) if by else "", []).append(str(said["verdict"]))
    return [_precision(name, verdicts) for name, verdicts in sorted(groups.items())]


def _precision(name: str, verdicts: Sequence[str]) -> Precision:
    right, wrong, unsure = (verdicts.count(each) for each in VERDICTS)
    if not right + wrong:
        return Precision(name, right, wrong, unsure, None, None, None)
    low, high = wilson(right, right + wrong)
    return Precision(name, right, wrong, unsure, right / (right + wrong), low, high)


def wilson(right: int, total: int) -> tuple[float, float]:
    """Return the 95 % interval of a share, ``right`` of ``total`` (at least 1); E. B. Wilson, 1927."""
    share = right / total
    middle = share + _Z**2 / (2 * total)
    reach = _Z * math.sqrt(share * (1 - share) / total + _Z**2 / (4 * total**2))
    scale = 1 + _Z**2 / total
    return max(0.0, (middle - reach) / scale), min(1.0, (middle + reach) / scale)


def _held(desk: Desk) -> dict[str, Mapping[str, object]]:
    """Return the last judgement of each finding, in the order of the findings' names."""
    last: dict[str, Mapping[str, object]] = {}
    for entry in _judgements(desk):
        last[str(entry["finding"])] = entry
    return dict(sorted(last.items()))


def _judgements(desk: Desk) -> Iterable[Mapping[str, object]]:
    return ({**e.payload, "person": e.person} for e in desk.store.entries() if e.kind == _KIND)
