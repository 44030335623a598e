"""Two versions of one text side by side, with what became of its findings."""

from __future__ import annotations

import streamlit as st
from office import desk, say
from widgets.act_reader import act_reader
from widgets.draft_head import chosen_text

from expertise import service_facing as facing
from expertise.review.store import Document


def versions(draft: str) -> None:
    """Let a person choose text and older version, and show both."""
    texts = [text for text in desk().texts(draft) if len(desk().versions(draft, text.language)) > 1]
    choice, older, said = st.columns([3, 4, 7], vertical_alignment="center")
    with choice:
        text = chosen_text(texts, f"versions-language-{draft}")
    before = desk().versions(draft, text.language)[-2::-1]
    with older:
        old = st.selectbox(
            say("version-against"), before, format_func=_named, key=f"versions-{draft}-{text.language}",
            label_visibility="collapsed",
        )  # fmt: skip
    found = desk().compare(draft, text.language, old.id)
    assert found is not None  # there are two versions
    state = desk().decisions(draft, text.id)["decisions"]
    said.caption(
        say(
            "version-summary", changed=len(found.changes), new=len(found.new), gone=len(found.gone),
            kept=len(found.kept), stale=sum(each["stale"] for each in state.values()),
        )
    )  # fmt: skip
    act_reader(text, "fill", st.query_params.get("goto", ""), facing.VERSIONS, old.id)


def _named(text: Document) -> str:
    return say("version-named", number=text.version, date=text.created[:10], file=text.file)
