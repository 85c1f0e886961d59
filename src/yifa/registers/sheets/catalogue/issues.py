"""装备领用和归还."""

from yifa.registers.models import EquipmentIssue
from yifa.registers.sheets.sheet import Sheet, col

SHEET = Sheet(
    name="issues",
    title="装备领用",
    model=EquipmentIssue,
    columns=(
        col("equipment", refers="equipment"),
        col("officer", refers="officers"),
        col("issued_on"),
        col("returned_on"),
        col("note"),
    ),
    key=(("equipment", "officer", "issued_on"),),
    shown=("equipment", "officer", "issued_on", "returned_on"),
    searched=("equipment__number", "officer__name"),
    agency="equipment__agency",
    order="issued_on",
    right="equipment",
    place=91,
)
