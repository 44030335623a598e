"""Files that a person hands in: asked for, given to the page once, and the field emptied after them."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from office import say

File = tuple[str, bytes]


def files_in(name: str, types: Sequence[str]) -> list[File]:
    """Ask for files and return their names and bytes in the run in which the button is pressed, else nothing.

    ``name`` is that of the field and the button, and of their words; ``emptied`` empties the field.
    """
    number = st.session_state.setdefault(f"{name}-round", 0)
    files = st.file_uploader(
        say(f"{name}-hint"), accept_multiple_files=True, type=list(types), key=f"{name}-{number}"
    )
    pressed = bool(files) and st.button(say(f"{name}-go"), type="primary", key=f"{name}-go")
    return [(file.name, file.getvalue()) for file in files] if pressed else []


def emptied(name: str) -> None:
    """Empty the field and draw the page anew: the files were taken."""
    st.session_state[f"{name}-round"] += 1
    st.rerun()
