"""A remedy under construction, on the shared builder."""

from __future__ import annotations

from typing import Any

import yifa.institutions.reconsideration_litigation.gates  # noqa: F401  (registers the gates)
from institutions.builder import Case

RECONSIDERATION = "reconsideration_litigation.reconsideration"
LITIGATION = "reconsideration_litigation.litigation"


def contested(**changes: Any) -> dict[str, Any]:
    values = {
        "decision_kind": "penalty",
        "decision_number": "测城罚决〔2026〕1号",
        "decision_matter": "测城立〔2026〕1号",
        "decision_on": "2026-09-01",
        "decision_disclosed": True,
        "route": "direct",
        "track": "ordinary",
        "received_on": "2026-10-12",
    }
    return {**values, **changes}


def remedy(kind: str = RECONSIDERATION, **changes: Any) -> Case:
    """A matter opened on 12 October 2026 against a published penalty of 1 September."""
    opening = "receive_application" if kind == RECONSIDERATION else "receive_complaint"
    return Case(kind=kind, stage="notified").act(opening, "2026-10-12", contested(**changes))


def result(**changes: Any) -> dict[str, Any]:
    values = {
        "document_number": "测府复〔2026〕9号",
        "received_on": "2026-11-10",
        "result": "revoked",
        "standing": "revoked",
    }
    return {**values, **changes}
