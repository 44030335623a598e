"""The acts of a run by body, kind, year and field: a chart and its table each."""

from __future__ import annotations

import altair as alt
import streamlit as st
from office import say
from widgets.exports import exports
from widgets.run_choice import named

from expertise import service_dashboard as dashboard
from expertise.conclusion.charts import bars

_MOST = 20
_GROUPS = ("body", "type", "year", "fields")


def groups(seen: dashboard.Overview) -> None:
    """Show the groups, one below the other."""
    column = st.segmented_control(
        say("dashboard-tab-groups"), _GROUPS, default="body", required=True, key="run-group",
        format_func=lambda name: say(f"dashboard-group-{name}"), label_visibility="collapsed",
    )  # fmt: skip
    found = seen.grouped(column)
    if column == "year":
        found = sorted(found, key=lambda group: (group.name == dashboard.NONE, group.name))
    # Years are a row of time: the last ones are wanted most, so none is left out of their chart.
    drawn = found if column == "year" else found[:_MOST]
    if len(drawn) < len(found):
        st.caption(say("dashboard-groups-cut", shown=len(drawn), count=len(found)))
    title = say("dashboard-group-title", group=say(f"dashboard-group-{column}"))
    left, right = st.columns(2)
    with left:
        st.altair_chart(_chart(column, drawn), key=f"run-group-{column}", theme=None)
    heads = [say(f"dashboard-column-{name}") for name in ("name", "rate", "acts", "findings", "high")]
    rows = [[named(column, g.name), g.rate, g.acts, g.findings, g.high] for g in found]
    with right:
        st.dataframe(
            {head: [row[place] for row in rows] for place, head in enumerate(heads)}, hide_index=True,
            key=f"run-table-{column}", height=min(420, 38 + 35 * len(rows)),
        )  # fmt: skip
    exports(
        f"groups-{column}", heads, lambda: rows,
        lambda: bars(title, [(str(row[0]), float(row[1]), f"{row[1]:g}") for row in rows[: len(drawn)]]),
    )  # fmt: skip


def _chart(column: str, found: list[dashboard.Group]) -> alt.Chart:
    names = [named(column, group.name) for group in found]
    values = [
        {"name": name, "rate": g.rate, "acts": g.acts, "findings": g.findings}
        for name, g in zip(names, found, strict=True)
    ]
    return (
        alt.Chart(alt.Data(values=values))
        .mark_bar(color="#1f4e79")
        .encode(
            x=alt.X("rate:Q", title=say("dashboard-column-rate")),
            y=alt.Y(
                "name:N",
                sort=names,
                title=None,
                axis=alt.Axis(labelLimit=220, labelFontSize=13, labelOverlap=False),
            ),
            tooltip=[
                alt.Tooltip(f"{key}:{kind}", title=say(f"dashboard-column-{key}"))
                for key, kind in (("name", "N"), ("rate", "Q"), ("acts", "Q"), ("findings", "Q"))
            ],
        )
        .properties(height=alt.Step(26), width="container")
    )
