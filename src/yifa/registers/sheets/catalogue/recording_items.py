"""音像记录事项清单, special scenes with their guidance among them."""

from yifa.registers.models import RecordingItem
from yifa.registers.sheets.sheet import Sheet, col

SHEET = Sheet(
    name="recording_items",
    title="音像记录事项清单",
    model=RecordingItem,
    columns=(
        col("agency", refers="agencies"),
        col("power", refers="powers", within="agency"),
        col("scene"),
        col("need"),
        col("special"),
        col("guidance"),
        col("basis"),
        col("valid_from"),
        col("valid_to"),
    ),
    key=(("agency", "scene", "valid_from"),),
    shown=("scene", "need", "special", "agency", "valid_from"),
    searched=("scene",),
    group="清单",
    right="lists",
    place=30,
    order="scene",
)
