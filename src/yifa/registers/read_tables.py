"""Stored benchmark tables as the law core reads them. Reading one takes longer than fetching it; it seldom changes."""

from __future__ import annotations

import json
from functools import lru_cache

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from yifa.law.benchmarks import Benchmark, load_benchmark
from yifa.registers.models import BenchmarkTable


def read_tables(rows: QuerySet[BenchmarkTable]) -> list[Benchmark]:
    """The tables of these rows, in their order. One query; a text that this process has read is not read again."""
    texts = rows.annotate(as_text=Cast("data", TextField())).values_list("as_text", flat=True)
    return [_read(text) for text in texts]


@lru_cache(maxsize=256)
def _read(text: str) -> Benchmark:
    return load_benchmark(json.loads(text))
