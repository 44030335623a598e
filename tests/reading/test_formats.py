"""One act of our own in every format: the same text, units and names, or what the format cannot carry."""

from __future__ import annotations

import importlib.util
import io
import shutil
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from expertise.act import Act, Kind
from expertise.analysis.finding import Finding
from expertise.cli import app
from expertise.conclusion.annotated import annotate
from expertise.errors import UnreadableFile
from expertise.lexicon.lexicon import Lexicon
from expertise.reading import (
    SUFFIXES,
    confined,
    doc,
    encoding,
    html,
    html_nodes,
    legacy,
    letters,
    odt,
    office,
    read,
    rtf,
)  # fmt: skip
from expertise.settings import corpora

FOLDER = corpora() / "formats"
TONGUES = ("ru", "ky")
OFFICE = shutil.which("soffice")
needs_office = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not here")
RICH = ["docx", "rtf", "odt", "html"]
FOLD = str.maketrans("¹\xa0\t", "1  ")
EIGHT_BIT = ["cp1251", "koi8-r", "cp866"]


def act(name: str, tongue: str = "ru") -> Act:
    return read(FOLDER / f"compact-act.{tongue}.{name}")


def units(of: Act) -> list[tuple[str, Kind, str]]:
    return [(unit.eid, unit.kind, unit.number) for unit in of.units]


