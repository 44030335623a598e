"""The archive of a signed conclusion: one zip of all that was signed and all it was made from.

``manifest.json`` names every other file with its SHA-256. Equal contents give equal bytes.
"""

from __future__ import annotations

import io
import json
import math
import zipfile
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from expertise.conclusion.statement import canonical
from expertise.errors import UnreadableFile
from expertise.reading import unpacking
from expertise.review.audit import Fault

MANIFEST = "manifest.json"
_EPOCH = (1980, 1, 1, 0, 0, 0)
#: Bytes, all members unpacked. An archive of ours stays far below; what is larger is not read.
_MAX_TOTAL = 1024 * 1024 * 1024


def pack(files: Mapping[str, bytes], about: Mapping[str, Any]) -> bytes:
    """Return the archive of ``files`` by name; ``about`` (versions, number ...) goes into the manifest."""
    digests = {name: sha256(data).hexdigest() for name, data in sorted(files.items())}
    manifest = canonical({**about, "files": digests})
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in [(MANIFEST, manifest), *sorted(files.items())]:
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return out.getvalue()


def unpack(data: bytes, file: str) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Return manifest and files of an archive. Raises UnreadableFile ``not-an-archive``."""
    try:
        files = _members(data, file)
        manifest = json.loads(files.pop(MANIFEST))
    except (UnreadableFile, KeyError, ValueError) as error:
        raise UnreadableFile("not-an-archive", file=file) from error
    if not isinstance(manifest, dict) or not isinstance(manifest.get("files"), dict):
        raise UnreadableFile("not-an-archive", file=file)
    return manifest, files


def _members(data: bytes, file: str) -> dict[str, bytes]:
    """Unpack every member; how tightly one is packed does not matter: what was signed has to open again."""
    files: dict[str, bytes] = {}
    left = _MAX_TOTAL
    with unpacking.opened(data, file) as archive:
        for member in archive.infolist():
            unpacking.check(member, member.filename, file, ratio=math.inf)
            files[member.filename] = unpacking.unpacked(archive, member, file, left)
            left -= len(files[member.filename])
    return files


def faults(manifest: Mapping[str, Any], files: Mapping[str, bytes]) -> list[Fault]:
    """Return what in an archive is missing, altered or was added, by name; none for a whole one."""
    named: Mapping[str, str] = manifest["files"]
    found = [Fault("missing", name) for name in named if name not in files]
    found += [Fault("added", name) for name in files if name not in named]
    found += [
        Fault("altered", name)
        for name, digest in named.items()
        if name in files and sha256(files[name]).hexdigest() != digest
    ]
    return sorted(found, key=lambda fault: fault.what)
