"""What a person may do with the corpus of acts in force: add, look, search, mark, draw."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from expertise import service
from expertise.conclusion.row import Row
from expertise.errors import ExpertiseError, UnreadableFile, WrongUse
from expertise.settings import corpora, corpus_of, home

if TYPE_CHECKING:
    from expertise.act import Language
    from expertise.corpus.adding import Added
    from expertise.corpus.graph import Link
    from expertise.corpus.recipe import Recipe
    from expertise.corpus.store import Corpus
    from expertise.corpus.work import Failure, Hit, Stock, Told, Work

#: Formats of the graph.
GRAPHS = ("csv", "json", "svg", "dot")
_ACTS_IN_A_PICTURE = 40


def default() -> Path:
    """Return where the corpus of this user lies, which need not exist yet."""
    return corpus_of(home())


def open_corpus(path: Path | None) -> Corpus:
    """Open a corpus for reading, the user's own without a path. Raises WrongUse as ``Corpus.open``."""
    from expertise.corpus.store import Corpus

    return Corpus.open(path or default())


@dataclass(frozen=True, slots=True)
class Job:
    """Files to add, in order, and what a recipe says of them.

    ``aside`` counts the files of folders that are of a form nobody reads acts from (.xlsx, .zip).
    """

    files: tuple[str, ...]
    told: Mapping[str, Told]
    aside: int = 0


def job(paths: Sequence[str], recipe: str = "") -> Job:
    """Return the files that paths stand for: files as they are, folders with all acts in them.

    ``recipe`` is the name of a recipe or the path of its file; with one every path must be a folder. Raises
    WrongUse: ``not-found``, ``corpus-unknown-recipe``, ``corpus-recipe-folder``; BadLexicon for a bad recipe.
    """
    files: list[str] = []
    aside = 0
    told: dict[str, Told] = {}
    chosen = _recipe(recipe) if recipe else None
    for name in paths:
        path = Path(name)
        if chosen is not None:
            from expertise.corpus.recipe import gathered

            if not path.is_dir():
                raise WrongUse("corpus-recipe-folder", file=name)
            found, said = gathered(path, chosen)
            files += found
            told |= said
        elif path.is_dir():
            inside = [each for each in path.rglob("*") if each.is_file() and not _is_hidden(each)]
            found = sorted(str(each) for each in inside if _is_act(each))
            files += found
            aside += len(inside) - len(found)
        else:
            files.append(name)
    return Job(tuple(files), told, aside)


def _recipe(name: str) -> Recipe:
    from expertise.corpus.recipe import load_recipe

    path = Path(name) if name.endswith(".yml") else corpora() / "recipes" / f"{name}.yml"
    if not path.is_file():
        known = sorted(each.stem for each in (corpora() / "recipes").glob("*.yml"))
        raise WrongUse("corpus-unknown-recipe", recipe=name, known=", ".join(known))
    return load_recipe(path)


def _is_act(path: Path) -> bool:
    from expertise.reading import SUFFIXES

    return path.suffix.lower() in SUFFIXES


def _is_hidden(path: Path) -> bool:
    return path.name.startswith((".", "~$"))


def add(path: Path | None, wanted: Job, workers: int = 1) -> Iterator[Added]:
    """Add files to a corpus and yield what became of each once it is kept; see ``corpus.adding.add``."""
    from expertise.corpus.adding import add

    return add(path or default(), wanted.files, wanted.told, workers=workers)


def mark(path: Path | None, uri: str, state: str, since: date | None, note: str) -> None:
    """Enter by hand whether an act is in force. Raises WrongUse ``corpus-unknown-act``."""
    from expertise.corpus.adding import mark
    from expertise.corpus.work import Standing

    mark(path or default(), uri, Standing(state, since, "hand", note))


def error_of(failure: Failure) -> ExpertiseError:
    """Return why a file could not be added as an error with a message."""
    return UnreadableFile(failure.code, **{**failure.parameters, "file": failure.file})


# For reading


def stock_rows(stock: Stock, words: Mapping[str, str]) -> Iterator[Row]:
    """Yield what a corpus holds, for reading."""
    state = stock.state
    yield Row(
        words["corpus-acts"].format(count=state.acts, editions=stock.editions, units=stock.units), "title"
    )
    if state.newest:
        yield Row(words["corpus-dates"].format(oldest=stock.oldest or "?", newest=state.newest))
    for language, count in sorted(stock.languages.items()):
        yield Row(words[f"corpus-language-{language}"].format(count=count))
    for standing, count in stock.standings.items():
        yield Row(words[f"corpus-standing-{standing}"].format(count=count))
    for kind, count in stock.kinds.items():
        yield Row(f"  {words.get(f'corpus-kind-{kind}', kind)}: {count}")
    yield Row(words["corpus-failed"].format(count=stock.failures))
    yield Row(words["corpus-digest"].format(digest=state.digest[:16]), "note")


def stock_record(stock: Stock) -> dict[str, object]:
    """Return what a corpus holds as plain values."""
    return {
        **stock.state.record(), "oldest": stock.oldest.isoformat() if stock.oldest else None,
        "editions": stock.editions, "units": stock.units, "languages": dict(stock.languages),
        "kinds": dict(stock.kinds), "standings": dict(stock.standings), "failures": stock.failures,
    }  # fmt: skip


