"""Old formats by LibreOffice: converted to .docx in a confined process, with macros and the network off.

The conversion keeps what the text-only readers lose: list numbers, raised figures, tracked changes.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from expertise import settings
from expertise.errors import UnreadableFile
from expertise.reading import confined

MEGABYTES = 2048  # address space; a law of 450 articles takes half of it
_FILTERS = {"rtf": "Rich Text Format", "doc": "MS Word 97", "odt": "writer8"}
_OUTPUT = "docx:MS Word 2007 XML"
_LEAST, _PER_SECOND = 9.0, 200_000  # seconds a call; bytes for which one second more is given

# No macros, no links that are followed, no active content, no update checks, a proxy that is not there.
_SETTINGS = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Common/Java", "Enabled", "false"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)
_ITEM = (
    '<item oor:path="/org.openoffice.{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'


def available() -> bool:
    """Tell whether LibreOffice is there and wanted."""
    return bool(settings.office())


def to_docx(files: Sequence[bytes], form: str, file: str) -> list[bytes]:
    """Return .docx files for ``files`` of one ``form`` (rtf, doc, odt), in order, from one call.

    Raises UnreadableFile with ``file``: ``too-slow`` (9 seconds and one more each 200 KB),
    ``too-much-memory``, ``conversion-failed`` (also when any of the files came back without a copy).
    """
    with tempfile.TemporaryDirectory(prefix="expertise-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        sources = [folder / f"{number}.{form}" for number in range(len(files))]
        for source, data in zip(sources, files, strict=True):
            source.write_bytes(data)
        command = [
            settings.office(), f"-env:UserInstallation={_profile(folder).as_uri()}",
            "--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard",
            f"--infilter={_FILTERS[form]}", "--convert-to", _OUTPUT, "--outdir", str(folder),
            *map(str, sources),
        ]  # fmt: skip
        seconds = _LEAST * len(files) + sum(map(len, files)) / _PER_SECOND
        said = confined.run(command, file=file, seconds=seconds, megabytes=MEGABYTES, folder=folder)
        copies = [source.with_suffix(".docx") for source in sources]
        if not all(copy.is_file() for copy in copies):
            detail = said.decode("utf-8", errors="replace").strip()[-200:] or "LibreOffice"
            raise UnreadableFile("conversion-failed", file=file, detail=detail)
        return [copy.read_bytes() for copy in copies]


def _profile(folder: Path) -> Path:
    """Write the settings of a profile that serves one call: no call waits for another or learns of it."""
    user = folder / "profile" / "user"
    user.mkdir(parents=True)
    items = "".join(_ITEM.format(*setting) for setting in _SETTINGS)
    (user / "registrymodifications.xcu").write_text(f"{_HEAD}{items}</oor:items>", encoding="utf-8")
    return user.parent
