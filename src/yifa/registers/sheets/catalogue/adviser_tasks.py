"""法律顾问派单: who was called on for what; recusal or opinion."""

from yifa.registers.models import AdviserTask
from yifa.registers.sheets.sheet import Sheet, col

SHEET = Sheet(
    name="adviser_tasks",
    title="法律顾问派单",
    model=AdviserTask,
    columns=(
        col("adviser", refers="advisers"),
        col("agency", refers="agencies"),
        col("about"),
        col("number"),
        col("asked_on"),
        col("due"),
        col("recused"),
        col("recusal_reason"),
        col("opinion"),
        col("answered_on"),
    ),
    key=(("adviser", "agency", "about", "asked_on"),),
    shown=("about", "adviser", "agency", "asked_on", "recused", "answered_on"),
    searched=("about", "number", "adviser__name"),
    order="asked_on",
    right="advisers",
    place=101,
)
