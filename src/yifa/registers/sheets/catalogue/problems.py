"""突出问题清单和整治台账."""

from yifa.registers.models import Problem
from yifa.registers.sheets.sheet import Sheet, col

SHEET = Sheet(
    name="problems",
    title="突出问题整治台账",
    model=Problem,
    columns=(
        col("agency", refers="agencies"),
        col("power", refers="powers", within="agency"),
        col("problem"),
        col("measures"),
        col("unit", refers="units", within="agency"),
        col("due"),
        col("filed_on"),
        col("result"),
        col("struck_off_on"),
        col("valid_from"),
        col("valid_to"),
    ),
    key=(("agency", "problem", "valid_from"),),
    shown=("problem", "unit", "due", "struck_off_on", "agency"),
    searched=("problem", "measures"),
    group="清单",
    right="lists",
    place=40,
    order="problem",
)
