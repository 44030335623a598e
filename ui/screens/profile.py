"""Who sits at the desk: name and post under every decision, language, where the data lies."""

import streamlit as st
from office import desk, say, tongue

store = desk().store
held = store.settings()
st.title(say("page-profile"))
language = st.segmented_control(
    "Тил / Язык", ("ky", "ru"), default=tongue(), required=True, key="profile-language",
    format_func={"ky": "Кыргызча", "ru": "Русский"}.__getitem__,
)  # fmt: skip
if language != tongue():
    store.set({"language": language})
    st.rerun()
FIELDS = ("name", "post", "post-other", "head", "head-post", "head-post-other")
with st.form("profile", enter_to_submit=False, width=720):
    values = {
        name: st.text_input(say(name), value=held.get(name, ""), key=f"profile-{name}") for name in FIELDS
    }
    if st.form_submit_button(say("save"), type="primary"):
        if values["name"].strip():
            store.set({name: value.strip() for name, value in values.items()})
            st.success(say("saved"))
        else:
            st.error(say("name-missing"))
st.caption(say("profile-folder", folder=store.folder))
st.caption(say("profile-backup"))
