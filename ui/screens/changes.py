"""A new version of the draft: take it in, see what changed and which decisions stayed."""

import streamlit as st
from office import desk, draft_or_stop, go, plain, say, tongue, trouble
from widgets.comparison import comparison

from expertise import service_desk

draft = draft_or_stop()
progress = desk().draft(draft)
st.title(say("page-changes"))
st.markdown(
    f"**{plain(progress.title(tongue()) or say('untitled'))}**, {say('version', number=progress.version)}"
)

st.session_state.setdefault("version-round", 0)
files = st.file_uploader(
    say("version-hint"), accept_multiple_files=True, type=list(service_desk.suffixes()),
    key=f"version-{st.session_state['version-round']}",
)  # fmt: skip
if files and st.button(say("version-go"), type="primary", key="version-go"):
    received = desk().receive([(file.name, file.getvalue()) for file in files], draft)
    st.session_state["version-received"] = received
    st.session_state["version-round"] += 1
    st.rerun()
for each in st.session_state.pop("version-received", []):
    if each.error:
        st.error(trouble(each.error))
    elif each.known:
        st.info(say("version-known", file=plain(each.file)))
    else:
        st.success(say("version-done", file=plain(each.file)))

if not desk().is_of_today(draft):
    st.info(say("examine-again-about"))
    if st.button(say("examine-again"), key="examine-again"):
        desk().examine_again(draft)
        st.rerun()

shown = False
for text in desk().texts(draft):
    found = desk().compare(draft, text.language)
    if found is not None:
        shown = True
        comparison(draft, text, found)
if not shown:
    st.info(say("version-first"))
if st.button(say("to-text"), key="changes-to-text"):
    go("act", draft)
