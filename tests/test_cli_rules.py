"""What lawyers do with rules on the command line: cover, begin, try, document."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from test_cli import call

from expertise import service
from expertise.lexicon.lexicon import load_lexicon
from expertise.settings import lexicons

RULE = """
code: A1-97
factor: A1
status: trial
source: "test"
title: {ru: "Срок по обстановке", ky: "Кырдаалга жараша мөөнөт"}
why: {ru: "п", ky: "с"}
recommendation: {ru: "р", ky: "с"}
patterns:
  ru: ["<gov> ... вправе приостановить~"]
  ky: ["<gov> ... укуктуу"]
examples:
  ru: {flags: [], passes: []}
  ky: {flags: [], passes: []}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A lexicon of its own for a test that writes into it."""
    folder = tmp_path / "lexicons"
    shutil.copytree(lexicons(), folder)
    monkeypatch.setattr(service, "lexicons", lambda: folder)
    return folder


def fresh() -> None:
    load_lexicon.cache_clear()


def tree(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.mark.parametrize("language", ["ru", "ky"])
def test_coverage_names_every_factor_with_rules_or_reason(lexicon, language):
    result = call("rules", "coverage", "--lang", language)
    assert result.exit_code == 0
    for code, factor in lexicon.factors.items():
        assert f"{code} {factor.name[language]}" in result.stdout
        for reason in (factor.expert_only, factor.partly):
            assert not reason or reason[language] in result.stdout
    assert "A1-01" in result.stdout


def test_a_factor_nobody_speaks_of_is_an_error(folder):
    for path in (folder / "rules" / "C6").iterdir():
        path.unlink()
    release = folder / "release.yml"
    kept = [line for line in release.read_text(encoding="utf-8").splitlines(True) if "C6-" not in line]
    release.write_text("".join(kept), encoding="utf-8")
    fresh()
    result = call("rules", "coverage")
    assert result.exit_code == 1
    assert "нет ни правила, ни причины" in result.stdout


@pytest.mark.parametrize("language", ["ru", "ky"])
def test_a_new_rule_loads_and_is_refused_by_its_test_until_it_is_written(folder, language):
    result = call("rules", "new", "c6-77", "--factor", "c6", "--name", "two-hats", "--lang", language)
    assert result.exit_code == 0, result.stderr
    path = folder / "rules" / "C6" / "C6-77-two-hats.yml"
    assert str(path) in result.stdout
    text = path.read_text(encoding="utf-8")
    assert {"ru": "Заполните", "ky": "толтуруңуз"}[language] in text
    assert "{code}" not in text
    fresh()
    tried = call("rules", "test", "C6-77")
    assert tried.exit_code == 1
    assert "примеров нет" in tried.stdout
    assert "«title» ещё стоит «???»" in tried.stdout
    before = tree(folder)
    again = call("rules", "new", "C6-77")
    assert again.exit_code == 2
    assert "C6-78" in again.stderr
    assert tree(folder) == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("A1-01",), "A1-01"),
        (("A1-1",), "не по форме"),
        (("A1-77", "--factor", "B3"), "не по форме"),
        (("Z9-01",), "Z9"),
        (("A1-77", "--name", "../x"), "имя"),
    ],
)
def test_a_code_that_cannot_be_new_is_refused(folder, words, said):
    before = tree(folder)
    result = call("rules", "new", *words)
    assert result.exit_code == 2
    assert said in result.stderr
    assert tree(folder) == before


def test_the_code_of_a_retired_rule_stays_taken(folder):
    path = next((folder / "rules" / "A1").glob("A1-01*"))
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("status: active", "status: retired", 1), encoding="utf-8")
    fresh()
    assert call("rules", "new", "A1-01").exit_code == 2


def test_a_new_rule_may_lie_elsewhere_and_replaces_nothing(tmp_path):
    assert call("rules", "new", "A1-98", "--output", tmp_path).exit_code == 0
    (path,) = tmp_path.iterdir()
    path.write_text("mine", encoding="utf-8")
    assert call("rules", "new", "A1-98", "--output", tmp_path).exit_code == 2
    assert path.read_text(encoding="utf-8") == "mine"
    assert call("rules", "new", "A1-98", "--output", tmp_path / "absent").exit_code == 2


def test_a_rule_that_is_not_in_the_lexicon_is_tried(tmp_path, samples):
    file = tmp_path / "A1-97-draft.yml"
    file.write_text(RULE, encoding="utf-8")
    drafts = [samples / f"licensing-law.{tongue}.docx" for tongue in ("ru", "ky")]
    before = tree(samples)
    result = call("rules", "try", file, *drafts)
    assert result.exit_code == 0, result.stderr
    assert "[[Уполномоченный орган, если признает это целесообразным, вправе приостановить]]" in result.stdout
    lines = result.stdout.splitlines()
    assert lines[0].startswith(f"{drafts[0]}: ")
    assert any(line.startswith(f"{drafts[1]}: ") for line in lines)
    assert lines[-1].startswith("A1-97: мест ")
    assert tree(samples) == before
    assert "A1-97" not in call("rules", "list").stdout


def test_a_rule_of_the_lexicon_is_tried_in_a_folder_and_finds_what_check_finds(samples, lexicon):
    from expertise.analysis.check import check
    from expertise.reading import read

    act = read(samples / "licensing-law.ru.docx")
    found = [f for f in check(act, lexicon).findings if f.rule == "A1-01"]
    result = call("rules", "try", "a1-01", samples / "licensing-law.ru.docx")
    assert found
    assert f"мест {len(found)}" in result.stdout.splitlines()[0]
    assert "licensing-law.ky.docx" in call("rules", "try", "A1-01", samples).stdout


def test_trying_says_what_it_cannot_read(tmp_path, samples):
    absent = tmp_path / "absent.docx"
    result = call("rules", "try", "A1-01", absent, samples / "licensing-law.ru.docx")
    assert result.exit_code == 2
    assert str(absent) in result.stderr
    assert "licensing-law.ru.docx" in result.stdout


@pytest.mark.parametrize(
    ("text", "said"),
    [(RULE.replace("<gov>", "<nobody>"), "nobody"), (RULE + "colour: red\n", "colour"), ("a: [\n", "YAML")],
)
def test_a_file_that_is_no_rule_is_refused_with_its_place(tmp_path, samples, text, said):
    file = tmp_path / "A1-97-draft.yml"
    file.write_text(text, encoding="utf-8")
    result = call("rules", "try", file, samples / "licensing-law.ru.docx")
    assert result.exit_code == 2
    assert said in result.stderr
    assert str(file) in result.stderr
    assert call("rules", "try", tmp_path / "none.yml", samples).exit_code == 2
    assert call("rules", "try", "A0-00", samples).exit_code == 2


def test_pages_of_rules_that_are_no_more_go_and_other_files_stay(tmp_path, lexicon):
    folder = tmp_path / "docs" / "rules"
    folder.mkdir(parents=True)
    for name in ("A1-96.md", "notes.md"):
        (folder / name).write_text("x", encoding="utf-8")
    result = call("rules", "docs", "--output", folder)
    assert result.exit_code == 0
    assert "A1-96.md" in result.stdout
    names = {p.name for p in folder.iterdir()}
    assert names == {"README.md", "notes.md", *(f"{code}.md" for code in lexicon.rules)}
