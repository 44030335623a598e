"""What was lost or guessed in reading a file, in words; how much room these words take."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from office import say, words

from expertise.review.store import Document

_ROWS = 2  # shown at once: the text needs the room


def told(text: Document) -> list[str]:
    """Return the warnings of a text in the language of the interface."""
    return [words().get(f"warning-{code}", code) for code in text.summary["warnings"]]


def reading_warnings(texts: Sequence[Document]) -> int:
    """Show the warnings of texts and return the height they take in pixels; nothing for files read whole."""
    found = {text.language: told(text) for text in texts}
    lines = [
        f"{say(f'tongue-{language}')}: {line}" if len(found) > 1 else line
        for language, each in found.items()
        for line in each
    ]
    if not lines:
        return 0
    if len(lines) <= _ROWS:
        st.warning("  \n".join(lines), icon=":material/document_scanner:")
        return 52 + 24 * len(lines)
    with st.popover(say("warnings", count=len(lines)), icon=":material/document_scanner:"):
        for line in lines:
            st.warning(line)
    return 56
