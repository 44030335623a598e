"""Fields of a Word document: their instructions are no text, their results are."""

from __future__ import annotations

from lxml import etree

from expertise.reading.numbering import W, value, whole

_KIND = f"{W}fldCharType"


class Fields:
    """Follows the signs of the fields of one story; a field without its end is taken for no field.

    ``removed`` are the elements whose content the reader leaves out.
    """

    def __init__(self, story: etree._Element, removed: frozenset[str]) -> None:
        self._paired = _paired(story, removed)
        self._results: list[bool] = []
        self._waiting = 0  # open fields whose result has not begun

    @property
    def instructing(self) -> bool:
        """Tell whether what is read now belongs to an instruction."""
        return self._waiting > 0

    def sign(self, element: etree._Element) -> None:
        """Take a ``w:fldChar`` into account."""
        kind = element.get(_KIND) if element in self._paired else None
        if kind == "begin":
            self._results.append(False)
            self._waiting += 1
        elif kind == "separate" and self._results:
            self._waiting -= not self._results[-1]
            self._results[-1] = True
        elif kind == "end" and self._results:
            self._waiting -= not self._results.pop()

    def aside(self) -> list[bool]:
        """Leave the fields around a text box; give what is returned to ``back`` behind it."""
        around, self._results = self._results, []
        self._waiting = 0
        return around

    def back(self, around: list[bool]) -> None:
        """Return to the fields around a text box."""
        self._results = around
        self._waiting = around.count(False)


def _paired(story: etree._Element, removed: frozenset[str]) -> set[etree._Element]:
    """Return the signs of the fields that begin and end among what is read."""
    found: set[etree._Element] = set()
    opened: list[list[etree._Element]] = []
    for element in story.iter(f"{W}fldChar"):
        if any(parent.tag in removed for parent in element.iterancestors()):
            continue
        kind = element.get(_KIND)
        if kind == "begin":
            opened.append([element])
        elif opened:
            opened[-1].append(element)
            if kind == "end":
                found.update(opened.pop())
    return found


def chosen(begin: etree._Element) -> str:
    """Return the words that the drop-down list of an old form shows; ``begin`` is the sign that holds it."""
    listed = begin.find(f"{W}ffData/{W}ddList")
    if listed is None:
        return ""
    entries = [entry.get(f"{W}val") or "" for entry in listed.findall(f"{W}listEntry")]
    place = whole(value(listed, f"{W}result") or value(listed, f"{W}default"), 0)
    return entries[place] if 0 <= place < len(entries) else ""
