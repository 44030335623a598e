"""Rich text: letters, lines and numbers as in a .docx; what is lost is told; the damaged is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from expertise.act import Act, Kind
from expertise.analysis.finding import Finding
from expertise.conclusion.annotated import annotate
from expertise.errors import UnreadableFile
from expertise.lexicon.lexicon import Lexicon
from expertise.reading import read, rtf

ReadRtf = Callable[..., Act]
HEADER = r"{\rtf1\ansi\ansicpg1251\deff0{\fonttbl{\f0\froman\fcharset204 Times;}{\f1\fnil\fcharset2 Symbol;}}"


def escaped(text: str) -> str:
    """Write text as Word does: cp1251 in hex escapes, what it lacks as \\uNNNN?."""
    out = []
    for sign in text:
        byte = sign.encode("cp1251", errors="ignore")
        if sign in "\\{}":
            out.append("\\" + sign)
        elif sign.isascii():
            out.append(sign)
        else:
            out.append(f"\\'{byte[0]:02x}" if byte else f"\\u{ord(sign)}?")
    return "".join(out)


TITLE = rf"\pard\plain\f0 {escaped('ЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ')}\par {escaped('Статья 1. Пример')}\par "


@pytest.fixture(autouse=True)
def without_office(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read by the reader of this project alone."""
    monkeypatch.setenv("EXPERTISE_SOFFICE", "none")


@pytest.fixture
def read_rtf(tmp_path: Path) -> ReadRtf:
    """Read an .rtf made of a header, a title with one article, and the given source."""

    def make(body: str, header: str = HEADER, title: str = TITLE) -> Act:
        path = tmp_path / "act.rtf"
        path.write_bytes(f"{header}{title}{body}}}".encode("latin-1"))
        act = read(path)
        assert act.warnings[0] == "without-office"
        return replace(act, warnings=act.warnings[1:])

    return make


def body(act: Act) -> list[str]:
    return act.text.split("\n")[2:]


def test_an_act_has_format_hash_and_no_pieces(read_rtf: ReadRtf, tmp_path: Path) -> None:
    act = read_rtf(escaped("1. Часть."))
    assert (act.format, act.pieces, act.warnings) == ("rtf", (), ())
    assert act.sha256 == sha256((tmp_path / "act.rtf").read_bytes()).hexdigest()
    assert act.requisites.type == "law"
    assert act.text == "ЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ\nСтатья 1. Пример\n1. Часть."


def test_it_is_picked_by_content(tmp_path: Path) -> None:
    path = tmp_path / "act.doc"
    path.write_bytes(b"\xef\xbb\xbf\r\n" + f"{HEADER}{TITLE}}}\x00".encode("latin-1"))
    assert read(path).format == "rtf"


def test_kyrgyz_letters(read_rtf: ReadRtf) -> None:
    text = "1. Мамлекеттик органдын өз үлүшү жөнүндө чечими, ӨҮҢ {а} \\ б."
    assert body(read_rtf(escaped(text))) == [text]
    assert body(read_rtf(r"\uc0 1. \u1187 \u1199 \u1257 \uc2 \u1186??\u1198??.")) == ["1. ңүөҢҮ."]


@pytest.mark.parametrize(
    "header",
    [
        r"{\rtf1\ansi",
        r"{\rtf1\ansi\ansicpg1251{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset238 Arial CE;}}",
        r"{\rtf1\ansi\ansicpg1252\deff3{\fonttbl{\f0\fcharset0 A;}{\f3{\*\falt B}\fcharset204 C;}}",
        r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset204\fprq2{\*\panose 0202}Times;}}",
    ],
    ids=["no code page", "charset 0 under 1251", "default font", "font"],
)
def test_bytes_are_read_by_font_or_code_page(read_rtf: ReadRtf, header: str) -> None:
    title = TITLE if "deff3" not in header else TITLE.replace(r"\f0 ", "")
    act = read_rtf("", header=header, title=title)
    assert act.text.startswith("ЗАКОН КЫРГЫЗСКОЙ")
    raw = "1. Часть.".encode("cp1251").decode("latin-1")
    assert body(read_rtf(raw, header=header, title=title)) == ["1. Часть."]


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("1. {А}\r\n{Б}", ["1. АБ"]),
        ("1. А\\\r\n2. Б\\par\\par 3. В\\sect 4. Г", ["1. А", "2. Б", "3. В", "4. Г"]),
        (
            "1. Орган\\line решает.\\line 2. Суд:\\line\\line а) жалоба",
            ["1. Орган решает.", "2. Суд:", "а) жалоба"],
        ),
        ("1. Орган \\page решает.", ["1. Орган решает."]),
        ("1.\\tab А\\~Б\\_В \\emdash  \\ldblquote Г\\rdblquote", ["1. А Б-В — “Г”"]),
        ("1. пол\\-ный {\\b все}\\i {\\ul го}", ["1. полный всего"]),
        ("1. \\'7bА\\'7d \\\\pict\\\\bin", ["1. {А} \\pict\\bin"]),
        ("1. А{\\pict\\bin5 }}}}}{\\*\\x 12}ff} Б", ["1. А Б"]),
        ("1. А{\\header к}{\\*\\bkmkstart z}{\\info{\\title т}} Б", ["1. А Б"]),
        ("1. А {\\deleted Б\\par }В", ["1. А В"]),
    ],
)
def test_lines(read_rtf: ReadRtf, source: str, lines: list[str]) -> None:
    act = read_rtf("".join(escaped(sign) if not sign.isascii() else sign for sign in source))
    assert (body(act), act.warnings) == (lines, ())


