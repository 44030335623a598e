"""One draft on the work list."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import streamlit as st
from office import DRAFT, desk, plain, say, tongue, words

from expertise.review.progress import LEVELS, Progress

_COLOURS = {"high": "red", "medium": "orange", "low": "green", "none": "gray"}
_STATES = {"new": "gray", "review": "blue", "decided": "violet", "signed": "green", "returned": "orange"}


def draft_row(draft: Progress) -> None:
    """Show a draft with its state, initiator, deadline and level; its title opens it."""
    with st.container(border=True, key=f"draft-{draft.draft}"):
        title, marks, done, more = st.columns([6.4, 3, 3.2, 0.8], vertical_alignment="center")
        with title:
            st.page_link(
                f"screens/{'act' if draft.texts else 'package'}.py",
                label=f"**{plain(draft.title(tongue()) or say('untitled'))}**",
                query_params={DRAFT: draft.draft},
            )
            st.caption(_details(draft))
        with marks:
            st.markdown(f":{_STATES[draft.state]}-badge[{say('state-' + draft.state)}] {_level(draft)}")
            if draft.deadline:
                st.markdown(_deadline(draft.deadline, draft.state))
        with done:
            _decided(draft)
        with more, st.popover("", icon=":material/more_vert:"):
            _more(draft)


def _decided(draft: Progress) -> None:
    """Show the figures of each text as its own page shows them: a norm is mostly found in both languages."""
    if not draft.total:
        return
    lines = [
        say("decided-text", language=say(f"tongue-{t.language}"), decided=t.decided, total=t.total)
        for t in draft.texts
    ]
    lines = [line.replace(" ", "\N{NO-BREAK SPACE}") for line in lines]
    st.progress(draft.decided / draft.total, text=f"{say('decided')}: {', '.join(lines)}")


def _details(draft: Progress) -> str:
    initiator = draft.initiator.get(tongue()) or next((v for v in draft.initiator.values() if v), "")
    parts = [
        words().get(f"type-{draft.type}", ""), initiator,
        " + ".join(say(f"tongue-{language}") for language in draft.languages),
        say("version", number=draft.version) if draft.version > 1 else "",
    ]  # fmt: skip
    return plain(" · ".join(part for part in parts if part))


def _level(draft: Progress) -> str:
    if draft.level == "none":
        return f":gray-badge[{say('level-none')}]"
    opened = draft.text(tongue())
    levels = opened.levels if opened and opened.total else max((t.levels for t in draft.texts), key=_sum)
    counts = ", ".join(f"{words()['level-' + name]}: {n}" for name in LEVELS if (n := levels[name]))
    return f":{_COLOURS[draft.level]}-badge[{counts}]"


def _sum(levels: Mapping[str, int]) -> int:
    return sum(levels.values())


def _deadline(iso: str, state: str) -> str:
    day = date.fromisoformat(iso)
    left = (day - date.today()).days
    text = say("deadline-on", date=f"{day:%d.%m.%Y}")
    if state == "signed":
        return text
    if left < 0:
        return f":red[**{text}, {say('deadline-over', days=-left)}**]"
    return f":orange[{text}, {say('deadline-left', days=left)}]" if left <= 3 else text


def _more(draft: Progress) -> None:
    with st.form(f"requisites-{draft.draft}", border=False, enter_to_submit=False):
        said = desk().state(draft.draft).requisites
        initiator = {
            t: st.text_input(say(f"initiator-{t}"), value=said.get("initiator", {}).get(t, ""))
            for t in ("ky", "ru")
        }
        deadline = st.date_input(
            say("deadline"), value=date.fromisoformat(draft.deadline) if draft.deadline else None,
            format="DD.MM.YYYY",
        )  # fmt: skip
        if st.form_submit_button(say("save")):
            iso = deadline.isoformat() if deadline else ""
            desk().set_requisites(draft.draft, {"initiator": initiator, "deadline": iso})
            st.rerun()
    if st.button(say("unhide" if draft.hidden else "hide"), key=f"hide-{draft.draft}", help=say("hide-help")):
        desk().set_requisites(draft.draft, {"hidden": not draft.hidden})
        st.rerun()
