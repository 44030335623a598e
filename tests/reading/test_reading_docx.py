"""Word documents: what is kept, what is left out, and the way back to the text nodes."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree
from wordxml import ARTICLE, HEAD, body_of, level, numbered, paragraph, row, run, table

from expertise.act import Cell, Kind, Role
from expertise.reading import docx_nodes, read

MakeDocx = Callable[..., Path]


RUNS = [
    ("runs join", run("Орган ") + run("решает."), "Орган решает."),
    ("insertions stay", run("Орган ") + f"<w:ins>{run('вправе')}</w:ins>", "Орган вправе"),
    ("deletions go", run("Орган") + "<w:del><w:r><w:delText> обязан</w:delText></w:r></w:del>", "Орган"),
    (
        "moved text stays at its new place",
        f"<w:moveFrom>{run('А')}</w:moveFrom><w:moveTo>{run('Б')}</w:moveTo>",
        "Б",
    ),
    ("hyperlinks stay", run("см. ") + f"<w:hyperlink>{run('закон')}</w:hyperlink>", "см. закон"),
    ("content controls stay", f"<w:sdt><w:sdtPr/><w:sdtContent>{run('поле')}</w:sdtContent></w:sdt>", "поле"),
    ("fields show their result", "<w:r><w:instrText>PAGE</w:instrText></w:r>" + run("7 дней"), "7 дней"),
    ("a tab is a space", run("а") + "<w:r><w:tab/></w:r>" + run("б"), "а б"),
    ("a line break in a sentence is a space", run("один") + "<w:r><w:br/></w:r>" + run("два"), "один два"),
    ("a break after a full stop parts", run("Один.") + "<w:r><w:br/></w:r>" + run("Два."), "Один.\nДва."),
    (
        "a break before an item parts",
        run("вправе") + "<w:r><w:br/></w:r>" + run("1) решать"),
        "вправе\n1) решать",
    ),
    ("a hard hyphen is a hyphen", run("30") + "<w:r><w:noBreakHyphen/></w:r>" + run("дневный"), "30-дневный"),
    ("figures above the line", run("36 м") + run("2", '<w:vertAlign w:val="superscript"/>'), "36 м²"),
    ("letters above the line stay letters", run("N") + run("о", '<w:vertAlign w:val="superscript"/>'), "Nо"),
    ("hidden text goes", run("Видно") + run("скрыто", "<w:vanish/>"), "Видно"),
]


@pytest.mark.parametrize(("why", "runs", "text"), RUNS, ids=[case[0] for case in RUNS])
def test_what_a_paragraph_reads_as(make_package: MakeDocx, why: str, runs: str, text: str) -> None:
    assert body_of(read(make_package(HEAD + ARTICLE + paragraph(runs)))) == text, why


def test_a_superscript_in_a_heading_numbers_the_article(make_package: MakeDocx) -> None:
    raised = run("1", '<w:vertAlign w:val="superscript"/>')
    act = read(
        make_package(HEAD + paragraph(run("Статья 21"), raised, run(". Сроки")) + paragraph(run("Текст.")))
    )
    article = act.units[1]
    assert (article.eid, article.number) == ("art_21-1", "21-1")
    assert "Статья 21¹. Сроки" in act.text


def test_a_superscript_set_by_a_style(make_package: MakeDocx) -> None:
    styles = (
        '<w:style w:type="character" w:styleId="Up"><w:rPr><w:vertAlign '
        'w:val="superscript"/></w:rPr></w:style>'
    )
    body = (
        HEAD
        + paragraph(run("Статья 5"), run("2", '<w:rStyle w:val="Up"/>'), run(". Т"))
        + paragraph(run("Текст."))
    )
    assert read(make_package(body, styles=styles)).units[1].number == "5-2"


def test_fallback_doubles_are_skipped_and_boxes_follow_their_paragraph(make_package: MakeDocx) -> None:
    box = "<w:txbxContent>" + paragraph(run("2. В рамке.")) + "</w:txbxContent>"
    drawing = (
        "<w:r><mc:AlternateContent><mc:Choice><w:drawing>" + box + "</w:drawing></mc:Choice>"
        "<mc:Fallback><w:pict>" + box + "</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    act = read(
        make_package(
            HEAD
            + ARTICLE
            + paragraph(run("1. Перед"), drawing, run(" рамкой."))
            + paragraph(run("3. После."))
        )
    )
    assert body_of(act) == "1. Перед рамкой.\n2. В рамке.\n3. После."


def test_a_deleted_paragraph_mark_joins_two_paragraphs(make_package: MakeDocx) -> None:
    body = paragraph(run("1. Орган "), properties="<w:rPr><w:del/></w:rPr>") + paragraph(run("решает."))
    assert body_of(read(make_package(HEAD + ARTICLE + body))) == "1. Орган решает."


def test_tables_are_units_with_a_line_for_every_paragraph_of_a_cell(make_package: MakeDocx) -> None:
    inner = table(row(paragraph(run("внутри")), paragraph(run("тоже"))))
    grid = table(
        row(paragraph(run("Вид")), paragraph(run("Срок"))),
        row(paragraph(run("А")) + paragraph(run("Б")), inner + paragraph(run("5 дней"))),
        row(paragraph(run("удалено")), paragraph(run("1")), properties="<w:trPr><w:del/></w:trPr>"),
    )
    act = read(make_package(HEAD + ARTICLE + paragraph(run("1. Сроки:")) + grid + paragraph(run("2. Иное."))))
    held = [line.span.of(act.text) for line in act.lines if act.units[line.unit].kind is Kind.TABLE]
    assert held == ["Вид", "Срок", "А", "Б", "внутри", "тоже", "5 дней"]
    grid_unit = next(unit for unit in act.units if unit.kind is Kind.TABLE)
    assert (grid_unit.eid, act.units[grid_unit.parent].eid) == ("art_1__para_1__table_1", "art_1__para_1")
    assert act.units[-1].eid == "art_1__para_2"


def wide(text: str, properties: str) -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(run(text))}</w:tc>"


def test_lines_know_their_cells(make_package: MakeDocx) -> None:
    inner = table(row(paragraph(run("внутри"))))
    head = "<w:tr>" + wide("Обе", '<w:gridSpan w:val="2"/>') + wide("Иное", "") + "</w:tr>"
    first = (
        "<w:tr>" + wide("Вместе", '<w:vMerge w:val="restart"/>') + wide("А", "") + wide("Б", "") + "</w:tr>"
    )
    second = "<w:tr>" + wide("ниже", "<w:vMerge/>") + f"<w:tc>{inner}{paragraph()}</w:tc></w:tr>"
    late = (
        "<w:sdt><w:sdtContent>"
        + row(paragraph(run("справа")), properties='<w:trPr><w:gridBefore w:val="2"/></w:trPr>')
        + "</w:sdtContent></w:sdt>"
    )
    body = (
        HEAD
        + ARTICLE
        + table(head, first, second, late)
        + paragraph(run("2. Часть."))
        + table(row(paragraph(run("В")), paragraph(run("Г"))))
    )
    act = read(make_package(body))
    below = Cell(0, 2, 1)
    expected = {
        "Обе": Cell(0, 0, 0, 2), "Иное": Cell(0, 0, 2), "Вместе": Cell(0, 1, 0), "А": Cell(0, 1, 1),
        "Б": Cell(0, 1, 2), "внутри": Cell(1, 0, 0, outer=below),
        "справа": Cell(0, 3, 2), "2. Часть.": None, "В": Cell(2, 0, 0), "Г": Cell(2, 0, 1),
    }  # fmt: skip
    assert {line.span.of(act.text): line.cell for line in act.lines[2:]} == expected
    assert act.warnings == ("hidden-text",)  # «ниже» lies under the merged cell


def test_a_table_of_signatures_is_no_table_unit(make_package: MakeDocx) -> None:
    signs = table(row(paragraph(run("Президент")), paragraph(run("А. Тестов"))))
    act = read(make_package(HEAD + ARTICLE + paragraph(run("1. Часть.")) + signs))
    assert not any(unit.kind is Kind.TABLE for unit in act.units)
    assert [line.role for line in act.lines[-2:]] == [Role.SIGNATURE, Role.SIGNATURE]


NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    + level(0, "decimal", "Статья %1.")
    + level(1, "decimal", "%2.")
    + level(2, "decimal", "%3)")
    + level(3, "russianLower", "%4)")
    + "</w:abstractNum>"
    + '<w:abstractNum w:abstractNumId="1">'
    + level(0, "upperRoman", "%1.")
    + level(1, "decimal", "%1.%2.", extra="<w:isLgl/>")
    + level(2, "bullet", "\uf0b7")
    + "</w:abstractNum>"
    + '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    + '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    + '<w:num w:numId="3"><w:abstractNumId w:val="0"/>'
    + '<w:lvlOverride w:ilvl="2"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
)


LISTS = [
    (
        "levels count on and restart below a higher one",
        [
            ("Сроки", 0, 1),
            ("Часть.", 1, 1),
            ("пункт;", 2, 1),
            ("буква;", 3, 1),
            ("буква.", 3, 1),
            ("Часть.", 1, 1),
            ("пункт.", 2, 1),
        ],
        ["Статья 1. Сроки", "1. Часть.", "1) пункт;", "а) буква;", "б) буква.", "2. Часть.", "1) пункт."],
    ),
    (
        "roman chapters with legal points below them, and bullets",
        [
            ("Общее", 0, 2),
            ("Пункт.", 1, 2),
            ("Пункт:", 1, 2),
            ("знак.", 2, 2),
            ("Второе", 0, 2),
            ("Пункт.", 1, 2),
        ],
        ["I. Общее", "1.1. Пункт.", "1.2. Пункт:", "• знак.", "II. Второе", "2.1. Пункт."],
    ),
    (
        "an override starts once at its number",
        [("Сроки", 0, 1), ("Часть.", 1, 1), ("пункт;", 2, 3), ("пункт.", 2, 3)],
        ["Статья 1. Сроки", "1. Часть.", "5) пункт;", "6) пункт."],
    ),
]


@pytest.mark.parametrize(("why", "items", "lines"), LISTS, ids=[case[0] for case in LISTS])
def test_list_numbers_are_written_out(
    make_package: MakeDocx, why: str, items: list[tuple[str, int, int]], lines: list[str]
) -> None:
    body = HEAD + "".join(numbered(*item) for item in items)
    assert read(make_package(body, numbering=NUMBERING)).text.split("\n")[1:] == lines, why


def test_list_numbers_come_by_style_and_may_be_taken_back(make_package: MakeDocx) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Base"><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/>'
        "</w:numPr></w:pPr></w:style>"
        '<w:style w:type="paragraph" w:styleId="Part"><w:basedOn w:val="Base"/></w:style>'
    )
    plain = '<w:pStyle w:val="Part"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    body = (
        HEAD
        + numbered("Сроки", 0)
        + paragraph(run("Часть."), properties='<w:pStyle w:val="Part"/>')
        + paragraph(run("Абзац."), properties=plain)
        + paragraph(run("Часть."), properties='<w:pStyle w:val="Part"/>')
    )
    act = read(make_package(body, numbering=NUMBERING, styles=styles))
    assert act.text.split("\n")[1:] == ["Статья 1. Сроки", "1. Часть.", "Абзац.", "2. Часть."]
    assert [unit.eid for unit in act.units[1:]] == [
        "art_1",
        "art_1__para_1",
        "art_1__para_1__al_2",
        "art_1__para_2",
    ]


def test_pieces_are_slices_of_the_nodes_a_writer_sees(make_package: MakeDocx) -> None:
    body = (
        HEAD
        + ARTICLE
        + numbered("Орган", 1)
        + paragraph(
            run("  и\u00a0 ре"),
            "<w:ins><w:r><w:t>ша\u00adет</w:t></w:r></w:ins>",
            f"<w:del>{run('нет')}</w:del>",
            run(" ."),
        )
        + table(row(paragraph(run("А")), paragraph(run(""), run("Б"))))
        + paragraph(run("скрыто", "<w:vanish/>"), run("м"), run("2", '<w:vertAlign w:val="superscript"/>'))
    )
    path = make_package(body, numbering=NUMBERING)
    act = read(path)
    nodes = docx_nodes(etree.fromstring(zipfile.ZipFile(path).read("word/document.xml")))
    assert [node.text for node in nodes] == [
        "ЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ",
        "Статья 1. Сроки",
        "Орган",
        "  и\u00a0 ре",
        "ша\u00adет",
        " .",
        "А",
        None,
        "Б",
        "скрыто",
        "м",
        "2",
    ]
    back = [
        nodes[p.node].text[p.offset : p.offset + p.end - p.start].replace("\u00a0", " ") for p in act.pieces
    ]
    here = [act.text[p.start : p.end].replace("²", "2") for p in act.pieces]
    assert back == here
    assert "".join(here) == act.text.replace("\n", "").replace("1. Орган", "Орган").replace("²", "2")


def test_what_is_lost_is_said(make_package: MakeDocx) -> None:
    chart = '<w:r><w:drawing><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"/>'
    body = HEAD + ARTICLE + paragraph(
        run("1. Часть."), run("тайно", "<w:vanish/>"), chart + "</w:drawing></w:r>",
        f"<w:ins>{run(' Ещё.')}</w:ins>", '<w:r><w:sym w:font="Webdings" w:char="F0FF"/></w:r>',
    )  # fmt: skip
    assert read(make_package(body)).warnings == ("embedded", "hidden-text", "symbols", "tracked-changes")
    assert read(make_package(HEAD + ARTICLE + paragraph(run("1. Часть.")))).warnings == ()
