"""Random Word documents of changes, tables, boxes and notes, as blocks and as XML."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import strategies as st
from wordxml import box, deleted, ended, inserted, moved_from, moved_to, paragraph, row, run, table
from wordxml import field as word_field

BOTH, FINAL, ORIGINAL = frozenset({"final", "original"}), frozenset({"final"}), frozenset({"original"})
MARKS = {"": BOTH, "ins": FINAL, "del": ORIGINAL, "moveTo": FINAL, "moveFrom": ORIGINAL}
# How words are written, and in which views they are read.
WAYS = {
    "plain": (run, BOTH),
    "inserted": (inserted, FINAL),
    "deleted": (deleted, ORIGINAL),
    "moved here": (moved_to, FINAL),
    "moved away": (moved_from, ORIGINAL),
    "inserted and deleted": (lambda words: f"<w:ins>{deleted(words)}</w:ins>", frozenset()),
    "inserted link": (lambda words: f"<w:hyperlink>{inserted(words)}</w:hyperlink>", FINAL),
    "control": (lambda words: f"<w:sdt><w:sdtContent>{run(words)}</w:sdtContent></w:sdt>", BOTH),
    "field": (lambda words: word_field("<w:r><w:instrText>REF</w:instrText></w:r>", run(words)), BOTH),
    "instruction": (lambda words: word_field(run(words), ""), frozenset()),
    "hidden": (lambda words: run(words, "<w:vanish/>"), frozenset()),
}
WORDS = st.text("абвгдө", min_size=1, max_size=4)
PARTS = st.tuples(st.sampled_from(sorted(WAYS)), WORDS)


@dataclass
class Block:
    """A paragraph with its boxes and notes, or a table of cells; ``mark`` is the change of its end."""

    parts: list[tuple[str, str]] = field(default_factory=list)
    mark: str = ""
    boxes: list[list[Block]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    cells: list[list[Block]] | None = None


def blocks(depth: int) -> st.SearchStrategy[list[Block]]:
    inner = blocks(depth - 1) if depth else st.just([])
    one = st.builds(
        Block,
        st.lists(PARTS, max_size=4),
        st.sampled_from(sorted(MARKS)),
        st.lists(inner, max_size=1),
        st.lists(WORDS, max_size=2) if depth == 2 else st.just([]),
    )
    grid = st.builds(lambda cells: Block(cells=cells), st.lists(inner, min_size=1, max_size=3))
    return st.lists(st.one_of(one, one, grid) if depth else one, max_size=4)


class Written:
    """The XML of blocks, with the notes in the order of their references."""

    def __init__(self) -> None:
        self.notes: list[str] = []

    def xml(self, held: list[Block]) -> str:
        return "".join(self._block(each) for each in held)

    def _block(self, block: Block) -> str:
        if block.cells is not None:
            return table(row(*(self.xml(cell) + paragraph() for cell in block.cells)))
        runs = [WAYS[way][0](words) for way, words in block.parts]
        for words in block.notes:
            self.notes.append(words)
            runs.append(run("х") + f'<w:r><w:footnoteReference w:id="{len(self.notes)}"/></w:r>')
        runs += [box(self.xml(each) + paragraph()) for each in block.boxes]
        return ended(block.mark, *runs) if block.mark else paragraph(*runs)

    def footnotes(self) -> str:
        return "".join(
            f'<w:footnote w:id="{n}">{paragraph(run(words))}</w:footnote>'
            for n, words in enumerate(self.notes, 1)
        )
