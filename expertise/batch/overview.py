"""A finished run as a whole: acts ranked, findings by field and factor, by body, kind and year.

Everything is counted on columns (pyarrow), never row by row: a million findings take well under a second.
Names that come again and again are held as numbers (dictionaries). Counts are of the default view.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from expertise.reading.front import issuers

#: What stands for acts of no field, and for acts that do not say their kind, body or year.
NONE = "none"
#: Lines of norm text added to every act: a short one with a single finding is not the worst of all.
CALM = 20
GROUPS = ("body", "type", "year", "language")
_ACTS = (
    "act", "file", "name", "sha256", "language", "type", "title", "number", "date", "body", "examined",
    "fields", "field_words", "copies", "family",
)  # fmt: skip
_CODES = ("factor", "level", "family")
_FINDINGS = ("act", "factor", "severity", "level", "confidence", "shown", "family")


class Tables(Protocol):
    """Where the tables of a run come from (service_batch.Run)."""

    def table(self, name: str, columns: Sequence[str] | None = None, codes: Sequence[str] = ()) -> pa.Table:
        """Return a table, only these columns of it, those of ``codes`` as dictionaries."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which acts and findings are asked for; an empty set asks for all. ``years`` are inclusive."""

    fields: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    factors: frozenset[str] = frozenset()
    years: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Ranked:
    """An act in its rank: ``rate`` is the weight of its findings on 100 lines of norm text.

    The weight of a finding is severity / 100 * confidence, and confidence rests on the record of its rule
    (right of shown findings). ``level`` is that of its worst finding, none without one.
    """

    act: int
    file: str
    sha256: str
    title: str
    type: str
    number: str
    body: str
    year: str
    language: str
    fields: tuple[str, ...]
    field_words: tuple[str, ...]
    findings: int
    high: int
    medium: int
    low: int
    examined: int
    level: str
    rate: float
    copies: int


@dataclass(frozen=True, slots=True)
class Group:
    """Acts that share a value (a body, a kind, a year): ``rate`` as of Ranked, over all of them together."""

    name: str
    acts: int
    findings: int
    high: int
    rate: float


@dataclass(frozen=True, slots=True)
class Cell:
    """Findings of a factor in the acts of a field; ``rate`` is their number on 1,000 lines of norm text."""

    field: str
    factor: str
    findings: int
    rate: float


