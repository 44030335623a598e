"""A whole run: the same bytes whoever does it, nothing done twice, nothing lost."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from expertise import service, service_batch, service_examine
from expertise.batch import release
from expertise.batch.ledger import DATABASE, FOLDER
from expertise.errors import WrongUse
from expertise.service_batch import Order
from tests.batch.acts import result_files, run, write_acts


def quiet(_: object) -> None:
    """Nobody watches."""


def batch(folder: Path, out: str, **how) -> service_batch.Finished:
    order = Order(folder / out, ("acts",), workers=how.pop("workers", 1), **how)
    return service_batch.run(order, quiet)


@pytest.fixture(scope="module")
def finished(tmp_path_factory) -> Path:
    """A folder with acts and the results of a run by one worker in «one»."""
    folder = tmp_path_factory.mktemp("run")
    write_acts(folder / "acts", 40)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        batch(folder, "one")
    return folder


@pytest.fixture
def place(finished, monkeypatch) -> Path:
    monkeypatch.chdir(finished)
    return finished


def test_two_workers_write_the_same_bytes_as_one(place):
    batch(place, "two", workers=2)
    one, two = result_files(place / "one"), result_files(place / "two")
    assert sorted(one) == [
        "acts.parquet", "failures.parquet", "families.parquet", "findings.parquet", "results.jsonl",
        "results.xlsx", "summary.json",
    ]  # fmt: skip
    assert [name for name in one if one[name] != two[name]] == []


def test_lines_are_those_of_check(place):
    files = sorted(str(path.relative_to(place)) for path in (place / "acts").iterdir())
    lexicon = service.open_lexicon()
    words = service.messages()["ru"]
    checked = service.check_files(files, lexicon, service.View())
    expected = [json.loads(json.dumps(service.record(each, words))) for each in checked]
    lines = (place / "one" / "results.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == expected


def test_tables_agree_with_each_other_and_the_summary(place):
    found = service_batch.opened(place / "one")
    acts, findings = found.table("acts").to_pylist(), found.table("findings").to_pylist()
    failures = found.table("failures").to_pylist()
    assert [row["act"] for row in acts] == list(range(36))
    assert len(failures) == 4
    assert {row["code"] for row in failures} == {"not-an-act"}
    assert all(row["message_ru"] and row["message_ky"] and not row["again"] for row in failures)
    for row in acts:
        own = [f for f in findings if f["act"] == row["act"]]
        assert len(own) == row["findings"] == row["high"] + row["medium"] + row["low"]
        assert {f["file"] for f in own} <= {row["file"]}
        assert max((f["severity"] for f in own), default=0) == row["severity"]
    summary = found.summary
    assert (summary["files"], summary["acts"], summary["failures"]) == (40, 36, 4)
    assert summary["findings"] == len(findings) == sum(summary["factors"].values())
    assert summary["languages"] == {"ky": 12, "ru": 24}
    assert summary["versions"]["lexicon"] == service.open_lexicon().digest
    assert found.table("acts", ["file", "title"]).column_names == ["file", "title"]
    assert list(found.rows("acts", ["act", "file"]))[3] == (3, acts[3]["file"])


def examined(monkeypatch) -> list[str]:
    """Record which files the workers really answered with data; workers in this process."""
    seen: list[str] = []

    class Here:
        def __init__(self, _, examine, asked, *__):
            self._examine, self._asked = examine, asked

        def answers(self, batches):
            for tasks in batches:
                for answer in self._examine(tasks, self._asked):
                    seen.extend([answer.file] if answer.data else [])
                    yield answer

        def close(self):
            pass

    monkeypatch.setattr(service_batch, "Pool", Here)
    return seen


def names(files: list[str]) -> list[str]:
    return [Path(file).name for file in files]


def test_only_what_changed_is_checked_again(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    acts = write_acts(tmp_path / "acts", 12)
    seen = examined(monkeypatch)
    batch(tmp_path, "out")
    assert len(seen) == 12
    first = result_files(tmp_path / "out")
    seen.clear()
    assert not batch(tmp_path, "out").written
    assert seen == []
    assert result_files(tmp_path / "out") == first
    (acts / "0003.txt").write_bytes((acts / "0004.txt").read_bytes())
    (acts / "0005.txt").unlink()
    (acts / "1000.txt").write_bytes((acts / "0001.txt").read_bytes())
    assert batch(tmp_path, "out").written
    assert names(seen) == ["0003.txt", "1000.txt"]
    batch(tmp_path, "fresh")
    assert result_files(tmp_path / "fresh") == result_files(tmp_path / "out")


def test_another_release_checks_all_again(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_acts(tmp_path / "acts", 4)
    seen = examined(monkeypatch)
    batch(tmp_path, "out")
    seen.clear()
    batch(tmp_path, "out", everything=True)
    assert len(seen) == 4
    seen.clear()
    monkeypatch.setattr(release, "engine_digest", lambda: "another engine")
    from expertise import service_examine

    service_examine._lexicon.cache_clear()
    assert batch(tmp_path, "out", everything=True).written
    assert len(seen) == 4
    service_examine._lexicon.cache_clear()


def test_a_missing_table_is_written_again(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_acts(tmp_path / "acts", 3)
    seen = examined(monkeypatch)
    batch(tmp_path, "out")
    first = result_files(tmp_path / "out")
    (tmp_path / "out" / "findings.parquet").unlink()
    with pytest.raises(WrongUse, match="not-a-finished-run"):
        service_batch.opened(tmp_path / "out")
    seen.clear()
    batch(tmp_path, "out")
    assert seen == []
    assert result_files(tmp_path / "out") == first


def test_resume_goes_on_where_it_was_with_the_arguments_it_had(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_acts(tmp_path / "acts", 12)
    seen = examined(monkeypatch)
    batch(tmp_path, "whole")
    seen.clear()
    monkeypatch.setattr("expertise.batch.ledger._COMMIT_SECONDS", 0.0)
    settle = service_batch.Ledger.settle

    def stopping(ledger, *answer):
        settle(ledger, *answer)
        if len(seen) == 5:
            raise KeyboardInterrupt

    monkeypatch.setattr(service_batch.Ledger, "settle", stopping)
    with pytest.raises(KeyboardInterrupt):
        batch(tmp_path, "out")
    monkeypatch.setattr(service_batch.Ledger, "settle", settle)
    with pytest.raises(WrongUse, match="not-a-finished-run"):
        service_batch.opened(tmp_path / "out")
    # Looked at where it was planned, whatever stands there now, and nothing twice.
    first = names(seen)
    seen.clear()
    service_batch.run(Order(tmp_path / "out", resume=True), quiet)
    assert sorted(first + names(seen)) == [f"{n:04}.txt" for n in range(12)]
    assert result_files(tmp_path / "out") == result_files(tmp_path / "whole")


def test_what_a_killed_attempt_left_is_removed(tmp_path, monkeypatch):
    """Found by killing at random: the workbook's own temporary files stayed among the results."""
    monkeypatch.chdir(tmp_path)
    write_acts(tmp_path / "acts", 3)
    examined(monkeypatch)
    batch(tmp_path, "whole")
    close = service_batch.Workbook.close

    def killed(book):
        raise KeyboardInterrupt

    monkeypatch.setattr(service_batch.Workbook, "close", killed)
    with pytest.raises(KeyboardInterrupt):
        batch(tmp_path, "out")
    assert result_files(tmp_path / "out") == {}
    monkeypatch.setattr(service_batch.Workbook, "close", close)
    batch(tmp_path, "out")
    assert result_files(tmp_path / "out") == result_files(tmp_path / "whole")
    assert [path.name for path in (tmp_path / "out" / "state").iterdir()] == ["run.sqlite"]


