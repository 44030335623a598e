"""The commands of `expertise rules`: what lawyers do with rules."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from expertise import service, service_rules
from expertise.conclusion.row import Row
from expertise.console import (
    FAILED,
    LangOption,
    MethodologyOption,
    group,
    help_text,
    say,
    show,
    speaking,
)

rules_app = group("rules")


@rules_app.command("list", help=help_text("rules-list"))
def rules_list(methodology: MethodologyOption = service.METHODOLOGY, lang: LangOption = None) -> None:
    """List the rules."""
    with speaking(lang) as (tongue, _):
        show(service_rules.rules_table(service.open_lexicon(methodology), tongue))


@rules_app.command("show", help=help_text("rules-show"))
def rules_show(
    code: Annotated[str, typer.Argument(metavar="CODE", help=help_text("code"))],
    methodology: MethodologyOption = service.METHODOLOGY,
    lang: LangOption = None,
) -> None:
    """Show one rule as documentation."""
    with speaking(lang) as (tongue, _):
        lexicon = service.open_lexicon(methodology)
        show(service_rules.rule_page(service.rules(lexicon, [code])[0], lexicon, tongue))


@rules_app.command("test", help=help_text("rules-test"))
def rules_test(
    codes: Annotated[list[str] | None, typer.Argument(metavar="[CODE...]", help=help_text("codes"))] = None,
    methodology: MethodologyOption = service.METHODOLOGY,
    lang: LangOption = None,
) -> None:
    """Try rules on their own examples."""
    with speaking(lang) as (_, words):
        lexicon = service.open_lexicon(methodology)
        tried = []
        for trial in service.trials(lexicon, service.rules(lexicon, codes or ())):
            tried.append(trial)
            show(service.trial_rows(trial, words))
        failures = sum(len(trial.failures) for trial in tried)
        summary = words["trial-bad" if failures else "trial-good"]
        examples = sum(trial.examples for trial in tried)
        show([Row(summary.format(rules=len(tried), examples=examples, failures=failures), "case")])
        raise typer.Exit(1 if failures else 0)


@rules_app.command("coverage", help=help_text("rules-coverage"))
def rules_coverage(methodology: MethodologyOption = service.METHODOLOGY, lang: LangOption = None) -> None:
    """Show which rules judge which factor; a factor nobody speaks of is an error."""
    with speaking(lang) as (tongue, _):
        lexicon = service.open_lexicon(methodology)
        covered = service_rules.coverage(lexicon)
        show(service_rules.coverage_rows(covered, lexicon, tongue))
        raise typer.Exit(1 if any(each.fault for each in covered) else 0)


@rules_app.command("new", help=help_text("rules-new"))
def rules_new(
    code: Annotated[str, typer.Argument(metavar="CODE", help=help_text("new-code"))],
    factor: Annotated[str, typer.Option("--factor", metavar="A1", help=help_text("new-factor"))] = "",
    name: Annotated[str, typer.Option("--name", metavar="NAME", help=help_text("new-name"))] = "new",
    output: Annotated[
        Path | None, typer.Option("--output", metavar="DIR", help=help_text("new-output"))
    ] = None,
    methodology: MethodologyOption = service.METHODOLOGY,
    lang: LangOption = None,
) -> None:
    """Begin a rule."""
    with speaking(lang) as (tongue, words):
        lexicon = service.open_lexicon(methodology)
        path = service_rules.new_rule(lexicon, code, factor, name, output, tongue)
        show([Row(words["new-written"].format(file=path), "case"), Row(words["new-next"])])


@rules_app.command("try", help=help_text("rules-try"))
def rules_try(
    named: Annotated[str, typer.Argument(metavar="RULE", help=help_text("try-rule"))],
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help=help_text("try-paths"))],
    excerpt: Annotated[bool, typer.Option("--excerpt", help=help_text("excerpt"))] = False,
    methodology: MethodologyOption = service.METHODOLOGY,
    lang: LangOption = None,
) -> None:
    """Show what a rule would catch in these files; nothing is changed."""
    with speaking(lang) as (tongue, words):
        lexicon = service.open_lexicon(methodology)
        rule = service_rules.find_rule(lexicon, named)
        places = files = code = 0
        for checked in service_rules.try_rule(rule, lexicon, paths, excerpt=excerpt):
            if checked.error:
                code = FAILED
                say(service.render(checked.error, words))
                continue
            show(service_rules.catch_rows(checked, lexicon, tongue))
            places, files = places + len(checked.findings), files + 1
        show([Row(words["try-total"].format(code=rule.code, count=places, files=files), "case")])
        raise typer.Exit(code)


@rules_app.command("docs", help=help_text("rules-docs"))
def rules_docs(
    output: Annotated[Path, typer.Option("--output", metavar="DIR", help=help_text("docs-output"))] = Path(
        "docs/rules"
    ),
    methodology: MethodologyOption = service.METHODOLOGY,
    lang: LangOption = None,
) -> None:
    """Write the rule pages."""
    with speaking(lang) as (_, words):
        done = service_rules.document(service.open_lexicon(methodology), output)
        show([Row(words["docs-written"].format(folder=done.folder, count=done.pages), "case")])
        show(Row(words["docs-deleted"].format(file=name), "note") for name in done.deleted)
