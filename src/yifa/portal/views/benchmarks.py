"""公开裁量基准 (行政处罚法 34): the tables, their violations, and the tiers of one violation."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from yifa.portal import shelf
from yifa.portal.search import read
from yifa.portal.views import public
from yifa.registers.models import BenchmarkTable


@public
def listing(request: HttpRequest) -> HttpResponse:
    """Every table, those in force first; one query."""
    today = timezone.localdate()
    rows = []
    for table in BenchmarkTable.objects.order_by("-effective_from", "title"):
        benchmark = shelf.read(table)
        rows.append((table, shelf.state(table, today), len(benchmark.items) if benchmark else 0))
    rows.sort(key=lambda r: r[1] != shelf.IN_FORCE)
    return render(request, "portal/benchmarks.html", {"rows": rows})


@public
def table(request: HttpRequest, table_id: UUID) -> HttpResponse:
    """The violations of one table, searchable; one query."""
    found = _table(table_id)
    benchmark = shelf.read(found)
    text = read(request.GET).text
    items = [
        (number, item)
        for number, item in enumerate(benchmark.items if benchmark else (), 1)
        if not text or text in f"{item.code} {item.violation} {item.law}"
    ]
    context = {
        "table": found,
        "state": shelf.state(found, timezone.localdate()),
        "items": items,
        "text": text,
    }
    return render(request, "portal/benchmark.html", context)


@public
def item(request: HttpRequest, table_id: UUID, number: int) -> HttpResponse:
    """One violation with its ranges and tiers, in the words of the table."""
    found = _table(table_id)
    benchmark = shelf.read(found)
    if benchmark is None or not 1 <= number <= len(benchmark.items):
        raise Http404
    context = {
        "table": found,
        "item": benchmark.items[number - 1],
        "state": shelf.state(found, timezone.localdate()),
    }
    return render(request, "portal/benchmark_item.html", context)


def _table(table_id: UUID) -> BenchmarkTable:
    found = BenchmarkTable.objects.filter(pk=table_id).first()
    if found is None:
        raise Http404
    return found
