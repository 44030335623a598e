"""Acts of a corpus are chosen by a query and checked from there, without their files."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from expertise import service, service_batch
from expertise.corpus import selection
from expertise.corpus.adding import add, mark
from expertise.corpus.store import Corpus
from expertise.corpus.work import Standing
from expertise.errors import WrongUse
from expertise.service_batch import Order
from tests.batch.acts import result_files, run

RU = """ЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ
от {day} мая {year} года № {number}

О порядке {subject}

Статья 1. {subject}
1. Лицензиар вправе в необходимых случаях запросить дополнительные сведения у заявителя.
2. Орган ведёт {subject}.
"""
KY = """КЫРГЫЗ РЕСПУБЛИКАСЫНЫН МЫЙЗАМЫ
{year}-жылдын {day}-майы № {number}

{subject} тартиби жөнүндө

1-берене. {subject}
1. Лицензиар зарыл болгон учурда арыз ээсинен кошумча маалыматтарды сурайт.
2. Орган {subject} жүргүзөт.
"""


@pytest.fixture
def corpus(tmp_path) -> Path:
    """Four laws, one of them in both languages, one repealed; their files are gone."""
    texts = {
        "one": RU.format(day=1, year=2010, number=11, subject="реестр лицензий"),
        "one-ky": KY.format(day=1, year=2010, number=11, subject="лицензиялардын реестри"),
        "two": RU.format(day=2, year=2015, number=12, subject="надзор за недрами"),
        "three": RU.format(day=3, year=2020, number=13, subject="учёт земель"),
        "four": RU.format(day=4, year=2021, number=14, subject="таможенный реестр"),
    }
    files = []
    for name, text in texts.items():
        path = tmp_path / f"{name}.txt"
        path.write_text(text, encoding="utf-8")
        files.append(str(path))
    database = tmp_path / "corpus.db"
    done = list(add(database, files, {}))
    assert [each.failure for each in done] == [None] * 5
    repealed = next(each.uri for each in done if each.uri.endswith("/14"))
    mark(database, repealed, Standing("repealed", date(2024, 1, 1), "hand", ""))
    for file in files:
        Path(file).unlink()
    return database


def chosen(database: Path, asked: str) -> list[str]:
    with closing(Corpus.open(database)) as corpus:
        return [
            f"{uri.rsplit('/', 1)[1]} {lang}"
            for uri, lang in selection.selected(corpus, selection.query(asked))
        ]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", ["11 ky", "11 ru", "12 ru", "13 ru"]),
        ("реестра", ["11 ky", "11 ru"]),
        ("реестр state:any", ["11 ky", "11 ru", "14 ru"]),
        ("state:repealed", ["14 ru"]),
        ("lang:ky", ["11 ky"]),
        ("since:2012 until:2016", ["12 ru"]),
        ("kind:code", []),
        ("kind:law,code недра", ["12 ru"]),
        ('"учёт земель"', ["13 ru"]),
        ("небывалое", []),
    ],
)
def test_a_query_means_these_acts(corpus, asked, found):
    assert chosen(corpus, asked) == found


@pytest.mark.parametrize("asked", ["colour:red", "state:lost", "lang:en", "since:long", '"unclosed', "kind:"])
def test_a_query_nobody_understands_is_told(asked):
    with pytest.raises(WrongUse, match="corpus-bad-query"):
        selection.query(asked)


def test_acts_are_checked_from_the_corpus(corpus, tmp_path):
    order = Order(tmp_path / "out", query="реестр", database=corpus, workers=1)
    done = service_batch.run(order, lambda _: None)
    found = service_batch.opened(tmp_path / "out")
    acts = found.table("acts").to_pylist()
    assert [(row["file"][-6:], row["language"], row["number"]) for row in acts] == [
        ("/11/ky", "ky", "11"), ("/11/ru", "ru", "11")
    ]  # fmt: skip
    with closing(Corpus.open(corpus)) as held:
        assert done.summary["versions"]["corpus"] == held.state.digest
        uri = acts[0]["file"].rsplit("/", 1)[0]
        act = held.act(uri, "ru")
    checked = service.check_act(acts[1]["file"], act, service.open_lexicon(), service.View())
    line = json.loads((tmp_path / "out" / "results.jsonl").read_text(encoding="utf-8").splitlines()[1])
    assert line == json.loads(json.dumps(service.record(checked, {})))
    before = result_files(tmp_path / "out")
    assert not service_batch.run(order, lambda _: None).written
    assert result_files(tmp_path / "out") == before


def test_the_command_takes_files_and_acts_together(corpus, tmp_path):
    (tmp_path / "draft.txt").write_text(
        RU.format(day=1, year=2026, number=1, subject="проект"), encoding="utf-8"
    )
    asked = ("batch", "draft.txt", "--corpus", "state:any", "--corpus-db", str(corpus), "--output", "out")
    done = run(*asked, "--workers", "1", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "проверено актов: 6" in done.stdout
    missing = run("batch", "--corpus", "x", "--corpus-db", "none.db", "--output", "other", cwd=tmp_path)
    assert missing.returncode == 2
    assert not (tmp_path / "other").exists()


def test_references_are_looked_up_only_when_asked_and_again_when_the_corpus_changes(corpus, tmp_path):
    body = "Лицензия выдаётся в порядке, установленном Законом Кыргызской Республики «{title}» от {day} № 14."
    with closing(Corpus.open(corpus)) as held:
        repealed = next(work for work in held.works() if work.uri.endswith("/14"))
        standing = next(work for work in held.works() if work.uri.endswith("/13"))
        title = held.act(repealed.uri, "ru").requisites.title
    draft = tmp_path / "draft.txt"
    draft.write_text(
        RU.format(day=1, year=2026, number=1, subject="проект")
        + "\nСтатья 9. Порядок\n\n"
        + body.format(title=title, day="4 мая 2021 года")
        + "\n",
        encoding="utf-8",
    )
    folder = tmp_path / "out"

    def references(*, asked: bool) -> list[str]:
        order = Order(folder, (str(draft),), database=corpus, references=asked, workers=1)
        service_batch.run(order, lambda _: None)
        found = service_batch.opened(folder).table("findings", ["rule", "evidence"]).to_pylist()
        return [row["rule"] for row in found if row["rule"].startswith("C-REF")]

    assert references(asked=False) == []
    assert references(asked=True) == ["C-REF-05"]
    first = service_batch.opened(folder).summary["versions"]["corpus"]
    mark(corpus, repealed.uri, Standing("in-force", date(2025, 1, 1), "hand", ""))
    mark(corpus, standing.uri, Standing("repealed", date(2025, 1, 1), "hand", ""))
    assert references(asked=True) == []
    assert service_batch.opened(folder).summary["versions"]["corpus"] != first


def test_a_corpus_that_changes_during_the_run_ends_it(corpus, tmp_path):
    order = Order(tmp_path / "out", query="", database=corpus, references=True, workers=1)
    with closing(Corpus.open(corpus)) as held:
        uri = next(work.uri for work in held.works() if work.uri.endswith("/12"))

    def meddle(standing: object) -> None:
        if standing.done == standing.total:
            mark(corpus, uri, Standing("repealed", date(2025, 1, 1), "hand", ""))

    with pytest.raises(WrongUse, match="corpus-changed"):
        service_batch.run(order, meddle)
    assert not (tmp_path / "out" / "summary.json").exists()
    assert service_batch.run(order, lambda _: None).summary["files"] == 3
