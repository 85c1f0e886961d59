"""Published benchmark tables, read once per version and process."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from yifa.law.benchmarks import Benchmark, BenchmarkItem, BenchmarkUnreadable, load_benchmark
from yifa.registers.models import BenchmarkTable, ExemptionTable

IN_FORCE = "现行有效"


@dataclass(frozen=True, slots=True)
class Placed:
    """An item with the table it stands in and its number there, from 1."""

    table: BenchmarkTable
    number: int
    item: BenchmarkItem


def read(table: BenchmarkTable) -> Benchmark | None:
    """The table's content; None when nothing of it can be read."""
    known = _cache()
    key = (str(table.pk), table.sha256)
    if key not in known:
        try:
            known[key] = load_benchmark(table.data)
        except BenchmarkUnreadable:
            known[key] = None
    return known[key]


@lru_cache(maxsize=1)
def _cache() -> dict[tuple[str, str], Benchmark | None]:
    return {}


def state(table: BenchmarkTable | ExemptionTable, today: date) -> str:
    """Whether the table or list is in force on a day, in words."""
    if table.effective_from > today:
        return "尚未施行"
    return "已失效" if table.effective_to and table.effective_to < today else IN_FORCE


def find(code: str, day: date) -> Placed | None:
    """The item of that code in a table in force on the day (else in any table). One query."""
    tables = sorted(
        BenchmarkTable.objects.all(), key=lambda t: (state(t, day) != IN_FORCE, -t.effective_from.toordinal())
    )
    for table in tables:
        benchmark = read(table)
        for number, item in enumerate(benchmark.items if benchmark else (), 1):
            if item.code == code:
                return Placed(table, number, item)
    return None
