"""The use case of an amending draft with the acts it changes: read, apply, check, tell the change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from expertise import service
from expertise.act import Language
from expertise.analysis.amended import Amended, check_amended
from expertise.conclusion import amended_page, amended_record
from expertise.conclusion.row import Row
from expertise.lexicon.lexicon import Lexicon


def check_draft(file: str, bases: Sequence[str], lexicon: Lexicon, view: service.View) -> Amended:
    """Check the amending draft ``file`` applied to ``bases``.

    Raises UnreadableFile for any of the files, and what ``analysis.amended.check_amended`` raises.
    """
    draft, *acts = (service.read_act(Path(name), view.excerpt) for name in (file, *bases))
    return check_amended(
        draft, acts, lexicon, everything=view.everything, factors=view.factors, excerpt=view.excerpt
    )


def record(amended: Amended, words: Mapping[str, str]) -> dict[str, object]:
    """Return the draft as one object of the JSON interface, with what changes."""
    return {**service.record(_checked(amended), words), **amended_record.record(amended)}


def _checked(amended: Amended) -> service.Checked:
    """Return the draft as ``check`` gives it, with the introduced findings at their places in it."""
    act = amended.draft.act
    return service.Checked(act.file, act.sha256, amended.draft, tuple(amended.in_draft()), None)


def report(amended: Amended, lexicon: Lexicon, language: Language, *, everything: bool) -> Iterator[Row]:
    """Yield the report for reading."""
    return amended_page.page(amended, lexicon, language, everything=everything)


def annotate(
    amended: Amended, path: Path, lexicon: Lexicon, tongue: Language, *, overwrite: bool
) -> service.Written:
    """Write the annotated copy of the draft with the introduced findings.

    Findings that no place of the draft speaks of are counted as unplaced. Raises as ``service.annotate``.
    """
    checked = _checked(amended)
    written = service.annotate(checked, path, lexicon, tongue, replace=overwrite)
    left = len(amended.introduced()) - len(checked.findings)
    return replace(written, unplaced=written.unplaced + left)


def introduces(amended: Amended, level: str) -> bool:
    """Tell whether the draft brings in a finding of ``level`` (low, medium, high) or above."""
    return any(service.reaches(finding, level) for finding in amended.introduced())
