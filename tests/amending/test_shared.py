"""The real amending law: every formula is an operation, and on the code it changes every one fits."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from expertise.act import Role
from expertise.amending.apply import apply
from expertise.amending.cited import likeness
from expertise.amending.document import of_act
from expertise.amending.parse import parse
from expertise.reading import read

pytestmark = pytest.mark.shared
LAW = "text/law-257-2025-amendments-mediation.ru.txt"


def test_every_formula_of_the_law_is_an_operation(shared_acts: Path):
    act = read(shared_acts / LAW)
    parsed = parse(act)
    actions = Counter(order.action.value for order in parsed.operations)
    assert actions == {"add": 16, "insert_words": 6, "new_wording": 4, "repeal": 1}
    assert Counter(order.act for order in parsed.operations) == {0: 10, 1: 1, 2: 1, 3: 8, 4: 3, 5: 1, 6: 3}
    assert Counter(named.type for named in parsed.acts) == {"code": 5, "law": 2}
    assert (parsed.leads, parsed.unparsed) == (10, ())


def test_every_line_of_the_law_is_accounted_for(shared_acts: Path):
    act = read(shared_acts / LAW)
    parsed = parse(act)
    ordered = {act.line_at(order.span.start) for order in parsed.operations}
    formulas = {n for n, line in enumerate(act.lines) if line.role is Role.FORMULA}
    wrapped = 1  # the name of a newspaper begins a line of its own
    assert ordered <= formulas
    assert len(formulas - ordered) == parsed.leads + wrapped
    wording = [line for order in parsed.operations for line in order.wording]
    assert sorted(wording) == [n for n, line in enumerate(act.lines) if line.role is Role.QUOTED]


def test_the_law_fits_the_code_it_changes(shared_acts: Path):
    draft = read(shared_acts / LAW)
    base = read(shared_acts / "docx" / "labour-code-2025.ru.docx")
    parsed = parse(draft)
    number = max(range(len(parsed.acts)), key=lambda n: likeness(parsed.acts[n], base))
    done = apply(base, draft, parsed, number)
    assert likeness(parsed.acts[number], base) == 100
    assert done.misfits == ()
    assert len(done.operations) == 3
    before, after = base.text.split("\n"), done.act.text.split("\n")
    assert len(after) == len(before) + 1
    assert len([line for line in after if line not in before]) == 3
    assert done.act.articles == base.articles


def test_every_act_is_a_tree_of_its_lines(shared_acts: Path):
    for path in [*(shared_acts / "docx").iterdir(), *(shared_acts / "text").iterdir()]:
        act = read(path)
        assert "\n".join(row.text for row in of_act(act)[0].rows()) == act.text, path.name


def test_operations_on_any_other_act_end_in_misfits(shared_acts: Path):
    draft = read(shared_acts / LAW)
    parsed = parse(draft)
    for path in (shared_acts / "text").glob("*.txt"):
        base = read(path)
        for number in range(len(parsed.acts)):
            done = apply(base, draft, parsed, number)
            for piece in done.pieces:
                assert piece.end <= len(done.act.text)
