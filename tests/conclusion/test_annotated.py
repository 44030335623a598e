"""The annotated copy: comments and highlights at the right words, everything else as it was."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path

import docx
import pytest
from lxml import etree

from expertise.act import Span
from expertise.conclusion import annotated
from expertise.conclusion.annotated import annotate
from expertise.errors import WrongUse
from expertise.reading import docx_nodes, read

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RUNS = (
    '<w:p><w:r><w:t xml:space="preserve">1. Орган </w:t></w:r>'
    '<w:r><w:rPr><w:b/><w:sz w:val="30"/></w:rPr><w:t xml:space="preserve">вправе при </w:t></w:r>'
    "<w:r><w:rPr><w:i/></w:rPr><w:t>необходимости</w:t></w:r>"
    '<w:r><w:tab/><w:t xml:space="preserve"> отказать</w:t><w:br/><w:t>заявителю.</w:t></w:r></w:p>'
)
LINK = (
    '<w:p><w:r><w:t xml:space="preserve">2. Реестр на сайте </w:t></w:r><w:hyperlink w:anchor="a"><w:r>'
    "<w:t>license.example при необходимости</w:t></w:r></w:hyperlink><w:r><w:t> открыт.</w:t></w:r></w:p>"
)
INSERTED = (
    '<w:p><w:r><w:t>3. Орган</w:t></w:r><w:ins w:id="90" w:author="A"><w:r>'
    '<w:t>, если признает это целесообразным,</w:t></w:r></w:ins><w:del w:id="91" w:author="A"><w:r>'
    "<w:delText> обязан</w:delText></w:r></w:del>"
    '<w:r><w:t xml:space="preserve"> вправе отказать.</w:t></w:r></w:p>'
)
TABLE = (
    "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid><w:tr><w:tc><w:p><w:r>"
    "<w:t>Сбор</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>определяет орган по своему усмотрению</w:t>"
    "</w:r></w:p></w:tc></w:tr></w:tbl><w:p/>"
)
BOX = (
    '<w:p><w:r><w:t>4. Порядок</w:t></w:r><w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape>'
    "<v:textbox><w:txbxContent><w:p><w:r><w:t>устанавливает орган в особом порядке</w:t></w:r></w:p>"
    "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
)


def document(data: bytes) -> etree._Element:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def comment_texts(data: bytes) -> dict[str, str]:
    opened = docx.Document(BytesIO(data))
    return {str(comment.comment_id): comment.text for comment in opened.comments}


def commented(root: etree._Element) -> dict[str, str]:
    """The words between the range marks of every comment."""
    nodes = docx_nodes(root)  # kept: lxml gives an element a new identity once nobody holds it
    shown = {id(node) for node in nodes}
    open_now: set[str] = set()
    words: dict[str, str] = {}
    for element in root.iter():
        number = element.get(f"{W}id") or ""
        if element.tag == f"{W}commentRangeStart":
            open_now.add(number)
            words[number] = ""
        elif element.tag == f"{W}commentRangeEnd":
            open_now.discard(number)
        elif id(element) in shown:
            for each in open_now:
                words[each] += element.text or ""
    return words


def highlighted(root: etree._Element) -> str:
    runs = (run for run in root.iter(f"{W}r") if run.find(f"{W}rPr/{W}highlight") is not None)
    return "|".join("".join(t.text or "" for t in run.findall(f"{W}t")) for run in runs)


@pytest.mark.parametrize(
    ("paragraph", "words"),
    [
        (RUNS, "вправе при необходимости"),
        (RUNS, "необходимости отказать"),
        (LINK, "при необходимости"),
        (LINK, "сайте license.example"),
        (INSERTED, "если признает это целесообразным"),
        (INSERTED, "целесообразным, вправе"),
        (TABLE, "по своему усмотрению"),
    ],
)
def test_a_comment_covers_the_words_and_the_text_stays(make_docx, finding, lexicon, paragraph, words):
    act = read(make_docx(paragraph))
    copy = annotate(act, [finding(act, words)], lexicon, "ru")
    root = document(copy.data)
    assert list(commented(root).values()) == [words]
    assert highlighted(root).replace("|", "") == words
    assert (copy.comments, copy.unplaced) == (1, 0)


def test_a_text_box_is_highlighted_and_its_comment_hangs_on_the_paragraph(make_docx, finding, lexicon):
    act = read(make_docx(BOX))
    copy = annotate(act, [finding(act, "в особом порядке")], lexicon, "ru")
    root = document(copy.data)
    assert highlighted(root) == "в особом порядке"
    start = root.find(f".//{W}commentRangeStart")
    assert not any(parent.tag == f"{W}txbxContent" for parent in start.iterancestors())


def test_runs_keep_their_properties(make_docx, finding, lexicon):
    act = read(make_docx(RUNS))
    copy = annotate(act, [finding(act, "при необходимости отк")], lexicon, "ru")
    runs = [r for r in document(copy.data).iter(f"{W}r") if r.find(f"{W}t") is not None]
    styles = {r.find(f"{W}t").text: [c.tag[len(W) :] for c in r.iterfind(f"{W}rPr/*")] for r in runs}
    assert styles["вправе "] == ["b", "sz"]
    assert styles["при "] == ["b", "sz", "highlight"]
    assert styles["необходимости"] == ["i", "highlight"]
    assert styles[" отк"] == ["highlight"]
    assert styles["азать"] == []
    texts = "".join(t.text for t in document(copy.data).iter(f"{W}t"))
    assert "вправе при необходимости отказатьзаявителю." in texts
    assert sum(1 for _ in document(copy.data).iter(f"{W}br")) == 1


def test_overlapping_findings_share_a_highlight_and_keep_their_comments(make_docx, finding, lexicon):
    act = read(make_docx(RUNS))
    found = [
        finding(act, "Орган вправе при необходимости"),
        finding(act, "при необходимости отказать", rule="A2-01"),
        finding(act, "необходимости", rule="B3-01"),
    ]
    copy = annotate(act, found, lexicon, "ru")
    root = document(copy.data)
    assert sorted(commented(root).values()) == sorted(f.quote for f in found)
    assert highlighted(root).replace("|", "") == "Орган вправе при необходимости отказать"
    for run in root.iter(f"{W}rPr"):
        assert len(run.findall(f"{W}highlight")) <= 1


def test_rejecting_an_insertion_leaves_the_comment(make_docx, finding, lexicon):
    act = read(make_docx(INSERTED))
    copy = annotate(act, [finding(act, "если признает это целесообразным")], lexicon, "ru")
    reference = document(copy.data).find(f".//{W}commentReference")
    assert not any(parent.tag == f"{W}ins" for parent in reference.iterancestors())


def test_the_comment_says_what_why_and_what_to_do_in_the_language_asked(make_docx, finding, lexicon):
    act = read(make_docx(RUNS))
    for language, words in (("ru", ("потому", "исправить")), ("ky", ("себеби", "оңдоо"))):
        copy = annotate(act, [finding(act, "при необходимости")], lexicon, language)
        opened = docx.Document(BytesIO(copy.data))
        (comment,) = opened.comments
        assert comment.author == "expertise"
        assert comment.text.startswith(f"A1 {lexicon.factors['A1'].name[language]}")
        assert all(word in comment.text for word in words)


def test_comments_that_were_there_are_kept(make_docx, finding, lexicon):
    path = make_docx(RUNS)
    opened = docx.Document(str(path))
    paragraph = next(p for p in opened.paragraphs if "вправе" in p.text)
    opened.add_comment(paragraph.runs[:1], text="Мнение коллеги", author="Коллега", initials="К")
    opened.save(str(path))
    act = read(path)
    copy = annotate(act, [finding(act, "при необходимости")], lexicon, "ru")
    texts = comment_texts(copy.data)
    assert len(texts) == 2
    assert "Мнение коллеги" in texts.values()
    assert set(commented(document(copy.data))) == set(texts)


def test_a_highlight_of_the_author_is_kept(make_docx, finding, lexicon):
    own = '<w:p><w:r><w:rPr><w:highlight w:val="green"/></w:rPr><w:t>1. Орган вправе.</w:t></w:r></w:p>'
    act = read(make_docx(own))
    copy = annotate(act, [finding(act, "вправе")], lexicon, "ru")
    assert {h.get(f"{W}val") for h in document(copy.data).iter(f"{W}highlight")} == {"green"}


def test_the_same_input_gives_the_same_bytes_and_other_parts_stay(samples, finding, lexicon):
    act = read(samples / "licensing-law.ru.docx")
    found = [finding(act, "Уполномоченный орган"), finding(act, "в кратчайшие сроки")]
    first, second = (annotate(act, found, lexicon, "ru").data for _ in range(2))
    assert first == second
    changed = {"word/document.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"}
    with zipfile.ZipFile(samples / "licensing-law.ru.docx") as old, zipfile.ZipFile(BytesIO(first)) as new:
        assert set(new.namelist()) - set(old.namelist()) == {"word/comments.xml"}
        for name in set(old.namelist()) - changed:
            assert old.read(name) == new.read(name), name


@pytest.mark.parametrize("language", ["ru", "ky"])
@pytest.mark.parametrize("name", ["licensing-law", "amending-law"])
def test_every_word_of_a_sample_can_be_commented(samples, finding, lexicon, name, language):
    act = read(samples / f"{name}.{language}.docx")
    lines = [line.span.of(act.text) for line in act.lines]
    copy = annotate(act, [finding(act, words) for words in dict.fromkeys(lines)], lexicon, "ru")
    assert copy.comments == len(set(lines))
    assert len(commented(document(copy.data))) == copy.comments


def test_words_that_word_makes_itself_get_no_comment(samples, finding, lexicon):
    act = read(samples / "licensing-law.ru.docx")
    sourced = [(piece.start, piece.end) for piece in act.pieces]
    line = next(
        each for each in act.lines if not any(start <= each.span.start < end for start, end in sourced)
    )
    number = Span(line.span.start, line.span.start + 1)
    at = finding(act, number.of(act.text))
    at = type(at)(**{**{f: getattr(at, f) for f in at.__slots__}, "span": number})
    copy = annotate(act, [at], lexicon, "ru")
    assert (copy.comments, copy.unplaced) == (0, 1)


def test_a_text_file_becomes_a_new_document(tmp_path, finding, lexicon):
    path = tmp_path / "act.txt"
    path.write_text(
        "ЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ\nО примере\n\nСтатья 1. Пример\n"
        "1. Орган вправе, при необходимости,\xa0отказать.\n",
        encoding="utf-8",
    )
    act = read(path)
    copy = annotate(act, [finding(act, "при необходимости")], lexicon, "ru")
    assert list(commented(document(copy.data)).values()) == ["при необходимости"]
    (tmp_path / "copy.docx").write_bytes(copy.data)
    assert read(tmp_path / "copy.docx").text == act.text
    assert path.read_text(encoding="utf-8").startswith("ЗАКОН")


def test_a_copy_that_would_read_otherwise_is_refused(make_docx, finding, lexicon, monkeypatch):
    act = read(make_docx(RUNS))
    other = read(make_docx(LINK, name="other.docx"))
    monkeypatch.setattr(annotated, "read", lambda path, view="final": other)
    with pytest.raises(WrongUse) as caught:
        annotate(act, [finding(act, "вправе")], lexicon, "ru")
    assert caught.value.code == "text-changed"


def test_a_file_that_changed_since_is_refused(make_docx, finding, lexicon):
    path = make_docx(RUNS)
    act = read(path)
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(WrongUse) as caught:
        annotate(act, [finding(act, "вправе")], lexicon, "ru")
    assert caught.value.code == "source-changed"


def test_no_findings_give_a_copy_without_comments(make_docx, lexicon):
    copy = annotate(read(make_docx(RUNS)), [], lexicon, "ru")
    assert copy.comments == 0
    with zipfile.ZipFile(BytesIO(copy.data)) as archive:
        assert "word/comments.xml" not in archive.namelist() or not comment_texts(copy.data)


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not here")
def test_libreoffice_opens_the_copy_and_sees_the_comments(tmp_path, make_docx, finding, lexicon):
    act = read(make_docx(RUNS, LINK, INSERTED, TABLE))
    words = ["вправе при необходимости", "license.example", "целесообразным", "по своему усмотрению"]
    copy = annotate(act, [finding(act, each) for each in words], lexicon, "ru")
    path = tmp_path / "copy.docx"
    path.write_bytes(copy.data)
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "odt",
         "--outdir", str(tmp_path), str(path)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    with zipfile.ZipFile(tmp_path / "copy.odt") as archive:
        content = archive.read("content.xml").decode()
    assert content.count("<office:annotation ") == len(words)
    assert content.count("<office:annotation-end ") == len(words)


@pytest.mark.shared
@pytest.mark.parametrize("name", ["land-code-2025.ru", "land-code-2025.ky", "constitution-2021.ru"])
def test_real_codes_keep_their_text(shared_acts: Path, finding, lexicon, name):
    act = read(shared_acts / "docx" / f"{name}.docx")
    lines = dict.fromkeys(line.span.of(act.text) for line in act.lines[10:600:7])
    copy = annotate(act, [finding(act, words) for words in lines], lexicon, "ru")
    assert copy.comments + copy.unplaced == len(lines)
    assert copy.unplaced == 0
