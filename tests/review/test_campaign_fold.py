"""Whatever is changed in a campaign, in any order: its journal keeps every act, the last entry counts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from expertise.review.campaigns import CHANGE, KIND, TAKEN, Case, fold
from expertise.review.journal import Entry

KEYS = ("a", "b", "c", "d")
some = st.lists(st.sampled_from(KEYS), min_size=1, unique=True)
changes = st.one_of(
    st.builds(
        lambda keys, to: {"what": "hand", "hands": dict.fromkeys(keys, to)}, some, st.sampled_from("XYZ")
    ),
    st.builds(
        lambda keys, why: {"what": "drop", "keys": keys, "reason": why}, some, st.sampled_from(["1", "2"])
    ),
    st.builds(lambda keys: {"what": "bring-back", "keys": keys}, some),
    st.builds(
        lambda people: {"what": "plan", "people": people}, st.lists(st.sampled_from("XYZ"), min_size=1)
    ),
    st.just({"what": "close", "note": ""}),
    st.just({"what": "reopen", "note": ""}),
    st.builds(lambda key: {"taken": key}, st.sampled_from(KEYS)),
)


def journal(said):
    cases = [Case(key, "X", ((f"{key}.docx", key),), {}, {}).record() for key in KEYS]
    begun = {"title": {"ru": "К"}, "deadline": "", "people": ["X"], "cases": cases}
    rows = [(KIND, begun)]
    for each in said:
        taken = each.get("taken")
        rows.append((TAKEN, {"case": taken, "drafts": [f"draft-{taken}"]}) if taken else (CHANGE, each))
    return [Entry(n, "book", str(n), "", "П", kind, what, "", "") for n, (kind, what) in enumerate(rows)]


@given(st.lists(changes, max_size=12))
def test_no_act_is_lost_and_the_last_entry_counts(said):
    whole = fold(journal(said))
    inside, out = {c.key: c for c in whole.cases}, {c.key: c for c in whole.dropped}
    assert sorted([*inside, *out]) == list(KEYS)
    taken = {each["taken"] for each in said if "taken" in each}
    for key, case in {**inside, **out}.items():
        moved = [e for e in said if e.get("what") in ("drop", "bring-back") and key in e["keys"]]
        assert case.dropped == (moved[-1].get("reason", "") if moved else "")
        hands = [e["hands"][key] for e in said if key in e.get("hands", ())]
        assert case.person == (hands[-1] if hands else "X")
        assert bool(case.drafts) == (key in taken)
    ends = [e["what"] for e in said if e.get("what") in ("close", "reopen")]
    assert whole.closed == (ends[-1:] == ["close"])
    assert len(whole.changes) == 1 + sum("what" in e for e in said)
