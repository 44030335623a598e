"""What a person may ask for: every half-said request is refused with its reason, nothing is entered."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expertise.errors import WrongUse
from expertise.review.decide import MAX_TEXT, asked

TEXTS = {"ru": "потому", "ky": "себеби"}
json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
NAMES = (
    "action",
    "client",
    "subjects",
    "reason",
    "note",
    "why",
    "recommendation",
    "factor",
    "level",
    "marks",
)


def outcome(body: dict) -> str:
    try:
        return "taken" if asked(body).client else "without a name"
    except WrongUse as refused:
        return refused.code


@given(st.dictionaries(st.sampled_from(NAMES), json))
def test_anything_at_all_is_a_request_or_a_plain_refusal(body):
    assert outcome(body) in ("taken", "bad-request")


def refusal(call) -> str:
    with pytest.raises(WrongUse) as refused:
        call()
    return refused.value.code


@pytest.fixture
def keys(desk, draft) -> list[str]:
    return desk.texts(draft)[0].summary["keys"]


@pytest.mark.parametrize(
    ("code", "action", "more"),
    [
        ("reason-missing", "reject", {}),
        ("reason-missing", "reject", {"reason": "no such"}),
        ("note-missing", "reject", {"reason": "other"}),
        ("note-missing", "reject", {"reason": "other", "note": "  "}),
        ("wording-missing", "change", {"why": TEXTS}),
        ("wording-missing", "change", {"recommendation": TEXTS}),
        ("bad-request", "sing", {}),
        ("bad-request", "accept", {"note": "я" * (MAX_TEXT + 1)}),
    ],
)
def test_half_said_decisions_are_refused(desk, draft, act, keys, code, action, more):
    before = len(desk.store.entries())
    assert refusal(lambda: act(draft, action, keys[0], **more)) == code
    assert len(desk.store.entries()) == before


def test_decisions_need_findings_of_this_draft(desk, draft, act):
    assert refusal(lambda: act(draft, "accept")) == "nothing-chosen"
    assert refusal(lambda: act(draft, "accept", "ru:unknown")) == "unknown-finding"
    assert refusal(lambda: act(draft, "withdraw", "own:unknown")) == "unknown-finding"
    assert refusal(lambda: act(draft, "undo")) == "nothing-to-undo"


def test_a_text_of_another_draft_is_refused(desk, draft):
    other = desk.receive([("other.txt", "Статья 1. Право\n1. Орган вправе отказать.\n".encode())])[0].draft
    body = {"client": "c", "action": "accept", "subjects": ["x"], "document": desk.texts(other)[0].id}
    assert refusal(lambda: desk.decide(draft, body, "ru")) == "unknown-document"


OWN = {"factor": "C3", "level": "low", "why": TEXTS, "recommendation": TEXTS}


@pytest.mark.parametrize(
    ("code", "more"),
    [
        ("unknown-factor", {"factor": "Z9"}),
        ("wording-missing", {"why": {"ky": "себеби"}}),
        ("wording-missing", {"recommendation": {}}),
        ("wording-missing", {"level": "huge"}),
        ("bad-selection", {"marks": []}),
        ("bad-selection", {"marks": [[9999, 0, 3]]}),
        ("bad-selection", {"marks": [[4, 5, 5]]}),
        ("bad-selection", {"marks": [[-1, 0, 3]]}),
    ],
)
def test_half_said_own_findings_are_refused(desk, draft, act, code, more):
    said = {**OWN, "marks": [[4, 3, 20]], **more}
    assert refusal(lambda: act(draft, "own", **said)) == code


def test_an_own_finding_stands_on_whole_words(desk, draft, act):
    line = desk.examination(desk.texts(draft)[0].id).act.lines
    text = desk.examination(desk.texts(draft)[0].id).act.text
    place = next(i for i, n in enumerate(line) if "10 рабочих" in n.span.of(text))
    start = line[place].span.of(text).index("абочих")
    answer = act(draft, "own", **OWN, marks=[[place, start, start + 3]])
    (own,) = answer["own"]
    assert own["quote"] == "рабочих"
    assert own["marks"] == [[place, start - 1, start + 6]]
    assert not own["lost"]


def test_a_decision_with_a_reason_and_a_changed_wording_are_kept(desk, draft, act, keys):
    answer = act(draft, "reject", keys[0], reason="other", note="есть в статье 9")
    assert answer["decisions"][keys[0]]["note"] == "есть в статье 9"
    answer = act(draft, "change", keys[0], why=TEXTS, recommendation={"ru": "назвать срок"})
    assert answer["decisions"][keys[0]]["why"] == TEXTS
    assert desk.state(draft).decisions[keys[0]].action == "change"
    answer = act(draft, "undo")
    assert answer["undone"] == "change"
    assert answer["decisions"][keys[0]]["action"] == "reject"


def test_the_same_request_twice_changes_nothing(desk, draft, keys):
    body = {
        "client": "c-1", "action": "accept", "subjects": [keys[0]], "document": desk.texts(draft)[0].id,
    }  # fmt: skip
    first = desk.decide(draft, body, "ru")
    assert desk.decide(draft, body, "ru") == first
    assert sum(e.kind == "accept" for e in desk.store.entries(draft)) == 1
