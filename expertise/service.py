"""What a person may do: the use cases. The command line and the interface go through here.

Nothing is printed and nothing is rendered here. Heavy parts are imported when a use case needs them, so
that the command line starts quickly.
"""

from __future__ import annotations

import gc
import logging
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from hashlib import file_digest
from pathlib import Path
from typing import TYPE_CHECKING

from expertise.errors import ExpertiseError, UnreadableFile, WrongUse
from expertise.settings import corpora, lexicons

if TYPE_CHECKING:
    from expertise.act import Act, Language
    from expertise.analysis.change import Fates
    from expertise.analysis.check import Result
    from expertise.analysis.collisions.collide import Read
    from expertise.analysis.evaluation import Evaluation
    from expertise.analysis.finding import Finding
    from expertise.analysis.trial import Failure
    from expertise.conclusion.row import Row
    from expertise.corpus.store import Corpus
    from expertise.lexicon.lexicon import Lexicon
    from expertise.lexicon.rules import Rule

Messages = Mapping[str, Mapping[str, str]]
METHODOLOGY = "kg-working"
SAMPLE = "licensing-law"
_LOG = logging.getLogger("expertise")


@dataclass(frozen=True, slots=True)
class View:
    """Which findings are asked for: no ``factors`` asks for all, ``everything`` also for doubtful rules."""

    everything: bool = False
    factors: frozenset[str] = frozenset()
    excerpt: bool = False


@dataclass(frozen=True, slots=True)
class Checked:
    """One file after the check: either ``result`` with the findings of the view, or ``error``.

    ``sha256`` is of the file's bytes, None where they could not be read. ``fates`` are those of the findings
    of a comparative table, against its current column; None for every other file.
    """

    file: str
    sha256: str | None
    result: Result | None
    findings: tuple[Finding, ...]
    error: ExpertiseError | None
    fates: Fates | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """An annotated copy that lies at ``path``; see conclusion.annotated.Copy for the counts."""

    path: Path
    comments: int
    unplaced: int


@dataclass(frozen=True, slots=True)
class Trial:
    """A rule after the trial on its ``examples`` (their number in both languages)."""

    rule: Rule
    examples: int
    failures: tuple[Failure, ...]


def messages() -> Messages:
    """Return all messages and labels by language; raises BadLexicon."""
    from expertise.lexicon.messages import load_messages

    return load_messages(lexicons() / "messages")


def render(error: ExpertiseError, words: Mapping[str, str]) -> str:
    """Return what went wrong, where, and what to do; a code without a message is shown as it is."""
    from expertise.errors import BadLexicon

    known = {name: str(value) for name, value in error.parameters.items()}
    text = words.get(f"error-{error.code}", str(error)).format_map(_Blank(known))
    if isinstance(error, BadLexicon) and "error-place" in words:
        return words["error-place"].format_map(_Blank(known, text=text))
    return text


class _Blank(dict[str, str]):
    """Parameters of a message; one the error does not carry is left out instead of failing."""

    def __missing__(self, key: str) -> str:
        return "…"


def open_lexicon(methodology: str = METHODOLOGY) -> Lexicon:
    """Return the lexicon release; raises BadLexicon, WrongUse."""
    from expertise.lexicon.lexicon import load_lexicon

    return load_lexicon(lexicons(), methodology)


def view(lexicon: Lexicon, factors: str = "", *, everything: bool = False, excerpt: bool = False) -> View:
    """Return the view of a call; ``factors`` is a comma-separated list. Raises WrongUse for unknown ones."""
    asked = frozenset(name.strip().upper() for name in factors.split(",") if name.strip())
    for name in sorted(asked):
        if name not in lexicon.factors:
            raise WrongUse("unknown-factor", factor=name, known=", ".join(lexicon.factors))
    return View(everything, asked, excerpt)


def check_files(
    files: Sequence[str], lexicon: Lexicon, chosen: View, against: Sequence[Read] = (),
    corpus: Corpus | None = None,
) -> Iterator[Checked]:  # fmt: skip
    """Check files in order; one that cannot be read gives its error. For the rest see ``analysis.check``."""
    reads = ((f, partial(read_act, Path(f), chosen.excerpt)) for f in files)
    return (check_loaded(f, read, lexicon, chosen, against, corpus) for f, read in reads)


def check_loaded(
    file: str, load: Callable[[], Act], lexicon: Lexicon, chosen: View, against: Sequence[Read] = (),
    corpus: Corpus | None = None,
) -> Checked:  # fmt: skip
    """Check the act that ``load`` gives; what goes wrong in it is in the answer, no exception."""
    try:
        with _uncollected():
            return check_act(file, load(), lexicon, chosen, against, corpus)
    except ExpertiseError as error:
        return Checked(file, sha256_of(file), None, (), error)
    except Exception as error:  # one bad file must not end the check of the others; the type names the bug
        detail = f"{type(error).__name__}: {error}"
        _LOG.debug("check of %s failed", file, exc_info=True)
        return Checked(file, sha256_of(file), None, (), UnreadableFile("internal", file=file, detail=detail))