def test_the_words_of_a_link_stay_without_its_address(read_rtf: ReadRtf) -> None:
    link = r'{\field{\*\fldinst{HYPERLINK "http://example.org"}}{\fldrslt{\ul ' + escaped("порядке") + "}}}"
    assert body(read_rtf(f"1. {link}.")) == ["1. порядке."]


@pytest.mark.parametrize(
    "raised",
    [
        r"21{\super 1}.",
        r"21\super 1\nosupersub .",
        r"21\super 1\super0 .",
        r"21{\up6\'31}.",
        r"21\super 1\plain .",
    ],
)
def test_raised_numbers_of_articles(read_rtf: ReadRtf, raised: str) -> None:
    act = read_rtf(f"{escaped('Статья ')}{raised}{escaped(' Ещё')}\\par 1. " + escaped("Норма."))
    assert "Статья 21¹. Ещё" in act.text
    assert [unit.number for unit in act.units if unit.kind is Kind.ARTICLE] == ["1", "21-1"]


def test_only_figures_are_raised(read_rtf: ReadRtf) -> None:
    source = escaped("1. 5 м") + r"{\super 2} {\super " + escaped("а") + r"\uc1\u1187 1}{\sub 3}"
    assert body(read_rtf(source)) == ["1. 5 м² аң3"]


def test_cells_become_lines_of_one_table(read_rtf: ReadRtf) -> None:
    row = r"\trowd\pard\intbl " + escaped("Сбор") + r"\par " + escaped("за выдачу") + r"\cell 100\cell\row "
    act = read_rtf(escaped("1. Ставки:") + r"\par " + row + row + r"\pard " + escaped("2. Срок."))
    assert body(act) == ["1. Ставки:", *["Сбор", "за выдачу", "100"] * 2, "2. Срок."]
    assert sum(unit.kind is Kind.TABLE for unit in act.units) == 1
    frame = read_rtf(r"\trowd\pard\intbl " + escaped("1. В рамке.") + r"\cell\row\pard ")
    assert not any(unit.kind is Kind.TABLE for unit in frame.units)


def test_list_numbers_are_kept_where_the_file_holds_them(read_rtf: ReadRtf) -> None:
    item = escaped("Орган решает.")
    kept = read_rtf(
        rf"{{\listtext\pard\plain 1.\tab}}\pard\ls1 {item}\par{{\pntext 2.\tab}}{{\*\pn\pnlvlbody}}{item}"
    )
    assert (body(kept), kept.warnings) == (["1. Орган решает.", "2. Орган решает."], ())
    bullets = read_rtf(rf"{{\listtext\f1\'b7\tab}}\pard\ls1 {item}\par{{\listtext\u-3913 ?\tab}}{item}")
    assert body(bullets) == ["• Орган решает."] * 2


@pytest.mark.parametrize(
    "source", [r"\pard\ls1 {}\par", r"\pard\ls2\ilvl0 {}", r"\pard{{\*\pn\pnlvlbody}}{}\par"]
)
def test_lost_list_numbers_are_told(read_rtf: ReadRtf, source: str) -> None:
    assert read_rtf(source.format(escaped("Орган решает."))).warnings == ("lists-lost",)
    assert read_rtf(source.format("")).warnings == ()


