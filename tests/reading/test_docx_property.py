"""Random Word documents of changes, tables, boxes and notes read as their model says, in both views."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from lxml import etree
from worddocs import MARKS, WAYS, Block, Written, blocks
from wordxml import ARTICLE, HEAD, paragraph, run

from expertise.act import Act, Role
from expertise.reading import View, docx_nodes
from expertise.reading.archive import MAIN
from expertise.reading.docx import FOOTNOTES, act

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


class Model:
    """The lines that blocks read as in one view."""

    def __init__(self, view: str) -> None:
        self.view = view
        self.lines: list[str] = []
        self._count = 0
        self._open, self._boxes, self._notes = "", list[list[Block]](), list[str]()

    def read(self, held: list[Block]) -> list[str]:
        for block in held:
            if block.cells is not None:
                self._end()
                for cell in block.cells:
                    self.read(cell)
                continue
            self._open += "".join(words for way, words in block.parts if self.view in WAYS[way][1])
            self._open += "х" * len(block.notes)
            self._notes += block.notes
            self._boxes += block.boxes
            if self.view in MARKS[block.mark]:
                self._end()
        self._end()
        return self.lines

    def _end(self) -> None:
        words, boxes, notes = self._open, self._boxes, self._notes
        self._open, self._boxes, self._notes = "", [], []
        self.lines += [words] if words else []
        for note in notes:
            self._count += 1
            self.lines.append(f"[{self._count}] {note}")
        for each in boxes:
            self.read(each)


def parsed(tag: str, inner: str) -> etree._Element:
    return etree.fromstring(f"<w:{tag} {NAMES}>{inner}</w:{tag}>")


def check_the_way_back(read: Act, nodes: list[etree._Element]) -> None:
    for piece in read.pieces:
        there = nodes[piece.node].text[piece.offset : piece.offset + piece.end - piece.start]
        assert there == read.text[piece.start : piece.end]
    covered = "".join(read.text[p.start : p.end] for p in read.pieces)
    labels = "".join(read.text[n.span.start : n.body] for n in read.lines if n.role is Role.FOOTNOTE)
    assert len(covered) + len(labels) + len(read.lines) - 1 == len(read.text)
    assert [p.start for p in read.pieces] == sorted(p.start for p in read.pieces)


def check_the_units(read: Act) -> None:
    assert "\n".join(line.span.of(read.text) for line in read.lines) == read.text
    assert len({unit.eid for unit in read.units}) == len(read.units)
    for line in read.lines:
        unit = read.units[line.unit]
        assert unit.span.holds(line.span)
        assert all(above.span.holds(unit.span) for above in read.ancestors(unit))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(blocks(2))
def test_a_document_reads_as_its_model_in_both_views(held: list[Block]) -> None:
    written = Written()
    body = HEAD + ARTICLE + written.xml(held) + paragraph(run("2. Часть."))
    parts = {
        MAIN: parsed("document", f"<w:body>{body}</w:body>"),
        FOOTNOTES: parsed("footnotes", written.footnotes()),
    }
    views: tuple[View, ...] = ("final", "original")
    for view in views:
        read = act(parts, "", view)
        expected = Model(view).read([*held, Block([("plain", "2. Часть.")])])
        assert read.text.split("\n")[2:] == expected
        check_the_way_back(read, docx_nodes(parts[MAIN], parts[FOOTNOTES], view=view))
        check_the_units(read)
        assert act(parts, "", view) == read
