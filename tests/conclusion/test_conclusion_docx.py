"""The conclusion as .docx: every word is there, the bytes are the same, a template cannot do harm."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import docx
import pytest

from expertise import service
from expertise.conclusion.conclusion_docx import conclusion_docx
from expertise.conclusion.form import context
from expertise.conclusion.statement import Statement
from expertise.errors import WrongUse
from expertise.lexicon.forms import Form
from expertise.settings import lexicons

BOTH = pytest.mark.parametrize("language", ["ru", "ky"])
HOSTILE = "A & B < C > D «{{ authority }}» {% for x in y %} {# n #} </w:t> &amp; \x07\x0c строка\nвторая"


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def text(data: bytes) -> str:
    """The words of body, tables, headers and footers; cells in reading order."""
    document = docx.Document(io.BytesIO(data))
    section = document.sections[0]
    roots = [document.element.body, section.header._element, section.first_page_header._element]
    name = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    lines = ["".join(t.text or "" for t in p.iter(f"{name}t")) for r in roots for p in r.iter(f"{name}p")]
    return " ".join(" ".join(lines).split())


def template(*paragraphs: str) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for each, old in {**parts(data), name: content}.items():
            archive.writestr(each, old)
    return out.getvalue()


@BOTH
@pytest.mark.parametrize("which", ["full", "empty"])
def test_every_word_is_printed(request, strings, form: Form, language: str, which: str):
    statement = request.getfixturevalue(which)
    shown = text(conclusion_docx(statement, form, language))
    words = context(statement, form, language)
    del words["label"]  # its rows bring the labels that are needed
    if not statement.items:
        words["column"] = {}
    said = [" ".join(each.split()) for each in strings(words)]
    assert [each for each in said if each not in shown] == []
    assert "{{" not in shown
    assert "{%" not in shown


@BOTH
def test_the_same_statement_gives_the_same_bytes(full: Statement, form: Form, language: str):
    made = conclusion_docx(full, form, language)
    assert made == conclusion_docx(full, form, language)
    assert made != conclusion_docx(replace(full, number="15"), form, language)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_languages_differ(full: Statement, form: Form):
    assert set("ңүө") <= set(text(conclusion_docx(full, form, "ky")))
    assert "Жалпы баа" not in text(conclusion_docx(full, form, "ru"))


@BOTH
def test_only_a_preview_is_marked(full: Statement, form: Form, language: str):
    mark = form.say("preview", language)
    assert mark not in text(conclusion_docx(full, form, language))
    assert mark in text(conclusion_docx(replace(full, signed=False), form, language))


def test_nothing_found_leaves_no_table_of_findings(empty: Statement, form: Form):
    shown = text(conclusion_docx(empty, form, "ru"))
    assert "В проекте коррупциогенных факторов не выявлено." in shown
    assert form.say("column-cure", "ru") not in shown


def test_what_an_expert_writes_is_text_and_nothing_else(saying, form: Form):
    shown = text(conclusion_docx(saying(HOSTILE), form, "ru"))
    for piece in ("A & B < C > D", "{{ authority }}", "{% for x in y %} {# n #}", "</w:t> &amp;", "вторая"):
        assert piece in shown


def test_the_file_names_the_authority_and_no_one_else(full: Statement, form: Form):
    made = conclusion_docx(full, form, "ru")
    properties = docx.Document(io.BytesIO(made)).core_properties
    assert properties.author == properties.last_modified_by == form.say("authority", "ru")
    assert f"{properties.created:%Y-%m-%d}" == f"{properties.modified:%Y-%m-%d}" == full.date
    assert b"python" not in b"".join(parts(made).values()).lower()


def test_header_rows_are_repeated_and_the_page_is_a4(full: Statement, form: Form):
    document = docx.Document(io.BytesIO(conclusion_docx(full, form, "ky")))
    assert (round(document.sections[0].page_width.cm, 1), round(document.sections[0].page_height.cm, 1)) == (
        21.0, 29.7,
    )  # fmt: skip
    tables = [t for t in document.tables if form.say("column-cure", "ky") in t._element.xpath("string()")]
    assert len(tables) == 3
    for table in tables:
        assert len(table._element.xpath("./w:tr[w:trPr/w:tblHeader]")) == 2


def test_an_own_template_is_filled_in(full: Statement, form: Form):
    loop = ("{%p for item in findings %}", "{{ item.place }}", "{%p endfor %}")
    own = template("{{ heading }} {{ issued_number }}", *loop)
    shown = text(conclusion_docx(full, form, "ru", own))
    assert shown.startswith("Заключение № 14-АКЭ Ст. 9 ч. 2 Ст. 11")


@pytest.mark.parametrize(
    ("paragraph", "code"),
    [
        ("{{ unknown }}", "bad-template-name"),
        ("{{ part.unknown }}", "bad-template-name"),
        ("{{ heading", "bad-template"),
        ("{% for x in findings %}", "bad-template-tag"),
        ("{% nonsense %}", "bad-template-tag"),
        ("{{ heading.__class__ }}", "bad-template-tag"),
        ("{{ heading.__class__.__mro__[1].__subclasses__() }}", "bad-template-tag"),
        ("{{ ''['__class__'] }}", "bad-template-tag"),
        ("{{ heading|attr('__class__') }}", "bad-template-tag"),
        ("{{ heading.format.__globals__ }}", "bad-template-tag"),
        ("{{ findings.append(1) }}", "bad-template-tag"),
        ("{{ 'a' * 1000000000 }}", "bad-template-tag"),
        ("{{ 10 ** 1000000000 }}", "bad-template-tag"),
        ("{{ range(10) }}", "bad-template-name"),
        ("{{ heading|safe }}", "bad-template-tag"),
        ("{% autoescape false %}{{ findings[0].objections[0].risk }}{% endautoescape %}", "bad-template"),
        ("{% include 'a' %}", "bad-template-tag"),
        ("{% import 'a' as b %}", "bad-template-tag"),
        ("{{ 1 / 0 }}", "bad-template-tag"),
    ],
)
def test_a_bad_template_is_refused(saying, form: Form, paragraph: str, code: str):
    with pytest.raises(WrongUse) as caught:
        conclusion_docx(saying("a < b"), form, "ru", template("{{ authority }}", paragraph), name="own.docx")
    assert caught.value.code == code
    assert caught.value.parameters["file"] == "own.docx"
    if code == "bad-template-tag":
        assert caught.value.parameters["tag"] == paragraph
    if code == "bad-template-name":
        assert caught.value.parameters["name"] in ("unknown", "range")


ENGLISH = re.compile(r"[A-Za-z]{3,}")
OURS = re.compile(r"own\.docx|\.docx|Word|LibreOffice|\{.*?\}|«[^»]*»")


@BOTH
def test_a_broken_form_is_told_in_one_language(saying, form: Form, language: str):
    broken = [
        b"",
        b"no archive",
        b"PK\x03\x04broken",
        with_part(template("a"), "word/document.xml", b"<w:p>"),
    ]
    broken += [template(text) for text in ("{{ unknown }}", "{{ heading", "{% nonsense %}", "{{ 1 / 0 }}")]
    for data in broken:
        with pytest.raises(WrongUse) as caught:
            conclusion_docx(saying("a"), form, "ru", data, name="own.docx")
        message = service.render(caught.value, service.messages()[language])
        assert "own.docx" in message
        assert ENGLISH.findall(OURS.sub("", message)) == [], message


def test_a_bad_tag_in_a_header_is_refused(full: Statement, form: Form):
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "{{ unknown }}"
    out = io.BytesIO()
    document.save(out)
    with pytest.raises(WrongUse, match="unknown"):
        conclusion_docx(full, form, "ru", out.getvalue())


@pytest.mark.parametrize("data", [b"", b"no archive", b"PK\x03\x04broken", b"<html></html>"])
def test_what_is_no_docx_is_refused(full: Statement, form: Form, data: bytes):
    with pytest.raises(WrongUse, match="bad-template"):
        conclusion_docx(full, form, "ru", data)


def test_macros_and_distant_parts_are_refused(full: Statement, form: Form):
    good = template("{{ heading }}")
    types = parts(good)["[Content_Types].xml"]
    macro = types.replace(
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        b"application/vnd.ms-word.document.macroEnabled.main+xml",
    )
    assert macro != types
    link = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="r1" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
        b'Target="http://example.org/t.dotm" TargetMode="External"/></Relationships>'
    )
    for name, content in (
        ("word/vbaProject.bin", b"x"),
        ("[Content_Types].xml", macro),
        ("word/_rels/settings.xml.rels", link),
        ("word/_rels/settings.xml.rels", b"<broken"),
    ):
        with pytest.raises(WrongUse, match="bad-template"):
            conclusion_docx(full, form, "ru", with_part(good, name, content))


def test_a_bomb_is_refused(full: Statement, form: Form):
    out = io.BytesIO(template("{{ heading }}"))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/a.bin", b"\0" * 3_000_000)
    with pytest.raises(WrongUse, match="bad-template-file"):
        conclusion_docx(full, form, "ru", out.getvalue())


@BOTH
def test_the_shipped_templates_have_no_words_of_their_own(language: str):
    document = docx.Document(str(lexicons() / "templates" / f"conclusion.{language}.docx"))
    words = "".join(document.element.body.xpath(".//w:t/text()"))
    assert not any("а" <= letter <= "я" for letter in words.lower())
