"""推进指标汇总: what the platform measures of every agency in one's range, for reports to supervision; as CSV too."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from yifa.desk.views.base import desk, needs, show
from yifa.desk.views.plans import crumbs, whole
from yifa.desk.views.statistics import Echo, harmless
from yifa.registers import events
from yifa.registers.dates import in_force
from yifa.registers.models import Agency, EventKind
from yifa.registers.scope import Actor, scope
from yifa.supervision.plans.indicators import INDICATORS, Measurement, measure

FIRST_YEAR = 2020
HEADING = ("年度", "机关", "指标", "达到", "总数", "百分比", "标准", "是否达到", "统计口径", "标准的出处")
_WORDS = {True: "达到", False: "未达到", None: "没有数据"}


@dataclass(frozen=True, slots=True)
class Line:
    """One agency with its measurements, in the order of INDICATORS."""

    agency: Agency
    cells: Sequence[Measurement]


@require_safe
@desk
@needs("statistics.see")
def page(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A table of agencies and indicators. One statement for an indicator and each number it is measured by."""
    year = _year(request)
    context = {
        "year": year,
        "years": range(timezone.localdate().year, FIRST_YEAR - 1, -1),
        "indicators": list(INDICATORS.values()),
        "lines": _lines(actor, year),
    }
    return show(request, actor, "desk/plans/indicators.html", context, crumbs=crumbs(("推进指标汇总", "")))


@require_safe
@desk
@needs("statistics.see")
def export(request: HttpRequest, actor: Actor) -> Any:
    """The same numbers as CSV, one line for each agency and indicator."""
    year = _year(request)
    events.record(EventKind.EXPORTED, by=actor, request=request, detail=f"推进指标汇总 {year}年")
    sent = StreamingHttpResponse(_csv(actor, year), content_type="text/csv; charset=utf-8")
    sent["Content-Disposition"] = f'attachment; filename="indicators-{year}.csv"'
    return sent


def _year(request: HttpRequest) -> int:
    now = timezone.localdate().year
    return whole(request.GET.get("year", ""), FIRST_YEAR, now) if request.GET.get("year") else now


def _lines(actor: Actor, year: int) -> list[Line]:
    today = timezone.localdate()
    start, end = date(year, 1, 1), min(date(year, 12, 31), today)
    rows = in_force(Agency, end).filter(pk__in=actor.agencies).select_related("region").order_by("name")
    agencies = list(rows)
    columns = [measure(key, agencies, start, end) for key in INDICATORS]
    return [Line(agency, [column[n] for column in columns]) for n, agency in enumerate(agencies)]


def _csv(actor: Actor, year: int) -> Iterator[str]:
    writer = csv.writer(Echo())
    yield "\ufeff" + writer.writerow(HEADING)  # without the mark spreadsheet programs misread Chinese
    with scope(actor):
        for line in _lines(actor, year):
            for m in line.cells:
                percent = "" if m.percent is None else f"{m.percent}%"
                cells = (
                    year, line.agency.name, m.indicator.title, m.done, m.whole, percent,
                    f"{m.number}{m.indicator.unit}", _WORDS[m.reached], m.indicator.counts, m.why,
                )  # fmt: skip
                yield writer.writerow([harmless(c) if isinstance(c, str) else c for c in cells])
