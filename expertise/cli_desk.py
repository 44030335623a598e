"""Commands around the desk: open it, write conclusions, keep and check what was decided."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from expertise import service, settings
from expertise.conclusion.row import Row
from expertise.console import HomeOption, LangOption, help_text, open_desk, say, show, speaking
from expertise.errors import WrongUse

if TYPE_CHECKING:
    from expertise.review.audit import Fault
    from expertise.review.store import Store
    from expertise.service_desk import Desk

#: The first port tried; the next free one is taken where it is busy.
PORT = 8501
_PORTS = 50


def add_commands(app: typer.Typer) -> None:
    """Add the commands of the desk to the command line."""
    for command in (ui, conclude, backup, restore, verify):
        app.command(help=help_text(command.__name__))(command)


def ui(
    port: Annotated[int | None, typer.Option("--port", min=1, max=65535, help=help_text("ui-port"))] = None,
    no_browser: Annotated[bool, typer.Option("--no-browser", help=help_text("ui-no-browser"))] = False,
    home: HomeOption = None,
    lang: LangOption = None,
) -> None:
    """Open the desk in a browser."""
    with speaking(lang) as (tongue, words):
        if home is not None:
            os.environ["EXPERTISE_HOME"] = str(home.absolute())
        os.environ["EXPERTISE_LANG"] = tongue
        _store(None).close()  # a folder that cannot be used is told here, not in the browser
        chosen = port or _free_port()
        if not _is_free(chosen):
            raise WrongUse("port-busy", port=chosen)
        say(words["ui-started"].format(address=f"http://localhost:{chosen}", folder=settings.home()))
    from streamlit.web import cli as streamlit

    script = settings.ui() / "app.py"
    options = {
        "server.port": chosen, "server.address": "localhost", "server.headless": str(no_browser).lower(),
        "server.maxUploadSize": 64, "server.fileWatcherType": "none", "browser.gatherUsageStats": "false",
        "client.toolbarMode": "viewer", "runner.magicEnabled": "false", "theme.base": "light",
        "theme.primaryColor": "#1f4e79", "logger.level": "warning", "logger.hideWelcomeMessage": "true",
    }  # fmt: skip
    sys.argv = ["streamlit", "run", str(script), *(f"--{name}={value}" for name, value in options.items())]
    streamlit.main()


def _free_port() -> int:
    return next((port for port in range(PORT, PORT + _PORTS) if _is_free(port)), PORT)


def _is_free(port: int) -> bool:
    """Tell whether nobody answers at this port; one a stopped server still holds for a while is free."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) != 0


def _store(home: Path | None) -> Store:
    from expertise.review.store import Store

    return Store(home.absolute() if home else settings.home())


def _has_store(home: Path | None) -> bool:
    from expertise.review.store import DATABASE

    return ((home or settings.home()) / DATABASE).is_file()


def conclude(
    draft: Annotated[str, typer.Argument(metavar="[DRAFT]", help=help_text("conclude-draft"))] = "",
    output: Annotated[
        Path, typer.Option("--output", metavar="DIR", help=help_text("conclude-output"))
    ] = Path(),
    sign: Annotated[bool, typer.Option("--sign", help=help_text("conclude-sign"))] = False,
    override: Annotated[str, typer.Option("--override", help=help_text("conclude-override"))] = "",
    leave_undecided: Annotated[
        bool, typer.Option("--leave-undecided", help=help_text("conclude-leave"))
    ] = False,
    home: HomeOption = None,
    lang: LangOption = None,
) -> None:
    """Write the files of a conclusion, or list the drafts."""
    with speaking(lang) as (tongue, words):
        from expertise import service_conclusion as conclusions

        desk = open_desk(home)
        if not draft:
            _list(desk, tongue, words)
            return
        desk.store.require(draft)
        service.require_folder(output / "x")
        if sign:
            said = conclusions.Signing(override, leave_undecided=leave_undecided)
            files = conclusions.signed_files(desk, conclusions.sign(desk, draft, said))
            files = {name: data for name, data in files.items() if "/" not in name}
        else:
            files = conclusions.make(desk, draft, conclusions.statement(desk, draft))
        for name, data in files.items():
            path = output / f"{draft}-{name}"
            service.write(path, data)
            show([Row(words["conclude-written"].format(file=path))])


