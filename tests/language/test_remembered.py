"""A word is worked out once, and the memory of words has an end."""

from __future__ import annotations

from expertise.language import remembered


def test_a_word_is_worked_out_once_and_beyond_the_limit_all_begins_anew(monkeypatch):
    monkeypatch.setattr(remembered, "_LIMIT", 2)
    asked = []
    lengths = remembered.Remembered(lambda word: asked.append(word) or len(word))
    assert [lengths[word] for word in ("a", "bb", "a", "bb")] == [1, 2, 1, 2]
    assert asked == ["a", "bb"]
    assert lengths["ccc"] == 3
    assert dict(lengths) == {"ccc": 3}
    assert lengths["a"] == 1
