"""The command line: streams, exit codes, both languages, files that cannot be read."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from expertise import service, settings
from expertise.cli import app
from expertise.lexicon.translation import load_translation
from expertise.service_forms import unreviewed
from expertise.settings import lexicons
from tests.reading.printing import printed

ROOT = Path(service.__file__).resolve().parents[1]
RUNNER = CliRunner()
KEYS = ["file", "sha256", "language", "title", "articles", "units", "findings", "error"]
FINDING_KEYS = {
    "id", "rule", "factor", "severity", "level", "confidence", "language", "eid", "label", "span", "quote",
    "missing", "why", "recommendation", "evidence",
}  # fmt: skip


def call(*words: object, env: dict[str, str] | None = None):
    result = RUNNER.invoke(app, [str(word) for word in words], env={"EXPERTISE_LANG": None, **(env or {})})
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    return result


@pytest.fixture
def draft(samples) -> Path:
    return samples / "licensing-law.ru.docx"


@pytest.fixture
def bad_files(tmp_path: Path, draft: Path, make_compound, monkeypatch) -> dict[str, Path]:
    """One file of every kind that cannot be checked, by the code of its error."""
    monkeypatch.setenv("EXPERTISE_SOFFICE", "none")
    files = {
        "empty": ("empty.docx", b""),
        "damaged": ("damaged.docx", draft.read_bytes()[:9000]),
        "encrypted": ("secret.docx", make_compound(EncryptedPackage=b"x")),
        "old-doc": ("old.doc", make_compound(WordDocument=b"\xdc\xa5\x68\x00")),
        "unsupported": ("scan.pdf", b"GIF89a"),
        "not-an-act": ("letter.txt", "Добрый день! Пишу вам письмо о погоде.".encode()),
    }
    paths = {code: tmp_path / name for code, (name, _) in files.items()}
    for code, (_, data) in files.items():
        paths[code].write_bytes(data)
    paths["not-found"] = tmp_path / "absent.docx"
    paths["not-a-file"] = tmp_path
    return paths


def test_json_is_one_object_a_file_in_order_on_stdout(samples):
    files = [samples / f"licensing-law.{tongue}.docx" for tongue in ("ky", "ru")]
    result = call("check", *files, "--format", "json")
    assert result.exit_code == 0
    assert result.stderr == ""
    objects = [json.loads(line) for line in result.stdout.splitlines()]
    assert [each["file"] for each in objects] == [str(file) for file in files]
    assert [each["language"] for each in objects] == ["ky", "ru"]
    for each in objects:
        assert list(each) == KEYS
        assert each["articles"] == 24
        assert each["error"] is None
        assert each["findings"]
        assert set(each["findings"][0]) >= FINDING_KEYS


def test_findings_of_json_quote_the_text_as_read(draft):
    from expertise.reading import read

    text = read(draft).text
    (result,) = map(json.loads, call("check", draft, "--format", "json", "--all").stdout.splitlines())
    for finding in result["findings"]:
        start, end = finding["span"]
        assert text[start:end] == finding["quote"]


@pytest.mark.parametrize("language", ["ru", "ky"])
def test_files_that_cannot_be_read_keep_their_place_and_the_others_are_checked(bad_files, draft, language):
    files = [*bad_files.values(), draft]
    result = call("check", *files, "--format", "json", "--lang", language)
    assert result.exit_code == 2
    objects = [json.loads(line) for line in result.stdout.splitlines()]
    assert [each["file"] for each in objects] == [str(file) for file in files]
    assert [each["error"]["code"] for each in objects[:-1]] == list(bad_files)
    assert objects[-1]["error"] is None
    for each in objects[:-1]:
        assert list(each) == KEYS
        assert each["findings"] == []
        assert each["error"]["message"] in result.stderr
        assert each["file"] in each["error"]["message"]


def test_messages_differ_by_language(bad_files):
    file = bad_files["encrypted"]
    said = {language: call("check", file, "--lang", language).stderr for language in ("ru", "ky")}
    assert "парол" in said["ru"]
    assert "сырсөз" in said["ky"]


def test_the_language_comes_from_the_environment(bad_files):
    assert "сырсөз" in call("check", bad_files["encrypted"], env={"EXPERTISE_LANG": "ky"}).stderr
    asked = call("check", bad_files["encrypted"], "--lang", "ru", env={"EXPERTISE_LANG": "ky"})
    assert "парол" in asked.stderr
    wrong = call("check", bad_files["encrypted"], env={"EXPERTISE_LANG": "en"})
    assert wrong.exit_code == 2
    assert "EXPERTISE_LANG" in wrong.stderr


def test_fail_on_sets_the_exit_code_by_the_findings_of_the_view(draft, tmp_path):
    assert call("check", draft).exit_code == 0
    assert call("check", draft, "--fail-on", "low").exit_code == 1
    assert call("check", draft, "--fail-on", "low", "--factor", "E1").exit_code == 0
    assert call("check", draft, tmp_path / "absent.docx", "--fail-on", "low").exit_code == 2


def test_factor_keeps_only_the_factors_named(draft):
    result = call("check", draft, "--format", "json", "--factor", "a4, b1")
    assert {f["factor"] for f in json.loads(result.stdout)["findings"]} <= {"A4", "B1"}
    wrong = call("check", draft, "--factor", "Z9")
    assert wrong.exit_code == 2
    assert "Z9" in wrong.stderr


def test_all_shows_what_the_default_view_shows_and_more(draft):
    def ids(*words: str) -> set[str]:
        result = call("check", draft, "--format", "json", *words)
        return {finding["id"] for finding in json.loads(result.stdout)["findings"]}

    assert ids() <= ids("--all")


@pytest.mark.parametrize(
    ("language", "words"),
    [("ru", ("Проверено: статей 24", "Почему", "Что сделать", "О чём инструмент не судит")),
     ("ky", ("Текшерилди: беренелер 24", "Эмне үчүн", "Эмне кылуу керек", "Курал баа бербеген"))],
)  # fmt: skip
def test_the_report_speaks_the_language_asked(draft, language, words):
    result = call("check", draft, "--lang", language)
    assert result.exit_code == 0
    assert all(word in result.stdout for word in words)
    assert "\x1b[" not in result.stdout


def test_an_excerpt_says_what_was_not_judged(draft):
    assert "отрывок" in call("check", draft, "--excerpt").stdout
    assert "отрывок" not in call("check", draft).stdout


def test_the_annotated_copy_lies_beside_the_file(draft, tmp_path):
    file = tmp_path / "draft.docx"
    shutil.copy(draft, file)
    result = call("check", file, "--format", "docx")
    assert result.exit_code == 0
    copy = tmp_path / "draft.expertise.docx"
    assert str(copy) in result.stdout
    assert "word/comments.xml" in zipfile.ZipFile(copy).namelist()
    assert file.read_bytes() == draft.read_bytes()
    assert call("check", file, "--format", "docx").exit_code == 0
    copy.write_bytes(b"edited by the expert")
    again = call("check", file, "--format", "docx")
    assert again.exit_code == 2
    assert copy.read_bytes() == b"edited by the expert"
    assert call("check", file, "--format", "docx", "--output", copy).exit_code == 0


def test_copies_of_several_files_go_into_a_folder(samples, tmp_path, bad_files):
    files = [samples / f"licensing-law.{tongue}.docx" for tongue in ("ru", "ky")]
    folder = tmp_path / "copies"
    folder.mkdir()
    result = call("check", files[0], bad_files["damaged"], files[1], "--format", "docx", "--output", folder)
    assert result.exit_code == 2
    assert sorted(p.name for p in folder.iterdir()) == [
        "licensing-law.ky.expertise.docx", "licensing-law.ru.expertise.docx",
    ]  # fmt: skip


def test_outputs_that_cannot_be_are_refused_before_work(draft, samples, tmp_path):
    other = samples / "licensing-law.ky.docx"
    twin = tmp_path / draft.name
    shutil.copy(draft, twin)
    for words in (
        ("--format", "docx", "--output", tmp_path / "absent" / "copy.docx"),
        ("--format", "json", "--output", tmp_path / "absent" / "result.jsonl"),
        ("--format", "json", "--output", tmp_path),
        ("--format", "docx", "--output", tmp_path / "copy.pdf"),
        ("--format", "docx", "--output", draft),
    ):
        result = call("check", draft, *words)
        assert result.exit_code == 2, words
        assert result.stdout == ""
        assert str(words[-1]) in result.stderr or str(tmp_path / "absent") in result.stderr
    several = call("check", draft, other, "--format", "docx", "--output", tmp_path / "copy.docx")
    assert several.exit_code == 2
    assert call("check", draft, twin, "--format", "docx", "--output", tmp_path).exit_code == 2


def test_results_go_to_a_file(draft, tmp_path):
    path = tmp_path / "result.jsonl"
    result = call("check", draft, "--format", "json", "--output", path)
    assert (result.exit_code, result.stdout) == (0, "")
    assert json.loads(path.read_text(encoding="utf-8"))["articles"] == 24
    assert [p.name for p in tmp_path.iterdir()] == ["result.jsonl"]


def test_rules_are_listed_and_shown():
    listed = call("rules", "list")
    assert listed.exit_code == 0
    assert "A1-01" in listed.stdout
    shown = call("rules", "show", "a1-01", "--lang", "ky")
    assert shown.exit_code == 0
    assert "Эмне үчүн" in shown.stdout
    wrong = call("rules", "show", "Z9-99")
    assert wrong.exit_code == 2
    assert "Z9-99" in wrong.stderr


def test_rules_test_says_how_many_rules_were_tried():
    result = call("rules", "test", "A1-01")
    assert result.exit_code in (0, 1)
    assert result.stdout.splitlines()[-1].startswith("Проверено правил: 1")


def test_unreviewed_strings_are_listed():
    result = call("lexicon", "unreviewed")
    assert result.exit_code == 0
    rows = [line.split("\t") for line in result.stdout.splitlines()]
    assert ["kg-working", "A1.name", "ky"] in [row[:3] for row in rows]
    assert ["translation-days", "working", "ru"] in [row[:3] for row in rows]
    assert all(len(row) == 4 and row[3] for row in rows)


def test_what_an_authority_has_reviewed_is_not_listed(tmp_path, monkeypatch):
    copy = Path(shutil.copytree(settings.lexicons(), tmp_path / "lexicons"))
    days = copy / "translation" / "days.yml"
    days.write_text(days.read_text("utf-8").replace('reviewed: "false"', 'reviewed: "true"'), "utf-8")
    monkeypatch.setattr(settings, "lexicons", lambda: copy)
    files = [row[0] for row in unreviewed()]
    assert "translation-days" not in files
    assert files.count("translation-unit") == 2 * sum(
        concept.kind == "unit" for concept in load_translation(copy / "translation").concepts.values()
    )


@pytest.mark.parametrize("language", ["ru", "ky"])
def test_demo_says_what_was_found_and_where_the_copy_lies(tmp_path, language):
    folder = tmp_path / "new" / "demo"
    for _ in range(2):
        result = call("demo", folder, "--lang", language)
        assert result.exit_code == 0
    copy = folder / f"licensing-law.{language}.expertise.docx"
    assert copy.is_file()
    assert str(copy) in result.stdout
    assert {"ru": "Найдено мест", "ky": "Табылган жерлер"}[language] in result.stdout


def test_a_bad_lexicon_names_file_and_line(tmp_path, draft, monkeypatch):
    folder = tmp_path / "lexicons"
    shutil.copytree(lexicons(), folder)
    rule = next((folder / "rules").rglob("A1-01*.yml"))
    rule.write_text(rule.read_text(encoding="utf-8") + "\nsurprise: 1\n", encoding="utf-8")
    line = rule.read_text(encoding="utf-8").count("\n")
    monkeypatch.setattr(service, "lexicons", lambda: folder)
    for words in (("check", draft), ("rules", "list"), ("demo", tmp_path / "demo")):
        result = call(*words)
        assert result.exit_code == 2
        assert str(rule) in result.stderr
        assert str(line) in result.stderr
        assert "surprise" in result.stderr


def test_broken_messages_do_not_hide_the_error(tmp_path, draft, monkeypatch):
    folder = tmp_path / "lexicons"
    shutil.copytree(lexicons(), folder)
    (folder / "messages" / "ky.yml").write_text("a: [\n", encoding="utf-8")
    monkeypatch.setattr(service, "lexicons", lambda: folder)
    result = call("check", draft)
    assert result.exit_code == 2
    assert "ky.yml" in result.stderr


def test_wrong_options_are_usage_errors(draft):
    assert call("check").exit_code == 2
    assert call("check", draft, "--format", "xml").exit_code == 2
    assert call("check", draft, "--methodology", "none").exit_code == 2


def test_the_installed_program_in_a_process_of_its_own(samples, tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", "from expertise.cli import main; main()", "check", "--format", "json",
         str(samples / "licensing-law.ky.docx"), str(tmp_path / "absent.docx")],
        env={"PYTHONIOENCODING": "ascii", "LC_ALL": "C", "PATH": "", "PYTHONPATH": str(ROOT)},
        capture_output=True, cwd=tmp_path, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    first, second = map(json.loads, done.stdout.decode("utf-8").splitlines())
    assert "лицензиялоо" in first["title"]
    assert second["error"]["code"] == "not-found"
    assert "absent.docx" in done.stderr.decode("utf-8")


def test_help_loads_nothing_heavy():
    code = (
        "import sys\nsys.argv = ['expertise', '--help']\n"
        "from expertise.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "heavy = {'spacy', 'streamlit', 'lxml', 'docx', 'pydantic', 'rich'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, cwd=ROOT)


def test_the_annotated_copy_of_a_pdf_is_a_pdf(tmp_path):
    path = tmp_path / "law.pdf"
    path.write_bytes(printed(tmp_path, ["Статья 1. Отказ", "1. Орган вправе при необходимости отказать."]))
    result = call("check", path, "--format", "docx", "--all", "--output", tmp_path / "copy.docx")
    assert result.exit_code == 2  # the name says another format
    result = call("check", path, "--format", "docx", "--all")
    assert result.exit_code == 0, result.stderr
    assert (tmp_path / "law.expertise.pdf").read_bytes().startswith(b"%PDF")
