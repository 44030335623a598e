"""What the journal amounts to: decisions, undo, and decisions that have to be looked at again."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from expertise.review.decide import undoing
from expertise.review.journal import Entry
from expertise.review.state import Decision, fold, ground, stale, undoable

KEYS = ("ru:1", "ru:2", "ky:1")


def entry(seq: int, kind: str, /, **payload) -> Entry:
    return Entry(seq, "d", f"c{seq}", f"t{seq}", "Э", kind, payload, "", "")


@st.composite
def journals(draw) -> list[Entry]:
    """Any sequence of decisions and undos, as the desk would enter it."""
    found = [entry(1, "created")]
    for seq in range(2, draw(st.integers(2, 14))):
        kind = draw(st.sampled_from(["accept", "reject", "change", "undo"]))
        if kind == "undo":
            if undoable(found) is not None:
                found.append(entry(seq, "undo", **undoing(found)))
        else:
            subjects = draw(st.lists(st.sampled_from(KEYS), min_size=1, max_size=2, unique=True))
            found.append(entry(seq, kind, subjects=subjects))
    return found


@given(journals())
def test_undoing_everything_gives_the_beginning(entries):
    while undoable(entries) is not None:
        entries = [*entries, entry(entries[-1].seq + 1, "undo", **undoing(entries))]
    assert fold(entries).decisions == {}


@given(journals())
def test_an_undo_takes_back_exactly_the_last_decision(entries):
    last = undoable(entries)
    if last is None:
        return
    after = fold([*entries, entry(entries[-1].seq + 1, "undo", **undoing(entries))])
    without = fold([e for e in entries if e.seq != last])
    assert after.decisions == without.decisions


def test_the_last_decision_counts():
    state = fold(
        [entry(1, "accept", subjects=["ru:1"]), entry(2, "reject", subjects=["ru:1"], reason="other")]
    )
    assert state.decisions["ru:1"].action == "reject"
    assert state.decisions["ru:1"].reason == "other"


def test_a_signature_is_a_border_for_undo():
    entries = [entry(1, "accept", subjects=["ru:1"]), entry(2, "sign", number="1")]
    assert undoable(entries) is None
    assert undoable([*entries, entry(3, "reject", subjects=["ru:1"])]) == 3


def test_requisites_are_added_up():
    state = fold([entry(1, "requisites", number="1", date="a"), entry(2, "requisites", number="2")])
    assert state.requisites == {"number": "2", "date": "a"}


def decided(**of) -> Decision:
    return Decision(1, "accept", "t", "Э", ground=of)


def test_a_decision_is_stale_when_other_safeguards_are_missing(finding, make_docx):
    from expertise.reading import read

    act = read(make_docx("<w:p><w:r><w:t>1. Орган вправе отказать.</w:t></w:r></w:p>"))
    found = replace(finding(act, "вправе отказать"), missing=("deadline",))
    kept = decided(**ground(found, 1))
    assert not stale(kept, found, 1)
    assert stale(kept, replace(found, missing=("deadline", "ground")), 1)


def test_a_moved_norm_keeps_its_decision_unless_there_are_several_alike(finding, make_docx):
    from expertise.reading import read

    act = read(make_docx("<w:p><w:r><w:t>1. Орган вправе отказать.</w:t></w:r></w:p>"))
    found = finding(act, "вправе отказать")
    moved = replace(found, eid="art_9__para_1")
    assert not stale(decided(**ground(found, 1)), moved, 1)
    assert stale(decided(**ground(found, 2)), moved, 2)
    assert stale(decided(**ground(found, 1)), moved, 2)
    assert not stale(decided(**ground(found, 2)), found, 2)
