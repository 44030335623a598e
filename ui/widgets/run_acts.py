"""The acts of a run in their rank, and the norms of the one that was clicked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st
from office import desk, go, plain, say, tongue, trouble, words
from widgets.exports import exports
from widgets.run_choice import named

from expertise import service_dashboard as dashboard
from expertise import service_sources as sources
from expertise.errors import ExpertiseError

_SHOWN = 300
_NORMS = 40
_COLOURS = {"high": "red", "medium": "orange", "low": "blue"}
_COLUMNS = (
    "rank", "rate", "worst", "title", "fields", "words", "type", "number", "body", "year", "language",
    "findings", "high", "medium", "low", "lines", "copies", "file",
)  # fmt: skip
_SEEN = ("rank", "rate", "title", "findings", "high", "fields", "type", "year", "language", "body", "lines")


def acts(run: dashboard.Run, seen: dashboard.Overview, factors: frozenset[str]) -> None:
    """Show the ranked acts; a click on one shows its norms below."""
    ranked = seen.ranked(_SHOWN)
    st.caption(say("dashboard-acts-about"))
    if seen.acts.num_rows > _SHOWN:
        st.caption(say("dashboard-acts-cut", shown=_SHOWN, count=seen.acts.num_rows))
    rows = [_row(place, act) for place, act in enumerate(ranked, start=1)]
    picked = st.dataframe(
        {_head(name): [row[_COLUMNS.index(name)] for row in rows] for name in _SEEN},
        hide_index=True, key="run-acts", on_select="rerun", selection_mode="single-row",
        height=min(300, 38 + 35 * len(rows)), row_height=35,
        column_config={
            _head("rank"): st.column_config.NumberColumn(width=40),
            _head("rate"): st.column_config.ProgressColumn(
                width="small", min_value=0.0, max_value=max(ranked[0].rate, 0.1), format="%.1f"
            ),
            _head("title"): st.column_config.TextColumn(width="large"),
        },
    )  # fmt: skip
    everything = seen.ranked() if seen.acts.num_rows > _SHOWN else ranked
    full = [_row(place, act) for place, act in enumerate(everything, start=1)]
    exports("acts", [_head(name) for name in _COLUMNS], full)
    if picked.selection.rows:
        act(run, ranked[picked.selection.rows[0]], factors)


def _head(name: str) -> str:
    return say(f"dashboard-column-{name}")


def _row(place: int, act: dashboard.Ranked) -> list[object]:
    fields = ", ".join(named("fields", each) for each in act.fields)
    return [
        place, act.rate, named("level", act.level) if act.findings else "", act.title, fields,
        "; ".join(act.field_words), named("type", act.type), act.number, act.body, act.year,
        named("language", act.language), act.findings, act.high, act.medium, act.low, act.examined,
        act.copies, act.file,
    ]  # fmt: skip


def act(run: dashboard.Run, chosen: dashboard.Ranked, factors: frozenset[str]) -> None:
    """Show one act: what told its fields, its norms with findings, and the way to the desk."""
    left, right = st.columns([8, 2], vertical_alignment="center")
    left.markdown(f"### {plain(chosen.title)}")
    for field, told in zip(chosen.fields, chosen.field_words, strict=True):
        left.caption(f"{named('fields', field)}: {plain(told)}")
    if right.button(
        say("dashboard-to-desk"), key="run-to-desk", type="primary", help=say("dashboard-to-desk-help"),
        width="stretch",
    ):  # fmt: skip
        try:
            received = sources.to_desk(desk(), run, chosen.file, chosen.sha256)
            if received.error:
                raise received.error
            go("act", received.draft, language=chosen.language)
        except ExpertiseError as error:
            st.error(trouble(error))
    norms(dashboard.norms(run, [chosen.act], factors), f"norms-{chosen.act}", {chosen.act: chosen.title})


def norms(found: Sequence[dashboard.Norm], name: str, titles: Mapping[int, str] | None = None) -> None:
    """Show norms with their findings, the table of all of them behind two buttons.

    ``titles`` name the acts; on the page they are told where there are several.
    """
    acts = titles or {}
    if not found:
        st.info(say("dashboard-no-norms"))
        return
    st.markdown(f"**{say('dashboard-norms', count=len(found))}**")
    if len(found) > _NORMS:
        st.caption(say("dashboard-norms-cut", shown=_NORMS, count=len(found)))
    for each in found[:_NORMS]:
        with st.container(border=True):
            if len(acts) > 1:
                st.caption(plain(acts[each.act]))
            norm(each)
    heads = [_head(each) for each in ("title", "label", "factor", "rule", "worst", "quote", "why")]
    rows = [
        [acts.get(n.act, ""), n.label, n.factor, n.rule, named("level", n.level), n.quote, n.why]
        for n in found
    ]
    exports(name, heads, rows)


def norm(each: dashboard.Norm) -> None:
    """Show a finding: its place, its words in their sentence, why, what is missing, how to cure it."""
    factor = desk().lexicon.factors[each.factor].name[tongue()]
    level = f":{_COLOURS[each.level]}-badge[{named('level', each.level)}]"
    st.markdown(
        f"**{plain(each.label) or say('whole-act')}** {level} {each.factor}. {plain(factor)} ({each.rule})"
    )
    st.markdown(_marked(each))
    notes = [plain(each.why)]
    if each.missing:
        slots = ", ".join(words().get(f"slot-{slot}", slot) for slot in each.missing)
        notes.append(say("dashboard-missing", slots=slots))
    notes.append(plain(say("dashboard-cure", text=each.recommendation[tongue()])))
    if each.copies > 1:
        notes.append(say("dashboard-copies", count=each.copies - 1))
    st.caption("  \n".join(notes))


def _marked(each: dashboard.Norm) -> str:
    """Return the sentence with the words of the finding marked; the quote alone where they are not in it."""
    before, found, behind = each.sentence.partition(each.quote)
    if not found or not each.quote:
        return f"«{plain(each.quote or each.sentence)}»"
    return f"«{plain(before)}:red-background[{plain(found)}]{plain(behind)}»"
