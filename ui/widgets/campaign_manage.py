"""What changes in a campaign: name, deadline and people, acts handed over, added and dropped, its end."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import streamlit as st
from office import day, desk, moment, plain, say, tongue, trouble
from widgets.campaign_find import find
from widgets.campaign_new import add
from widgets.campaign_plan import plan_fields
from widgets.table import table

from expertise import service_campaign_changes as changes
from expertise import service_campaigns as campaigns
from expertise.errors import ExpertiseError

_NAMED = 3  # acts that a line of the history names; more are counted


def manage(whole: campaigns.Campaign) -> None:
    """Show the ways to change a campaign, then all that was changed, by whom and when."""
    if whole.closed:
        with st.form("reopen", border=False):
            note = st.text_input(say("campaign-end-note"), key="reopen-note")
            if st.form_submit_button(say("campaign-reopen")):
                _do(lambda: changes.reopen(desk(), whole.id, note))
    else:
        _plan(whole)
        _hand(whole)
        _drop(whole)
        with st.expander(say("campaign-add"), key="campaign-add-shut", icon=":material/add:"):
            found = find("more")
            if found and st.button(say("campaign-add"), type="primary", key="more-add"):
                st.session_state.pop("more-found", None)
                add(whole.id, found)
    _dropped(whole)
    if not whole.closed:
        _end(whole)
    history(whole)


def _do(change: Callable[[], None]) -> None:
    try:
        change()
    except ExpertiseError as error:
        st.error(trouble(error))
        return
    st.rerun()


def _plan(whole: campaigns.Campaign) -> None:
    # The key holds what stands now, so that the fields show it after every change.
    name = f"plan-{len(whole.changes)}"
    with (
        st.expander(say("campaign-plan"), key="campaign-plan-shut", icon=":material/edit:"),
        st.form(name, enter_to_submit=False, border=False),
    ):
        st.caption(say("campaign-plan-help"))
        plan = plan_fields(name, whole)
        if st.form_submit_button(say("campaign-save"), type="primary"):
            _do(lambda: changes.replan(desk(), whole.id, plan))


def _pick(name: str, cases: Sequence[campaigns.Case], *, people: bool) -> list[str]:
    held = {case.key: case for case in cases}
    names = campaigns.told_apart(cases, tongue())

    def title(key: str) -> str:
        return f"{names[key]} ({held[key].person})" if people else names[key]

    return st.multiselect(
        say("campaign-hand-cases"), list(held), key=name, format_func=title, select_all=False,
        placeholder=say("campaign-pick"),
    )  # fmt: skip


def _hand(whole: campaigns.Campaign) -> None:
    count = len(whole.changes)
    with (
        st.expander(say("campaign-hand"), key="campaign-hand-shut", icon=":material/swap_horiz:"),
        st.form("hand", enter_to_submit=False, border=False),
    ):
        keys = _pick(f"hand-keys-{count}", whole.cases, people=True)
        person = st.selectbox(
            say("campaign-hand-to"), whole.people, None, key=f"hand-to-{count}", accept_new_options=True,
            placeholder=say("campaign-pick-person"),
        )  # fmt: skip
        if st.form_submit_button(say("campaign-hand-do"), type="primary"):
            _do(lambda: changes.hand(desk(), whole.id, keys, person or ""))


def _drop(whole: campaigns.Campaign) -> None:
    count = len(whole.changes)
    with (
        st.expander(say("campaign-drop"), key="campaign-drop-shut", icon=":material/remove:"),
        st.form("drop", enter_to_submit=False, border=False),
    ):
        st.caption(say("campaign-drop-help"))
        keys = _pick(f"drop-keys-{count}", whole.cases, people=True)
        reason = st.text_input(say("campaign-drop-reason"), key=f"drop-reason-{count}")
        if st.form_submit_button(say("campaign-drop-do"), type="primary"):
            _do(lambda: changes.drop(desk(), whole.id, keys, reason))


def _dropped(whole: campaigns.Campaign) -> None:
    if not whole.dropped:
        return
    st.markdown(f"### {say('campaign-dropped')}")
    for case in whole.dropped:
        title, step = st.columns([10, 2], vertical_alignment="center")
        title.markdown(f"{plain(case.title(tongue()))}  \n:small[{plain(case.dropped)}]")
        if not whole.closed and step.button(
            say("campaign-bring-back"), key=f"back-{case.key}", width="stretch"
        ):
            _do(lambda key=case.key: changes.bring_back(desk(), whole.id, [key]))


def _end(whole: campaigns.Campaign) -> None:
    with (
        st.expander(say("campaign-end"), key="campaign-end-shut", icon=":material/lock:"),
        st.form("end", enter_to_submit=False, border=False),
    ):
        note = st.text_input(say("campaign-end-note"), key="end-note")
        if st.form_submit_button(say("campaign-end-do")):
            _do(lambda: changes.close(desk(), whole.id, note))


def history(whole: campaigns.Campaign) -> None:
    """Show every change: when, who, what."""
    st.markdown(f"### {say('campaign-history')}")
    heads = [say(f"campaign-history-{name}") for name in ("at", "who", "what")]
    rows = [[moment(each.at), each.person, _said(whole, each)] for each in reversed(whole.changes)]
    table(heads, rows, widths=(16, 20, 64))


def _said(whole: campaigns.Campaign, change: campaigns.Change) -> str:
    said = change.said
    hands: Mapping[str, str] = said.get("hands", {})
    fresh = [each["key"] for each in said.get("cases", ())]
    keys = list(hands) if change.what == "hand" else [*fresh, *said.get("keys", ())]
    told = {
        "count": len(fresh), "what": _planned(said), "acts": _titles(whole, keys),
        "person": next(iter(hands.values()), ""), "reason": said.get("reason", ""),
        "note": said.get("note", ""),
    }  # fmt: skip
    return say(f"campaign-did-{change.what}", **told).strip()


def _titles(whole: campaigns.Campaign, keys: Sequence[str]) -> str:
    named = [f"«{whole.case(key).title(tongue())}»" for key in keys[:_NAMED]]
    return ", ".join(named) + (f" + {len(keys) - _NAMED}" if len(keys) > _NAMED else "")


def _planned(said: Mapping[str, object]) -> str:
    parts = []
    if isinstance(title := said.get("title"), Mapping):
        parts.append(" / ".join(f"«{text}»" for text in title.values()))
    if "deadline" in said:
        parts.append(
            f"{say('campaign-deadline')}: {day(str(said['deadline'])) or say('campaign-no-deadline')}"
        )
    if isinstance(people := said.get("people"), Sequence):
        parts.append(f"{say('campaign-column-person')}: {', '.join(people)}")
    if isinstance(hands := said.get("hands"), Mapping):
        parts.append(say("campaign-did-hands", count=len(hands)))
    return "; ".join(parts)
