"""Latin letters for Cyrillic ones, for names in addresses; Russian and Kyrgyz share the table."""

from __future__ import annotations

import re

_LATIN = dict(zip("абвгдеёзийклмноөпрстуүфыэ", "abvgdeeziiklmnooprstuufye", strict=True)) | {
    "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": "",
    "ю": "iu", "я": "ia", "ң": "ng",
}  # fmt: skip


def slug(text: str) -> str:
    """Return a text in small Latin letters and figures, words joined by «-»; empty for an empty one."""
    latin = "".join(_LATIN.get(sign, sign) for sign in text.casefold())
    return re.sub(r"[^a-z0-9]+", "-", latin).strip("-")
