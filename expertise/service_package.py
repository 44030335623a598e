"""A draft's whole package: its parts, what is missing, and the findings of its drafts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from expertise import service, settings
from expertise.act import Language
from expertise.analysis.papers import Judgement, Remark, judge
from expertise.conclusion.package_page import page, remark_text
from expertise.conclusion.row import Row
from expertise.lexicon.choices import load_papers
from expertise.lexicon.demands import Demands, load_demands
from expertise.lexicon.lexicon import Lexicon
from expertise.reading.package import DRAFT, Member, read_package
from expertise.service import Checked, View

_OF_PACKAGE = "D5"


@dataclass(frozen=True)
class Examined:
    """A package after the check; ``drafts`` are the readable drafts, ``tables`` its comparative tables."""

    path: str
    members: tuple[Member, ...]
    judgement: Judgement
    drafts: tuple[Checked, ...]
    tables: tuple[Checked, ...]

    @property
    def unreadable(self) -> tuple[Member, ...]:
        """The files that could not be read."""
        return tuple(m for m in self.members if m.error is not None)


@cache
def demands() -> Demands:
    """Return what packages must hold. Raises BadLexicon."""
    return load_demands(settings.lexicons() / "review" / "package.yml")


def examine(path: str, lexicon: Lexicon, chosen: View) -> Examined:
    """Read a folder or .zip, judge the package and check its drafts.

    A file that cannot be read stops no other. Raises UnreadableFile where the package itself cannot be read.
    """
    return examined(path, read_package(Path(path)), lexicon, chosen)


def examined(path: str, members: Sequence[Member], lexicon: Lexicon, chosen: View) -> Examined:
    """Judge and check a package whose files were read already."""

    def checked(wanted: str) -> tuple[Checked, ...]:
        return tuple(
            service.check_act(m.file, m.act, lexicon, chosen)
            for m in members
            if m.act is not None and m.part.startswith(wanted)
        )

    return Examined(path, tuple(members), judge(members, demands()), checked(DRAFT), checked("table"))


def part_names(language: str) -> dict[str, str]:
    """Return the names of the parts by id in a language, as the conclusion prints them."""
    papers = load_papers(settings.lexicons() / "review" / "papers.yml")
    words = service.messages()[language]
    other = {part: words[f"package-part-{part}"] for part in ("draft", "letter", "annex", "unknown")}
    return {**{paper.id: paper.name[language] for paper in papers}, **other}


def at_or_above(done: Examined, level: str) -> bool:
    """Tell whether a finding of the drafts is of ``level`` or above."""
    return any(service.at_or_above(checked, level) for checked in done.drafts)


def record(done: Examined, words: Mapping[str, str], language: str) -> dict[str, object]:
    """Return the package as one JSON object; its drafts are objects as ``check`` gives them."""
    names = part_names(language)
    return {
        "package": done.path,
        "kind": done.judgement.kind,
        "amending": done.judgement.amending,
        "parts": [part_record(member, words) for member in done.members],
        "missing": list(done.judgement.missing),
        "remarks": [_remark(remark, words, names) for remark in done.judgement.remarks],
        "drafts": [service.record(checked, words) for checked in done.drafts],
        "tables": [service.record(checked, words) for checked in done.tables],
        "error": None,
    }


def part_record(member: Member, words: Mapping[str, str]) -> dict[str, object]:
    """Return one file of a package as JSON: its part, why, and what is wrong with it."""
    error = member.error
    return {
        "file": member.file,
        "sha256": member.sha256 or None,
        "part": member.part,
        "language": member.language,
        "state": member.state,
        "ground": {"how": member.ground.how, "words": member.ground.words},
        "error": {"code": error.code, "message": service.render(error, words)} if error else None,
    }


def remark_words(remark: Remark, language: str) -> str:
    """Return a remark on a package in one sentence of a language."""
    return remark_text(remark, service.messages()[language], part_names(language))


def _remark(remark: Remark, words: Mapping[str, str], names: Mapping[str, str]) -> dict[str, object]:
    return {
        "factor": remark.factor or None,
        "code": remark.code,
        "subject": remark.subject,
        "text": remark_text(remark, words, names),
        "places": [{"file": p.file, "label": p.label, "quote": p.quote} for p in remark.places],
    }


def rows(done: Examined, lexicon: Lexicon, language: Language) -> Iterator[Row]:
    """Yield the package for reading: parts, what is missing, remarks, then the reports on its drafts."""
    words = lexicon.messages[language]
    errors = {m.file: service.render(m.error, words) for m in done.members if m.error}
    yield from page(done.path, done.members, done.judgement, part_names(language), errors, words)
    for table in done.tables:
        if table.fates:
            yield Row(f"{table.file}: {words['table-fates'].format(**table.fates.counts())}", "note")
    for checked in done.drafts:
        yield from (Row(""), Row("=" * 72, "note"), Row(""))
        yield from service.report(_with_package(checked), lexicon, language)


def _with_package(checked: Checked) -> Checked:
    """Return a draft whose report does not ask for the package that is told above it."""
    assert checked.result is not None
    left = tuple(factor for factor in checked.result.not_judged if factor != _OF_PACKAGE)
    return replace(checked, result=replace(checked.result, not_judged=left))
