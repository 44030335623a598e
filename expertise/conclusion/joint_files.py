"""The joint report of a campaign as a Word document and as PDF, of the same words."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from expertise.conclusion.charts import picture
from expertise.conclusion.conclusion_docx import packed, signed_properties
from expertise.conclusion.conclusion_pdf import laid_out

_SUMMARY = ("act", "person", "decided", "proposals", "level")
_LETTERS = ("letter", "body", "answer", "reply")
_DROPPED = ("act", "reason")


def joint_pdf(words: Mapping[str, Any], day: str) -> bytes:
    """Return the report as PDF/A; equal words give equal bytes. Raises WrongUse ``pdf-warning``."""
    return laid_out("joint.typ", words, day)


def joint_docx(words: Mapping[str, Any], day: str) -> bytes:
    """Return the report as .docx, charts as pictures; equal words give equal bytes.

    Raises WrongUse ``pdf-warning`` where a chart cannot be drawn.
    """
    import docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
    from docx.shared import Cm, Pt

    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(2.5), Cm(1.5)
    section.top_margin = section.bottom_margin = Cm(2)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(11)
    for text, bold in (
        (words["authority"].upper(), True),
        (words["heading"], True),
        (words["subheading"], False),
    ):
        paragraph = document.add_paragraph()
        paragraph.alignment = ALIGN.CENTER
        paragraph.add_run(text).bold = bold
    for text in (words["issued_date"], *words["notes"]):
        document.add_paragraph(text)
    column = words["column"]
    document.add_heading(words["part"]["summary"], 1)
    heads = [column[name] for name in _SUMMARY]
    _table(document, heads, [[row[name] for name in _SUMMARY] for row in words["summary"]])
    if words["factors"]:
        document.add_heading(words["part"]["factors"], 1)
        rows = [[row["name"], row["count"]] for row in words["factors"]]
        _table(document, [column["factor"], column["proposals"]], rows)
    for chart in words["charts"]:
        document.add_picture(io.BytesIO(picture(chart)), width=Cm(16.5))
    _acts(document, words)
    _ending(document, words)
    signed_properties(document.core_properties, words, day)
    out = io.BytesIO()
    document.save(out)
    return packed(out.getvalue())


def _acts(document: Any, words: Mapping[str, Any]) -> None:
    column = words["column"]
    document.add_heading(words["part"]["acts"], 1)
    for act in words["acts"]:
        document.add_heading(act["title"], 2)
        for text in (act["requisites"], act["nothing"]):
            if text:
                document.add_paragraph(text)
        if act["proposals"]:
            rows = [
                [
                    f"{each['place']} ({each['edition']})\n{each['quote']}",
                    "\n".join(f"{o['factor']}\n{o['risk']}" for o in each["objections"]),
                    "\n".join(o["cure"] for o in each["objections"]),
                ]
                for each in act["proposals"]
            ]
            _table(document, [column["norm"], column["risk"], column["cure"]], rows)


def _ending(document: Any, words: Mapping[str, Any]) -> None:
    """Write the tables behind the acts, each only where it has rows: letters with answers, dropped acts."""
    for part, names in (("letters", _LETTERS), ("dropped", _DROPPED)):
        if rows := [[row[name] for name in names] for row in words[part]]:
            document.add_heading(words["part"][part], 1)
            _table(document, [words["column"][name] for name in names], rows)


def _table(document: Any, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    table = document.add_table(rows=1, cols=len(heads))
    table.style = "Table Grid"
    for cell, head in zip(table.rows[0].cells, heads, strict=True):
        cell.paragraphs[0].add_run(head).bold = True
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
