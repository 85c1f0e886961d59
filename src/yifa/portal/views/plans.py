"""公开的政策方案: plans that were published, their tasks, and how far the units have come. No person is named."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from yifa.portal.typed import typed
from yifa.portal.views import public
from yifa.registers.models import PolicyPlan
from yifa.supervision.plans import board as ledger
from yifa.supervision.plans import outlines, states
from yifa.supervision.plans.words import sections, withdrawn_lines

PAGE = 20


@public
def listing(request: HttpRequest) -> HttpResponse:
    """Published plans, newest first, those whose title or number has the text. Three statements."""
    values = typed(request.GET, ("q", "level", "page"))
    page = values["page"]
    number = int(page) if page.isascii() and page.isdigit() and 0 < len(page) < 6 else 1
    level = values["level"] if values["level"] in PolicyPlan.Level.values else ""
    skip = (max(number, 1) - 1) * PAGE
    rows, count = ledger.plans(timezone.localdate(), words=values["q"], level=level, skip=skip, most=PAGE)
    context = {
        "rows": rows,
        "count": count,
        "v": values,
        "levels": PolicyPlan.Level.choices,
        "next": number + 1 if skip + PAGE < count else 0,
        "previous": number - 1,
    }
    return render(request, "portal/plans.html", context)


@public
def one(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """One published plan: outline, tasks, who answers, last days, counts by state. A constant number of statements."""
    today = timezone.localdate()
    found = outlines.outline(plan_id, today)
    if found is None:
        raise Http404
    outline, rest = sections(found, today)
    context = {
        "plan": found.plan,
        "outline": outline,
        "rest": rest,
        "tasks": len(found.tasks),
        "counted": ledger.board(today, found.plan.pk),
        "withdrawn": withdrawn_lines(states.withdrawn(found.plan.pk, named=True).values()),
        "today": today,
    }
    return render(request, "portal/plan.html", context)
