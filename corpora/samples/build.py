"""Build the sample Word files of this folder from the plain text in ``sources/``.

Run ``python corpora/samples/build.py [FOLDER]``; without a folder the files land beside this script.
The same sources give the same bytes on every run with the same library versions: zip times, core
properties and the times of tracked changes are fixed.

One line of a source is one paragraph. A line without a mark is body text. Blank lines are skipped.

    @lang ru|ky         language of the document (first line)
    @landscape          page lies on its long side
    @mark TEXT          bold at the right margin: «Проект», «Долбоор»
    @act TEXT           centred bold capitals: kind of document
    @title TEXT         centred bold title
    @chapter TEXT       centred bold chapter heading
    @article TEXT       bold article heading
    @sign LEFT | RIGHT  signature line, ``~`` breaks the left side into lines
    @note TEXT          small line under the signature
    @widths A B C       column widths in centimetres of the next table
    | A | B |           table row, the first one is the header; ``¶`` parts paragraphs of a cell
    # TEXT              list item numbered by Word: 1), 2) ...; a new list starts after other text
    ## TEXT             the level below: а), б) ...
    **TEXT** ^1^        bold; raised figures, also in headings
    {+TEXT+} {-TEXT-}   tracked insertion, tracked deletion
    [TEXT](URL)         hyperlink
"""

from __future__ import annotations

import re
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph
from lxml import etree

HERE = Path(__file__).resolve().parent
MOMENT = datetime(2026, 3, 2, 9, 0, 0)
ZIP_MOMENT = (2026, 3, 2, 9, 0, 0)
FONT = "Times New Roman"
LOCALE = {"ru": "ru-RU", "ky": "ky-KG"}
EDITOR = {"ru": "Юридическое управление", "ky": "Юридикалык башкармалык"}
INLINE = re.compile(
    r"\{\+(?P<ins>.+?)\+\}|\{-(?P<del>.+?)-\}|\[(?P<link>[^\]]+)\]\((?P<url>[^)]+)\)|\*\*(?P<bold>.+?)\*\*"
    r"|\^(?P<raised>\d+)\^"
)
ABSTRACT_ID, FIRST_NUM_ID = "90", 900
LEVELS = (("decimal", "%1)", 709), ("russianLower", "%2)", 1134))


@dataclass
class Draft:
    """A document being written: ``number`` is the list in use (0: none), ``changes`` the tracked ones."""

    document: Document
    language: str = "ru"
    widths: tuple[float, ...] = ()
    number: int = 0
    lists: int = 0
    changes: int = 0
    rows: list[list[str]] = field(default_factory=list)


def build(source: Path) -> bytes:
    """Return the bytes of the Word file that ``source`` describes."""
    lines = [line.rstrip() for line in source.read_text(encoding="utf-8").splitlines()]
    draft = Draft(_blank())
    for line in filter(None, lines):
        if not line.startswith("|"):
            _flush_table(draft)
        _write_line(draft, line)
    _flush_table(draft)
    _set_language(draft)
    _set_properties(draft.document, next((x[7:] for x in lines if x.startswith("@title ")), ""))
    return _fixed_zip(draft.document)


def _write_line(draft: Draft, line: str) -> None:
    if line.startswith("|"):
        draft.rows.append([cell.strip() for cell in line.strip("|").split("|")])
        return
    mark, _, rest = line.partition(" ")
    if mark in ("#", "##"):
        _list_item(draft, rest, len(mark) - 1)
        return
    draft.number = 0
    writer = WRITERS.get(mark)
    if writer is None and mark.startswith("@"):
        raise SystemExit(f"unknown mark {mark!r} in line {line!r}")
    if writer:
        writer(draft, rest)
    else:
        _body(draft, line)


def _body(draft: Draft, text: str) -> None:
    paragraph = draft.document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    paragraph.paragraph_format.first_line_indent = Cm(1.25)
    _inline(draft, paragraph, text)


def _heading(
    draft: Draft, text: str, align: WD_ALIGN_PARAGRAPH, before: int, after: int, size: int = 12
) -> Paragraph:
    paragraph = draft.document.add_paragraph()
    paragraph.alignment = align
    shape = paragraph.paragraph_format
    shape.space_before, shape.space_after, shape.keep_with_next = Pt(before), Pt(after), True
    for place, part in enumerate(text.split("^")):
        run = paragraph.add_run(part)
        run.bold, run.font.size, run.font.superscript = True, Pt(size), bool(place % 2) or None
    return paragraph


