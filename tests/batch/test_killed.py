"""A run that is killed at any moment and resumed ends with the files of an undisturbed one.

Twice in every run of the tests; with EXPERTISE_LONG=1 five hundred files are killed twenty times.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.batch.acts import command, result_files, run, write_acts

LONG = bool(os.environ.get("EXPERTISE_LONG"))
FILES, KILLS, LATEST = (500, 20, 30.0) if LONG else (60, 2, 5.0)
pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="whole groups of processes are a matter of Unix"
)


def killed(folder: Path, arguments: list[str], after: float) -> bool:
    """Start a run and kill it with all its workers after some seconds; tell whether it was still at work.

    A run that comes to its end says what test acts give: some files are no acts.
    """
    process = subprocess.Popen(
        command(*arguments), cwd=folder, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return True
    assert process.returncode == 2
    return False


def test_killed_and_resumed_ends_with_the_same_files(tmp_path):
    write_acts(tmp_path / "acts", FILES, seed=7)
    run("batch", "acts", "--output", "whole", "--workers", "2", cwd=tmp_path)
    rng = random.Random(11)
    kills = ended = 0
    begun = False
    while kills < KILLS:
        arguments = ["batch", *(["--resume"] if begun else ["acts"]), "--output", "out", "--workers", "2"]
        if killed(tmp_path, arguments, rng.uniform(0.3, LATEST)):
            kills += 1
            begun = (tmp_path / "out" / "state" / "run.sqlite").exists()
        else:  # it came to its end before it was killed: the same once more, in a new folder
            assert result_files(tmp_path / "out") == result_files(tmp_path / "whole")
            ended += 1
            (tmp_path / "out").rename(tmp_path / f"out-{ended}")
            begun = False
    arguments = ["--resume"] if begun else ["acts"]
    done = run("batch", *arguments, "--output", "out", "--workers", "2", cwd=tmp_path)
    assert done.returncode == 2, done.stderr
    assert result_files(tmp_path / "out") == result_files(tmp_path / "whole")
