"""Which files a run is about: arguments become names and paths, one by one, in a stable order."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

#: Batch sizes by what a file costs: an office program a file, a page of print, a scan.
_SLOW = {
    ".pdf": 4, ".png": 1, ".jpg": 1, ".jpeg": 1, ".tif": 1, ".tiff": 1, ".bmp": 1,
    ".doc": 8, ".rtf": 8, ".odt": 8,
}  # fmt: skip
#: Fifty files a batch: fewer cost more in messages, more leave workers idle at the end of a run.
QUICK = 50
#: Begins the path of an act that lies in a corpus; paths of files are absolute and never begin so.
CORPUS = "corpus:"


@dataclass(frozen=True, slots=True)
class Planned:
    """A file of the plan. ``name`` is its path inside the folder that was given, with «/».

    ``size`` is how many files like it make a batch; ``error`` is the reason why a folder could not be
    listed, empty for files.
    """

    file: str
    name: str
    path: str
    size: int
    error: str = ""


def planned(arguments: Sequence[str], apart: Path) -> Iterator[Planned]:
    """Yield the files of the arguments: a file itself, of a folder all files at any depth.

    Names that begin with a dot or with «~$» (locks of office programs) are left out, and so is ``apart``, the
    folder of the results. A folder that cannot be listed is yielded with its error; a file that is not there
    as well, for the worker to say so. The same file named twice is yielded twice.
    """
    inside = apart.absolute()
    for argument in arguments:
        given = Path(argument)
        if given.is_dir():
            yield from _folder(given, inside)
        else:
            yield _planned(str(given), given.name)


def of_corpus(acts: Iterable[tuple[str, str]], database: Path) -> Iterator[Planned]:
    """Yield acts of a corpus (URI and language) as files of a plan: called by URI and language."""
    for uri, language in acts:
        file = f"{uri}/{language}"
        yield Planned(file, file.lstrip("/"), f"{CORPUS}{language} {uri} {database.absolute()}", QUICK)


def in_corpus(path: str) -> tuple[str, str, str] | None:
    """Return language, URI and database of a path that ``of_corpus`` made, None for every other path."""
    if not path.startswith(CORPUS):
        return None
    language, uri, database = path.removeprefix(CORPUS).split(" ", 2)
    return language, uri, database


def _folder(given: Path, apart: Path) -> Iterator[Planned]:
    errors: list[OSError] = []
    for place, folders, files in os.walk(given, onerror=errors.append):
        yield from _unlisted(errors, given)
        here = Path(place)
        # In place: os.walk goes on with what is left of the list, in this order.
        folders[:] = sorted(f for f in folders if not _aside(f) and (here / f).absolute() != apart)
        for name in sorted(files):
            if not _aside(name):
                path = here / name
                yield _planned(str(path), path.relative_to(given).as_posix())
    yield from _unlisted(errors, given)


def _aside(name: str) -> bool:
    return name.startswith((".", "~$"))


def _planned(file: str, name: str) -> Planned:
    return Planned(file, name, os.path.abspath(file), _SLOW.get(Path(file).suffix.lower(), QUICK))


def _unlisted(errors: list[OSError], given: Path) -> Iterator[Planned]:
    for error in errors:
        path = Path(str(error.filename))
        inside = path.relative_to(given).as_posix() if path.is_relative_to(given) else path.name
        yield Planned(str(path), inside, os.path.abspath(path), QUICK, error.strerror or str(error))
    errors.clear()
