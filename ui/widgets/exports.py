"""Buttons that take a table or a chart away: CSV and XLSX, SVG and PNG, made when somebody presses them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import streamlit as st
from office import say

from expertise.conclusion.charts import picture
from expertise.service_dashboard import as_csv, as_xlsx

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: Makes the rows of a table; asked only when a file is wanted, each time anew.
Rows = Callable[[], Iterable[Sequence[object]]]


def exports(name: str, heads: Sequence[str], rows: Rows, svg: Callable[[], str] | None = None) -> None:
    """Offer a table, and its chart where there is one, as files called ``name``."""
    kinds = [
        ("csv", "text/csv", lambda: as_csv(heads, rows())),
        ("xlsx", _XLSX, lambda: as_xlsx(name, heads, rows())),
    ]
    if svg:
        kinds += [
            ("svg", "image/svg+xml", lambda: svg().encode()),
            ("png", "image/png", lambda: picture(svg())),
        ]
    with st.container(horizontal=True, key=f"exports-{name}"):
        for ending, kind, make in kinds:
            st.download_button(
                say(f"export-{ending}"), make, f"{name}.{ending}", kind, key=f"export-{name}-{ending}",
                on_click="ignore",
            )  # fmt: skip
