"""Which run the dashboard looks at, and which acts of it."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st
from office import Tongue, desk, plain, say, tongue, trouble, words

from expertise import service_batch
from expertise import service_dashboard as dashboard
from expertise.errors import ExpertiseError

_HELD = "run"  # the setting that keeps the folder from one day to the next
_COMMAND = "expertise batch {} --output {}"
_FILTERS = (
    ("fields", "fields"), ("types", "type"), ("bodies", "body"), ("factors", "factor"),
    ("languages", "language"),
)  # fmt: skip


def held_run() -> tuple[dashboard.Run, dashboard.Overview] | None:
    """Return the run that was chosen; without one say how to make and to choose one."""
    held = desk().store.settings().get(_HELD, "")
    if held:
        try:
            found = dashboard.opened(Path(held))
        except ExpertiseError as error:
            st.error(trouble(error))
        else:
            _other(held)
            return found
    st.info(say("dashboard-about"))
    st.code(_COMMAND.format(say("dashboard-tab-acts"), say("dashboard-folder").split()[0]), language=None)
    _ask(held)
    return None


def kept_run() -> dashboard.Run | None:
    """Return the run that was chosen on the dashboard, None without one or where it is no longer there."""
    held = desk().store.settings().get(_HELD, "")
    try:
        return service_batch.opened(Path(held)) if held else None
    except ExpertiseError:
        return None


def _other(held: str) -> None:
    with st.expander(f"{say('dashboard-folder')}: {plain(held)}", key="run-shut"):
        _ask(held)


def _ask(held: str) -> None:
    with st.form("run", border=False):
        folder = st.text_input(
            say("dashboard-folder"), held, key="run-folder", placeholder=say("dashboard-folder-hint")
        )
        if st.form_submit_button(say("dashboard-open"), type="primary") and (named := _path(folder)):
            try:
                dashboard.opened(Path(named))
            except ExpertiseError as error:
                st.error(trouble(error))
                return
            desk().store.set({_HELD: named})
            st.rerun()


def _path(typed: str) -> str:
    """Return the whole path of a folder that was typed, or pasted as Windows copies it: in quotes.

    Tomorrow the desk may begin in another folder.
    """
    bare = typed.strip().strip('"').strip()
    return os.path.abspath(Path(bare).expanduser()) if bare else ""


def named(column: str, value: str) -> str:
    """Return what a value of a column is called: a field, a kind, a language; others as they are."""
    return naming()(column, value)


def naming() -> Callable[[str, str], str]:
    """Return ``named`` for many values: the language of the page is asked once, not for each of them."""
    return _naming(tongue())


@cache
def _naming(language: Tongue) -> Callable[[str, str], str]:
    said = words(language)
    fields = dashboard.field_names(desk().lexicon.fields, said, language)
    bodies = dashboard.body_names(language)
    known = {"type": "type", "language": "batch-language", "level": "level"}

    def name(column: str, value: str) -> str:
        if column == "fields":
            return fields.get(value, value)
        if column == "body":
            value = bodies.get(value, value)
        if value == dashboard.NONE:
            return said["desk-dashboard-unnamed"]
        return said.get(f"{known[column]}-{value}", value) if column in known else value

    return name


def asked(seen: dashboard.Overview) -> dashboard.Choice:
    """Ask which acts are looked at and return the choice; it is kept while other pages are open."""
    columns = st.columns([3, 2, 3, 2, 2, 3])
    picked, name_of = {}, naming()
    for place, (name, column) in enumerate(_FILTERS):
        values, key = seen.values(column), f"run-{name}"
        if key not in st.session_state:
            held = st.session_state.get(f"{key}-kept", ())
            st.session_state[key] = [value for value in held if value in values]
        chosen = columns[place].multiselect(
            say(f"dashboard-{name}"), values, key=key, placeholder=say("dashboard-all"), select_all=False,
            format_func=lambda value, c=column: name_of(c, value),
        )  # fmt: skip
        st.session_state[f"{key}-kept"] = tuple(chosen)
        picked[name] = frozenset(chosen)
    return dashboard.Choice(**picked, years=_years(seen, columns[-1]))


def _years(seen: dashboard.Overview, column: Any) -> tuple[int, int] | None:
    years = sorted(int(year) for year in seen.values("year") if year != dashboard.NONE)
    if len(years) < 2:
        return None
    ends = (years[0], years[-1])
    held = st.session_state.get("run-years-kept")
    begin = held if held and ends[0] <= held[0] and held[1] <= ends[1] else ends
    span = column.slider(say("dashboard-years"), *ends, begin, key="run-years")
    st.session_state["run-years-kept"] = None if span == ends else span
    return None if span == ends else span
