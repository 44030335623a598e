"""Commands of the drafter's answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

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

if TYPE_CHECKING:
    from expertise.service_acceptance import Share
    from expertise.service_answers import Answered, Imported


answers_app = group("answers")


def add_commands(app: typer.Typer) -> None:
    """Add ``answers`` to the command line."""
    app.add_typer(answers_app, name="answers")


@answers_app.command("list", help=help_text("answers-list"))
def list_answers(draft: DraftArgument, home: HomeOption = None, lang: LangOption = None) -> None:
    """Show what was asked, what was answered and what became of it."""
    with speaking(lang) as (tongue, words):
        from expertise import service_answers

        desk = open_desk(home)
        desk.store.require(draft)
        found = service_answers.answered(desk, draft)
        for each in found:
            show(_answered(each, tongue, words))
        if not found:
            say(words["answers-nothing"])


def _answered(each: Answered, tongue: str, words: Mapping[str, str]) -> Iterator[Row]:
    asked, answer = each.asked, each.answer
    place = asked.place[tongue] or words["answers-whole"]
    verdict = words[f"answers-verdict-{answer.verdict}"] if answer else words["answers-open"]
    became = [words[f"answers-fate-{each.fate}"]] if each.fate else []
    became += [words[f"answers-promise-{each.promise}"]] if each.promise else []
    style = "high" if each.promise == "broken" else "case"
    head = f"{asked.number}\t{place}\t{asked.objection.factor}\t{verdict}\t{'; '.join(became)}"
    yield Row(head.rstrip(), style)
    if answer and answer.reason:
        yield Row(f"\t{words['answers-reason']}: {answer.reason}")


@answers_app.command("import", help=help_text("answers-import"))
def import_answers(
    draft: DraftArgument,
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help=help_text("answers-files"))],
    home: HomeOption = None,
    lang: LangOption = None,
) -> None:
    """Take in returned Word files and tables; one that cannot be read stops no other."""
    with speaking(lang) as (_, words):
        from expertise import service_answers

        desk = open_desk(home)
        desk.store.require(draft)

        def take(path: Path) -> Iterator[Row]:
            return _imported(service_answers.import_answers(desk, draft, path.name, file_bytes(path)), words)

        show_each(files, take, words)


def _imported(done: Imported, words: Mapping[str, str]) -> Iterator[Row]:
    yield Row(words["answers-taken"].format(file=done.file, count=len(done.taken)), "case")
    for each in done.taken:
        verdict, way = words[f"answers-verdict-{each.verdict}"], words[f"answers-how-{each.how}"]
        yield Row(f"{each.number}\t{verdict}\t{way}")
    for left in done.left:
        why = words[f"answers-left-{left.code}"]
        yield Row(words["answers-left"].format(place=left.place, why=why, said=left.said), "medium")


@answers_app.command("set", help=help_text("answers-set"))
def set_answer(
    draft: DraftArgument,
    numbers: Annotated[str, typer.Option("--number", metavar="3,4.2", help=help_text("answers-number"))],
    verdict: Annotated[Verdict, typer.Option("--as", help=help_text("discussion-as"))],
    reason: Annotated[str, typer.Option("--reason", help=help_text("answers-why"))] = "",
    wording: Annotated[str, typer.Option("--wording", help=help_text("answers-wording"))] = "",
    home: HomeOption = None,
    lang: LangOption = None,
) -> None:
    """Enter an answer that came otherwise."""
    with speaking(lang) as (_, words):
        from expertise import service_answers

        desk = open_desk(home)
        desk.store.require(draft)
        wanted = [name.strip() for name in numbers.split(",") if name.strip()]
        service_answers.enter_answer(desk, draft, wanted, verdict, reason, wording)
        show(
            [
                Row(
                    words["answers-entered"].format(
                        count=len(wanted), verdict=words[f"answers-verdict-{verdict}"]
                    )
                )
            ]
        )


@answers_app.command("adopt", help=help_text("answers-adopt"))
def adopt(
    draft: DraftArgument,
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help=help_text("answers-adopted"))],
    about: Annotated[str, typer.Option("--about", help=help_text("answers-about"))] = "",
    home: HomeOption = None,
    lang: LangOption = None,
) -> None:
    """Enter the act as it was adopted and show what became of each finding."""
    with speaking(lang) as (tongue, words):
        from expertise import service_answers

        desk = open_desk(home)
        desk.store.require(draft)
        service_answers.adopt(desk, draft, [(path.name, file_bytes(path)) for path in files], about)
        for each in service_answers.answered(desk, draft):
            show(_answered(each, tongue, words))


@answers_app.command("acceptance", help=help_text("answers-acceptance"))
def acceptance(home: HomeOption = None, lang: LangOption = None) -> None:
    """Show how many objections of signed conclusions were accepted."""
    with speaking(lang) as (tongue, words):
        from expertise.service_acceptance import acceptance

        found = acceptance(open_desk(home))
        show([Row(_share(words["answers-total"], found.total, words), "case")])
        for name in ("factor", "body", "initiator"):
            show([Row(words[f"answers-by-{name}"], "title")])
            for share in getattr(found, f"by_{name}"):
                known = share.name.get(tongue) or next((t for t in share.name.values() if t), "")
                show([Row(_share(known or words["answers-unnamed"], share, words))])


def _share(name: str, share: Share, words: Mapping[str, str]) -> str:
    part = "-" if share.share is None else f"{100 * share.share:.0f} %"
    return words["answers-share"].format(
        name=name, share=part, asked=share.asked, answered=share.answered, accepted=share.accepted,
        partly=share.partly, rejected=share.rejected,
    )  # fmt: skip
