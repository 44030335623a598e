"""Operations on words: replace, insert, strike out, and the sentences of a unit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from expertise.act import Act, Language, Role, Span
from expertise.amending import inflect_ky, inflect_ru
from expertise.amending.document import Node, Origin, Row, Run
from expertise.amending.operations import Action, Operation, Where
from expertise.amending.places import Part, Place
from expertise.amending.replace import Found, add_sentence, append, insert, occurrences, put, texts
from expertise.language import of

Refuse = Callable[..., None]


def run_of(draft: Act, span: Span) -> Run:
    """Return quoted words of the amending act as a run."""
    return Run(span.of(draft.text), Origin.DRAFT, span.start)


@dataclass(frozen=True, slots=True)
class Target:
    """What an operation speaks of: a unit, the rows of it that are meant, and what of the one row."""

    node: Node
    rows: list[Row]
    within: tuple[int, int] | None = None


class Rewording:
    """Changes words of one act; ``refuse`` is told what does not fit."""

    def __init__(self, draft: Act, language: Language, refuse: Refuse) -> None:
        self._draft, self._language, self._refuse = draft, language, refuse

    def apply(self, index: int, order: Operation, targets: Sequence[tuple[Place, Target]]) -> None:
        """Carry out a change of words at all its places.

        Of several words at several places each must stand at one of them, else at every one.
        """
        if order.action is Action.REPLACE_WORDS and len(order.new) not in (1, len(order.old)):
            self._refuse(index, "pairs", targets[0][1].node)
            return
        if order.where is Where.END:
            for _, target in targets:
                self._append(index, order, target)
        for pair, old in enumerate(order.old):
            new = order.new[min(pair, len(order.new) - 1)] if order.new else None
            words = old.of(self._draft.text)
            missing = [t for p, t in targets if not self._one(index, order, p, t, words, new)]
            if len(order.old) > 1 and len(missing) < len(targets):
                continue
            for target in missing:
                self._refuse(index, "words-missing", target.node, words)

    def _one(
        self, index: int, order: Operation, place: Place, target: Target, words: str, new: Span | None
    ) -> bool:
        """Change words at one place; tell whether they stand there at all."""
        if order.cases:
            return self._in_cases(index, order, target, words, new)
        found = self._found(target, words, place)
        if len(found) > 1 and not order.through:
            self._refuse(index, "words-twice", target.node, words, row=found[0].row, at=found[0].start)
        else:
            for each in reversed(found):
                self._put(index, order, each, new)
        return bool(found)

    def _found(self, target: Target, words: str, place: Place) -> list[Found]:
        found = occurrences(target.rows, words)
        if target.within is not None:
            start, end = target.within
            return [each for each in found if start <= each.start and each.end <= end]
        if not found and place.part is Part.UNIT:  # the heading is part of an article, but rarely meant
            found = occurrences([row for row in target.node.own if row.role is Role.HEADING], words)
        return found

    def _put(self, index: int, order: Operation, found: Found, new: Span | None) -> None:
        if order.action is Action.INSERT_WORDS and new is not None:
            insert(found, run_of(self._draft, new), index, before=order.where is Where.BEFORE)
            return
        put(found, self._words(order, found, new) if new is not None else [], index)

    def _words(self, order: Operation, found: Found, new: Span) -> list[Run]:
        """Return the new words; where the old ones open a sentence, with a capital."""
        run = run_of(self._draft, new)
        lower = all(self._draft.text[old.start].islower() for old in order.old if len(old))
        if found.text[:1].isupper() and lower and run.text[:1].islower():
            return _runs(run.text[0].upper() + run.text[1:], run)
        return [run]

    def _in_cases(self, index: int, order: Operation, target: Target, words: str, new: Span | None) -> bool:
        """Change words in all their forms; a form that cannot be made for certain is left and told."""
        tongue = inflect_ky if self._language == "ky" else inflect_ru
        count = 0
        for row in target.rows:
            start, end = target.within or (0, len(row.text))
            hits = [hit for hit in tongue.find(row.text, words) if start <= hit.start() and hit.end() <= end]
            for hit in reversed(hits):
                count += 1
                self._form(index, order, target.node, Found(row, *hit.span()), words, new)
        return count > 0

    def _form(
        self, index: int, order: Operation, node: Node, found: Found, words: str, new: Span | None
    ) -> None:
        if new is None or order.action is not Action.REPLACE_WORDS:
            self._put(index, order, found, new)
            return
        tongue = inflect_ky if self._language == "ky" else inflect_ru
        before = found.row.text[: found.start].rstrip()
        touching = len(before) < found.start
        previous = before.split()[-1] if touching and before else ""
        said = tongue.inflected(found.text, previous, words, new.of(self._draft.text))
        if said is None:
            self._refuse(index, "form-unsure", node, found.text, row=found.row, at=found.start)
        else:
            put(found, _runs(said, run_of(self._draft, new)), index)

    def _append(self, index: int, order: Operation, target: Target) -> None:
        if not target.rows:
            self._refuse(index, "unit-empty", target.node)
            return
        append(target.rows[-1], run_of(self._draft, order.new[0]), index)

    # --- sentences -------------------------------------------------------------------------------------

    def sentences(self, rows: Sequence[Row]) -> list[tuple[Row, int, int]]:
        """Return the sentences of rows in order, without the numbers of units."""
        tongue = of(self._language)
        return [
            (row, span.start, span.end)
            for row in rows
            for span in tongue.sentences(row.text, row.body, len(row.text))
        ]

    def add_sentence(self, index: int, place: Place, node: Node, rows: list[Row], new: Run) -> None:
        """Add a sentence behind the last one, or as the one of that number."""
        known = self.sentences(rows)
        number = int(place.number) if place.number.isdigit() else len(known) + 1
        if not known or not 1 <= number <= len(known) + 1:
            self._refuse(index, "sentence-missing", node, place.number)
            return
        if number == 1:
            row, start, _ = known[0]
            row.replace(start, start, [new, Run(" ", Origin.MADE, -1)], index)
            return
        row, _, end = known[number - 2]
        add_sentence(row, end, new, index)

    def sentence(self, index: int, place: Place, node: Node, rows: list[Row], new: Run | None) -> None:
        """Give a sentence new words, or strike it out."""
        known = self.sentences(rows)
        number = len(known) if place.number == "last" else int(place.number or 0)
        if not 1 <= number <= len(known):
            self._refuse(index, "sentence-missing", node, place.number)
            return
        row, start, end = known[number - 1]
        put(Found(row, start, end), [new] if new else [], index)


def _runs(said: str, new: Run) -> list[Run]:
    """Return inflected words: what they share with the quoted ones, at either end, comes from there."""
    longest = min(len(said), len(new.text))
    same = next((n for n in range(longest) if said[n] != new.text[n]), longest)
    rest = longest - same
    tail = next((n for n in range(rest) if said[-1 - n] != new.text[-1 - n]), rest)
    middle = Run(said[same : len(said) - tail], Origin.MADE, -1)
    return [new.part(0, same), middle, new.part(len(new.text) - tail, len(new.text))]


def text_rows(node: Node, *, headings: bool = False) -> list[Row]:
    """Return the rows of a unit that hold its text."""
    return texts(node.rows(), headings=headings)
