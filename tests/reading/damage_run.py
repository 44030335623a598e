"""Reads many damaged files in a process of its own and tells how each ended.

By hand: ``python -m tests.reading.damage_run --count 10000 --seed 1 [--format rtf] [--office] [--keep DIR]``.
A file that ends otherwise than in an act or a clear error within the limits is a fault and is kept.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import selectors
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from expertise import service
from expertise.act import Act
from expertise.errors import UnreadableFile
from expertise.reading import read
from expertise.reading.package import read_package
from tests.reading.damage import Case, case
from tests.reading.wholes import FORMATS

SECONDS, MEGABYTES = 10.0, 1024
_CLOCK = 60.0  # seconds by the clock after which a file hangs
_ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Ended:
    """How one file ended: ``outcome`` is act, a code of an error, or begins with «fault»."""

    index: int
    form: str
    done: tuple[str, ...]
    outcome: str
    seconds: float
    megabytes: float

    @property
    def is_fault(self) -> bool:
        """Tell a traceback, a hang, a wrong act, or too much memory."""
        return self.outcome.startswith("fault")


def outcome(damaged: Case, folder: Path) -> str:
    """Read one file and return how that ended."""
    path = folder / damaged.name
    path.write_bytes(damaged.data)
    try:
        if damaged.form == "package":
            return "; ".join(sorted({_member_outcome(m.act, m.error) for m in read_package(path)}))
        return _act(read(path))
    except UnreadableFile as error:
        return _refused(error)
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt):
            raise
        place = traceback.extract_tb(error.__traceback__)[-1]
        return (
            f"fault: {type(error).__name__}: {str(error)[:200]} at {Path(place.filename).name}:{place.lineno}"
        )
    finally:
        path.unlink()


def _member_outcome(act: Act | None, error: UnreadableFile | None) -> str:
    if error is not None:
        return _refused(error)
    return _act(act) if act else "fault: neither act nor error"


def _refused(error: UnreadableFile) -> str:
    """An error is clear when both languages have its words and it says more than a code."""
    known = all(f"error-{error.code}" in words for words in service.messages().values())
    if error.code == "internal" or not known or not error.parameters.get("detail"):
        return f"fault: {error}"
    return error.code


def _act(act: Act) -> str:
    """An act must hold together: its lines are its text, its units lie in it."""
    whole = "\n".join(line.span.of(act.text) for line in act.lines) == act.text
    inside = all(0 <= unit.span.start <= unit.span.end <= len(act.text) for unit in act.units)
    pieces = all(a.end <= b.start for a, b in zip(act.pieces, act.pieces[1:], strict=False))
    return "act" if whole and inside and pieces else f"fault: an act of {whole=} {inside=} {pieces=}"


def _peak() -> float:
    """Return the peak of memory in megabytes since it was last asked for, else of the whole run."""
    try:
        told = Path("/proc/self/status").read_text(encoding="ascii")
        peak = next(int(line.split()[1]) for line in told.splitlines() if line.startswith("VmHWM"))
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    except OSError:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1024


def _worked() -> float:
    """Return the seconds that the processor worked for this process and those it waited for."""
    return sum(os.times()[:4])


def _work(seed: int, first: int, last: int, forms: tuple[str, ...]) -> None:
    """Read the files ``[first, last)``, one line of JSON each; the child of ``run``."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (2 * MEGABYTES * 1024 * 1024, hard))  # the peak is looked at below
    with tempfile.TemporaryDirectory(prefix="damage-") as name:
        for index in range(first, last):
            made = case(seed, index, forms)
            print(json.dumps({"begun": index, "form": made.form, "done": made.done}), flush=True)
            _peak()
            begun, worked = time.monotonic(), _worked()
            ended = outcome(made, Path(name))
            # On a busy machine the clock counts the work of others, on an idle one the wait for a process.
            seconds, peak = min(time.monotonic() - begun, _worked() - worked), _peak()
            if peak > MEGABYTES:
                ended = f"fault: {peak:.0f} MB, {ended}"
            print(json.dumps({"ended": ended, "seconds": round(seconds, 2), "peak": round(peak)}), flush=True)


