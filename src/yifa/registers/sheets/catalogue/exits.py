"""人员退出, listed only: leaving is done on the person's page, after the open cases were handed over."""

from yifa.registers.models import OfficerExit
from yifa.registers.sheets.sheet import Sheet, col

SHEET = Sheet(
    name="exits",
    title="人员退出",
    model=OfficerExit,
    columns=(
        col("officer", refers="officers"),
        col("reason"),
        col("last_day"),
        col("document"),
        col("to_agency", refers="agencies"),
        col("published_on"),
        col("note"),
    ),
    key=(("officer",),),
    shown=("officer", "reason", "last_day", "document", "published_on"),
    searched=("officer__name", "document"),
    agency="officer__agency",
    order="last_day",
    writable=False,
    loaded="在“执法队伍”的人员页面办理退出",
    right="officers",
    place=82,
)
