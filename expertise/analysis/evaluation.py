"""How the rules do on articles somebody has marked: by norm, factor and rule.

A marked set is JSON Lines, one article a row: ``{"id", "act", "ru", "ky", "findings": [{"factor", "ru",
"ky", "tier"}]}``; a mark's quote is words of the article in that language, ``tier`` is core or marginal,
core where it is not said.
A finding is right when the paragraph it starts in carries a mark of its factor. Precision is taken
against all marks, recall against core marks, as two annotators agree on those.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from expertise.act import Act, Language
from expertise.analysis.check import check
from expertise.errors import WrongUse
from expertise.lexicon.lexicon import Lexicon
from expertise.reading import read_text

_SPACE = re.compile(r"\s+")
_HEAD: Mapping[Language, str] = {
    "ru": "ЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ\n\nСтатья {number}. {title}\n",
    "ky": "КЫРГЫЗ РЕСПУБЛИКАСЫНЫН МЫЙЗАМЫ\n\n{number}-берене. {title}\n",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A marked article in one language: ``marks`` maps a line of ``text`` to its factors and their tiers.

    ``lost`` counts marks whose words do not stand in the text: they are not counted.
    """

    id: str
    act: str
    text: str
    marks: Mapping[int, Mapping[str, str]]
    lost: int = 0


@dataclass(frozen=True, slots=True)
class Miss:
    """A finding nobody marked (``rule`` names it), or a core mark nobody found (``rule`` is empty)."""

    id: str
    factor: str
    rule: str
    line: str


@dataclass(slots=True)
class Score:
    """Counts of one measure: right and wrong findings, core marks and those found."""

    right: int = 0
    wrong: int = 0
    core: int = 0
    found: int = 0

    @property
    def precision(self) -> float:
        """Share of findings that are marked; 0 without findings."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0

    @property
    def recall(self) -> float:
        """Share of core marks that are found; 0 without marks."""
        return self.found / self.core if self.core else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(slots=True)
class Evaluation:
    """What a run over a marked set gave; ``rules`` count right, core and shown findings by code.

    ``wrong`` and ``missed`` are all the findings and core marks behind the counts, in order of the set.
    """

    articles: int = 0
    clean: int = 0
    clean_flagged: int = 0
    any: Score = field(default_factory=Score)
    named: Score = field(default_factory=Score)
    factors: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    rules: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    lost: int = 0
    wrong: list[Miss] = field(default_factory=list)
    missed: list[Miss] = field(default_factory=list)


def load_rows(paths: Iterable[Path], language: Language) -> list[Row]:
    """Read marked articles that have text in ``language``; raises WrongUse with file and line."""
    return [row for path in paths for row in _rows(path, language)]


def _rows(path: Path, language: Language) -> Iterator[Row]:
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except OSError:
        raise WrongUse("no-marked-set", file=str(path)) from None
    except UnicodeDecodeError as error:
        raise WrongUse("bad-marked-set", file=str(path), line=1, problem=str(error)) from None
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            raw = json.loads(line)
            if raw.get(language):
                yield _row(raw, language)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise WrongUse("bad-marked-set", file=str(path), line=number, problem=repr(error)) from None


def _row(raw: Mapping[str, object], language: Language) -> Row:
    head = _HEAD[language].format(number=raw.get("article", 1), title=raw.get(f"{language}_title") or "—")
    text = f"{head}{raw[language]}\n"
    lines = [_norm(line) for line in text.split("\n")]
    marks: dict[int, dict[str, str]] = {}
    lost = 0
    for mark in raw["findings"]:  # type: ignore[attr-defined]
        at = _line_of(_norm(mark.get(language) or ""), lines)
        if at is None:
            lost += bool(mark.get(language))
        elif mark["factor"] != "E1":
            factors = marks.setdefault(at, {})
            factor = mark["factor"][:2]
            factors[factor] = (
                "core" if "core" in (factors.get(factor), mark.get("tier", "core")) else "marginal"
            )
    return Row(str(raw["id"]), str(raw.get("act", "")), text, marks, lost)


def _norm(text: str) -> str:
    return _SPACE.sub(" ", unicodedata.normalize("NFC", text.replace("\u00ad", ""))).strip()


def _line_of(quote: str, lines: Sequence[str]) -> int | None:
    """Return the first line that holds a quote (or its beginning, where it runs over lines)."""
    if len(quote) < 3:
        return None
    for words in (quote, quote[:40]):
        for at, line in enumerate(lines):
            if words in line:
                return at
    return None


def evaluate(rows: Sequence[Row], lexicon: Lexicon, *, every: bool = False) -> Evaluation:
    """Check every row as an excerpt and count; ``every`` takes the findings behind --all too."""
    result = Evaluation(articles=len(rows), lost=sum(row.lost for row in rows))
    for row in rows:
        _count(row, _predictions(row, lexicon, every, result), result)
    return result


def _predictions(row: Row, lexicon: Lexicon, every: bool, result: Evaluation) -> dict[int, set[str]]:
    act = read_text(row.text)
    found = check(act, lexicon, excerpt=True)
    predicted: dict[int, set[str]] = {}
    counted: set[tuple[str, int]] = set()
    for finding in found.findings:
        if not (every or finding.shown):
            continue
        at = row.text.count("\n", 0, _source(act, finding.span.start))
        predicted.setdefault(at, set()).add(finding.factor)
        if (finding.rule, at) not in counted:
            counted.add((finding.rule, at))
            result.rules[finding.rule]["shown"] += 1
            tier = row.marks.get(at, {}).get(finding.factor, "")
            result.rules[finding.rule]["right"] += bool(tier)
            result.rules[finding.rule]["core"] += tier == "core"
            if not tier:
                line = finding.span.of(act.text)
                result.wrong.append(Miss(row.id, finding.factor, finding.rule, line))
    return predicted


def _source(act: Act, offset: int) -> int:
    """Return where a place of the act stands in the text it was read from."""
    piece = max((p for p in act.pieces if p.start <= offset), key=lambda p: p.start)
    return piece.offset + offset - piece.start


def _count(row: Row, predicted: Mapping[int, set[str]], result: Evaluation) -> None:
    result.clean += not row.marks
    result.clean_flagged += bool(predicted) and not row.marks
    for at in predicted:
        _add(result.any, at in row.marks)
        for factor in predicted[at]:
            right = factor in row.marks.get(at, {})
            _add(result.named, right)
            _add(result.factors[factor], right)
    lines = row.text.split("\n")
    for at, factors in row.marks.items():
        core = [f for f, tier in factors.items() if tier == "core"]
        if core:
            result.any.core += 1
            result.any.found += at in predicted
        for factor in core:
            hit = factor in predicted.get(at, ())
            for score in (result.named, result.factors[factor]):
                score.core += 1
                score.found += hit
            if not hit:
                result.missed.append(Miss(row.id, factor, "", lines[at]))


def _add(score: Score, right: bool) -> None:
    score.right += right
    score.wrong += not right
