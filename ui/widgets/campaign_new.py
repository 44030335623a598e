"""Begin a campaign on the acts that are chosen on the dashboard."""

from __future__ import annotations

import streamlit as st
from office import desk, go, say, trouble

from expertise import service_campaigns as campaigns
from expertise import service_dashboard as dashboard
from expertise.errors import ExpertiseError


def new_campaign(run: dashboard.Run, seen: dashboard.Overview) -> None:
    """Ask for name, people and deadline, and begin."""
    with (
        st.expander(say("campaign-new"), icon=":material/group_work:"),
        st.form("campaign", enter_to_submit=False, border=False),
    ):
        st.caption(say("campaign-choice", count=seen.acts.num_rows))
        left, right = st.columns(2)
        title = {
            "ru": left.text_input(say("campaign-title-ru"), key="campaign-ru"),
            "ky": right.text_input(say("campaign-title-ky"), key="campaign-ky"),
        }
        people = left.text_area(
            say("campaign-people"), desk().person, key="campaign-people", height=90,
            help=say("campaign-people-help"),
        )  # fmt: skip
        day = right.date_input(say("campaign-deadline"), None, format="DD.MM.YYYY", key="campaign-deadline")
        if not st.form_submit_button(say("campaign-create"), type="primary"):
            return
        plan = campaigns.Plan(title, day.isoformat() if day else "", tuple(people.splitlines()))
        try:
            made = campaigns.create(desk(), run, seen, plan)
        except ExpertiseError as error:
            st.error(trouble(error))
            return
        go("campaigns", campaign=made)
