"""How many objections were accepted: by factor, body and initiator."""

from __future__ import annotations

import streamlit as st
from office import desk, say, tongue, words
from widgets.table import table

from expertise.service_acceptance import Share, acceptance

_COLUMNS = ("name", "share", "asked", "answered", "accepted", "partly", "rejected")
_WIDTHS = (46, 12, 9, 9, 8, 8, 8)


def acceptance_table() -> None:
    """Show the acceptance over all signed conclusions of the desk."""
    found = acceptance(desk())
    if not found.total.asked:
        st.info(say("answers-acceptance-none"))
        return
    headers = [say(f"answers-{name}") for name in _COLUMNS]
    table(headers, [_row(words()["answers-total"], found.total)], widths=_WIDTHS)
    for name in ("factor", "body", "initiator"):
        st.subheader(words()[f"answers-by-{name}"])
        shares: tuple[Share, ...] = getattr(found, f"by_{name}")
        table(headers, [_row(_name(each), each) for each in shares], widths=_WIDTHS)


def _name(share: Share) -> str:
    return (
        share.name.get(tongue())
        or next((text for text in share.name.values() if text), "")
        or words()["answers-unnamed"]
    )


def _row(name: str, share: Share) -> list[str]:
    part = "-" if share.share is None else f"{100 * share.share:.0f} %"
    counts = (share.asked, share.answered, share.accepted, share.partly, share.rejected)
    return [name, part, *map(str, counts)]