def _mark(draft: Draft, text: str) -> None:
    _heading(draft, text, WD_ALIGN_PARAGRAPH.RIGHT, 0, 18)


def _act(draft: Draft, text: str) -> None:
    _heading(draft, text, WD_ALIGN_PARAGRAPH.CENTER, 0, 12, 14)


def _title(draft: Draft, text: str) -> None:
    paragraph = _heading(draft, text, WD_ALIGN_PARAGRAPH.CENTER, 0, 18, 13)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Cm(1)


def _chapter(draft: Draft, text: str) -> None:
    _heading(draft, text, WD_ALIGN_PARAGRAPH.CENTER, 12, 6)


def _article(draft: Draft, text: str) -> None:
    paragraph = _heading(draft, text, WD_ALIGN_PARAGRAPH.LEFT, 12, 6)
    paragraph.paragraph_format.first_line_indent = Cm(1.25)


def _sign(draft: Draft, text: str) -> None:
    left, _, right = (part.strip() for part in text.partition("|"))
    section = draft.document.sections[0]
    edge = section.page_width - section.left_margin - section.right_margin
    rows = left.split("~")
    for index, row in enumerate(rows):
        last = index == len(rows) - 1
        paragraph = draft.document.add_paragraph()
        paragraph.paragraph_format.space_before = Pt(0 if index else 30)
        paragraph.paragraph_format.space_after = Pt(12 if last else 0)
        paragraph.paragraph_format.keep_with_next = True
        paragraph.paragraph_format.tab_stops.add_tab_stop(edge, WD_TAB_ALIGNMENT.RIGHT)
        paragraph.add_run(f"{row}\t{right}" if last else row).bold = True


def _note(draft: Draft, text: str) -> None:
    paragraph = draft.document.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.add_run(text).font.size = Pt(11)


def _lang(draft: Draft, text: str) -> None:
    draft.language = text


def _landscape(draft: Draft, _: str) -> None:
    section = draft.document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    section.left_margin = section.right_margin = Cm(2)


def _widths(draft: Draft, text: str) -> None:
    draft.widths = tuple(float(number) for number in text.split())


WRITERS = {
    "@lang": _lang,
    "@landscape": _landscape,
    "@mark": _mark,
    "@act": _act,
    "@title": _title,
    "@chapter": _chapter,
    "@article": _article,
    "@sign": _sign,
    "@note": _note,
    "@widths": _widths,
}


def _inline(draft: Draft, paragraph: Paragraph, text: str) -> None:
    """Add ``text`` to the paragraph as runs, tracked changes and links."""
    at = 0
    for match in INLINE.finditer(text):
        if match.start() > at:
            paragraph.add_run(text[at : match.start()])
        at = match.end()
        kind = match.lastgroup
        if kind == "bold":
            paragraph.add_run(match["bold"]).bold = True
        elif kind == "raised":
            paragraph.add_run(match["raised"]).font.superscript = True
        elif kind == "url":
            _hyperlink(paragraph, match["link"], match["url"])
        else:
            _tracked(draft, paragraph, str(kind), match[str(kind)])
    if at < len(text):
        paragraph.add_run(text[at:])


def _tracked(draft: Draft, paragraph: Paragraph, kind: str, text: str) -> None:
    draft.changes += 1
    change = OxmlElement(f"w:{kind}")
    change.set(qn("w:id"), str(500 + draft.changes))
    change.set(qn("w:author"), EDITOR[draft.language])
    change.set(qn("w:date"), MOMENT.isoformat() + "Z")
    run = paragraph.add_run(text)._r
    if kind == "del":
        for piece in run.findall(qn("w:t")):
            piece.tag = qn("w:delText")
    paragraph._p.append(change)
    change.append(run)


def _hyperlink(paragraph: Paragraph, text: str, url: str) -> None:
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = paragraph.add_run(text)
    run.font.underline = True
    run.font.color.rgb = docx.shared.RGBColor(0x05, 0x63, 0xC1)
    paragraph._p.append(link)
    link.append(run._r)


def _list_item(draft: Draft, text: str, level: int) -> None:
    if not draft.number:
        draft.lists += 1
        draft.number = FIRST_NUM_ID + draft.lists
        _add_list(draft.document, draft.number)
    paragraph = draft.document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    numbering = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    numbering.get_or_add_ilvl().val = level
    numbering.get_or_add_numId().val = draft.number
    _inline(draft, paragraph, text)


