"""Import recipes: where a folder of acts says what their texts do not, in names, an index or pages."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from lxml import etree, html

from expertise.act import Language
from expertise.corpus.work import IN_FORCE, NOT_YET, REPEALED, Standing, Told
from expertise.errors import WrongUse
from expertise.lexicon.source import Node, load

#: What a recipe may say of an act.
FIELDS = ("title", "number", "date", "kind", "body", "status", "since", "edition", "language")
_STATES = (IN_FORCE, REPEALED, NOT_YET)


@dataclass(frozen=True, slots=True)
class Index:
    """A table beside the files: CSV with a head, or a JSON list of objects; ``name`` is the file's column."""

    file: str
    separator: str
    name: str
    columns: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Recipe:
    """A recipe: which ``files``, where each field of FIELDS stands, how kinds and statuses are written."""

    id: str
    files: tuple[str, ...]
    name: re.Pattern[str] | None
    index: Index | None
    page: Mapping[str, str]
    dates: tuple[str, ...]
    kinds: Mapping[str, str]
    statuses: Mapping[str, str]


def load_recipe(path: Path) -> Recipe:
    """Read a recipe. Raises BadLexicon with file and line."""
    keys = load(path).keys(
        ("id", "about", "source", "date", "reviewed", "files", "dates", "kinds", "statuses"),
        ("name", "index", "page"),
    )
    statuses = {said.casefold(): _state(node) for said, node in keys["statuses"].mapping().items()}
    return Recipe(
        keys["id"].text(),
        tuple(node.text() for node in keys["files"].texts()),
        _name(keys["name"]) if "name" in keys else None,
        _index(keys["index"]) if "index" in keys else None,
        _fields(keys["page"]) if "page" in keys else {},
        tuple(node.text() for node in keys["dates"].texts()),
        {said.casefold(): node.text() for said, node in keys["kinds"].mapping().items()},
        statuses,
    )


def _state(node: Node) -> str:
    if node.text() not in _STATES:
        raise node.refuse("corpus-recipe-status", value=node.text(), known=", ".join(_STATES))
    return node.text()


def _fields(node: Node) -> dict[str, str]:
    return {name: each.text() for name, each in node.keys((), FIELDS).items()}


def _index(node: Node) -> Index:
    keys = node.keys(("file", "separator", "name", "columns"))
    plain = {name: keys[name].text() for name in ("file", "separator", "name")}
    return Index(plain["file"], plain["separator"], plain["name"], _fields(keys["columns"]))


def _name(node: Node) -> re.Pattern[str]:
    """Return the pattern of a name: «{number}_{date}.{*}» with the fields in braces."""
    pattern = ""
    for literal, field in re.findall(r"([^{]*)(?:\{([^}]*)\})?", node.text()):
        pattern += re.escape(literal)
        if field == "*":
            pattern += r"[^/]*"
        elif field in FIELDS:
            pattern += rf"(?P<{field}>[^/]+?)"
        elif field:
            raise node.refuse("corpus-recipe-field", field=field, known=", ".join(FIELDS))
    return re.compile(rf"(?:^|/){pattern}$", re.IGNORECASE)


def gathered(folder: Path, recipe: Recipe) -> tuple[list[str], dict[str, Told]]:
    """Return the files of a folder that a recipe takes, by name, and what it says of each.

    Raises WrongUse: ``corpus-index-missing``, ``corpus-index-bad``. Rows of the index without a file are
    passed over; a value that no format or list of the recipe knows is as good as none.
    """
    paths = sorted({path for pattern in recipe.files for path in folder.glob(pattern) if path.is_file()})
    rows = dict(_rows(folder, recipe.index)) if recipe.index else {}
    told: dict[str, Told] = {}
    for path in paths:
        within = path.relative_to(folder).as_posix()
        said = {**_from_name(within, recipe), **_from_page(path, recipe), **rows.get(within, {})}
        told[str(path)] = _told(said, recipe)
    return list(map(str, paths)), told


def _rows(folder: Path, index: Index) -> Iterator[tuple[str, dict[str, str]]]:
    path = folder / index.file
    try:
        text = path.read_text(encoding="utf-8-sig")
        if path.suffix.lower() == ".json":
            rows = [{key: str(value) for key, value in row.items()} for row in json.loads(text)]
        else:
            rows = list(csv.DictReader(text.splitlines(), delimiter=index.separator))
    except OSError as error:
        raise WrongUse("corpus-index-missing", file=str(path)) from error
    except (ValueError, AttributeError, TypeError, csv.Error) as error:
        raise WrongUse("corpus-index-bad", file=str(path), detail=str(error)) from error
    for row in rows:
        said = {name: (row.get(column) or "").strip() for name, column in index.columns.items()}
        yield (row.get(index.name) or "").strip().replace("\\", "/"), {k: v for k, v in said.items() if v}


def _from_name(within: str, recipe: Recipe) -> dict[str, str]:
    found = recipe.name.search(within) if recipe.name else None
    return {name: value for name, value in found.groupdict().items() if value} if found else {}


def _from_page(path: Path, recipe: Recipe) -> dict[str, str]:
    if not recipe.page:
        return {}
    try:
        root = html.fromstring(path.read_bytes(), parser=html.HTMLParser(no_network=True))
        said = {name: str(root.getroottree().xpath(where)).strip() for name, where in recipe.page.items()}
    except (OSError, ValueError, etree.LxmlError):
        return {}  # the reader of acts will say what is wrong with the file
    return {name: value for name, value in said.items() if value}


def _told(said: Mapping[str, str], recipe: Recipe) -> Told:
    days = {name: _day(said.get(name, ""), recipe) for name in ("date", "since", "edition")}
    state = recipe.statuses.get(said.get("status", "").casefold(), "")
    standing = Standing(state, days["since"], "index", said.get("status", "")) if state else None
    languages: dict[str, Language] = {"ru": "ru", "ky": "ky", "kg": "ky"}
    return Told(
        recipe.kinds.get(said.get("kind", "").casefold(), ""), said.get("title", ""), said.get("number", ""),
        days["date"], said.get("body", ""), languages.get(said.get("language", "").casefold()),
        days["edition"], standing,
    )  # fmt: skip


def _day(text: str, recipe: Recipe) -> date | None:
    for form in recipe.dates:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None