def check_act(
    file: str, act: Act, lexicon: Lexicon, chosen: View, against: Sequence[Read] = (),
    corpus: Corpus | None = None,
) -> Checked:  # fmt: skip
    """Check an act that was read already; ``file`` is what it is called."""
    from expertise.analysis.check import check
    from expertise.analysis.table import column_fates

    result = check(act, lexicon, excerpt=chosen.excerpt, against=against, corpus=corpus)
    fates = column_fates(result, lexicon)
    found = result.findings if chosen.everything else result.shown()
    findings = tuple(f for f in found if not chosen.factors or f.factor in chosen.factors)
    seen = fates.view(everything=chosen.everything, factors=chosen.factors) if fates else None
    return Checked(file, act.sha256, result, findings, None, seen)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Hold the garbage collector while one act is checked: it takes 15 % of the time and finds nothing."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def read_act(path: Path, excerpt: bool = False) -> Act:
    """Read one act, or a piece of one; raises UnreadableFile, also for what is no file."""
    from expertise.reading import read

    if path.exists() and (not path.is_file() or path.suffix.lower() == ".zip"):
        raise UnreadableFile("not-a-file", file=str(path))  # a device has no end, a pipe may never begin
    try:
        return read(path, excerpt=excerpt)
    except UnreadableFile as error:
        if error.code == "not-found" and path.exists():
            raise UnreadableFile("file-access", **error.parameters) from error
        raise


def sha256_of(file: str) -> str | None:
    """Return the digest of a regular file; anything else (a folder, a device) has none."""
    path = Path(file)
    try:
        if not path.is_file():
            return None
        with path.open("rb") as stream:
            return file_digest(stream, "sha256").hexdigest()
    except (OSError, ValueError):
        return None


def record(checked: Checked, words: Mapping[str, str]) -> dict[str, object]:
    """Return one object of the JSON interface (see README); ``words`` render an error's message."""
    error, result = checked.error, checked.result
    found: dict[str, object] = {
        "file": checked.file,
        "sha256": checked.sha256,
        "language": result.act.language if result else None,
        "title": result.act.requisites.title if result else None,
        "articles": result.act.articles if result else 0,
        "units": len(result.act.units) - 1 if result else 0,
        "findings": [finding.record() for finding in checked.findings],
        "error": {"code": error.code, "message": render(error, words)} if error else None,
    }
    if result and result.corpus:
        found["corpus"] = result.corpus.record()
    if result and checked.fates:
        from expertise.analysis.table import against_record

        found |= against_record(result.act, checked.findings, checked.fates)
    return found


def report(checked: Checked, lexicon: Lexicon, language: Language) -> Iterator[Row]:
    """Yield the report on a file that was checked (``result`` is there), for reading."""
    from expertise.conclusion.text import report

    assert checked.result is not None
    return report(checked.file, checked.result, checked.findings, lexicon, language, checked.fates)


def at_or_above(checked: Checked, level: str) -> bool:
    """Tell whether a finding of the view is of ``level`` (low, medium, high) or above."""
    return any(reaches(f, level) for f in checked.findings)


def reaches(finding: Finding, level: str) -> bool:
    """Tell whether a finding is of ``level`` (low, medium, high) or above."""
    order = ("low", "medium", "high")
    return order.index(finding.level) >= order.index(level)


def copy_paths(files: Sequence[str], output: Path | None) -> list[Path]:
    """Return where the annotated copies go: beside the files, into a folder, or one file to ``output``.

    Raises WrongUse before anything is written: several files for one output, a missing folder, a copy
    over an input or over another copy.
    """
    from expertise.conclusion.copy_name import copy_name

    if output is None:
        paths = [Path(file).with_name(copy_name(file)) for file in files]
    elif output.is_dir():
        paths = [output / copy_name(file) for file in files]
    elif len(files) > 1:
        raise WrongUse("output-not-folder", file=str(output))
    elif output.suffix.lower() != (suffix := Path(copy_name(files[0])).suffix):
        raise WrongUse("output-not-docx", file=str(output), suffix=suffix)
    else:
        paths = [output]
    inputs = {Path(file).resolve() for file in files}
    for place, path in enumerate(paths):
        if path.resolve() in inputs:
            raise WrongUse("output-is-input", file=str(path))
        if path in paths[:place]:
            raise WrongUse("output-collision", file=str(path))
        require_folder(path)
    return paths


