"""Bodies and acts that are no more, named as if they were."""

from __future__ import annotations

from collections.abc import Iterator

from expertise.act import Act, Span
from expertise.analysis.collisions.claims import Claims
from expertise.lexicon.collisions import Gone
from expertise.lexicon.lexicon import Lexicon
from expertise.norms.norm import Norm


def gone(claims: Claims, lexicon: Lexicon) -> Iterator[tuple[Gone, Norm, Span]]:
    """Yield each name that is no more once, at its first place, unless the act was adopted before it went.

    An act of unknown date is judged as one of today.
    """
    act, tokens = claims.act, claims.tokens
    plain = act.language == "ky" and lexicon.voice(act) is not lexicon.compiled("ky")
    scanner = lexicon.collisions.gone_scanner(act.language, plain)
    table = scanner.table(tokens)
    told: set[str] = set()
    for norm in claims.reading.norms:
        passage = norm.passage
        for hit in scanner.scan(table, passage.start, passage.end):
            name = lexicon.collisions.gone[hit.name]
            if hit.name not in told and not _older(act, name):
                told.add(hit.name)
                yield name, norm, Span(tokens.starts[hit.start], tokens.ends[hit.end - 1])


def _older(act: Act, name: Gone) -> bool:
    day = act.requisites.date
    return day is not None and day.isoformat() < name.since
