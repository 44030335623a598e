"""What stands inside the paragraphs of Word documents beside plain runs, and the notes below them."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree
from wordxml import ARTICLE, HEAD, body_of, box, deleted, field, inserted, paragraph, row, run, table

from expertise.act import Cell, Kind, Role, Span
from expertise.reading import docx_nodes, read

MakeDocx = Callable[..., Path]
MATH = "<m:oMath>{}</m:oMath>"


def control(content: str, properties: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def sym(font: str, code: str) -> str:
    return f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'


def instruction(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


def m(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


CASES = [
    ("an instruction is no text", field(instruction("REF x"), run("7 дней")), "7 дней"),
    ("nor a field within it", field(instruction("IF ") + field(instruction("A"), run("1")), run("да")), "да"),
    ("a field in another", field(instruction("A"), run("с ") + field(instruction("B"), run("мая"))), "с мая"),
    ("a field without a result", run("А") + field(instruction("TC") + run("нет"), "", ""), "А"),
    (
        "a field without an end",
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + run("Текст"),
        "Текст",
    ),
    (
        "a field whose end is deleted",
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + run("Текст")
        + '<w:del><w:r><w:fldChar w:fldCharType="end"/></w:r></w:del>',
        "Текст",
    ),
    (
        "a drop-down list of an old form",
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/>'
        '<w:listEntry w:val="раз"/>'
        '<w:listEntry w:val="два"/></w:ddList></w:ffData></w:fldChar></w:r>' + instruction("FORMDROPDOWN")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        "два",
    ),
    ("a prompt is no text", run("А ") + control(run("Введите текст"), "<w:showingPlcHdr/>"), "А"),
    ("a chosen entry is", control(run("Министерство"), "<w:dropDownList/>"), "Министерство"),
    ("controls in controls", control(control(run("поле"))), "поле"),
    ("smart tags", f"<w:smartTag>{run('Бишкек')}</w:smartTag>", "Бишкек"),
    ("signs of fonts", run("t ") + sym("Symbol", "F0B3") + run(" 5 ") + sym("Wingdings", "F0FC"), "t ≥ 5 ✓"),
    ("signs of other fonts", sym("Arial", "2116") + run(" 5"), "№ 5"),
    ("symbols typed as text", run("5 \uf0b0", '<w:rFonts w:ascii="Symbol"/>') + run("С"), "5 °С"),
    ("soft hyphens go", run("ре") + "<w:r><w:softHyphen/></w:r>" + run("шает"), "решает"),
    ("a formula in a line", run("x = ") + MATH.format(m("a+b")), "x = a+b"),
    (
        "a built formula",
        MATH.format(
            m("S=") + f"<m:f><m:num>{m('a+b')}</m:num><m:den>{m('2')}</m:den></m:f>{m('·')}"
            f"<m:sSup><m:e>{m('h')}</m:e><m:sup>{m('2')}</m:sup></m:sSup>"
        ),
        "S=(a+b)/2·h^2",
    ),
    ("an only fallback", "<w:r><mc:AlternateContent><mc:Fallback><w:t>А</w:t></mc:Fallback>"
     "</mc:AlternateContent></w:r>", "А"),
    (
        "the first of two choices",
        "<w:r><mc:AlternateContent><mc:Choice><w:t>А</w:t></mc:Choice><mc:Choice><w:t>Б</w:t></mc:Choice>"
        "<mc:Fallback><w:t>В</w:t></mc:Fallback></mc:AlternateContent></w:r>",
        "А",
    ),
    ("a box in a box", run("А") + box(paragraph(run("Б"), box(paragraph(run("В"))))), "А\nБ\nВ"),
]  # fmt: skip


@pytest.mark.parametrize(("why", "runs", "text"), CASES, ids=[case[0] for case in CASES])
def test_what_a_paragraph_holds(make_package: MakeDocx, why: str, runs: str, text: str) -> None:
    assert body_of(read(make_package(HEAD + ARTICLE + paragraph(runs)))) == text, why


def test_controls_around_blocks_rows_and_cells(make_package: MakeDocx) -> None:
    grid = table(
        control(row(paragraph(run("А")), paragraph(run("Б")))),
        "<w:tr>"
        + control(f"<w:tc>{paragraph(run('В'))}</w:tc>")
        + f"<w:tc>{paragraph(run('Г'))}</w:tc></w:tr>",
        control(row(paragraph(run("нет")), paragraph(run("нет"))), "<w:showingPlcHdr/>"),
    )
    body = HEAD + ARTICLE + control(paragraph(run("1. Сроки:")) + grid)
    assert body_of(read(make_package(body))).startswith("1. Сроки:\nА\nБ\nВ\nГ")


def test_hidden_by_a_style_and_shown_again(make_package: MakeDocx) -> None:
    styles = (
        '<w:style w:type="character" w:styleId="A"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="B"><w:basedOn w:val="A"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="P"><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    body = paragraph(
        run("Видно"),
        run(" нет", '<w:rStyle w:val="B"/>'),
        run(" да", '<w:rStyle w:val="B"/><w:vanish w:val="0"/>'),
    ) + paragraph(run("Тайный абзац"), properties='<w:pStyle w:val="P"/>')  # fmt: skip
    act = read(make_package(HEAD + ARTICLE + body, styles=styles))
    assert body_of(act) == "Видно да"
    assert act.warnings == ("hidden-text",)


def test_a_heading_runs_on_behind_a_separator_of_styles(make_package: MakeDocx) -> None:
    body = paragraph(run("1. Понятия. "), properties="<w:rPr><w:vanish/><w:specVanish/></w:rPr>") + paragraph(
        run("Здесь понятия.")
    )
    assert body_of(read(make_package(HEAD + ARTICLE + body))) == "1. Понятия. Здесь понятия."


def reference(number: int, kind: str = "footnote", extra: str = "") -> str:
    return f'<w:r><w:{kind}Reference w:id="{number}"{extra}/></w:r>'


def note(number: int, *blocks: str, kind: str = "footnote") -> str:
    return f'<w:{kind} w:id="{number}">{"".join(blocks)}</w:{kind}>'


NOTES = (
    '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>линия</w:t></w:r></w:p></w:footnote>'
    + note(2, paragraph("<w:r><w:footnoteRef/></w:r>", run(" Орган "), inserted("вправе"), deleted("обязан")))
    + note(3, paragraph(run("Вторая.")), paragraph(run("Её абзац.")))
    + note(4, paragraph(run("Ничья.")))
)
ENDS = note(2, paragraph(run("В конце.")), kind="endnote")
NOTED = (
    HEAD
    + ARTICLE
    + paragraph(run("1. Орган"), reference(2), run(" вправе:"))
    + paragraph(run("1) решать"), reference(3), reference(2, "endnote"), run(";"))
    + table(row(paragraph(run("А"), reference(2)), paragraph(run("Б"))))
    + paragraph(run("2) отказать."))
    + paragraph(run("2. Часть."))
)


def test_notes_stand_behind_the_lines_that_refer_to_them(make_package: MakeDocx) -> None:
    act = read(make_package(NOTED, footnotes=NOTES, endnotes=ENDS))
    assert body_of(act).split("\n") == [
        "1. Орган вправе:", "[1] Орган вправе", "1) решать;", "[2] Вторая.", "Её абзац.", "[i] В конце.",
        "А", "Б", "2) отказать.", "2. Часть.",
    ]  # fmt: skip
    notes = [line for line in act.lines if line.role is Role.FOOTNOTE]
    assert [Span(line.body, line.span.end).of(act.text) for line in notes] == [
        "Орган вправе", "Вторая.", "Её абзац.", "В конце.",
    ]  # fmt: skip
    assert [act.units[line.unit].eid for line in notes] == ["art_1__para_1"] + ["art_1__para_1__point_1"] * 3
    assert "Орган обязан" in read(make_package(NOTED, footnotes=NOTES), view="original").text


def test_notes_change_nothing_of_the_structure(make_package: MakeDocx) -> None:
    bare = NOTED
    for each in (reference(2), reference(3), reference(2, "endnote")):
        bare = bare.replace(each, "")
    plain, act = (
        read(make_package(bare, name="bare.docx")),
        read(make_package(NOTED, footnotes=NOTES, endnotes=ENDS)),
    )
    own = [line for line in act.lines if line.role is not Role.FOOTNOTE]
    assert [(n.span.of(act.text), n.unit, n.role, n.body - n.span.start, n.cell) for n in own] == [
        (n.span.of(plain.text), n.unit, n.role, n.body - n.span.start, n.cell) for n in plain.lines
    ]
    for there, here in zip(plain.units, act.units, strict=True):
        assert (there.eid, there.parent, there.kind) == (here.eid, here.parent, here.kind)
        lines = [line for line in act.lines if here.span.holds(line.span)]
        kept = "\n".join(line.span.of(act.text) for line in lines if line.role is not Role.FOOTNOTE)
        assert kept == there.span.of(plain.text)
        assert (here.heading and here.heading.of(act.text)) == (
            there.heading and there.heading.of(plain.text)
        )


def test_the_pieces_of_notes_lead_to_their_nodes(make_package: MakeDocx) -> None:
    path = make_package(NOTED, footnotes=NOTES, endnotes=ENDS)
    act = read(path)
    with zipfile.ZipFile(path) as archive:
        roots = [
            etree.fromstring(archive.read(f"word/{n}.xml")) for n in ("document", "footnotes", "endnotes")
        ]
    nodes = docx_nodes(*roots)
    assert [act.text[p.start : p.end] for p in act.pieces] == [
        nodes[p.node].text[p.offset : p.offset + p.end - p.start] for p in act.pieces
    ]
    assert [p.start for p in act.pieces] == sorted(p.start for p in act.pieces)


def test_a_note_to_a_heading_of_two_lines_follows_it(make_package: MakeDocx) -> None:
    body = (
        HEAD + paragraph(run("Глава 1. Общие"), reference(2)) + paragraph(run("положения"))
        + ARTICLE + paragraph(run("1. Часть."))
    )  # fmt: skip
    act = read(make_package(body, footnotes=NOTES))
    place = next(i for i, line in enumerate(act.lines) if line.role is Role.FOOTNOTE)
    heads = [unit.heading.of(act.text) for unit in act.units if unit.heading]
    assert "[1]" not in "".join(heads)
    assert act.lines[place - 1].span.of(act.text) in ("Глава 1. Общие", "положения")


def test_a_mark_of_the_author_is_kept_and_a_note_in_a_cell_knows_it(make_package: MakeDocx) -> None:
    own = reference(3, extra=' w:customMarkFollows="1"') + run("*")
    body = HEAD + ARTICLE + table(row(paragraph(run("А"), own), paragraph(run("Б"), reference(2))))
    act = read(make_package(body, footnotes=NOTES))
    assert body_of(act) == "А*\nВторая.\nЕё абзац.\nБ\n[1] Орган вправе"
    assert [line.cell for line in act.lines[3:]] == [
        Cell(0, 0, 0),
        Cell(0, 0, 0),
        Cell(0, 0, 1),
        Cell(0, 0, 1),
    ]
    assert any(unit.kind is Kind.TABLE for unit in act.units)
