"""Taking in the next version of a draft."""

from __future__ import annotations

import streamlit as st
from office import desk, plain, say, trouble
from widgets.files_in import emptied, files_in

from expertise import service_desk
from expertise.errors import ExpertiseError


def version_intake(draft: str, *, opened: bool) -> None:
    """Ask for the corrected texts and say what became of each file."""
    with st.expander(say("version-title"), expanded=opened, icon=":material/upload_file:"):
        if files := files_in("version", service_desk.suffixes()):
            try:
                st.session_state["version-received"] = desk().receive(files, draft)
            except ExpertiseError as error:
                st.error(trouble(error))
            else:
                emptied("version")
    for each in st.session_state.pop("version-received", []):
        if each.error:
            st.error(trouble(each.error))
        elif each.known:
            st.info(say("version-known", file=plain(each.file)))
        else:
            st.success(say("version-done", file=plain(each.file)))
