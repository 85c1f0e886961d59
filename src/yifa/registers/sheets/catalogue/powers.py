"""权责清单 and 执法事项目录."""

from yifa.registers.models import Power
from yifa.registers.sheets.sheet import Sheet, col

SHEET = Sheet(
    name="powers",
    title="权责清单",
    model=Power,
    columns=(
        col("agency", refers="agencies"),
        col("code", code=True),
        col("base_code", code=True),
        col("name"),
        col("type"),
        col("basis"),
        col("valid_from"),
        col("valid_to"),
    ),
    key=(("agency", "code", "valid_from"),),
    shown=("code", "name", "type", "agency", "valid_from", "valid_to"),
    searched=("code", "base_code", "name"),
    group="权责和依据",
    order="code",
    place=10,
)
