"""A draft's package: which file is which part, told by what the file says first, by its name second.

Words are those of lexicons/reading/package.yml. A part is told by content where the head of a file names it,
or where the file is a comparative table or an act; only a file that says nothing is taken at its name.
"""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any

from expertise.act import Act, Language
from expertise.errors import UnreadableFile
from expertise.reading import read
from expertise.reading.bundle import Entry, entries
from expertise.reading.comparative import is_comparative
from expertise.reading.front import act_type
from expertise.reading.words import LETTER, document, either

DRAFT, TABLE, LETTER_PART, UNKNOWN = "draft", "table", "letter", "unknown"
OK, EMPTY, UNREADABLE, DOUBLE = "ok", "empty", "unreadable", "double"
_LONGEST_TITLE = 250
_LONGEST_LETTER = 80  # lines; what is longer is no letter
_LONGEST_QUOTE = 120
_TITLE_LINES = 5
_NEVER_EMPTY = (UNKNOWN, LETTER_PART, "annex")  # one line may be all they have to say
_OPENING = r"[\s\W\d]*"


@dataclass(frozen=True, slots=True)
class Ground:
    """Why a file was taken for its part: ``how`` is title, phrase, table, act, name, nothing or person.

    ``words`` are the words of the file, or of its name, that say so.
    """

    how: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """One file of a package.

    ``part`` is an id of lexicons/review/papers.yml (draft-ky, note, table ...), letter, annex or unknown.
    ``state`` is ok, empty, unreadable or double (a part that another file is already). ``act`` is its text,
    None where it could not be read.
    """

    file: str
    part: str
    state: str
    ground: Ground
    sha256: str = ""
    act: Act | None = None
    error: UnreadableFile | None = None

    @property
    def language(self) -> Language | None:
        """The language of its text, None where there is none."""
        return self.act.language if self.act else None


def read_package(path: Path) -> tuple[Member, ...]:
    """Return the files of a folder or .zip with their parts, in the order of their names.

    A file that cannot be read is a member with its error. Raises UnreadableFile for the whole, as
    ``bundle.entries`` does, and ``empty`` where there is no file.
    """
    return members(entries(path), str(path))


def members(
    found: Sequence[Entry], file: str = "", given: Mapping[str, str] | None = None
) -> tuple[Member, ...]:
    """Return the parts that files taken out already are; see ``read_package``.

    ``given`` holds the parts that a person named, by file: they stand over what the files say.
    """
    if not found:
        raise UnreadableFile("empty", file=file, detail="no files")
    with tempfile.TemporaryDirectory() as folder:
        made = [_member(entry, Path(folder)) for entry in found]
    named = given or {}
    return tuple(
        _told_apart(
            [replace(m, part=named[m.file], ground=Ground("person")) if m.file in named else m for m in made]
        )
    )


def _member(entry: Entry, folder: Path) -> Member:
    digest = sha256(entry.data).hexdigest() if entry.error is None else ""
    if entry.error is not None:
        return _by_name(entry.name, UNREADABLE, digest, entry.error)
    try:
        act = _read(entry, folder)
    except UnreadableFile as error:
        state = EMPTY if error.code == "empty" else UNREADABLE
        return _by_name(entry.name, state, digest, error)
    part, ground = _part(act, entry.name)
    short = part not in _NEVER_EMPTY and _words(act) < document("package")["least_words"]
    return Member(entry.name, part, EMPTY if short else OK, ground, digest, act)


def _read(entry: Entry, folder: Path) -> Act:
    """Read one file as an act, else as any text; its messages speak of its name in the package."""
    path = folder / f"member{PurePosixPath(entry.name).suffix}"
    path.write_bytes(entry.data)
    try:
        try:
            act = read(path)
        except UnreadableFile as error:
            if error.code != "not-an-act":
                raise
            act = read(path, excerpt=True)
    except UnreadableFile as error:
        raise UnreadableFile(error.code, **{**error.parameters, "file": entry.name}) from error
    except Exception as error:  # a bug in reading must not take the other files with it
        detail = f"{type(error).__name__}: {error}"
        raise UnreadableFile("internal", file=entry.name, detail=detail) from error
    return replace(act, file=entry.name)


