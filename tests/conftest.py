"""What several tests need: real acts (where they are), the lexicon, Word files made on the spot."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import HealthCheck, settings

from expertise.act import Act, Span
from expertise.analysis.finding import Finding
from expertise.lexicon.lexicon import Lexicon, load_lexicon
from expertise.settings import corpora, lexicons

# A busy office computer makes no property wrong: neither slow examples nor slow data fail a test.
settings.register_profile("expertise", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("expertise")

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
HEAD = (
    "<w:p><w:r><w:t>ЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ</w:t></w:r></w:p><w:p><w:r><w:t>О примере</w:t></w:r></w:p>"
)
ARTICLE = "<w:p><w:r><w:t>Статья 1. Пример</w:t></w:r></w:p>"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if not (SHARED / "acts").is_dir():
        for item in items:
            if item.get_closest_marker("shared"):
                item.add_marker(pytest.mark.skip(reason="the real acts of ../shared are not here"))


@pytest.fixture(scope="session")
def shared_acts() -> Path:
    """The folder of real acts; mark tests that use it with ``shared``."""
    if not (SHARED / "acts").is_dir():
        pytest.skip("the real acts of ../shared are not here")
    return SHARED / "acts"


@pytest.fixture(scope="session")
def samples() -> Path:
    return corpora() / "samples"


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return load_lexicon(lexicons())


@pytest.fixture
def make_docx(tmp_path: Path) -> Callable[..., Path]:
    """Make a Word file of an act whose only article holds the given paragraphs (WordprocessingML)."""

    def make(*paragraphs: str, name: str = "act.docx", head: str = HEAD + ARTICLE) -> Path:
        document = docx.Document()
        body = document.element.body
        wrapped = parse_xml(f"<w:body {nsdecls('w', 'r')}>{head}{''.join(paragraphs)}</w:body>")
        for place, child in enumerate(list(wrapped)):
            body.insert(place, child)
        path = tmp_path / name
        document.save(str(path))
        return path

    return make


@pytest.fixture
def finding() -> Callable[..., Finding]:
    """Make a finding at the given words of an act."""

    def make(act: Act, words: str, rule: str = "A1-01", severity: int = 40) -> Finding:
        start = act.text.index(words)
        span = Span(start, start + len(words))
        return Finding(
            id=f"{start:012x}", rule=rule, factor=rule.partition("-")[0], severity=severity, level="medium",
            parts={"stakes": severity}, confidence=0.8, language=act.language, eid=act.unit_at(start).eid,
            label="", span=span, quote=words, missing=(), searched=(),
            why={"ru": "потому", "ky": "себеби"}, recommendation={"ru": "исправить", "ky": "оңдоо"},
        )  # fmt: skip

    return make
