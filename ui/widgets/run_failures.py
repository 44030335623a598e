"""The files of a run that could not be checked, each with its reason."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import streamlit as st
from office import say, tongue, words
from widgets.exports import exports
from widgets.table import table

from expertise import service_dashboard as dashboard

_SHOWN = 100
_COLUMNS = ("file", "reason", "what-to-do", "next-run")


def failures(run: dashboard.Run) -> None:
    """Show them all but those that only the files have room for; say so where there are none."""
    count = run.summary["failures"]
    if not count:
        st.info(say("dashboard-failures-none"))
        return
    heads = [say(f"dashboard-column-{name}") for name in _COLUMNS]
    st.caption(say("dashboard-failures-about", count=count))
    if count > _SHOWN:
        st.caption(say("dashboard-acts-cut", shown=_SHOWN, count=count))
    table(heads, list(islice(_rows(run), _SHOWN)), widths=(30, 15, 45, 10))
    exports("failures", heads, lambda: _rows(run))


def _rows(run: dashboard.Run) -> Iterator[list[str]]:
    said = words()
    for each in dashboard.failures(run):
        reason = said.get(f"failure-{each.code}", each.code)
        yield [each.file, reason, each.message[tongue()], said["batch-yes" if each.again else "batch-no"]]
