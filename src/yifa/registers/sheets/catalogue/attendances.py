"""培训登记卡。"""

from yifa.registers.models import TrainingAttendance
from yifa.registers.sheets.sheet import Sheet, col

SHEET = Sheet(
    name="attendances",
    title="培训登记卡",
    model=TrainingAttendance,
    columns=(col("training", refers="trainings"), col("officer", refers="officers"), col("minutes")),
    key=(("training", "officer"),),
    shown=("officer", "training", "minutes"),
    searched=("officer__name", "training__title"),
    group="机关和人员",
    right="trainings",
    agency="training__agency",
    order="training",
    place=96,
)
