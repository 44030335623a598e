"""The line above a draft's pages: its title, and the choice of a text."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from office import desk, go, plain, say, tongue

from expertise.review.store import Document


def draft_head(draft: str, key: str, ways: Sequence[str] = ("act", "conclusion")) -> None:
    """Show the title of a draft and buttons that lead from a page named ``key`` to its other pages."""
    title, *columns = st.columns([14 - 3 * len(ways), *(3 for _ in ways)], vertical_alignment="center")
    with title:
        draft_title(draft)
    for column, way in zip(columns, ways, strict=True):
        kind = "primary" if way == "conclusion" else "secondary"
        label = say("to-text" if way == "act" else f"to-{way}")
        if column.button(label, type=kind, key=f"{key}-to-{way}", width="stretch"):
            go(way, draft)


def draft_title(draft: str, more: str = "") -> None:
    """Show the title of a draft in one line; a long one is cut: the texts need the room."""
    name = desk().draft(draft).title(tongue()) or say("untitled")
    with st.container(key="draft-title"):
        st.markdown(f"**{plain(name)}**{f', {more}' if more else ''}")


def chosen_text(texts: Sequence[Document], key: str, first: str = "") -> Document:
    """Let a person choose one of the texts by its language: ``first``, else the interface's comes first."""
    asked = st.query_params.get("language", "") or first or tongue()
    languages = [text.language for text in texts]
    language = asked if asked in languages else languages[-1]
    if len(languages) > 1:
        language = st.segmented_control(
            say("text-language"), languages, default=language, required=True, key=f"{key}-{asked}",
            format_func=lambda name: say(f"tongue-{name}"), label_visibility="collapsed",
        )  # fmt: skip
    return next(text for text in texts if text.language == language)
