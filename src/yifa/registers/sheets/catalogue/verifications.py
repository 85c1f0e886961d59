"""执法主体年度认定: which bodies were confirmed in which year, and where that was published."""

from yifa.registers.models import AgencyVerification
from yifa.registers.sheets.sheet import Sheet, col

SHEET = Sheet(
    name="verifications",
    title="执法主体年度认定",
    model=AgencyVerification,
    columns=(
        col("agency", refers="agencies"),
        col("year"),
        col("result"),
        col("decided_by"),
        col("document"),
        col("reasons"),
        col("published_on"),
        col("published_at"),
        col("valid_from"),
        col("valid_to", help="公告写明的；没有写明的不填，到下一次认定为止"),
    ),
    key=(("agency", "year", "valid_from"),),
    shown=("agency", "year", "result", "published_on", "valid_from", "valid_to"),
    searched=("agency__name", "document"),
    order="year",
    about="一个区域首次公告以后，没有认定、不予认定或者认定到期的机关不能立案。",
    place=21,
)
