"""PDF with text: the act of a printed text is the act of the text."""

from __future__ import annotations

import tempfile
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from expertise.act import Act, Cell, Kind, Role
from expertise.reading import pdf, read, read_text
from expertise.reading.comparative import is_comparative
from expertise.reading.pdf_flow import flow
from expertise.reading.pdf_page import read_pages
from expertise.reading.source import assemble
from tests.reading.printing import BODY, printed

SAMPLES = Path(__file__).parents[2] / "corpora" / "samples"
HEADS = (
    "#set page(header: align(center)[Долбоор, редакция 3], "
    "footer: context align(right)[#counter(page).display()])"
)
# ң ү ө come from another font than the other letters, as where the main font lacks them.
FALLBACK = '#set text(font: ((name: "PT Serif", covers: regex("[^ңүөҢҮӨ]")), "Libertinus Serif"))'
LAYOUTS = {
    "indented": HEADS,
    "parted by space": HEADS + "\n#set par(first-line-indent: 0cm, spacing: 1.2em)",
    "hyphenated": HEADS + "\n#set text(hyphenate: true)",
    "fallback font": FALLBACK,
}


def act_of(data: bytes) -> Act:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "act.pdf"
        path.write_bytes(data)
        return read(path)


def lines_of(data: bytes) -> list[str]:
    """The lines of a PDF, read in this process."""
    _, pages = read_pages(data, "test.pdf", 0, 100, 60)
    return assemble(flow(pages).paragraphs).lines()


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("language", ["ru", "ky"])
def test_a_printed_act_reads_as_the_act(tmp_path, language, layout):
    act = read(SAMPLES / f"amending-law.{language}.docx")
    lines = [line.span.of(act.text) for line in act.lines]
    made = act_of(printed(tmp_path, lines, LAYOUTS[layout]))
    assert made.text == act.text
    assert [u.eid for u in made.units] == [u.eid for u in act.units]
    assert (made.language, made.requisites, made.format) == (act.language, act.requisites, "pdf")


WORDS = st.sampled_from(
    ["орган", "заявитель", "лицензия", "срок", "рассмотрения", "обжалование", "мөөнөт", "үчүн", "арыз"]
)
SENTENCE = st.lists(WORDS, min_size=1, max_size=40).map(lambda words: " ".join(words))


@st.composite
def small_acts(draw):
    lines = ["Закон Кыргызской Республики", "О проверке чтения"]
    for number in range(1, draw(st.integers(2, 6))):
        lines.append(f"Статья {number}. {draw(WORDS).capitalize()}")
        lines += [f"{n}. {draw(SENTENCE).capitalize()}." for n in range(1, draw(st.integers(2, 5)))]
        items = [f"{n}) {draw(SENTENCE)};" for n in range(1, draw(st.integers(1, 4)))]
        if items:
            lines += [f"9. {draw(SENTENCE).capitalize()}:", *items[:-1], items[-1][:-1] + "."]
    return lines


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(small_acts(), st.sampled_from([9, 11, 12, 14]), st.sampled_from([2.0, 2.5, 4.0]), st.booleans())
def test_any_small_act_keeps_its_lines(lines, size, margin, fallback):
    setting = f"#set text(size: {size}pt)\n#set page(margin: {margin}cm)\n" + (FALLBACK if fallback else "")
    with tempfile.TemporaryDirectory() as folder:
        assert lines_of(printed(Path(folder), lines, setting)) == lines


def test_running_heads_and_page_numbers_are_left_out(tmp_path):
    lines = [f"{n}. Орган рассматривает заявление номер {n} в порядке очереди." for n in range(1, 120)]
    assert lines_of(printed(tmp_path, lines, HEADS)) == lines


def test_a_heading_that_opens_two_pages_stays(tmp_path):
    body = (
        "#for n in range(1, 4) [ #par[Статья #n.] #par[Орган рассматривает заявление в срок.] "
        "#pagebreak(weak: true) ]"
    )
    found = lines_of(printed(tmp_path, (), body=body))
    assert [line for line in found if line.startswith("Статья")] == ["Статья 1.", "Статья 2.", "Статья 3."]


def test_footnotes_stand_apart_and_numbers_of_articles_stay_raised(tmp_path):
    body = (
        '#par[Статья 21#super[1]. Срок]\n#par[#"1. "Заявление#footnote[Форма в приложении.] по '
        "части 2#super[3] рассматривает орган.]"
    )
    data = printed(tmp_path, (), "#set super(typographic: false)", body)
    assert lines_of(data) == ["Статья 21¹. Срок", "1. Заявление по части 2³ рассматривает орган."]
    assert act_of(data).warnings == ("footnotes",)


def test_cells_of_a_table_over_two_pages(tmp_path):
    body = (
        '#par[Статья 1. Сборы]\n#par[#"1. "Размеры сбора:]\n#v(21cm)\n#table(columns: (5cm, 6cm), '
        "table.header([Действующая], [Предлагаемая]), "
        "[Орган вправе отказать заявителю по своему усмотрению], [Орган отказывает], "
        "[Срок 10 дней], [Срок 5 дней])"
    )
    act = act_of(printed(tmp_path, (), body=body))
    cells = {line.span.of(act.text): line.cell for line in act.lines if line.cell}
    assert cells["Орган вправе отказать заявителю по своему усмотрению"] == Cell(0, 1, 0)
    assert cells["Срок 5 дней"] == Cell(0, 2, 1)
    assert list(cells).count("Действующая") == 1
    assert [u.kind for u in act.units].count(Kind.TABLE) == 1


