"""Begin a campaign on acts chosen on the dashboard, by a query or a list; or add them to one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st
from office import desk, go, say, tongue, trouble
from widgets.campaign_find import find
from widgets.campaign_plan import plan_fields

from expertise import service_campaign_acts as acts
from expertise import service_campaign_changes as changes
from expertise import service_campaigns as campaigns
from expertise import service_dashboard as dashboard
from expertise.errors import ExpertiseError


def of_choice(run: dashboard.Run, seen: dashboard.Overview) -> None:
    """Ask for name, people and deadline and begin a campaign on a choice, or add the choice to one."""
    with st.expander(say("campaign-new"), key="campaign-new-shut", icon=":material/group_work:"):
        st.caption(say("campaign-choice", count=seen.acts.num_rows))
        _begin("campaign", lambda: acts.of_choice(run, seen))
        going_on = {each.id: each for each in campaigns.campaigns(desk()) if not each.closed}
        if going_on:
            with st.form("campaign-existing", enter_to_submit=False, border=False):
                name = st.selectbox(
                    say("campaign-to-existing"), list(going_on), key="campaign-existing-name",
                    format_func=lambda name: going_on[name].name(tongue()),
                )  # fmt: skip
                if st.form_submit_button(say("campaign-add")):
                    add(name, acts.of_choice(run, seen))


def of_words(*, opened: bool) -> None:
    """Look for acts by a query of the corpus or a list, then begin a campaign on them."""
    with st.expander(say("campaign-start"), opened, key="campaign-start-shut", icon=":material/group_work:"):
        st.caption(say("campaign-no-run"))
        if st.button(say("campaign-to-dashboard"), key="campaign-to-dashboard", type="tertiary"):
            go("dashboard")
        found = find("start")
        if found:
            _begin("start", lambda: found)


def _begin(name: str, cases: Callable[[], Sequence[campaigns.Case]]) -> None:
    with st.form(name, enter_to_submit=False, border=False):
        plan = plan_fields(name)
        if not st.form_submit_button(say("campaign-create"), type="primary"):
            return
    try:
        made = campaigns.create(desk(), cases(), plan)
    except ExpertiseError as error:
        st.error(trouble(error))
        return
    st.session_state.pop(f"{name}-found", None)
    go("campaigns", campaign=made)


def add(name: str, cases: Sequence[campaigns.Case]) -> None:
    """Add acts to a campaign and open it; what became of them is said there."""
    try:
        came = changes.add(desk(), name, cases)
    except ExpertiseError as error:
        st.error(trouble(error))
        return
    st.session_state["campaign-said"] = say(
        "campaign-came", added=came.added, back=came.back, known=came.known
    )
    go("campaigns", campaign=name)
