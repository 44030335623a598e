"""Web pages: the act without what serves the page, its lists, tables, breaks and raised figures as shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expertise.act import Act, Kind
from expertise.errors import UnreadableFile
from expertise.reading import html, html_nodes, read

Page = Callable[..., Act]
TITLE = "<h1>ЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ</h1><p>О примере</p><h2>Статья 1. Пример</h2>"


@pytest.fixture
def page(tmp_path: Path) -> Page:
    """Read a page of a title, one article and the given body, in UTF-8."""

    def make(body: str, title: str = TITLE) -> Act:
        path = tmp_path / "page.html"
        path.write_text(f"<html><head><meta charset=utf-8></head><body>{title}{body}", encoding="utf-8")
        return read(path)

    return make


LINKS = "".join(f"<li><a href='/{n}'>Раздел сайта {n}</a></li>" for n in range(8))
BODIES = [
    ("a script", "<script>1. Б</script><style>p{}</style><noscript>1. Нет</noscript><p>1. А.</p>", ["1. А."]),
    ("navigation", f"<nav><p>1. Меню</p></nav><ul>{LINKS}</ul><p>1. А.</p><footer>Сайт</footer>", ["1. А."]),
    ("roles", "<div role=navigation>Меню</div><p>1. А.</p><div role='contentinfo'>Сайт</div>", ["1. А."]),
    ("a named list of links", f"<div id=contents>Раздел: {LINKS[:120]}</div><p>1. А.</p>", ["1. А."]),
    ("hidden", "<p hidden>А</p><p style='display:none'>Б</p><p class=sr-only>В</p><p>1. Г.</p>", ["1. Г."]),
    ("entities", "<p>1.&nbsp;&laquo;А&raquo; &#8211; &#150; &amp; &#1041;</p>", ["1. «А» – – & Б"]),
    ("spaces", "<p>1.\n   А\t<b> б</b>\n</p>", ["1. А б"]),
    ("raised", "<p>1. Статья 21<sup>1</sup>, 5<span style='vertical-align:super'>2</span> м</p>",
     ["1. Статья 21¹, 5² м"]),
    ("deleted", "<p>1. Орган <del>обязан</del><ins>вправе</ins></p>", ["1. Орган вправе"]),
    ("breaks after sentences", "<p>1. А.<br>2. Б;<br>в<br>г</p>", ["1. А.", "2. Б;", "в г"]),
    ("two breaks", "<p>Статья 2. Б<br><br>Текст</p>", ["Статья 2. Б", "Текст"]),
    ("loose text", "1. А.<div>2. Б.</div>3. В.", ["1. А.", "2. Б.", "3. В."]),
    ("pre", "<pre>1. А б\nв г\n\n2. Д</pre>", ["1. А б в г", "2. Д"]),
    ("an empty line of the source", "<div>1. А б\n\n   В г\n\n  и д</div>", ["1. А б", "В г и д"]),
]  # fmt: skip


@pytest.mark.parametrize(("why", "body", "lines"), BODIES, ids=[case[0] for case in BODIES])
def test_lines_of_a_page(page: Page, why: str, body: str, lines: list[str]) -> None:
    act = page(body)
    assert act.text.split("\n")[3:] == lines, why
    assert act.format == "html"


LISTS = [
    ("numbers", "<ol><li>а<li>б</ol>", ["1. а", "2. б"]),
    ("from five, one set", "<ol start=5><li>а<li value=9>б<li>в</ol>", ["5. а", "9. б", "10. в"]),
    ("letters and figures", "<ol type=a><li>а</ol><ol type=I><li>б</ol>", ["a. а", "I. б"]),
    ("backwards", "<ol reversed><li>а<li>б</ol>", ["2. а", "1. б"]),
    ("a list in a list", "<ol><li>а<ol type=i><li>б<li>в</ol><li>г</ol>", ["1. а", "i. б", "ii. в", "2. г"]),
    ("paragraphs of an item", "<ol><li><p>а</p><p>б</p><li>в</ol>", ["1. а", "б", "2. в"]),
    ("its own numbers", "<ol><li>1) а<li>2) б</ol>", ["1) а", "2) б"]),
    ("none", "<ol style='list-style-type: none'><li>а</ol>", ["а"]),
    ("bullets", "<ul><li>а<li>б</ul>", ["• а", "• б"]),
]


@pytest.mark.parametrize(("why", "body", "lines"), LISTS, ids=[case[0] for case in LISTS])
def test_lists_have_the_numbers_a_browser_shows(page: Page, why: str, body: str, lines: list[str]) -> None:
    assert page(body).text.split("\n")[3:] == lines, why


def test_a_page_of_breaks_alone_parts_paragraphs_by_them(page: Page) -> None:
    title = "ЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ<br>О примере<br>Статья 1. Пример<br>"
    act = page("1. Орган<br>вправе отказать.<br>2. Б<br>Статья 2. Второй<br>Текст", title)
    assert act.text.split("\n")[2:] == [
        "Статья 1. Пример", "1. Орган вправе отказать.", "2. Б", "Статья 2. Второй", "Текст",
    ]  # fmt: skip


def test_tables_have_cells_and_frames_of_the_page_have_none(page: Page) -> None:
    table = "<table><tr><th rowspan=2>А<th colspan=2>Б<tr><td>В<td>Г</table>"
    act = page(f"<table><tr><td>Меню<td><p>1. Вот:</p>{table}</table>")
    cells = {line.span.of(act.text): line.cell for line in act.lines if line.cell}
    assert {text: (c.row, c.column, c.columns) for text, c in cells.items()} == {
        "А": (0, 0, 1), "Б": (0, 1, 2), "В": (1, 1, 1), "Г": (1, 2, 1),
    }  # fmt: skip
    assert sum(unit.kind is Kind.TABLE for unit in act.units) == 1


def test_hidden_text_that_is_more_than_a_button_is_told(page: Page) -> None:
    assert page("<p>1. А.</p><div hidden>Печать</div>").warnings == ()
    assert page("<p>1. А.</p><div hidden>" + "Орган вправе отказать. " * 9).warnings == ("hidden-text",)


ENCODINGS = [
    ("cp1251", "<meta charset=windows-1251>", ()),
    ("cp1251", "<meta http-equiv=content-type content='text/html; charset=windows-1251'>", ()),
    ("koi8-r", "<meta charset=koi8-r>", ()),
    ("koi8-r", "<meta charset=utf-8>", ("encoding-koi8-r",)),
    ("cp866", "", ("encoding-cp866",)),
    ("utf-8", "<meta charset=windows-1251>", ()),
    ("utf-16", "<meta charset=utf-8>", ()),
    ("utf-16-le", "", ("encoding-utf-16-le",)),
]


@pytest.mark.parametrize(("name", "meta", "warned"), ENCODINGS)
def test_pages_in_old_encodings_and_wrong_about_themselves(
    tmp_path: Path, name: str, meta: str, warned: tuple[str, ...]
) -> None:
    path = tmp_path / "page.html"
    body = f"<html><head>{meta}</head><body>{TITLE}<p>1. Орган вправе приостановить лицензию.</p>"
    path.write_bytes(body.encode(name))
    act = read(path)
    assert act.text.endswith("1. Орган вправе приостановить лицензию.")
    assert (act.format, act.warnings) == ("html", warned)


def test_an_archive_of_a_page(tmp_path: Path) -> None:
    path = tmp_path / "page.mht"
    body = f"<html><body>{TITLE}<p>1. Орган вправе.</p></body></html>".encode("cp1251")
    path.write_bytes(
        b'From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary="x"\r\n'
        b"\r\n--x\r\n"
        b'Content-Type: text/html; charset="windows-1251"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n'
        + body
        + b"\r\n--x\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0K\r\n--x--"
    )
    assert read(path).text.endswith("1. Орган вправе.")


MARKS = st.sampled_from(
    ["<p>", "</p>", "<br>", "<ol>", "<li>", "</ol>", "<sup>1</sup>", "<table><tr><td>", "<td>", "</table>",
     "<pre>", "<script>", "</script>", "<div hidden>", "</div>", "<!-- ", " -->", "&nbsp;", "&#150;", "\n\n",
     "Статья 2. А ", "1) б; ", "вправе ", "<", "&", "<a href='#'>", "</a>", "<select>", "<frameset>",
     "<plaintext>", "\x00", "\r"]
)  # fmt: skip


@given(st.lists(MARKS, max_size=40).map("".join))
def test_any_soup_is_read_or_refused_and_leads_back(soup: str) -> None:
    data = f"<html><body>{TITLE}{soup}".encode()
    try:
        found = html.read(data, "soup.html")
    except UnreadableFile:
        return
    nodes = html_nodes(data)
    for paragraph in found.paragraphs:
        for segment in paragraph.segments:
            if segment.node >= 0:
                there = nodes[segment.node][segment.offset : segment.offset + len(segment.text)]
                assert len(there) == len(segment.text)
