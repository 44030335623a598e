"""The conclusion as pages, before anybody signs it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st
from office import desk, say, tongue
from widgets.download import paper

from expertise import service_conclusion as conclusions
from expertise.act import Language
from expertise.conclusion.statement import Statement

_WIDTH = 760


def preview(draft: str, made: Statement) -> None:
    """Show the conclusion as it would be printed now, and offer its unsigned files."""
    order = ("ky", "ru") if tongue() == "ky" else ("ru", "ky")
    language = st.segmented_control(
        say("preview-language"), order, default=order[0], required=True, key="preview-language",
        format_func=lambda name: say(f"tongue-{name}"), label_visibility="collapsed",
    )  # fmt: skip
    left, right, _ = st.columns([2, 2, 6])
    for column, form in ((left, "docx"), (right, "pdf")):
        name = f"conclusion.{language}.{form}"
        paper(name, partial(_unsigned, draft, language, name), f"preview-{form}", column)
    picture_pages(conclusions.pages(made, language))


def _unsigned(draft: str, language: Language, name: str) -> bytes:
    """Return a file of the conclusion as the journal has it now."""
    made = conclusions.statement(desk(), draft)
    return conclusions.make(desk(), draft, made, (language,), copies=False)[name]


def picture_pages(pages: Sequence[bytes], width: int = _WIDTH) -> None:
    """Show pages (PNG) one under the other, each with its number."""
    for number, page in enumerate(pages, start=1):
        with st.container(border=True, width=width + 34):
            st.image(page, width=width)
        st.caption(say("preview-page", page=number, pages=len(pages)))
