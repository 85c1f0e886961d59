"""人员保险: personal; read by the head and whoever keeps it."""

from yifa.registers.models import Insurance
from yifa.registers.sheets.sheet import Sheet, col

SHEET = Sheet(
    name="insurances",
    title="人员保险",
    model=Insurance,
    columns=(
        col("officer", refers="officers"),
        col("kind"),
        col("insurer"),
        col("policy_no"),
        col("amount_yuan"),
        col("valid_from"),
        col("valid_to"),
    ),
    key=(("officer", "kind", "valid_from"),),
    shown=("officer", "kind", "insurer", "valid_from", "valid_to"),
    searched=("officer__name", "insurer"),
    agency="officer__agency",
    order="valid_from",
    right="welfare",
    place=86,
)
