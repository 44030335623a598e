"""The way back into Word documents: comments and highlights wherever the text was read from."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from collections.abc import Callable
from copy import deepcopy
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from worddocs import Block, Written, blocks
from wordxml import (
    ARTICLE,
    HEAD,
    box,
    deleted,
    field,
    inserted,
    moved_from,
    moved_to,
    paragraph,
    row,
    run,
    table,
    wrapped,
)

from expertise.act import Remark
from expertise.conclusion import annotated
from expertise.conclusion.annotated import annotate
from expertise.conclusion.runs import Marker
from expertise.errors import ExpertiseError, WrongUse
from expertise.reading import read
from expertise.reading.numbering import W

MakeDocx = Callable[..., Path]
SLOW = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]
Fixture = Any
DROP_DOWN = "<w:sdtPr><w:dropDownList/></w:sdtPr>"
REFERENCE = '<w:r><w:footnoteReference w:id="2"/></w:r>'
NOTES = (
    f'<w:footnote w:id="2">{paragraph(run("Орган сам "), inserted("определяет срок"), run("."))}</w:footnote>'
)
INSTRUCTION = "<w:r><w:instrText>REF</w:instrText></w:r>"
ONE = run("1. ")


def control(content: str, properties: str = "") -> str:
    return f"<w:sdt>{properties}<w:sdtContent>{content}</w:sdtContent></w:sdt>"


# Where, the paragraph, the words, those that the comment stands on, those highlighted.
PLACES = [
    ("an insertion", paragraph(ONE, inserted("по своему усмотрению")), "своему", "своему", "своему"),
    ("over its edge", paragraph(ONE, inserted("по своему"), run(" Б")), "своему Б", "своему Б", "своему Б"),
    ("a move", paragraph(moved_from("в срок"), run("1. А "), moved_to("в срок")), "срок", "срок", "срок"),
    ("a deletion amid", paragraph(run("1. А"), deleted("нет"), run("Б В")), "АБ", "АБ", "АБ"),
    ("a cell", table(row(paragraph(run("А")), paragraph(inserted("особо")))), "особо", "особо", "особо"),
    (
        "a nested table",
        table(row(table(row(paragraph(run("внутри")))) + paragraph(), paragraph())),
        "внутри", "внутри", "внутри",
    ),
    (
        "a link in an insertion",
        paragraph(f"<w:ins><w:hyperlink>{run('на сайте')}</w:hyperlink></w:ins>"),
        "сайте", "сайте", "сайте",
    ),
    ("a control", paragraph(control(run("в иных случаях"))), "иных", "иных", "иных"),
    (
        "a list of choices",
        paragraph(ONE, control(run("в иных случаях"), DROP_DOWN)),
        "иных", "в иных случаях", "иных",
    ),
    (
        "a control around blocks",
        control(paragraph(run("в иных случаях")), DROP_DOWN),
        "иных", "иных", "иных",
    ),
    ("a field", paragraph(field(INSTRUCTION, run("статьи 5"))), "5", "5", "5"),
    ("a formula", paragraph(ONE, "<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>"), "a+b", "a+b", ""),
    ("a box", paragraph(run("1. А"), box(paragraph(run("в особом порядке")))), "особом", "", "особом"),
    ("a note", paragraph(run("1. А"), REFERENCE), "сам определяет", "", "сам определяет"),
]  # fmt: skip


def new_remarks(data: bytes, folder: Path) -> list[tuple[Remark, str]]:
    path = folder / "copy.docx"
    path.write_bytes(data)
    act = read(path)
    return [(remark, remark.span.of(act.text)) for remark in act.remarks]


def highlighted(data: bytes, suffix: str = "") -> str:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = [f"word/{part}{suffix}.xml" for part in ("document", "footnotes")]
        roots = [etree.fromstring(archive.read(name)) for name in parts]
    runs = [r for root in roots for r in root.iter(f"{W}r") if r.find(f"{W}rPr/{W}highlight") is not None]
    return "".join(t.text or "" for r in runs for t in r.iter(f"{W}t"))


@pytest.mark.parametrize(
    ("where", "body", "words", "commented", "marked"), PLACES, ids=[p[0] for p in PLACES]
)
def test_a_comment_and_a_highlight(
    make_package: MakeDocx, finding: Fixture, lexicon: Fixture, tmp_path: Path,
    where: str, body: str, words: str, commented: str, marked: str,
) -> None:  # fmt: skip
    path = make_package(HEAD + ARTICLE + body + paragraph(run("2. Часть.")), footnotes=NOTES)
    copy = annotate(read(path), [finding(read(path), words)], lexicon, "ru")
    ((remark, on),) = new_remarks(copy.data, tmp_path)
    assert (on, highlighted(copy.data)) == (commented, marked), where
    assert (f"«{words}»" in remark.text) == (commented == ""), "what stands elsewhere says its words"
    assert (copy.comments, copy.unplaced) == (1, 0)


def test_a_comment_on_a_note_hangs_on_its_reference(
    make_package: MakeDocx, finding: Fixture, lexicon: Fixture
) -> None:
    body = paragraph(run("1. Орган"), REFERENCE, run(" решает."))
    path = make_package(HEAD + ARTICLE + body, footnotes=NOTES)
    copy = annotate(read(path), [finding(read(path), "определяет срок")], lexicon, "ru")
    with zipfile.ZipFile(BytesIO(copy.data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
        assert b"commentRange" not in archive.read("word/footnotes.xml")
    start = next(root.iter(f"{W}commentRangeStart"))
    reference = start.getnext()
    assert reference.find(f"{W}footnoteReference") is not None
    assert reference.getnext().tag == f"{W}commentRangeEnd"


def test_notes_that_carry_no_mark_keep_their_bytes(
    make_package: MakeDocx, finding: Fixture, lexicon: Fixture
) -> None:
    path = make_package(HEAD + ARTICLE + paragraph(run("1. Орган решает."), REFERENCE), footnotes=NOTES)
    copy = annotate(read(path), [finding(read(path), "Орган решает")], lexicon, "ru")
    with zipfile.ZipFile(BytesIO(copy.data)) as new, zipfile.ZipFile(path) as old:
        assert new.read("word/footnotes.xml") == old.read("word/footnotes.xml")


def renamed(path: Path) -> Path:
    """Give the parts the names that some programs give them."""
    other = path.with_name("renamed.docx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            for part in ("document", "comments", "footnotes"):
                data = data.replace(f"{part}.xml".encode(), f"{part}2.xml".encode())
                name = name.replace(f"{part}.xml", f"{part}2.xml")
            new.writestr(name, data)
    return other


def test_parts_are_found_by_their_relationships(
    make_package: MakeDocx, finding: Fixture, lexicon: Fixture, tmp_path: Path
) -> None:
    body = paragraph(run("1. Орган решает."), '<w:r><w:commentReference w:id="0"/></w:r>', REFERENCE)
    comments = f'<w:comment w:id="0" w:author="А">{paragraph(run("Нет"))}</w:comment>'
    path = renamed(make_package(HEAD + ARTICLE + body, footnotes=NOTES, comments=comments))
    act = read(path)
    assert (len(act.remarks), act.text.count("[1]")) == (1, 1)
    copy = annotate(act, [finding(act, "решает"), finding(act, "сам")], lexicon, "ru")
    assert [remark.number for remark, _ in new_remarks(copy.data, tmp_path)] == ["1", "0", "2"]
    assert highlighted(copy.data, "2") == "решаетсам"


@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
@given(held=blocks(2), cuts=st.lists(st.tuples(st.floats(0, 1), st.integers(1, 12)), min_size=1, max_size=6))
def test_any_words_of_any_document(
    make_package: MakeDocx, finding: Fixture, lexicon: Fixture, tmp_path: Path,
    held: list[Block], cuts: list[tuple[float, int]],
) -> None:  # fmt: skip
    """``annotate`` itself proves texts, changes and remarks; here it must not refuse."""
    written = Written()
    body = HEAD + ARTICLE + written.xml(held) + paragraph(run("2. Часть."))
    path = make_package(body, footnotes=written.footnotes())
    act = read(path)
    places = [int(share * (len(act.text) - 1)) for share, _ in cuts]
    words = [act.text[place : place + length] for place, (_, length) in zip(places, cuts, strict=True)]
    found = [finding(act, each) for each in words if each.strip()]
    copy = annotate(act, found, lexicon, "ru")
    assert copy.comments + copy.unplaced == len(found)
    assert len(new_remarks(copy.data, tmp_path)) == copy.comments


@pytest.mark.parametrize("lost", ["del", "ins", "commentRangeStart"])
def test_a_copy_that_loses_a_change_or_a_remark_is_refused(
    make_package: MakeDocx, finding: Fixture, lexicon: Fixture, monkeypatch: pytest.MonkeyPatch, lost: str
) -> None:
    own = '<w:commentRangeStart w:id="0"/>' + run("Срок") + '<w:commentRangeEnd w:id="0"/>'
    body = paragraph(run("1. Орган"), deleted(" не"), f"<w:ins>{run(' ')}</w:ins>", run("решает. "), own)
    comments = f'<w:comment w:id="0" w:author="А">{paragraph(run("Нет"))}</w:comment>'
    act = read(make_package(HEAD + ARTICLE + body, comments=comments))

    class Careless(Marker):
        def comment(self, mark: Any, number: str) -> None:
            super().comment(mark, number)
            root = self._run_at(mark[0].node, mark[0].start).getroottree()
            element = list(root.iter(f"{W}{lost}"))[-1]
            if lost == "ins":
                element.addprevious(element[0])
            element.getparent().remove(element)

    monkeypatch.setattr(annotated, "Marker", Careless)
    with pytest.raises(WrongUse) as caught:
        annotate(act, [finding(act, "решает")], lexicon, "ru")
    assert caught.value.code == "text-changed"


def damage(root: etree._Element, random: Random) -> None:
    """Take out, double, move, rename or unwrap an element, or spoil what it says of itself."""
    inner = [each for each in root.iter() if each.getparent() is not None]
    if not inner:
        return
    element, other = random.choice(inner), random.choice(inner)
    parent = element.getparent()
    match random.randrange(6):
        case 0:
            parent.remove(element)
        case 1:
            parent.append(deepcopy(element))
        case 2 if element not in other.iterancestors() and element is not other:
            other.append(element)
        case 3:
            element.tag = other.tag
        case 4:
            for child in list(element):
                element.addprevious(child)
            parent.remove(element)
        case _:
            for name in element.attrib:
                element.set(name, random.choice(["", "-1", "99999999999", "x"]))


@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
@given(random=st.randoms(use_true_random=False), times=st.integers(1, 12))
def test_damaged_documents_are_read_and_annotated_or_refused(
    make_package: MakeDocx, finding: Fixture, lexicon: Fixture, random: Random, times: int
) -> None:
    body = HEAD + ARTICLE + "".join(body for _, body, *_ in PLACES) + paragraph(run("2. Часть."))
    root = etree.fromstring(wrapped("document", f"<w:body>{body}</w:body>").encode())
    for _ in range(times):
        damage(root, random)
    path = make_package("", document=etree.tostring(root, encoding="unicode"), footnotes=NOTES)
    try:
        act = read(path)
        read(path, "original")
        found = [finding(act, words) for _, _, words, *_ in PLACES if words in act.text]
        annotate(act, found, lexicon, "ru")
    except ExpertiseError as error:
        code = error.code
    else:
        code = ""
    # Doubles of doubles may grow over the limits of size and depth.
    assert code in ("", "empty", "not-an-act", "unsupported", "text-changed", "too-large", "damaged")


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not here")
def test_libreoffice_opens_the_copy_and_keeps_comments_and_changes(
    make_package: MakeDocx, finding: Fixture, lexicon: Fixture, tmp_path: Path
) -> None:
    bodies = [
        paragraph(run(f"{n}. {n}")) + body for n, (_, body, *_) in enumerate(PLACES, 1) if "oMath" not in body
    ]
    path = make_package(HEAD + ARTICLE + "".join(bodies), footnotes=NOTES)
    act = read(path)
    found = [finding(act, words) for _, body, words, *_ in PLACES if "oMath" not in body]
    copy = annotate(act, found, lexicon, "ru")
    again = tmp_path / "again.docx"
    again.write_bytes(copy.data)
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "docx",
         "--outdir", str(tmp_path / "out"), str(again)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    out = read(tmp_path / "out" / "again.docx")
    assert len(out.remarks) == len(found) == copy.comments
    assert "tracked-changes" in out.warnings
    assert "определяет срок" in out.text
