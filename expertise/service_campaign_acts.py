"""Acts for a campaign: chosen of a run, meant by a query of the corpus, named by a list, on the desk."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from expertise.act import Language
from expertise.batch.overview import Overview
from expertise.corpus import selection
from expertise.corpus.store import Corpus
from expertise.errors import ExpertiseError, WrongUse
from expertise.lexicon.terms import LANGUAGES
from expertise.reading.front import stamp
from expertise.review.campaigns import Case
from expertise.review.intake import pair_name
from expertise.service_batch import Run
from expertise.service_desk import Desk
from expertise.service_sources import Source, of_run

_URI = re.compile(r"/?(akn/kg/act/\S+?)(?:/(ru|ky))?/?")
_COLUMNS = ("file", "name", "sha256", "language", "type", "title", "number", "date", "body")
_FIGURES = r"\d{1,2}\.\d{1,2}\.\d{4}|\d{4}-\d{2}-\d{2}"
#: A number and a day in figures, in either order, with nothing but signs between them.
_SHORT = re.compile(
    rf"(?P<number>\S*\d\S*?)[\s,;]+(?P<day>{_FIGURES})|(?P<day2>{_FIGURES})[\s,;]+(?P<number2>\S+)"
)
#: More lines than any campaign has; a longer list is some other file.
_LONGEST = 5_000


@dataclass(frozen=True, slots=True)
class Unfound:
    """A line of a list that names no act, or several: ``line`` counts from 1."""

    line: int
    text: str
    error: ExpertiseError


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list names: acts in its order, each once, and the lines that name none."""

    cases: tuple[Case, ...]
    unfound: tuple[Unfound, ...]


def of_choice(run: Run, chosen: Overview) -> list[Case]:
    """Return the acts of a choice on the dashboard; a Kyrgyz and a Russian file of one name are one."""
    rows = [
        {"file": a.file, "sha256": a.sha256, "language": a.language, "title": a.title, "body": a.body}
        for a in sorted(chosen.ranked(), key=lambda each: each.act)
    ]
    return _of_rows(rows, of_run(run))


def of_query(desk: Desk, asked: str, most: int) -> list[Case]:
    """Return the acts of the desk's corpus that a query means (see corpus.selection), by URI.

    Raises WrongUse: ``corpus-bad-query``, ``campaign-large`` for more than ``most``, as ``Corpus.open``.
    """
    wanted = selection.query(asked)
    with closing(Corpus.open(_database(desk))) as corpus:
        found: dict[str, list[Language]] = {}
        for uri, language in selection.selected(corpus, wanted):
            found.setdefault(uri, []).append(language)
        if len(found) > most:
            raise WrongUse("campaign-large", count=len(found), most=most)
        return [_of_corpus(corpus, uri, languages) for uri, languages in found.items()]


def of_drafts(desk: Desk, drafts: Iterable[str]) -> list[Case]:
    """Return drafts of the desk as acts of a campaign; what was decided on them counts there.

    Raises WrongUse ``unknown-draft``.
    """
    return [_of_draft(desk, draft) for draft in dict.fromkeys(drafts)]


def _of_draft(desk: Desk, draft: str) -> Case:
    desk.store.require(draft)
    acts = {text.file: desk.examination(text.id).act for text in desk.texts(draft)}
    rows = [
        {"file": file, "sha256": act.sha256, "language": act.language, "title": act.requisites.title,
         "body": act.requisites.body}
        for file, act in acts.items()
    ]  # fmt: skip
    return replace(_case(rows, Source()), drafts=(draft,))


def of_list(desk: Desk, text: str, run: Run | None = None) -> Listed:
    """Return the acts that lines name: a URI, number and date, or the name of a file of ``run``.

    A URI that ends in «/ru» or «/ky» means that text alone. Of a line with several cells (tab, «;») the first
    one counts that names an act. What names none is told with its reason: ``list-unknown``,
    ``list-not-held``, ``list-many``, what the corpus raises. Raises WrongUse ``list-long``.
    """
    lines = [(place, line.strip()) for place, line in enumerate(text.splitlines(), 1) if line.strip()]
    if len(lines) > _LONGEST:
        raise WrongUse("list-long", count=len(lines), most=_LONGEST)
    cases: dict[str, Case] = {}
    unfound = []
    with closing(_Named(_database(desk), run, desk.lexicon.messages)) as named:
        for place, line in lines:
            try:
                for case in named.by(line):
                    cases.setdefault(case.key, case)
            except ExpertiseError as error:
                unfound.append(Unfound(place, line, error))
    return Listed(tuple(cases.values()), tuple(unfound))


