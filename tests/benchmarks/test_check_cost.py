"""How the cost of a check grows: with the number of rules, with the length of the text, in memory.

Run by hand: ``python -m pytest tests/benchmarks --benchmark-only -s``; figures in docs/performance.md.
Nothing is asserted about time or memory.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from expertise.act import Act
from expertise.analysis.check import check
from expertise.lexicon.lexicon import load_lexicon
from expertise.reading import read, read_text
from expertise.settings import corpora, lexicons

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "acts" / "docx"
LONG = 1_500_000  # bytes of UTF-8: a code
MEASURED = """
import resource, subprocess, sys
program = [sys.executable, "-c", "from expertise.cli import main; main()", *sys.argv[1:]]
subprocess.run(program, stdout=subprocess.DEVNULL, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def sample(language: str) -> str:
    """The invented licensing law without its head, to be repeated after it."""
    return read(corpora() / "samples" / f"licensing-law.{language}.docx").text


def long_text(language: str, size: int) -> str:
    """Return our sample repeated up to ``size`` bytes; the article numbers repeat as well."""
    text = sample(language)
    return "\n".join([text] * (size // len(text.encode()) + 1))


def whole_text(language: str) -> str:
    """Return a real code where it is at hand, else our sample repeated (its sections on appeal as well)."""
    real = SHARED / f"labour-code-2025.{language}.docx"
    return read(real).text if real.is_file() else long_text(language, LONG // 2)


def fastest(benchmark, act: Act, lexicon) -> float:
    benchmark.pedantic(lambda: check(act, lexicon), rounds=3, iterations=1, warmup_rounds=1)
    return float(benchmark.stats.stats.min)


@pytest.mark.parametrize("share", [2, 1], ids=["half-of-the-rules", "all-rules"])
@pytest.mark.parametrize("language", ["ru", "ky"])
def test_cost_by_rules(benchmark, language, share):
    lexicon = load_lexicon(lexicons())
    rules = dict(list(lexicon.rules.items())[::share])
    lexicon = replace(lexicon, rules=rules, _voices={})
    seconds = fastest(benchmark, read_text(long_text(language, LONG // 3)), lexicon)
    print(f"\n{language}: {len(rules)} rules {seconds * 1000:.0f} ms")


@pytest.mark.parametrize("share", [8, 4, 2, 1], ids=["eighth", "quarter", "half", "whole"])
@pytest.mark.parametrize("language", ["ru", "ky"])
def test_cost_by_length(benchmark, language, share):
    lines = whole_text(language).split("\n")
    act = read_text("\n".join(lines[: len(lines) // share]))
    megabytes = len(act.text.encode()) / 1e6
    seconds = fastest(benchmark, act, load_lexicon(lexicons()))
    print(f"\n{language}: {megabytes:.2f} MB {seconds:.2f} s, {megabytes / seconds:.2f} MB/s")


@pytest.mark.parametrize("language", ["ru", "ky"])
def test_memory_of_a_code(benchmark, tmp_path, language):
    pytest.importorskip("resource")  # Linux and macOS tell the memory of a child process
    path = tmp_path / "code.txt"
    path.write_text(long_text(language, LONG), encoding="utf-8")
    command = [sys.executable, "-c", MEASURED, "check", str(path), "--format", "json"]
    done = benchmark.pedantic(
        lambda: subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT),
        rounds=1, iterations=1,
    )  # fmt: skip
    print(f"\n{language}: {path.stat().st_size / 1e6:.1f} MB, peak {int(done.stdout) / 1024:.0f} MB")
