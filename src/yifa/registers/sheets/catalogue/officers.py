"""执法人员."""

from yifa.registers.models import Officer
from yifa.registers.sheets.sheet import Sheet, col

SHEET = Sheet(
    name="officers",
    title="执法人员",
    model=Officer,
    columns=(
        col("agency", refers="agencies"),
        col("unit", refers="units", within="agency"),
        col("staff_no", code=True, help="同一机关内不重复；没有工号的按姓名辨认"),
        col("name"),
        col("post"),
        col("phone", masked="phone"),
        col("legal_qualified"),
        col("auxiliary"),
        col("valid_from", title="任职日期"),
        col("valid_to", title="离任日期"),
    ),
    key=(("agency", "staff_no"), ("agency", "name")),
    shown=("name", "staff_no", "agency", "unit", "post", "auxiliary", "valid_to"),
    searched=("name", "staff_no"),
    order="name",
    related=("certificates", "applications", "grants", "holdings", "assessments", "issues"),
    place=40,
)
