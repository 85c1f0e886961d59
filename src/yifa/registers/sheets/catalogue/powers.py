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
        col("industry"),
        col("exercised_at"),
        col("inspected_by_draw"),
        col("valid_from"),
        col("valid_to"),
    ),
    key=(("agency", "code", "valid_from"),),
    shown=("code", "name", "type", "agency", "valid_from", "valid_to"),
    searched=("code", "base_code", "name"),
    related=("power_states",),
    group="权责和依据",
    order="code",
    place=10,
)
