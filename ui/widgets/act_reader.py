"""The reader of an act as a Streamlit component: files, text and decisions come from our routes."""

from __future__ import annotations

import streamlit as st
from office import desk, token, tongue, words
from routes import ROOT

from expertise.review.store import Document

_START = """
export default async function (component) {
  const { parentElement, data } = component;
  const element = parentElement.querySelector(".expertise-reader");
  try {
    const { mount } = await import(new URL(data.root + "/reader/main.js", window.location.origin).href);
    mount(element, data);
  } catch (error) {
    element.textContent = data.words["desk-reader-failed"] + " (" + error + ")";
  }
}
"""
_READER = st.components.v2.component(
    "expertise_reader", html='<div class="expertise-reader"></div>', js=_START, isolate_styles=True
)
_GROUPS = ("reader-", "slot-", "where-", "part-", "level-", "desk-reader-")


def act_reader(document: Document, height: str, goto: str = "", view: str = "", beside: str = "") -> None:
    """Show a text with its findings; ``height`` is a CSS length, ``goto`` an eId or finding to open.

    ``view`` shows two texts side by side (see service_facing.VIEWS), ``beside`` says which other one.
    """
    language = tongue()
    texts = {key: text for key, text in words().items() if key.startswith(_GROUPS)}
    _READER(
        key=f"reader{view}",
        data={
            "root": ROOT, "token": token(), "draft": document.draft, "document": document.id,
            "language": document.language, "lang": language, "person": desk().person, "words": texts,
            "height": height, "goto": goto, "view": view, "beside": beside,
            "alone": len(desk().store.drafts()) < 2,
        },
    )  # fmt: skip
