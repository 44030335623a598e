"""Which line of an older text is which line of a newer one: the ground of every comparison of versions.

Lines are compared by their body, so that a new number makes no new line. Four steps: lines that stayed in
order (longest common runs), lines that went elsewhere unchanged, edited lines between those that stayed (the
best pairing in order, by likeness), and edited lines that went elsewhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from rapidfuzz import fuzz, process

from expertise.act import Act, Role, label

#: Lines at least as alike (0-100) are one line that was edited, others one removed and one added.
ALIKE = 50
#: A line that went elsewhere and was edited too must be more alike: many lines stand to choice.
_ALIKE_ELSEWHERE = 80
#: Shorter lines («Утратила силу», «да») are many: equal ones at two places say nothing of a move.
_TELLING = 20
#: Lines further from the diagonal of a rewritten block are not tried: bounds the time of huge rewrites.
_BAND = 100
#: With more lines left over on one side the text is another one: what went elsewhere is not looked for.
_MOST_LEFT = 1500


@dataclass(frozen=True, slots=True)
class Change:
    """A passage that differs between two versions: ``kind`` is changed, added, removed, renumbered or moved.

    ``eid`` and ``label`` are of the unit in the newer text, of the older one where it was removed. ``was`` is
    the label in the older text where the passage stands in both; it may be the same.
    """

    kind: str
    eid: str
    label: str
    before: str
    after: str
    was: str = ""


@dataclass(frozen=True)
class Alignment:
    """Pairs of lines of two texts, one-to-one; ``moved`` are the newer lines that left their order."""

    old: Act
    new: Act
    forward: dict[int, int]
    moved: frozenset[int]

    @cached_property
    def backward(self) -> dict[int, int]:
        """The older line of each newer one."""
        return {new: old for old, new in self.forward.items()}

    def changes(self) -> list[Change]:
        """Return the lines that differ, in the order of the newer text; removed ones where they stood."""
        removed = [x for x in range(len(self.old.lines)) if x not in self.forward]
        before: dict[int, list[Change]] = {}
        for x in removed:
            before.setdefault(self._place_of(x), []).append(
                _change("removed", self.old, x, _text(self.old, x))
            )
        found: list[Change] = []
        for y in range(len(self.new.lines) + 1):
            found += before.get(y, ())
            found += self._of(y) if y < len(self.new.lines) else ()
        return found

    def rows(self) -> list[tuple[int | None, int | None]]:
        """Return all lines of both texts in the order of the newer one: pairs, and lone lines."""
        before: dict[int, list[tuple[int | None, int | None]]] = {}
        for x in range(len(self.old.lines)):
            if x not in self.forward:
                before.setdefault(self._place_of(x), []).append((x, None))
        found: list[tuple[int | None, int | None]] = []
        for y in range(len(self.new.lines)):
            found += before.get(y, ())
            found.append((self.backward.get(y), y))
        return found + before.get(len(self.new.lines), [])

    def _place_of(self, gone: int) -> int:
        """Return the newer line before which a removed one stood: after its nearest neighbour that stayed."""
        for x in range(gone - 1, -1, -1):
            if x in self.forward and self.forward[x] not in self.moved:
                return self.forward[x] + 1
        return 0

    def _of(self, y: int) -> list[Change]:
        x = self.backward.get(y)
        after = _text(self.new, y)
        if x is None:
            return [_change("added", self.new, y, after)]
        before = _text(self.old, x)
        if y in self.moved:
            kind = "moved"
        elif before == after:
            return []
        else:
            kind = "renumbered" if _body(self.old, x) == _body(self.new, y) != "" else "changed"
        unit, was = (act.units[act.lines[n].unit] for act, n in ((self.new, y), (self.old, x)))
        return [Change(kind, unit.eid, label(self.new, unit), before, after, label(self.old, was))]


def align(old: Act, new: Act, *, without: Role | None = None) -> Alignment:
    """Return which line of ``old`` is which of ``new``; the same texts give the same pairs.

    Lines of ``new`` in the role ``without`` are paired with nothing.
    """
    keys_old, keys_new = _keys(old), _keys(new)
    for place, line in enumerate(new.lines):
        if line.role is without:
            keys_new[place] = f"\0{place}"  # like no line of any text
    forward: dict[int, int] = {}
    blocks = []
    matcher = SequenceMatcher(None, keys_old, keys_new, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            forward.update(zip(range(a, b), range(c, d), strict=True))
        else:
            blocks.append((range(a, b), range(c, d)))
    elsewhere = _unchanged_elsewhere(keys_old, keys_new, forward)
    forward |= elsewhere
    taken = set(forward.values())
    for gone, came in blocks:
        left = [x for x in gone if x not in forward]
        fresh = [y for y in came if y not in taken]
        forward |= _edited([keys_old[x] for x in left], [keys_new[y] for y in fresh], left, fresh)
    edited = _edited_elsewhere(keys_old, keys_new, forward)
    return Alignment(old, new, forward | edited, frozenset({*elsewhere.values(), *edited.values()}))


def _keys(act: Act) -> list[str]:
    return [_body(act, n) or _text(act, n) for n in range(len(act.lines))]


def _body(act: Act, line: int) -> str:
    return act.text[act.lines[line].body : act.lines[line].span.end].strip()


def _text(act: Act, line: int) -> str:
    return act.lines[line].span.of(act.text)


def _change(kind: str, act: Act, line: int, text: str) -> Change:
    unit = act.units[act.lines[line].unit]
    before, after = (text, "") if kind == "removed" else ("", text)
    return Change(kind, unit.eid, label(act, unit), before, after)


def _unchanged_elsewhere(old: Sequence[str], new: Sequence[str], known: dict[int, int]) -> dict[int, int]:
    """Pair lines without a pair whose words are the same and stand in each text once among such lines."""
    gone, came = _left(old, new, known)
    places = {new[y]: y for y in came}
    once = Counter(old[x] for x in gone), Counter(new[y] for y in came)
    return {
        x: places[old[x]]
        for x in gone
        if len(old[x]) >= _TELLING and once[0][old[x]] == once[1].get(old[x], 0) == 1
    }


def _edited(gone: Sequence[str], came: Sequence[str], xs: Sequence[int], ys: Sequence[int]) -> dict[int, int]:
    """Pair the lines of a changed block in order, so that the sum of likeness is the greatest."""
    best: list[dict[int, float]] = [{}]
    scores: dict[tuple[int, int], float] = {}
    for i, was in enumerate(gone, start=1):
        row: dict[int, float] = {}
        for j in _band(i, len(gone), len(came)):
            score = fuzz.ratio(was, came[j - 1], score_cutoff=ALIKE)
            paired = _at(best[-1], j - 1) + score if score else 0.0
            if score:
                scores[i, j] = score
            row[j] = max(paired, _at(best[-1], j), row.get(j - 1, 0.0))
        best.append(row)
    found: dict[int, int] = {}
    i, j = len(gone), len(came)
    while i and j:
        here = _at(best[i], j)
        if (i, j) in scores and here == _at(best[i - 1], j - 1) + scores[i, j]:
            i, j = i - 1, j - 1
            found[xs[i]] = ys[j]
        elif here == _at(best[i - 1], j):
            i -= 1
        else:
            j -= 1
    return found


def _band(i: int, height: int, width: int) -> Iterable[int]:
    middle = i * width // height
    return range(max(1, middle - _BAND), min(width, middle + _BAND) + 1)


def _at(row: dict[int, float], j: int) -> float:
    """Return the best sum up to column ``j``; right of the band nothing is added, left of it is nothing."""
    if not row or j < next(iter(row)):
        return 0.0
    return row.get(j, row[next(reversed(row))])


def _edited_elsewhere(old: Sequence[str], new: Sequence[str], known: dict[int, int]) -> dict[int, int]:
    gone, came = _left(old, new, known)
    came = [y for y in came if len(new[y]) >= _TELLING]
    found: dict[int, int] = {}
    if max(len(gone), len(came)) > _MOST_LEFT:
        return found
    free = {y: new[y] for y in came}
    for x in gone:
        if len(old[x]) >= _TELLING:
            hit = process.extractOne(old[x], free, scorer=fuzz.ratio, score_cutoff=_ALIKE_ELSEWHERE)
            if hit:
                found[x] = hit[2]
                del free[hit[2]]
    return found


def _left(old: Sequence[str], new: Sequence[str], known: dict[int, int]) -> tuple[list[int], list[int]]:
    taken = set(known.values())
    return [x for x in range(len(old)) if x not in known], [y for y in range(len(new)) if y not in taken]
