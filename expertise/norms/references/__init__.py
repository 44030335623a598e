"""References of an act to its own units, to other acts and to law in general, in both languages.

«пунктами 1 и 3 части 2 статьи 54 настоящего Кодекса», «Законом ... «О недрах»», «ушул берененин
10-14-пункттары»: each unit named is one reference. What the act itself can tell (a unit is there,
missing or repealed) is told here; references to other acts are looked up by ``expertise.corpus.resolve``.
"""

from __future__ import annotations

from collections.abc import Iterator

from expertise.act import Act, Span
from expertise.norms.references.naming import Named, title_key
from expertise.norms.references.reader import Reader
from expertise.norms.references.reference import (
    AMBIGUOUS,
    BLANKET,
    DEAD,
    FOREIGN,
    MISSING_UNIT,
    REPEALED_UNIT,
    RESOLVED,
    Reference,
)
from expertise.norms.references.units import Outcome, Units

__all__ = [
    "AMBIGUOUS", "BLANKET", "DEAD", "FOREIGN", "MISSING_UNIT", "REPEALED_UNIT", "RESOLVED", "Named",
    "Outcome", "Reader", "Reference", "Units", "references", "title_key",
]  # fmt: skip


def references(act: Act, span: Span | None = None) -> Iterator[Reference]:
    """Yield the references of a span of the act, of all its norms without one, in reading order.

    One a named unit: lists and ranges are taken apart («3-6» names every article between that the act has).
    Notes on editions hold none. In wording that an amending act quotes, units are those of the changed act:
    FOREIGN without a name.
    """
    reader = Reader(act)
    yield from reader.all() if span is None else reader.within(span)
