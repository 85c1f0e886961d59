"""执法装备."""

from yifa.registers.models import Equipment
from yifa.registers.sheets.sheet import Sheet, col

SHEET = Sheet(
    name="equipment",
    title="执法装备",
    model=Equipment,
    columns=(
        col("agency", refers="agencies"),
        col("unit", refers="units", within="agency"),
        col("kind"),
        col("number", code=True),
        col("model_name"),
        col("keeper", refers="officers"),
        col("state"),
        col("bought_on"),
        col("retired_on"),
    ),
    key=(("agency", "number"),),
    shown=("number", "kind", "agency", "unit", "keeper", "state"),
    searched=("number", "model_name", "keeper__name"),
    order="number",
    related=("issues",),
    place=90,
)
