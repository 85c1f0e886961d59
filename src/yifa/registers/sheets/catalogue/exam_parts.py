"""组卷要求: how many questions of which category and kind."""

from collections.abc import Mapping
from typing import Any

from yifa.registers.models import ExamPart
from yifa.registers.sheets.sheet import Sheet, col


def _none(row: ExamPart) -> Mapping[str, Any]:
    """A part entered by mistake asks for nothing."""
    return {"number": 0}


SHEET = Sheet(
    name="exam_parts",
    title="组卷要求",
    model=ExamPart,
    columns=(
        col("scheme", refers="exam_schemes"),
        col("position"),
        col("category"),
        col("kind"),
        col("number"),
        col("points"),
    ),
    key=(("scheme", "position"),),
    shown=("scheme", "position", "category", "kind", "number", "points"),
    searched=("scheme__name", "category"),
    group="资格考试",
    agency="",
    order="position",
    withdraw=_none,
    right="questions",
    place=68,
)
