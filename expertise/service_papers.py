"""What is attached to a draft beside its texts, and how the papers of the conclusion say so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from expertise.analysis.papers import due
from expertise.conclusion.statement import Paper
from expertise.lexicon.forms import Form
from expertise.review.examination import Examination
from expertise.review.store import Document
from expertise.service_desk import Desk
from expertise.service_forms import papers
from expertise.service_package import demands


def papers_of(
    texts: Sequence[Document], done: Sequence[Examination], said: Mapping[str, Any], form: Form
) -> tuple[Paper, ...]:
    """Return the documents of part 3: what was typed (``said``), else what the texts themselves show.

    A document that a draft of this kind need not come with is «none», not missing; an act in force comes with
    none at all.
    """
    wanted = due([each.act for each in done], (), demands()) if form.package else frozenset()
    there = {text.language for text in texts} if form.package else set()
    typed: Mapping[str, Mapping[str, Any]] = said.get("papers", {})
    told = {
        kind.id: "yes" if kind.text in there else "no" if kind.id in wanted else "none" for kind in papers()
    }
    return tuple(
        Paper(
            dict(kind.name),
            typed.get(kind.id, {}).get("received") or told[kind.id],
            typed.get(kind.id, {}).get("note", {}),
        )
        for kind in papers()
    )


def note_paper(desk: Desk, draft: str, paper: str) -> None:
    """Say in the papers of the conclusion that a document is there; a signed conclusion stays as it is."""
    state = desk.state(draft)
    papers = dict(state.requisites.get("papers", {}))
    if not state.signed and papers.get(paper, {}).get("received") != "yes":
        desk.set_requisites(
            draft, {"papers": {**papers, paper: {**papers.get(paper, {}), "received": "yes"}}}
        )


def attachments(desk: Desk, draft: str) -> dict[str, bytes]:
    """Return the files of the newest confirmed discussion report and of the analysis, by name.

    What lies beside a conclusion. Raises UnreadableFile: ``file-lost``, ``file-altered``.
    """
    found: dict[str, bytes] = {}
    for entry in desk.store.entries(draft):
        if entry.kind == "discussion-report":
            names = {n: d for n, d in entry.payload["files"].items() if not n.endswith(".json")}
            found |= {name: desk.store.file(digest) for name, digest in names.items()}
        elif entry.kind == "ria":
            found = {n: d for n, d in found.items() if not n.startswith("ria/")}
            found[f"ria/{Path(entry.payload['file']).name}"] = desk.store.file(entry.payload["sha256"])
    return found
