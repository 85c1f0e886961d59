"""行政区划."""

from yifa.registers.models import Region
from yifa.registers.sheets.sheet import Sheet, col

SHEET = Sheet(
    name="regions",
    title="行政区划",
    model=Region,
    columns=(
        col("code", code=True, fixed=True, help="GB/T 2260，六位；乡级九位"),
        col("name"),
        col("parent", refers="regions"),
        col("level"),
        col("valid_from"),
        col("valid_to"),
    ),
    key=(("code",),),
    shown=("code", "name", "level", "parent", "valid_to"),
    searched=("code", "name"),
    agency="",
    place=10,
)
