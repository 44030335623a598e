"""Work on foreign files in a process of its own: limits on time, memory and output, and nothing left behind.

A program or a function that a hostile file leads astray is killed with all it started. On Windows, which
has no limits on memory, the time limit alone holds.
"""

from __future__ import annotations

import contextlib
import math
import os
import pickle
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO, TypeVar, cast

from expertise.errors import UnreadableFile

R = TypeVar("R")

MAX_OUTPUT = 256 * 1024 * 1024  # bytes of standard output, and of any one file written
_CHILD = Path(__file__).with_name("confined_child.py")
_KEPT = ("PATH", "SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "COMSPEC", "PATHEXT", "TESSDATA_PREFIX")
_OUT_OF_MEMORY = (b"bad_alloc", b"MemoryError", b"annot allocate memory", b"ut of memory")
_SLICE = 0.1  # seconds between looks at the size of the output


def run(
    command: Sequence[str],
    *,
    file: str,
    seconds: float,
    megabytes: int,
    folder: Path,
    environment: Mapping[str, str] | None = None,
) -> bytes:
    """Run a program on a foreign file and return what it wrote to its standard output.

    ``folder`` is its working, home and temporary folder; of the environment it sees only the search path,
    what Windows needs, and ``environment``. ``megabytes`` limit its address space. Where the system allows
    it the program has no network. However it ends, no process of it is left.
    Raises UnreadableFile with ``file`` and ``detail``: ``too-slow``, ``too-much-memory``, ``too-large``
    (the output), ``conversion-failed`` (any other end than success, or no such program).
    """
    program = shutil.which(command[0])
    if program is None:
        raise UnreadableFile("conversion-failed", file=file, detail=f"{Path(command[0]).name}: not found")
    whole = [program, *command[1:]]
    if os.name == "posix":
        whole = [*_child("become", seconds, megabytes), *whole]
    return _run(whole, Path(program).name, file, seconds, folder, environment or {})


def call(
    function: Callable[..., R],
    *arguments: object,
    file: str,
    seconds: float,
    megabytes: int,
) -> R:
    """Call ``function`` in a fresh Python process and return what it returned.

    The function must be importable by its name (no lambda, nothing of ``__main__``), arguments and answer
    must pickle. An error that carries a code is raised here as it was there. A call costs a start of Python
    and the imports of the function's module: 0.04 s for a bare function, 0.12 s with our
    readers (2 cores, Python 3.11), so what limits within the process can hold does without.
    Raises UnreadableFile as ``run`` does; ``conversion-failed`` also for any other exception, named in
    ``detail``.
    """
    with tempfile.TemporaryDirectory(prefix="expertise-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        task = folder / "task"
        task.write_bytes(pickle.dumps(sys.path) + pickle.dumps((function, arguments)))
        command = [*_child("answer", seconds, megabytes), str(task)]
        reply = pickle.loads(_run(command, "python", file, seconds, folder, {}))
    if reply[0] == "value":
        return cast(R, reply[1])
    if reply[0] == "refused":
        raise reply[1](reply[2], **reply[3])
    if reply[0] == "memory":
        raise UnreadableFile("too-much-memory", file=file, detail="MemoryError")
    raise UnreadableFile("conversion-failed", file=file, detail=reply[1])


def _child(verb: str, seconds: float, megabytes: int) -> list[str]:
    limits = [str(megabytes), str(math.ceil(seconds) + 1), str(MAX_OUTPUT)]
    return [sys.executable, "-I", "-S", str(_CHILD), verb, *limits]


def _environment(folder: Path, own: Mapping[str, str]) -> dict[str, str]:
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    place = str(folder)
    homes = {"HOME": place, "USERPROFILE": place, "TMPDIR": place, "TEMP": place, "TMP": place}
    return {**kept, **homes, "LANG": "C.UTF-8", "PYTHONIOENCODING": "utf-8", **own}


def _run(
    command: Sequence[str], name: str, file: str, seconds: float, folder: Path, environment: Mapping[str, str]
) -> bytes:
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as said:
        process = _started(command, name, file, folder, environment, out, said)
        try:
            ended = _wait(process, file, seconds, (out, said))
        finally:
            _kill(process)
        if ended != 0:
            raise _failure(ended, name, file, seconds, _tail(said))
        out.seek(0)
        return out.read()


def _started(
    command: Sequence[str],
    name: str,
    file: str,
    folder: Path,
    environment: Mapping[str, str],
    out: IO[bytes],
    said: IO[bytes],
) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=said,
            cwd=folder,
            env=_environment(folder, environment),
            start_new_session=os.name == "posix",
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as error:
        detail = f"{name}: {error.strerror or error}"
        raise UnreadableFile("conversion-failed", file=file, detail=detail) from error


def _wait(process: subprocess.Popen[bytes], file: str, seconds: float, streams: Sequence[IO[bytes]]) -> int:
    """Return how the process ended; raise when its time is over or it writes too much."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        with contextlib.suppress(subprocess.TimeoutExpired):
            return process.wait(min(left, _SLICE))
        if any(os.fstat(stream.fileno()).st_size > MAX_OUTPUT for stream in streams):
            raise UnreadableFile("too-large", file=file, detail=f"output > {MAX_OUTPUT} bytes")
    raise UnreadableFile("too-slow", file=file, detail=f"{seconds:g} s")


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End the process and all it started, and take its exit code so that no zombie stays."""
    if sys.platform == "win32":
        if process.poll() is None:
            subprocess.run(
                ["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False
            )
    else:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)  # also children that outlived a process that has ended
    if process.poll() is None:
        process.kill()
    process.wait()


def _tail(stream: IO[bytes]) -> bytes:
    size = stream.seek(0, os.SEEK_END)
    stream.seek(max(0, size - 2000))
    return stream.read()


def _failure(ended: int, name: str, file: str, seconds: float, said: bytes) -> UnreadableFile:
    if any(words in said for words in _OUT_OF_MEMORY):
        return UnreadableFile("too-much-memory", file=file, detail=name)
    if sys.platform != "win32" and ended == -signal.SIGXCPU:
        return UnreadableFile("too-slow", file=file, detail=f"{seconds:g} s")
    if sys.platform != "win32" and ended == -signal.SIGXFSZ:
        return UnreadableFile("too-large", file=file, detail=f"output > {MAX_OUTPUT} bytes")
    lines = said.decode("utf-8", errors="replace").strip().splitlines()
    return UnreadableFile(
        "conversion-failed", file=file, detail=": ".join([f"{name} ({ended})", *lines[-1:]])
    )
