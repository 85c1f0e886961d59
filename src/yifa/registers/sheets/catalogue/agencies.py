"""执法主体."""

from yifa.registers.models import Agency
from yifa.registers.sheets.sheet import Sheet, col

SHEET = Sheet(
    name="agencies",
    title="执法主体",
    model=Agency,
    columns=(
        col("name"),
        col("short_name"),
        col("code", code=True, help="18位，按校验位核对"),
        col("region", refers="regions"),
        col("parent", refers="agencies"),
        col("kind"),
        col("sector", choices=tuple(Agency.Sector.choices)),
        col("doc_prefix"),
        col("address"),
        col("phone"),
        col("reconsideration_body"),
        col("court"),
        col("pay_account"),
        col("valid_from"),
        col("valid_to"),
    ),
    key=(("code",),),
    shown=("name", "code", "kind", "sector", "region", "valid_from", "valid_to"),
    searched=("name", "short_name", "code"),
    agency="pk",
    related=("verifications", "units", "posts", "officers", "mandates", "powers", "equipment"),
    place=20,
)
