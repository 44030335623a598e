"""What was lost or guessed in reading a file, in words."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from office import say, words

from expertise.review.store import Document

_ROWS = 2  # shown at once: the text needs the room


def told(text: Document) -> list[str]:
    """Return the warnings of a text in the language of the interface."""
    return [words().get(f"warning-{code}", code) for code in text.summary["warnings"]]


def reading_warnings(texts: Sequence[Document]) -> bool:
    """Show the warnings of texts and tell whether there are any; what two texts share is said once."""
    found: dict[str, list[str]] = {}
    for text in texts:
        for line in told(text):
            found.setdefault(line, []).append(say(f"tongue-{text.language}"))
    lines = [f"{', '.join(where)}: {line}" if len(texts) > 1 else line for line, where in found.items()]
    if not lines:
        return False
    if len(lines) <= _ROWS:
        st.warning("  \n".join(lines), icon=":material/document_scanner:")
        return True
    with st.popover(say("warnings", count=len(lines)), icon=":material/document_scanner:"):
        for line in lines:
            st.warning(line)
    return True
