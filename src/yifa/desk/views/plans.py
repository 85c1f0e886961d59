"""方案台账: the list of plans, the board by unit and by date, and what one's own agency has to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from yifa.access import may
from yifa.desk.views.base import desk, needs, show
from yifa.registers.models import PolicyPlan
from yifa.registers.scope import Actor
from yifa.supervision.plans import board as ledger
from yifa.supervision.plans import states
from yifa.supervision.plans.charts import month_after, unit_bars, weeks
from yifa.supervision.plans.drafting import drafts_of
from yifa.supervision.plans.words import due_words, withdrawn_lines
from yifa.supervision.tables import chart

PAGE = 50
CHARTED = 30  # units in the drawing of the board; the table below it has all
LISTED = 200  # tasks named below the calendar
TITLE = "方案台账"


def crumbs(*more: tuple[str, str]) -> Sequence[tuple[str, str]]:
    """Where the pages of a plan stand."""
    return [(TITLE, reverse("desk:plans")), *more]


@dataclass(frozen=True, slots=True)
class Pager:
    """Which page of how many rows; pages begin at 1."""

    number: int
    rows: int
    size: int = PAGE

    @property
    def pages(self) -> int:
        return max(1, -(-self.rows // self.size))

    @property
    def previous(self) -> int:
        return self.number - 1 if self.number > 1 else 0

    @property
    def next(self) -> int:
        return self.number + 1 if self.number < self.pages else 0


@require_safe
@desk
@needs("plans.read")
def index(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Plans newest first with how far they are; the author's own drafts above. Five statements besides the frame's."""
    asked = {name: line(request.GET.get(name, "")) for name in ("q", "level", "state")}
    today, number = timezone.localdate(), whole(request.GET.get("page", ""), 1, 100_000)
    level = asked["level"] if asked["level"] in PolicyPlan.Level.values else ""
    state = asked["state"] if asked["state"] in PolicyPlan.State.values else ""
    rows, count = ledger.plans(
        today, words=asked["q"], level=level, state=state, skip=(number - 1) * PAGE, most=PAGE
    )
    query = request.GET.copy()
    query.pop("page", None)
    can = may(actor, "plans.accept")
    context = {
        "rows": rows,
        "asked": asked,
        "narrowed": any(asked.values()),
        "pager": Pager(number, count),
        "query": f"{query.urlencode()}&" if query else "",
        "levels": PolicyPlan.Level.choices,
        "states": PolicyPlan.State.choices,
        "drafts": drafts_of(actor, most=10) if can else None,
        "sees_statistics": may(actor, "statistics.see"),
        "can": can,
    }
    return show(request, actor, "desk/plans/index.html", context, crumbs=[(TITLE, "")])


@require_safe
@desk
@needs("plans.read")
def board(request: HttpRequest, actor: Actor) -> HttpResponse:
    """任务看板: by unit, by month, a month's calendar and what was taken back. Five statements besides the frame's."""
    today = timezone.localdate()
    month = month_of(request.GET.get("month", ""), today)
    day = _day(request.GET.get("day", ""), month)
    found = ledger.board(today)
    end = month_after(month) - timedelta(days=1)
    days = ledger.calendar(month, end)
    out = states.withdrawn(first=day or month, last=day or end, most=LISTED, named=True)
    listed = [item for d in days if day in (None, d.on) for item in d.tasks]
    months = [m for m, _ in found.by_month if m is not None]
    context = {
        "today": today,
        "total": found.total,
        "bars": unit_bars(found.by_unit),
        "charted": CHARTED,
        "by_month": found.by_month,
        "chart": _month_chart(found.by_month, today) if months else None,
        "month": month,
        "day": day,
        "weeks": weeks(month, days, today),
        "previous": month_after(month, -1),
        "next": month_after(month),
        "tasks": [(item, due_words(item.due_on, today)) for item in listed[:LISTED]],
        "more": max(0, len(listed) - LISTED),
        "withdrawn": withdrawn_lines(out.values()),
        "in_month": sum(len(d.tasks) for d in days),
    }
    return show(request, actor, "desk/plans/board.html", context, crumbs=crumbs(("任务看板", "")))


@require_safe
@desk
@needs("plans.read")
def own(request: HttpRequest, actor: Actor) -> HttpResponse:
    """本机关的方案任务: soonest first; with those that are done where asked. Two statements besides the frame's."""
    today, all_ = timezone.localdate(), request.GET.get("all") == "1"
    rows = ledger.tasks_of(actor.agency_id, open_only=not all_) if actor.agency_id else []
    number = whole(request.GET.get("page", ""), 1, 100_000)
    context = {
        "rows": task_lines(rows[(number - 1) * PAGE : number * PAGE], today),
        "pager": Pager(number, len(rows)),
        "late": sum(1 for r in rows if r.state.closed is None and r.due_on and r.due_on < today),
        "all": all_,
        "cases": may(actor, "matters.read"),
    }
    return show(request, actor, "desk/plans/own.html", context, crumbs=crumbs(("本机关的任务", "")))


def task_lines(rows: Sequence[ledger.UnitTask], on: date) -> list[Mapping[str, Any]]:
    """Tasks of a unit with the words that say how near their last day is."""
    return [
        {"item": r, "due": due_words(r.due_on, on, closed=r.state.closed is not None), "unit": r.unit}
        for r in rows
    ]


def near_tasks(actor: Actor, on: date, most: int = 8) -> tuple[list[Mapping[str, Any]], int, int]:
    """For the workbench: the agency's tasks that are over, or due within thirty days; how many of each.

    Two statements; none for whoever may not read plans.
    """
    if not (actor.agency_id and may(actor, "plans.read")):
        return [], 0, 0
    rows = [r for r in ledger.tasks_of(actor.agency_id) if r.due_on and r.due_on <= on + ledger.NEAR]
    late = sum(1 for r in rows if r.due_on and r.due_on < on)
    return task_lines(rows[:most], on), late, len(rows) - late


def _month_chart(rows: Sequence[tuple[date | None, ledger.Counts]], on: date) -> Any:
    """Bars for the tasks that are not closed, the year before and two years after at most."""
    known = {m: c.running for m, c in rows if m is not None}
    first = max(min(known), month_after(on, -12))
    last = min(max(known), month_after(on, 24))
    months = []
    while first <= last:
        months.append(first)
        first = month_after(first)
    return chart(months, [known.get(m, 0) for m in months]) if months else None


def month_of(text: str, on: date) -> date:
    """The first day of a month written 2026-11; of `on` when it is none."""
    try:
        found = date.fromisoformat(f"{text[:7]}-01")
    except ValueError:
        return on.replace(day=1)
    return found if 1950 <= found.year <= 2199 else on.replace(day=1)


def _day(text: str, month: date) -> date | None:
    try:
        found = date.fromisoformat(text[:10])
    except ValueError:
        return None
    return found if found.replace(day=1) == month else None


def whole(text: str, least: int, most: int) -> int:
    """A number within bounds; the least where it is none."""
    return min(max(int(text), least), most) if text.isascii() and text.isdigit() and len(text) < 7 else least


def line(text: str) -> str:
    """What can be shown and looked up; the rest of a hostile text is dropped."""
    return "".join(c for c in text if c.isprintable() and not "\ud800" <= c <= "\udfff").strip()[:80]
