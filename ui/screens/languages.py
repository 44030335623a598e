"""The two languages of a draft side by side: what they say differently is decided like findings."""

import streamlit as st
from office import desk, draft_or_stop, go, say
from widgets.act_reader import act_reader
from widgets.draft_head import draft_head
from widgets.reading_warnings import reading_warnings

from expertise import service_facing as facing

draft = draft_or_stop()
draft_head(draft, "languages")
with st.spinner(say("languages-wait")):
    tally = facing.tally(desk(), draft)
if tally is None:
    st.info(say("languages-one"))
    if st.button(say("languages-add"), type="primary", key="languages-add"):
        go("changes", draft)
    st.stop()
texts = desk().texts(draft)
reading_warnings(texts)
russian = next(text for text in texts if text.language == "ru")
act_reader(russian, "fill", st.query_params.get("goto", ""), facing.LANGUAGES)
