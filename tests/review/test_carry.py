"""A new version: decisions on unchanged norms stay, the rest is new; what changed is shown."""

from __future__ import annotations

import pytest
from small_law import RU

from expertise.errors import UnreadableFile

OWN = {"factor": "C3", "level": "low", "why": {"ru": "почему"}, "recommendation": {"ru": "что сделать"}}


def newer(desk, draft, text: str) -> None:
    (received,) = desk.receive([("law-2.txt", text.encode())], draft)
    assert received.error is None
    assert received.draft == draft


def decided(desk, draft) -> dict[str, dict]:
    text = desk.texts(draft)[0]
    return desk.decisions(draft, text.id)["decisions"]


@pytest.fixture
def judged(desk, draft, act) -> str:
    """A draft whose findings are all accepted."""
    act(draft, "accept", *desk.texts(draft)[0].summary["keys"])
    return draft


def test_an_edited_norm_asks_again_and_the_others_stay(desk, judged):
    before = set(decided(desk, judged))
    newer(desk, judged, RU.replace("в выдаче разрешения по", "в выдаче временного разрешения по"))
    after = decided(desk, judged)
    text = desk.texts(judged)[0]
    assert text.version == 2
    assert set(after) < before
    fresh = set(text.summary["keys"]) - set(after)
    assert fresh
    assert {f.eid for n, f in desk.examination(text.id).by_key.items() if n in fresh} == {"art_2__para_1"}
    found = desk.compare(judged, "ru")
    assert [c.label for c in found.changes] == ["ст. 2 ч. 1"]
    assert len(found.new) == len(fresh)


def test_a_norm_that_moved_keeps_its_decision(desk, judged):
    newer(
        desk,
        judged,
        RU.replace("Статья 1. Выдача", "Статья 1. Общее\n1. Закон опубликован.\nСтатья 1-1. Выдача"),
    )
    after = decided(desk, judged)
    assert set(after) == set(desk.texts(judged)[0].summary["keys"])
    assert not any(d["stale"] for d in after.values())


def test_an_own_finding_follows_its_line_and_is_lost_with_it(desk, draft, act):
    text = desk.examination(desk.texts(draft)[0].id).act
    place = next(i for i, n in enumerate(text.lines) if "обжалуется" in n.span.of(text.text))
    act(draft, "own", **OWN, marks=[[place, 3, 8]])
    newer(desk, draft, RU.replace("Статья 1. Выдача", "Статья 1. Новая\n1. Новая часть.\nСтатья 1-1. Выдача"))
    (own,) = desk.decisions(draft, desk.texts(draft)[0].id)["own"]
    assert own["marks"][0][0] > place
    assert (own["quote"], own["lost"]) == ("Отказ", False)
    newer(desk, draft, RU.replace("Отказ обжалуется в суд", "Отказ обжалуется в вышестоящий орган"))
    (own,) = desk.decisions(draft, desk.texts(draft)[0].id)["own"]
    assert (own["marks"], own["lost"]) == ([], True)


def test_checking_again_with_the_same_lexicon_keeps_everything(desk, judged):
    before = decided(desk, judged)
    desk.examine_again(judged)
    assert desk.texts(judged)[0].version == 2
    assert decided(desk, judged) == before
    assert desk.compare(judged, "ru").changes == ()


def test_an_altered_file_is_not_checked_again(desk, judged):
    text = desk.texts(judged)[0]
    desk.store.file_path(text.sha256).write_text("Статья 1. Другое\n1. Орган вправе отказать.\n")
    with pytest.raises(UnreadableFile, match="file-altered"):
        desk.examine_again(judged)
    assert desk.texts(judged) == [text]


def test_a_first_version_has_nothing_to_compare(desk, draft):
    assert desk.compare(draft, "ru") is None