@dataclass(frozen=True)
class Overview:
    """Acts and shown findings of a run, or of what was chosen of it.

    ``findings`` has for each its act, factor, level, weight, family, and ``row``, its place in the table of
    the run, where its words are.
    """

    acts: pa.Table
    findings: pa.Table

    def chosen(self, choice: Choice) -> Overview:
        """Return the acts of a choice with their findings; acts without one stay, whatever the factor."""
        some, found = self, self.findings
        if choice != Choice(factors=choice.factors):
            some = self.of(self.acts.filter(_mask(self.acts, choice))["act"])
            found = some.findings
        if choice.factors:
            found = found.filter(pc.is_in(found["factor"], value_set=pa.array(sorted(choice.factors))))
        return Overview(some.acts, found)

    def of(self, acts: Sequence[int] | pa.ChunkedArray) -> Overview:
        """Return these acts (numbers of the table of the run) with their findings; others are left out."""
        wanted = _values(acts) if isinstance(acts, pa.ChunkedArray) else pa.array(acts, pa.int64())
        kept = [each.filter(pc.is_in(each["act"], value_set=wanted)) for each in (self.acts, self.findings)]
        return Overview(*kept)

    def titles(self) -> dict[int, str]:
        """Return what the acts are called, by number; one without a title by its file."""
        return dict(zip(self.acts["act"].to_pylist(), named_acts(self.acts).to_pylist(), strict=True))

    def values(self, column: str) -> list[str]:
        """Return the values of a group or ``fields`` or ``factor``, commonest first, NONE last."""
        held = self.findings[column] if column == "factor" else _named(self.acts, column)
        counts = [(each["values"], each["counts"]) for each in pc.value_counts(held).to_pylist()]
        return [name for name, _ in sorted(counts, key=lambda c: (c[0] == NONE, -c[1], c[0]))]

    def ranked(self, limit: int | None = None) -> list[Ranked]:
        """Return the acts (the first ``limit`` of them), highest rate first, equal ones in their order."""
        columns = {name: column.to_pylist() for name, column in self.ranking(limit).items()}
        columns["rate"] = [round(rate, 2) for rate in columns["rate"]]
        for name in ("fields", "field_words"):
            columns[name] = [tuple(each) for each in columns[name]]
        return [Ranked(*row) for row in zip(*(columns[name] for name in Ranked.__slots__), strict=True)]

    def ranking(self, limit: int | None = None) -> dict[str, pa.ChunkedArray]:
        """Return what ``ranked`` returns as columns, by the names of Ranked; rates are not rounded."""
        table = self.with_counts()
        lines = pc.add(pc.cast(table["examined"], pa.float64()), CALM)
        table = table.append_column("rate", pc.divide(pc.multiply(table["weight"], 100.0), lines))
        keys = [("rate", "descending"), ("findings", "descending"), ("act", "ascending")]
        table = table.take(pc.sort_indices(table, sort_keys=keys)[:limit])
        level = pa.scalar(NONE)
        for name in ("low", "medium", "high"):
            level = pc.if_else(pc.greater(table[name], 0), name, level)
        year = pc.if_else(pc.equal(table["year"], NONE), "", table["year"])
        made = {"title": named_acts(table), "level": level, "year": year}
        return {name: made[name] if name in made else table[name] for name in Ranked.__slots__}

    def with_counts(self) -> pa.Table:
        """Return the acts with number, levels and weight of their findings."""
        table = self.acts
        at = self.acts["act"].to_numpy()
        for name, counts in _counted(self.findings, int(at.max(initial=-1)) + 1).items():
            table = table.append_column(name, pa.array(counts[at]))
        return table

    def grouped(self, column: str) -> list[Group]:
        """Return the acts by ``column`` (one of GROUPS or ``fields``), the highest rate first.

        An act of two fields counts in both.
        """
        if self.acts.num_rows == 0:
            return []
        table = self.with_counts()
        names, places = _spread(table, column)
        wide = table.select(["examined", "findings", "high", "weight"]).take(places)
        wide = wide.append_column("name", names)
        sums = wide.group_by("name").aggregate(
            [("examined", "sum"), ("findings", "sum"), ("high", "sum"), ("weight", "sum"), ([], "count_all")]
        )
        groups = [
            Group(
                row["name"], row["count_all"], row["findings_sum"], row["high_sum"],
                _rate(row["weight_sum"], row["examined_sum"]),
            )
            for row in sums.to_pylist()
        ]  # fmt: skip
        return sorted(groups, key=lambda g: (-g.rate, -g.findings, g.name))

    def cells(self) -> list[Cell]:
        """Return the heat map: findings by field and factor, fields and factors ordered by name."""
        if self.acts.num_rows == 0 or self.findings.num_rows == 0:
            return []
        names, places = _spread(self.acts, "fields")
        coded = names.dictionary_encode()
        fields, of = coded.dictionary.to_pylist(), coded.indices.to_numpy()
        acts = self.acts["act"].to_numpy()[places.to_numpy()]
        lines = np.bincount(of, weights=self.acts["examined"].to_numpy()[places.to_numpy()])
        factors, table = _tally(self.findings, "factor", int(acts.max()) + 1)
        counts = [np.bincount(of, weights=table[acts, place]) for place in range(len(factors))]
        cells = [
            Cell(
                field,
                factor,
                int(found[place]),
                round(1000 * int(found[place]) / max(int(lines[place]), 1), 1),
            )
            for place, field in enumerate(fields)
            for factor, found in zip(factors, counts, strict=True)
            if found[place]
        ]
        return sorted(cells, key=lambda c: (c.field == NONE, c.field, c.factor))


def overview(tables: Tables) -> Overview:
    """Return the overview of a run; only the columns that are counted are read."""
    acts = tables.table("acts", _ACTS)
    year = pc.if_else(pc.is_valid(acts["date"]), pc.strftime(acts["date"], format="%Y"), NONE)
    acts = acts.drop_columns(["date"]).append_column("year", year)
    russian = {ky: ru for ru, ky in issuers().items()}
    one = [russian.get(body, body) for body in acts["body"].to_pylist()]
    acts = acts.append_column("issuer", pa.array(one, pa.string()))
    found = tables.table("findings", _FINDINGS, _CODES).unify_dictionaries()
    weight = pc.multiply(pc.divide(pc.cast(found["severity"], pa.float64()), 100.0), found["confidence"])
    columns = {
        "act": found["act"], "row": pa.array(np.arange(found.num_rows, dtype=np.int64)), "weight": weight,
        **{name: found[name] for name in _CODES},
    }  # fmt: skip
    made = Overview(acts.combine_chunks(), pa.table(columns).filter(found["shown"]).combine_chunks())
    pa.default_memory_pool().release_unused()  # what reading took is several times what is kept
    return made


