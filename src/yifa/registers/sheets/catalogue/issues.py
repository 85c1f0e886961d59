"""装备领用和归还."""

from collections.abc import Mapping
from typing import Any

from yifa.registers.models import EquipmentIssue
from yifa.registers.sheets.sheet import Sheet, col


def _given_back(row: EquipmentIssue) -> Mapping[str, Any]:
    """An issue entered by mistake counts as given back on its day."""
    return {"returned_on": row.issued_on}


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
    withdraw=_given_back,
    right="equipment",
    place=91,
)
