"""Pictures of licensing matters, built by hand. The days are those of spring 2026; 4 to 6 April are days off."""

from __future__ import annotations

from typing import Any

import yifa.institutions.permit.gates  # noqa: F401  (registers the gates)
from institutions.builder import Case

MATERIAL = {"name": "申请书", "received": True, "basis": "《某某条例》第十二条"}
RECEIVED: dict[str, Any] = {
    "received_on": "2026-03-02", "item": "approval", "handling": "single", "item_code": "X-1",
    "materials": [MATERIAL], "safety_item": True,
}  # fmt: skip


def permit(**given: Any) -> Case:
    """An application received on Monday 2 March 2026."""
    return Case(kind="permit.ordinary", stage="received").act("receive", "2026-03-02", {**RECEIVED, **given})


def accepted(**given: Any) -> Case:
    """The same, accepted on the day after."""
    case = permit(**given).act("accept", "2026-03-03", {"accepted_on": "2026-03-03", "sealed": True})
    case.stage = "accepted"
    return case


def in_force(until: str | None = "2026-06-30", **given: Any) -> Case:
    """Granted on 10 March 2026 with a term, and issued."""
    term = {"valid_from": "2026-03-10", "valid_until": until}
    case = accepted(**given).act(
        "decide", "2026-03-10", {"outcome": "grant", "decided_on": "2026-03-10", **term}
    )
    case.act("issue", "2026-03-11", {"licence": "permit", **term})
    case.stage = "in_force"
    return case


def renewal(applied: str = "2026-05-20", until: str = "2026-06-30", **given: Any) -> Case:
    """In force, with a renewal applied for."""
    return in_force(until).act(
        "apply_renewal", applied, {"applied_on": applied, "valid_until": until, **given}
    )
