"""Builds lexicons/templates/discussion.*.docx, the templates that lawyers then edit in Word.

Run it only to start again from the first layout: it overwrites what was edited.
"""

from __future__ import annotations

import io
from typing import Any

import docx
from build_templates import FOLDER, HEAD, TONGUES, add, field, lines, row, say, styles, table
from docx.enum.section import WD_ORIENT
from docx.shared import Cm

from expertise.conclusion.conclusion_docx import packed

WIDTHS = [0.9, 4.0, 2.9, 5.8, 2.5, 5.0, 4.9]
COLUMNS = ("number", "author", "norm", "proposal", "verdict", "reason", "wording")


def main() -> None:
    for language, tag in TONGUES.items():
        document = docx.Document()
        styles(document, tag)
        page(document)
        front(document)
        proposals(document)
        lines(document, "notes", "Note")
        add(document, "{%p if signed %}")
        add(document, "{{ signed }}", "Value").paragraph_format.space_before = Cm(0.6)
        add(document, "{%p endif %}")
        document.core_properties.author = document.core_properties.comments = ""
        out = io.BytesIO()
        document.save(out)
        (FOLDER / f"discussion.{language}.docx").write_bytes(packed(out.getvalue()))


def page(document: Any) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin, section.right_margin = Cm(2), Cm(1.5)
    section.top_margin, section.bottom_margin = Cm(2), Cm(1.5)
    section.header_distance = section.footer_distance = Cm(0.8)
    line = say(section.footer.paragraphs[0], "", "Running")
    line.runs[0].italic = False
    field(line, "PAGE")
    line.add_run(" / ").italic = False
    field(line, "NUMPAGES")


def front(document: Any) -> None:
    add(document, "{{ authority }}", "Authority")
    add(document, "{{ heading }}", "Heading 1")
    add(document, "{{ subheading }}", "Subheading")
    add(document, "{{ issued_date }}", "Subheading").runs[0].bold = False
    lines(document, "lines")
    add(document, "{%p if none %}")
    add(document, "{{ none }}")
    add(document, "{%p endif %}")
    add(document, "{{ totals_head }}", "Heading 2")
    add(document, "{{ totals | join('; ') }}.")


def proposals(document: Any) -> None:
    add(document, "{%p if rows %}")
    made = table(document, WIDTHS)
    row(made, *(f"{{{{ column.{name} }}}}" for name in COLUMNS), style="Cell head", fill=HEAD, head=True)
    row(made, "{%tr for row in rows %}")
    texts = [f"{{{{ row.{name} }}}}" for name in COLUMNS]
    cells = row(
        made,
        *("" if name in ("author", "proposal") else text for name, text in zip(COLUMNS, texts, strict=True)),
    )
    for place, name in ((1, "authors"), (3, "proposal")):
        say(cells[place].paragraphs[0], f"{{%p for line in row.{name} %}}", "Cell")
        cells[place].add_paragraph("{{ line }}", style="Cell")
        cells[place].add_paragraph("{%p endfor %}", style="Cell")
    row(made, "{%tr endfor %}")
    add(document, "{%p endif %}")


if __name__ == "__main__":
    main()
