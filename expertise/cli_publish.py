"""Commands of publication: release, withdraw, keep inside, attach a signature, keys, the site."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from expertise.conclusion.row import Row
from expertise.console import (
    DraftArgument,
    HomeOption,
    LangOption,
    Tongue,
    file_bytes,
    help_text,
    open_desk,
    say,
    show,
    speaking,
)

if TYPE_CHECKING:
    from expertise.review.store import Store
    from expertise.service_desk import Desk

#: The pass-phrase of the signing key, for scripts; people are asked.
PHRASE = "EXPERTISE_KEY_PHRASE"


def add_commands(app: typer.Typer) -> None:
    """Add the commands of publication to the command line."""
    for command in (release, recall, restrict, attach, keys, publish):
        app.command(help=help_text(command.__name__))(command)


def _phrase(store: Store, words: Mapping[str, str]) -> str:
    """Return the pass-phrase of the key: from the environment, else asked for where a person sits."""
    from expertise import service_keys

    given = os.environ.get(PHRASE, "")
    if given or not service_keys.is_locked(store) or not sys.stdin.isatty():
        return given
    return str(typer.prompt(words["key-phrase"], hide_input=True, err=True))


def release(
    draft: Annotated[str, typer.Argument(metavar="[DRAFT]", help=help_text("conclude-draft"))] = "",
    name: Annotated[str, typer.Option("--name", help=help_text("release-name"))] = "",
    field: Annotated[
        list[str] | None, typer.Option("--field", metavar="ID", help=help_text("release-field"))
    ] = None,
    note: Annotated[str, typer.Option("--note", help=help_text("release-note"))] = "",
    note_ky: Annotated[str, typer.Option("--note-ky", help=help_text("release-note-ky"))] = "",
    personal: Annotated[str, typer.Option("--personal", help=help_text("release-personal"))] = "",
    no_documents: Annotated[
        bool, typer.Option("--no-documents", help=help_text("release-no-documents"))
    ] = False,
    home: HomeOption = None,
    lang: LangOption = None,
) -> None:
    """Release the last signed conclusion of a draft, or list what can be released."""
    with speaking(lang) as (tongue, words):
        from expertise import service_clearing as clearing
        from expertise import service_release

        desk = open_desk(home)
        if not draft:
            _list(desk, tongue, words)
            return
        said = clearing.Releasing(
            name, {"ru": note, "ky": note_ky}, tuple(field or ()), personal, not no_documents
        )
        warned = clearing.warnings(desk, draft)
        for piece in warned.personal:
            say(words["release-piece"].format(kind=words[f"personal-{piece.kind}"], around=piece.around))
        for file in warned.left_out:
            say(words["release-left-out"].format(file=file))
        entry = service_release.release(desk, draft, said, _phrase(desk.store, words))
        show([Row(words["release-done"].format(number=entry.payload["number"], person=entry.person))])


def _list(desk: Desk, tongue: Tongue, words: Mapping[str, str]) -> None:
    from expertise.service_publish import standings

    rows = [
        Row(
            words["release-line"].format(
                draft=s.draft, state=words[f"release-state-{s.state}"], title=s.title
            )
        )
        for s in standings(desk, tongue)
    ]
    show(rows)
    if not rows:
        say(words["release-none"])


def recall(
    draft: DraftArgument,
    reason: Annotated[str, typer.Option("--reason", help=help_text("recall-reason"))] = "",
    reason_ky: Annotated[str, typer.Option("--reason-ky", help=help_text("recall-reason-ky"))] = "",
    version: Annotated[int, typer.Option("--version", min=0, help=help_text("recall-version"))] = 0,
    name: Annotated[str, typer.Option("--name", help=help_text("release-name"))] = "",
    home: HomeOption = None,
    lang: LangOption = None,
) -> None:
    """Withdraw the release that stands, or an earlier one; its address stays and says why."""
    with speaking(lang) as (_, words):
        from expertise import service_release

        entry = service_release.recall(open_desk(home), draft, {"ru": reason, "ky": reason_ky}, name, version)
        show([Row(words["recall-done"].format(person=entry.person))])


def restrict(
    draft: DraftArgument,
    reason: Annotated[str, typer.Option("--reason", help=help_text("restrict-reason"))] = "",
    lift: Annotated[bool, typer.Option("--lift", help=help_text("restrict-lift"))] = False,
    home: HomeOption = None,
    lang: LangOption = None,
) -> None:
    """Say that a draft must not be released, or that it may be."""
    with speaking(lang) as (_, words):
        from expertise import service_release

        service_release.restrict(open_desk(home), draft, reason, on=not lift)
        show([Row(words["restrict-lifted" if lift else "restrict-done"])])


def attach(
    draft: DraftArgument,
    file: Annotated[Path, typer.Argument(metavar="FILE.p7s", help=help_text("attach-file"))],
    to: Annotated[str, typer.Option("--to", help=help_text("attach-to"))] = "conclusion.ru.pdf",
    key: Annotated[Path | None, typer.Option("--key", metavar="FILE", help=help_text("attach-key"))] = None,
    consent: Annotated[bool, typer.Option("--consent", help=help_text("attach-consent"))] = False,
    home: HomeOption = None,
    lang: LangOption = None,
) -> None:
    """Attach a signature made outside to a released file."""
    with speaking(lang) as (_, words):
        from expertise import service_release

        said = service_release.Attaching(
            to, file.name, file_bytes(file), consent, file_bytes(key) if key else b""
        )
        entry = service_release.attach(open_desk(home), draft, said)
        done = "attach-checked" if entry.payload["checked"] else "attach-unchecked"
        show([Row(words[done].format(file=to, key=entry.payload["key"][:16]))])


def keys(
    new: Annotated[bool, typer.Option("--new", help=help_text("keys-new"))] = False,
    lost: Annotated[bool, typer.Option("--lost", help=help_text("keys-lost"))] = False,
    locked: Annotated[bool, typer.Option("--phrase", help=help_text("keys-phrase"))] = False,
    home: HomeOption = None,
    lang: LangOption = None,
) -> None:
    """Show the office's keys, or make a new one."""
    with speaking(lang) as (_, words):
        from expertise import service_keys

        store = open_desk(home).store
        if new or lost:
            old = "" if lost else _phrase(store, words)
            service_keys.new_key(store, _new_phrase(words) if locked else "", old, lost=lost)
        ring = service_keys.ring(store)
        show(Row(words["keys-line"].format(key=each.fingerprint, date=each.since[:10])) for each in ring)
        if not ring:
            say(words["keys-none"])


def _new_phrase(words: Mapping[str, str]) -> str:
    return str(typer.prompt(words["key-new-phrase"], hide_input=True, confirmation_prompt=True, err=True))


def publish(
    output: Annotated[Path, typer.Option("--output", metavar="SITE", help=help_text("publish-output"))],
    address: Annotated[str, typer.Option("--address", metavar="URL", help=help_text("publish-address"))] = "",
    home: HomeOption = None,
    lang: LangOption = None,
) -> None:
    """Write the public site of everything that was released."""
    with speaking(lang) as (_, words):
        from expertise import service_publish

        desk = open_desk(home)
        done = service_publish.publish(desk, output, _phrase(desk.store, words), address)
        told = words["publish-done"].format(
            folder=done.folder, files=done.files, changed=done.changed, removed=done.removed,
            versions=done.versions,
        )  # fmt: skip
        show([Row(told)])
        for draft in done.left_out:
            say(words["publish-left-out"].format(draft=draft))
        if done.key:
            show([Row(words["publish-key"].format(key=done.key))])
        else:
            say(words["publish-unsigned"])
