"""Taking in the next version of a draft."""

from __future__ import annotations

import streamlit as st
from office import desk, plain, say, trouble

from expertise import service_desk
from expertise.errors import ExpertiseError


def version_intake(draft: str, *, opened: bool) -> None:
    """Ask for the corrected texts and say what became of each file."""
    st.session_state.setdefault("version-round", 0)
    with st.expander(say("version-title"), expanded=opened, icon=":material/upload_file:"):
        files = st.file_uploader(
            say("version-hint"), accept_multiple_files=True, type=list(service_desk.suffixes()),
            key=f"version-{st.session_state['version-round']}",
        )  # fmt: skip
        if files and st.button(say("version-go"), type="primary", key="version-go"):
            try:
                received = desk().receive([(file.name, file.getvalue()) for file in files], draft)
            except ExpertiseError as error:
                st.error(trouble(error))
            else:
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
