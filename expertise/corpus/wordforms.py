"""Words for the full text: every form folded, with its stems beside it, and questions asked the same way.

Russian stems are all lemmas of a form. Kyrgyz ones are guessed by suffixes, so a question also asks for words
that begin with the stem; letters count as written without ө, ү, ң, as old texts write them.
"""

from __future__ import annotations

import re
from functools import lru_cache

from expertise.act import Language
from expertise.language import of
from expertise.language.ky_suffixes import unmarked
from expertise.language.tokens import tokenize

#: A Kyrgyz stem shorter than this is no beginning to ask for: «кат» begins too many other words.
_SHORTEST = 4
_PHRASE = re.compile(r"[«\"“„]([^»\"”“]+)[»\"”“]")


def forms(text: str) -> list[str]:
    """Return the folded words and numbers of a text, in order."""
    return [form for form in tokenize(text).forms if form[0].isalnum()]


@lru_cache(maxsize=400_000)
def folded(form: str, language: Language) -> str:
    """Return a folded form as the full text holds it."""
    return unmarked(form) if language == "ky" else form


@lru_cache(maxsize=400_000)
def stems(form: str, language: Language) -> str:
    """Return the stems of a folded form, joined by blanks."""
    return " ".join(sorted({folded(stem, language) for stem in of(language).lemmas(form)}))


def document(text: str, language: Language) -> tuple[str, str]:
    """Return the two columns of a text: its folded forms, and their stems."""
    words = forms(text)
    return (
        " ".join(folded(word, language) for word in words), " ".join(stems(word, language) for word in words)
    )  # fmt: skip


def question(text: str, language: Language) -> str:
    """Return the FTS5 expression that asks for all words of ``text`` in any form, empty for no words.

    Words in quotation marks are asked for as they stand, in that order.
    """
    parts = [_phrase(forms(found[1]), language) for found in _PHRASE.finditer(text)]
    parts += [_word(form, language) for form in forms(_PHRASE.sub(" ", text))]
    return " AND ".join(filter(None, parts))


def _phrase(words: list[str], language: Language) -> str:
    return f'folded : "{" ".join(folded(word, language) for word in words)}"' if words else ""


def _word(form: str, language: Language) -> str:
    asked = [f'stems : "{stem}"' for stem in stems(form, language).split()]
    if language == "ky":
        asked += [f'folded : "{s}" *' for s in stems(form, language).split() if len(s) >= _SHORTEST]
    return f"({' OR '.join(asked)})"
