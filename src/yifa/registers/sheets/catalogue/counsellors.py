"""心理咨询人员: who may read and answer bookings. The bookings themselves are in no register."""

from yifa.registers.models import Counsellor
from yifa.registers.sheets.sheet import Sheet, col

SHEET = Sheet(
    name="counsellors",
    title="心理咨询人员",
    model=Counsellor,
    columns=(
        col("agency", refers="agencies"),
        col("officer", refers="officers"),
        col("qualification"),
        col("valid_from"),
        col("valid_to"),
    ),
    key=(("agency", "officer", "valid_from"),),
    shown=("officer", "agency", "qualification", "valid_from", "valid_to"),
    searched=("officer__name",),
    order="valid_from",
    place=88,
)
