"""The watch over the line to the program, on every page: nothing of it is seen while all is well."""

from __future__ import annotations

import streamlit as st
from office import DRAFT, desk, token, tongue, words
from routes import ROOT

_START = """
export default async function (component) {
  const { data, setTriggerValue } = component;
  const { mount } = await import(new URL(data.root + "/line/line.js", window.location.origin).href);
  mount(data, (seq) => setTriggerValue("fresh", seq));
}
"""
_LINE = st.components.v2.component(
    "expertise_line", html='<span class="expertise-watch"></span>', js=_START, isolate_styles=True
)


def line_watch() -> None:
    """Watch from here on; a run of the page says how far it has read the journal of the draft in hand."""
    # Streamlit hands over only what has changed, and the page has to see every run.
    run = st.session_state["line-run"] = st.session_state.get("line-run", 0) + 1
    draft = str(st.query_params.get(DRAFT) or st.session_state.get(DRAFT, ""))
    with st.container(key="line-watch"):
        _LINE(
            key="line",
            data={
                "root": ROOT, "token": token(), "person": desk().person, "lang": tongue(), "draft": draft,
                "run": run, "seq": desk().state(draft).seq if draft else 0,
                "words": {key: text for key, text in words().items() if key.startswith("line-")},
            },
            on_fresh_change=lambda: None,
        )  # fmt: skip
