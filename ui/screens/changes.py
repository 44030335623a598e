"""Versions of a draft: take in the next one, see what changed and what became of findings and decisions."""

import streamlit as st
from office import desk, draft_or_stop, go, say
from widgets.draft_head import draft_title
from widgets.version_intake import version_intake
from widgets.versions import versions

draft = draft_or_stop()
title, back = st.columns([8, 2], vertical_alignment="center")
with title:
    draft_title(draft, say("version", number=desk().draft(draft).version))
if back.button(say("to-text"), key="changes-to-text", width="stretch"):
    go("act", draft)
several = any(len(desk().versions(draft, text.language)) > 1 for text in desk().texts(draft))
version_intake(draft, opened=not several)
if outdated := desk().outdated(draft):
    st.info("  \n".join([*(say(f"outdated-{what}") for what in outdated), say("examine-again-about")]))
    if st.button(say("examine-again"), key="examine-again"):
        desk().examine_again(draft)
        st.rerun()
if several:
    versions(draft)
else:
    st.info(say("version-first"))
