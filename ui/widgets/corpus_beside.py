"""What references to other acts are looked up in, in a line below the intake."""

from __future__ import annotations

import streamlit as st
from office import desk, say, trouble


def corpus_beside() -> None:
    """Say which corpus drafts are checked with, or why with none."""
    if fault := desk().corpus.fault():
        st.warning(f"{trouble(fault)} {say('corpus-unused')}")
        return
    state = desk().corpus.state()
    if state is None:
        st.caption(say("corpus-none"))
    else:
        st.caption(say("corpus-here", **state.said("%d.%m.%Y")))