def run(
    count: int, seed: int, forms: tuple[str, ...] = FORMATS, *, office: bool = False, first: int = 0
) -> Iterator[Ended]:
    """Yield how each of ``count`` damaged files ended; after a hang a new process goes on with the next.

    ``office`` lets LibreOffice take part, which has a limit of its own on top of ours. At the end nothing may
    be left: a temporary file or a process is a fault of its own (index -1).
    """
    temporary = Path(tempfile.mkdtemp(prefix="damaged-"))
    environment = {**os.environ, "TMPDIR": str(temporary), "PYTHONPATH": str(_ROOT)}
    if not office:
        environment["EXPERTISE_SOFFICE"] = "none"
    try:
        index = first
        while index < first + count:
            for ended in _worker(seed, index, first + count, forms, environment):
                yield ended
                index = ended.index + 1
            for each in temporary.glob("damage-*"):  # of a worker that was killed
                shutil.rmtree(each, ignore_errors=True)
        yield from _left(temporary)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _worker(
    seed: int, first: int, last: int, forms: tuple[str, ...], environment: dict[str, str]
) -> Iterator[Ended]:
    command = [sys.executable, "-m", __name__ if __name__ != "__main__" else "tests.reading.damage_run"]
    command += ["--work", str(first), "--count", str(last), "--seed", str(seed), "--format", ",".join(forms)]
    with subprocess.Popen(
        command, cwd=_ROOT, env=environment, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        assert process.stdout is not None
        try:
            yield from _ends(process, first)
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


def _ends(process: subprocess.Popen[str], first: int) -> Iterator[Ended]:
    begun = {"begun": first, "form": "", "done": []}
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        while True:
            if not selector.select(_CLOCK):
                yield Ended(begun["begun"], begun["form"], tuple(begun["done"]), "fault: hangs", _CLOCK, 0)
                return
            line = process.stdout.readline()
            if not line:
                if process.wait() != 0:
                    died = f"fault: died of {process.returncode}"
                    yield Ended(begun["begun"], begun["form"], tuple(begun["done"]), died, 0, 0)
                return
            told = json.loads(line)
            if "begun" in told:
                begun = told
                continue
            ended = told["ended"]
            if told["seconds"] > SECONDS and not ended.startswith("fault"):
                ended = f"fault: {told['seconds']} s, {ended}"
            yield Ended(
                begun["begun"], begun["form"], tuple(begun["done"]), ended, told["seconds"], told["peak"]
            )


def _left(temporary: Path) -> Iterator[Ended]:
    """Yield what is left when all is over: files in the temporary folder, processes that know of it."""
    for each in temporary.iterdir():
        yield Ended(-1, "", (), f"fault: left behind {each.name}", 0, 0)
    for environ in Path("/proc").glob("[0-9]*/environ"):
        try:
            if str(temporary).encode() in environ.read_bytes():
                yield Ended(-1, "", (), f"fault: still runs {environ.parent.name}", 0, 0)
        except OSError:
            continue


def main() -> None:
    """Run by hand: print the outcomes, the slowest, the largest, and every fault."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--count", type=int, default=300)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--first", type=int, default=0)
    asked.add_argument("--format", default=",".join(FORMATS))
    asked.add_argument("--office", action="store_true")
    asked.add_argument("--keep", type=Path)
    asked.add_argument("--work", type=int)
    options = asked.parse_args()
    forms = tuple(options.format.split(","))
    if options.work is not None:
        _work(options.seed, options.work, options.count, forms)
        return
    outcomes: Counter[tuple[str, str]] = Counter()
    slowest, largest, faults = 0.0, 0.0, 0
    for number, ended in enumerate(
        run(options.count, options.seed, forms, office=options.office, first=options.first), 1
    ):
        outcomes[ended.form, ended.outcome if not ended.is_fault else "fault"] += 1
        slowest, largest = max(slowest, ended.seconds), max(largest, ended.megabytes)
        if ended.is_fault:
            faults += 1
            print(json.dumps(asdict(ended), ensure_ascii=False), flush=True)
            if options.keep and ended.index >= 0:
                options.keep.mkdir(parents=True, exist_ok=True)
                made = case(options.seed, ended.index, forms)
                (options.keep / f"{ended.index}-{made.name}").write_bytes(made.data)
        if number % 500 == 0:
            print(f"{number} read, {faults} faults, slowest {slowest} s, largest {largest} MB", flush=True)
    for (form, end), times in sorted(outcomes.items()):
        print(f"{form:8} {end:30} {times}")
    print(f"{sum(outcomes.values())} read, {faults} faults, slowest {slowest} s, largest {largest} MB")


if __name__ == "__main__":
    main()
