"""裁量权基准, listed only: a table is loaded whole and judged against those above it."""

from yifa.registers.models import BenchmarkTable
from yifa.registers.sheets.sheet import Sheet, col

SHEET = Sheet(
    name="benchmarks",
    title="裁量权基准",
    model=BenchmarkTable,
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
    loaded="整表用命令 yifa load benchmark 装载，并与上级基准核对",
    place=30,
)
