"""督查任务、通报和整改。"""

from yifa.registers.models import PlanInspection
from yifa.registers.sheets.sheet import Sheet, col

SHEET = Sheet(
    name="plan_inspections",
    title="督查通报",
    model=PlanInspection,
    columns=(
        col("agency", refers="agencies"),
        col("inspected", refers="agencies"),
        col("on"),
        col("task"),
        col("plan_number"),
        col("found"),
        col("circular"),
        col("circular_on"),
        col("rectify_by"),
        col("rectified_on"),
        col("result"),
    ),
    key=(("agency", "inspected", "on", "task"),),
    shown=("task", "inspected", "on", "circular", "rectify_by", "rectified_on"),
    searched=("task", "found", "circular"),
    group="方案和督办",
    right="plans",
    order="on",
    place=40,
)
