"""重大执法决定法制审核目录."""

from yifa.registers.models import ReviewItem
from yifa.registers.sheets.sheet import Sheet, col

SHEET = Sheet(
    name="review_items",
    title="重大执法决定法制审核目录",
    model=ReviewItem,
    columns=(
        col("agency", refers="agencies"),
        col("power", refers="powers", within="agency"),
        col("name"),
        col("type"),
        col("amount_yuan"),
        col("standard"),
        col("basis"),
        col("valid_from"),
        col("valid_to"),
    ),
    key=(("agency", "name", "valid_from"),),
    shown=("name", "type", "amount_yuan", "agency", "valid_from"),
    searched=("name", "standard"),
    group="清单",
    right="lists",
    place=20,
    order="name",
)
