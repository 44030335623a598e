"""Finds the place an operation names in the act as it stands after the operations before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from expertise.act import Kind, Steps
from expertise.amending.document import Node
from expertise.reading.amendment import RANK

_HEADS = frozenset({Kind.DIVISION, Kind.SECTION, Kind.CHAPTER, Kind.SUBCHAPTER})
_NUMBERED = frozenset({Kind.PART, Kind.POINT, Kind.SUBPOINT})
#: In a part, a point or a preamble the line itself is the first paragraph.
_OWN_FIRST = frozenset({Kind.PART, Kind.POINT, Kind.SUBPOINT, Kind.PREAMBLE})
#: What a drafter calls a unit by mistake or by an older habit.
_ALSO = {
    Kind.PART: (Kind.POINT,), Kind.POINT: (Kind.PART, Kind.SUBPOINT), Kind.SUBPOINT: (Kind.POINT,),
    Kind.SECTION: (Kind.CHAPTER,), Kind.CHAPTER: (Kind.SECTION,),
}  # fmt: skip


class Missing(ValueError):
    """A unit that is not there, or more than one of that name: ``nearest`` is the last unit found."""

    def __init__(self, reason: str, nearest: Node, step: tuple[Kind, str]) -> None:
        super().__init__(reason)
        self.reason, self.nearest, self.step = reason, nearest, step


def find(root: Node, steps: Steps) -> Node:
    """Return the unit that ``steps`` name below ``root``; no steps name the root. Raises Missing."""
    node = root
    for step in steps:
        node = _one(node, step)
    return node


def _one(node: Node, step: tuple[Kind, str]) -> Node:
    kind, number = step
    if kind is Kind.PARAGRAPH:
        return _paragraph(node, step)
    if kind is Kind.PART and node.kind is Kind.ARTICLE and not has_parts(node):
        return _paragraph(node, step)
    found = named(node, kind, number) or _loosely(node, kind, number)
    if len(found) == 1:
        return found[0]
    raise Missing("unit-missing" if not found else "unit-twice", node, step)


def has_parts(node: Node) -> bool:
    """Tell whether an article has numbered parts or points; in older acts its paragraphs are its parts."""
    return any(each.kind in _NUMBERED for each in _below(node, Kind.PART))


def _loosely(node: Node, kind: Kind, number: str) -> list[Node]:
    """Return units meant by an address that leaves a level out («пункт 3 статьи 5»), or by a wrong kind."""
    inside = [each for each in node.walk() if each is not node and each.kind is kind]
    if inside:
        return [each for each in inside if _same(each.number, number)] if kind in _NUMBERED else []
    return [each for other in _ALSO.get(kind, ()) for each in named(node, other, number)]


def named(node: Node, kind: Kind, number: str) -> list[Node]:
    """Return the units of this kind and number that belong to ``node`` directly, as addresses see it."""
    return [each for each in _below(node, kind) if each.kind is kind and _same(each.number, number)]


def _same(one: str, other: str) -> bool:
    return one.replace(".", "-") == other.replace(".", "-")


def _below(node: Node, kind: Kind) -> Iterator[Node]:
    """Yield the units below ``node`` that no numbered unit between hides; lead-ins and heads hide nothing."""
    for each in node.nodes:
        yield each
        if each.kind is Kind.PARAGRAPH or (each.kind in _HEADS and _may_hold(each.kind, kind)):
            yield from _below(each, kind)


def _may_hold(head: Kind, kind: Kind) -> bool:
    return RANK.get(head, -1) < RANK.get(kind, len(RANK))


def siblings(node: Node, kind: Kind) -> list[Node]:
    """Return the units of a kind that belong to ``node``, in reading order."""
    return [each for each in _below(node, kind) if each.kind is kind]


def _paragraph(node: Node, step: tuple[Kind, str]) -> Node:
    """Return the unnumbered paragraph of that place; the first one of a part is the part itself."""
    found = paragraphs(node)
    place = int(step[1]) if step[1].isdigit() else 0
    if not 1 <= place <= len(found):
        raise Missing("unit-missing", node, step)
    return found[place - 1]


def paragraphs(node: Node) -> list[Node]:
    """Return the paragraphs of a unit as a lawyer counts them; ``node`` itself stands for its first line."""
    found = [each for each in _below(node, Kind.PARAGRAPH) if each.kind is Kind.PARAGRAPH]
    return [node, *found] if node.kind in _OWN_FIRST else found


def nearest(root: Node, steps: Sequence[tuple[Kind, str]]) -> Node:
    """Return the smallest unit of the address that is there."""
    node = root
    for step in steps:
        try:
            node = _one(node, step)
        except Missing:
            return node
    return node
