"""From an act to passages: sentences with their terms found, list items tied to their lead-ins."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping

from expertise.act import Act, Kind, Line, Role, Span
from expertise.language import of
from expertise.language.tokens import Tokens
from expertise.language.wordforms import AGENT, participle, phrase_roles, roles
from expertise.lexicon.lexicon import Lexicon, Voice
from expertise.lexicon.scanner import Hit
from expertise.norms.norm import SLOT, Mention, Passage

_CARRIES = frozenset({Role.NORM, Role.QUOTED, Role.FOOTNOTE})
_ITEMS = frozenset({Kind.POINT, Kind.SUBPOINT, Kind.PARAGRAPH})
_CONTINUES = (";", ",", ":")


def passages(act: Act, lexicon: Lexicon, tokens: Tokens) -> tuple[list[Passage], dict[int, Passage]]:
    """Return the sentences of all norm lines in reading order, and the headings by unit.

    Headings carry no norm; they give the units below them their place. ``tokens`` are those of the whole
    text.
    """
    voice = lexicon.voice(act)
    table = voice.scanner.table(tokens)
    found: list[Passage] = []
    headings = {
        line.unit: _passage(act, voice, tokens, table, index, line.span)
        for index, line in enumerate(act.lines)
        if line.role is Role.HEADING
    }
    places = _places(act, headings)
    leads = _Leads(act)
    for index, line in enumerate(act.lines):
        if line.role not in _CARRIES:
            continue
        noted = line.role is Role.FOOTNOTE  # stands apart from the lists it interrupts
        lead = None if noted else leads.of_line(index, line)
        first = True
        for span in of(act.language).sentences(act.text, line.body, line.span.end):
            passage = _passage(act, voice, tokens, table, index, span)
            passage.article = _searched_in(act, line)
            passage.place = places.get(line.unit, "norm")
            passage.lead = lead if first else None
            first = False
            if passage.place == "norm":
                passage.place = _own_place(passage)
            found.append(passage)
            if not noted:
                leads.last = passage
    return found, headings


def _passage(
    act: Act, voice: Voice, tokens: Tokens, table: list[tuple[int, ...]], line: int, span: Span
) -> Passage:
    start, end = bisect_left(tokens.starts, span.start), bisect_left(tokens.starts, span.end)
    passage = Passage(line, span, start, end)
    for hit in voice.scanner.scan(table, start, end):
        _file(passage, hit, voice, tokens)
    passage.mentions.sort(key=lambda m: (m.start, -m.end, m.role != "actor"))
    passage.mentions = _outside_actors(passage.mentions)
    return passage


def _outside_actors(mentions: list[Mention]) -> list[Mention]:
    """Drop what lies inside a longer actor: «орган» in «орган самоуправления», «берүү» in «иш берүүчү».

    Kind «none» marks words that only look like an actor («водный фонд») and goes once it has done so.
    """
    kept: list[Mention] = []
    end = -1
    for mention in mentions:
        if mention.role not in ("actor", "action"):
            kept.append(mention)
        elif mention.end > end:
            if mention.role == "actor":
                end = mention.end
            if mention.value != "none":
                kept.append(mention)
    return kept


def _file(passage: Passage, hit: Hit, voice: Voice, tokens: Tokens) -> None:
    """Put a hit where it belongs: a rule's words or a term's mention (role «part» is nobody's)."""
    span = Span(tokens.starts[hit.start], tokens.ends[hit.end - 1])
    term = voice.terms.get(hit.name)
    if term is None:
        passage.rules.setdefault(hit.name, []).append(span)
    elif term.role != "part":
        role = SLOT + term.slot if term.role == "slot" else term.role
        form = term.form
        if role == "action" and not form and participle(voice.language, tokens.forms[_head(hit, voice)]):
            form = "participle"
        parts = _roles(hit, voice, tokens) if role == "actor" else frozenset()
        passage.mentions.append(Mention(role, term.value, span, hit.start, hit.end, form, term.name, parts))


def _roles(hit: Hit, voice: Voice, tokens: Tokens) -> frozenset[str]:
    """Return what an actor's form lets it be; its first word tells in Russian, its last in Kyrgyz."""
    if voice.language == "ru":
        return phrase_roles(tokens.forms[hit.start : hit.end])
    form = tokens.forms[hit.end - 1]
    if hit.end < len(tokens.forms) and tokens.forms[hit.end] == "тарабынан":
        return frozenset({AGENT})
    return roles("ky", form, voice.scanner.stems(form))


def _head(hit: Hit, voice: Voice) -> int:
    """Return the token that carries the verb: the first in Russian, the last in Kyrgyz."""
    return hit.end - 1 if voice.language == "ky" else hit.start


def _searched_in(act: Act, line: Line) -> int:
    """Return the unit whose other sentences may hold a safeguard: the article, else the top unit."""
    index = line.unit
    best = index
    while index > 0:
        unit = act.units[index]
        if unit.kind is Kind.ARTICLE:
            return index
        if unit.kind in (Kind.POINT, Kind.PART, Kind.SUBPOINT, Kind.PARAGRAPH):
            best = index
        index = unit.parent
    return best


def _places(act: Act, headings: Mapping[int, Passage]) -> dict[int, str]:
    """Return the place that headings give to units below them (definition, goal, transition ...)."""
    own = {
        unit: mention.value
        for unit, heading in headings.items()
        for mention in heading.mentions
        if mention.role == "mark" and mention.form == "heading"
    }
    inherited: dict[int, str] = {}
    for index, unit in enumerate(act.units):
        if unit.kind is Kind.PREAMBLE:
            inherited[index] = "preamble"
            continue
        place = own.get(index) or inherited.get(unit.parent)
        if place:
            inherited[index] = place
    return inherited


def _own_place(passage: Passage) -> str:
    """Return the place a sentence's own words give it («под ... понимается» is a definition)."""
    if passage.lead and passage.lead.place != "norm":
        return passage.lead.place
    for mention in passage.mentions:
        if mention.role == "mark" and mention.form == "sentence":
            return mention.value
    return "norm"


class _Leads:
    """Walks the lines and says which lead-in each list item belongs to."""

    def __init__(self, act: Act) -> None:
        self._act = act
        self._stack: list[tuple[int, int, Passage]] = []  # (depth of the lead-in, its unit, passage)
        self._previous: Line | None = None
        self.last: Passage | None = None

    def of_line(self, index: int, line: Line) -> Passage | None:
        """Return the lead-in of ``line`` or None; lines must come in order."""
        previous, self._previous = self._previous, line
        unit = self._act.units[line.unit]
        if (unit.kind not in _ITEMS and unit.kind is not Kind.PART) or previous is None:
            self._stack.clear()
            return None
        ended = self._act.text[max(previous.span.end - 1, 0)]
        depth = len(self._act.ancestors(unit))
        if unit.kind is Kind.PART and ended != ":":
            self._stack.clear()
            return None
        if ended == ":" and self.last is not None:
            lead_unit = self._act.units[previous.unit]
            self._stack.append((len(self._act.ancestors(lead_unit)), previous.unit, self.last))
            return self.last
        while self._stack and not self._goes_on(depth, line, ended):
            self._stack.pop()
        return self._stack[-1][2] if self._stack else None

    def _goes_on(self, depth: int, line: Line, ended: str) -> bool:
        """Tell whether the innermost list still runs at this line."""
        lead_depth, lead_unit, _ = self._stack[-1]
        unit = self._act.units[line.unit]
        if unit.kind is Kind.PARAGRAPH:
            return ended in _CONTINUES and depth >= lead_depth
        return depth > lead_depth or unit.parent == self._act.units[lead_unit].parent != 0


def leads(passage: Passage) -> Iterator[Passage]:
    """Yield the lead-ins of a passage, innermost first."""
    current = passage.lead
    while current is not None:
        yield current
        current = current.lead
