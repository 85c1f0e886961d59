"""配套制度库."""

from yifa.registers.models import SupportingRule
from yifa.registers.sheets.sheet import Sheet, col

SHEET = Sheet(
    name="supporting_rules",
    title="配套制度库",
    model=SupportingRule,
    columns=(
        col("agency", refers="agencies"),
        col("power", refers="powers", within="agency"),
        col("topic"),
        col("title"),
        col("document_no"),
        col("unit", refers="units", within="agency"),
        col("text"),
        col("published_on"),
        col("published_at"),
        col("filed_on"),
        col("filed_with"),
        col("valid_from"),
        col("valid_to"),
    ),
    key=(("agency", "title", "valid_from"),),
    shown=("title", "topic", "document_no", "agency", "published_on", "filed_on", "valid_from"),
    searched=("title", "document_no"),
    group="清单",
    right="lists",
    place=50,
    order="title",
)
