"""执法事项状态: claimed, published, suspended, cancelled, taken back, each from a day on."""

from yifa.registers.models import PowerState
from yifa.registers.sheets.sheet import Sheet, col

SHEET = Sheet(
    name="power_states",
    title="执法事项状态",
    model=PowerState,
    columns=(
        col("power", refers="powers"),
        col("since"),
        col("state"),
        col("document"),
        col("reason"),
    ),
    key=(("power", "since"),),
    shown=("power", "since", "state", "document"),
    searched=("power__code", "power__name", "document"),
    group="权责和依据",
    agency="power__agency",
    order="since",
    right="powers",
    place=12,
)
