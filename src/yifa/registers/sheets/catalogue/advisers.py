"""法律顾问和公职律师: a pool that every agency of the node may call on."""

from yifa.registers.models import Adviser
from yifa.registers.sheets.sheet import Sheet, col

SHEET = Sheet(
    name="advisers",
    title="法律顾问和公职律师",
    model=Adviser,
    columns=(
        col("name"),
        col("kind"),
        col("licence", code=True),
        col("agency", refers="agencies"),
        col("officer", refers="officers"),
        col("organisation"),
        col("fields"),
        col("phone", masked="phone"),
        col("valid_from", title="聘任日期"),
        col("valid_to", title="聘期届满"),
    ),
    key=(("name", "kind", "valid_from"),),
    shown=("name", "kind", "agency", "organisation", "fields", "valid_to"),
    searched=("name", "organisation", "fields"),
    agency="",
    order="name",
    related=("adviser_tasks",),
    place=100,
)
