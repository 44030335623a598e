"""Build the sample packages (.zip) of this folder from ``packages.yml`` and the plain text in ``sources/``.

Run ``python corpora/packages/build.py [FOLDER]``. The marks of the sources are those of the samples, whose
``build.py`` makes the Word files; the same sources give the same bytes.
"""

from __future__ import annotations

import importlib.util
import io
import sys
import zipfile
from pathlib import Path
from types import ModuleType

import yaml

HERE = Path(__file__).resolve().parent
ZIP_MOMENT = (2026, 3, 2, 9, 0, 0)


def samples() -> ModuleType:
    """Return the script that builds the Word files of the samples."""
    spec = importlib.util.spec_from_file_location(
        "samples_build", HERE.parent / "samples" / "build.py"
    )  # fmt: skip
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up by name
    spec.loader.exec_module(module)
    return module


def build(name: str) -> bytes:
    """Return the bytes of the package ``name``."""
    made = samples()
    files = yaml.safe_load((HERE / "packages.yml").read_text(encoding="utf-8"))[name]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for file, source in files.items():
            info = zipfile.ZipInfo(file, ZIP_MOMENT)
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 0
            archive.writestr(info, made.build(HERE / "sources" / f"{source}.txt"))
    return out.getvalue()


def main() -> None:
    """Build every package into the folder named on the command line, or beside this script."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    target.mkdir(parents=True, exist_ok=True)
    for name in yaml.safe_load((HERE / "packages.yml").read_text(encoding="utf-8")):
        path = target / f"{name}.zip"
        path.write_bytes(build(name))
        print(path)


if __name__ == "__main__":
    main()
