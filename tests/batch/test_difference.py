"""What changed between two runs, and why."""

from __future__ import annotations

import json
from datetime import date

import pyarrow as pa
import pytest

from expertise import service, service_batch, service_batch_diff
from expertise.batch.difference import FINDING_COLUMNS, Difference, Tables, difference
from expertise.batch.schemas import SCHEMAS
from expertise.errors import WrongUse
from expertise.service_batch import Order
from tests.batch.acts import run, write_acts

VERSIONS = {
    "lexicon": "l",
    "methodology": "m",
    "engine_digest": "e",
    "libraries": "x",
    "corpus": "",
    "view": "default",
}
SCHEMA = pa.schema([SCHEMAS["findings"].field(name) for name in FINDING_COLUMNS])


def act(file: str, sha: str = "s", name: str = "", number: str = "", day: date | None = None) -> dict:
    return {
        "act": 0, "file": file, "name": name or file, "sha256": sha, "language": "ru", "type": "law",
        "number": number, "date": day, "title": "t",
    }  # fmt: skip


def finding(act: int, name: str, severity: int = 40) -> dict:
    return {
        "act": act, "id": name, "rule": "A1-01", "factor": "A1", "severity": severity, "level": "medium",
        "confidence": 0.5, "shown": True, "missing": ["deadline"], "label": "ст. 1", "quote": "q",
    }  # fmt: skip


def tables(acts: list[dict], findings: list[dict] = (), failures: list[dict] = (), **versions: str) -> Tables:
    acts = [{**row, "act": number} for number, row in enumerate(acts)]
    return Tables(
        acts, pa.Table.from_pylist(list(findings), SCHEMA), list(failures), {**VERSIONS, **versions}
    )


def fates(found: Difference) -> list[tuple[str, str, tuple[str, ...], list[str]]]:
    return [
        (
            c.fate,
            (c.after or c.before)["file"],
            c.reasons,
            [f"{f.fate} {(f.after or f.before)['id']}" for f in c.findings],
        )
        for c in found.acts
    ]


def test_nothing_changed():
    same = tables([act("a"), act("b")], [finding(0, "f"), finding(1, "g")])
    found = difference(same, same)
    assert (found.acts, found.same, found.release) == ([], 2, ())


def test_acts_new_gone_and_changed():
    old = tables([act("a"), act("b"), act("c")], [finding(0, "f"), finding(1, "g"), finding(2, "h")])
    new = tables(
        [act("a"), act("b", "other"), act("d", "d")], [finding(0, "f"), finding(1, "i"), finding(2, "j")]
    )
    found = difference(old, new)
    assert fates(found) == [
        ("changed", "b", ("act",), ["new i", "gone g"]),
        ("new", "d", ("act",), ["new j"]),
        ("gone", "c", ("act",), ["gone h"]),
    ]
    assert found.same == 1


def test_another_lexicon_is_the_reason_where_the_act_is_the_same():
    old = tables([act("a"), act("b")], [finding(0, "f", 40), finding(1, "g")])
    new = tables([act("a"), act("b", "other")], [finding(0, "f", 60), finding(1, "g", 50)], lexicon="l2")
    found = difference(old, new)
    assert found.release == ("lexicon",)
    assert fates(found) == [
        ("changed", "a", ("lexicon",), ["changed f"]),
        ("changed", "b", ("act", "lexicon"), ["changed g"]),
    ]


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"engine_digest": "e2"}, "engine"),
        ({"libraries": "y"}, "engine"),
        ({"corpus": "c"}, "corpus"),
        ({"view": "all"}, "view"),
    ],
)
def test_what_of_the_release_changed(changed, reason):
    assert difference(tables([act("a")]), tables([act("a")], **changed)).release == (reason,)


def test_an_act_in_another_folder_is_found_by_its_name_inside_it():
    old = tables([act("jan/ru/1.txt", name="ru/1.txt")], [finding(0, "f")])
    new = tables([act("jun/ru/1.txt", name="ru/1.txt")], [finding(0, "f")])
    assert difference(old, new).same == 1


def test_an_act_under_another_name_is_found_by_number_and_date():
    day = date(2024, 5, 1)
    old = tables([act("x.txt", number="12", day=day), act("y.txt", number="13", day=day)])
    new = tables([act("z.txt", number="12", day=day), act("w.txt", number="14", day=day)])
    assert fates(difference(old, new)) == [("new", "w.txt", ("act",), []), ("gone", "y.txt", ("act",), [])]


def test_what_two_share_names_neither():
    day = date(2024, 5, 1)
    old = tables([act("x.txt", number="12", day=day)])
    new = tables([act("z.txt", number="12", day=day), act("w.txt", number="12", day=day)])
    assert [c.fate for c in difference(old, new).acts] == ["new", "new", "gone"]


def test_a_file_that_can_no_longer_be_read_is_a_change():
    failure = {"file": "a", "name": "a", "sha256": "bad", "code": "damaged"}
    found = difference(tables([act("a")], [finding(0, "f")]), tables([], [], [failure]))
    (change,) = found.acts
    assert (change.fate, change.error, change.was) == ("changed", "damaged", "")
    assert [each.fate for each in change.findings] == ["gone"]
    assert difference(tables([], [], [failure]), tables([], [], [failure])).same == 1


def test_the_command_compares_two_real_runs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    acts = write_acts(tmp_path / "acts", 6)
    service_batch.run(Order(tmp_path / "old", ("acts",), workers=1), lambda _: None)
    (acts / "0001.txt").write_bytes((acts / "0003.txt").read_bytes())
    (acts / "0002.txt").unlink()
    service_batch.run(Order(tmp_path / "new", ("acts",), workers=1), lambda _: None)
    done = run("batch-diff", "old", "new", "--format", "json", cwd=tmp_path)
    head, *changes = map(json.loads, done.stdout.splitlines())
    assert done.returncode == 0
    assert head["acts"] == {"new": 0, "gone": 1, "changed": 1, "same": 4}
    assert head["versions"]["old"] == head["versions"]["new"]
    assert [(c["fate"], c["reasons"]) for c in changes] == [("changed", ["act"]), ("gone", ["act"])]
    for language in ("ru", "ky"):
        text = "\n".join(
            row.text
            for row in service_batch_diff.rows(
                service_batch_diff.compare(tmp_path / "old", tmp_path / "new"), service.messages()[language]
            )
        )
        assert "0001.txt" in text
        assert service.messages()[language]["batch-reason-act"] in text


def test_a_file_that_can_no_longer_be_read_is_told_in_words(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    acts = write_acts(tmp_path / "acts", 2)
    service_batch.run(Order(tmp_path / "old", ("acts",), workers=1), lambda _: None)
    (acts / "0001.txt").write_bytes(b"")
    service_batch.run(Order(tmp_path / "new", ("acts",), workers=1), lambda _: None)
    done = service_batch_diff.compare(tmp_path / "old", tmp_path / "new")
    said = {
        tongue: [row.text.strip() for row in service_batch_diff.rows(done, service.messages()[tongue])]
        for tongue in ("ru", "ky")
    }
    assert "чтение: раньше «прочитан», теперь «нет текста»" in said["ru"]
    assert "окуу: мурун «окулду», азыр «текст жок»" in said["ky"]


def test_a_folder_without_a_run_is_told(tmp_path):
    with pytest.raises(WrongUse) as caught:
        service_batch_diff.compare(tmp_path, tmp_path)
    assert caught.value.code == "not-a-finished-run"
