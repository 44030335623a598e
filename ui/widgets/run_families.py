"""The families of a run: norms and acts that come again, most copies first; the members of one."""

from __future__ import annotations

import streamlit as st
from office import plain, say
from widgets import run_tables as tables
from widgets.campaign_new import of_choice
from widgets.exports import exports
from widgets.run_acts import act, norm

from expertise import service_dashboard as dashboard

_SHOWN = 100
_MEMBERS = 300
_COLUMNS = {"norm": tables.NORM_FAMILIES, "act": tables.ACT_FAMILIES}
_SEEN = {
    "norm": ("rank", "copies", "acts", "weight", "factor", "norm", "title"),
    "act": ("rank", "copies", "title", "type", "number", "year", "language", "findings", "rate", "body"),
}  # fmt: skip
_SEEN_MEMBERS = {
    "norm": ("title", "label", "likeness", "type", "year", "body", "norm"),
    "act": ("title", "likeness", "type", "number", "year", "body", "findings", "file"),
}  # fmt: skip


def families(run: dashboard.Run, seen: dashboard.Overview) -> None:
    """Show the families of norms or of acts; a click on one shows its members below."""
    kind: dashboard.Kind = st.segmented_control(
        say("dashboard-tab-families"), dashboard.KINDS, default="norm", required=True, key="run-kind",
        format_func=lambda name: say(f"dashboard-families-{name}"), label_visibility="collapsed",
    )  # fmt: skip
    st.caption(say(f"dashboard-families-{kind}-about"))
    rows = list(tables.family_rows(run, seen, kind, _SHOWN))
    if not rows:
        st.info(say("dashboard-families-none"))
        return
    if len(rows) == _SHOWN:
        st.caption(say("dashboard-families-cut", shown=_SHOWN))
    columns = _COLUMNS[kind]
    place = tables.picked(
        f"run-families-{kind}", columns, _SEEN[kind], rows, **_wide(),
        rank=st.column_config.NumberColumn(width=40),
        copies=st.column_config.NumberColumn(width=70), acts=st.column_config.NumberColumn(width=70),
    )  # fmt: skip
    exports(
        f"families-{kind}", tables.heads(columns), lambda: tables.family_rows(run, seen, kind)
    )  # fmt: skip
    if place is not None:
        family(run, seen, kind, str(rows[place][columns.index("family")]))


def _wide() -> dict[str, object]:
    return {name: st.column_config.TextColumn(width="large") for name in ("norm", "title")}


def family(run: dashboard.Run, seen: dashboard.Overview, kind: dashboard.Kind, name: str) -> None:
    """Show the members of a family; a click on one shows its act, a campaign may begin on all of them."""
    inside = dashboard.members(seen, kind, name)
    found = list(tables.member_rows(run, inside, kind, name, _MEMBERS))
    count = inside.findings.num_rows if kind == "norm" else inside.acts.num_rows
    st.markdown(f"### {say(f'dashboard-family-{kind}', count=count, acts=inside.acts.num_rows)}")
    if kind == "norm":
        with st.container(border=True):
            st.caption(plain(str(found[0][1][0])))
            norm(dashboard.some_norms(run, inside.findings["row"][:_MEMBERS].to_pylist())[0])
    of_choice(run, inside)
    if count > _MEMBERS:
        st.caption(say("dashboard-acts-cut", shown=_MEMBERS, count=count))
    rows = [row for _, row in found]
    likeness = st.column_config.NumberColumn(width=90, format="%d %%")
    place = tables.picked(
        f"run-members-{name}", tables.MEMBERS, _SEEN_MEMBERS[kind], rows, **_wide(), likeness=likeness
    )
    exports(
        f"family-{name}", tables.heads(tables.MEMBERS),
        lambda: (row for _, row in tables.member_rows(run, inside, kind, name)),
    )  # fmt: skip
    if place is not None:
        (chosen,) = seen.of([found[place][0]]).ranked()
        act(run, seen, chosen)
