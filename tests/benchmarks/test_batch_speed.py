"""How fast many acts are checked: by workers, by format, warm, and how much memory a worker takes.

Run by hand on a quiet machine: ``python -m pytest tests/benchmarks/test_batch_speed.py --benchmark-only -s``;
figures in docs/performance.md. EXPERTISE_FILES is the number of files. Nothing is asserted about time.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MAKER = ROOT.parent / "shared" / "benchmark" / "make_corpus.py"
FILES = int(os.environ.get("EXPERTISE_FILES", "2000"))
#: Files a format; slow ones are fewer.
FORMATS = {
    **dict.fromkeys(("txt", "docx", "html"), FILES * 3 // 10),
    **dict.fromkeys(("doc", "rtf", "odt", "pdf"), max(16, FILES // 30)),
}
pytestmark = pytest.mark.shared


def made(folder: Path, count: int, form: str = "mixed") -> Path:
    subprocess.run(
        [sys.executable, str(MAKER), str(folder), "--files", str(count), "--format", form], check=True
    )
    return folder


def converted(folder: Path, source: Path, form: str) -> Path:
    """Return a folder with the files of ``source`` as LibreOffice saves them."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", form, "--outdir", str(folder / form)]
    subprocess.run([*command, *map(str, sorted(source.rglob("*.docx")))], check=True, capture_output=True)
    return folder / form


def peaks(parent: int) -> dict[int, int]:
    """Return the highest resident memory so far (MB) of the worker processes of a run, by process."""
    found = {}
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            said = dict(line.split(":\t", 1) for line in status.read_text().splitlines() if ":\t" in line)
            spawned = b"spawn_main" in status.with_name("cmdline").read_bytes()
        except (OSError, ValueError):
            continue
        if spawned and int(said["PPid"]) == parent and "VmHWM" in said:
            found[int(said["Pid"])] = int(said["VmHWM"].split()[0]) // 1024
    return found


def batch(*arguments: str) -> tuple[float, float, list[int]]:
    """Run the command; return seconds, processor seconds, and the peaks of its workers."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    program = [sys.executable, "-c", "from expertise.cli import main; main()", "batch", *arguments]
    start = time.perf_counter()
    process = subprocess.Popen(program, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    seen: dict[int, int] = {}
    while process.poll() is None:
        seen |= {pid: max(mb, seen.get(pid, 0)) for pid, mb in peaks(process.pid).items()}
        time.sleep(0.5)
    seconds, used = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime
    return seconds, spent, sorted(seen.values())


def say(what: str, files: int, seconds: float, spent: float, memory: Sequence[int]) -> None:
    rate, load = files / seconds, os.getloadavg()[0]
    each = spent * 1000 / files
    print(f"\n{what}: {files} files, {seconds:.1f} s, {rate:.1f}/s, processor {each:.1f} ms a file")
    print(f"  highest memory of each worker, MB: {memory}; load of the machine {load:.1f}")


@pytest.mark.benchmark(group="batch")
def test_by_workers_cold_and_warm(benchmark, tmp_path):
    acts = made(tmp_path / "acts", FILES)

    def all_runs() -> None:
        for workers in ("1", "2"):
            out = str(tmp_path / workers)
            say(f"cold, {workers} workers", FILES, *batch(str(acts), "--output", out, "--workers", workers))
        say("nothing changed", FILES, *batch(str(acts), "--output", out, "--workers", "2"))
        for path in sorted((acts / "ru").glob("*.txt"))[: FILES // 100]:
            path.write_text(path.read_text(encoding="utf-8").replace("Статья", "Статья "), encoding="utf-8")
        say("one in a hundred changed", FILES, *batch(str(acts), "--output", out, "--workers", "2"))

    benchmark.pedantic(all_runs, rounds=1, iterations=1)


@pytest.mark.benchmark(group="batch")
@pytest.mark.parametrize("form", FORMATS)
def test_by_format(benchmark, tmp_path, form):
    simple = form in ("txt", "docx", "html")
    if not simple and not shutil.which("soffice"):
        pytest.skip("LibreOffice makes these files")
    acts = made(tmp_path / "acts", FORMATS[form], form if simple else "docx")
    acts = acts if simple else converted(tmp_path, acts, form)
    out = str(tmp_path / "out")
    benchmark.pedantic(
        lambda: say(form, FORMATS[form], *batch(str(acts), "--output", out, "--workers", "2", "--no-xlsx")),
        rounds=1, iterations=1,
    )  # fmt: skip
