"""Names of units in the manner of Akoma Ntoso, unique in the act."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from expertise.act import Kind
from expertise.reading.draft import Draft

TOKENS = {
    Kind.ACT: "act", Kind.DIVISION: "dvs", Kind.SECTION: "sec", Kind.CHAPTER: "chp",
    Kind.SUBCHAPTER: "subchp", Kind.ANNEX: "annex", Kind.PREAMBLE: "preamble", Kind.ARTICLE: "art",
    Kind.PART: "para", Kind.POINT: "point", Kind.SUBPOINT: "point", Kind.PARAGRAPH: "al", Kind.TABLE: "table",
}  # fmt: skip
_CONTAINERS = frozenset({Kind.ACT, Kind.ANNEX, Kind.DIVISION, Kind.SECTION, Kind.CHAPTER, Kind.SUBCHAPTER})
_HEADS = _CONTAINERS - {Kind.ACT, Kind.ANNEX}
_SUBSECTION = 4


def _token(draft: Draft) -> str:
    name = "subsec" if draft.level == _SUBSECTION else TOKENS[draft.kind]
    return f"{name}_{draft.number}" if draft.number else name


class _Namer:
    """Names units in order; a scope is the act, an annex or one quotation, by its first unit."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        self.drafts = drafts
        self.names: list[str] = []
        self.taken: set[str] = set()
        self.unnumbered: Counter[tuple[str, str]] = Counter()
        self.repeats: Counter[str] = Counter()
        self.scopes: list[int] = []
        for index, draft in enumerate(drafts):
            own = draft.kind in (Kind.ACT, Kind.ANNEX) or draft.quote > 0
            self.scopes.append(index if own else self.scopes[draft.parent])
        shared = Counter((self.scopes[i], _token(d)) for i, d in enumerate(drafts) if self._is_free(d))
        self.restarted = {
            (scope, token.split("_")[0]) for (scope, token), count in shared.items() if count > 1
        }

    def _is_free(self, draft: Draft) -> bool:
        """Tell whether a unit is named without its parents as long as its numbers do not restart."""
        if not draft.number or draft.kind in (Kind.ACT, Kind.ANNEX):
            return False
        return draft.kind in _HEADS or (
            draft.kind is Kind.POINT and self.drafts[draft.parent].kind in _CONTAINERS
        )

    def _anchor(self, draft: Draft) -> int:
        """Return the nearest parent that an address names: lead-in paragraphs are skipped, notes are not."""
        parent = draft.parent
        while self._is_lead(parent) and not (self.drafts[parent].note and draft.kind is not Kind.PARAGRAPH):
            parent = self.drafts[parent].parent
        return parent

    def _is_lead(self, index: int) -> bool:
        return self.drafts[index].kind is Kind.PARAGRAPH and not self.drafts[index].quote

    def _prefix(self, index: int) -> str:
        draft = self.drafts[index]
        if draft.quote:
            return self._join(self.names[draft.parent], f"qstr_{draft.quote}")
        if draft.kind is Kind.ANNEX:
            return ""
        scope = self.scopes[index]
        quoted = self.drafts[scope].quote > 0
        home = self.names[scope] if self.drafts[scope].kind is Kind.ANNEX else ""
        restarted = (scope, _token(draft).split("_")[0]) in self.restarted
        if not quoted and (draft.kind is Kind.ARTICLE or (self._is_free(draft) and not restarted)):
            return home
        return self.names[self._anchor(draft)]

    @staticmethod
    def _join(prefix: str, token: str) -> str:
        return f"{prefix}__{token}" if prefix else token

    def _unique(self, name: str) -> str:
        if name not in self.taken:
            return name
        self.repeats[name] = max(self.repeats[name], 1) + 1
        return f"{name}~{self.repeats[name]}"

    def name(self, index: int) -> str:
        """Name one unit; its parents must be named already."""
        draft = self.drafts[index]
        prefix = self._prefix(index)
        token = _token(draft)
        if not draft.number and draft.kind is not Kind.PREAMBLE:
            self.unnumbered[prefix, token] += 1
            token = f"{token}_{self.unnumbered[prefix, token]}"
        name = self._join(prefix, token)
        led = self.drafts[draft.parent].kind is Kind.PARAGRAPH and draft.kind is not Kind.PARAGRAPH
        if name in self.taken and led and not draft.quote:
            name = self._join(self.names[draft.parent], token)  # the list restarts under this lead-in
        return self._unique(name)


def names(drafts: Sequence[Draft]) -> list[str]:
    """Return one eId a draft, in order; the act itself has an empty one.

    Sections, chapters and top-level points are named without their parents while their numbers are
    unique in the act (or annex), else all of that kind with them. A repeated number gets «~2».
    """
    namer = _Namer(drafts)
    for index in range(len(drafts)):
        name = namer.name(index) if index else ""
        namer.names.append(name)
        namer.taken.add(name)
    return namer.names
