"""What all pages share: the desk, the language, the words, the draft somebody looks at."""

from __future__ import annotations

import re
import secrets
import threading
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Literal

import streamlit as st

from expertise import service, settings
from expertise.errors import ExpertiseError
from expertise.service_desk import Desk

Tongue = Literal["ru", "ky"]
DRAFT = "draft"
_ONE = threading.Lock()
_MARKS = re.compile(r"([\\`*_{}\[\]()#+!|<>~:$&-])")


@cache
def desk() -> Desk:
    """Return the desk of this process; its folder is EXPERTISE_HOME or the user's data folder."""
    return Desk(settings.home())


@cache
def token() -> str:
    """Return the secret that pages show to the routes; it outlives the server, as open pages do."""
    with _ONE:  # two threads that ask at once on the first day would each make one of their own
        store = desk().store
        held = store.settings().get("token")
        if not held:
            held = secrets.token_urlsafe(24)
            store.set({"token": held})
        return held


def tongue() -> Tongue:
    """Return the language of the interface."""
    return desk().language


def words(language: Tongue | None = None) -> Mapping[str, str]:
    """Return messages and labels in the language of the interface."""
    return desk().lexicon.messages[language or tongue()]


def say(key: str, **parameters: object) -> str:
    """Return a text of the desk: ``say("drafts-title")`` is the message ``desk-drafts-title``."""
    return words()[f"desk-{key}"].format(**parameters)


def render(error: Exception) -> str:
    """Return an error as a sentence: what, where, what to do."""
    if isinstance(error, ExpertiseError):
        return service.render(error, words())
    return f"{type(error).__name__}: {error}"


def day(iso: str) -> str:
    """Return an ISO date as a person writes it: 26.11.2026; empty for empty."""
    return ".".join(reversed(iso.split("-")))


def moment(at: str) -> str:
    """Return a moment of the journal (ISO, UTC) by the clock on the wall: 26.11.2026 11:42."""
    return f"{datetime.fromisoformat(at).astimezone():%d.%m.%Y %H:%M}"


def plain(text: str) -> str:
    """Return a text of somebody else's (a title, a file's name) so that Streamlit shows it as it is.

    As Markdown it could draw pictures from the network or pass for a link of the desk.
    """
    return _MARKS.sub(r"\\\1", text.replace("\n", " "))


def trouble(error: Exception) -> str:
    """Return an error as a sentence for a Streamlit page."""
    return plain(render(error))


def chosen_draft() -> str:
    """Return the draft named in the address or chosen last, empty without one."""
    named = st.query_params.get(DRAFT) or st.session_state.get(DRAFT, "")
    if named:
        st.session_state[DRAFT] = named
        if st.query_params.get(DRAFT) != named:
            st.query_params[DRAFT] = named
    return str(named)


def go(page: str, draft: str = "", **parameters: str) -> None:
    """Open a page of the desk, about a draft where one is named."""
    if draft:
        st.session_state[DRAFT] = draft
        parameters[DRAFT] = draft
    st.switch_page(f"screens/{page}.py", query_params=parameters)


def draft_or_stop() -> str:
    """Return the chosen draft; without one say what to do and end the page."""
    named = chosen_draft()
    try:
        if named:
            desk().store.require(named)
    except ExpertiseError as error:
        st.session_state.pop(DRAFT, None)
        st.error(trouble(error))
        named = ""
    if not named:
        st.info(say("choose-draft"))
        if st.button(say("to-drafts"), type="primary", key="to-drafts"):
            go("drafts")
        st.stop()
    return named
