"""集合称谓规则：方案里的“各行政执法机关”等指哪些机关。"""

from yifa.registers.models import CollectiveUnit
from yifa.registers.sheets.sheet import Sheet, col

SHEET = Sheet(
    name="collective_units",
    title="集合称谓规则",
    model=CollectiveUnit,
    columns=(
        col("title"),
        col("pattern"),
        col("place"),
        col("reach"),
        col("region_level"),
        col("kinds"),
        col("sectors"),
        col("names"),
        col("source"),
        col("valid_from"),
        col("valid_to"),
    ),
    key=(("title", "valid_from"),),
    shown=("title", "reach", "region_level", "names", "source"),
    searched=("title", "names"),
    group="方案和督办",
    agency="",
    right="plans",
    order="place",
    place=10,
)
