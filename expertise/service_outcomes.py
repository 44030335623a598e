"""What belongs to a released conclusion and came later: answers, the discussion's report, the RIA."""

from __future__ import annotations

from collections.abc import Mapping

from expertise.publish.record import Record
from expertise.publish.register import Discussion, Impact, Outcome
from expertise.service_desk import Desk


def outcomes(desk: Desk, draft: str, record: Record) -> Mapping[str, Outcome]:
    """Return what became of the findings of a record, by their numbers."""
    return {}


def discussion(desk: Desk, draft: str) -> Discussion | None:
    """Return the report of the public discussion."""
    return None


def impact(desk: Desk, draft: str) -> Impact | None:
    """Return the regulatory impact analysis."""
    return None
