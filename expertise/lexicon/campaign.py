"""The fixed words of a campaign's joint report and of its letters to bodies, as dated data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from expertise.lexicon.letters import filled
from expertise.lexicon.source import load

_VALUES: Mapping[str, frozenset[str]] = {
    "report-subheading": frozenset({"title"}),
    "report-draft": frozenset({"decided", "total"}),
    "report-method": frozenset({"method", "date", "lexicon", "engine", "count"}),
    "report-method-unknown": frozenset({"lexicon", "engine", "count"}),
    "report-deadline": frozenset({"date"}),
    "report-people": frozenset({"people"}),
    "total": frozenset({"count"}),
    "chart-acts-cut": frozenset({"shown", "count"}),
    "undecided": frozenset({"decided", "total"}),
    "edition-norm": frozenset({"date"}),
    "edition-act": frozenset({"date"}),
    "letter-addressee": frozenset({"body"}),
    "letter-proposal": frozenset({"title", "place", "edition", "factor", "cure"}),
    "letter-closing": frozenset({"date"}),
}
_PLAIN = (
    "report-heading", "part-summary", "part-factors", "part-acts", "column-act", "column-person",
    "column-decided", "column-proposals", "column-objections", "column-level", "column-factor",
    "column-norm", "column-risk", "column-cure", "chart-factors", "chart-acts", "edition-unknown",
    "untaken", "nothing", "letter-heading", "letter-lead", "working", "blank", "part-letters",
    "part-dropped", "column-letter", "column-body", "column-answer", "column-reply", "column-reason",
    "reply-accepted", "reply-partly", "reply-rejected", "reply-waiting", "reply-late", "factors-note",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CampaignWords:
    """The texts by key and language; ``reviewed`` is False for working text."""

    texts: Mapping[str, Mapping[str, str]]
    reviewed: bool

    def say(self, key: str, language: str, **values: object) -> str:
        """Return one text with its values filled in."""
        return self.texts[key][language].format(**values)


def load_campaign_words(path: Path) -> CampaignWords:
    """Read the words; a text whose {values} are not those of the program is refused. Raises BadLexicon."""
    keys = load(path).keys(("id", "source", "date", "reviewed", "texts"))
    wanted = {**dict.fromkeys(_PLAIN, frozenset[str]()), **_VALUES}
    texts = keys["texts"].keys(tuple(wanted))
    said = {key: filled(node, key, wanted[key]) for key, node in texts.items()}
    return CampaignWords(said, keys["reviewed"].text() == "true")
