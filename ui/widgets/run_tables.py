"""The tables of a run as rows: a page shows the first ones of its files, so the two cannot differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import streamlit as st
from office import say
from widgets.run_choice import naming

from expertise import service_dashboard as dashboard

ACTS = (
    "rank", "rate", "worst", "title", "fields", "words", "type", "number", "body", "year", "language",
    "findings", "high", "medium", "low", "lines", "copies", "file",
)  # fmt: skip
NORMS = ("title", "label", "factor", "rule", "worst", "quote", "why")
NORM_FAMILIES = ("rank", "copies", "acts", "weight", "factor", "rule", "norm", "title", "label", "family")
ACT_FAMILIES = (
    "rank", "copies", "title", "type", "number", "body", "year", "language", "findings", "rate", "file",
    "family",
)  # fmt: skip
MEMBERS = (
    "title", "label", "likeness", "type", "number", "body", "year", "language", "findings", "quote", "norm",
    "file",
)  # fmt: skip
#: Norms whose words are read in one go.
_AT_ONCE = 50_000
Row = list[object]


def heads(columns: Sequence[str]) -> list[str]:
    """Return what columns are called."""
    return [say(f"dashboard-column-{name}") for name in columns]


def picked(
    name: str, columns: Sequence[str], shown: Sequence[str], rows: Sequence[Row], **config: object
) -> int | None:
    """Show some columns of rows as a table and return the place of the row that was clicked."""
    places = {head: columns.index(each) for each, head in zip(shown, heads(shown), strict=True)}
    seen = st.dataframe(
        {head: [row[place] for row in rows] for head, place in places.items()},
        hide_index=True, key=name, on_select="rerun", selection_mode="single-row",
        height=min(300, 38 + 35 * len(rows)), row_height=35,
        column_config={say(f"dashboard-column-{each}"): told for each, told in config.items()},
    )  # fmt: skip
    return seen.selection.rows[0] if seen.selection.rows and seen.selection.rows[0] < len(rows) else None


def act_rows(acts: Iterable[dashboard.Ranked]) -> Iterator[Row]:
    """Yield ranked acts as rows of ACTS."""
    named = naming()
    for place, act in enumerate(acts, start=1):
        fields = ", ".join(named("fields", each) for each in act.fields)
        yield [
            place, act.rate, named("level", act.level) if act.findings else "", act.title, fields,
            "; ".join(act.field_words), named("type", act.type), act.number, act.body, act.year,
            named("language", act.language), act.findings, act.high, act.medium, act.low, act.examined,
            act.copies, act.file,
        ]  # fmt: skip


def norm_rows(found: Iterable[dashboard.Norm], titles: Mapping[int, str]) -> Iterator[Row]:
    """Yield findings as rows of NORMS; ``titles`` name their acts."""
    named = naming()
    for n in found:
        yield [titles.get(n.act, ""), n.label, n.factor, n.rule, named("level", n.level), n.quote, n.why]


def family_rows(
    run: dashboard.Run, seen: dashboard.Overview, kind: dashboard.Kind, limit: int | None = None
) -> Iterator[Row]:
    """Yield the families in their rank (the first ``limit``) as rows of NORM_FAMILIES or ACT_FAMILIES.

    What is told of a family is told of its first member among what was chosen.
    """
    named = naming()
    found = dashboard.families(seen, kind, limit)
    if kind == "act":
        yield from _act_families(seen, found)
        return
    titles = seen.titles()
    look = dashboard.norms_in if limit is None else dashboard.some_norms
    for begin in range(0, len(found), _AT_ONCE):
        some = found[begin : begin + _AT_ONCE]
        words = look(run, [family.first for family in some])
        for place, (family, n) in enumerate(zip(some, words, strict=True), start=begin + 1):
            yield [
                place, family.copies, family.acts, named("level", n.level), n.factor, n.rule, n.sentence,
                titles[n.act], n.label, family.name,
            ]  # fmt: skip


def _act_families(seen: dashboard.Overview, found: Sequence[dashboard.Family]) -> Iterator[Row]:
    first = {act.act: act for act in seen.of([family.first for family in found]).ranked()}
    named = naming()
    for place, family in enumerate(found, start=1):
        act = first[family.first]
        yield [
            place, family.copies, act.title, named("type", act.type), act.number, act.body, act.year,
            named("language", act.language), act.findings, act.rate, act.file, family.name,
        ]  # fmt: skip


def member_rows(
    run: dashboard.Run, inside: dashboard.Overview, kind: dashboard.Kind, name: str, limit: int | None = None
) -> Iterator[tuple[int, Row]]:
    """Yield the members of a family (the first ``limit``) in order: number of the act, row of MEMBERS."""
    alike = dashboard.likeness(run, name)
    named = naming()
    if kind == "act":
        found = [(act, "", "", "", "") for act in inside.acts["act"][:limit].to_pylist()]
    else:
        look = dashboard.norms_in if limit is None else dashboard.some_norms
        norms = look(run, inside.findings["row"][:limit].to_pylist())
        found = [(n.act, n.id, n.label, n.quote, n.sentence) for n in norms]
    acts = {act.act: act for act in inside.of(sorted({each[0] for each in found})).ranked()}
    for number, finding, label, quote, sentence in found:
        act = acts[number]
        likeness = round(10_000 * alike[number, finding]) // 100  # near copies never say 100
        yield number, [
            act.title, label, likeness, named("type", act.type), act.number, act.body, act.year,
            named("language", act.language), act.findings, quote, sentence, act.file,
        ]  # fmt: skip
