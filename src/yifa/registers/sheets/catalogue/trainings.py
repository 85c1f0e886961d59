"""培训记录。"""

from yifa.registers.models import Training
from yifa.registers.sheets.sheet import Sheet, col

SHEET = Sheet(
    name="trainings",
    title="培训记录",
    model=Training,
    columns=(
        col("agency", refers="agencies"),
        col("title"),
        col("kind"),
        col("on"),
        col("minutes"),
        col("mandate", refers="mandates"),
        col("teacher"),
    ),
    key=(("agency", "title", "on"),),
    shown=("title", "kind", "on", "minutes", "agency"),
    searched=("title", "teacher"),
    group="机关和人员",
    related=("attendances",),
    order="on",
    place=95,
)
