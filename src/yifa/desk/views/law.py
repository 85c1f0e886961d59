"""The law as tables: discretion benchmarks, and procedures with their diagram."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe

from yifa.desk.pickers import benchmark_items, in_force_on
from yifa.desk.views.base import desk, show
from yifa.law.benchmarks import BenchmarkItem
from yifa.law.flow import flow_rows, flow_svg
from yifa.matters import discovery, queries
from yifa.registers.models import Agency
from yifa.registers.scope import Actor


@desk
def benchmarks(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Discretion benchmarks: every violation with its range and tiers, searchable."""
    text = request.GET.get("q", "").strip()[:80]
    today = timezone.localdate()
    every = request.GET.get("all") == "1"
    labels = dict(Agency.Sector.choices)
    items = [
        {"item": i, "sector": labels.get(i.sector, i.sector), "now": in_force_on(i, today)}
        for i in benchmark_items()
        if not text or text in i.violation or text in i.code
    ]
    items = [i for i in items if every or i["now"]]
    found = _chosen_item(request.GET.get("code", ""), request.GET.get("from", ""))
    context = {"q": text, "items": items[:300], "total": len(items), "every": every, "chosen": found}
    crumbs = [("裁量基准", reverse("desk:benchmarks")), (found.code, "")] if found else [("裁量基准", "")]
    return show(request, actor, "desk/benchmarks.html", context, crumbs=crumbs)


def _chosen_item(code: str, started: str) -> BenchmarkItem | None:
    """The item of that code that took effect on that day; without a day, the one in force today."""
    versions = [i for i in benchmark_items() if code and i.code == code]
    exact = (i for i in versions if started and i.effective_from and i.effective_from.isoformat() == started)
    current = (i for i in versions if in_force_on(i, timezone.localdate()))
    return next(exact, None) or next(current, None) or next(iter(versions), None)


@desk
def procedures(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every procedure as it binds the actor's agency: its diagram, and the table that says the same."""
    known = discovery.at(Agency.objects.filter(pk=actor.agency_id or queries.NIL).first())
    chosen = known.get(request.GET.get("id", "")) or next(iter(known.values()), None)
    context = {
        "procedures": list(known.values()),
        "chosen": chosen,
        "flow": mark_safe(flow_svg(chosen)) if chosen else "",  # nosec B308 B703
        "rows": flow_rows(chosen) if chosen else (),
    }
    return show(request, actor, "desk/procedures.html", context, crumbs=[("办案流程", "")])
