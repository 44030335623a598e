"""The real acts, where they are at hand: whole, unique, in both languages alike."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from lxml import etree

from expertise.act import Act, Role, address
from expertise.reading import docx_nodes, read
from expertise.reading.archive import MAIN
from expertise.reading.numbering import W

pytestmark = pytest.mark.shared

# Articles in Russian and Kyrgyz; where they differ, so do the sources (see the README beside them).
CODES = {
    "land-code-2025": (131, 131),
    "labour-code-2025": (265, 265),
    "constitution-2021": (116, 116),
    "family-code-2003": (141, 141),
    "criminal-code-2021": (432, 431),
    "civil-code-1": (440, 441),  # the Kyrgyz text gives one article twice
}
FOLD = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹\u00a0\t\n\u2011", "0123456789   -")


def eids(act: Act) -> set[str]:
    return {unit.eid for unit in act.units}


@pytest.mark.parametrize("name", CODES)
def test_both_languages_of_a_code_have_one_structure(shared_acts: Path, name: str) -> None:
    acts = [read(shared_acts / "docx" / f"{name}.{tongue}.docx") for tongue in ("ru", "ky")]
    assert [act.language for act in acts] == ["ru", "ky"]
    assert tuple(act.articles for act in acts) == CODES[name]
    for act in acts:
        assert len(eids(act)) == len(act.units)
        assert act.requisites.type in ("code", "constitution")
        assert act.requisites.date is not None
    russian, kyrgyz = map(eids, acts)
    assert len(russian & kyrgyz) >= 0.97 * max(len(russian), len(kyrgyz))


@pytest.mark.parametrize("name", CODES)
@pytest.mark.parametrize("tongue", ["ru", "ky"])
def test_every_paragraph_is_in_one_line_and_every_piece_leads_back(
    shared_acts: Path, name: str, tongue: str
) -> None:
    path = shared_acts / "docx" / f"{name}.{tongue}.docx"
    act = read(path)
    root = etree.fromstring(zipfile.ZipFile(path).read(MAIN))
    nodes = docx_nodes(root)
    for piece in act.pieces:
        there = nodes[piece.node].text[piece.offset : piece.offset + piece.end - piece.start]
        assert there.translate(FOLD) == act.text[piece.start : piece.end].translate(FOLD)
    source = "".join("".join((t.text or "").split()) for p in root.iter(f"{W}p") for t in p.iter(f"{W}t"))
    assert source.translate(FOLD).replace("\u00ad", "") == "".join(act.text.split()).translate(FOLD)
    assert "\n".join(line.span.of(act.text) for line in act.lines) == act.text


def test_every_text_reads(shared_acts: Path) -> None:
    articles = {}
    for path in sorted((shared_acts / "text").iterdir()):
        act = read(path)
        assert len(eids(act)) == len(act.units)
        articles[path.name.split(".")[0]] = act.articles
    assert articles == {
        "ktrk-board-rules-2013": 0, "ktrk-charter": 0, "ktrk-director-competition-2014": 0,
        "labour-code-2004": 452, "land-code-1999": 124, "law-257-2025-amendments-mediation": 8,
        "public-broadcaster-law-2011": 29, "road-traffic-law-1998": 36, "water-code-2005": 100,
    }  # fmt: skip


OTHERS = {"law.ru.html": ("html", 167), "law.ru.rtf": ("rtf", 24), "land-code-1999.ru.rtf": ("rtf", 125)}


@pytest.mark.parametrize("office", ["none", ""], ids=["text only", "as installed"])
@pytest.mark.parametrize("name", OTHERS)
def test_other_formats_have_all_their_articles(
    shared_acts: Path, name: str, office: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EXPERTISE_SOFFICE", office)
    act = read(shared_acts / "other" / name)
    assert (act.format, act.articles) == OTHERS[name]
    assert len(eids(act)) == len(act.units)
    assert "\ufffd" not in act.text


def test_the_land_code_has_the_same_articles_as_rtf_and_as_text(
    shared_acts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The .rtf is the edition of 2013; the chapter of article 83-1 was repealed in 2019, before the text."""
    monkeypatch.setenv("EXPERTISE_SOFFICE", "none")
    old = read(shared_acts / "other" / "land-code-1999.ru.rtf")
    new = read(shared_acts / "text" / "land-code-1999.ru.txt")
    assert old.article_units.keys() - new.article_units.keys() == {"83-1"}
    assert new.article_units.keys() <= old.article_units.keys()


def test_the_new_wording_of_the_amending_law_is_addressed(shared_acts: Path) -> None:
    act = read(next((shared_acts / "text").glob("law-257*")))
    assert act.amending
    assert act.articles == 8
    targets = [address(unit.target, act.language) for unit in act.units if unit.role is Role.QUOTED]
    assert len(targets) == 20
    assert all(targets)
    assert {"ст. 37 ч. 1-1", "ст. 44 ч. 1 п. 13", "ст. 140 ч. 3 абз. 2", "ст. 4 ч. 5"} <= set(targets)
