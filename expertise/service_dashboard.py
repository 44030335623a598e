"""What the dashboard shows of a finished run: the acts in their rank, the heat map, the norms of one act."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from expertise import service_batch
from expertise.act import Language
from expertise.batch.kin import KINDS, Family, Kind, members
from expertise.batch.kin import ranked as families
from expertise.batch.overview import GROUPS, NONE, Cell, Choice, Group, Overview, Ranked, overview
from expertise.batch.spreadsheet import as_csv, as_xlsx
from expertise.lexicon.fields import Fields
from expertise.reading.front import issuers
from expertise.service_batch import Run

__all__ = [
    "GROUPS", "KINDS", "NONE", "Cell", "Choice", "Failure", "Family", "Group", "Kind", "Norm", "Overview",
    "Ranked", "Run", "as_csv", "as_xlsx", "body_names", "failures", "families", "field_names", "likeness",
    "members", "norms_at", "norms_in", "opened", "some_norms",
]  # fmt: skip
_NORM = (
    "act", "id", "rule", "factor", "level", "severity", "confidence", "shown", "eid", "label", "quote",
    "sentence", "missing", "why", "recommendation_ru", "recommendation_ky", "copies",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Norm:
    """A finding of the default view as the dashboard shows it: where, which words, why, how to cure."""

    act: int
    id: str
    rule: str
    factor: str
    level: str
    severity: int
    confidence: float
    eid: str
    label: str
    quote: str
    sentence: str
    missing: tuple[str, ...]
    why: str
    recommendation: Mapping[str, str]
    copies: int


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be checked: the code of its reason, what happened and what to do by language.

    ``again``: the next run tries it anew.
    """

    file: str
    code: str
    message: Mapping[str, str]
    again: bool


def opened(folder: Path) -> tuple[Run, Overview]:
    """Return a finished run and its overview, read once for as long as the run stays the same.

    Raises WrongUse ``not-a-finished-run``.
    """
    run = service_batch.opened(folder)
    return run, _overview(folder, _mark(run))


def _mark(run: Run) -> str:
    """Return what tells a run from another one in the same folder."""
    return repr(sorted(run.summary["tables"].items()))


@lru_cache(2)
def _overview(folder: Path, _: str) -> Overview:
    return overview(service_batch.opened(folder))


def failures(run: Run) -> Iterator[Failure]:
    """Yield the files of a run that could not be checked, in their order."""
    columns = ("file", "code", "message_ru", "message_ky", "again")
    for file, code, ru, ky, again in run.rows("failures", columns):
        yield Failure(file, code, {"ru": ru, "ky": ky}, again)


def norms_at(run: Run, rows: Sequence[int]) -> Iterator[Norm]:
    """Yield the findings at these places of the table (Overview.findings: ``row``), ascending."""
    return (norm(row) for row in run.at("findings", _NORM, rows))


def norms_in(run: Run, rows: Sequence[int]) -> tuple[Norm, ...]:
    """Return what ``norms_at`` yields, in the order of ``rows``, whatever that is."""
    places = sorted(set(rows))
    found = dict(zip(places, norms_at(run, places), strict=True))
    return tuple(found[row] for row in rows)


def some_norms(run: Run, rows: Sequence[int]) -> tuple[Norm, ...]:
    """Return what ``norms_in`` returns; a page that asks again has it at once. For some hundreds at most."""
    return _some_norms(run.folder, _mark(run), tuple(rows))


@lru_cache(16)
def _some_norms(folder: Path, _: str, rows: tuple[int, ...]) -> tuple[Norm, ...]:
    return norms_in(service_batch.opened(folder), rows)


def likeness(run: Run, family: str) -> dict[tuple[int, str], float]:
    """Return how alike the members of a family are to its first one, 0-1, by act and finding.

    A member of a family of acts has no finding: "".
    """
    import pyarrow.compute as pc

    table = run.table("families", ("family", "act", "finding", "similarity"), ("family",))
    rows = table.filter(pc.equal(table["family"], family)).to_pylist()
    return {(row["act"], row["finding"]): row["similarity"] for row in rows}


def norm(row: Mapping[str, Any]) -> Norm:
    """Return a row of the table of findings as a norm."""
    cure = {"ru": row["recommendation_ru"], "ky": row["recommendation_ky"]}
    plain = {name: row[name] for name in Norm.__slots__ if name not in ("missing", "recommendation")}
    return Norm(**plain, missing=tuple(row["missing"] or ()), recommendation=cure)


def body_names(language: Language) -> dict[str, str]:
    """Return what the bodies of a run's groups are called in a language; others keep the name they have."""
    return issuers() if language == "ky" else {}


def field_names(fields: Fields, words: Mapping[str, str], language: Language) -> dict[str, str]:
    """Return what the fields are called, NONE among them."""
    names = {each.id: each.name[language] for each in fields.fields.values()}
    return {**names, NONE: words["dashboard-no-field"]}
