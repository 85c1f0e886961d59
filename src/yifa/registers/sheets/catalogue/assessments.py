"""人员年度考核."""

from yifa.registers.models import OfficerAssessment
from yifa.registers.sheets.sheet import Sheet, col

SHEET = Sheet(
    name="assessments",
    title="人员年度考核",
    model=OfficerAssessment,
    columns=(
        col("officer", refers="officers"),
        col("year"),
        col("on"),
        col("grade"),
        col("score"),
        col("plan"),
        col("note"),
    ),
    key=(("officer", "year"),),
    shown=("officer", "year", "grade", "score"),
    searched=("officer__name",),
    agency="officer__agency",
    order="year",
    place=80,
)
