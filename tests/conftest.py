"""What several tests need: real acts (where they are), the lexicon, Word files made on the spot."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import HealthCheck, settings

from expertise.act import Act, Span
from expertise.analysis.finding import Finding
from expertise.lexicon.lexicon import Lexicon, load_lexicon
from expertise.service_desk import Desk
from expertise.settings import corpora, lexicons

# A busy office computer makes no property wrong: neither slow examples nor slow data fail a test. The same
# examples in every run: the same tree passes or fails. `pytest --hypothesis-profile=search` tries others.
settings.register_profile("search", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("expertise", settings.get_profile("search"), derandomize=True)
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
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk with a person at it, of its own folder."""
    made = Desk(tmp_path / "home")
    made.store.set({"name": "А. Эксперт", "language": "ru"})
    yield made
    made.store.close()


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
def make_compound() -> Callable[..., bytes]:
    """Make a compound file (OLE 2) of the given streams, by name."""

    def make(**streams: bytes) -> bytes:
        return compound_file(streams)

    return make


def compound_file(streams: dict[str, bytes]) -> bytes:
    """Return a compound file; every stream is padded to 4096 bytes, so that none is a small one."""
    sectors: list[bytes] = []
    chains: list[int] = []

    def chain(data: bytes) -> int:
        first = len(sectors)
        parts = [data[i : i + 512].ljust(512, b"\x00") for i in range(0, len(data), 512)]
        sectors.extend(parts)
        chains.extend([*range(first + 1, first + len(parts)), 0xFFFFFFFE])
        return first

    entries = [("Root Entry", 5, 0xFFFFFFFE, 0)]
    for name, data in streams.items():
        whole = data.ljust(4096, b"\x00")
        entries.append((name, 2, chain(whole), len(whole)))
    directory = chain(b"".join(map(_entry, entries)))
    first = len(sectors)
    table = [*chains, *[0xFFFFFFFD] * (count := len(sectors) // 127 + 1)]
    fat = struct.pack(f"<{len(table)}L", *table).ljust(512 * count, b"\xff")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6)
    head += bytes(10) + struct.pack("<LLLLLLLL", count, directory, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += struct.pack(f"<{count}L", *range(first, first + count)).ljust(436, b"\xff")
    return head + b"".join(sectors) + fat


def _entry(entry: tuple[str, int, int, int]) -> bytes:
    name, kind, start, size = entry
    raw = name.encode("utf-16-le")
    return (
        raw.ljust(64, b"\x00")
        + struct.pack("<HBB", len(raw) + 2, kind, 1)
        + bytes(48)
        + struct.pack("<LLL", start, size, 0)
    )


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
