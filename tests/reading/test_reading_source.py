"""The settled text and the way back: plain text."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expertise.act import Act
from expertise.reading import read, read_text
from expertise.reading.plain import paragraphs
from expertise.reading.source import assemble, split_lines

SIGNS = st.text(alphabet='абвйңөүЁ ий\u0306\u00a0\u00ad\u200b\t\n\r1.)(-–«»"', max_size=80)


def assert_maps_back(text: str, source: str) -> None:
    """Every piece is the same stretch of the source but for the kind of space or hyphen."""
    made = assemble(paragraphs(source))
    assert made.text == text
    end = 0
    for piece in made.pieces:
        assert piece.start >= end
        end = piece.end
        there = source[piece.offset : piece.offset + piece.end - piece.start]
        assert len(there) == piece.end - piece.start
        for here, sign in zip(made.text[piece.start : piece.end], there, strict=True):
            assert (
                here == sign or (here == " " and sign.isspace()) or (here == "-" and sign in "\u2010\u2011")
            )


@given(SIGNS)
def test_pieces_lead_back_to_the_source(source: str) -> None:
    assert_maps_back(assemble(paragraphs(source)).text, source)


@given(SIGNS)
def test_settled_text_holds_each_paragraph_once_and_is_settled(source: str) -> None:
    made = assemble(paragraphs(source))
    assert unicodedata.is_normalized("NFC", made.text)
    assert "  " not in made.text
    assert not any(sign in made.text for sign in "\u00a0\u00ad\u200b\t\r")
    assert made.text.split("\n") == [made.text[s.start : s.end] for s in made.spans] or not made.spans
    assert all(line == line.strip() != "" for line in made.lines())


@given(
    st.lists(
        st.sampled_from(
            [
                "ЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ",
                "О внесении изменений в закон",
                "Глава 1. Общее",
                "Статья 1. Срок",
                "Статья 1",
                "1. Орган:",
                "1) пункт;",
                "а) буква.",
                "- тире;",
                "Просто текст.",
                "Примечание.",
                "1.1. Пункт.",
                "I. Раздел",
                "(В редакции Закона КР от 5 мая 2020 года № 7)",
                "(Утратила силу Законом КР от 5 мая 2020 года № 7)",
                "статью 5 изложить в следующей редакции:",
                "«Статья 5. Новое",
                "1. Текст нового.».",
                '"1-1) слова.";',
                "Приложение 1",
                "Президент",
                "А. Тестов",
                "7-берене. Аталышы",
                "5.",
                "3 Три",
                "В статье 4:",
            ]
        ),
        max_size=30,
    )
)
def test_any_heap_of_lines_gives_a_sound_act(lines: list[str]) -> None:
    text = "\n".join(["Начало текста.", *lines])
    act = read_text(text, excerpt=True)
    assert_sound(act)
    assert act.text.replace("\n", " ") == text.replace("\n", " ")


def assert_sound(act: Act) -> None:
    """Lines cover the text once, every span holds its children, names are unique."""
    assert "\n".join(line.span.of(act.text) for line in act.lines) == act.text
    eids = [unit.eid for unit in act.units]
    assert len(set(eids)) == len(eids)
    for place, unit in enumerate(act.units):
        assert unit.parent < place
        assert unit.parent < 0 or act.units[unit.parent].span.holds(unit.span)
    for line in act.lines:
        assert act.units[line.unit].span.holds(line.span)
        assert line.span.start <= line.body <= line.span.end


ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251", "koi8-r", "cp866"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_text_files_of_every_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "закон.txt"
    path.write_bytes("ЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ\r\nСтатья 1. Сроки\r\n1. Орган решает.".encode(encoding))
    act = read(path)
    assert act.text == "ЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ\nСтатья 1. Сроки\n1. Орган решает."
    assert act.file == str(path)
    assert act.format == "txt"
    assert len(act.sha256) == 64


SETTLED = [
    ("раз\u00adре\u00adшение", "разрешение"),
    ("1.\u00a0Орган \u00a0 решает", "1. Орган решает"),
    ("срочныи\u0306 ответ", "срочный ответ"),
    ("\ufeff\u200bответ\t\tсрочный ", "ответ срочный"),
    ("физкультурно\u2011массовый", "физкультурно-массовый"),
]


@pytest.mark.parametrize(("raw", "settled"), SETTLED)
def test_spaces_hyphens_and_letters_are_settled_once(raw: str, settled: str) -> None:
    assert_maps_back(settled, raw)


def test_a_composed_letter_has_no_source_but_its_neighbours_have() -> None:
    made = assemble(paragraphs("краи\u0306ний"))
    assert made.text == "крайний"
    assert [(piece.start, piece.end, piece.offset) for piece in made.pieces] == [(0, 3, 0), (4, 7, 5)]


def test_a_cut_line_keeps_offsets_and_parts_its_piece() -> None:
    made = split_lines(assemble(paragraphs("Изложить: «Текст».")), {0: 9})
    assert made.text == "Изложить:\n«Текст»."
    assert [(span.start, span.end) for span in made.spans] == [(0, 9), (10, 18)]
    assert [(piece.start, piece.end, piece.offset) for piece in made.pieces] == [(0, 9, 0), (10, 18, 10)]


TONGUES = [
    ("Орган вправе отказать в выдаче лицензии и приостановить её действие.", "ru"),
    ("Орган лицензияны берүүдөн баш тартууга жана анын колдонулушун токтотууга укуктуу.", "ky"),
    ("Ушул мыйзам жана башка актылар боюнча орган чечим кабыл алат, эгерде ал каралган болсо.", "ky"),
    ("123 456", "ru"),
]


@pytest.mark.parametrize(("text", "language"), TONGUES)
def test_the_language_is_told_by_its_words(text: str, language: str) -> None:
    assert read_text(text, excerpt=True).language == language
