"""Import, check, decide, sign, answer, discuss, release, publish, verify: scripted, in both languages."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import jsonschema
import pytest
from typer.testing import CliRunner

from expertise.cli import app
from expertise.service_verify import verify_store
from tests.published import PLANTED, Way, said_in, walked


@pytest.fixture(scope="module")
def way(tmp_path_factory: pytest.TempPathFactory) -> Way:
    folder = tmp_path_factory.mktemp("way")
    return walked(folder / "home", folder / "site")


def call(*words: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, list(words))
    return done.exit_code, done.stdout, done.stderr


def home(way: Way) -> list[str]:
    return ["--home", str(way.desk.store.folder)]


def test_nothing_that_was_planted_leaves(way):
    said = said_in(way.site)
    assert len(said) > 100
    assert [(name, word) for name, text in said.items() for word in PLANTED if word in text] == []


def test_what_should_be_there_is_there(way):
    said = said_in(way.site)
    for language, asked, excluded in (
        ("ru", "Что попросили сделать", "личные данные исключены"),
        ("ky", "Эмне кылуу суралды", ""),
    ):
        page = said[f"{language}/drafts/{way.draft}/conclusion-1.html"]
        assert asked in page
        assert excluded in page
        assert "impact.ru.docx" in said[f"{language}/drafts/{way.draft}/index.html"]
    assert "разработчик согласился" in said[f"ru/drafts/{way.draft}/conclusion-1.html"]
    assert "иштеп чыгуучу макул болгон жок" in said[f"ky/drafts/{way.draft}/conclusion-1.html"]
    names = {name.rpartition("/")[2] for name in said if name.startswith("files/")}
    assert {f"{kind}.{t}.{form}" for kind in ("conclusion", "discussion") for t in ("ru", "ky")
            for form in ("docx", "pdf")} <= names  # fmt: skip
    assert {"draft.ru.docx", "draft.ky.docx", "text.ru.json", "conclusion.json"} <= names


def test_the_lines_fit_the_schema(way):
    schema = json.loads((way.site / "data" / "conclusion.schema.json").read_text("utf-8"))
    (line,) = (way.site / "data" / "conclusions.jsonl").read_text("utf-8").splitlines()
    made = json.loads(line)
    jsonschema.Draft202012Validator(schema).validate(made)
    assert {a["verdict"] for a in made["answers"].values()} >= {"accepted", "rejected"}
    assert made["discussion"]["totals"]["proposals"] > 3
    assert made["impact"]["items"]


def test_the_store_and_the_site_verify_and_a_tampered_file_does_not(way, tmp_path):
    assert verify_store(way.desk.store) == []
    assert len([*(way.desk.store.folder / "clean").rglob("*.docx")]) == 3  # two reports and the analysis
    code, out, _ = call("verify", str(way.site), *home(way), "--lang", "ky")
    assert code == 0
    assert "белгилүү" in out
    site = Path(shutil.copytree(way.site, tmp_path / "copy"))
    pdf = next(site.rglob("conclusion.ky.pdf"))
    pdf.write_bytes(pdf.read_bytes().replace(b"%%EOF", b"%%EOG"))
    code, out, err = call("verify", str(site), *home(way))
    assert code == 1
    assert pdf.relative_to(site).as_posix() in out
    assert "1" in err
    code, out, _ = call("verify", str(pdf.parent / "conclusion.json"), *home(way))
    assert (code, "conclusion.ky.pdf" in out) == (1, True)


def test_the_same_store_published_by_the_command_gives_the_same_bytes(way, tmp_path):
    code, out, _ = call("publish", "--output", str(tmp_path / "again"), *home(way))
    assert code == 0
    again = {
        p.relative_to(tmp_path / "again"): p.read_bytes()
        for p in (tmp_path / "again").rglob("*")
        if p.is_file()
    }
    first = {p.relative_to(way.site): p.read_bytes() for p in way.site.rglob("*") if p.is_file()}
    assert again == first
    assert str(len(first)) in out
