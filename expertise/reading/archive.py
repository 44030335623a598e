"""The guard before a .docx: what its archive may hold, and XML without entities or a document type."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib

from lxml import etree

from expertise.errors import UnreadableFile

MAX_MEMBERS = 2_000
MAX_TOTAL = 256 * 1024 * 1024  # bytes, all members unpacked
MAX_PART = 64 * 1024 * 1024  # bytes, one XML part unpacked
MAX_RATIO = 80  # unpacked to packed; real acts stay under 20
RATIO_FLOOR = 1024 * 1024  # small members may be packed as tightly as they like
_ENCRYPTED_FLAG = 0x1

MAIN = "word/document.xml"
_KINDS = ("numbering", "styles", "footnotes", "endnotes", "comments", "commentsExtended")
_ROOT_LINKS = "_rels/.rels"
_LINK = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


def guard(archive: zipfile.ZipFile, file: str) -> None:
    """Refuse an archive that would swell. Raises UnreadableFile: ``too-large``, ``encrypted``."""
    members = archive.infolist()
    if len(members) > MAX_MEMBERS:
        raise UnreadableFile("too-large", file=file, detail=f"members: {len(members)}")
    if sum(member.file_size for member in members) > MAX_TOTAL:
        raise UnreadableFile("too-large", file=file, detail="unpacked size")
    for member in members:
        if member.flag_bits & _ENCRYPTED_FLAG:
            raise UnreadableFile("encrypted", file=file, detail=member.filename)
        ratio = member.file_size / max(1, member.compress_size)
        if member.file_size > RATIO_FLOOR and ratio > MAX_RATIO:
            raise UnreadableFile("too-large", file=file, detail=f"ratio: {member.filename}")


def _parse(data: bytes, file: str, name: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableFile("damaged", file=file, detail=f"{name}: {error.msg}") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableFile("damaged", file=file, detail=f"{name}: document type")
    return root


def names(archive: zipfile.ZipFile, file: str) -> dict[str, str]:
    """Return where the parts of a .docx stand: the usual name of each part and its name in this archive.

    What no relationship leads to is taken by its usual name. Parts that are not there are left out; raises
    UnreadableFile (``damaged``, ``too-large``) for relationships that cannot be read.
    """
    main = _targets(archive, _ROOT_LINKS, "", file).get("officeDocument", MAIN)
    folder, _, name = main.rpartition("/")
    linked = _targets(archive, f"{folder}/_rels/{name}.rels", folder, file)
    wanted = {MAIN: main, **{f"word/{kind}.xml": linked.get(kind, f"word/{kind}.xml") for kind in _KINDS}}
    held = set(archive.namelist())
    return {usual: own for usual, own in wanted.items() if own in held}


def _targets(archive: zipfile.ZipFile, links: str, folder: str, file: str) -> dict[str, str]:
    """Return the parts that a file of relationships leads to, by the last word of their types."""
    if links not in archive.namelist():
        return {}
    if archive.getinfo(links).file_size > MAX_PART:
        raise UnreadableFile("too-large", file=file, detail=links)
    root = _parse(archive.read(links), file, links)
    return {
        (link.get("Type") or "").rpartition("/")[2]: posixpath.normpath(
            posixpath.join("/", folder, link.get("Target") or "")
        ).lstrip("/")
        for link in root.iter(_LINK)
        if link.get("TargetMode") != "External"
    }


def parts(data: bytes, file: str) -> dict[str, etree._Element]:
    """Return the XML parts of a .docx that the reader needs, by their usual names; only MAIN is sure.

    Raises UnreadableFile: ``damaged`` (no archive, bad XML, a document type), ``encrypted``,
    ``too-large`` (limits above), ``unsupported`` (an archive that is no .docx).
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            guard(archive, file)
            own = names(archive, file)
            if MAIN not in own:
                raise UnreadableFile("unsupported", file=file, detail=f"no {MAIN}")
            found = {}
            for usual, name in own.items():
                if archive.getinfo(name).file_size > MAX_PART:
                    raise UnreadableFile("too-large", file=file, detail=name)
                found[usual] = archive.read(name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        raise UnreadableFile("damaged", file=file, detail=str(error)) from error
    read = {name: _parse(xml, file, name) for name, xml in found.items()}
    kind = etree.QName(read[MAIN]).localname
    if kind != "document":
        raise UnreadableFile("unsupported", file=file, detail=f"main part: {kind[:80]}")
    return read
