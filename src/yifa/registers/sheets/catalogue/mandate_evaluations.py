"""赋权事项评估: how a grant or entrustment was exercised, and what follows."""

from yifa.registers.models import MandateEvaluation
from yifa.registers.sheets.sheet import Sheet, col

SHEET = Sheet(
    name="mandate_evaluations",
    title="赋权事项评估",
    model=MandateEvaluation,
    columns=(
        col("mandate", refers="mandates"),
        col("on"),
        col("outcome"),
        col("finding"),
        col("document"),
    ),
    key=(("mandate", "on"),),
    shown=("mandate", "on", "outcome", "document"),
    searched=("mandate__document", "finding"),
    group="权责和依据",
    agency="mandate__agency",
    order="on",
    right="mandates",
    place=22,
)
