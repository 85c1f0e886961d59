"""内设机构."""

from yifa.registers.models import Unit
from yifa.registers.sheets.sheet import Sheet, col

SHEET = Sheet(
    name="units",
    title="内设机构",
    model=Unit,
    columns=(col("agency", refers="agencies"), col("name"), col("valid_from"), col("valid_to")),
    key=(("agency", "name", "valid_from"),),
    shown=("name", "agency", "valid_from", "valid_to"),
    searched=("name",),
    order="name",
    related=("officers",),
    place=30,
)
