"""The parts of a page, of which one is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st
from office import say


def part(names: Sequence[str], key: str, named: Callable[[str], str]) -> str:
    """Let a person choose a part of a page, the first one at first, and return its name.

    These are no tabs: a page that comes late puts tabs of Streamlit back, and so undoes a click.
    """
    return st.segmented_control(
        say("parts"), names, default=names[0], required=True, key=key, format_func=named,
        label_visibility="collapsed",
    )  # fmt: skip
