"""The office's own Word form of the conclusion."""

from __future__ import annotations

from functools import partial

import streamlit as st
from office import desk, say, trouble
from widgets.download import download

from expertise import service_forms as forms
from expertise.errors import ExpertiseError


def word_form() -> None:
    """Let a lawyer take the Word form, edit it and bring it back."""
    st.markdown(say("template-about"))
    for column, language in zip(st.columns(2), ("ru", "ky"), strict=True):
        with column:
            _template(language)


def _template(language: str) -> None:
    name, folder = say(f"tongue-{language}"), desk().store.folder
    own = forms.own_template(folder, language)
    download(
        say("template-download", language=name), f"conclusion.{language}.docx",
        partial(forms.template, folder, language), f"template-{language}", width="content",
    )  # fmt: skip
    file = st.file_uploader(
        say("template-upload", language=name), type=["docx"], key=f"template-up-{language}"
    )
    if file and file.getvalue() != own:
        try:
            forms.set_template(folder, language, file.getvalue(), file.name)
            st.success(say("template-taken"))
        except ExpertiseError as error:
            st.error(trouble(error))
    elif own is not None:
        st.info(say("template-own"))
        if st.button(say("template-drop"), key=f"template-drop-{language}"):
            forms.drop_template(folder, language)
            st.rerun()
