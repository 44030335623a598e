"""The acts that an amending draft changes: choosing them, and what the draft does to each."""

from __future__ import annotations

import streamlit as st
from office import desk, plain, say, trouble, words
from widgets.files_in import emptied, files_in

from expertise import service_bases as bases
from expertise import service_desk
from expertise.errors import ExpertiseError
from expertise.review.store import Document
from expertise.service_bases import Applied, Outcome


def choose_bases(draft: str, text: Document, *, opened: bool) -> None:
    """Take in acts as files; each is tried on the draft, one that it does not change is refused in words."""
    for error in st.session_state.pop("base-troubles", []):
        st.error(trouble(error))
    with st.expander(say("base-title"), expanded=opened, key="base-shut", icon=":material/library_add:"):
        if files := files_in("base", service_desk.suffixes()):
            with st.spinner(say("upload-wait")):
                st.session_state["base-troubles"] = bases.add_bases(desk(), draft, files)
            emptied("base")
        _from_corpus(draft, text)
        for base in desk().bases(draft, text.language):
            name, drop = st.columns([9, 2], vertical_alignment="center")
            name.markdown(f"{plain(base.title or say('untitled'))} ({plain(base.file)})")
            if drop.button(say("base-drop"), key=f"drop-{base.sha256[:12]}", width="stretch"):
                bases.drop_base(desk(), draft, base.sha256)
                st.rerun()


def _from_corpus(draft: str, text: Document) -> None:
    """Offer the acts of the corpus that the draft names."""
    try:
        offers = bases.offered(desk(), text)
    except ExpertiseError as error:
        st.error(trouble(error))
        return
    for offer in offers:
        name, take = st.columns([9, 2], vertical_alignment="center")
        day = f", {offer.date:%d.%m.%Y}" if offer.date else ""
        state = words()[f"corpus-state-{offer.state}"]
        name.markdown(f"{say('base-in-corpus')}: {plain(offer.title)}{day} ({plain(state)})")
        if take.button(say("base-take"), key=f"take-{offer.uri}", width="stretch"):
            with st.spinner(say("upload-wait")):
                troubles = bases.add_offered(desk(), draft, text.language, offer.uri)
            st.session_state["base-troubles"] = troubles
            st.rerun()


def bases_of(draft: str, text: Document, applied: Applied | None) -> int:
    """Show what the draft does to its acts and return the number of the one to look at."""
    if applied is None:
        return 0
    number = 0
    if len(applied.acts) > 1:
        number = st.selectbox(
            say("base-which"), range(len(applied.acts)), key=f"base-which-{draft}-{text.language}",
            format_func=lambda place: applied.acts[place].title or applied.acts[place].file,
            label_visibility="collapsed",
        )  # fmt: skip
    st.caption(_said(applied.acts[number], applied))
    return number


def _said(act: Outcome, applied: Applied) -> str:
    parts = [
        say("base-applied", operations=act.operations, misfits=act.misfits, **act.counts),
        say("base-repealed") if act.repealed else "",
        say("base-unparsed", count=applied.unparsed) if applied.unparsed else "",
        say("base-without", titles="; ".join(f"«{title}»" for title in applied.without))
        if applied.without
        else "",
    ]
    return plain(" ".join(part for part in parts if part))
