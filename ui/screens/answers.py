"""The drafter's answers: take them in, hold the new version and the adopted act to them."""

from datetime import date

import streamlit as st
from office import desk, draft_or_stop, go, plain, say, tongue
from widgets.acceptance_table import acceptance_table
from widgets.answer_table import answer_table
from widgets.answers_in import adopted_act, answer_files, typed_answer

from expertise import service_answers

draft = draft_or_stop()
progress = desk().draft(draft)
ground = service_answers.basis(desk(), draft)
found = service_answers.answered(desk(), draft)

title, back = st.columns([8, 2], vertical_alignment="center")
title.markdown(f"### {plain(progress.title(tongue()) or say('untitled'))}")
if back.button(say("to-text"), key="answers-to-text", width="stretch"):
    go("act", draft)
if ground.signed is None:
    st.info(say("answers-unsigned"))
else:
    said = ground.signed.payload
    day = f"{date.fromisoformat(said['date']):%d.%m.%Y}"
    st.caption(f"{say('answers-of', number=plain(said['number']), date=day)}. {say('answers-about')}")
table, files, typing, act, share = st.tabs(
    [say(f"answers-{name}") for name in ("table", "import", "type", "adopt", "acceptance")],
    key="answers-tabs", on_change="rerun",
)  # fmt: skip
for tab, show in (
    (table, lambda: answer_table(found)),
    (files, lambda: answer_files(draft)),
    (typing, lambda: typed_answer(draft, found)),
    (act, lambda: adopted_act(draft)),
    (share, acceptance_table),
):
    if tab.open:
        with tab:
            show()
