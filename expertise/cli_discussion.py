"""Commands of the public discussion and of the impact analysis."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from expertise import service
from expertise.conclusion.row import Row
from expertise.console import (
    DraftArgument,
    HomeOption,
    LangOption,
    Verdict,
    file_bytes,
    group,
    help_text,
    open_desk,
    say,
    show,
    show_each,
    speaking,
)
from expertise.errors import WrongUse

if TYPE_CHECKING:
    from expertise.discussion.report import Group
    from expertise.service_discussion import Received
    from expertise.service_ria import Ria

_DAY = "YYYY-MM-DD"
_SHOWN = 90  # code points of a proposal in the list

discussion_app, ria_app = group("discussion"), group("ria")


def add_commands(app: typer.Typer) -> None:
    """Add ``discussion`` and ``ria`` to the command line."""
    app.add_typer(discussion_app, name="discussion")
    app.add_typer(ria_app, name="ria")


@discussion_app.command("import", help=help_text("discussion-import"))
def import_tables(
    draft: DraftArgument,
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help=help_text("discussion-files"))],
    home: HomeOption = None,
    lang: LangOption = None,
) -> None:
    """Take in tables of proposals; one that cannot be read stops no other."""
    with speaking(lang) as (_, words):
        from expertise import service_discussion as discussions

        desk = open_desk(home)
        desk.store.require(draft)

        def take(path: Path) -> Iterator[Row]:
            return _received(discussions.import_proposals(desk, draft, path.name, file_bytes(path)), words)

        show_each(files, take, words)


def _received(received: Received, words: Mapping[str, str]) -> Iterator[Row]:
    key = "discussion-known" if received.known else "discussion-taken"
    yield Row(
        words[key].format(file=received.file, count=len(received.numbers), decided=received.decided), "case"
    )
    for bad in received.bad:
        why = words[f"discussion-bad-{bad.code}"]
        key = "discussion-bad-row" if bad.sheet else "discussion-bad-line"
        yield Row(words[key].format(sheet=bad.sheet, row=bad.row, why=why), "medium")


@discussion_app.command("list", help=help_text("discussion-list"))
def list_proposals(draft: DraftArgument, home: HomeOption = None, lang: LangOption = None) -> None:
    """Show the proposals group by group with what was decided."""
    with speaking(lang) as (tongue, words):
        from dataclasses import asdict

        from expertise import service_discussion as discussions

        desk = open_desk(home)
        desk.store.require(draft)
        found = discussions.discussion(desk, draft)
        for each in found.groups:
            show(_group_rows(each, tongue, words))
        show([Row(words["discussion-totals"].format(**asdict(found.totals)), "note")])


def _group_rows(found: Group, tongue: str, words: Mapping[str, str]) -> Iterator[Row]:
    numbers = ", ".join(str(number) for number in found.numbers)
    norm = "; ".join(place.of(tongue) for place in found.places) or words["discussion-whole"]
    made = found.members[0].resolution
    verdict = words[f"answers-verdict-{made.verdict}"] if made else words["discussion-open"]
    yield Row(f"{numbers}\t{norm}\t{verdict}", "case")
    text = " ".join(found.members[0].proposal.text.split())
    yield Row(f"\t{text[:_SHOWN]}{'…' if len(text) > _SHOWN else ''}")


@discussion_app.command("decide", help=help_text("discussion-decide"))
def decide(
    draft: DraftArgument,
    numbers: Annotated[str, typer.Option("--number", metavar="1,2", help=help_text("discussion-number"))],
    verdict: Annotated[Verdict, typer.Option("--as", help=help_text("discussion-as"))],
    reason: Annotated[str, typer.Option("--reason", help=help_text("discussion-reason"))] = "",
    reason_ky: Annotated[str, typer.Option("--reason-ky", help=help_text("discussion-reason-ky"))] = "",
    wording: Annotated[str, typer.Option("--wording", help=help_text("discussion-wording"))] = "",
    wording_ky: Annotated[str, typer.Option("--wording-ky", help=help_text("discussion-wording-ky"))] = "",
    home: HomeOption = None,
    lang: LangOption = None,
) -> None:
    """Decide on proposals."""
    with speaking(lang) as (_, words):
        from expertise import service_discussion as discussions

        wanted = [name.strip() for name in numbers.split(",") if name.strip()]
        for name in wanted:
            if not name.isdecimal():
                raise WrongUse("discussion-not-number", number=name)
        reasons, wordings = {"ru": reason, "ky": reason_ky}, {"ru": wording, "ky": wording_ky}
        entry = discussions.resolve(
            open_desk(home), draft, [int(n) for n in wanted], verdict, reasons, wordings
        )
        count = len(entry.payload["numbers"])
        show(
            [
                Row(
                    words["discussion-decided"].format(
                        count=count, verdict=words[f"answers-verdict-{verdict}"]
                    )
                )
            ]
        )


@discussion_app.command("report", help=help_text("discussion-report"))
def report(
    draft: DraftArgument,
    output: Annotated[
        Path, typer.Option("--output", metavar="DIR", help=help_text("conclude-output"))
    ] = Path(),
    day: Annotated[str, typer.Option("--date", metavar="YYYY-MM-DD", help=help_text("discussion-date"))] = "",
    start: Annotated[
        str, typer.Option("--from", metavar="YYYY-MM-DD", help=help_text("discussion-from"))
    ] = "",
    end: Annotated[str, typer.Option("--to", metavar="YYYY-MM-DD", help=help_text("discussion-to"))] = "",
    confirm: Annotated[bool, typer.Option("--confirm", help=help_text("discussion-confirm"))] = False,
    home: HomeOption = None,
    lang: LangOption = None,
) -> None:
    """Write the report as it stands, or confirm it and write what was confirmed."""
    with speaking(lang) as (_, words):
        from expertise import service_discussion as discussions

        desk = open_desk(home)
        desk.store.require(draft)
        service.require_folder(output / "x")
        if confirm:
            discussions.confirm(desk, draft, day, (start, end))
            held = discussions.published(desk, draft)
            assert held is not None  # confirmed just now
            files = held.files
        else:
            made = discussions.report_words(desk, draft, day, (start, end))
            files = discussions.report_files(made, day)
        for name, data in files.items():
            service.write(output / f"{draft}-{name}", data)
            show([Row(words["conclude-written"].format(file=output / f"{draft}-{name}"))])


@ria_app.command("attach", help=help_text("ria-attach"))
def attach(
    draft: DraftArgument,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=help_text("ria-file"))],
    home: HomeOption = None,
    lang: LangOption = None,
) -> None:
    """Attach an impact analysis and tell what of the checklist it lacks."""
    with speaking(lang) as (tongue, words):
        from expertise import service_ria

        desk = open_desk(home)
        desk.store.require(draft)
        show(_ria(service_ria.attach(desk, draft, file.name, file_bytes(file)), tongue, words))


@ria_app.command("show", help=help_text("ria-show"))
def show_ria(draft: DraftArgument, home: HomeOption = None, lang: LangOption = None) -> None:
    """Show the analysis of a draft against the checklist."""
    with speaking(lang) as (tongue, words):
        from expertise import service_ria

        desk = open_desk(home)
        desk.store.require(draft)
        found = service_ria.ria(desk, draft)
        if found is None:
            say(words["ria-none"])
        else:
            show(_ria(found, tongue, words))


def _ria(found: Ria, tongue: str, words: Mapping[str, str]) -> Iterator[Row]:
    yield Row(found.file, "case")
    for item in found.items:
        sign = words["ria-yes"] if item.found else words["ria-no"]
        yield Row(f"{sign}\t{item.text[tongue]}\t{item.quote}".rstrip(), "" if item.found else "medium")
    yield Row(words["ria-complete"] if found.complete else words["ria-incomplete"])
    if not found.reviewed:
        yield Row(words["ria-working"], "note")
