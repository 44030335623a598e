"""The act page: read, decide, next."""

import streamlit as st
from office import desk, draft_or_stop, go, say
from widgets.act_reader import act_reader
from widgets.draft_head import chosen_text, draft_title
from widgets.reading_warnings import reading_warnings

from expertise import service_facing as facing

draft = draft_or_stop()
texts = desk().texts(draft)
left, middle, right = st.columns([6, 3, 2], vertical_alignment="center")
with left:
    draft_title(draft)
if not texts:
    st.info(say("no-texts"))
    if st.button(say("to-package"), key="to-package"):
        go("package", draft)
    st.stop()
with middle:
    text = chosen_text(texts, f"act-language-{draft}")
with right:
    if st.button(say("to-conclusion"), type="primary", key="to-conclusion", width="stretch"):
        go("conclusion", draft)
warned = reading_warnings([text])
view = ""
if facing.is_table(desk(), text):
    look = st.segmented_control(
        say("table-look"), ("table", "text"), default="table", required=True, key=f"table-look-{draft}",
        format_func=lambda name: say(f"table-look-{name}"), label_visibility="collapsed",
    )  # fmt: skip
    view = facing.TABLE if look == "table" else ""
height = "fill" if warned or view else "calc(100vh - 128px)"
act_reader(text, height, st.query_params.get("goto", ""), view)