@pytest.fixture
def without_office(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXPERTISE_SOFFICE", "none")


@pytest.fixture
def with_office(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXPERTISE_SOFFICE", OFFICE or "none")


@pytest.mark.parametrize("tongue", TONGUES)
def test_the_act_itself(tongue: str) -> None:
    whole = act("docx", tongue)
    assert (whole.language, whole.articles, whole.warnings) == (tongue, 4, ())
    eids = {unit.eid for unit in whole.units}
    assert {"chp_2", "art_1__para_2", "art_2__point_2__point_а", "art_2-1__table_1"} <= eids


@pytest.mark.usefixtures("without_office")
@pytest.mark.parametrize("tongue", TONGUES)
@pytest.mark.parametrize("name", RICH)
def test_rich_formats_give_the_same_act(name: str, tongue: str) -> None:
    whole, other = act("docx", tongue), act(name, tongue)
    assert other.format == name
    assert other.text == whole.text
    assert units(other) == units(whole)
    assert other.requisites == whole.requisites
    assert [line.role for line in other.lines] == [line.role for line in whole.lines]
    assert other.warnings == (("without-office",) if name in legacy.FORMS else ())


@pytest.mark.usefixtures("without_office")
@pytest.mark.parametrize("tongue", TONGUES)
def test_a_doc_without_office_loses_list_numbers_and_says_so(tongue: str) -> None:
    whole, other = act("docx", tongue), act("doc", tongue)
    assert other.warnings == ("without-office", "doc-lists")
    numbers = ("1) ", "2) ", "3) ", "а) ", "б) ")
    bare = [line[3:] if line.startswith(numbers) else line for line in whole.text.split("\n")]
    assert other.text.split("\n") == bare
    lost = {unit.eid for unit in whole.units} - {unit.eid for unit in other.units}
    assert {eid for eid in lost if "point" not in eid} == set()


@needs_office
@pytest.mark.usefixtures("with_office")
@pytest.mark.parametrize("tongue", TONGUES)
@pytest.mark.parametrize("name", legacy.FORMS)
def test_office_gives_the_same_act_and_the_way_back(name: str, tongue: str) -> None:
    whole, other = act("docx", tongue), act(name, tongue)
    assert (other.format, other.warnings) == (name, ())
    assert other.text == whole.text
    assert units(other) == units(whole)
    assert len(other.pieces) == len(whole.pieces)


@pytest.mark.parametrize("tongue", TONGUES)
@pytest.mark.parametrize("name", ["utf-8.txt", "utf-16.txt"])
def test_plain_text_gives_the_same_act_but_for_the_table(name: str, tongue: str) -> None:
    whole, other = act("docx", tongue), act(name, tongue)
    assert other.text == whole.text
    assert other.warnings == ()
    taxed = "art_2-1__"  # the article whose rows are but lines here
    assert [u for u in units(other) if not u[0].startswith(taxed)] == [
        u for u in units(whole) if not u[0].startswith(taxed)
    ]


@pytest.mark.parametrize("name", EIGHT_BIT)
def test_old_encodings_give_the_same_act_but_for_raised_figures(name: str) -> None:
    whole, other = act("utf-8.txt"), act(f"{name}.txt")
    assert other.text == whole.text.replace("¹", "-1")
    assert units(other) == units(whole)
    assert other.warnings == (f"encoding-{name}",)


def test_the_files_are_those_of_the_script() -> None:
    spec = importlib.util.spec_from_file_location("formats_build", FOLDER / "build.py")
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = script
    spec.loader.exec_module(script)
    for source in sorted((FOLDER / "sources").glob("*.txt")):
        for ending, data in script.build(source).items():
            kept = FOLDER / f"{source.stem}.{ending}"
            made, there = (_document(d) if ending == "docx" else d for d in (data, kept.read_bytes()))
            assert made == there, kept.name


def _document(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("word/document.xml")


def test_pieces_of_a_page_lead_back_to_its_text_nodes() -> None:
    page = act("html")
    nodes = html_nodes((FOLDER / "compact-act.ru.html").read_bytes())
    assert page.pieces
    for piece in page.pieces:
        there = nodes[piece.node][piece.offset : piece.offset + piece.end - piece.start]
        assert there.translate(FOLD) == page.text[piece.start : piece.end].translate(FOLD)


@needs_office
@pytest.mark.usefixtures("with_office")
@pytest.mark.parametrize("name", legacy.FORMS)
def test_an_annotated_copy_is_the_converted_document(
    name: str, finding: Callable[..., Finding], lexicon: Lexicon, tmp_path: Path
) -> None:
    """The table is still one, so the copy is no list of lines; twice the same bytes."""
    whole = act(name)
    found = finding(whole, "при необходимости")
    made = annotate(whole, [found], lexicon, "ru")
    assert (made.comments, made.unplaced) == (1, 0)
    assert annotate(whole, [found], lexicon, "ru").data == made.data
    copy = tmp_path / "copy.docx"
    copy.write_bytes(made.data)
    assert read(copy).text == whole.text
    assert units(read(copy)) == units(whole)


@pytest.mark.usefixtures("without_office")
@pytest.mark.parametrize("name", [*legacy.FORMS, "html", "koi8-r.txt"])
def test_an_annotated_copy_without_office_holds_the_lines(
    name: str, finding: Callable[..., Finding], lexicon: Lexicon, tmp_path: Path
) -> None:
    whole = act(name)
    made = annotate(whole, [finding(whole, "при необходимости")], lexicon, "ru")
    assert (made.comments, made.unplaced) == (1, 0)
    copy = tmp_path / "copy.docx"
    copy.write_bytes(made.data)
    assert read(copy).text == whole.text


@needs_office
@pytest.mark.usefixtures("with_office")
def test_several_files_in_one_call_and_what_breaks_off() -> None:
    data = (FOLDER / "compact-act.ru.odt").read_bytes()
    first, second = office.to_docx([data, data], "odt", "two.odt")
    assert first[:2] == second[:2] == b"PK"
    with pytest.raises(UnreadableFile, match="conversion-failed"):
        office.to_docx([b"{\\rtf1 " + b"{" * 50_000], "rtf", "deep.rtf")


def test_an_office_that_fails_leaves_the_text(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("EXPERTISE_SOFFICE", str(tmp_path / "no-such-office"))
    assert act("odt").warnings == ("office-failed",)
    assert act("odt").text == act("docx").text

    def slow(*_: object, **__: object) -> bytes:
        raise UnreadableFile("too-slow", file="x", detail="9 s")

    monkeypatch.setattr(confined, "run", slow)
    with pytest.raises(UnreadableFile, match="too-slow"):
        act("odt")


@needs_office
def test_office_runs_no_macro_and_asks_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is asked of LibreOffice, and the settings of the profile that it starts with."""
    monkeypatch.setenv("EXPERTISE_SOFFICE", OFFICE or "")
    seen: list[str] = []
    run = confined.run

    def watched(command: list[str], **rest: object) -> bytes:
        profile = next(word for word in command if word.startswith("-env:UserInstallation="))
        folder = Path(profile.partition("file://")[2])
        seen.append((folder / "user" / "registrymodifications.xcu").read_text(encoding="utf-8"))
        seen.append(str(folder))
        return run(command, **rest)  # type: ignore[arg-type]

    monkeypatch.setattr(office.confined, "run", watched)
    assert act("odt").warnings == ()
    assert 'name="DisableMacrosExecution" oor:op="fuse"><value>true' in seen[0]
    assert 'name="ooInetProxyType" oor:op="fuse"><value>2' in seen[0]
    assert not Path(seen[1]).exists()


def test_every_ending_has_a_reader_and_every_warning_its_words(lexicon: Lexicon) -> None:
    assert {".docx", ".doc", ".rtf", ".odt", ".html", ".txt"} <= set(SUFFIXES)
    told = [legacy.WARNINGS, doc.WARNINGS, odt.WARNINGS, rtf.WARNINGS, html.WARNINGS, letters.WARNINGS]
    codes = {code for group in told for code in group} | {f"encoding-{name}" for name in encoding.GUESSED}
    for code in codes:
        assert lexicon.messages["ru"][f"warning-{code}"] != lexicon.messages["ky"][f"warning-{code}"]


@pytest.mark.usefixtures("without_office")
def test_the_command_line_takes_them_all(tmp_path: Path) -> None:
    names = ["html", "odt", "doc", "rtf", "koi8-r.txt"]
    folder = tmp_path / "copies"
    folder.mkdir()
    files = [str(shutil.copy(FOLDER / f"compact-act.ru.{name}", tmp_path / f"{name}.x")) for name in names]
    done = CliRunner().invoke(app, ["check", *files, "--format", "docx", "--output", str(folder)])
    assert done.exit_code == 0, done.output
    assert len(list(folder.glob("*.expertise.docx"))) == len(names)
