"""The acts of a campaign: who has which, how far they are, the way to the desk."""

from __future__ import annotations

import streamlit as st
from office import desk, go, plain, say, tongue, trouble
from widgets.exports import exports

from expertise import service_campaigns as campaigns

_PAGE = 20


def acts(whole: campaigns.Campaign) -> None:
    """Show the people's progress and the acts, each with its next step."""
    waiting = [] if whole.closed else [case for case in whole.cases if not case.drafts]
    if waiting and st.button(
        say("campaign-take-all", count=len(waiting)), type="primary", key="campaign-take-all",
        help=say("campaign-take-help"),
    ):  # fmt: skip
        _take(whole, waiting)
    people(whole)
    known = {draft.draft: draft for draft in desk().drafts(hidden=True)}
    pages = -(-len(whole.cases) // _PAGE)
    page = st.pagination(pages, key="campaign-page") if pages > 1 and hasattr(st, "pagination") else 1
    shown = whole.cases[(page - 1) * _PAGE : page * _PAGE] if pages > 1 else whole.cases
    names = campaigns.told_apart(whole.cases, tongue())
    for case in shown:
        with st.container(border=True, key=f"case-{case.key}"):
            title, person, far, step = st.columns([6, 2, 2, 2], vertical_alignment="center")
            title.markdown(plain(names[case.key]))
            person.caption(plain(case.person))
            drafts = [known[name] for name in case.drafts if name in known]
            if not drafts:
                far.caption(say("campaign-untaken"))
                if not whole.closed and step.button(
                    say("campaign-take"), key=f"take-{case.key}", width="stretch"
                ):
                    _take(whole, [case])
                continue
            total, decided = sum(d.total for d in drafts), sum(d.decided for d in drafts)
            far.caption(say("campaign-decided", decided=decided, total=total))
            for draft in drafts:
                if step.button(say("campaign-open"), key=f"open-{draft.draft}", width="stretch"):
                    go("act", draft.draft)


def people(whole: campaigns.Campaign) -> None:
    """Show how far each person is."""
    names = ("person", "cases", "taken", "total", "decided", "signed")
    heads = [say(f"campaign-column-{name}") for name in names]
    rows = [[getattr(share, name) for name in names] for share in campaigns.shares(desk(), whole)]
    st.dataframe(
        {head: [row[place] for row in rows] for place, head in enumerate(heads)}, hide_index=True,
        key="campaign-people-table",
    )  # fmt: skip
    exports("people", heads, lambda: rows)


def _take(whole: campaigns.Campaign, cases: list[campaigns.Case]) -> None:
    bar = st.progress(0.0)
    troubles = []
    for place, (case, error) in enumerate(campaigns.take(desk(), whole, cases), start=1):
        bar.progress(place / len(cases), say("campaign-taken", count=place))
        if error:
            troubles.append(f"{plain(case.title(tongue()))}: {trouble(error)}")
    st.session_state["campaign-troubles"] = troubles
    st.rerun()
