"""特邀监督员、监督联系点和咨询委员."""

from yifa.registers.models import Contact
from yifa.registers.sheets.sheet import Sheet, col

SHEET = Sheet(
    name="contacts",
    title="特邀监督员和联系点",
    model=Contact,
    columns=(
        col("kind"),
        col("name"),
        col("organisation"),
        col("region", refers="regions"),
        col("phone", masked="phone"),
        col("document"),
        col("valid_from", title="聘任、设立日期"),
        col("valid_to", title="届满、撤销日期"),
        col("end_reason"),
    ),
    key=(("kind", "name", "valid_from"),),
    shown=("name", "kind", "organisation", "region", "valid_to"),
    searched=("name", "organisation"),
    agency="",
    order="name",
    related=("contact_tasks",),
    place=110,
)
