"""The drafter's answers: take them in, hold the new version and the adopted act to them."""

from datetime import date

import streamlit as st
from office import desk, draft_or_stop, go, plain, say, tongue
from widgets.acceptance_table import acceptance_table
from widgets.answer_table import answer_table
from widgets.answers_in import adopted_act, answer_files, typed_answer
from widgets.parts import part

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
parts = {
    "answers-table": lambda: answer_table(found),
    "answers-import": lambda: answer_files(draft),
    "answers-type": lambda: typed_answer(draft, found),
    "answers-adopt": lambda: adopted_act(draft),
    "answers-acceptance": acceptance_table,
}
parts[part(list(parts), "answers-part", say)]()
