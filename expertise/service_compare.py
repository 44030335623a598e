"""Comparing the Russian and the Kyrgyz text of an act: files for the command line, two panes for the desk."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from expertise.errors import ExpertiseError, UnreadableFile, WrongUse
from expertise.service import read_act, render

if TYPE_CHECKING:
    from expertise.act import Act, Language
    from expertise.analysis.compare.compare import Comparison
    from expertise.analysis.compare.difference import Difference
    from expertise.analysis.compare.panes import PaneRow
    from expertise.conclusion.row import Row
    from expertise.lexicon.lexicon import Lexicon

_LOG = logging.getLogger("expertise")
_ORDER = ("low", "medium", "high")


@dataclass(frozen=True, slots=True)
class Compared:
    """A pair of files after the comparison: either ``comparison`` and what it shows, or ``error``."""

    ru_file: str
    ky_file: str
    comparison: Comparison | None
    differences: tuple[Difference, ...]
    error: ExpertiseError | None


@dataclass(frozen=True, slots=True)
class Panes:
    """Two texts for the desk: all lines of both in aligned rows, and the differences the rows name by id."""

    rows: tuple[PaneRow, ...]
    differences: tuple[Difference, ...]


def compare_drafts(ru: Act, ky: Act, lexicon: Lexicon, *, everything: bool = False) -> Panes:
    """Compare two texts of an act for a view of two panes; raises WrongUse as ``compare_files`` tells."""
    from expertise.analysis.compare.panes import panes

    done = _compared(ru, ky, lexicon)
    shown = done.differences if everything else done.shown()
    return Panes(tuple(panes(done, shown)), shown)


def compare_files(files: Sequence[str], lexicon: Lexicon, *, everything: bool = False) -> Iterator[Compared]:
    """Compare files pair by pair (RU KY RU KY ...), in order; one that cannot be read gives its error.

    Without ``everything`` the doubtful differences are left out. Raises WrongUse at once for an odd number
    of files; a pair in one language gives its error.
    """
    if len(files) % 2 or not files:
        raise WrongUse("compare-odd", count=len(files))
    pairs = zip(files[::2], files[1::2], strict=True)
    return (_pair(ru, ky, lexicon, everything) for ru, ky in pairs)


def _pair(ru: str, ky: str, lexicon: Lexicon, everything: bool) -> Compared:
    try:
        done = _compared(read_act(Path(ru)), read_act(Path(ky)), lexicon)
    except ExpertiseError as error:
        return Compared(ru, ky, None, (), error)
    except Exception as error:  # one bad pair must not end the comparison of the others
        detail = f"{type(error).__name__}: {error}"
        _LOG.debug("comparison of %s and %s failed", ru, ky, exc_info=True)
        return Compared(ru, ky, None, (), UnreadableFile("internal", file=ru, detail=detail))
    return Compared(ru, ky, done, done.differences if everything else done.shown(), None)


def _compared(ru: Act, ky: Act, lexicon: Lexicon) -> Comparison:
    from expertise.analysis.compare.compare import compare

    for act, language in ((ru, "ru"), (ky, "ky")):
        if act.language != language:
            raise WrongUse("compare-language", file=act.file, language=language)
    return compare(ru, ky, lexicon)


def record(compared: Compared, words: Mapping[str, str]) -> dict[str, object]:
    """Return one object of the JSON interface (see README); ``words`` render an error's message."""
    done, error = compared.comparison, compared.error
    return {
        "ru": _file(compared.ru_file, done.ru if done else None),
        "ky": _file(compared.ky_file, done.ky if done else None),
        "findings": [difference.record() for difference in compared.differences],
        "error": {"code": error.code, "message": render(error, words)} if error else None,
    }


def _file(file: str, act: Act | None) -> dict[str, object]:
    return {
        "file": file, "sha256": act.sha256 if act else None,
        "title": act.requisites.title if act else None, "articles": act.articles if act else 0,
    }  # fmt: skip


def report(compared: Compared, lexicon: Lexicon, language: Language) -> Iterator[Row]:
    """Yield the report on a pair that was compared (``comparison`` is there), for reading."""
    from expertise.conclusion.compare_page import page

    assert compared.comparison is not None
    files = (compared.ru_file, compared.ky_file)
    return page(files, compared.comparison, compared.differences, lexicon.messages[language], language)


def at_or_above(compared: Compared, level: str) -> bool:
    """Tell whether a difference shown is of ``level`` (low, medium, high) or above."""
    return any(_ORDER.index(d.level) >= _ORDER.index(level) for d in compared.differences)
