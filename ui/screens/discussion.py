"""The public discussion of a draft: proposals, decisions, the report; and its impact analysis."""

import streamlit as st
from office import desk, draft_or_stop, go, plain, say, tongue
from widgets.discussion_report import discussion_report
from widgets.impact import impact
from widgets.parts import part
from widgets.proposals import proposals

draft = draft_or_stop()
progress = desk().draft(draft)

title, back = st.columns([8, 2], vertical_alignment="center")
title.markdown(f"### {plain(progress.title(tongue()) or say('untitled'))}")
if back.button(say("to-text"), key="discussion-to-text", width="stretch"):
    go("act", draft)
parts = {"discussion-tab": proposals, "discussion-report-tab": discussion_report, "ria-tab": impact}
parts[part(list(parts), "discussion-part", say)](draft)
