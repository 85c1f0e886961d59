"""资格审核 of applications for a certificate."""

from yifa.registers.models import QualificationCheck
from yifa.registers.sheets.sheet import Sheet, col

SHEET = Sheet(
    name="checks",
    title="资格审核",
    model=QualificationCheck,
    columns=(
        col("application", refers="applications"),
        col("on"),
        col("passed"),
        col("checked_by"),
        col("helped_by"),
        col("note"),
    ),
    key=(("application", "on"),),
    shown=("application", "on", "passed", "checked_by"),
    searched=("application__officer__name",),
    agency="application__agency",
    order="on",
    right="qualifications",
    place=63,
)
