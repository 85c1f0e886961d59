"""The text a task rests on is the plan itself: its number and the number of the task in it."""

from __future__ import annotations

from yifa.institutions.common.reading import last, text
from yifa.law.view import MatterView

PLAN = "任务所依据的方案"


def plan_of(view: MatterView) -> str:
    """How the plan of a task is cited, or of a matter that answers to one; the general words where nothing is known."""
    charged = last(view, "charge_task", "receive_claim", "receive_extension")
    if charged is not None and (said := text(charged.payload, "citation")):
        return said
    adopted = last(view, "adopt_plan")
    if adopted is None:
        return PLAN
    title, number = text(adopted.payload, "title"), text(adopted.payload, "document_number")
    return f"《{title}》（{number}）" if number else f"《{title}》"
