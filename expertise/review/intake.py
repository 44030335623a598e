"""Texts on their way into a draft: read and examined, and which of them belong together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from expertise.review.examination import Examination, packed, summary
from expertise.review.store import Document

_TONGUE = re.compile(r"(?i)[\s._-]*\b(ru|rus|ky|kg|kyr|kir|рус\w*|кырг\w*|кыр|каз)\b[\s._-]*")


@dataclass(frozen=True, slots=True)
class Arrived:
    """A text that was read and checked, before it has a draft.

    ``sha256`` is of the bytes in the store; ``kept`` tells an act of the corpus, kept as values and not as a
    file (bases.kept).
    """

    file: str
    sha256: str
    done: Examination
    kept: bool = False

    def document(self, draft: str) -> tuple[Document, bytes]:
        """Return the text as the store takes it: a document without id, version and time, its examination."""
        told: dict[str, Any] = summary(self.done)
        if self.kept:
            told["kept"] = True
        done = self.done
        made = Document("", draft, 0, done.act.language, self.file, self.sha256, done.lexicon, "", told)
        return made, packed(done)


def pair_name(file: str) -> str:
    """Return a file's name without its language: a Kyrgyz and a Russian text of one act share it."""
    return _TONGUE.sub(" ", Path(file).stem).strip().casefold()


def paired(files: Sequence[Arrived]) -> list[list[Arrived]]:
    """Put a Kyrgyz and a Russian text together: the only two, or those whose names differ by the language."""
    by_language = {tongue: [f for f in files if f.done.act.language == tongue] for tongue in ("ky", "ru")}
    if all(len(group) == 1 for group in by_language.values()):
        return [[*by_language["ky"], *by_language["ru"]]]
    groups: dict[str, list[Arrived]] = {}
    for each in files:
        name = pair_name(each.file)
        group = groups.get(name, [])
        if any(other.done.act.language == each.done.act.language for other in group):
            name = each.sha256
        groups.setdefault(name, []).append(each)
    return list(groups.values())
