"""Two versions of one text side by side: what changed in it, and what became of its findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from expertise import service
from expertise.errors import ExpertiseError, WrongUse
from expertise.service import Checked, View

if TYPE_CHECKING:
    from expertise.act import Language
    from expertise.analysis.alignment import Change
    from expertise.analysis.change import Fates
    from expertise.conclusion.row import Row
    from expertise.lexicon.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Difference:
    """Two files after the check: passages that differ and the fates of the findings of the view.

    ``fates`` is None and ``changes`` is empty where a file could not be read: its error is in ``old`` or
    ``new``.
    """

    old: Checked
    new: Checked
    changes: tuple[Change, ...] = ()
    fates: Fates | None = None

    @property
    def errors(self) -> tuple[ExpertiseError, ...]:
        """The errors of the files that could not be read."""
        return tuple(each.error for each in (self.old, self.new) if each.error)


def diff(old: str, new: str, lexicon: Lexicon, chosen: View) -> Difference:
    """Check both files and compare them; a file that cannot be read gives its error, no exception.

    Raises WrongUse ``diff-two-languages`` for texts in different languages.
    """
    from expertise.analysis.alignment import align
    from expertise.analysis.change import fates

    before, after = service.check_files([old, new], lexicon, chosen)
    if before.result is None or after.result is None:
        return Difference(before, after)
    if before.result.act.language != after.result.act.language:
        raise WrongUse("diff-two-languages", old=old, new=new)
    alignment = align(before.result.act, after.result.act)
    found = fates(before.result, after.result, alignment)
    seen = found.view(everything=chosen.everything, factors=chosen.factors)
    return Difference(before, after, tuple(alignment.changes()), seen)


def introduces(done: Difference, level: str) -> bool:
    """Tell whether a finding of ``level`` or above was introduced."""
    return done.fates is not None and any(service.reaches(f, level) for f in done.fates.introduced)


def record(done: Difference, words: Mapping[str, str]) -> dict[str, object]:
    """Return the comparison as one JSON object; ``error`` is of the first file that could not be read."""
    found = done.fates
    error = next(iter(done.errors), None)
    return {
        "old": _side(done.old),
        "new": _side(done.new),
        "changes": [
            {
                "kind": c.kind,
                "eid": c.eid,
                "label": c.label,
                "was": c.was,
                "before": c.before,
                "after": c.after,
            }
            for c in done.changes
        ],
        "introduced": [f.record() for f in found.introduced] if found else [],
        "kept": [{**p.new.record(), "old": p.old.record(), "edited": p.edited} for p in found.kept]
        if found
        else [],
        "cured": [f.record() for f in found.cured] if found else [],
        "error": {"code": error.code, "message": service.render(error, words)} if error else None,
    }


def _side(checked: Checked) -> dict[str, object]:
    act = checked.result.act if checked.result else None
    return {
        "file": checked.file,
        "sha256": checked.sha256,
        "language": act.language if act else None,
        "title": act.requisites.title if act else None,
    }


def rows(done: Difference, lexicon: Lexicon, language: Language) -> Iterator[Row]:
    """Yield the comparison for reading; nothing where a file could not be read."""
    from expertise.conclusion.change_page import page

    if done.fates and done.old.result and done.new.result:
        yield from page(done.old.result, done.new.result, done.changes, done.fates, lexicon, language)
