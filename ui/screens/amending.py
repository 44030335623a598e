"""An amending draft applied to the acts it changes: the text as it will read, what does not fit, findings."""

import streamlit as st
from office import desk, draft_or_stop, say, tongue, trouble
from widgets.act_reader import act_reader
from widgets.bases import bases_of, choose_bases
from widgets.draft_head import chosen_text, draft_head

from expertise import service_bases
from expertise import service_facing as facing
from expertise.errors import ExpertiseError

draft = draft_or_stop()
draft_head(draft, "amending")
texts = [text for text in desk().texts(draft) if text.summary["amending"]]
if not texts:
    st.info(say("amending-none"))
    st.stop()
left, right = st.columns([3, 9], vertical_alignment="center")
with left:
    applied_to = [each.language for each in texts if desk().bases(draft, each.language)]
    first = "" if tongue() in applied_to else "".join(applied_to[:1])
    text = chosen_text(texts, f"amending-language-{draft}", first)
known = desk().bases(draft, text.language)
choose_bases(draft, text, opened=not known)
if not known:
    st.stop()
try:
    applied = service_bases.applied(desk(), text)
except ExpertiseError as error:
    st.error(trouble(error))
    bases_of(draft, text, None)
    st.stop()
with right:
    number = bases_of(draft, text, applied)
act_reader(text, "fill", st.query_params.get("goto", ""), facing.AMENDING, str(number))
