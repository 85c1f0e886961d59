"""行政相对人."""

from yifa.registers.models import Subject
from yifa.registers.sheets.sheet import Sheet, col

SHEET = Sheet(
    name="subjects",
    title="行政相对人",
    model=Subject,
    columns=(
        col("kind"),
        col("name", masked="name"),
        col("identifier_kind"),
        col("identifier", code=True, masked="identifier", help="信用代码和身份证号按校验位核对"),
        col("legal_rep"),
        col("address", masked="address"),
        col("phone", masked="phone"),
        col("birth_date", masked="date"),
        col("valid_from", title="登记日期"),
        col("valid_to", title="注销日期"),
    ),
    key=(("identifier_kind", "identifier"), ("name", "address")),
    shown=("name", "kind", "identifier", "legal_rep", "address"),
    searched=("name",),
    exact=("identifier",),
    group="相对人",
    agency="",
    order="name",
    page="desk:subject",
    private=True,
    bulk="yifa.registers.imports.subjects",
    place=10,
)