def _words(act: Act) -> int:
    """Count the words below the title: its lines are the first ones that end no sentence."""
    lines = [line.span.of(act.text) for line in act.lines]
    ended = (n for n, text in enumerate(lines) if n >= _TITLE_LINES or text.endswith((".", ";", ":")))
    return sum(len(text.split()) for text in lines[next(ended, len(lines)) :])


def _part(act: Act, name: str) -> tuple[str, Ground]:
    head = [line.span.of(act.text) for line in act.lines[: document("package")["head_lines"]]]
    titled = _titled(head)
    if is_comparative(act):
        shown = next((n.span.of(act.text) for n in act.lines if n.cell is not None), "")
        return TABLE, titled[1] if titled and titled[0] == TABLE else Ground("table", shown)
    if titled:
        return titled
    letter = _letter(act)
    if letter:
        return LETTER_PART, letter
    if act.requisites.type:
        kind = next((text for text in head if act_type(text)), act.requisites.title)
        return f"{DRAFT}-{act.language}", Ground("act", _short(kind))
    named, ground = _named(name)
    return (f"{DRAFT}-{act.language}" if named == DRAFT else named), ground


def _titled(head: Sequence[str]) -> tuple[str, Ground] | None:
    """Return the part that the earliest line of the head names; a line that names an act is no title."""
    for text in head:
        if len(text) > _LONGEST_TITLE:
            continue
        for part in document("package")["parts"]:
            if part["titles"] and _opening(part["id"]).match(text):
                return part["id"], Ground("title", _short(text))
        if act_type(text):
            return None
    return None


def _letter(act: Act) -> Ground | None:
    if len(act.lines) > _LONGEST_LETTER or act.articles:
        return None
    pattern = re.compile(either(_entry(LETTER_PART)["phrases"]), re.IGNORECASE)
    found = (line.span.of(act.text) for line in act.lines)
    hit = next((text for text in found if pattern.search(text)), "")
    return Ground("phrase", _short(hit)) if hit else None


@cache
def _opening(part: str) -> re.Pattern[str]:
    return re.compile(_OPENING + either(_entry(part)["titles"]), re.IGNORECASE)


def _entry(part: str) -> dict[str, Any]:
    return next(entry for entry in document("package")["parts"] if entry["id"] == part)


def _named(name: str) -> tuple[str, Ground]:
    """Return the part that a file's own name speaks of; a draft's language is not told by it."""
    stem = re.sub(rf"(?<!{LETTER})[^a-zа-яёөүң]+", " ", PurePosixPath(name).stem.casefold())
    wanted = [(part["id"], part["names"]) for part in document("package")["parts"]]
    for part, words in (*wanted, (DRAFT, document("package")["draft_names"])):
        if re.search(either(words), stem, re.IGNORECASE):
            return part, Ground("name", PurePosixPath(name).name)
    return UNKNOWN, Ground("nothing")


def _by_name(name: str, state: str, digest: str, error: UnreadableFile) -> Member:
    """Return a member without text: its name is all that tells its part."""
    part, ground = _named(name)
    return Member(name, part, state, ground, digest, None, error)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE].rpartition(' ')[0]} …"


def _told_apart(found: Sequence[Member]) -> list[Member]:
    """Mark what comes twice: a second draft of a language, a second whole table of one language and so on."""
    seen: Counter[tuple[str, str | None]] = Counter()
    made = []
    for member in found:
        key = (member.part, member.language)
        if member.state == OK and member.part not in (UNKNOWN, "annex", LETTER_PART):
            seen[key] += 1
            if seen[key] > 1:
                member = replace(member, state=DOUBLE)
        made.append(member)
    return made
