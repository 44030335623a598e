"""The act page: read, decide, next."""

import streamlit as st
from office import desk, draft_or_stop, go, plain, say, tongue, words
from widgets.act_reader import act_reader

draft = draft_or_stop()
texts = desk().texts(draft)
progress = desk().draft(draft)
languages = [text.language for text in texts]

left, middle, right = st.columns([6, 2, 2], vertical_alignment="center")
left.markdown(f"**{plain(progress.title(tongue()) or say('untitled'))}**")
asked = st.query_params.get("language", "") or tongue()
with middle:
    language = languages[-1] if asked not in languages else asked
    if len(languages) > 1:
        language = st.segmented_control(
            say("text-language"), languages, default=language, required=True,
            key=f"act-language-{draft}-{asked}",
            format_func=lambda name: say(f"tongue-{name}"), label_visibility="collapsed",
        )  # fmt: skip
with right:
    if st.button(say("to-conclusion"), type="primary", key="to-conclusion", width="stretch"):
        go("conclusion", draft)
text = next(t for t in texts if t.language == language)
warned = [words().get(f"warning-{code}", code) for code in text.summary["warnings"]]
if warned:
    st.warning(" ".join(warned))
act_reader(text, f"calc(100vh - {204 if warned else 128}px)", st.query_params.get("goto", ""))
