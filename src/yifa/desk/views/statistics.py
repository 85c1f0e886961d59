"""执法统计: decided matters by kind, outcome and month, for one agency or those of its region; as CSV too."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone

from yifa.access import require
from yifa.desk.forms import fields_of
from yifa.desk.views.base import NotThere, desk, show
from yifa.matters import discovery
from yifa.registers import events
from yifa.registers.dates import agencies_of_subtree
from yifa.registers.models import Agency, EventKind
from yifa.registers.scope import Actor, scope
from yifa.supervision.statistics import each_agency, monthly
from yifa.supervision.tables import chart, months_of, table

MOST_MONTHS = 36
HEADING = ("机关", "事项", "结果", "年月", "件数")


@dataclass
class Asked:
    """What the address asks for: texts as typed, and what they mean when nothing is wrong with them."""

    typed: dict[str, str]
    agency: Agency
    below: bool
    start: date
    end: date
    errors: dict[str, str] = field(default_factory=dict)


@desk
def statistics(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The table, the bars and the form. A constant number of queries, whatever was decided."""
    visible, asked = _asked(request, actor)
    context: dict[str, Any] = {
        "asked": asked,
        "v": asked.typed,
        "agencies": visible if len(visible) > 1 else [],
    }
    if not asked.errors:
        shown = table(monthly(asked.start, asked.end, _wanted(asked, actor)), asked.start, asked.end)
        lines = [(*titles(line.procedure, line.outcome), line) for line in shown.lines]
        query = request.GET.copy()
        context |= {
            "table": shown,
            "lines": lines,
            "chart": chart(shown.months, shown.sums),
            "query": query.urlencode(),
        }
    return show(request, actor, "desk/statistics.html", context, crumbs=[("执法统计", "")])


@desk
def export(request: HttpRequest, actor: Actor) -> Any:
    """The same numbers for each agency as CSV, sent as they are read; a form that is wrong is shown instead."""
    _, asked = _asked(request, actor)
    if asked.errors:
        return statistics(request)
    response = StreamingHttpResponse(
        _lines(actor, asked, _wanted(asked, actor)), content_type="text/csv; charset=utf-8"
    )
    said = f"执法统计 {asked.agency.name} {asked.start}至{asked.end}{'（含下级）' if asked.below else ''}"
    events.record(EventKind.EXPORTED, by=actor, request=request, detail=said)
    name = f"statistics-{asked.start:%Y%m%d}-{asked.end:%Y%m%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _asked(request: HttpRequest, actor: Actor) -> tuple[list[Agency], Asked]:
    require(actor, "statistics.see")
    typed = {name: _line(request.GET.get(name, "")) for name in ("agency", "below", "from", "to")}
    visible = list(Agency.objects.filter(pk__in=actor.agencies).select_related("region").order_by("name"))
    wanted = typed["agency"] or actor.agency_id
    agency = next((a for a in visible if str(a.pk) == wanted), None)
    if agency is None:
        raise NotThere("没有这个机关，或者它不在您可以查看的范围内。", "在“执法统计”中重新选择机关")
    today = timezone.localdate()
    asked = Asked(typed, agency, typed["below"] == "1", today.replace(month=1, day=1), today)
    for name in ("from", "to"):
        _day(asked, name)
    if not asked.errors and asked.end < asked.start:
        asked.errors["to"] = "截止日期不能早于起始日期"
    if not asked.errors and len(months_of(asked.start, asked.end)) > MOST_MONTHS:
        asked.errors["to"] = f"一次最多查看{MOST_MONTHS}个月，请缩短期间"
    return visible, asked


def _day(asked: Asked, name: str) -> None:
    text = asked.typed[name]
    if not text:
        return
    try:
        value = date.fromisoformat(text)
    except ValueError:
        asked.errors[name] = "日期应写成年-月-日，例如 2026-01-31"
        return
    if not 1949 <= value.year <= 2200:
        asked.errors[name] = "年份应在1949年至2200年之间"
        return
    if name == "from":
        asked.start = value
    else:
        asked.end = value


def _wanted(asked: Asked, actor: Actor) -> list[str]:
    """Ids of the agencies counted: the chosen one, or all of its region that the actor may see."""
    if not asked.below:
        return [str(asked.agency.pk)]
    inside = set(agencies_of_subtree(asked.agency.region_id, asked.agency.node))
    return [a for a in actor.agencies if a in inside]


def _lines(actor: Actor, asked: Asked, agencies: list[str]) -> Iterator[str]:
    """CSV lines, the rows read inside a scope of their own: the page's has ended when they are sent."""
    writer = csv.writer(Echo())
    yield "\ufeff" + writer.writerow(HEADING)  # without the mark spreadsheet programs misread Chinese
    with scope(actor):
        for row in each_agency(asked.start, asked.end, agencies):
            what, outcome = titles(row.procedure, row.outcome)
            cells = (row.agency, what, outcome, f"{row.month:%Y-%m}", row.decided)
            yield writer.writerow([harmless(c) if isinstance(c, str) else c for c in cells])


class Echo:
    """A file that gives back what is written, so that the csv writer's line can be sent at once."""

    def write(self, text: str) -> str:
        return text


def harmless(text: str) -> str:
    """A text that a spreadsheet program would take for a formula is marked as text."""
    return f"'{text}" if text[:1] in "=+-@＝＋－＠\t\r" else text


@lru_cache(maxsize=512)
def titles(procedure: str, outcome: str) -> tuple[str, str]:
    """(title of the procedure, words of the outcome); what is unknown stands as it is."""
    found = discovery.procedures().get(procedure)
    if found is None:
        return procedure, outcome or "—"
    rule = found.facts.get("outcome")
    for kind, name in rule.sources if rule else ():
        model = discovery.payload_model(procedure, kind)
        specs = fields_of(model) if model else ()
        words = dict(next((s.choices for s in specs if s.name == name), ()))
        if outcome in words:
            return found.title, words[outcome]
    return found.title, outcome or "已决定"


def _line(text: str) -> str:
    """What can be shown and looked up; the rest of a hostile text is dropped."""
    return "".join(c for c in text if c.isprintable()).strip()[:80]
