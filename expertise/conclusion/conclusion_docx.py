"""The conclusion as a Word document, laid out by a template that a lawyer edits in Word.

A template may come from outside: it is opened behind the guard of reading.archive and filled in a sandbox.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from lxml import etree

from expertise.conclusion.form import context
from expertise.conclusion.statement import Statement
from expertise.errors import UnreadableFile, WrongUse
from expertise.lexicon.forms import Form
from expertise.reading.archive import parts
from expertise.settings import lexicons

if TYPE_CHECKING:
    from expertise.conclusion.sandbox import Sandbox

_EPOCH = (1980, 1, 1, 0, 0, 0)
_NO_DATE = datetime(1980, 1, 1, tzinfo=UTC)
_APP = "docProps/app.xml"  # the company and the working time of who made the template
_PLAIN_APP = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties '
    b'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
)
_ACTIVE = ("vbaproject.bin", "vbadata.xml", "/activex/", "/embeddings/")
_HYPERLINK = "/hyperlink"
_UPLOADED = "template.docx"


def conclusion_docx(
    statement: Statement, form: Form, language: str, template: bytes | None = None, name: str = _UPLOADED
) -> bytes:
    """Return the conclusion in one language as .docx; equal statement and template give equal bytes.

    ``template`` is a .docx with the tags of the shipped one, which is taken when there is none; ``name`` is
    what messages call it. Raises WrongUse for anything that is no such template: ``bad-template-file``,
    ``bad-template-active``, ``bad-template-link``, ``bad-template-name``, ``bad-template-tag``,
    ``bad-template`` where the place is not known.
    """
    if template is None:
        path = lexicons() / "templates" / f"conclusion.{language}.docx"
        template, name = path.read_bytes(), path.name
    return filled_form(template, context(statement, form, language), statement.date, name)


def filled_form(template: bytes, words: Mapping[str, Any], day: str, name: str) -> bytes:
    """Return a Word form filled with ``words``; equal input gives equal bytes.

    ``day`` is the ISO date of its properties, or empty. Raises WrongUse as ``conclusion_docx`` does.
    """
    # Imported here: the command line starts without Jinja.
    from expertise.conclusion.sandbox import Sandbox

    _guard(template, name)
    environment = Sandbox()
    try:
        return packed(_filled(template, words, day, environment))
    except Exception as error:  # a template is a program of its writer: any error in it is theirs to mend
        raise environment.refusal(error, name) from error


def packed(data: bytes) -> bytes:
    """Return a .docx with fixed times and without traces of the program that wrote it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as made, zipfile.ZipFile(out, "w") as archive:
        for member in made.infolist():
            info = zipfile.ZipInfo(member.filename, _EPOCH)
            info.create_system, info.external_attr = 0, 0  # the same on every operating system
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, _PLAIN_APP if member.filename == _APP else made.read(member))
    return out.getvalue()


def _guard(data: bytes, name: str) -> None:
    """Refuse what is no .docx, what is too large, what runs and what fetches."""
    try:
        parts(data, name)
    except UnreadableFile as error:
        raise WrongUse("bad-template-file", file=name) from error
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        active = [each for each in names if any(sign in f"/{each}".lower() for sign in _ACTIVE)]
        if active or b"macroEnabled" in archive.read("[Content_Types].xml"):
            raise WrongUse("bad-template-active", file=name, parts=", ".join(active) or "macroEnabled")
        for each in names:
            if each.endswith(".rels"):
                _refuse_outside(archive.read(each), name)


def _refuse_outside(relations: bytes, name: str) -> None:
    """Refuse what would be fetched from elsewhere when the document is opened; links to click may stay."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(relations, parser)
    except etree.XMLSyntaxError as error:
        raise WrongUse("bad-template-file", file=name) from error
    for link in root:
        if link.get("TargetMode") == "External" and not link.get("Type", "").endswith(_HYPERLINK):
            raise WrongUse("bad-template-link", file=name, target=link.get("Target", ""))


def _filled(template: bytes, words: Mapping[str, Any], day: str, environment: Sandbox) -> bytes:
    from docxtpl import DocxTemplate

    document = DocxTemplate(io.BytesIO(template))
    document.render_init()
    # docxtpl mends broken XML by dropping the rest of the document, so it is parsed strictly first.
    etree.fromstring(document.build_xml(words, environment))
    document.render(dict(words), environment)
    signed_properties(document.docx.core_properties, words, day)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def signed_properties(properties: Any, words: Mapping[str, Any], day: str) -> None:
    """Set who and when: the authority and the day of the conclusion, not the maker of the template."""
    try:
        moment = datetime.fromisoformat(day)
    except ValueError:
        moment = _NO_DATE
    properties.author = properties.last_modified_by = words["authority"]
    properties.title, properties.language = words["heading"], words["language"]
    properties.created = properties.modified = properties.last_printed = moment
    properties.revision = 1
    for name in ("subject", "comments", "keywords", "category", "identifier", "content_status", "version"):
        setattr(properties, name, "")
