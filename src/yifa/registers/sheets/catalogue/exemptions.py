"""免罚清单, listed only: a list is loaded whole."""

from yifa.registers.models import ExemptionTable
from yifa.registers.sheets.sheet import Sheet, col

SHEET = Sheet(
    name="exemptions",
    title="免罚清单",
    model=ExemptionTable,
    columns=(
        col("title"),
        col("document_no"),
        col("authority"),
        col("region"),
        col("sector"),
        col("effective_from"),
        col("effective_to"),
    ),
    key=(("title", "document_no", "effective_from"), ("title", "effective_from")),
    shown=("title", "document_no", "authority", "effective_from", "effective_to"),
    searched=("title", "document_no", "authority"),
    group="权责和依据",
    agency="",
    writable=False,
    loaded="整表用命令 yifa load exemptions 装载",
    place=40,
)
