"""随机抽查事项清单."""

from yifa.registers.models import InspectionItem
from yifa.registers.sheets.sheet import Sheet, col

SHEET = Sheet(
    name="inspection_items",
    title="随机抽查事项清单",
    model=InspectionItem,
    columns=(
        col("agency", refers="agencies"),
        col("power", refers="powers", within="agency"),
        col("name"),
        col("objects_of"),
        col("content"),
        col("method"),
        col("share_percent"),
        col("times_a_year"),
        col("with_law"),
        col("valid_from"),
        col("valid_to"),
    ),
    key=(("agency", "name", "valid_from"),),
    shown=("name", "objects_of", "share_percent", "times_a_year", "agency", "valid_from"),
    searched=("name", "objects_of"),
    group="清单",
    right="lists",
    place=10,
    order="name",
)
