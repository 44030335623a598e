"""A plain table of texts: read from end to end, copied, read aloud, and printed as it stands."""

from __future__ import annotations

import html
from collections.abc import Sequence

import streamlit as st

_STYLE = """
<style>
  table.desk-table {width: 100%; border-collapse: collapse; font-size: 0.9rem; line-height: 1.35}
  table.desk-table th {text-align: left; background: #eef2f6; font-weight: 600}
  table.desk-table th, table.desk-table td {border: 1px solid #d5dbe1; padding: 0.3rem 0.5rem;
    vertical-align: top; overflow-wrap: anywhere}
  table.desk-table tr.alert td {background: #fdecea}
  table.desk-table td.number {text-align: right; white-space: nowrap}
  table.desk-table small {color: #51606f; display: block}
</style>
"""


def table(
    headers: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    alerts: Sequence[bool] = (),
    widths: Sequence[int] = (),
) -> None:
    """Show rows of plain text under their headers; ``alerts`` marks rows, ``widths`` are per cent.

    A line break in a cell sets what stands behind it small, under the first line.
    """
    columns = "".join(f'<col style="width:{width}%">' for width in widths)
    head = "".join(f'<th scope="col">{html.escape(text)}</th>' for text in headers)
    body = "".join(
        f"<tr{' class=alert' if place < len(alerts) and alerts[place] else ''}>"
        f"{''.join(f'<td>{_cell(text)}</td>' for text in row)}</tr>"
        for place, row in enumerate(rows)
    )
    st.html(
        f"{_STYLE}<table class=desk-table><colgroup>{columns}</colgroup>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _cell(text: str) -> str:
    first, _, rest = text.partition("\n")
    small = html.escape(rest).replace("\n", "<br>")
    return html.escape(first) + (f"<small>{small}</small>" if rest else "")
