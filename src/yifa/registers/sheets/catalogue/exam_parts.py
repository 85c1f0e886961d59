"""组卷要求: how many questions of which category and kind."""

from yifa.registers.models import ExamPart
from yifa.registers.sheets.sheet import Sheet, col

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
    right="questions",
    place=68,
)