def against(corpus: Corpus, words: Mapping[str, str]) -> str:
    """Return the sentence that says against how many acts, and of which date, something was found."""
    state = corpus.state
    return words["corpus-against"].format(
        count=state.acts, newest=state.newest or "?", digest=state.digest[:16]
    )  # fmt: skip


def search(corpus: Corpus, asked: str, language: Language | None, limit: int) -> list[Hit]:
    """Return the units that hold words; see ``corpus.search.search``."""
    from expertise.corpus.search import search

    return search(corpus, asked, language, limit)


def hit_rows(hits: Sequence[Hit]) -> Iterator[Row]:
    """Yield what a search found, for reading."""
    for hit in hits:
        yield Row(f"{' '.join(hit.title.split())}, {hit.label}", "case")
        yield Row(f"  {hit.snippet}", "quote")
        yield Row(f"  {hit.uri}#{hit.eid} ({hit.language})", "note")


def titled_rows(corpus: Corpus, title: str, limit: int, tongue: Language) -> Iterator[Row]:
    """Yield the acts whose titles are like the words, for reading."""
    from expertise.corpus.search import titled

    for score, work in titled(corpus, title, limit):
        yield Row(f"{score:5.1f}  {' '.join(work.title(tongue).split())}", "case")
        yield Row(f"       {work.uri}", "note")


def work_rows(work: Work, words: Mapping[str, str], tongue: Language) -> Iterator[Row]:
    """Yield what is known of an act, for reading."""
    yield Row(" ".join(work.title(tongue).split()), "title")
    for language, title in sorted(work.titles.items()):
        if title != work.title(tongue):
            yield Row(f"{language}: {' '.join(title.split())}")
    yield Row(work.uri, "note")
    kind = words.get(f"corpus-kind-{work.kind}", work.kind)
    number, day = work.number or "-", work.date or "-"
    yield Row(words["corpus-requisites"].format(kind=kind, number=number, date=day, body=work.body or "-"))
    standing = work.standing
    said = words[f"corpus-state-{standing.state}"]
    since = words["corpus-since"].format(date=standing.since) if standing.since else ""
    yield Row(f"{said}{since}", "high" if standing.state != "in-force" else "low")
    if standing.basis:
        basis = words.get(f"corpus-basis-{standing.basis}", standing.basis)
        yield Row(f"  {basis}: {standing.note}".rstrip(": "), "note")
    for edition in work.editions:
        yield Row(
            words["corpus-edition"].format(
                language=edition.language, date=edition.date or "-", count=edition.articles, file=edition.file
            )
        )


def work_record(work: Work) -> dict[str, object]:
    """Return what is known of an act as plain values."""
    standing = work.standing
    return {
        "uri": work.uri, "kind": work.kind, "number": work.number, "date": _iso(work.date), "body": work.body,
        "titles": dict(work.titles), "force": work.force, "state": standing.state,
        "since": _iso(standing.since), "basis": standing.basis, "note": standing.note,
        "editions": [
            {
                "language": e.language, "date": _iso(e.date), "file": e.file, "sha256": e.sha256,
                "articles": e.articles,
            }
            for e in work.editions
        ],
    }  # fmt: skip


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def text_rows(corpus: Corpus, uri: str, language: Language | None) -> Iterator[Row]:
    """Yield the newest text of an act. Raises WrongUse ``corpus-no-text`` where it is not held so."""
    act = corpus.act(uri, language)
    if act is None:
        raise WrongUse("corpus-no-text", uri=uri, language=language or "-")
    return (Row(line) for line in act.text.split("\n"))


# The graph


def graph(corpus: Corpus, form: str, uri: str, acts: int, tongue: Language) -> str:
    """Return the citation graph in one of GRAPHS: every reference as a table, the busiest acts as a picture.

    ``uri`` leaves only what begins or ends at one act. Raises WrongUse ``corpus-unknown-act``.
    """
    from expertise.corpus.graph import busiest, edges, links
    from expertise.corpus.picture import dot, svg

    found = list(links(corpus, uri))
    if form == "json":
        return "".join(f"{json.dumps(link.record(), ensure_ascii=False)}\n" for link in found)
    if form == "csv":
        return _table(found)
    drawn = busiest(edges(found), acts or _ACTS_IN_A_PICTURE)
    return svg(corpus, drawn, tongue) if form == "svg" else dot(corpus, drawn, tongue)


def _table(found: Sequence[Link]) -> str:
    from expertise.corpus.graph import Link

    target = io.StringIO(newline="")
    writer = csv.DictWriter(target, list(Link.__dataclass_fields__), lineterminator="\n")
    writer.writeheader()
    for link in found:
        writer.writerow({name: _safe(value) for name, value in link.record().items()})
    return target.getvalue()


def _safe(value: str) -> str:
    """Return a value that no spreadsheet takes for a formula."""
    return f"'{value}" if value.startswith(("=", "+", "-", "@")) else value


def write(path: Path, text: str) -> None:
    """Write a whole file or nothing. Raises WrongUse."""
    service.output_to(path)(text.encode("utf-8", "backslashreplace"))