def decoded(data: bytes) -> str:
    """Return an uploaded list as text: UTF-8, else the code page of Russian Windows."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1251", "replace")


def _database(desk: Desk) -> Path:
    return desk.corpus.path


def _of_rows(rows: Iterable[Mapping[str, Any]], source: Source) -> list[Case]:
    """Return rows of a run as cases: texts of one name in two languages are one, the same bytes come once."""
    groups: dict[Hashable, list[Mapping[str, Any]]] = {}
    seen: set[str] = set()
    for row in rows:
        if row["sha256"] in seen:
            continue
        seen.add(row["sha256"])
        key: Hashable = (row["file"].rpartition("/")[0], pair_name(row["file"]))
        if any(other["language"] == row["language"] for other in groups.get(key, [])):
            key = (row["file"], row["sha256"])
        groups.setdefault(key, []).append(row)
    return [_case(group, source) for group in groups.values()]


def _case(rows: Sequence[Mapping[str, Any]], source: Source) -> Case:
    return Case(
        key=rows[0]["sha256"][:16], person="", files=tuple((row["file"], row["sha256"]) for row in rows),
        titles={row["language"]: " ".join(row["title"].split()) for row in rows if row["title"]},
        bodies={row["language"]: row["body"] for row in rows if row["body"]},
        place=source.place, database=source.database,
    )  # fmt: skip


def _of_corpus(corpus: Corpus, uri: str, languages: Iterable[Language]) -> Case:
    """Return an act of a corpus as a case. Raises WrongUse ``corpus-no-text`` where it is not held so."""
    rows = []
    for language in languages:
        act = corpus.act(uri, language)
        if act is None:
            raise WrongUse("corpus-no-text", uri=uri, language=language)
        said = act.requisites
        sha256 = selection.current(corpus, uri, language)
        rows.append(
            {"file": f"{uri}/{language}", "sha256": sha256, "language": language, "title": said.title,
             "body": said.body}
        )  # fmt: skip
    return _case(rows, Source(database=str(corpus.path.absolute())))


class _Named:
    """Looks for the acts that words name: first in a run, then in a corpus, opened at the first need."""

    def __init__(self, database: Path, run: Run | None, words: Mapping[str, Mapping[str, str]]) -> None:
        self._database, self._words = database, words
        self._source = of_run(run) if run else Source()
        self._rows = _index(run.table("acts", _COLUMNS).to_pylist() if run else ())
        self._corpus: Corpus | None = None

    def close(self) -> None:
        """Let go of the corpus."""
        if self._corpus:
            self._corpus.close()

    def by(self, line: str) -> list[Case]:
        """Return the acts that a line names. Raises WrongUse, see ``of_list``."""
        parts = [cell.strip().strip('"') for cell in re.split(r"[\t;]", line)]
        cells = dict.fromkeys((line, *filter(None, parts)))
        for cell in cells:
            if uri := _URI.fullmatch(cell):
                return [self._of_uri(f"/{uri[1]}", uri[2])]
            if found := self._of_file(cell) or self._of_number(cell):
                return found
        if any(all(_numbered(cell)) for cell in cells):
            raise WrongUse("list-not-held", text=line)
        raise WrongUse("list-unknown", text=line)

    def _open(self) -> Corpus:
        if self._corpus is None:
            other = Path(self._source.database)
            there = self._database.is_file() or not self._source.database
            self._corpus = Corpus.open(self._database if there else other)
        return self._corpus

    def _of_uri(self, uri: str, language: str | None) -> Case:
        corpus = self._open()
        held = corpus.work(uri).languages
        return _of_corpus(corpus, uri, [each for each in LANGUAGES if each == language] or held)

    def _of_file(self, name: str) -> list[Case]:
        wanted = name.replace("\\", "/")
        for key in ("file", "name"):
            if rows := self._rows.get((key, wanted)):
                return _of_rows(rows, self._source)
        rows = self._rows.get(("last", wanted), [])
        if len({row["sha256"] for row in rows}) > 1:
            raise WrongUse("list-many", text=name, found=", ".join(row["file"] for row in rows))
        return _of_rows(rows, self._source)

    def _of_number(self, text: str) -> list[Case]:
        number, day = _numbered(text)
        if not (number and day):
            return []
        rows = self._rows.get((number, day), [])
        if rows and len({row["type"] for row in rows}) == 1 and _each_once(rows):
            return [_case(rows, self._source)]
        corpus = self._open()
        query = "SELECT uri FROM work WHERE number = ? AND date = ? ORDER BY uri"
        works = [corpus.work(uri) for (uri,) in corpus.rows(query, number, day.isoformat())]
        if len(works) > 1:  # acts of several bodies have one number and day: a kind that is named decides
            works = [work for work in works if self._says(text, work.kind)] or works
        if len(works) > 1:
            raise WrongUse("list-many", text=text, found=", ".join(work.uri for work in works))
        return [_of_corpus(corpus, work.uri, work.languages) for work in works]

    def _says(self, text: str, kind: str) -> bool:
        low = text.casefold()
        names = (self._words[tongue].get(f"type-{kind}", "") for tongue in LANGUAGES)
        return any(name and name.casefold() in low for name in names)


def _index(rows: Iterable[dict[str, Any]]) -> dict[Hashable, list[dict[str, Any]]]:
    """Return the acts of a run by all that a line can name them by: a run may have a hundred thousand."""
    found: dict[Hashable, list[dict[str, Any]]] = {}
    for row in rows:
        last = row["name"].rpartition("/")[2]
        for key in (
            ("file", row["file"]),
            ("name", row["name"]),
            ("last", last),
            (row["number"], row["date"]),
        ):
            found.setdefault(key, []).append(row)
    return found


def _each_once(rows: Sequence[Mapping[str, Any]]) -> bool:
    return len({row["language"] for row in rows}) == len(rows)


def _numbered(text: str) -> tuple[str, date | None]:
    """Return number and day as a line gives them: in words with «№», or both in figures alone."""
    if short := _SHORT.fullmatch(text):
        figures = short["day"] or short["day2"]
        return (short["number"] or short["number2"]).lstrip("№N"), _day(figures)
    return stamp(text)


def _day(figures: str) -> date | None:
    parts = figures.split(".")[::-1] if "." in figures else figures.split("-")
    try:
        return date(*(int(part) for part in parts))
    except ValueError:
        return None
