"""Comparative tables: columns by their headers in any usual layout, each column read as a piece of an act."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from wordxml import paragraph, row, run, table

from expertise.act import Cell, Role, label
from expertise.analysis.check import check
from expertise.analysis.table import column_fates, table_row
from expertise.reading import comparative, read
from expertise.reading.source import Paragraph, Segment, assemble

HEADS = {
    "ru": ("Действующая редакция", "Предлагаемая редакция"),
    "ky": ("Колдонуудагы редакция", "Сунушталган редакция"),
}
OLD = "2. Орган по своему усмотрению продлевает срок рассмотрения заявления."
NEW = "2. Орган продлевает срок рассмотрения заявления на пять рабочих дней."
POWER = "3. Уполномоченный орган отказывает в выдаче разрешения по иным основаниям."


@pytest.fixture
def table_docx(tmp_path: Path):
    """Write a .docx whose tables are lists of rows; None is a cell merged with the left one."""

    def write(*tables: list[list[str | None]], title: str = "Сравнительная таблица") -> Path:
        document = docx.Document()
        for line in title.split("\n"):
            document.add_paragraph(line)
        for rows in tables:
            grid = document.add_table(len(rows), len(rows[0]))
            for r, texts in enumerate(rows):
                for c, text in enumerate(texts):
                    if text is None:
                        grid.cell(r, c - 1).merge(grid.cell(r, c))
                    else:
                        grid.cell(r, c).text = text
        path = tmp_path / "table.docx"
        document.save(path)
        return path

    return write


def words(act, role: Role) -> list[str]:
    return [n.span.of(act.text) for n in act.lines if n.role is role]


def norms(act) -> dict[str, str]:
    return {label(act, act.units[n.unit]): n.span.of(act.text) for n in act.lines if n.role is Role.NORM}


def test_only_the_proposed_column_is_norm_text(table_docx):
    act = read(table_docx([list(HEADS["ru"]), [f"Статья 5. Срок\n{OLD}", f"Статья 5. Срок\n{NEW}"]]))
    assert norms(act) == {"ст. 5 ч. 2": NEW}
    assert words(act, Role.CURRENT) == ["Статья 5. Срок", OLD]
    assert act.articles == 1
    assert act.requisites.title == "Сравнительная таблица"
    before = comparative.current(act)
    assert norms(before) == {"ст. 5 ч. 2": OLD}


def test_the_way_back_leads_into_the_source(table_docx):
    act = read(table_docx([list(HEADS["ru"]), [OLD, NEW], [POWER, POWER]]))
    assert [p.start for p in act.pieces] == sorted(p.start for p in act.pieces)
    assert "".join(act.text[p.start : p.end] for p in act.pieces) == act.text.replace("\n", "")
    assert all(n.cell is not None for n in act.lines[1:])
    assert act.text == "\n".join(n.span.of(act.text) for n in act.lines)


@pytest.mark.parametrize(
    ("current", "proposed"),
    [
        ("Действующая редакция Закона", "Предлагаемая редакция"),
        ("РЕДАКЦИЯ ДЕЙСТВУЮЩЕГО ЗАКОНА", "РЕДАКЦИЯ ПРОЕКТА ЗАКОНА"),
        ("Действующая редакция", "Редакция с учетом изменений в действующую редакцию"),
        ("Колдонуудагы редакция", "Сунуш кылынган редакция"),
        ("Учурдагы редакция", "Жаңы редакция"),
    ],
)
def test_usual_headers(table_docx, current, proposed):
    assert words(read(table_docx([[current, proposed], [OLD, NEW]])), Role.CURRENT) == [OLD]


def test_columns_may_be_swapped_and_have_others_beside_them(table_docx):
    head = ["№", HEADS["ru"][1], HEADS["ru"][0], "Обоснование"]
    act = read(table_docx([head, ["1", "2", "3", "4"], ["1.", NEW, OLD, "Сроки названы точно."]]))
    assert list(norms(act).values()) == [NEW]
    assert words(act, Role.CURRENT) == [OLD]
    assert "Сроки названы точно." in words(act, Role.FRONT)


def test_a_header_that_comes_again_is_no_norm(table_docx):
    head = list(HEADS["ru"])
    act = read(table_docx([head, [OLD, NEW], head, [POWER, POWER]]))
    assert list(norms(act).values()) == [NEW, POWER]
    assert len(comparative.rows(act)) == 2


def test_a_table_parted_by_a_page_goes_on(table_docx):
    act = read(table_docx([list(HEADS["ru"]), [OLD, NEW]], [[POWER, "3. Исключить."]]))
    assert words(act, Role.CURRENT) == [OLD, POWER]
    assert list(norms(act).values()) == [NEW, "3. Исключить."]


def test_a_cell_over_both_columns_belongs_to_both(table_docx):
    act = read(table_docx([list(HEADS["ru"]), ["Статья 5. Срок", None], [OLD, NEW]]))
    assert list(norms(act)) == ["ст. 5 ч. 2"]
    assert list(norms(comparative.current(act))) == ["ст. 5 ч. 2"]


def test_new_wording_beside_empty_cells_is_all_introduced(table_docx, lexicon):
    result = check(read(table_docx([list(HEADS["ru"]), ["", f"Статья 5. Отказ\n{POWER}"]])), lexicon)
    found = column_fates(result, lexicon)
    assert found.introduced == result.findings != ()
    assert (found.kept, found.cured) == ((), ())


def test_findings_follow_the_rows(table_docx, lexicon):
    rows = [list(HEADS["ru"]), [OLD, NEW], [POWER, POWER], ["Отсутствует", OLD.replace("2.", "4.")]]
    result = check(read(table_docx(rows)), lexicon)
    found = column_fates(result, lexicon).view()
    assert {f.rule for f in found.cured} == set()  # the sentence went to another row: it is still there
    assert {pair.new.rule for pair in found.kept} >= {"A1-09", "B3-01"}
    assert {table_row(result.act, pair.new) for pair in found.kept} == {2, 3}
    result = check(read(table_docx(rows[:3])), lexicon)
    found = column_fates(result, lexicon).view()
    assert {f.rule for f in found.cured} == {"A1-09"}
    assert result.excerpt


@pytest.mark.parametrize("language", ["ru", "ky"])
def test_the_samples_are_tables(samples, lexicon, language):
    result = check(read(samples / f"comparative-table.{language}.docx"), lexicon)
    found = column_fates(result, lexicon).view()
    assert len(comparative.rows(result.act)) == 8
    assert {f.rule for f in found.cured} == {"A2-01", "B2-01", "A3-01", "A7-02"}
    assert {pair.new.rule for pair in found.kept} == {"A3-01", "A7-02"}
    assert {f.eid.split("__")[0] for f in found.introduced} == {"art_9-1", "art_18", "art_4"}


def test_an_act_with_a_small_table_is_an_act(table_docx):
    text = (
        "Закон Кыргызской Республики\nО примере\nСтатья 1. Сроки\n" + "1. Срок составляет десять дней. " * 20
    )
    act = read(table_docx([list(HEADS["ru"]), ["до", "после"]], title=text))
    assert not comparative.is_comparative(act)
    assert comparative.rows(act) == ()
    assert comparative.current(act) is None


def test_tables_without_both_headers_are_not_comparative(table_docx):
    act = read(table_docx([["Статья 1. Сбор", "Размер"], ["1. Лицензия", "100 сомов"]]))
    assert not comparative.is_comparative(act)


def test_a_note_of_the_current_column_stays_with_it(make_package, lexicon):
    def cell(text: str, number: int) -> str:
        reference = f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'
        return paragraph(run(text), reference)

    heads = [paragraph(run(head)) for head in HEADS["ru"]]
    body = table(row(*heads), row(cell(NEW, 2), cell(NEW, 3)))
    notes = "".join(
        f'<w:footnote w:id="{number}">{paragraph(run(text))}</w:footnote>'
        for number, text in ((2, POWER), (3, "Срок считается в рабочих днях."))
    )
    act = read(make_package(body, footnotes=notes))
    assert words(act, Role.FOOTNOTE) == ["[2] Срок считается в рабочих днях."]
    assert words(act, Role.CURRENT)[-1] == f"[1] {POWER}"
    assert column_fates(check(act, lexicon), lexicon).view().introduced == ()


TEXTS = ["Статья 3. Срок", OLD, NEW, POWER, "1) пункт;", "Отсутствует", "№", "2", *HEADS["ru"], "x" * 90]
PLACED = st.tuples(st.integers(0, 1), st.integers(0, 4), st.integers(0, 3), st.integers(1, 3))


@given(st.lists(st.tuples(st.sampled_from(TEXTS), st.none() | PLACED), min_size=1, max_size=14))
def test_no_line_is_lost_in_any_grid(lines):
    held = sorted(lines, key=lambda each: each[1][:3] if each[1] else (-1, 0, 0))
    source = assemble(
        Paragraph((Segment(text, n, 0),), cell=Cell(*place) if place else None)
        for n, (text, place) in enumerate(held)
    )
    act = comparative.act(source, excerpt=True)
    assert sorted(n.span.of(act.text) for n in act.lines) == sorted(text for text, _ in held)
    assert act.text == "\n".join(n.span.of(act.text) for n in act.lines)
    assert sorted(p.node for p in act.pieces) == list(range(len(held)))
    assert all(act.units[n.unit].span.holds(n.span) for n in act.lines)
    assert len({u.eid for u in act.units}) == len(act.units)
    once = comparative.ordered(source)
    assert comparative.ordered(once) == once
