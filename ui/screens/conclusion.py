"""The conclusion: fill in what only a person knows, look at it, sign, take it away."""

import streamlit as st
from office import desk, draft_or_stop, go, plain, say, tongue, words
from widgets.conclusion_form import conclusion_form
from widgets.preview import preview
from widgets.signing import downloads, keep_signing, signing
from widgets.word_form import word_form

from expertise import service_conclusion as conclusions

draft = draft_or_stop()
progress = desk().draft(draft)
made = conclusions.statement(desk(), draft)

title, back = st.columns([8, 2], vertical_alignment="center")
title.markdown(f"### {plain(progress.title(tongue()) or say('untitled'))}")
if back.button(say("to-text"), key="conclusion-to-text", width="stretch"):
    go("act", draft)
if made.items:
    level = words()[f"level-{made.level}"]
    st.markdown(say("items-count", items=len(made.items), level=level))
else:
    st.markdown(say("items-open" if made.undecided else "items-none"))

keep_signing(draft)
form, look, sign, own = st.tabs(
    [say("conclusion-requisites"), say("conclusion-preview"), say("conclusion-sign"), say("template")],
    key="conclusion-tabs", on_change="rerun",
)  # fmt: skip
if form.open:
    with form:
        conclusion_form(draft, made)
if look.open:
    with look:
        preview(draft)
if sign.open:
    with sign:
        signing(draft)
        downloads(draft)
if own.open:
    with own:
        word_form()
