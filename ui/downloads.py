"""Files that pages offer: made when somebody takes them, from what is in the journal by then.

Streamlit makes a file while it draws a page and throws it away with the next drawing. Whoever presses in
between gets nothing, or a file that is older than what was typed. Here an address outlives its drawings.
"""

from __future__ import annotations

import secrets
import weakref
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

import streamlit as st

_SHELF = "downloads"
_MOST = 256  # files on the pages that somebody had open last; each may hold a report
_MIME = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf", "zip": "application/zip", "csv": "text/csv", "svg": "image/svg+xml",
    "png": "image/png",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Offer:
    """A file by its name, and what makes it: called in another thread than the page's, each time anew."""

    name: str
    make: Callable[[], bytes]

    @property
    def mime(self) -> str:
        """Return the media type, by the ending of the name."""
        return _MIME.get(self.name.rpartition(".")[2], "application/octet-stream")


class Shelf:
    """What one open page of the desk has offered, the last of it; its name is a secret of that page."""

    def __init__(self) -> None:
        self.name = secrets.token_urlsafe(24)
        self._offers: OrderedDict[str, Offer] = OrderedDict()

    def put(self, key: str, offer: Offer) -> str:
        """Offer a file in place of what was offered as ``key``, and return its name on the shelf."""
        place = sha256(key.encode()).hexdigest()[:16]
        self._offers[place] = offer
        self._offers.move_to_end(place)
        while len(self._offers) > _MOST:
            self._offers.popitem(last=False)
        return place

    def find(self, place: str) -> Offer | None:
        """Return what is offered under a name, None for nothing."""
        return self._offers.get(place)


#: Shelves live as long as Streamlit keeps the session of their page.
_shelves: weakref.WeakValueDictionary[str, Shelf] = weakref.WeakValueDictionary()


def offered(key: str, offer: Offer) -> str:
    """Put a file on the shelf of the page that is being drawn, and return its address below /desk/file."""
    if _SHELF not in st.session_state:
        shelf = st.session_state[_SHELF] = Shelf()
        _shelves[shelf.name] = shelf
    shelf = st.session_state[_SHELF]
    return f"{shelf.name}/{shelf.put(key, offer)}"


def find(shelf: str, place: str) -> Offer | None:
    """Return the file at an address, None where no open page offers one."""
    held = _shelves.get(shelf)
    return held.find(place) if held else None
