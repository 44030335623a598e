"""Ten drafts of our own apply exactly, and everything the outcome says of offsets is true."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from expertise.act import Act
from expertise.amending.apply import apply
from expertise.amending.consolidation import Consolidation
from expertise.amending.document import Origin, of_act
from expertise.amending.operations import Action, Where
from expertise.amending.parse import parse
from expertise.reading import read_text

FILES = sorted((Path(__file__).parent / "cases").glob("*.yml"))
EVERY = [
    *((action, Where.NONE) for action in Action if action is not Action.INSERT_WORDS),
    *((Action.INSERT_WORDS, where) for where in Where if where),
]


def load(path: Path) -> dict[str, Any]:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def outcome(path: Path) -> Consolidation:
    case = load(path)
    draft = read_text(case["draft"])
    return apply(read_text(case["base"]), draft, parse(draft), 0)


@pytest.fixture(scope="module", params=FILES, ids=lambda path: path.stem)
def case(request: pytest.FixtureRequest) -> tuple[dict[str, Any], Consolidation]:
    return load(request.param), outcome(request.param)


def test_there_are_five_drafts_a_language():
    assert Counter(path.stem[:2] for path in FILES) == {"ru": 5, "ky": 5}


def test_a_draft_applies_exactly(case):
    expected, done = case
    assert done.act.text == expected["expected"].strip()
    assert [[m.operation, m.reason] for m in done.misfits] == expected["misfits"]
    assert done.parsed.unparsed == ()
    assert {order.act for order in done.parsed.operations} == {0}


@pytest.mark.parametrize("language", ["ru", "ky"])
def test_every_formula_stands_in_them_twice(language: str):
    used: Counter[object] = Counter()
    for path in FILES:
        if path.stem.startswith(language):
            for order in outcome(path).parsed.operations:
                used.update([(order.action, order.where), "cases" * order.cases, "through" * order.through])
                used["respectively"] += len(order.old) > 1
                used["several places"] += len(order.places) > 1
    wanted = [*EVERY, "cases", "through", "several places"]
    assert {key: used[key] for key in wanted if used[key] < 2} == {}


def test_every_span_is_true(case):
    _, done = case
    for piece in done.pieces:
        text = done.act.text[piece.start : piece.end]
        if piece.origin is Origin.BASE:
            assert done.base.text[piece.source : piece.source + len(text)] == text
        elif piece.origin is Origin.DRAFT:
            assert done.draft.text[piece.source : piece.source + len(text)] == text
    for gone in done.removed:
        assert gone.span.of(done.base.text) == gone.text
    for mark in done.marks:
        if mark.source is not None:
            assert mark.source.of(done.draft.text) in mark.span.of(done.act.text)


def test_what_is_not_marked_comes_from_the_base(case):
    _, done = case
    new = {place for mark in done.marks for place in range(mark.span.start, mark.span.end)}
    for piece in done.pieces:
        if piece.origin is not Origin.BASE:
            assert set(range(piece.start, piece.end)) <= new


def test_base_and_removed_words_are_the_whole_base(case):
    _, done = case
    held = {
        piece.source + n
        for piece in done.pieces
        if piece.origin is Origin.BASE
        for n in range(piece.end - piece.start)
    }
    gone = {place for each in done.removed for place in range(each.span.start, each.span.end)}
    assert held.isdisjoint(gone)
    missing = set(range(len(done.base.text))) - held - gone
    assert {done.base.text[place] for place in missing} <= {"\n", " "}


def test_the_outcome_is_read_like_any_act(case):
    expected, done = case
    again = read_text(expected["expected"])
    assert [(u.eid, u.span) for u in done.act.units] == [(u.eid, u.span) for u in again.units]


def test_the_same_input_gives_the_same_outcome():
    assert all(outcome(path) == outcome(path) for path in FILES)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_act_as_a_tree_keeps_every_line(path: Path):
    for text in (load(path)["base"], load(path)["draft"]):
        act: Act = read_text(text)
        assert "\n".join(row.text for row in of_act(act)[0].rows()) == act.text