def test_what_is_left_out_is_told_in_both_languages(read_rtf: ReadRtf, lexicon: Lexicon) -> None:
    source = r"1. {\v a}{\super\chftn{\footnote b}}{\shp{\*\shpinst{\shptxt c\par}}}\pard\ls1 d"
    act = read_rtf(source)
    assert (body(act), act.warnings) == (["1. d"], rtf.WARNINGS)
    assert all(f"warning-{code}" in words for words in lexicon.messages.values() for code in act.warnings)
    blank = r"1. {\v  }{\footnote\pard }{\header{\shp{\*\shpinst{\shptxt c}}}}{\v\deleted x}d"
    assert read_rtf(blank).warnings == ()


@pytest.mark.parametrize(
    "source",
    [r"\uc x", r"\u9999999999 x", "{x", r"\bin9999999999 x", r"{\pict\bin5 }"],
    ids=["uc", "code", "open", "bin", "short bin"],
)
def test_damaged(read_rtf: ReadRtf, source: str) -> None:
    with pytest.raises(UnreadableFile) as error:
        read_rtf(source)
    assert error.value.code == "damaged"
    assert set(error.value.parameters) >= {"file", "detail"}


def test_limits_and_surrogates(read_rtf: ReadRtf, monkeypatch: pytest.MonkeyPatch) -> None:
    assert body(read_rtf(r"1. \u-10179?\u-8704? \u-10179?.")) == ["1. \U0001f600 \ufffd."]
    for limit in ("MAX_FILE", "MAX_SOURCE"):
        with monkeypatch.context() as patch:
            patch.setattr(rtf, limit, 40)
            with pytest.raises(UnreadableFile, match="too-large"):
                read_rtf("1. x")


def test_the_annotated_copy_is_a_new_document(
    read_rtf: ReadRtf, lexicon: Lexicon, finding: Callable[..., Finding]
) -> None:
    act = read_rtf(escaped("1. Орган вправе при необходимости отказать."))
    copy = annotate(act, [finding(act, "при необходимости")], lexicon, "ru")
    assert (copy.comments, copy.unplaced, copy.data[:2]) == (1, 0, b"PK")


WORDS = st.sampled_from(
    [rb"\par ", rb"\line ", rb"\cell", rb"\row", rb"\intbl", rb"\super ", rb"\v ", rb"\u1187?", rb"\u",
     rb"\uc", rb"\u99999999", rb"\'", rb"\'c0", rb"\bin3 ", rb"\*", rb"\fonttbl", rb"\f1", rb"\fcharset",
     rb"\fcharset204", rb"\ansicpg", rb"\ansicpg1251", rb"\deff-1", rb"\pntext", rb"\ls1", rb"\footnote",
     rb"\pict", rb"\field", b"{", b"}", b"{", b"}", b"\\", escaped("Статья 1. Норма").encode()]
)  # fmt: skip


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.one_of(WORDS, st.binary(max_size=20)), max_size=40).map(b"".join), st.integers(0, 3))
@example(b"\\uc}", 0)
@example(b"\\fonttbl\\fcharset}", 1)
def test_any_bytes_give_an_act_or_a_refusal(tmp_path: Path, noise: bytes, closing: int) -> None:
    path = tmp_path / "noise.rtf"
    path.write_bytes(b"{\\rtf1" + noise + b"}" * closing)
    try:
        act = read(path)
    except UnreadableFile as refusal:
        code, text = refusal.code, ""
    else:
        code, text = act.format, act.text
    assert code in ("rtf", "damaged", "empty", "not-an-act")
    assert text.encode("utf-8") or not text


@pytest.mark.shared
def test_real_files(shared_acts: Path) -> None:
    """The Land code in its edition of 2013 still has the article 83-1 that the later text lacks."""
    code = read(shared_acts / "other" / "land-code-1999.ru.rtf")
    later = read(shared_acts / "text" / "land-code-1999.ru.txt")
    articles, others = (
        {unit.number for unit in act.units if unit.kind is Kind.ARTICLE} for act in (code, later)
    )
    assert articles - others == {"83-1"}
    assert others <= articles
    assert "HYPERLINK" not in code.text
    assert "http" not in code.text
    law = read(shared_acts / "other" / "law.ru.rtf")
    assert (law.articles, law.language, law.warnings) == (24, "ru", ("without-office",))
