"""Styles of a Word document: what a run or paragraph has from its style and those it is based on."""

from __future__ import annotations

from lxml import etree

from expertise.reading.numbering import W, on, value


class Styles:
    """Answers what the reader asks of styles.xml; without the part every answer is no."""

    def __init__(self, root: etree._Element | None) -> None:
        found = [] if root is None else root.findall(f"{W}style")
        self._styles = {style.get(f"{W}styleId"): style for style in found}
        self._known: dict[tuple[str | None, str], etree._Element | None] = {}

    def raised(self, style: str | None) -> bool:
        """Tell whether a character style sets its words above the line."""
        align = self._nearest(style, f"{W}rPr/{W}vertAlign")
        return align is not None and align.get(f"{W}val") == "superscript"

    def hidden(self, style: str | None) -> bool:
        """Tell whether a character or paragraph style hides its words."""
        return on(self._nearest(style, f"{W}rPr/{W}vanish"))

    def _nearest(self, style: str | None, path: str) -> etree._Element | None:
        """Return the element at ``path`` of a style or of the nearest style it is based on."""
        if style is None or not self._styles:
            return None
        chain: dict[str, None] = {}
        at, found = style, None
        while found is None and at not in chain and at in self._styles:
            if (at, path) in self._known:
                found = self._known[at, path]
                break
            chain[at] = None
            found = self._styles[at].find(path)
            at = value(self._styles[at], f"{W}basedOn") or ""
        self._known.update(((each, path), found) for each in chain)
        return found