def test_two_columns_are_read_one_after_the_other(tmp_path):
    words = ["орган", "заявитель", "комиссия", "суд", "министр", "лицензиат", "эксперт"]
    lines = [
        f"{n}. {words[n % 7]} рассматривает {words[n % 5]} и {words[n % 3]} в срок." for n in range(1, 90)
    ]
    assert lines_of(printed(tmp_path, lines, body="#columns(2)[" + BODY + "]")) == lines


def test_turned_and_struck_text_is_left_out_with_a_warning(tmp_path):
    body = (
        "#place(right, rotate(90deg)[Для служебного пользования])\n#par[Статья 1. Срок]\n"
        '#par[#"1. "Орган #strike[вправе] обязан ответить в срок.]'
    )
    act = act_of(printed(tmp_path, (), body=body))
    assert act.text == "Статья 1. Срок\n1. Орган обязан ответить в срок."
    assert act.warnings == ("rotated-text", "struck-out")


def test_broken_words_are_joined_and_hyphens_kept(tmp_path):
    setting = "#set text(hyphenate: false)\n#set par(justify: false)\n#set page(width: 9cm)"
    lines = [
        "1. Общественно-политические и научно-технические организации, финансово-хозяйственная деятельность.",
        "2. Статья 1-беренесинин 2-бөлүгүнө ылайык 3-пунктунда көрсөтүлгөн 4-тиркеме, 5-глава.",
    ]
    assert lines_of(printed(tmp_path, lines, setting)) == lines


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "text", "articles", "share"),
    [
        ("public-broadcaster-law.ru.pdf", "public-broadcaster-law-2011.ru.txt", 29, 0.999),
        # The text file writes «1-1» where the print has 1¹.
        ("law-257-2025-amendments.ru.pdf", "law-257-2025-amendments-mediation.ru.txt", 8, 0.997),
    ],
)
def test_real_laws_read_as_their_text(shared_acts, name, text, articles, share):
    made, known = read(shared_acts / "other" / name), read(shared_acts / "text" / text)
    assert made.articles == known.articles == articles
    flat = made.text.translate(str.maketrans({"¹": "-1", "²": "-2"})).split()
    assert equal_share(flat, known.text.split()) >= share


def equal_share(found: list[str], known: list[str]) -> float:
    """The share of words that both texts have in the same order."""
    from difflib import SequenceMatcher

    blocks = SequenceMatcher(None, found, known, autojunk=False).get_matching_blocks()
    return 2 * sum(block.size for block in blocks) / (len(found) + len(known))


def test_every_piece_leads_to_its_words_on_the_page(tmp_path):
    """Read back with the library alone: the signs inside a box are those of the piece."""
    import pdfplumber

    lines = [f"{n}. Арыз ээси мөөнөттө жооп берүүгө укуктуу; орган обязан ответить." for n in range(1, 70)]
    path = tmp_path / "act.pdf"
    path.write_bytes(printed(tmp_path, ["Мыйзам", "1-берене. Мөөнөт", *lines], HEADS))
    act = read(path)
    made = pdf.read(path.read_bytes(), str(path))
    with pdfplumber.open(path) as document:
        for piece in act.pieces[:: max(1, len(act.pieces) // 40)]:
            box = pdf.box(made, piece.node, piece.offset, piece.offset + piece.end - piece.start)
            signs = "".join(
                sign["text"]
                for sign in sorted(document.pages[box.page].chars, key=lambda sign: sign["x0"])
                if box.left - 0.1 <= (sign["x0"] + sign["x1"]) / 2 <= box.right + 0.1
                and box.bottom < (sign["y0"] + sign["y1"]) / 2 < box.top
            )
            assert "".join(signs.split()) == "".join(act.text[piece.start : piece.end].split())
    assert all(one.end <= other.start for one, other in pairwise(act.pieces))


def test_a_pdf_is_told_by_its_content(tmp_path):
    data = printed(tmp_path, ["Статья 1. Срок", "1. Орган отвечает в срок."])
    path = tmp_path / "act.docx"
    path.write_bytes(data)
    assert read(path).text == read_text("Статья 1. Срок\n1. Орган отвечает в срок.").text


def test_a_printed_comparative_table_is_read_column_by_column(tmp_path):
    rows = "[Статья 1. Орган вправе отказать.], [Статья 1. Орган отказывает.]"
    body = (
        "#par[Сравнительная таблица]\n#table(columns: (7cm, 7cm), [Действующая редакция], "
        f"[Предлагаемая редакция], {rows})"
    )
    act = act_of(printed(tmp_path, (), body=body))
    assert is_comparative(act)
    assert [line.span.of(act.text) for line in act.lines if line.role is Role.NORM] == [
        "Статья 1. Орган отказывает."
    ]
