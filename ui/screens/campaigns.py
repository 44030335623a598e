"""Campaigns: acts examined together by several people, the joint report, letters and their answers."""

import streamlit as st
from office import day, desk, plain, say, tongue
from widgets.campaign_acts import acts
from widgets.campaign_letters import letters
from widgets.campaign_manage import manage
from widgets.campaign_new import of_words
from widgets.campaign_report import report
from widgets.parts import part

from expertise import service_campaigns as campaigns
from expertise import service_conclusion

held = {each.id: each for each in campaigns.campaigns(desk())}
head, choice = st.columns([3, 8], vertical_alignment="center")
head.title(say("page-campaigns"))
if not held:
    st.info(say("campaign-empty"))
    of_words(opened=True)
    st.stop()
asked = st.query_params.get("campaign") or st.session_state.get("campaign-held", "")
place = list(held).index(asked) if asked in held else 0
name = choice.selectbox(
    say("campaign-choose"), list(held), place, key=f"campaign-{place}", label_visibility="collapsed",
    format_func=lambda name: held[name].name(tongue()),
)  # fmt: skip
st.session_state["campaign-held"] = name
if st.query_params.get("campaign") != name:
    st.query_params["campaign"] = name
whole = held[name]
shares = campaigns.shares(desk(), whole)
far = {
    key: sum(getattr(share, key) for share in shares)
    for key in ("cases", "taken", "total", "decided", "signed")
}
st.caption(say("campaign-line", deadline=plain(day(whole.deadline) or say("campaign-no-deadline")), **far))
if whole.closed:
    st.info(say("campaign-closed"))
elif whole.deadline and whole.deadline < service_conclusion.today():
    st.warning(say("campaign-late"))
if said := st.session_state.pop("campaign-said", ""):
    st.success(said)
for each in st.session_state.pop("campaign-troubles", []):
    st.error(each)
parts = {"acts": acts, "report": report, "letters": letters, "manage": manage}
parts[part(list(parts), "campaign-tab", lambda name: say(f"campaign-tab-{name}"))](whole)
of_words(opened=False)
