"""The annotated copy: the user's own document with native Word comments and highlights at the findings.

The text of the document stays as it is, and that is proved: the copy is read back before anyone gets it.
"""

from __future__ import annotations

import tempfile
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice, takewhile
from pathlib import Path

from expertise.act import Act, Language, Piece, Role, Span
from expertise.analysis.finding import Finding
from expertise.conclusion import annotated_pdf
from expertise.conclusion.package import AUTHOR, Comment, Package, plain
from expertise.conclusion.runs import Marker, Place, Stretch, place
from expertise.errors import UnreadableFile, WrongUse
from expertise.lexicon.lexicon import Lexicon
from expertise.reading import View, docx_nodes, office, pdf, read
from expertise.reading.archive import MAIN
from expertise.reading.docx import ENDNOTES, FOOTNOTES
from expertise.reading.legacy import FORMS, as_docx
from expertise.reading.revisions import changes


@dataclass(frozen=True, slots=True)
class Copy:
    """An annotated .docx or .pdf: ``comments`` written, ``unplaced`` findings without the author's own words.

    A finding is unplaced when it lies wholly in a list number that Word generates.
    """

    data: bytes
    comments: int
    unplaced: int


def annotate(act: Act, findings: Sequence[Finding], lexicon: Lexicon, language: Language) -> Copy:
    """Return a copy of the file of ``act`` with one comment a finding; equal input gives equal bytes.

    ``act`` is in the final view. An old format that was read through LibreOffice becomes the .docx it was
    read from; text files, web pages, pictures and what was read as text only a new .docx of their lines.
    Overlapping findings share a highlight, each keeps its comment; comments that were there stay. Where Word
    takes no comment (text boxes, notes) it hangs on the box or the reference and says its words. Raises
    WrongUse: ``not-annotatable`` for other formats, ``not-writable-pdf``, ``source-changed`` when the file is
    no longer the one that was read, ``text-changed`` when the copy would not read as the original.
    """
    if act.format == "pdf":
        return _in_pdf(act, findings, lexicon, language)
    if act.format == "docx":
        source = _source(act)
        package, pieces = Package(source), act.pieces
    elif act.format in FORMS and act.pieces and office.available():
        source = as_docx(_source(act), act.format, act.file)
        package, pieces = Package(source, dated=False), act.pieces
    elif act.format in (*FORMS, "txt", "html", "picture"):
        source = plain(_lines(act))
        package, pieces = Package(source), tuple(_line_pieces(act))
    else:
        raise WrongUse("not-annotatable", file=act.file)
    nodes = docx_nodes(package.document, package.part(FOOTNOTES), package.part(ENDNOTES))
    lengths = [len(node.text or "") for node in nodes]
    marks = [(f, _stretches(pieces, f.span, lengths)) for f in findings]
    placed = [(finding, mark) for finding, mark in marks if mark]
    comments = [comment(f, place(nodes[mark[0].node]), lexicon, language) for f, mark in placed]
    marker = Marker(package.document, nodes, [mark for _, mark in placed])
    for number, (_, mark) in zip(package.add(comments), placed, strict=True):
        marker.comment(mark, number)
    data = package.packed()
    _prove(act, source, data, len(placed))
    return Copy(data, len(placed), len(marks) - len(placed))


def _in_pdf(act: Act, findings: Sequence[Finding], lexicon: Lexicon, language: Language) -> Copy:
    """Put highlights with notes into a copy of a PDF; a mark over two pages is one comment."""
    source = _source(act)
    read = pdf.read(source, act.file)
    lengths = annotated_pdf.lengths(read)
    notes: list[annotated_pdf.Note] = []
    placed = 0
    for finding in findings:
        mark = _stretches(act.pieces, finding.span, lengths)
        text = "\n".join(comment(finding, "", lexicon, language).paragraphs)
        notes += annotated_pdf.notes(read, mark, text, AUTHOR)
        placed += bool(mark)
    data = annotated_pdf.annotated(source, act.file, notes)
    try:
        same = _read(data, "final").text == act.text
    except UnreadableFile:
        same = False
    if not same:
        raise WrongUse("text-changed", file=act.file)
    return Copy(data, placed, len(findings) - placed)


def _source(act: Act) -> bytes:
    try:
        data = Path(act.file).read_bytes()
    except OSError as error:
        raise UnreadableFile("file-access", file=act.file, detail=error.strerror or str(error)) from error
    if sha256(data).hexdigest() != act.sha256:
        raise WrongUse("source-changed", file=act.file)
    return data


def _lines(act: Act) -> list[tuple[str, bool]]:
    return [(line.span.of(act.text), line.role is Role.HEADING) for line in act.lines]


def _line_pieces(act: Act) -> Iterator[Piece]:
    """Yield the pieces of the new document: one text node a line."""
    for node, line in enumerate(act.lines):
        yield Piece(line.span.start, line.span.end, node, 0)


def _stretches(pieces: Sequence[Piece], span: Span, lengths: Sequence[int]) -> list[Stretch]:
    """Return the parts of text nodes that ``span`` covers, one a node, in reading order.

    Between its first and its last word a mark is whole: spaces that the reader settled are covered too.
    """
    found: dict[int, tuple[int, int]] = {}
    nearest = max(0, bisect_right(pieces, span.start, key=lambda piece: piece.start) - 1)
    for piece in takewhile(lambda p: p.start < span.end, islice(pieces, nearest, None)):
        start, end = max(piece.start, span.start), min(piece.end, span.end)
        if start < end:
            shift = piece.offset - piece.start
            first, _ = found.get(piece.node, (start + shift, 0))
            found[piece.node] = (first, end + shift)
    nodes = list(found)
    return [
        Stretch(node, 0 if node != nodes[0] else start, lengths[node] if node != nodes[-1] else end)
        for node, (start, end) in found.items()
    ]


def comment(finding: Finding, where: Place, lexicon: Lexicon, language: Language) -> Comment:
    """Return the comment on a finding; ``where`` says what of the document takes no comment itself."""
    words = lexicon.messages[language]
    level = words["text-level"].format(level=words[f"level-{finding.level}"], value=finding.severity)
    # A finding of an expert's own has no rule and no points.
    source = f"{level}. {words['text-rule']}: {finding.rule}" if finding.rule else words["text-own"]
    away = (words[f"text-in-{where}"].format(quote=finding.quote),) if where else ()
    return Comment(
        (
            f"{finding.factor} {lexicon.factors[finding.factor].name[language]}",
            *away,
            f"{words['text-why']}: {finding.why[language]}",
            f"{words['text-cure']}: {finding.recommendation[language]}",
            source,
        )
    )


def _prove(act: Act, source: bytes, data: bytes, comments: int) -> None:
    """Read the copy back: the same text in both views, the same changes, the old remarks and the new ones.

    Anything else is refused.
    """
    changed, kept = (_changes(Package(each)) for each in (source, data))
    try:
        copy = _read(data, "final")
        same = not changed or _read(data, "original").text == _read(source, "original").text
    except UnreadableFile as error:
        raise WrongUse("text-changed", file=act.file) from error
    added = len(copy.remarks) - len(act.remarks) == comments and set(act.remarks) <= set(copy.remarks)
    if not (same and added and changed == kept and copy.text == act.text):
        raise WrongUse("text-changed", file=act.file)


def _changes(package: Package) -> list[tuple[str, str, str, str]]:
    roots = (package.part(name) for name in (MAIN, FOOTNOTES, ENDNOTES))
    return [change for root in roots if root is not None for change in changes(root)]


def _read(data: bytes, view: View) -> Act:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "copy.docx"
        path.write_bytes(data)
        return read(path, view)
