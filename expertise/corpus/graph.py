"""Who cites whom: every reference of the corpus to another act, looked up, as a table and as a picture."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from expertise.act import Kind, Language, address
from expertise.corpus.resolve import Cited, look_up
from expertise.corpus.store import Corpus
from expertise.norms.references import DEAD, Named


@dataclass(frozen=True, slots=True)
class Link:
    """One reference: from a unit of an act in a language to an act, and a unit of it where one is named.

    ``target`` is empty for an act that the corpus does not hold; ``words`` are those of the reference.
    """

    source: str
    language: Language
    eid: str
    target: str
    unit: str
    label: str
    state: str
    reason: str
    words: str

    def record(self) -> dict[str, str]:
        """Return the link as plain values, in the order of its columns."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


@dataclass(frozen=True, slots=True)
class Edge:
    """All references of one act to another: how many, and how many of them are dead."""

    source: str
    target: str
    count: int
    dead: int


def links(corpus: Corpus, uri: str = "") -> Iterator[Link]:
    """Yield the references of the newest texts to other acts, by act, language and place.

    With ``uri`` those that begin or end at this act. Raises WrongUse ``corpus-unknown-act``.
    """
    if uri:
        corpus.work(uri)
    rows = corpus.rows(
        "SELECT w.uri, e.language, c.eid, c.kind, c.title, c.number, c.date, c.address, c.words, c.ended "
        "FROM citation c JOIN edition e ON e.id = c.edition JOIN work w ON w.id = e.work "
        "WHERE e.current = 1 ORDER BY w.uri, e.language, c.rowid"
    )
    for source, language, eid, kind, title, number, day, units, words, ended in rows:
        named = Named(kind, title, number, date.fromisoformat(day) if day else None)
        steps = tuple((Kind(name), unit) for name, unit in json.loads(units))
        found = look_up(corpus, Cited(named, steps, bool(ended)), language)
        target = found.target.uri if found.target else ""
        if not uri or uri in (source, target):
            label = address(steps, language)
            yield Link(source, language, eid, target, found.eid, label, found.state, found.reason, words)


def edges(found: Iterable[Link]) -> list[Edge]:
    """Return the references as edges between acts that the corpus holds, the busiest first."""
    counts: Counter[tuple[str, str]] = Counter()
    dead: Counter[tuple[str, str]] = Counter()
    for link in found:
        if link.target and link.target != link.source:
            counts[(link.source, link.target)] += 1
            dead[(link.source, link.target)] += link.state == DEAD
    made = [Edge(source, target, count, dead[(source, target)]) for (source, target), count in counts.items()]
    return sorted(made, key=lambda edge: (-edge.count, edge.source, edge.target))


def busiest(found: Sequence[Edge], limit: int) -> list[Edge]:
    """Return the edges among the ``limit`` acts that most references begin or end at."""
    weight: Counter[str] = Counter()
    for edge in found:
        weight[edge.source] += edge.count
        weight[edge.target] += edge.count
    kept = {uri for uri, _ in sorted(weight.items(), key=lambda each: (-each[1], each[0]))[:limit]}
    return [edge for edge in found if edge.source in kept and edge.target in kept]
