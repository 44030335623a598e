"""The overview of a run: rank, groups and cells counted on columns agree with counting row by row."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from expertise.batch.overview import CALM, NONE, Choice, Overview, drawn, overview
from expertise.batch.schemas import SCHEMAS
from expertise.reading.front import issuers

FIELDS, FACTORS = ("land", "tax", "courts"), ("A1", "A4", "C3")


class Made:
    """Tables of a run made of small rows; what a test does not say is empty."""

    def __init__(self, acts: list[dict], findings: list[dict]) -> None:
        self._rows = {"acts": acts, "findings": findings}

    def table(self, name, columns=None, codes=()):
        made = pa.Table.from_pylist(self._rows[name], SCHEMAS[name]).select(list(columns))
        for name in codes:
            made = made.set_column(made.column_names.index(name), name, made[name].dictionary_encode())
        return made


def act(number: int, fields=(), **more) -> dict:
    said = {
        "act": number, "file": f"{number}.txt", "name": f"{number}.txt", "sha256": f"{number:064}",
        "language": "ru", "type": "law", "title": "", "number": "", "date": None, "body": "", "examined": 80,
        "fields": list(fields), "field_words": ["слово"] * len(fields), "copies": 1,
    }  # fmt: skip
    return {**said, **more}


def finding(of: int, factor="A1", severity=50, confidence=0.8, shown=True) -> dict:
    level = "high" if severity >= 60 else "medium" if severity >= 30 else "low"
    return {
        "act": of, "rule": f"{factor}-01", "factor": factor, "severity": severity, "level": level,
        "confidence": confidence, "shown": shown,
    }  # fmt: skip


def test_rank_is_weight_on_a_hundred_lines_and_a_short_act_is_calmed():
    acts = [act(0, examined=180), act(1, examined=5), act(2, examined=80)]
    found = [finding(0, severity=100, confidence=1.0) for _ in range(10)] + [
        finding(1),
        finding(2, shown=False),
    ]
    ranked = overview(Made(acts, found)).ranked()
    assert [(r.act, r.findings, r.level) for r in ranked] == [(0, 10, "high"), (1, 1, "medium"), (2, 0, NONE)]
    assert ranked[0].rate == 100 * 10 / (180 + CALM)
    assert ranked[1].rate == round(100 * 0.4 / (5 + CALM), 2)
    assert [r.act for r in overview(Made(acts, found)).ranked(2)] == [0, 1]


def test_a_choice_takes_acts_by_field_kind_body_year_and_findings_by_factor():
    acts = [
        act(0, ["land", "tax"], date=date(1999, 6, 2), body="Б"), act(1, [], date=date(2020, 1, 1)),
        act(2, ["tax"], type="", language="ky"),
    ]  # fmt: skip
    seen = overview(Made(acts, [finding(0), finding(0, "A4"), finding(1), finding(2, "A4")]))

    def taken(**said) -> list[int]:
        return sorted(r.act for r in seen.chosen(Choice(**said)).ranked())

    assert taken(fields=frozenset({"tax"})) == [0, 2]
    assert taken(fields=frozenset({NONE})) == [1]
    assert taken(types=frozenset({NONE})) == [2]
    assert taken(bodies=frozenset({"Б"})) == [0]
    assert taken(languages=frozenset({"ky"})) == [2]
    assert taken(years=(1990, 2019)) == [0]
    some = seen.chosen(Choice(factors=frozenset({"A4"})))
    assert {r.act: r.findings for r in some.ranked()} == {0: 1, 1: 0, 2: 1}
    assert seen.values("type") == ["law", NONE]
    assert seen.values("year") == ["1999", "2020", NONE]


@given(
    st.lists(st.tuples(st.sets(st.sampled_from(FIELDS)), st.integers(0, 300)), min_size=1, max_size=6),
    st.lists(st.tuples(st.integers(0, 5), st.sampled_from(FACTORS), st.booleans()), max_size=30),
)
def test_cells_and_groups_agree_with_counting_row_by_row(some, places):
    acts = [act(n, sorted(fields), examined=lines) for n, (fields, lines) in enumerate(some)]
    found = [finding(of % len(acts), factor, shown=shown) for of, factor, shown in places]
    seen = overview(Made(acts, found))
    shown = [f for f in found if f["shown"]]
    counted: dict[tuple[str, str], int] = {}
    for each in shown:
        for field in acts[each["act"]]["fields"] or [NONE]:
            counted[field, each["factor"]] = counted.get((field, each["factor"]), 0) + 1
    assert {(c.field, c.factor): c.findings for c in seen.cells()} == counted
    groups = {g.name: g for g in seen.grouped("fields")}
    for field in {f for a in acts for f in a["fields"] or [NONE]}:
        inside = [a for a in acts if field in (a["fields"] or [NONE])]
        assert groups[field].acts == len(inside)
        assert groups[field].findings == sum(f["act"] in {a["act"] for a in inside} for f in shown)
    assert sum(r.findings for r in seen.ranked()) == len(shown)


def test_nothing_chosen_gives_empty_answers():
    empty = overview(Made([act(0)], [])).chosen(Choice(fields=frozenset({"land"})))
    assert isinstance(empty, Overview)
    assert (empty.ranked(), empty.cells(), empty.grouped("body"), empty.values("fields")) == ([], [], [], [])


@given(st.sets(st.text(max_size=3), max_size=20), st.text(max_size=3), st.integers(0, 8))
def test_a_sample_is_told_by_seed_and_names_not_by_order(names, seed, count):
    rows = [(name,) for name in sorted(names)]
    first = [rows[place] for place in drawn(iter(rows), seed, count)]
    behind = list(reversed(rows))
    assert [behind[place] for place in drawn(iter(behind), seed, count)] == first
    assert len(first) == min(count, len(rows))
    assert [rows[place] for place in drawn(iter(rows), seed, count + 3)][: len(first)] == first


@pytest.mark.parametrize("seeds", [("1", "2")])
def test_another_seed_draws_others(seeds):
    rows = [(str(n),) for n in range(200)]
    one, other = (drawn(iter(rows), seed, 20) for seed in seeds)
    assert one != other


def test_a_body_is_one_whichever_language_names_it():
    ru, ky = next(iter(issuers().items()))
    seen = overview(Made([act(0, body=ru), act(1, body=ky, language="ky"), act(2, body="Б"), act(3)], []))
    assert {group.name: group.acts for group in seen.grouped("body")} == {ru: 2, "Б": 1, NONE: 1}
    assert set(seen.values("body")) == {ru, "Б", NONE}
    chosen = seen.chosen(Choice(bodies=frozenset({ru})))
    assert [(each.act, each.body) for each in chosen.ranked()] == [(0, ru), (1, ky)]
