"""The joint report of a campaign as a Word document and as PDF, of the same words."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from expertise.conclusion.charts import picture
from expertise.conclusion.conclusion_docx import packed, signed_properties
from expertise.conclusion.conclusion_pdf import laid_out

_FONT = "Times New Roman"
#: Columns with their widths in cm, 17 together.
_SUMMARY = {"act": 6.4, "person": 3.3, "decided": 2.1, "proposals": 3, "level": 2.2}
_FACTORS = {"factor": 13.5, "objections": 3.5}
_NORMS = {"norm": 6.2, "risk": 5.4, "cure": 5.4}
_LETTERS = {"letter": 3.8, "body": 5, "answer": 2.7, "reply": 5.5}
_DROPPED = {"act": 9, "reason": 8}


def joint_pdf(words: Mapping[str, Any], day: str) -> bytes:
    """Return the report as PDF/A; equal words give equal bytes. Raises WrongUse ``pdf-warning``."""
    return laid_out("joint.typ", words, day)


def joint_docx(words: Mapping[str, Any], day: str) -> bytes:
    """Return the report as .docx, charts as pictures; equal words give equal bytes.

    Raises WrongUse ``pdf-warning`` where a chart cannot be drawn.
    """
    from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
    from docx.shared import Cm, Pt

    document = _blank()
    for text, bold in (
        (words["authority"].upper(), True),
        (words["heading"], True),
        (words["subheading"], False),
    ):
        paragraph = document.add_paragraph()
        paragraph.alignment = ALIGN.CENTER
        paragraph.add_run(text).bold = bold
    for text in (words["issued_date"], *words["notes"]):
        document.add_paragraph(text).paragraph_format.space_after = Pt(4)
    document.add_heading(words["part"]["summary"], 1)
    rows = [[row[name] for name in _SUMMARY] for row in (*words["summary"], words["total"])]
    _table(document, words, _SUMMARY, rows, total=True)
    if words["factors"]:
        document.add_heading(words["part"]["factors"], 1)
        _table(document, words, _FACTORS, [[row["name"], row["count"]] for row in words["factors"]])
        document.add_paragraph(words["factors_note"])
    for chart in words["charts"]:
        document.add_paragraph().paragraph_format.space_after = Pt(0)
        document.add_picture(io.BytesIO(picture(chart)), width=Cm(16.5))
    _acts(document, words)
    for part, columns in (("letters", _LETTERS), ("dropped", _DROPPED)):
        if rows := [[row[name] for name in columns] for row in words[part]]:
            document.add_heading(words["part"][part], 1)
            _table(document, words, columns, rows)
    signature = document.add_paragraph(f"\n{words['post']}\t____________________\t{words['name']}")
    for place in (8, 13):
        signature.paragraph_format.tab_stops.add_tab_stop(Cm(place))
    signed_properties(document.core_properties, words, day)
    out = io.BytesIO()
    document.save(out)
    return packed(out.getvalue())


def _blank() -> Any:
    """Return an empty document: a page of A4 with its number below, everything in one black typeface."""
    import docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt, RGBColor

    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(2.5), Cm(1.5)
    section.top_margin = section.bottom_margin = Cm(2)
    for name, size in (("Normal", 11), ("Heading 1", 13), ("Heading 2", 11.5)):
        style = document.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = _FONT, Pt(size), RGBColor(0, 0, 0)
        fonts = style.element.rPr.rFonts
        for key in [each for each in fonts.attrib if each.endswith("Theme")]:
            del fonts.attrib[key]
        fonts.set(qn("w:cs"), _FONT)
    number = section.footer.paragraphs[0]
    number.alignment = ALIGN.CENTER
    _within(number._p, "w:fldSimple", {"w:instr": "PAGE"})
    return document


def _within(parent: Any, tag: str, values: Mapping[str, str]) -> None:
    """Add an element of Word that python-docx has no name for."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(tag)
    for name, value in values.items():
        element.set(qn(name), value)
    parent.append(element)


def _acts(document: Any, words: Mapping[str, Any]) -> None:
    document.add_heading(words["part"]["acts"], 1)
    for act in words["acts"]:
        document.add_heading(act["title"], 2)
        for text in (act["requisites"], act["nothing"]):
            if text:
                paragraph = document.add_paragraph(text)
                paragraph.paragraph_format.keep_with_next = bool(act["proposals"])
        if act["proposals"]:
            rows = [
                [
                    f"{each['place']} ({each['edition']})\n{each['quote']}",
                    "\n".join(f"{o['factor']}\n{o['risk']}" for o in each["objections"]),
                    "\n".join(o["cure"] for o in each["objections"]),
                ]
                for each in act["proposals"]
            ]
            _table(document, words, _NORMS, rows)


def _table(
    document: Any,
    words: Mapping[str, Any],
    columns: Mapping[str, float],
    rows: Sequence[Sequence[str]],
    *,
    total: bool = False,
) -> None:
    """Add a table: its head stands on every page, no row is torn, with ``total`` the last one is bold."""
    from docx.shared import Cm

    table = document.add_table(rows=1, cols=len(columns))
    table.style = "Table Grid"
    table.autofit = False
    _within(table.rows[0]._tr.get_or_add_trPr(), "w:tblHeader", {})
    for cell, name in zip(table.rows[0].cells, columns, strict=True):
        cell.paragraphs[0].add_run(words["column"][name]).bold = True
        cell.paragraphs[0].paragraph_format.keep_with_next = True
    for place, row in enumerate(rows, start=1):
        added = table.add_row()
        _within(added._tr.get_or_add_trPr(), "w:cantSplit", {})
        for cell, text in zip(added.cells, row, strict=True):
            cell.paragraphs[0].add_run(text).bold = total and place == len(rows)
    for column, width in zip(table.columns, columns.values(), strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)