def _add_list(document: Document, number: int) -> None:
    """Add a list that starts anew at 1)."""
    restarts = "".join(
        f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="1"/></w:lvlOverride>'
        for level in range(len(LEVELS))
    )
    document.part.numbering_part.element.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="{number}">'
            f'<w:abstractNumId w:val="{ABSTRACT_ID}"/>{restarts}</w:num>'
        )
    )


def _add_numbering(document: Document) -> None:
    """Replace the template's lists by the one this project uses: 1), then а)."""
    levels = "".join(
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="space"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="0" w:firstLine="{indent}"/></w:pPr></w:lvl>'
        for index, (form, text, indent) in enumerate(LEVELS)
    )
    numbering = document.part.numbering_part.element
    for child in list(numbering):
        numbering.remove(child)
    numbering.append(
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{ABSTRACT_ID}">'
            f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        )
    )


def _flush_table(draft: Draft) -> None:
    if not draft.rows:
        return
    rows, draft.rows = draft.rows, []
    table = draft.document.add_table(rows=len(rows), cols=len(rows[0]))
    table.style, table.autofit = "Table Grid", False
    numbers = [all(row[i].isdigit() for row in rows[1:]) for i in range(len(rows[0]))]
    for index, row in enumerate(rows):
        for column, text in enumerate(row):
            cell = table.cell(index, column)
            if draft.widths:
                cell.width = Cm(draft.widths[column])
            centred = index == 0 or numbers[column]
            for place, piece in enumerate(text.split("¶")):
                paragraph = cell.add_paragraph() if place else cell.paragraphs[0]
                paragraph.paragraph_format.space_after = Pt(3)
                if centred:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
                _inline(draft, paragraph, f"**{piece}**" if index == 0 else piece)
    for column, width in zip(table.columns, draft.widths, strict=False):
        column.width = Cm(width)
    _repeat_header(table)
    draft.document.add_paragraph().paragraph_format.space_after = Pt(0)


def _repeat_header(table: docx.table.Table) -> None:
    properties = table.rows[0]._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:tblHeader"))
    for row in table.rows:
        row._tr.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))


def _blank() -> Document:
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(1.5)
    section.top_margin = section.bottom_margin = Cm(2)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(12)
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(6), 1.0
    fonts = normal.element.rPr.rFonts
    for side in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(side), FONT)
    _add_numbering(document)
    _add_page_number(section.footer.paragraphs[0])
    return document


def _add_page_number(paragraph: Paragraph) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for kind, text in (("begin", ""), ("", " PAGE "), ("end", "")):
        run = paragraph.add_run()._r
        node = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            node.set(qn("w:fldCharType"), kind)
        node.text = text or None
        run.append(node)


def _set_language(draft: Draft) -> None:
    """Write the language into the defaults of the styles, as Word does."""
    code = LOCALE[draft.language]
    for node in draft.document.styles.element.iter(qn("w:lang")):
        node.set(qn("w:val"), code)


def _set_properties(document: Document, title: str) -> None:
    core = document.core_properties
    core.title, core.author, core.last_modified_by = title[:255], "expertise", "expertise"
    core.comments, core.keywords, core.subject, core.category = "", "", "", ""
    core.created = core.modified = MOMENT
    core.revision = 1
    for key, relation in list(document.part.package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):
            del document.part.package.rels[key]


def _members(document: Document) -> Iterator[tuple[str, bytes]]:
    buffer = BytesIO()
    document.save(buffer)
    with zipfile.ZipFile(buffer) as archive:
        for name in archive.namelist():
            yield name, archive.read(name)


def _fixed_zip(document: Document) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in _members(document):
            if name.endswith((".xml", ".rels")):
                etree.fromstring(data)  # a broken part shall stop the build, not the reader
            info = zipfile.ZipInfo(name, ZIP_MOMENT)
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 0
            archive.writestr(info, data)
    return buffer.getvalue()


def main() -> None:
    """Build every source into the folder named on the command line, or beside this script."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    target.mkdir(parents=True, exist_ok=True)
    for source in sorted((HERE / "sources").glob("*.txt")):
        path = target / (source.stem + ".docx")
        path.write_bytes(build(source))
        print(path)


if __name__ == "__main__":
    main()
