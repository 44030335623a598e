"""Buttons that take a table or a chart away: CSV and XLSX, SVG and PNG, made when somebody presses them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import streamlit as st
from office import say
from widgets.download import download

from expertise.conclusion.charts import picture
from expertise.service_dashboard import as_csv, as_xlsx

#: Makes the rows of a table; asked only when a file is wanted, each time anew.
Rows = Callable[[], Iterable[Sequence[object]]]


def exports(name: str, heads: Sequence[str], rows: Rows, svg: Callable[[], str] | None = None) -> None:
    """Offer a table, and its chart where there is one, as files called ``name``."""
    kinds = {
        "csv": lambda: as_csv(heads, rows()),
        "xlsx": lambda: as_xlsx(name, heads, rows()),
    }
    if svg:
        kinds |= {"svg": lambda: svg().encode(), "png": lambda: picture(svg())}
    with st.container(horizontal=True, key=f"exports-{name}"):
        for ending, make in kinds.items():
            download(
                say(f"export-{ending}"), f"{name}.{ending}", make, f"export-{name}-{ending}", width="content"
            )
