"""会商纪要和议定事项的督办。"""

from yifa.registers.models import PlanMeeting
from yifa.registers.sheets.sheet import Sheet, col

SHEET = Sheet(
    name="plan_meetings",
    title="会商纪要",
    model=PlanMeeting,
    columns=(
        col("agency", refers="agencies"),
        col("held_on"),
        col("topic"),
        col("plan_number"),
        col("present"),
        col("minutes"),
        col("to_do"),
        col("responsible", refers="agencies"),
        col("due"),
        col("done_on"),
        col("result"),
    ),
    key=(("agency", "held_on", "topic"),),
    shown=("topic", "held_on", "agency", "responsible", "due", "done_on"),
    searched=("topic", "minutes", "to_do"),
    group="方案和督办",
    right="plans",
    order="held_on",
    place=30,
)
