"""Comments of Word documents: who said what, on which words, in which thread."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from wordxml import ARTICLE, HEAD, deleted, paragraph, run

from expertise.act import Remark, Span
from expertise.reading import read

MakeDocx = Callable[..., Path]


def opens(number: int) -> str:
    return f'<w:commentRangeStart w:id="{number}"/>'


def closes(number: int) -> str:
    return f'<w:commentRangeEnd w:id="{number}"/><w:r><w:commentReference w:id="{number}"/></w:r>'


def comment(number: int, text: str, author: str = "Асанова", name: str = "") -> str:
    mark = f' w14:paraId="{name}"' if name else ""
    return (
        f'<w:comment w:id="{number}" w:author="{author}" w:date="2026-11-20T10:00:00Z"><w:p{mark}>'
        f"<w:r><w:annotationRef/></w:r>{run(text)}</w:p></w:comment>"
    )


BODY = (
    HEAD
    + ARTICLE
    + paragraph(run("1. Орган "), opens(0), run("вправе"), opens(1), run(" отказать."))
    + paragraph(run("2. Срок"), closes(1), run(" - "), run("пять"), closes(0), run(" дней."))
    + paragraph(run("3. Иное."), opens(2), deleted("Старое."), closes(2))
    + paragraph(run("4. Точка"), '<w:r><w:commentReference w:id="3"/></w:r>', run(" здесь."))
)
COMMENTS = (
    comment(0, "Кто решает?", name="A1")
    + comment(1, "Ответ", "Бекова", "A2")
    + comment(2, "Зачем удалено?")
    + comment(3, "Место")
    + comment(4, "Нигде")
)
THREADS = (
    '<w15:commentEx w15:paraId="A1" w15:done="1"/><w15:commentEx w15:paraId="A2" w15:paraIdParent="A1"/>'
)


def test_remarks_know_words_authors_and_threads(make_package: MakeDocx) -> None:
    act = read(make_package(BODY, comments=COMMENTS, commentsExtended=THREADS))
    assert [(r.number, r.author, r.text, r.span.of(act.text)) for r in act.remarks] == [
        ("0", "Асанова", "Кто решает?", "вправе отказать.\n2. Срок - пять"),
        ("1", "Бекова", "Ответ", "отказать.\n2. Срок"),
        ("2", "Асанова", "Зачем удалено?", ""),
        ("3", "Асанова", "Место", ""),
    ]
    first, answer, gone, point = act.remarks
    assert (first.settled, first.parent, answer.parent, answer.settled) == (True, "", "0", False)
    assert first.date == "2026-11-20T10:00:00Z"
    assert act.text[: gone.span.start].endswith("3. Иное.")
    assert act.text[: point.span.start].endswith("4. Точка")
    assert "Кто решает" not in act.text


def test_remarks_on_deleted_words_in_the_original_view(make_package: MakeDocx) -> None:
    act = read(make_package(BODY, comments=COMMENTS), view="original")
    assert {r.number: r.span.of(act.text) for r in act.remarks}["2"] == "Старое."


def test_a_document_without_comments_has_no_remarks(make_package: MakeDocx) -> None:
    assert read(make_package(HEAD + ARTICLE + paragraph(run("1. Часть.")))).remarks == ()
    assert read(make_package(BODY)).remarks == ()


def test_a_remark_on_a_note(make_package: MakeDocx) -> None:
    body = HEAD + ARTICLE + paragraph(run("1. Часть."), '<w:r><w:footnoteReference w:id="2"/></w:r>')
    notes = f'<w:footnote w:id="2">{paragraph(run("О "), opens(0), run("сноске"), closes(0))}</w:footnote>'
    act = read(make_package(body, footnotes=notes, comments=comment(0, "Да")))
    start = act.text.index("сноске")
    assert act.remarks == (Remark("0", "Асанова", "Да", Span(start, start + 6), "2026-11-20T10:00:00Z"),)
