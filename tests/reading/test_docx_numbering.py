"""List numbers that Word generates: by the rules of the format, and as LibreOffice writes them."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from wordxml import HEAD, level, number_of, paragraph, run

from expertise.reading import archive, docx
from expertise.reading.source import assemble

MakeDocx = Callable[..., Path]
RESTART = '<w:lvlRestart w:val="{}"/>'
Item = tuple[int, int, str]  # level, list (0: of the style), style


def abstract(number: int, *levels: str, extra: str = "") -> str:
    return f'<w:abstractNum w:abstractNumId="{number}">{extra}{"".join(levels)}</w:abstractNum>'


def lists(*numbers: tuple[int, int, str]) -> str:
    """The w:num of lists given as number, abstract number, overrides."""
    return "".join(
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="{a}"/>{over}</w:num>' for n, a, over in numbers
    )


def begins(depth: int, start: int) -> str:
    return f'<w:lvlOverride w:ilvl="{depth}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


NUMBERING = (
    abstract(0, level(0, "decimal", "Статья %1."), level(1, "decimal", "%2."), level(2, "decimal", "%3)"),
             level(3, "russianLower", "%4)"))
    + abstract(1, level(0, "upperRoman", "%1."), level(1, "decimalZero", "%2."),
               level(2, "lowerLetter", "%3."), level(3, "russianUpper", "%4."),
               level(4, "lowerRoman", "%5)"), level(5, "upperLetter", "%6)"))
    + abstract(2, level(0, "decimal", "%1)", start=3), level(1, "lowerLetter", "%1%2)"))
    + abstract(3, level(0, "decimal", "Пункт %1."), level(1, "decimal", "%1.%2."),
               extra='<w:styleLink w:val="Law"/>')
    + abstract(4, extra='<w:numStyleLink w:val="Law"/>')
    + abstract(5, level(0, "decimal", "Раздел %1.", extra='<w:pStyle w:val="H1"/>'),
               level(1, "decimal", "%1.%2.", extra='<w:pStyle w:val="H2"/>'))
    + abstract(6, level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2.", extra="<w:isLgl/>"),
               level(2, "decimal", "%3)", extra=RESTART.format(0)), level(3, "decimal", "%4)",
               extra=RESTART.format(1)))
    + abstract(7, level(0, "decimal", "Статья %1", extra='<w:suff w:val="nothing"/>'),
               level(1, "bullet", "\uf0b7"), level(2, "none", "—"), level(3, "numberInDash", "%4"),
               level(4, "decimal", "%5.", extra="<w:rPr><w:vanish/></w:rPr>"))
    + lists(
        (1, 0, ""), (2, 1, ""), (3, 2, ""), (4, 3, ""), (5, 4, ""), (6, 5, ""), (7, 0, begins(1, 7)),
        (8, 0, begins(0, 1)), (10, 6, ""), (11, 7, ""),
        (9, 2, '<w:lvlOverride w:ilvl="0">' + level(0, "russianLower", "%1.") + "</w:lvlOverride>"),
    )
)  # fmt: skip


def style(name: str, numbers: str, *, based_on: str = "", kind: str = "paragraph") -> str:
    above = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    held = f"<w:pPr><w:numPr>{numbers}</w:numPr></w:pPr>" if numbers else ""
    return f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{name}"/>{above}{held}</w:style>'


STYLES = (
    style("Law", '<w:numId w:val="4"/>', kind="numbering")
    + style("H1", '<w:numId w:val="6"/>')
    + style("H2", '<w:ilvl w:val="1"/>', based_on="H1")
    + style("H3", "", based_on="H2")
)
# Level, list, label.
BOTH_AGREE = [
    (0, 1, "Статья 1."), (1, 1, "1."), (2, 1, "1)"), (3, 1, "а)"), (3, 1, "б)"), (2, 1, "2)"), (1, 1, "2."),
    (2, 1, "1)"), (0, 1, "Статья 2."), (1, 1, "1."), (1, 7, "7."), (1, 7, "8."), (1, 1, "9."),
    (0, 8, "Статья 1."), (1, 8, "1."), (0, 1, "Статья 2."),
    (0, 2, "I."), (1, 2, "01."), (2, 2, "a."), (3, 2, "А."), (4, 2, "i)"), (4, 2, "ii)"), (5, 2, "A)"),
    (0, 3, "3)"), (1, 3, "3a)"), (0, 3, "4)"), (1, 3, "4a)"), (0, 9, "д."), (0, 9, "е."), (0, 3, "7)"),
    (0, 4, "Пункт 1."), (1, 4, "1.1."), (0, 5, "Пункт 2."), (1, 5, "2.1."), (1, 5, "2.2."),
    (0, 1, "Статья 3."), *((3, 1, f"{letter})") for letter in "абвгдежзиклмнопрстуфхцчшщыэюя"), (3, 1, "аа)"),
]  # fmt: skip
BY_STYLE = [("H1", "Раздел 1."), ("H2", "1.1."), ("H3", "1.2."), ("H1", "Раздел 2."), ("H2", "2.1.")]
# LibreOffice 7.4 knows neither legal figures nor w:lvlRestart, and always parts a label from its text.
WORD_ALONE = [
    (0, 10, "I. "), (1, 10, "1.1. "), (2, 10, "1) "), (3, 10, "1) "), (1, 10, "1.2. "), (2, 10, "2) "),
    (3, 10, "2) "), (0, 10, "II. "), (1, 10, "2.1. "), (2, 10, "3) "), (3, 10, "1) "), (0, 11, "Статья 1 "),
    (1, 11, "• "), (2, 11, "— "), (3, 11, "- 1 - "), (4, 11, ""),
]  # fmt: skip


def item(place: int, depth: int, number: int) -> str:
    return paragraph(run(f"слово{place}"), properties=number_of(depth, number))


def styled(place: int, style: str) -> str:
    return paragraph(run(f"имя{place}"), properties=f'<w:pStyle w:val="{style}"/>')


def lines_of(path: Path) -> list[str]:
    return assemble(docx.walk(archive.parts(path.read_bytes(), "")).paragraphs).lines()


@pytest.fixture
def agreed(make_package: MakeDocx) -> tuple[Path, list[str]]:
    """A document whose labels Word and LibreOffice write alike, and its lines."""
    body = "".join(item(place, depth, number) for place, (depth, number, _) in enumerate(BOTH_AGREE))
    body += "".join(styled(place, style) for place, (style, _) in enumerate(BY_STYLE))
    lines = [f"{label} слово{place}" for place, (_, _, label) in enumerate(BOTH_AGREE)]
    lines += [f"{label} имя{place}" for place, (_, label) in enumerate(BY_STYLE)]
    return make_package(body, numbering=NUMBERING, styles=STYLES), lines


def test_labels(agreed: tuple[Path, list[str]]) -> None:
    path, lines = agreed
    assert lines_of(path) == lines


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not here")
def test_labels_are_those_of_libreoffice(agreed: tuple[Path, list[str]], tmp_path: Path) -> None:
    path, lines = agreed
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to",
         "txt:Text (encoded):UTF8", "--outdir", str(tmp_path), str(path)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    written = (tmp_path / "act.txt").read_text(encoding="utf-8-sig").split("\n")
    assert [" ".join(line.split()) for line in written if line.strip()] == lines


def test_labels_of_word_alone(make_package: MakeDocx) -> None:
    body = "".join(item(place, depth, number) for place, (depth, number, _) in enumerate(WORD_ALONE))
    found = lines_of(make_package(body, numbering=NUMBERING))
    assert found == [f"{label}слово{place}" for place, (_, _, label) in enumerate(WORD_ALONE)]


def test_a_list_without_a_gap_goes_on_with_a_sign(make_package: MakeDocx) -> None:
    body = HEAD + paragraph(run(". Сроки"), properties=number_of(0, 11))
    assert lines_of(make_package(body, numbering=NUMBERING))[1] == "Статья 1. Сроки"


def test_a_level_that_names_the_style(make_package: MakeDocx) -> None:
    own = style("H2", '<w:numId w:val="6"/>')
    assert lines_of(make_package(styled(0, "H2"), numbering=NUMBERING, styles=own)) == ["1.1. имя0"]


def test_an_empty_item_counts_and_is_no_line(make_package: MakeDocx) -> None:
    empty = paragraph(properties=number_of(0, 3)) + paragraph(run(" "), properties=number_of(0, 3))
    assert lines_of(make_package(empty + item(0, 0, 3), numbering=NUMBERING)) == ["5) слово0"]
