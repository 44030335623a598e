"""Reference: words of an act that name a unit or an act, and what they turned out to name."""

from __future__ import annotations

from dataclasses import dataclass

from expertise.act import Kind, Language, Span, address
from expertise.norms.references.naming import Named

#: What became of a reference. FOREIGN: it names another act, which has not been looked up.
RESOLVED, DEAD, AMBIGUOUS, BLANKET, FOREIGN = "resolved", "dead", "ambiguous", "blanket", "foreign"
#: Why a reference is dead.
MISSING_UNIT, REPEALED_UNIT = "missing-unit", "repealed-unit"


@dataclass(frozen=True, slots=True)
class Reference:
    """Words that name one unit of an act, an act as a whole, or law in general (BLANKET).

    ``span`` runs over all words that tell where to look. ``act`` holds the words that name another act, empty
    for the act itself; ``named`` what they say of it. ``address`` has the units named, largest first, ()
    for a whole act; ``unit`` is the index of the smallest of them that the act has, -1 for none. ``reason``
    says why a reference is dead. ``range_end`` is the last number of a range of another act, whose units
    are not known.
    """

    span: Span
    state: str
    act: str = ""
    address: tuple[tuple[Kind, str], ...] = ()
    unit: int = -1
    named: Named | None = None
    reason: str = ""
    range_end: str = ""

    @property
    def number(self) -> str:
        """The number of the article named, empty where none is."""
        return next((number for kind, number in self.address if kind is Kind.ARTICLE), "")

    def label(self, language: Language) -> str:
        """Return the address as an expert writes it, empty for a whole act."""
        return address(self.address, language)
