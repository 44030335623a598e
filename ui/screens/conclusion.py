"""The conclusion: fill in what only a person knows, look at it, sign, take it away."""

import streamlit as st
from office import desk, draft_or_stop, go, plain, say, tongue, words
from widgets.conclusion_form import conclusion_form
from widgets.parts import part
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

chosen = part(
    ("conclusion-requisites", "conclusion-preview", "conclusion-sign", "template"), "conclusion-part", say
)
keep_signing(draft)
if chosen == "conclusion-requisites":
    conclusion_form(draft, made)
elif chosen == "conclusion-preview":
    preview(draft, made)
elif chosen == "conclusion-sign":
    signing(draft)
    downloads(draft)
else:
    word_form()
