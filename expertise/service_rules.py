"""What a lawyer may do with rules beyond testing them: read, cover, begin, try, document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from expertise.errors import WrongUse
from expertise.service import Checked, View, check_files, rules, write

if TYPE_CHECKING:
    from expertise.act import Language
    from expertise.conclusion.row import Row
    from expertise.lexicon.coverage import Coverage
    from expertise.lexicon.lexicon import Lexicon
    from expertise.lexicon.rules import Rule


@dataclass(frozen=True, slots=True)
class Documented:
    """Rule pages that lie in ``folder``: how many there are, and files of rules that are no more, deleted."""

    folder: Path
    pages: int
    deleted: tuple[str, ...]


def coverage(lexicon: Lexicon) -> list[Coverage]:
    """Return every factor of the methodology with its rules."""
    from expertise.lexicon.coverage import coverage

    return coverage(lexicon.factors, lexicon.judges)


def coverage_rows(covered: Sequence[Coverage], lexicon: Lexicon, language: Language) -> Iterator[Row]:
    """Yield which rules judge which factor, for reading."""
    from expertise.conclusion.coverage_page import coverage_rows

    return coverage_rows(covered, lexicon, language)


def new_rule(
    lexicon: Lexicon, code: str, factor: str, name: str, folder: Path | None, language: Language
) -> Path:
    """Write the file a new rule begins with and return its path; an empty ``factor`` is taken from the code.

    Raises WrongUse: see lexicon.skeleton; ``output-exists``, ``output-folder-missing``,
    ``output-unwritable``.
    """
    from expertise.lexicon.skeleton import skeleton, skeleton_path

    code = code.strip().upper()
    factor = factor.strip().upper() or code[:2]
    text = skeleton(lexicon, code, factor, language)
    path = skeleton_path(lexicon, code, factor, name, folder)
    if path.exists():
        raise WrongUse("output-exists", file=str(path))
    if folder is not None and not folder.is_dir():
        raise WrongUse("output-folder-missing", folder=str(folder))
    make_folder(path.parent)
    write(path, text.encode())
    return path


def make_folder(folder: Path) -> None:
    """Make a folder and those above it; raises WrongUse where that cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        detail = error.strerror or str(error)
        raise WrongUse("output-unwritable", file=str(folder), detail=detail) from error


def find_rule(lexicon: Lexicon, named: str) -> Rule:
    """Return the rule with this code, or the one in a file that need not be in the lexicon.

    Raises WrongUse for an unknown code or a missing file, BadLexicon for a file that is no rule.
    """
    from expertise.lexicon.lexicon import check_terms
    from expertise.lexicon.rules import CODE, load_rule

    if CODE.fullmatch(named.upper()) and not Path(named).is_file():
        return rules(lexicon, [named])[0]
    if not Path(named).is_file():
        raise WrongUse("no-such-rule", rule=named)
    rule = load_rule(Path(named), frozenset(lexicon.factors))
    check_terms(lexicon.terms, [rule])
    return rule


def try_rule(
    rule: Rule, lexicon: Lexicon, paths: Sequence[str], *, excerpt: bool = False
) -> Iterator[Checked]:
    """Check files with this rule alone, whatever its status; a folder stands for the acts in it.

    All its findings are given, also those the default view would hide.
    """
    alone = replace(lexicon, rules={rule.code: replace(rule, status="active")}, _voices={})
    return check_files(_files(paths), alone, View(everything=True, excerpt=excerpt))


def _files(paths: Sequence[str]) -> list[str]:
    from expertise.reading import SUFFIXES

    files: list[str] = []
    for name in paths:
        path = Path(name)
        if path.is_dir():
            files += [str(p) for p in sorted(path.rglob("*")) if p.suffix.lower() in SUFFIXES and p.is_file()]
        else:
            files.append(name)
    return files


def catch_rows(checked: Checked, lexicon: Lexicon, language: Language) -> Iterator[Row]:
    """Yield what a rule caught in one file that was checked: count, places, words in context."""
    from expertise.conclusion.rule_page import catch

    assert checked.result is not None
    return catch(checked.file, checked.result.act, checked.findings, lexicon.messages[language], language)


def document(lexicon: Lexicon, folder: Path) -> Documented:
    """Write the rule pages into ``folder``, made if it is not there; pages of rules that are no more go.

    Other files are left alone. Raises WrongUse.
    """
    from expertise.conclusion.rule_docs import documents
    from expertise.lexicon.rules import CODE

    make_folder(folder)
    pages = documents(coverage(lexicon), lexicon)
    for name, text in pages.items():
        write(folder / name, text.encode())
    old = [p for p in sorted(folder.glob("*.md")) if CODE.fullmatch(p.stem) and p.name not in pages]
    for path in old:
        path.unlink()
    return Documented(folder, len(pages) - 1, tuple(p.name for p in old))


def rules_table(lexicon: Lexicon, language: Language) -> Iterator[Row]:
    """Yield the table of all rules, for reading."""
    from expertise.conclusion.rule_page import table

    return table(rules(lexicon), lexicon, language)


def rule_page(rule: Rule, lexicon: Lexicon, language: Language) -> Iterator[Row]:
    """Yield the documentation of a rule: what its file says, for reading."""
    from expertise.conclusion.rule_page import page

    return page(rule, lexicon, language)
