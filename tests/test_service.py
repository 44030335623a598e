"""The use cases behind the command line."""

from __future__ import annotations

import pytest

from expertise import service
from expertise.errors import UnreadableFile, WrongUse
from expertise.service import View


def test_files_are_checked_one_by_one_as_they_are_asked_for(samples, lexicon, monkeypatch):
    read: list[str] = []
    original = service.read_act

    def counted(path, excerpt):
        read.append(path.name)
        return original(path, excerpt)

    monkeypatch.setattr(service, "read_act", counted)
    names = [str(samples / f"licensing-law.{tongue}.docx") for tongue in ("ru", "ky")]
    results = service.check_files(names, lexicon, View())
    assert read == []
    next(results)
    assert len(read) == 1


def test_a_bug_in_one_file_does_not_end_the_others(samples, lexicon, monkeypatch):
    def broken(path, excerpt):
        raise RecursionError("too deep")

    monkeypatch.setattr(service, "read_act", broken)
    (checked,) = service.check_files([str(samples / "licensing-law.ru.docx")], lexicon, View())
    assert isinstance(checked.error, UnreadableFile)
    assert checked.error.code == "internal"
    assert "RecursionError" in service.render(checked.error, service.messages()["ru"])
    assert checked.sha256 is not None


def test_the_same_file_gives_the_same_record(samples, lexicon):
    words = service.messages()["ru"]
    name = str(samples / "amending-law.ky.docx")
    everything = View(everything=True)
    both = [service.record(next(service.check_files([name], lexicon, everything)), words) for _ in range(2)]
    assert both[0] == both[1]


def test_copies_never_land_on_an_input_or_on_each_other(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    twins = [str(tmp_path / "a" / "draft.docx"), str(tmp_path / "b" / "draft.docx")]
    assert len(set(service.copy_paths(twins, None))) == 2
    with pytest.raises(WrongUse, match="output-collision"):
        service.copy_paths(twins, tmp_path)
    with pytest.raises(WrongUse, match="output-is-input"):
        service.copy_paths(twins[:1], tmp_path / "b" / ".." / "a" / "draft.docx")


def test_a_failed_write_leaves_nothing_behind(tmp_path):
    target = tmp_path / "taken"
    target.mkdir()
    with pytest.raises(WrongUse, match="output-unwritable"):
        service.write(target, b"data")
    assert [p.name for p in tmp_path.iterdir()] == ["taken"]


def test_unknown_rules_and_factors_are_refused(lexicon):
    with pytest.raises(WrongUse, match="unknown-rule-code"):
        service.rules(lexicon, ["A1-01", "A0-00"])
    with pytest.raises(WrongUse, match="unknown-factor"):
        service.view(lexicon, "A1,XX")
    assert [rule.code for rule in service.rules(lexicon, ["a1-01"])] == ["A1-01"]


def test_levels_are_ordered(samples, lexicon, finding):
    from expertise.reading import read

    act = read(samples / "licensing-law.ru.docx")
    checked = service.Checked("a", None, None, (finding(act, "Уполномоченный орган"),), None)
    assert [service.at_or_above(checked, level) for level in ("low", "medium", "high")] == [True, True, False]
