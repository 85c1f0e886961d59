"""工伤和抚恤: personal; read by the head and whoever keeps it."""

from yifa.registers.models import Injury
from yifa.registers.sheets.sheet import Sheet, col

SHEET = Sheet(
    name="injuries",
    title="工伤和抚恤",
    model=Injury,
    columns=(
        col("officer", refers="officers"),
        col("on"),
        col("what"),
        col("recognised"),
        col("document"),
        col("paid_yuan"),
    ),
    key=(("officer", "on"),),
    shown=("officer", "on", "recognised", "paid_yuan"),
    searched=("officer__name",),
    agency="officer__agency",
    order="on",
    right="welfare",
    place=87,
)
