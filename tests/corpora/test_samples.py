"""The sample drafts are what planted.yml says, and build.py makes them again to the byte."""

import importlib.util
import io
import re
import sys
import zipfile
from pathlib import Path

import pytest
import yaml
from lxml import etree

SAMPLES = Path(__file__).resolve().parents[2] / "corpora" / "samples"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ACTS = yaml.safe_load((SAMPLES / "planted.yml").read_text(encoding="utf-8"))["acts"]
SOURCES = sorted((SAMPLES / "sources").glob("*.txt"))
LANGUAGES = ("ru", "ky")
ARTICLE = re.compile(r"^(?:Статья (\d+)\.|(\d+)-берене\.)")


def load_build():
    spec = importlib.util.spec_from_file_location("samples_build", SAMPLES / "build.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up by name
    spec.loader.exec_module(module)
    return module


def document_xml(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("word/document.xml")


def paragraphs(name: str, language: str) -> list[str]:
    """Paragraphs with tracked insertions, without tracked deletions and generated numbers."""
    root = etree.fromstring(document_xml((SAMPLES / f"{name}.{language}.docx").read_bytes()))
    return ["".join(node.text or "" for node in p.iter(W + "t")) for p in root.iter(W + "p")]


def articles(name: str, language: str) -> dict[str, str]:
    """Text of each article by its number, in the order of the file."""
    found: dict[str, str] = {}
    number = ""
    for line in paragraphs(name, language):
        match = ARTICLE.match(line)
        number = (match[1] or match[2]) if match else number
        found[number] = found.get(number, "") + line + "\n"
    found.pop("", None)
    return found


def places(act: dict, language: str) -> list[dict]:
    return [entry for entry in act["planted"] + act["differences"] if entry[language]]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("act", ACTS, ids=lambda act: act["name"])
def test_quotes_stand_once_within_one_paragraph(act, language):
    lines = paragraphs(act["name"], language)
    quotes = [entry[language] for entry in places(act, language)]
    counts = {quote: sum(line.count(quote) for line in lines) for quote in quotes}
    assert {quote: number for quote, number in counts.items() if number != 1} == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("act", ACTS, ids=lambda act: act["name"])
def test_quotes_stand_in_the_article_of_their_address(act, language):
    found = articles(act["name"], language)
    assert len(found) == act.get("articles", len(found))
    for entry in places(act, language):
        if "at" in entry:
            number = entry["at"].split("__")[0].removeprefix("art_")
            assert entry[language] in found[number], entry


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act["name"])
def test_planted_units_are_not_called_clean(act):
    clean = tuple(act["clean"])
    planted = {entry["at"] for entry in act["planted"] if "at" in entry}
    assert [at for at in planted if at in clean or any(at.startswith(unit + "__") for unit in clean)] == []


def test_every_source_has_its_word_file_and_title():
    assert {s.stem for s in SOURCES} == {p.name.removesuffix(".docx") for p in SAMPLES.glob("*.docx")}
    for act in ACTS:
        for language in LANGUAGES:
            assert act["title"][language] in paragraphs(act["name"], language)


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_building_twice_gives_the_same_bytes_and_the_committed_text(source):
    build = load_build()
    first = build.build(source)
    assert first == build.build(source)
    assert document_xml(first) == document_xml((SAMPLES / f"{source.stem}.docx").read_bytes())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_law_has_what_only_word_can_write(language):
    root = etree.fromstring(document_xml((SAMPLES / f"licensing-law.{language}.docx").read_bytes()))
    assert len(list(root.iter(W + "numPr"))) == 9
    assert len(list(root.iter(W + "ins"))) == len(list(root.iter(W + "del"))) == 1
    assert len(list(root.iter(W + "tbl"))) == len(list(root.iter(W + "hyperlink"))) == 1
