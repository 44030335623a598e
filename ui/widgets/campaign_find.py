"""Find acts for a campaign: by a query of the corpus, by a list pasted or uploaded, among the drafts."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from office import desk, render, say, tongue, trouble
from widgets.run_choice import kept_run
from widgets.table import table

from expertise import service_campaign_acts as acts
from expertise import service_campaigns as campaigns
from expertise.errors import ExpertiseError

_SHOWN, _PAGE = 100, 6


def find(name: str) -> Sequence[campaigns.Case]:
    """Ask, show what was found and which lines name nothing, and return what was found."""
    way = st.segmented_control(
        say("campaign-way"), ("query", "list", "desk"), default="query", required=True, key=f"{name}-way",
        format_func=lambda each: say(f"campaign-way-{each}"), label_visibility="collapsed",
    )  # fmt: skip
    with st.form(f"{name}-find", border=False):
        asked = {"query": _query, "list": _list, "desk": _desk}[way](name)
        if st.form_submit_button(say("campaign-find")):
            st.session_state.pop(f"{name}-found", None)
            try:
                st.session_state[f"{name}-found"] = _looked_up(way, asked)
            except ExpertiseError as error:
                st.error(trouble(error))
    held: acts.Listed | None = st.session_state.get(f"{name}-found")
    if held is None:
        return ()
    _show(held)
    return held.cases


def _query(name: str) -> str:
    return st.text_input(
        say("campaign-query"), key=f"{name}-query", placeholder=say("campaign-query-hint"),
        help=say("campaign-query-help"),
    )  # fmt: skip


def _list(name: str) -> str:
    written = st.text_area(
        say("campaign-list"), key=f"{name}-list", placeholder=say("campaign-list-hint").replace("\\n", "\n"),
        help=say("campaign-list-help"),
    )  # fmt: skip
    file = st.file_uploader(say("campaign-list-file"), type=[".txt", ".csv"], key=f"{name}-list-file")
    return "\n".join([written, *([acts.decoded(file.getvalue())] if file else [])])


def _desk(name: str) -> list[str]:
    held = {draft.draft: draft.title(tongue()) or say("untitled") for draft in desk().drafts()}
    return st.multiselect(
        say("campaign-desk"), list(held), key=f"{name}-desk", placeholder=say("campaign-pick"),
        help=say("campaign-desk-help"), select_all=False, format_func=held.__getitem__,
    )  # fmt: skip


def _looked_up(way: str, asked: str | list[str]) -> acts.Listed:
    if not isinstance(asked, str):
        return acts.Listed(tuple(acts.of_drafts(desk(), asked)), ())
    if way == "list":
        return acts.of_list(desk(), asked, kept_run())
    return acts.Listed(tuple(acts.of_query(desk(), asked, campaigns.MOST)), ())


def _show(held: acts.Listed) -> None:
    st.markdown(f"**{say('campaign-found', count=len(held.cases))}**")
    if held.cases:
        heads = [say("campaign-column-act"), say("campaign-column-files")]
        rows = [
            [each.title(tongue()), "\n".join(file for file, _ in each.files)]
            for each in held.cases[:_SHOWN]
        ]  # fmt: skip
        with st.container(height=360 if len(rows) > _PAGE else "content"):
            table(heads, rows, widths=(60, 40))
        if len(held.cases) > _SHOWN:
            st.caption(say("dashboard-acts-cut", shown=_SHOWN, count=len(held.cases)))
    if held.unfound:
        st.warning(say("campaign-unfound", count=len(held.unfound)))
        heads = [say(f"campaign-line-{each}") for each in ("number", "text", "why")]
        table(heads, [[str(u.line), u.text, render(u.error)] for u in held.unfound], widths=(8, 32, 60))
