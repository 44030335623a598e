"""Help: how a day at the desk goes, the keys, and every factor in plain words."""

import streamlit as st
from office import desk, say, tongue
from widgets.factor_help import factor_help

st.title(say("page-help"))
way, keys, factors, about = st.tabs(
    [say("help-way"), say("help-keys"), say("help-factors"), say("help-about")]
)
way.markdown(say("help-way-text"))
keys.markdown(say("help-keys-text"))
with factors:
    for factor in desk().lexicon.factors.values():
        factor_help(factor, tongue())
with about:
    method = desk().lexicon.methodology
    st.markdown(say("help-about-text", method=method.name[tongue()], date=method.date, source=method.source))
    if not method.reviewed:
        st.warning(say("help-unreviewed"))
