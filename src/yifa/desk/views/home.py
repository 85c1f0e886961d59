"""The workbench and its lists: what waits, what was done, what is new, what is in danger."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from yifa.access import may
from yifa.desk.views.base import OTHER, desk, needs, opening_acts, opening_groups, show
from yifa.desk.views.plans import near_tasks
from yifa.matters import discovery, queries
from yifa.matters.looks import veil
from yifa.matters.models import Act, Draft, Matter
from yifa.registers import benchmark_notes
from yifa.registers.models import Role
from yifa.registers.scope import Actor
from yifa.supervision.staff import own_reminder


@desk
def workbench(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Four counts, one's matters by days left, what waits, the agency's tasks under plans, and shortcuts."""
    tasks, late, near = near_tasks(actor, timezone.localdate())
    found = queries.workbench(actor, timezone.now())
    box = queries.inbox(actor, limit=8)
    concerns = len(_tables_beyond(actor))
    context = {
        "bench": replace(found, alerts=found.alerts + concerns),
        "rows": with_stages(actor, found.rows),
        "todo": drafts_shown([*box.waiting, *box.returned, *box.open])[:8],
        "called": calls_shown(actor, queries.called(actor)[:8]),
        "shortcuts": opening_acts(actor),
        "filing": reverse("desk:matters") + "?state=open&mine=1",
        "tasks": tasks,
        "tasks_late": late,
        "tasks_near": near,
        "certificate": own_reminder(
            actor.officer_id, actor.certificate, may(actor, "matters.handle"), timezone.localdate()
        ),
    }
    return show(request, actor, "desk/workbench.html", context)


@desk
@needs("matters.read")
def new_other(request: HttpRequest, actor: Actor) -> HttpResponse:
    """其他事项: what can be opened and is not opened every day."""
    context = {"groups": opening_groups(actor, OTHER)}
    return show(request, actor, "desk/new_other.html", context, crumbs=[("其他事项", "")])


@desk
@needs("matters.read")
def inbox(request: HttpRequest, actor: Actor) -> HttpResponse:
    """待办: approvals that wait for the actor, returned drafts, unfinished drafts."""
    box = queries.inbox(actor)
    context = {
        "waiting": drafts_shown(box.waiting),
        "returned": drafts_shown(box.returned),
        "open": drafts_shown(box.open),
        "called": calls_shown(actor, queries.called(actor)[:200]),
    }
    return show(request, actor, "desk/inbox.html", context, crumbs=[("待办", "")])


@desk
@needs("matters.read")
def handled(request: HttpRequest, actor: Actor) -> HttpResponse:
    """已办: what the actor submitted or decided."""
    context = {"rows": drafts_shown(queries.handled(actor))}
    return show(request, actor, "desk/handled.html", context, crumbs=[("已办", "")])


@desk
@needs("matters.read")
def news(request: HttpRequest, actor: Actor) -> HttpResponse:
    """待阅: what others did on the actor's open matters in the last days, deadlines that moved, and who looked in."""
    rows = [
        {"act": act, "matter": act.matter, "title": act_title(act.matter.procedure, act.kind)}
        for act in queries.news(actor)[:100]
    ]
    context = {
        "rows": rows,
        "clocks": queries.clock_news(actor)[:100],
        "looks": queries.looks_at_mine(actor)[:100],
    }
    return show(request, actor, "desk/news.html", context, crumbs=[("待阅", "")])


@desk
@needs("matters.read")
def alerts(request: HttpRequest, actor: Actor) -> HttpResponse:
    """预警: open alerts, benchmarks that leave a superior's range, and matters past their deadline."""
    open_alerts = list(queries.open_alerts(actor)[:200])
    veil(actor, [a.matter for a in open_alerts], open_alerts)
    context = {
        "alerts": open_alerts,
        "tables": _tables_beyond(actor),
        "overdue": with_stages(actor, queries.overdue(actor, timezone.now())[:200]),
    }
    return show(request, actor, "desk/alerts.html", context, crumbs=[("预警", "")])


def _tables_beyond(actor: Actor) -> list[benchmark_notes.Concern]:
    """Benchmarks beyond a superior's range that the actor has to see to: the own agency's, or those one supervises."""
    if not may(actor, "benchmarks.beyond.see"):
        return []
    return benchmark_notes.concerning(actor.agencies, unregistered=actor.scope == "supervision")


def calls_shown(actor: Actor, acts: Iterable[Act]) -> list[dict[str, Any]]:
    """Acts that call on the actor's post, with their titles."""
    acts = list(acts)
    veil(actor, [a.matter for a in acts])
    return [{"act": a, "matter": a.matter, "title": act_title(a.matter.procedure, a.kind)} for a in acts]


def act_title(procedure_id: str, kind: str) -> str:
    """Chinese name of an act kind."""
    procedure = discovery.procedures().get(procedure_id)
    return procedure.act_title(kind) if procedure else kind


def stage_title(procedure_id: str, stage: str) -> str:
    """Chinese name of a stage."""
    procedure = discovery.procedures().get(procedure_id)
    found = procedure.stages.get(stage) if procedure else None
    return found.title if found else stage


def no_party_words(procedure_id: str) -> str:
    """What stands where a matter names no party: not known yet, or the procedure has none."""
    procedure = discovery.procedures().get(procedure_id)
    takes = procedure is None or any("parties" in a.project for a in procedure.acts.values())
    return "不明" if takes else "—"


def with_stages(actor: Actor, rows: Iterable[Matter]) -> list[dict[str, Any]]:
    """Matters with the words a list shows; people are masked where the actor has no part in the matter."""
    rows = list(rows)
    veil(actor, rows)
    procedures = discovery.procedures()
    return [
        {
            "matter": row,
            "stage": stage_title(row.procedure, row.stage),
            "nobody": no_party_words(row.procedure),
            "procedure": procedures[row.procedure].title if row.procedure in procedures else row.procedure,
        }
        for row in rows
    ]


def drafts_shown(drafts: Sequence[Draft]) -> list[dict[str, Any]]:
    """Drafts with their act's title, where they are in words, and the page that goes on with them."""
    return [
        {
            "draft": draft,
            "title": act_title(draft.procedure, draft.kind),
            "waits": "、".join(str(Role(r).label) for r in draft.waiting_roles if r in Role.values),
            "url": reverse(
                "desk:approval" if draft.state in ("submitted", "done") else "desk:draft", args=[draft.pk]
            ),
        }
        for draft in drafts
    ]
