"""The first page anybody sees: language, name, and the sample to try everything on."""

import streamlit as st
from office import desk, say, tongue
from widgets.sample import sample_files

store = desk().store
language = st.segmented_control(
    "Тил / Язык", ("ky", "ru"), default=tongue(), required=True, key="welcome-language",
    format_func={"ky": "Кыргызча", "ru": "Русский"}.__getitem__,
)  # fmt: skip
if language != tongue():
    store.set({"language": language})
    st.rerun()

st.title(say("welcome-title"))
st.markdown(say("welcome-about"), width=720)
with st.form("welcome", border=True, enter_to_submit=False, width=720):
    name = st.text_input(say("name"), key="welcome-name", placeholder=say("name-help"))
    post = st.text_input(say("post"), key="welcome-post")
    other = st.text_input(say("post-other"), key="welcome-post-other")
    sample = st.checkbox(say("welcome-sample"), value=True, key="welcome-sample")
    sent = st.form_submit_button(say("welcome-start"), type="primary")
if sent and not name.strip():
    st.error(say("name-missing"))
elif sent:
    store.set({"name": name.strip(), "post": post.strip(), "post-other": other.strip(), "language": language})
    st.session_state["just-started"] = True
    if sample:
        received = desk().receive(sample_files())
        st.session_state["draft"] = received[0].draft
    st.rerun()
