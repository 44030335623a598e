"""The heat map of a run: fields of law against factors; a click on a cell shows its norms."""

from __future__ import annotations

import altair as alt
import streamlit as st
from office import desk, say, tongue
from widgets import run_tables as tables
from widgets.exports import exports
from widgets.run_acts import norms
from widgets.run_choice import named

from expertise import service_dashboard as dashboard
from expertise.conclusion.charts import heat as drawn


def heat(run: dashboard.Run, seen: dashboard.Overview) -> None:
    """Show the map and the norms of the cell that was clicked."""
    cells = seen.cells()
    if not cells:
        st.info(say("dashboard-heat-empty"))
        return
    st.caption(say("dashboard-heat-about"))
    fields = [named("fields", name) for name in dict.fromkeys(cell.field for cell in cells)]
    factors = sorted({cell.factor for cell in cells})
    picked = st.altair_chart(_chart(cells, fields, factors), key="run-heat", on_select="rerun", theme=None)
    rates = {(named("fields", c.field), c.factor): c.rate for c in cells}
    exports(
        "heat", tables.heads(("fields", "factor", "findings", "per-thousand")),
        lambda: [[named("fields", c.field), c.factor, c.findings, c.rate] for c in cells],
        lambda: drawn(say("dashboard-heat-title"), fields, factors, rates),
    )  # fmt: skip
    chosen = picked.selection.get("cell") or []
    if chosen:
        _cell(run, seen, chosen[0])


def _cell(run: dashboard.Run, seen: dashboard.Overview, chosen: dict[str, str]) -> None:
    field, factor = chosen["key"], chosen["factor"]
    choice = dashboard.Choice(fields=frozenset({field}), factors=frozenset({factor}))
    inside = seen.chosen(choice)
    st.markdown(
        "### "
        + say("dashboard-cell", field=named("fields", field), factor=factor, count=inside.findings.num_rows)
    )
    norms(run, inside, f"cell-{field}-{factor}")


def _chart(cells: list[dashboard.Cell], fields: list[str], factors: list[str]) -> alt.LayerChart:
    names = desk().lexicon.factors
    values = [
        {
            "key": c.field, "field": named("fields", c.field), "factor": c.factor, "rate": c.rate,
            "findings": c.findings, "name": names[c.factor].name[tongue()] if c.factor in names else "",
        }
        for c in cells
    ]  # fmt: skip
    picking = alt.selection_point(name="cell", fields=["key", "factor"], on="click", empty=False)
    held = alt.Chart(alt.Data(values=values)).encode(
        x=alt.X(
            "factor:N", sort=factors, title=None, axis=alt.Axis(orient="top", labelAngle=0, labelFontSize=13)
        ),
        y=alt.Y("field:N", sort=fields, title=None, axis=alt.Axis(labelLimit=260, labelFontSize=13)),
        tooltip=[
            alt.Tooltip("field:N", title=say("dashboard-column-fields")),
            alt.Tooltip("name:N", title=say("dashboard-column-factor")),
            alt.Tooltip("findings:Q", title=say("dashboard-column-findings")),
            alt.Tooltip("rate:Q", title=say("dashboard-column-per-thousand")),
        ],
    )
    most = max(cell.rate for cell in cells) or 1
    squares = held.mark_rect(cursor="pointer").encode(
        color=alt.Color(
            "rate:Q",
            scale=alt.Scale(range=["#ffffff", "#1f4e79"], domain=[0, most], interpolate="rgb"),
            legend=None,
        ),
        stroke=alt.condition(picking, alt.value("#c2410c"), alt.value("#c8ccd2")),
        strokeWidth=alt.condition(picking, alt.value(3), alt.value(0.5)),
    )
    figures = held.mark_text(fontSize=12).encode(
        text="rate:Q",
        color=alt.condition(f"datum.rate > {most * 0.55}", alt.value("#fff"), alt.value("#1b1b1b")),
    )
    return alt.layer(squares.add_params(picking), figures).properties(height=alt.Step(28), width="container")
