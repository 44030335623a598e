"""The annotated copy of a PDF: highlights lie over exactly the words, the text stays, other notes stay."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import numpy as np
import pypdf
import pypdfium2
import pytest
from pypdf import Transformation
from pypdf.generic import RectangleObject

from expertise.conclusion.annotated import annotate
from expertise.errors import WrongUse
from expertise.reading import pdf, read
from tests.reading.printing import printed

ITEMS = [f"{n}. Уполномоченный орган рассматривает заявление в порядке очереди." for n in range(2, 60)]
LINES = [
    "Статья 1. Порядок",
    "1. Орган вправе при необходимости отказать заявителю, если признает это целесообразным, а заявитель "
    "вправе обжаловать отказ в порядке, установленном органом.",
    *ITEMS,
]


@pytest.fixture
def act(tmp_path):
    path = tmp_path / "act.pdf"
    path.write_bytes(printed(tmp_path, LINES))
    return read(path)


def highlights(data: bytes) -> list[tuple[int, pypdf.generic.DictionaryObject]]:
    pages = pypdf.PdfReader(BytesIO(data)).pages
    return [
        (number, note.get_object())
        for number, page in enumerate(pages)
        for note in page.get("/Annots", ())
        if note.get_object()["/Subtype"] == "/Highlight"
    ]


def words_under(data: bytes, page: int, note: pypdf.generic.DictionaryObject) -> str:
    """The text that another library finds inside the corners of a highlight."""
    text = pypdfium2.PdfDocument(data)[page].get_textpage()
    corners = [float(value) for value in note["/QuadPoints"]]
    quads = [corners[i : i + 8] for i in range(0, len(corners), 8)]
    return " ".join(text.get_text_bounded(q[0], q[5], q[2], q[1]).strip() for q in quads)


@pytest.mark.parametrize(
    "words", ["при необходимости", "если признает это целесообразным, а заявитель вправе"]
)
def test_a_highlight_covers_the_words_over_wraps(act, finding, lexicon, words):
    copy = annotate(act, [finding(act, words)], lexicon, "ru")
    ((page, note),) = highlights(copy.data)
    assert words_under(copy.data, page, note).split() == words.split()
    assert (copy.comments, copy.unplaced) == (1, 0)
    assert note["/T"] == "expertise"
    assert len(str(note["/Contents"]).split("\n")) == 4


def test_a_mark_over_two_pages_is_one_comment(act, finding, lexicon):
    first = max(line.span.start for line in act.lines if page_of(act, line.span.start) == 0)
    words = act.text[first : first + 150]
    copy = annotate(act, [finding(act, words)], lexicon, "ru")
    found = highlights(copy.data)
    assert [page for page, _ in found] == [0, 1]
    assert " ".join(words_under(copy.data, *each) for each in found).split() == words.split()
    assert (copy.comments, copy.unplaced) == (1, 0)


def page_of(act, offset: int) -> int:
    nodes = pdf.read(Path(act.file).read_bytes(), act.file).flow.nodes
    return next(nodes[p.node].page for p in act.pieces if p.end > offset)


def yellow(data: bytes) -> list[int]:
    """The edges of what is yellow on the first page: top, bottom, left, right in dots."""
    picture = np.asarray(pypdfium2.PdfDocument(data)[0].render(scale=2).to_pil().convert("RGB")).astype(int)
    rows, columns = np.nonzero((picture[..., 0] > 230) & (picture[..., 1] > 230) & (picture[..., 2] < 60))
    return [rows.min(), rows.max(), columns.min(), columns.max()]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_highlights_lie_on_the_words_of_turned_and_shifted_pages(act, finding, lexicon, tmp_path, turn):
    """The page is drawn turned and /Rotate turns it back, as landscape pages are made."""
    plain = annotate(act, [finding(act, "при необходимости")], lexicon, "ru").data
    page = (writer := pypdf.PdfWriter(clone_from=act.file)).pages[0]
    wide, high = float(page.mediabox.width), float(page.mediabox.height)
    back = {0: (0, 0), 90: (high, 0), 180: (wide, high), 270: (0, wide)}[turn]
    page.add_transformation(Transformation().rotate(turn).translate(back[0] + 30, back[1] + 50))
    size = (high, wide) if turn in (90, 270) else (wide, high)
    page.mediabox = page.cropbox = RectangleObject((30, 50, 30 + size[0], 50 + size[1]))
    page.rotation = turn
    path = tmp_path / "turned.pdf"
    writer.write(path)
    turned = read(path)
    assert turned.text == act.text
    copy = annotate(turned, [finding(turned, "при необходимости")], lexicon, "ru").data
    assert np.abs(np.subtract(yellow(plain), yellow(copy))).max() <= 2


def test_notes_of_others_and_the_text_stay(act, finding, lexicon):
    path = Path(act.file)
    path.write_bytes(annotate(act, [finding(act, "при необходимости")], lexicon, "ru").data)
    again = read(path)
    found = [finding(again, "целесообразным"), finding(again, "при необходимости")]
    copy = annotate(again, found, lexicon, "ru")
    assert again.text == act.text
    assert len(highlights(copy.data)) == 3
    assert copy.data == annotate(again, found, lexicon, "ru").data


def test_a_changed_source_is_refused(act, finding, lexicon):
    Path(act.file).write_bytes(Path(act.file).read_bytes() + b"\n%")
    with pytest.raises(WrongUse, match="source-changed"):
        annotate(act, [finding(act, "при необходимости")], lexicon, "ru")