def _list(desk: Desk, tongue: str, words: Mapping[str, str]) -> None:
    drafts = desk.drafts(hidden=True)
    for d in drafts:
        decided = ", ".join(
            words["desk-decided-text"].format(
                language=words[f"desk-tongue-{t.language}"], decided=t.decided, total=t.total
            )
            for t in d.texts
        )
        line = words["conclude-line"].format(
            draft=d.draft, state=words[f"desk-state-{d.state}"], decided=decided, title=d.title(tongue)
        )
        show([Row(line)])
    if not drafts:
        say(words["conclude-none"])


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE.zip", help=help_text("backup-file"))],
    home: HomeOption = None,
    lang: LangOption = None,
) -> None:
    """Write all drafts, decisions and conclusions into one file."""
    with speaking(lang) as (_, words):
        from expertise.review.backup import backup

        service.require_folder(file)
        count = backup(_store(home), file)
        show([Row(words["backup-written"].format(file=file, count=count))])


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE.zip", help=help_text("backup-file"))],
    replace: Annotated[bool, typer.Option("--replace", help=help_text("restore-replace"))] = False,
    home: HomeOption = None,
    lang: LangOption = None,
) -> None:
    """Bring back what a backup holds."""
    with speaking(lang) as (_, words):
        from expertise.review.backup import restore

        folder = home.absolute() if home else settings.home()
        aside = restore(file, folder, replace=replace)
        show([Row(words["restore-done"].format(folder=folder))])
        if aside:
            show([Row(words["restore-aside"].format(folder=aside))])


def verify(
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]", help=help_text("verify-file"))] = None,
    key: Annotated[str, typer.Option("--key", metavar="FINGERPRINT", help=help_text("verify-key"))] = "",
    home: HomeOption = None,
    lang: LangOption = None,
) -> None:
    """Check that nothing signed or decided was altered; exit code 1 where something was."""
    with speaking(lang) as (_, words):
        from expertise import service_verify

        if file is not None and service_verify.is_public(file):
            _verify_public(file, home, key, words)
            return
        if file is not None:
            found, count = service_verify.verify_file(file, _store(home) if _has_store(home) else None)
            _tell(found, words["verify-archive-good"].format(file=file, files=count), words)
            return
        store = _store(home)
        found = service_verify.verify_store(store)
        if found:
            _tell(found, "", words)
        entries = store.entries()
        good = words["verify-good"].format(
            entries=len(entries), documents=len(store.documents()),
            signed=sum(e.kind == "sign" for e in entries), head=store.head()[1][:16],
        )  # fmt: skip
        _tell([], good, words)


def _verify_public(file: Path, home: Path | None, key: str, words: Mapping[str, str]) -> None:
    """Verify a released record or a site, and say whose key signs it."""
    from expertise import service_keys, service_verify

    known = [each.fingerprint for each in service_keys.ring(_store(home))] if _has_store(home) else None
    done = service_verify.verify_public(file, known, key)
    said = "verify-site-good" if file.is_dir() else "verify-record-good"
    _tell(done.faults, words[said].format(file=file, files=done.files), words)
    whose = "known" if key or done.ours else "other" if done.ours is False else "unknown"
    show([Row(words[f"verify-key-{whose}"].format(key=done.key))])


def _tell(found: list[Fault], good: str, words: Mapping[str, str]) -> None:
    if not found:
        show([Row(good)])
        return
    show(Row(words[f"verify-{fault.code}"].format(what=fault.what), "high") for fault in found)
    say(words["verify-bad"].format(count=len(found)))
    raise typer.Exit(1)
