"""Copies and near copies come together, others do not, and the order of the work does not matter."""

from __future__ import annotations

import random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from expertise import service_batch
from expertise.batch import copies, families, likeness
from expertise.batch.ledger import Ledger
from expertise.service_batch import Order

WORD = st.text("абвгдежз", min_size=2, max_size=6)


def text(rng: random.Random, words: int) -> list[str]:
    return ["".join(rng.choices("абвгдежзиклмнопрст", k=rng.randint(3, 9))) for _ in range(words)]


def exactly(one: str, other: str) -> float:
    a, b = (set(likeness.shingles(likeness.plain(each))) for each in (one, other))
    return len(a & b) / len(a | b)


def by_sketch(one: str, other: str) -> float:
    return likeness.likeness(
        likeness.opened(likeness.sketch(one))[1], likeness.opened(likeness.sketch(other))[1]
    )


@given(st.lists(WORD, min_size=3, max_size=60), st.lists(WORD, min_size=3, max_size=60))
def test_short_texts_are_compared_exactly(one, other):
    a, b = " ".join(one), " ".join([*one[: len(one) // 2], *other])
    assert abs(by_sketch(a, b) - exactly(a, b)) < 1e-9


def test_long_texts_are_compared_within_the_error_that_is_promised():
    rng = random.Random(3)
    errors = []
    for changes in range(0, 400, 20):
        one = text(rng, 3_000)
        other = list(one)
        for place in rng.sample(range(3_000), changes):
            other[place] = "слово"
        a, b = " ".join(one), " ".join(other)
        errors.append(by_sketch(a, b) - exactly(a, b))
    assert max(map(abs, errors)) < 0.08
    assert abs(sum(errors) / len(errors)) < 0.02


def test_signs_breaks_and_capitals_make_no_other_text():
    assert likeness.sketch("Статья 1. Орган\nотвечает; В СРОК!") == likeness.sketch(
        "статья 1 орган отвечает в срок"
    )
    assert likeness.sketch(" \n—") == b""
    assert likeness.likeness(np.empty(0, np.uint32), np.empty(0, np.uint32)) == 0.0


def found(texts: list[str]) -> dict[int, tuple[int, float]]:
    sketches = [likeness.opened(likeness.sketch(each)) for each in texts]
    signatures = np.stack([signature for signature, _ in sketches])

    def alike(first: int, item: int) -> float:
        return likeness.likeness(sketches[first][1], sketches[item][1])

    members = families.families(signatures, alike, families.ACTS_FROM)
    return {member.item: (member.first, member.likeness) for member in members}


def test_near_copies_find_each_other_among_others():
    rng = random.Random(5)
    originals = [text(rng, 300) for _ in range(60)]
    texts = [" ".join(each) for each in originals]
    for number in range(20):  # one word in fifty is another one
        copy = list(originals[number])
        for place in rng.sample(range(300), 6):
            copy[place] = "иное"
        texts.append(" ".join(copy))
    members = found(texts)
    assert set(members) == {*range(20), *range(60, 80)}
    assert all(members[60 + number][0] == number for number in range(20))
    assert all(members[number] == (number, 1.0) for number in range(20))


def test_a_chain_of_small_steps_is_no_family():
    """Each text is much like the next one, the last nothing like the first."""
    words = text(random.Random(9), 1_000)
    texts = [" ".join(words[start : start + 400]) for start in range(0, 600, 20)]
    members = found(texts)
    assert members
    for item, (first, alike) in members.items():
        assert abs(alike - exactly(texts[first], texts[item])) < 0.02
        assert alike >= families.ACTS_FROM


def test_a_text_belongs_to_the_first_it_is_most_like():
    words = text(random.Random(2), 200)
    near = [*words[:-8], *["иное"] * 8]
    texts = [" ".join(words), " ".join([*words[:-30], *["другое"] * 30]), " ".join(near)]
    assert found(texts)[2][0] == 0


def test_no_text_no_family():
    assert found(["один единственный текст"]) == {}


NORM = "{n}. Лицензиар вправе в необходимых случаях запросить дополнительные сведения у заявителя{more}."


def act(title: str, *norms: str) -> str:
    lines = ["ЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ", title, "Статья 1. Порядок", *norms]
    return "\n".join(lines)


def test_norms_with_the_same_words_are_one_family_across_acts(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "acts").mkdir()
    other = "1. Учебный год начинается первого сентября и завершается в сроки, установленные законом."
    for name, norms in {
        "a": [NORM.format(n=1, more="")],
        "b": [other, NORM.format(n=2, more="")],
        "c": [NORM.format(n=1, more=" лично")],
        "d": ["1. Лицензиар вправе в необходимых случаях отменить выданное ранее разрешение любого лица."],
    }.items():
        text = act(f"О примере {name}", *norms)
        (tmp_path / "acts" / f"{name}.txt").write_text(text, encoding="utf-8")
    service_batch.run(Order(tmp_path / "out", ("acts",), workers=1), lambda _: None)
    rows = service_batch.opened(tmp_path / "out").table("families").to_pylist()
    norms = [row for row in rows if row["kind"] == "norm" and row["rule"] == "A1-01"]
    assert [(row["file"][-5:], row["place"]) for row in norms] == [("a.txt", 0), ("b.txt", 1), ("c.txt", 2)]
    assert len({row["family"] for row in norms}) == 1
    assert norms[1]["similarity"] == 1.0
    assert likeness.NORMS_FROM <= norms[2]["similarity"] < 1.0
    findings = service_batch.opened(tmp_path / "out").table("findings").to_pylist()
    assert {f["copies"] for f in findings if f["family"] == norms[0]["family"]} == {3}
    assert {f["family"] for f in findings if f["file"].endswith("d.txt") and f["rule"] == "A1-01"} == {""}


def test_an_empty_ledger_has_no_families(tmp_path):
    ledger = Ledger(tmp_path / "out")
    found = copies.find(ledger)
    assert found.act(0) is None
    ledger.close()
