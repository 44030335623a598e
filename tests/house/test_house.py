"""The house keeps its own rules: style, types, import contracts, sizes, docstrings, no machine paths."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MAX_FILE, MAX_FUNCTION = 400, 50
# Written in two parts, so that this file does not find itself.
MACHINE_PATHS = ("/" + "work/", "/tmp/" + "venv", "/" + "root/")
SKIPPED = {
    ".git", ".venv", "__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".benchmarks",
    ".hypothesis", ".import_linter_cache", "dist", "build",
}  # fmt: skip


def committed() -> list[Path]:
    """The files that git knows or would add; all files where git is not there."""
    done = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode == 0 and done.stdout:
        found = [ROOT / name for name in done.stdout.split("\0") if name]
    else:
        found = [p for p in ROOT.rglob("*") if not SKIPPED.intersection(p.relative_to(ROOT).parts)]
    return sorted(path for path in found if path.is_file())


def sources(folder: str = "") -> list[Path]:
    return [p for p in committed() if p.suffix == ".py" and p.is_relative_to(ROOT / folder)]


def functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def run(*command: str) -> None:
    done = subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_ruff_is_clean():
    run("-m", "ruff", "check", "--no-cache", ".")


def test_mypy_strict_is_clean():
    run("-m", "mypy")


def test_import_contracts_hold():
    run("-c", "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))")


@pytest.mark.parametrize("path", sources(), ids=lambda p: str(p.relative_to(ROOT)))
def test_files_and_functions_are_short(path: Path):
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines < MAX_FILE, f"{lines} lines"
    assert [f"{name}: {size} lines" for name, size in functions(path) if size > MAX_FUNCTION] == []


def test_modules_say_what_they_are():
    silent = [
        str(path.relative_to(ROOT))
        for path in sources("expertise")
        if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert silent == []


def test_public_names_have_docstrings():
    silent = []
    for path in sources("expertise"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if not isinstance(node, ast.FunctionDef | ast.ClassDef) or node.name.startswith("_"):
                continue
            members = node.body if isinstance(node, ast.ClassDef) else []
            for each in (node, *(m for m in members if isinstance(m, ast.FunctionDef))):
                if not each.name.startswith("_") and not ast.get_docstring(each):
                    silent.append(f"{path.relative_to(ROOT)}: {each.name}")
    assert silent == []


def test_no_machine_paths():
    found = []
    for path in committed():
        data = path.read_bytes()
        found += [f"{path.relative_to(ROOT)}: {bad}" for bad in MACHINE_PATHS if bad.encode() in data]
    assert found == []


def test_no_names_that_say_nothing():
    empty = {"utils", "util", "helpers", "helper", "common", "base", "manager", "misc"}
    assert [str(p) for p in sources() if p.stem in empty] == []
