"""What is attached to a draft beside its texts, and how the papers of the conclusion say so."""

from __future__ import annotations

from pathlib import Path

from expertise.service_desk import Desk


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