def named_acts(acts: pa.Table) -> pa.ChunkedArray:
    """Return what acts are called: the title, without one the file's name."""
    return pc.if_else(pc.equal(acts["title"], ""), acts["name"], acts["title"])


def _mask(acts: pa.Table, choice: Choice) -> pa.Array:
    mask = pa.array(np.ones(acts.num_rows, dtype=bool))
    wanted = {"type": choice.types, "body": choice.bodies, "language": choice.languages}
    for column, names in wanted.items():
        if names:
            mask = pc.and_(mask, pc.is_in(_named(acts, column), value_set=pa.array(sorted(names))))
    if choice.fields:
        names, places = _spread(acts, "fields")
        held = places.filter(pc.is_in(names, value_set=pa.array(sorted(choice.fields))))
        every = pa.array(np.arange(acts.num_rows))
        mask = pc.and_(mask, pc.is_in(every, value_set=pc.unique(pc.cast(held, pa.int64()))))
    if choice.years:
        first, last = (str(year) for year in choice.years)
        dated = pc.not_equal(acts["year"], NONE)
        inside = pc.and_(pc.greater_equal(acts["year"], first), pc.less_equal(acts["year"], last))
        mask = pc.and_(mask, pc.and_(dated, inside))
    return mask


def _spread(acts: pa.Table, column: str) -> tuple[pa.Array, pa.Array]:
    """Return the values of a column and the row of each: an act of two fields has two, of none NONE."""
    rows = pa.array(np.arange(acts.num_rows))
    if column != "fields":
        return _values(_named(acts, column)), rows
    lists = _values(acts["fields"])
    bare = pc.equal(pc.list_value_length(lists), 0)
    empty = rows.filter(bare)
    names = pa.concat_arrays([pc.list_flatten(lists), pa.array([NONE] * len(empty), pa.string())])
    return names, pa.concat_arrays([pc.cast(pc.list_parent_indices(lists), pa.int64()), empty])


def _named(acts: pa.Table, column: str) -> pa.ChunkedArray:
    """Return a column of names with NONE for what an act does not say.

    A body is one, by its Russian name, whichever language the act names it in.
    """
    if column == "fields":
        return pa.chunked_array([_spread(acts, "fields")[0]])
    names = acts["issuer" if column == "body" else column]
    return pc.if_else(pc.equal(names, ""), NONE, names)


def _values(column: pa.ChunkedArray) -> pa.Array:
    joined = column.combine_chunks()
    return pa.concat_arrays(joined.chunks) if isinstance(joined, pa.ChunkedArray) else joined


def _counted(findings: pa.Table, count: int) -> dict[str, NDArray[Any]]:
    """Return number, levels and weight of the findings of acts below ``count``, by number of the act."""
    acts, weights = findings["act"].to_numpy(), findings["weight"].to_numpy()
    levels, table = _tally(findings, "level", count)
    by_level = {name: table[:, levels.index(name)] for name in ("high", "medium", "low") if name in levels}
    nothing = np.zeros(count, dtype=np.int64)
    return {
        "findings": table.sum(axis=1),
        **{name: by_level.get(name, nothing) for name in ("high", "medium", "low")},
        "weight": np.bincount(acts, weights=weights, minlength=count),
    }


def _tally(findings: pa.Table, column: str, count: int) -> tuple[list[str], NDArray[np.int64]]:
    """Return the values of a dictionary and how many findings of each act (rows) have each (columns)."""
    coded = _values(findings[column])
    values = coded.dictionary.to_pylist()
    if not values:
        return [], np.zeros((count, 0), dtype=np.int64)
    places = findings["act"].to_numpy() * len(values) + coded.indices.to_numpy()
    return values, np.bincount(places, minlength=count * len(values)).reshape(count, len(values))


def _rate(weight: float, lines: int) -> float:
    return round(100 * weight / (lines + CALM), 2)


def drawn(rows: Iterator[tuple[str, ...]], seed: str, count: int) -> list[int]:
    """Return the places of ``count`` rows drawn by ``seed``, in the order in which they were drawn.

    A row's chance is told by its own names (SHA-256 of seed and names), not by where it stands: the same seed
    draws the same of the same findings, and a larger sample holds the smaller one.
    """
    import hashlib
    import heapq

    def chance(item: tuple[int, tuple[str, ...]]) -> bytes:
        return hashlib.sha256("\0".join((seed, *item[1])).encode()).digest()

    return [place for place, _ in heapq.nsmallest(count, enumerate(rows), key=chance)]
