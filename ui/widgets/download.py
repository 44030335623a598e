"""A link that looks like a button and hands out a file (downloads.py); line/files.js answers the press."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Literal

import streamlit as st
from downloads import Offer, offered
from office import say
from routes import ROOT
from streamlit.delta_generator import DeltaGenerator


def download(
    label: str,
    name: str,
    make: Callable[[], bytes],
    key: str,
    *,
    where: DeltaGenerator | None = None,
    width: Literal["stretch", "content"] = "stretch",
) -> None:
    """Offer the file ``name``; ``make`` is called when it is taken, outside of any drawing of the page."""
    address = f"{ROOT}/file/{offered(key, Offer(name, make))}"
    link = (
        f'<a class="expertise-file" data-testid="file" data-key="{escape(key)}" href="{address}" '
        f'download="{escape(name)}">{escape(label)}</a>'
    )
    (where or st).html(link, width=width)


def paper(name: str, make: Callable[[], bytes], key: str, where: DeltaGenerator) -> None:
    """Offer a file called <kind>.<language>.<form>, labelled by its form and language."""
    kind, language, form = name.split(".")
    text = "download-copy" if kind == "annotated" else f"download-{form}"
    download(say(text, language=say(f"tongue-{language}")), name, make, key, where=where)
