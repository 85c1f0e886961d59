"""司法所人员."""

from yifa.registers.models import JudicialOfficeMember
from yifa.registers.sheets.sheet import Sheet, col

SHEET = Sheet(
    name="judicial_members",
    title="司法所人员",
    model=JudicialOfficeMember,
    columns=(
        col("office", refers="judicial_offices"),
        col("officer", refers="officers"),
        col("heads"),
        col("valid_from"),
        col("valid_to"),
    ),
    key=(("office", "officer", "valid_from"),),
    shown=("officer", "office", "heads", "valid_from", "valid_to"),
    searched=("officer__name", "office__name"),
    agency="office__agency",
    order="valid_from",
    right="judicial_offices",
    place=76,
)
