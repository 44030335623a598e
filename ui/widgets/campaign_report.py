"""The joint report of a campaign: made when asked for, in both languages, Word and PDF."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import streamlit as st
from office import desk, say, trouble
from widgets.download import paper

from expertise import service_campaign_papers as papers
from expertise import service_campaigns as campaigns
from expertise.errors import ExpertiseError


def report(whole: campaigns.Campaign) -> None:
    """Make the report as the decisions stand now and offer its files."""
    st.caption(say("campaign-report-about"))
    day = st.date_input(
        say("campaign-report-date"), "today", format="DD.MM.YYYY", key="campaign-report-date", width=220
    )
    if st.button(say("campaign-report-make"), type="primary", key="campaign-report-make"):
        try:
            with st.spinner(say("campaign-report-wait")):
                made = papers.report(desk(), whole, day.isoformat() if day else "")
        except ExpertiseError as error:
            st.error(trouble(error))
            return
        st.session_state["campaign-report"] = (state_of(whole), made)
    held = st.session_state.get("campaign-report")
    if held and held[0] == state_of(whole):
        files(held[1], "report")


def state_of(whole: campaigns.Campaign) -> tuple[str, str]:
    """Return what anything made of decisions rests on: it is another once anything was entered since."""
    return whole.id, desk().store.head()[1]


def files(made: Mapping[str, bytes], name: str) -> None:
    """Offer files called <kind>.<language>.<form>, one button each."""
    columns = st.columns(4)
    for place, (file, data) in enumerate(sorted(made.items())):
        paper(file, partial(bytes, data), f"{name}-{file}", columns[place % 4])
