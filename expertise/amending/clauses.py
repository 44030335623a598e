"""Parts one sentence of change into clauses: which place, which action, which words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from expertise.act import Language, Span
from expertise.amending.addresses import Address, NoAddress, address
from expertise.amending.frame import Frame
from expertise.amending.places import Part, Place, Term, chains, places, under
from expertise.amending.vocabulary import Form, Vocabulary, vocabulary

_EDGES = " ,;.:"
_JOIN = re.compile(r"[\s,;.]*(?:(?:и|а также|жана|ошондой эле)\s+)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Clause:
    """One order as said: ``named`` are the places before the verb, ``coming`` the units it brings in.

    ``coming`` are new units of an addition or, of a renumbering, the new numbers; ``blank`` tells that the
    clause names no place itself.
    """

    form: Form
    named: Address
    coming: tuple[Term, ...]
    old: tuple[Span, ...]
    new: tuple[Span, ...]
    cases: bool
    span: Span
    blank: bool
    end: int


class Unknown(ValueError):
    """A sentence of change nobody could read: ``reason`` and the words it failed at."""

    def __init__(self, reason: str, words: str = "") -> None:
        super().__init__(reason)
        self.reason, self.words = reason, words


@dataclass(frozen=True, slots=True)
class _Hit:
    form: Form
    found: re.Match[str]

    @property
    def start(self) -> int:
        return self.found.start()


def clauses(frame: Frame, text: str, start: int, language: Language) -> Iterator[Clause]:
    """Yield the clauses of ``frame`` from ``start`` on; none where no verb of change stands there.

    Raises Unknown at a clause whose place is no address, and for words left over behind the last verb.
    """
    at = start
    known = vocabulary(language)
    while (hit := _first(frame.text, at, known)) is not None:
        clause = _clause(frame, text, at, hit, language)
        yield clause
        at = clause.end
    rest = frame.text[at:].strip(_EDGES)
    if at > start and rest and not frame.quoted(at, len(frame.text)):
        raise Unknown("tail", rest)


def speaks(frame: Frame, start: int, language: Language) -> bool:
    """Tell whether a verb of change stands in ``frame`` from ``start`` on."""
    return _first(frame.text, start, vocabulary(language)) is not None


def _first(text: str, at: int, known: Vocabulary) -> _Hit | None:
    """Return the form that fits earliest; of those that fit there the first of the list."""
    best: _Hit | None = None
    for form in known.forms:
        found = form.pattern.search(text, at)
        if found is None or (best is not None and found.start() >= best.start):
            continue
        if form.target and text[at : found.start()].strip(_EDGES):
            continue  # the place is named before the verb
        if form.sentence and not known.words["sentence"].search(found["units"]):
            continue
        best = _Hit(form, found)
    return best


def _clause(frame: Frame, text: str, at: int, hit: _Hit, language: Language) -> Clause:
    found, form = hit.found, hit.form
    begin = _JOIN.match(frame.text, at)
    start = min(begin.end() if begin else at, found.start())
    region = (start, found.start())
    units = found.span("units") if "units" in form.pattern.groupindex else (-1, -1)
    end = len(frame.text[: found.end()].rstrip(_EDGES))
    coming: tuple[Term, ...] = ()
    if form.target:
        region = units
    elif form.kind == "renumber":
        region, coming, end = _renumbered(frame, text, region, units, end, language)
    elif units[0] >= 0:
        coming = _address(frame, text, *units, language).terms
    named = _address(frame, text, *region, language)
    if form.kind == "renumber" and not coming:  # «2-бөлүк 3-бөлүк деп эсептелсин»
        named, coming = _halved(named, language)
    old, new, end = _words(frame, hit, end)
    in_cases = vocabulary(language).words["cases"].search
    cases = in_cases(frame.text, *region) or in_cases(found[0])
    blank = not frame.text[slice(*region)].strip(_EDGES)
    span = frame.span(start, end)
    return Clause(form, named, coming, old, new, cases is not None, span, blank, end)


def _words(frame: Frame, hit: _Hit, end: int) -> tuple[tuple[Span, ...], tuple[Span, ...], int]:
    """Return old and new words and where the clause ends.

    «..., слова «в» исключить» behind new words is a clause of its own: there are as many new words as old.
    """
    groups = hit.form.pattern.groupindex
    old = frame.quoted(*hit.found.span("old")) if "old" in groups else ()
    if "new" not in groups:
        return old, (), end
    start, stop = hit.found.span("new")
    places = [place for place in range(start, stop) if place in frame.quotes]
    count = 1 if hit.form.where else len(old)
    if len(places) > count > 0:
        places, end = places[:count], places[count - 1] + 1
    return old, tuple(frame.quotes[place] for place in places), end


def _address(frame: Frame, text: str, start: int, end: int, language: Language) -> Address:
    try:
        return address(frame, text, start, end, language)
    except NoAddress as error:
        raise Unknown("address", str(error.args[0])) from error


def _renumbered(
    frame: Frame, text: str, region: tuple[int, int], units: tuple[int, int], end: int, language: Language
) -> tuple[tuple[int, int], tuple[Term, ...], int]:
    """Return where the old numbers stand, the new ones, and the end of the clause.

    What follows a comma may be the next clause: the longest piece that is an address counts.
    """
    if units[0] < 0:
        each = vocabulary(language).words["each"].search(frame.text, *region)
        if each is None:
            return region, (), end
        return (region[0], each.start()), _address(frame, text, each.end(), region[1], language).terms, end
    cuts = [units[1], *(units[0] + m.start() for m in re.finditer(",", frame.text[slice(*units)]))]
    for cut in [cuts[0], *reversed(cuts[1:])]:
        try:
            return region, address(frame, text, units[0], cut, language).terms, cut
        except NoAddress:
            continue
    raise Unknown("address", frame.text[slice(*units)])


def _halved(named: Address, language: Language) -> tuple[Address, tuple[Term, ...]]:
    if len(named.terms) < 2:
        raise Unknown("numbers")
    *old, new = named.terms
    found = [p for chain in chains(old, small_first=language == "ru") for p in places(chain)]
    return Address(tuple(found), tuple(old), named.through), (new,)


def completed(clause: Clause, context: Place, before: tuple[Place, ...]) -> tuple[Place, ...]:
    """Return the places a clause speaks of, by the place it stands under and the clause before it.

    An addition gives the places of the new units, a unit without a number the place it is added to.
    """
    if clause.blank:
        named = before or (context,)
    else:
        around = before[0] if before else context
        named = tuple(under(around, place) for place in clause.named.places) or (context,)
    if clause.form.kind not in ("add", "add_sentence") or not clause.coming:
        return named
    return tuple(dict.fromkeys(place for home in named for place in _added(clause, home)))


def _added(clause: Clause, home: Place) -> Iterator[Place]:
    if clause.form.kind == "add_sentence":
        last = clause.coming[-1]
        for number in last.numbers if last.part is Part.SENTENCE else [""]:
            yield Place(home.steps, Part.SENTENCE, number)
        return
    numbered = [term for term in clause.coming if any(term.numbers)]
    found = [p for chain in chains(numbered, small_first=False) for p in places(chain)]
    yield from (under(home, place) for place in found)
    if not found:
        yield home
