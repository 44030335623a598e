"""Versions of a draft: take in the next one, see what changed and what became of findings and decisions."""

import streamlit as st
from office import desk, draft_or_stop, go, plain, say, tongue
from widgets.version_intake import version_intake
from widgets.versions import versions

draft = draft_or_stop()
progress = desk().draft(draft)
title, back = st.columns([8, 2], vertical_alignment="center")
title.markdown(
    f"**{plain(progress.title(tongue()) or say('untitled'))}**, {say('version', number=progress.version)}"
)
if back.button(say("to-text"), key="changes-to-text", width="stretch"):
    go("act", draft)
several = any(len(desk().versions(draft, text.language)) > 1 for text in desk().texts(draft))
version_intake(draft, opened=not several)
if not desk().is_of_today(draft):
    st.info(say("examine-again-about"))
    if st.button(say("examine-again"), key="examine-again"):
        desk().examine_again(draft)
        st.rerun()
if several:
    versions(draft)
else:
    st.info(say("version-first"))
