"""Builds lexicons/templates/conclusion.*.docx, the templates that lawyers then edit in Word.

Run it only to start again from the first layout: it overwrites what was edited.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import docx
from docx.enum.section import WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from expertise.conclusion.conclusion_docx import packed

FOLDER = Path(__file__).resolve().parents[1] / "lexicons" / "templates"
TONGUES = {"ru": "ru-RU", "ky": "ky-KG"}
FONT, FALLBACK = "PT Serif", "Times New Roman"
HEAD, SHADE = "DEDEDE", "EEEEEE"
WIDTH = 16.5  # cm between the margins
CENTER, LEFT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT
STYLES = {  # name: size, bold, alignment, space before, space after, points
    "Normal": (11, False, LEFT, 0, 4),
    "Heading 1": (14, True, CENTER, 12, 6),
    "Heading 2": (11, True, LEFT, 12, 5),
    "Authority": (12, True, CENTER, 0, 0),
    "Subheading": (11, True, CENTER, 0, 10),
    "Value": (11, False, LEFT, 0, 3),
    "Cell": (9, False, LEFT, 1, 1),
    "Cell head": (9, True, CENTER, 1, 1),
    "Small list": (9.5, False, LEFT, 0, 2),
    "Role": (9, False, LEFT, 8, 0),
    "Under line": (8, False, CENTER, 0, 0),
    "Note": (9.5, False, LEFT, 0, 3),
    "Mark": (8.5, True, CENTER, 0, 0),
    "Running": (8.5, False, CENTER, 0, 0),
}


def main() -> None:
    for language, tag in TONGUES.items():
        document = docx.Document()
        styles(document, tag)
        page(document)
        front(document)
        method(document)
        findings(document)
        end(document)
        document.core_properties.author = document.core_properties.comments = ""
        out = io.BytesIO()
        document.save(out)
        (FOLDER / f"conclusion.{language}.docx").write_bytes(packed(out.getvalue()))


def styles(document: Any, tag: str) -> None:
    for name, (size, bold, align, before, after) in STYLES.items():
        known = {style.name for style in document.styles}
        style = document.styles[name] if name in known else None
        if style is None:
            style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.base_style, style.quick_style = document.styles["Normal"], True
        face(style, tag)
        style.font.size, style.font.bold, style.font.italic = Pt(size), bold, name == "Running"
        style.font.all_caps = name in ("Heading 1", "Authority", "Mark")
        style.font.color.rgb = docx.shared.RGBColor(0, 0, 0)
        form = style.paragraph_format
        form.alignment, form.space_before, form.space_after = align, Pt(before), Pt(after)
        form.line_spacing, form.keep_with_next = 1.0, name.startswith("Heading")
        form.widow_control = True
        form.left_indent = Cm(0.5) if name == "Small list" else Cm(0)


def face(style: Any, tag: str) -> None:
    """One font for every script: a theme font would win over it."""
    properties = style.element.get_or_add_rPr()
    for old in (*properties.findall(qn("w:rFonts")), *properties.findall(qn("w:lang"))):
        properties.remove(old)
    fonts = OxmlElement("w:rFonts")
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)
    properties.insert(0, fonts)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), tag)
    properties.append(language)


def page(document: Any) -> None:
    section = document.sections[0]
    section.start_type = WD_SECTION.NEW_PAGE
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(1.5)
    section.top_margin = section.bottom_margin = Cm(2)
    section.header_distance = section.footer_distance = Cm(1)
    section.different_first_page_header_footer = True
    first, running = section.first_page_header, section.header
    say(first.paragraphs[0], "{{ preview }}", "Mark")
    say(running.paragraphs[0], "{{ preview }}", "Mark")
    say(running.add_paragraph(), "{{ running }}", "Running")
    for footer in (section.first_page_footer, section.footer):
        line = say(footer.paragraphs[0], "", "Running")
        line.runs[0].italic = False
        field(line, "PAGE")
        line.add_run(" / ").italic = False
        field(line, "NUMPAGES")


def field(paragraph: Any, code: str) -> None:
    simple = OxmlElement("w:fldSimple")
    simple.set(qn("w:instr"), code)
    run = paragraph.add_run("1")
    run.italic = False
    simple.append(run._r)
    paragraph._p.append(simple)


def say(paragraph: Any, text: str, style: str) -> Any:
    paragraph.style = style
    paragraph.add_run(text)
    return paragraph


def add(document: Any, text: str, style: str = "Normal") -> Any:
    return document.add_paragraph(text, style=style)


def part(document: Any, name: str) -> None:
    add(document, f"{{{{ part.{name} }}}}", "Heading 2")


def lines(document: Any, name: str, style: str = "Normal", keep: bool = False) -> None:
    add(document, f"{{%p for line in {name} %}}")
    add(document, "{{ line }}", style).paragraph_format.keep_with_next = keep
    add(document, "{%p endfor %}")


def table(document: Any, widths: list[float], lined: bool = True) -> Any:
    made = document.add_table(rows=0, cols=len(widths), style="Table Grid" if lined else "Normal Table")
    made.autofit, made.alignment = False, WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Cm(width)
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        each = OxmlElement(f"w:{side}")
        each.set(qn("w:w"), "85" if lined else "0")
        each.set(qn("w:type"), "dxa")
        margins.append(each)
    made._tbl.tblPr.append(margins)
    return made


def row(
    made: Any, *texts: str, style: str = "Cell", fill: str = "", head: bool = False, whole: bool = True
) -> Any:
    """Add a row; a single text spans it. ``whole`` rows do not break over pages."""
    cells = made.add_row().cells
    for cell, column in zip(cells, made.columns, strict=True):
        cell.width = column.width
    if len(texts) == 1 and len(cells) > 1:
        cells = (cells[0].merge(cells[-1]),)
    for cell, text in zip(cells, texts, strict=True):
        say(cell.paragraphs[0], text, style)
        if fill:
            shade = OxmlElement("w:shd")
            for key, value in (("val", "clear"), ("color", "auto"), ("fill", fill)):
                shade.set(qn(f"w:{key}"), value)
            cell._tc.get_or_add_tcPr().append(shade)
    properties = made.rows[-1]._tr.get_or_add_trPr()
    for name, wanted in (("w:cantSplit", whole), ("w:tblHeader", head)):
        if wanted:
            properties.append(OxmlElement(name))
    return cells


def pairs(document: Any, name: str, keep: bool = False) -> None:
    made = table(document, [5.3, WIDTH - 5.3], lined=False)
    row(made, f"{{%tr for row in {name} %}}")
    for cell in row(made, "{{ row.label }}:", "{{ row.value }}", style="Value"):
        cell.paragraphs[0].paragraph_format.keep_with_next = keep
    row(made, "{%tr endfor %}")


def front(document: Any) -> None:
    add(document, "{{ authority }}", "Authority")
    add(document, "{{ heading }}", "Heading 1")
    add(document, "{{ subheading }}", "Subheading")
    made = table(document, [5, 7, 4.5], lined=False)
    cells = row(made, "{{ issued_place }}", "{{ issued_date }}", "{{ issued_number }}", style="Value")
    cells[1].paragraphs[0].alignment = CENTER
    cells[2].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    part(document, "requisites")
    pairs(document, "requisites")
    part(document, "origin")
    pairs(document, "origin")
    part(document, "papers")
    papers(document)
    part(document, "subject")
    lines(document, "subject")


def papers(document: Any) -> None:
    add(document, "{%p if papers_none %}")
    add(document, "{{ papers_none }}")
    add(document, "{%p else %}")
    made = table(document, [0.9, 8.0, 3.2, 4.4])
    names = ("paper_number", "paper", "received", "note")
    row(made, *(f"{{{{ column.{name} }}}}" for name in names), style="Cell head", fill=HEAD, head=True)
    row(made, "{%tr for paper in papers %}")
    cells = row(made, *(f"{{{{ paper.{name} }}}}" for name in ("number", "name", "received", "note")))
    for cell in (cells[0], cells[2]):
        cell.paragraphs[0].alignment = CENTER
    row(made, "{%tr endfor %}")
    add(document, "{%p endif %}")


def method(document: Any) -> None:
    part(document, "method")
    pairs(document, "method")
    add(document, "{{ examined }}").paragraph_format.keep_with_next = True
    add(document, "{%p for source in sources %}")
    line = add(document, "", "Small list")
    line.add_run("{{ source.name }}: ").bold = True
    line.add_run("{{ source.counts }}.")
    line.paragraph_format.keep_with_next = True
    add(document, "{{ source.file }}.", "Small list")
    add(document, "{%p for warning in source.warnings %}")
    add(document, "{{ warning }}", "Small list")
    add(document, "{%p endfor %}")
    add(document, "{%p endfor %}")
    add(document, "{%p if limits_lead %}")
    add(document, "{{ limits_lead }}").paragraph_format.keep_with_next = True
    add(document, "{%p endif %}")
    add(document, "{%p for limit in limits %}")
    line = add(document, "{{ limit.name }}{% if limit.reason %}: ", "Small list")
    line.add_run("{{ limit.reason }}").italic = True
    line.add_run("{% endif %}")
    add(document, "{%p endfor %}")


def findings(document: Any) -> None:
    part(document, "findings")
    add(document, "{%p if findings_none %}")
    add(document, "{{ findings_none }}")
    add(document, "{%p else %}")
    norms(document, "findings")
    add(document, "{%p endif %}")
    for name in ("collisions", "differences"):
        part(document, name)
        lines(document, f"{name}_text", keep=True)
        add(document, f"{{%p if {name} %}}")
        norms(document, name)
        add(document, "{%p endif %}")


def norms(document: Any, name: str) -> None:
    """One norm: a shaded row with its address and words, under it a row for each factor found in it."""
    made = table(document, [3.9, 3.5, 4.5, 4.6])
    row(made, "{{ column.norm }}", style="Cell head", fill=HEAD, head=True)
    heads = (f"{{{{ column.{each} }}}}" for each in ("factor", "missing", "risk", "cure"))
    row(made, *heads, style="Cell head", fill=HEAD, head=True)
    row(made, f"{{%tr for item in {name} %}}")
    (cell,) = row(made, "", fill=SHADE, whole=False)  # a long quotation may break
    cell.paragraphs[0].add_run("{{ item.number }}. {{ item.place }}").bold = True
    cell.add_paragraph("{%p for quote in item.quotes %}", style="Cell")
    line = cell.add_paragraph("", style="Cell")
    line.add_run("{{ quote.text }}").italic = True
    line.add_run(" {{ quote.language }}")
    cell.add_paragraph("{%p endfor %}", style="Cell")
    for paragraph in cell.paragraphs:
        paragraph.paragraph_format.keep_with_next = True
    row(made, "{%tr for objection in item.objections %}")
    cells = row(made, "", *(f"{{{{ objection.{each} }}}}" for each in ("missing", "risk", "cure")))
    factor = cells[0]
    factor.paragraphs[0].add_run("{{ objection.factor }}").bold = True
    factor.add_paragraph("{%p if objection.clause %}", style="Cell")
    factor.add_paragraph("{{ objection.clause }}", style="Cell")
    factor.add_paragraph("{%p endif %}", style="Cell")
    factor.add_paragraph("{{ objection.level }}", style="Cell")
    row(made, "{%tr endfor %}")
    row(made, "{%tr endfor %}")


def end(document: Any) -> None:
    part(document, "assessment")
    pairs(document, "assessment", keep=True)  # signatures never stand alone on a page
    lines(document, "remarks", keep=True)
    lines(document, "notes", "Note", keep=True)
    part(document, "signatures")
    made = table(document, [6.5, 0.5, 4, 0.5, 5], lined=False)
    row(made, "{%tr for person in signatures %}")
    cells = row(made, "{%p if person.post %}", "", "", "", "{{ person.name }}", style="Value")
    cells[0].add_paragraph("{{ person.role }}", style="Role")
    cells[0].add_paragraph("{{ person.post }}", style="Value")
    cells[0].add_paragraph("{%p else %}", style="Value")
    cells[0].add_paragraph("{{ person.role }}", style="Value").paragraph_format.space_before = Pt(10)
    cells[0].add_paragraph("{%p endif %}", style="Value")
    for cell in (cells[2], cells[4]):
        cell.vertical_alignment = WD_ALIGN_VERTICAL.BOTTOM
        cell.paragraphs[0].alignment = CENTER
        underline(cell)
    for cell in cells:
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.space_after = Pt(0)
    marks = row(made, "", "", "{{ signature_mark }}", "", "{{ name_mark }}", style="Under line")
    for paragraph in (p for cell in (*cells, *marks) for p in cell.paragraphs):
        paragraph.paragraph_format.keep_with_next = True
    row(made, "{%tr endfor %}")


def underline(cell: Any) -> None:
    borders, bottom = OxmlElement("w:tcBorders"), OxmlElement("w:bottom")
    for key, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "000000")):
        bottom.set(qn(f"w:{key}"), value)
    borders.append(bottom)
    cell._tc.get_or_add_tcPr().append(borders)


if __name__ == "__main__":
    main()
