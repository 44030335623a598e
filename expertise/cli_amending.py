"""``check DRAFT --base FILE``: the draft applied to the acts it changes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from expertise import service
from expertise.conclusion.row import Row
from expertise.console import Tongue, say, show
from expertise.errors import WrongUse

if TYPE_CHECKING:
    from expertise.lexicon.lexicon import Lexicon


def check_on_bases(
    files: Sequence[str],
    bases: Sequence[str],
    form: str,
    lexicon: Lexicon,
    view: service.View,
    tongue: Tongue,
    words: Mapping[str, str],
    output: Path | None,
    fail_on: str | None,
) -> int:
    """Check one amending draft with its bases and print, or write, the outcome; return the exit code.

    Raises WrongUse ``base-one-draft`` for several drafts, and what the use case raises.
    """
    from expertise import service_amending as amending

    if len(files) != 1:
        raise WrongUse("base-one-draft", count=len(files))
    copy = service.copy_paths(files, output)[0] if form == "docx" else None
    write = service.output_to(output) if output and copy is None else None
    done = amending.check_draft(files[0], bases, lexicon, view)
    if copy is not None:
        written = amending.annotate(done, copy, lexicon, tongue, overwrite=output is not None)
        show([Row(words["copy-written"].format(file=written.path), "case")])
        show([Row(words["copy-comments"].format(count=written.comments))])
        if written.unplaced:
            say(words["copy-unplaced"].format(file=files[0], count=written.unplaced))
    else:
        if form == "json":
            rows = [Row(json.dumps(amending.record(done, words), ensure_ascii=False))]
        else:
            rows = list(amending.report(done, lexicon, tongue, everything=view.everything))
        if write:
            write("".join(f"{row.text}\n" for row in rows).encode("utf-8", "backslashreplace"))
        else:
            show(rows, plain=form == "json")
    return int(bool(fail_on and amending.introduces(done, fail_on)))
