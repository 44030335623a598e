"""The act page: read, decide, next."""

import streamlit as st
from office import desk, draft_or_stop, go, plain, say, tongue
from widgets.act_reader import act_reader
from widgets.draft_head import chosen_text
from widgets.reading_warnings import reading_warnings

from expertise import service_facing as facing

draft = draft_or_stop()
texts = desk().texts(draft)
progress = desk().draft(draft)
left, middle, right = st.columns([6, 3, 2], vertical_alignment="center")
left.markdown(f"**{plain(progress.title(tongue()) or say('untitled'))}**")
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
used = reading_warnings([text])
view = ""
if facing.is_table(desk(), text):
    used += 48
    look = st.segmented_control(
        say("table-look"), ("table", "text"), default="table", required=True, key=f"table-look-{draft}",
        format_func=lambda name: say(f"table-look-{name}"), label_visibility="collapsed",
    )  # fmt: skip
    view = facing.TABLE if look == "table" else ""
act_reader(text, f"calc(100vh - {128 + used}px)", st.query_params.get("goto", ""), view)
