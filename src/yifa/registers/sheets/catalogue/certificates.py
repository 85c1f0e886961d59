"""行政执法证."""

from yifa.registers.models import Certificate
from yifa.registers.sheets.sheet import Sheet, col

SHEET = Sheet(
    name="certificates",
    title="行政执法证",
    model=Certificate,
    columns=(
        col("number", code=True),
        col("officer", refers="officers"),
        col("agency", refers="agencies"),
        col("kind"),
        col("area"),
        col("valid_from", title="发证日期"),
        col("valid_to"),
        col("application", refers="applications"),
    ),
    key=(("number",),),
    shown=("number", "officer", "agency", "kind", "area", "valid_to"),
    searched=("number", "officer__name"),
    related=("certificate_states", "reviews"),
    place=60,
)
