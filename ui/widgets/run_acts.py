"""The acts of a run in their rank, and the norms of the one that was clicked."""

from __future__ import annotations

from collections.abc import Iterator

import streamlit as st
from office import desk, go, plain, say, tongue, trouble, words
from widgets import run_tables as tables
from widgets.exports import exports
from widgets.run_choice import named

from expertise import service_dashboard as dashboard
from expertise import service_sources as sources
from expertise.errors import ExpertiseError

_SHOWN = 300
_NORMS = 40
_COLOURS = {"high": "red", "medium": "orange", "low": "blue"}
_SEEN = (
    "rank", "rate", "title", "type", "number", "year", "findings", "high", "fields", "body", "language",
    "lines",
)  # fmt: skip


def acts(run: dashboard.Run, seen: dashboard.Overview) -> None:
    """Show the ranked acts; a click on one shows its norms below."""
    ranked = seen.ranked(_SHOWN)
    st.caption(say("dashboard-acts-about"))
    if seen.acts.num_rows > _SHOWN:
        st.caption(say("dashboard-acts-cut", shown=_SHOWN, count=seen.acts.num_rows))
    place = tables.picked(
        "run-acts", tables.ACTS, _SEEN, list(tables.act_rows(ranked)),
        rank=st.column_config.NumberColumn(width=40),
        rate=st.column_config.ProgressColumn(
            width="small", min_value=0.0, max_value=max(ranked[0].rate, 0.1), format="%.1f"
        ),
        title=st.column_config.TextColumn(width="large"),
    )  # fmt: skip
    exports("acts", tables.heads(tables.ACTS), lambda: tables.act_rows(seen.ranked()))
    if place is not None:
        act(run, seen, ranked[place])


def act(run: dashboard.Run, seen: dashboard.Overview, chosen: dashboard.Ranked) -> None:
    """Show one act: what told its fields, its norms with findings, and the way to the desk."""
    left, right = st.columns([8, 2], vertical_alignment="center")
    left.markdown(f"### {plain(chosen.title)}")
    number = f"№ {chosen.number}" if chosen.number else ""
    told = (named("type", chosen.type), number, chosen.year, named("body", chosen.body), chosen.file)
    left.caption(plain(" · ".join(each for each in told if each)))
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
    norms(run, seen.of([chosen.act]), f"norms-{chosen.act}")


def norms(run: dashboard.Run, inside: dashboard.Overview, name: str) -> None:
    """Show the findings of some acts, the table of all of them behind two buttons.

    What the acts are called is told where there are several.
    """
    count = inside.findings.num_rows
    if not count:
        st.info(say("dashboard-no-norms"))
        return
    st.markdown(f"**{say('dashboard-norms', count=count)}**")
    if count > _NORMS:
        st.caption(say("dashboard-norms-cut", shown=_NORMS, count=count))
    found = dashboard.some_norms(run, inside.findings["row"][:_NORMS].to_pylist())
    titles = inside.of(sorted({each.act for each in found})).titles() if inside.acts.num_rows > 1 else {}
    for each in found:
        with st.container(border=True):
            if titles:
                st.caption(plain(titles[each.act]))
            norm(each)

    def rows() -> Iterator[tables.Row]:
        every = dashboard.norms_at(run, inside.findings["row"].to_pylist())
        return tables.norm_rows(every, inside.titles())

    exports(name, tables.heads(tables.NORMS), rows)


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
