"""资格考试成绩."""

from yifa.registers.models import ExamResult
from yifa.registers.sheets.sheet import Sheet, col

SHEET = Sheet(
    name="exams",
    title="资格考试成绩",
    model=ExamResult,
    columns=(
        col("application", refers="applications"),
        col("on"),
        col("name"),
        col("exempt"),
        col("score"),
        col("pass_mark"),
    ),
    key=(("application", "on"),),
    shown=("application", "on", "name", "score", "pass_mark", "exempt"),
    searched=("application__officer__name", "name"),
    agency="application__agency",
    order="on",
    right="qualifications",
    place=64,
)