@pytest.mark.parametrize(
    ("order", "code"),
    [
        (lambda f: Order(f / "out", resume=True), "nothing-to-resume"),
        (lambda f: Order(f / "out"), "nothing-to-check"),
        (lambda f: Order(f / "out", ("acts",), methodology="nobody's"), "paths-not-there"),
        (lambda f: Order(f / "out", (str(f),), methodology="nobody's"), "nothing-found"),
        (lambda f: Order(f / "out", (__file__,), methodology="nobody's"), "unknown-methodology"),
    ],
)
def test_wrong_use_is_told_before_anything_is_written(tmp_path, monkeypatch, order, code):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(WrongUse) as caught:
        service_batch.run(order(tmp_path), quiet)
    assert caught.value.code == code
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_any_more_undoes_no_results(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_acts(tmp_path / "acts", 3)
    write_acts(tmp_path / "more", 2)
    examined(monkeypatch)

    def again(*paths: str) -> str:
        try:
            service_batch.run(Order(tmp_path / "out", paths), quiet)
        except WrongUse as error:
            return error.code
        return ""

    assert again("acts", "more") == ""
    before = result_files(tmp_path / "out")
    (tmp_path / "acts").rename(tmp_path / "away")
    assert again("acts") == "paths-not-there"
    assert again("./acts/", "more") == "folder-gone"
    (tmp_path / "acts").mkdir()  # where a disk is not mounted stands an empty folder
    assert again("acts") == "nothing-found"
    assert result_files(tmp_path / "out") == before
    (tmp_path / "acts").rmdir()
    (tmp_path / "away").rename(tmp_path / "acts")
    assert again("acts", "more", "typo.docx") == ""
    found = service_batch.opened(tmp_path / "out").table("failures").to_pylist()
    assert [(row["file"], row["code"]) for row in found if row["code"] == "not-found"] == [
        ("typo.docx", "not-found")
    ]


def test_a_lexicon_that_changes_under_a_run_is_told_as_that(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_acts(tmp_path / "acts", 1)
    settings = service_examine.settings

    def before(*given, **how):
        asked, versions = settings(*given, **how)
        return replace(asked, release="of before"), versions

    monkeypatch.setattr(service_examine, "settings", before)
    with pytest.raises(WrongUse, match="release-changed"):
        batch(tmp_path, "out")


def test_the_command_counts_tells_failures_and_returns_two(place):
    done = run("batch", "acts", "--output", "command", "--workers", "1", cwd=place)
    assert done.returncode == 2
    assert "проверено актов: 36" in done.stdout
    assert "не похож на акт (not-an-act): 4" in done.stdout
    assert done.stderr == ""
    again = run("batch", "acts", "--output", "command", "--workers", "1", "--lang", "ky", cwd=place)
    assert "текшерилген актылар: 36" in again.stdout


def test_the_ledger_says_what_release_each_answer_is_of(place):
    with sqlite3.connect(place / "one" / FOLDER / DATABASE) as connection:
        releases = connection.execute("SELECT DISTINCT release FROM file").fetchall()
    assert len(releases) == 1
    assert len(releases[0][0]) == 64
