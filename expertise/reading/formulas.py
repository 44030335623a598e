"""What the formulas of an amending act speak of, kept with their units."""

from __future__ import annotations

from expertise.act import Role
from expertise.reading import amendment
from expertise.reading.builder import Builder


def remember(builder: Builder, index: int, unit: int, role: Role, body: int) -> None:
    """Note of which place a formula speaks, completed by the formula it stands under."""
    if role is not Role.FORMULA:
        return
    draft = builder.drafts[unit]
    own, coming = amendment.addresses(builder.plan.lines[index][body:])
    draft.context = amendment.merged(builder.drafts[draft.parent].context, own)
    draft.coming = coming
