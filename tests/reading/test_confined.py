"""Work in a process of its own ends in time, says why, and leaves nothing behind."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from expertise.errors import UnreadableFile, WrongUse
from expertise.reading import confined

PYTHON = sys.executable
posix = pytest.mark.skipif(os.name != "posix", reason="limits that only POSIX systems have")


def allocate(megabytes: int) -> int:
    return len(bytearray(megabytes * 1024 * 1024))


def refuse() -> None:
    raise WrongUse("source-changed", file="акт.docx")


def fail() -> None:
    raise KeyError("нет")


def talk() -> str:
    print("printed")
    return "answer"


def called(function: Callable[..., object], *arguments: object, **limits: float) -> object:
    given = {"seconds": 20, "megabytes": 1024, **limits}
    return confined.call(
        function, *arguments, file="x.pdf", seconds=given["seconds"], megabytes=int(given["megabytes"])
    )


def ran(folder: Path, code: str, seconds: float = 20, megabytes: int = 1024, **environment: str) -> bytes:
    return confined.run(
        [PYTHON, "-c", code],
        file="x.doc", seconds=seconds, megabytes=megabytes, folder=folder, environment=environment,
    )  # fmt: skip


def refused(work: Callable[[], object]) -> UnreadableFile:
    with pytest.raises(UnreadableFile) as error:
        work()
    assert error.value.parameters["file"].startswith("x.")
    assert error.value.parameters["detail"]
    return error.value


def test_a_value_comes_back_and_printing_does_not_spoil_it() -> None:
    assert called(talk) == "answer"


def test_an_error_with_a_code_travels_whole() -> None:
    with pytest.raises(WrongUse) as error:
        called(refuse)
    assert error.value.code == "source-changed"
    assert error.value.parameters == {"file": "акт.docx"}


def test_any_other_error_is_named() -> None:
    error = refused(lambda: called(fail))
    assert error.code == "conversion-failed"
    assert "KeyError" in error.parameters["detail"]


def test_a_process_that_breaks_off_is_a_failure() -> None:
    assert refused(lambda: called(os._exit, 3)).code == "conversion-failed"


def test_time_is_over() -> None:
    assert refused(lambda: called(time.sleep, 60, seconds=0.5)).code == "too-slow"


@posix
def test_memory_is_over() -> None:
    assert refused(lambda: called(allocate, 2000, megabytes=512)).code == "too-much-memory"


def test_nothing_is_left_in_the_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert called(talk) == "answer"
    refused(lambda: called(time.sleep, 60, seconds=0.5))
    refused(lambda: called(fail))
    assert list(tmp_path.iterdir()) == []


def test_the_output_of_a_program(tmp_path: Path) -> None:
    assert ran(tmp_path, "import os; print(os.environ['A'], os.getcwd())", A="b").split() == [
        b"b",
        os.fsencode(tmp_path),
    ]


def test_the_environment_is_not_inherited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_OF_THE_DESK", "x")
    monkeypatch.setenv("LD_PRELOAD", "")
    seen = ran(tmp_path, "import os; print(*os.environ)").decode().split()
    assert not {"SECRET_OF_THE_DESK", "LD_PRELOAD", "PYTHONPATH"} & set(seen)


def test_a_program_that_fails_says_its_last_words(tmp_path: Path) -> None:
    error = refused(lambda: ran(tmp_path, "import sys; sys.exit('первое\\nпоследнее')"))
    assert error.code == "conversion-failed"
    assert "последнее" in error.parameters["detail"]


def test_a_program_that_is_not_there(tmp_path: Path) -> None:
    work = ["no-such-program-anywhere"]
    error = refused(lambda: confined.run(work, file="x.doc", seconds=1, megabytes=64, folder=tmp_path))
    assert error.code == "conversion-failed"


@posix
def test_all_that_was_started_ends_with_it(tmp_path: Path) -> None:
    """A child with a child: both are gone after the time limit, and none is a zombie of ours."""
    code = (
        "import subprocess, sys, time;"
        "p = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']);"
        "open('pid', 'w').write(str(p.pid)); time.sleep({})"
    )
    for wait, stops in ((60, True), (0, False)):
        if stops:
            refused(lambda wait=wait: ran(tmp_path, code.format(wait), seconds=2))
        else:
            ran(tmp_path, code.format(wait))
        pid = int((tmp_path / "pid").read_text())
        for _ in range(100):  # a killed child of a child ends a moment after its parent
            if not _runs(pid):
                break
            time.sleep(0.05)
        assert not _runs(pid)


def _runs(pid: int) -> bool:
    """Tell whether a process runs: a zombie of another parent does not."""
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return bool(state.stdout.strip()) and not state.stdout.strip().startswith("Z")


@posix
def test_memory_output_and_processor_time_of_a_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert refused(lambda: ran(tmp_path, "bytearray(2**31)", megabytes=512)).code == "too-much-memory"
    monkeypatch.setattr(confined, "MAX_OUTPUT", 1000)
    long = "import signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_DFL); print('x' * 5000, flush=True)"
    assert refused(lambda: ran(tmp_path, long)).code == "too-large"


@pytest.mark.skipif(sys.platform != "linux", reason="networks of one's own are of Linux")
def test_a_program_has_no_way_out(tmp_path: Path) -> None:
    if subprocess.run(["unshare", "-rn", "true"], capture_output=True, check=False).returncode:
        pytest.skip("this system does not let its users have a network of their own")
    code = "import socket; print(*(name for _, name in socket.if_nameindex()))"
    assert ran(tmp_path, code).split() == [b"lo"]
