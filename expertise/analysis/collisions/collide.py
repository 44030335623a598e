"""collisions: what clashes with an act, in itself and with other acts, as findings; pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from expertise.act import Act
from expertise.analysis.collisions.claim import Claim
from expertise.analysis.collisions.claims import Claims
from expertise.analysis.collisions.clash import Clash, clashes
from expertise.analysis.collisions.dead import dead_ends
from expertise.analysis.collisions.deadlines import late_notices, longer_steps
from expertise.analysis.collisions.duplicates import shared_powers
from expertise.analysis.collisions.gone import gone
from expertise.analysis.collisions.making import CollisionMaker, Place
from expertise.analysis.collisions.pairs import across, within
from expertise.analysis.collisions.terms import (
    Definition,
    TermClash,
    definitions,
    redefined,
    renamed,
    short_names,
)
from expertise.analysis.finding import Finding
from expertise.corpus.store import Corpus
from expertise.lexicon.lexicon import Lexicon
from expertise.norms.extract import Reading, norms

_NUMBERS = {"deadline": "01", "amount": "02", "modality": "03", "body": "04", "condition": "05"}
#: Reasons that have a kind of their own within one act.
_OWN = {"deadline": "C-DL-01", "steps": "C-DL-02", "order": "C-DL-03", "power": "C-DUP-01"}


@dataclass(frozen=True, eq=False)
class Read:
    """An act as read for collisions; made once where several acts are held against it."""

    act: Act
    reading: Reading
    lexicon: Lexicon

    @cached_property
    def source(self) -> Claims:
        """Return the reader of the act's claims."""
        return Claims(self.act, self.reading, self.lexicon)

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """Return the claims in reading order."""
        return tuple(self.source.all())

    @cached_property
    def definitions(self) -> tuple[Definition, ...]:
        """Return the definitions in reading order."""
        return tuple(definitions(self.source))


def read_for_collisions(act: Act, lexicon: Lexicon) -> Read:
    """Read another act that drafts are held against."""
    return Read(act, norms(act, lexicon), lexicon)


def collisions(own: Read, against: Sequence[Read] = (), corpus: Corpus | None = None) -> list[Finding]:
    """Return what clashes in an act and with other acts, all of one language, in reading order.

    References to acts that are not among them are looked up in the corpus.
    """
    maker = CollisionMaker(own.act, own.lexicon)
    found = [*_inside(own, maker)]
    for other in against:
        found += _between(own, other, maker)
    ends = dead_ends(own.act, own.reading, [other.act for other in against], corpus)
    found += [maker.of_dead_end(end) for end in ends]
    return sorted(found, key=lambda f: (f.span.start, f.span.end, f.rule))


def _inside(own: Read, maker: CollisionMaker) -> Iterator[Finding]:
    act = own.act
    told: set[tuple[int, str]] = set()
    pairs = (clash for here, there in within(own.claims) for clash in clashes(here, there))
    others = (longer_steps(own.claims), late_notices(own.claims), shared_powers(own.claims))
    for clash in chain(pairs, *others):
        code = _own_code(clash)
        if (clash.here.norm.passage.start, code) not in told:  # one finding a sentence: it is one decision
            told.add((clash.here.norm.passage.start, code))
            yield maker.of_pair(code, _place(clash, act), _other(clash, act), clash.here.norm)
    names = short_names(own.source)
    for term in (*redefined(own.definitions), *renamed(names)):
        yield _of_term(term, own, own, maker)
    for name, norm, span in gone(own.source, own.lexicon):
        yield maker.of_name("C-REF-04", span, norm, name.instead)


def _own_code(clash: Clash) -> str:
    return _OWN.get(clash.reason) or f"C-INT-{_NUMBERS[clash.reason]}"


def _between(own: Read, other: Read, maker: CollisionMaker) -> Iterator[Finding]:
    higher = maker.binds(other.act)
    kind = "C-HIER" if higher else "C-PEER"
    contrasts = maker.contrasts()
    told: set[tuple[int, str]] = set()
    for here, there in across(own.claims, other.claims, contrasts):
        for clash in clashes(here, there, higher=higher, near=here.matter != there.matter):
            code = f"{kind}-{_NUMBERS[clash.reason]}"
            place = (here.norm.passage.start, code)
            if place in told:
                continue
            told.add(place)
            yield maker.of_pair(code, _place(clash, own.act), _other(clash, other.act), clash.here.norm)
    for term in redefined(own.definitions, other.definitions):
        yield _of_term(term, own, other, maker)


def _of_term(term: TermClash, own: Read, other: Read, maker: CollisionMaker) -> Finding:
    norm = next(n for n in own.reading.norms if n.passage is term.here.passage)
    here = Place(own.act, term.here.words, term.here.words)
    there = Place(other.act, term.there.span, term.there.words)
    return maker.of_pair(f"C-TERM-{term.check}", here, there, norm)


def _place(clash: Clash, act: Act) -> Place:
    return Place(act, clash.one, clash.one)


def _other(clash: Clash, act: Act) -> Place:
    return Place(act, clash.there.norm.passage.span, clash.two)
