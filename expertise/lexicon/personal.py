"""Personal data as data: names, and the words around telephones and addresses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from expertise.lexicon.factors import bilingual
from expertise.lexicon.intake import any_of
from expertise.lexicon.source import load

_LISTS = (
    "organisations", "phone_words", "streets_before", "streets_after", "houses", "settlements", "not_names",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PersonalWords:
    """The words of lexicons/discussion/personal.yml; ``patterns`` by list, ``given`` in lower case."""

    marker: Mapping[str, str]
    consent: frozenset[str]
    patterns: Mapping[str, re.Pattern[str]]
    given: frozenset[str]

    def consents(self, said: str) -> bool:
        """Tell whether a cell of the column of consent says yes; anything that is not known is no."""
        return " ".join(said.casefold().strip(" .!").split()) in self.consent

    def is_organisation(self, author: str) -> bool:
        """Tell whether an author is no person."""
        return self.patterns["organisations"].search(author) is not None


def load_personal(path: Path) -> PersonalWords:
    """Read the file; raises BadLexicon with file and line."""
    keys = load(path).keys(("source", "date", "reviewed", "marker", "consent_yes", "given", *_LISTS))
    return PersonalWords(
        bilingual(keys["marker"]),
        frozenset(node.text().casefold() for node in keys["consent_yes"].texts()),
        {name: any_of(keys[name]) for name in _LISTS},
        frozenset(node.text().casefold() for node in keys["given"].texts()),
    )
