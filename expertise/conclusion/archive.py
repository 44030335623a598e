"""The archive of a signed conclusion: one zip of all that was signed and all it was made from.

``manifest.json`` names every other file with its SHA-256. Equal contents give equal bytes.
"""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from expertise.conclusion.statement import canonical
from expertise.errors import UnreadableFile
from expertise.review.audit import Fault

MANIFEST = "manifest.json"
_EPOCH = (1980, 1, 1, 0, 0, 0)
#: An archive of ours stays far below; what is larger is not read.
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
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if sum(member.file_size for member in members) > _MAX_TOTAL:
                raise UnreadableFile("not-an-archive", file=file)
            files = {member.filename: archive.read(member.filename) for member in members}
        manifest = json.loads(files.pop(MANIFEST))
        if not isinstance(manifest, dict) or not isinstance(manifest.get("files"), dict):
            raise UnreadableFile("not-an-archive", file=file)
    except (zipfile.BadZipFile, zlib.error, KeyError, ValueError, EOFError, NotImplementedError) as error:
        raise UnreadableFile("not-an-archive", file=file) from error
    return manifest, files


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
