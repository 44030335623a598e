"""The report on the discussion: look at its pages, confirm it, take it away."""

from __future__ import annotations

from datetime import date
from functools import partial

import streamlit as st
from office import desk, plain, say, tongue, trouble
from widgets.download import download
from widgets.preview import picture_pages

from expertise import service_discussion as discussions
from expertise.errors import ExpertiseError

_WIDE = 1100  # the report lies on its long side


def discussion_report(draft: str) -> None:
    """Show the confirmed report with its files, the form that confirms, and the pages as they stand."""
    _confirmed(draft)
    st.warning(say("discussion-check"))
    with st.container(width=820):
        one, two, three = st.columns(3)
        day = _day(one, "discussion-report-date", date.today())
        start, end = _day(two, "discussion-from", None), _day(three, "discussion-to", None)
    period = (start, end) if start and end else discussions.NO_PERIOD
    try:
        if st.button(say("discussion-confirm"), type="primary", key="discussion-confirm"):
            discussions.confirm(desk(), draft, day, period)
            st.rerun()
        if st.toggle(say("discussion-preview"), key="discussion-preview"):
            picture_pages(discussions.pages(desk(), draft, tongue(), day, period), _WIDE)
    except ExpertiseError as error:
        st.error(trouble(error))


def _day(column: st.delta_generator.DeltaGenerator, name: str, value: date | None) -> str:
    """Return a day as it was chosen, ISO, empty for none."""
    chosen = column.date_input(say(name), value=value, format="DD.MM.YYYY", key=name)
    return chosen.isoformat() if isinstance(chosen, date) else ""


def _confirmed(draft: str) -> None:
    held = discussions.published(desk(), draft)
    if held is None:
        return
    day = date.fromisoformat(held.date)
    st.success(say("discussion-confirmed", date=f"{day:%d.%m.%Y}", person=plain(held.person)))
    if not held.current:
        st.warning(say("discussion-stale"))
    columns = st.columns(4)
    for column, (name, data) in zip(columns, held.files.items(), strict=True):
        _, language, form = name.split(".")
        label = say("discussion-download", form=form.upper(), language=say(f"tongue-{language}"))
        download(label, name, partial(bytes, data), f"report-{name}", where=column)
