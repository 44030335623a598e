"""Who is named in a clause: actors with the words that name them, whether they decide or receive."""

from __future__ import annotations

from collections.abc import Container, Iterable

from expertise.act import Language
from expertise.analysis.collisions.clauses import passive
from expertise.analysis.collisions.keys import Keys, speech
from expertise.analysis.collisions.starts import cased
from expertise.language.tokens import Tokens
from expertise.language.wordforms import AGENT, SUBJECT, adjective
from expertise.norms.norm import Mention, Passage

#: Kinds of actors that decide for others.
_DECIDERS = frozenset(
    {"body", "cabinet", "parliament", "president", "council", "official", "commission", "court"}
)
_BY = "тарабынан"  # looks like a party («тарап»), is a postposition
_KY_DATIVE = ("га", "ге", "го", "гө", "ка", "ке", "ко", "кө", "на", "не", "но", "нө")

#: An actor with the tokens that name it.
Named = tuple[Mention, range]


class Actors:
    """Reads the actors of one act."""

    def __init__(self, language: Language, tokens: Tokens, keys: Keys) -> None:
        self._language, self._tokens, self._keys = language, tokens, keys

    def of(self, passage: Passage, first: int, last: int) -> list[Named]:
        """Return the actors among tokens ``[first, last)``; adjectives belong to a name, a noun behind it."""
        return [
            (m, self._widened(m, first, last))
            for m in passage.mentions
            if m.role == "actor"
            and m.value != "state"
            and first <= m.start
            and m.end <= last
            and self._tokens.forms[m.start] != _BY
        ]

    def deciding(self, actors: Iterable[Named]) -> list[Named]:
        """Return those who decide for others."""
        return [(m, named) for m, named in actors if m.value in _DECIDERS and not self._receives(named)]

    def others(self, actors: Iterable[Named], anyone: Container[int]) -> list[Named]:
        """Return those who do not decide, and whom something is given to.

        A person that begins with a token of ``anyone`` is whoever may come: «любое лицо».
        """
        return [
            (m, named)
            for m, named in actors
            if (m.value not in _DECIDERS and m.start not in anyone) or self._receives(named)
        ]

    def decides(self, mention: Mention, last: int) -> bool:
        """Tell whether a body acts in its clause or something is done by its decision."""
        forms = self._tokens.forms
        if AGENT in mention.roles:
            return True
        if mention.start > 0 and speech(forms[mention.start - 1])[0] == "PREP" and self._language == "ru":
            return forms[max(mention.start - 2, 0)] == "по" and forms[mention.start - 1] == "решению"
        if SUBJECT in mention.roles and not self._undergoes(mention, last):
            return True
        if self._language == "ru":
            return tuple(forms[max(mention.start - 2, 0) : mention.start]) == ("по", "решению")
        return tuple(forms[mention.end : mention.end + 2]) == ("чечими", "боюнча")

    def name(self, actor: Named) -> str:
        """Return the name under which two mentions of an actor are the same.

        The Government and the Cabinet of Ministers that took its place are one body.
        """
        mention, named = actor
        if mention.value == "cabinet":
            return mention.value
        return " ".join(sorted({self._keys.of(self._tokens.forms[at]) for at in named}))

    def agent(self, first: int, last: int, taken: set[int]) -> range:
        """Return the words of a Russian subject that acts itself: «медицинская организация выдаёт»."""
        forms = self._tokens.forms
        noun = -1
        for at in range(first, last) if self._language == "ru" else ():
            part, case, sure = speech(forms[at]) if forms[at][0].isalpha() else ("", "", False)
            if part == "NOUN" and noun < 0:
                if case != "nomn" or not sure or at in taken:
                    return range(0)
                noun = at
            elif part == "VERB":
                return range(first, noun + 1) if noun >= 0 and not forms[at].endswith("ся") else range(0)
        return range(0)

    def _widened(self, mention: Mention, first: int, last: int) -> range:
        forms, start, end = self._tokens.forms, mention.start, mention.end
        if mention.value not in _DECIDERS:
            return range(start, end)
        if self._language == "ru":
            while start > first and forms[start - 1].isalpha() and adjective(forms[start - 1]):
                start -= 1
            if mention.value == "official" and end < last and speech(forms[end])[:2] == ("NOUN", "gent"):
                end += 1
        elif start > first and _names(forms[start - 1], mention.value):
            start -= 1
        return range(start, end)

    def _undergoes(self, mention: Mention, last: int) -> bool:
        """Tell whether the verb of a subject is passive: «Президент избирается»."""
        forms = self._tokens.forms
        if self._language == "ky":
            verbs = [form for form in forms[mention.end : last] if form.endswith("т")]
            return bool(verbs) and passive(verbs[-1])
        verbs = [form for form in forms[mention.start : last] if speech(form)[0] == "VERB"]
        return bool(verbs) and verbs[0].endswith("ся")

    def _receives(self, named: range) -> bool:
        """Tell whether an actor is in the dative: whom something is given to, not who gives it."""
        if self._language == "ky":
            return self._tokens.forms[named[-1]].endswith(_KY_DATIVE)
        return speech(self._tokens.forms[named[0]])[1:] == ("datv", True)


def _names(form: str, value: str) -> bool:
    """Tell whether a Kyrgyz word before a body is part of its name: «лицензиялык комиссия»."""
    if value == "official" and form.isalpha() and not cased(form):
        return True
    return form.endswith(
        ("лык", "лик", "лук", "лүк", "дык", "дик", "тык", "тик", "нын", "нин", "нун", "нүн", "дын")
    )
