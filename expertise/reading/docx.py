"""Word documents: an act of one view of their text, with notes, comments and the way back.

Tracked insertions are kept and deletions left out (the text as it will be) unless the original view is
asked for. ``mc:Fallback`` doubles are skipped, list numbers that Word generates are written out, text
boxes follow the paragraph they hang on, foot- and endnotes the line that refers to them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from lxml import etree

from expertise.act import Act
from expertise.reading import comparative, structure
from expertise.reading.archive import MAIN
from expertise.reading.comments import remarks
from expertise.reading.numbering import Numbering, W, figure, value
from expertise.reading.revisions import View, tracked
from expertise.reading.source import Paragraph, Segment, assemble
from expertise.reading.styles import Styles
from expertise.reading.walker import FIGURES, ITEM, SUPERSCRIPTS, Walker
from expertise.reading.weaving import Note, placed, weave

__all__ = ["FIGURES", "ITEM", "SUPERSCRIPTS", "Walked", "act", "docx_nodes", "walk"]

FOOTNOTES, ENDNOTES = "word/footnotes.xml", "word/endnotes.xml"
Parts = Mapping[str, etree._Element]


@dataclass(frozen=True, slots=True)
class Walked:
    """What a document holds: ``notes`` hang on paragraphs, ``ranges`` are those of comments, in nodes.

    ``nodes`` are the text nodes, those of notes behind all others; ``warnings`` are codes of what was lost:
    ``embedded``, ``formulas``, ``hidden-text``, ``symbols``, and ``tracked-changes`` for what was settled.
    """

    paragraphs: tuple[Paragraph, ...]
    notes: tuple[Note, ...]
    nodes: tuple[etree._Element, ...]
    ranges: Mapping[str, tuple[int, int]]
    warnings: tuple[str, ...]


def act(parts: Parts, file: str, view: View = "final", *, excerpt: bool = False) -> Act:
    """Return the act of a Word document; its parts are as ``archive.parts`` gives them.

    Raises UnreadableFile as ``structure.act`` does.
    """
    walked = walk(parts, view)
    whole = assemble(walked.paragraphs)
    structure.limited(whole, file)
    source = comparative.ordered(whole)
    read = comparative.act(source, file, excerpt)
    read = weave(read, placed(walked.notes, source))
    found = remarks(parts, walked.ranges, read.text, read.pieces)
    return replace(read, format="docx", warnings=walked.warnings, remarks=found)


def walk(parts: Parts, view: View = "final") -> Walked:
    """Return what a Word document holds in one view."""
    styles = parts.get("word/styles.xml")
    walker = Walker(view, Numbering(parts.get("word/numbering.xml"), styles), Styles(styles))
    notes = tuple(_walked(walker, parts))
    if any(tracked(parts[name]) for name in (MAIN, FOOTNOTES, ENDNOTES) if name in parts):
        walker.lost.add("tracked-changes")
    return Walked(
        tuple(walker.paragraphs),
        notes,
        tuple(walker.nodes),
        {number: (start, end) for number, (start, end) in walker.ranges.items()},
        tuple(sorted(walker.lost)),
    )


def docx_nodes(
    document: etree._Element,
    footnotes: etree._Element | None = None,
    endnotes: etree._Element | None = None,
    view: View = "final",
) -> list[etree._Element]:
    """Return the text nodes of a Word document in the order that ``Piece.node`` counts.

    These are ``w:t`` elements, in the original view also ``w:delText``, in formulas ``m:t``: in reading
    order, those of notes behind all others. Tabs, line breaks, symbols and generated list numbers are no
    nodes: they lie in no piece. Elements that the view leaves out and ``mc:Fallback`` doubles are left out;
    empty and hidden text nodes are counted.
    """
    parts = {MAIN: document}
    if footnotes is not None:
        parts[FOOTNOTES] = footnotes
    if endnotes is not None:
        parts[ENDNOTES] = endnotes
    walker = Walker(view)
    list(_walked(walker, parts))
    return walker.nodes


def _walked(walker: Walker, parts: Parts) -> Iterator[Note]:
    """Walk the body, then the notes it refers to, each once."""
    root = parts[MAIN]
    body = root.find(f"{W}body")
    walker.story(root if body is None else body)
    seen: set[tuple[str, str]] = set()
    counts = dict.fromkeys(_KINDS, 0)
    forms = {
        tag: value(root, f"{W}body/{W}sectPr/{W}{name}Pr/{W}numFmt") or form
        for tag, (_, name, form) in _KINDS.items()
    }
    held = dict(_notes(parts))
    for at in list(walker.notes):
        counts[at.tag] += not at.own_mark
        found = held.get((at.tag, at.number))
        if found is None or (at.tag, at.number) in seen:
            continue
        seen.add((at.tag, at.number))
        label = "" if at.own_mark else f"[{figure(counts[at.tag], forms[at.tag])}] "
        paragraphs = walker.aside(found)
        if paragraphs:
            yield Note(at.paragraph, tuple(_labelled(paragraphs, label)), len(label))


_KINDS = {
    f"{W}footnoteReference": (FOOTNOTES, "footnote", "decimal"),
    f"{W}endnoteReference": (ENDNOTES, "endnote", "lowerRoman"),
}


def _notes(parts: Parts) -> Iterator[tuple[tuple[str, str], etree._Element]]:
    """Yield the notes of a document by the kind of their references and their numbers."""
    for tag, (part, name, _) in _KINDS.items():
        for note in () if part not in parts else parts[part].findall(f"{W}{name}"):
            yield (tag, note.get(f"{W}id") or ""), note


def _labelled(paragraphs: list[Paragraph], label: str) -> Iterator[Paragraph]:
    """Put the number of a note before its first words, where Word shows it."""
    for index, paragraph in enumerate(paragraphs):
        if index or not label:
            yield paragraph
            continue
        segments = list(paragraph.segments)
        while segments and not segments[0].text.strip():
            segments.pop(0)
        first = segments[0]
        bare = first.text.lstrip()
        segments[0] = replace(first, text=bare, offset=first.offset + len(first.text) - len(bare))
        yield replace(paragraph, segments=(Segment(label), *segments))