def require_folder(path: Path) -> None:
    """Raise WrongUse when the folder that is to hold ``path`` is not there."""
    if not path.parent.is_dir():
        raise WrongUse("output-folder-missing", folder=str(path.parent))


def annotate(checked: Checked, path: Path, lexicon: Lexicon, language: Language, *, replace: bool) -> Written:
    """Write the annotated copy of a checked file to ``path``.

    Without ``replace`` a file that differs from the new copy is left alone. Raises WrongUse, and what
    conclusion.annotated.annotate raises.
    """
    from expertise.conclusion.annotated import annotate

    assert checked.result is not None
    copy = annotate(checked.result.act, checked.findings, lexicon, language)
    if not replace and not _free(path, copy.data):
        raise WrongUse("output-exists", file=str(path))
    write(path, copy.data)
    return Written(path, copy.comments, copy.unplaced)


def _free(path: Path, data: bytes) -> bool:
    """Tell whether nothing would be lost: ``path`` is not there or holds the very same bytes."""
    try:
        return not path.exists() or path.read_bytes() == data
    except OSError:
        return False


def write(path: Path, data: bytes) -> None:
    """Write a whole file or nothing: a full disk leaves no half of it. Raises WrongUse."""
    part = path.with_name(path.name + ".part")
    try:
        part.write_bytes(data)
        os.replace(part, path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise WrongUse("output-unwritable", file=str(path), detail=error.strerror or str(error)) from error


def demo_sample(language: Language, folder: Path) -> Path:
    """Copy the sample draft in both languages into ``folder``; return the path of the chosen one.

    The folder is made if it is not there. Raises WrongUse: ``sample-missing``, ``output-unwritable``.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        detail = error.strerror or str(error)
        raise WrongUse("output-unwritable", file=str(folder), detail=detail) from error
    for tongue in ("ru", "ky"):
        source = corpora() / "samples" / f"{SAMPLE}.{tongue}.docx"
        if not source.is_file():
            raise WrongUse("sample-missing", file=str(source))
        write(folder / source.name, source.read_bytes())
    return folder / f"{SAMPLE}.{language}.docx"


def rules(lexicon: Lexicon, codes: Sequence[str] = ()) -> list[Rule]:
    """Return the rules with these codes in the given order, all rules for none. Raises WrongUse."""
    wanted = [code.upper() for code in codes] or sorted(lexicon.rules)
    for code in wanted:
        if code not in lexicon.rules:
            raise WrongUse("unknown-rule-code", rule=code)
    return [lexicon.rules[code] for code in wanted]


def trials(lexicon: Lexicon, chosen: Sequence[Rule]) -> Iterator[Trial]:
    """Try each rule on its own examples; retired rules are left out."""
    from expertise.analysis.trial import examples, trial

    for rule in chosen:
        if rule.status != "retired":
            count = sum(len(examples(rule, language)) for language in rule.examples)
            yield Trial(rule, count, tuple(trial(rule, lexicon)))


def trial_rows(trial: Trial, words: Mapping[str, str]) -> Iterator[Row]:
    """Yield what a rule does otherwise than its file says, for reading."""
    from expertise.conclusion.rule_page import failures

    return failures(trial.failures, words)


def evaluate(
    paths: Sequence[str], languages: Sequence[Language], lexicon: Lexicon, *, every: bool = False
) -> Iterator[tuple[Language, Evaluation]]:
    """Hold the rules against articles somebody has marked, language by language; see analysis.evaluation.

    A language without texts is passed over. Raises WrongUse for a set of wrong form or without texts.
    """
    from expertise.analysis.evaluation import evaluate, load_rows

    rows = {language: load_rows(map(Path, paths), language) for language in languages}
    if not any(rows.values()):
        raise WrongUse("empty-marked-set")
    return ((tongue, evaluate(own, lexicon, every=every)) for tongue, own in rows.items() if own)


def evaluation_record(language: Language, done: Evaluation, errors: int) -> dict[str, object]:
    """Return an evaluation as one JSON object, with at most ``errors`` wrong and missed places."""
    from expertise.conclusion.evaluation_page import record

    return record(language, done, errors)


def evaluation_rows(
    language: Language, done: Evaluation, errors: int, words: Mapping[str, str]
) -> Iterator[Row]:
    """Yield an evaluation for reading, with at most ``errors`` wrong and missed places."""
    from expertise.conclusion.evaluation_page import page

    return page(language, done, errors, words)


Writer = Callable[[bytes], None]


def output_to(path: Path) -> Writer:
    """Return a function that writes a result to ``path``; raises WrongUse for a folder or a missing one."""
    if path.is_dir():
        raise WrongUse("output-is-folder", file=str(path))
    require_folder(path)
    return partial(write, path)
