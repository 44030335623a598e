"""The guard before a .docx: what its archive may hold, and XML without entities or a document type."""

from __future__ import annotations

import io
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
_PARTS = (
    MAIN,
    *(
        f"word/{name}.xml"
        for name in ("numbering", "styles", "footnotes", "endnotes", "comments", "commentsExtended")
    ),
)


def _check(archive: zipfile.ZipFile, file: str) -> None:
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


def parts(data: bytes, file: str) -> dict[str, etree._Element]:
    """Return the XML parts of a .docx that the reader needs, by name; only MAIN is sure to be there.

    Raises UnreadableFile: ``damaged`` (no archive, bad XML, a document type), ``encrypted``,
    ``too-large`` (limits above), ``unsupported`` (an archive that is no .docx).
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if MAIN not in names:
                raise UnreadableFile("unsupported", file=file, detail=f"no {MAIN}")
            _check(archive, file)
            found = {}
            for name in _PARTS:
                if name in names:
                    if archive.getinfo(name).file_size > MAX_PART:
                        raise UnreadableFile("too-large", file=file, detail=name)
                    found[name] = archive.read(name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        raise UnreadableFile("damaged", file=file, detail=str(error)) from error
    return {name: _parse(xml, file, name) for name, xml in found.items()}
