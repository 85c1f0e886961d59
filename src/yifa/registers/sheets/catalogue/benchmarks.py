"""裁量权基准, listed only: a table is loaded whole and judged against those above it."""

from yifa.registers.models import BenchmarkTable
from yifa.registers.sheets.published import published

SHEET = published(
    "benchmarks",
    "裁量权基准",
    BenchmarkTable,
    loaded="整表用命令 yifa load benchmark 装载，并与上级基准核对",
    place=30,
)
