"""What people type or paste, settled before it is kept: no sign that a document could not hold later."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

_BREAK = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# XML cannot hold these, and Word and Typst read some of them as commands (page break, new paragraph).
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def settled(text: str) -> str:
    """Return a text trimmed and without control signs, NFC; Word's breaks become \\n, tabs become spaces.

    A text of control signs only gives an empty one.
    """
    broken = _BREAK.sub("\n", text).replace("\t", " ")
    return unicodedata.normalize("NFC", _UNPRINTABLE.sub("", broken)).strip()


def one_line(text: str) -> str:
    """Return a settled text on one line: a name, a number, the name of a file."""
    return " ".join(settled(text).split())


def settled_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return a form as it was sent with every text in it settled, however deep; other values stay."""
    return {settled(name): _settled(value) for name, value in values.items()}


def _settled(value: Any) -> Any:
    if isinstance(value, str):
        return settled(value)
    if isinstance(value, Mapping):
        return settled_values(value)
    if isinstance(value, list | tuple):
        return [_settled(each) for each in value]
    return value
