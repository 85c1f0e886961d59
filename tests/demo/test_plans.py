"""The plans of the demonstration city: accepted from their texts, with tasks in every state whatever day it is made."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils import timezone

from yifa.demo import people
from yifa.demo.places import REGIONS
from yifa.demo.plans import DATA, days, load_plans
from yifa.demo.staffing import load_staffing
from yifa.policies.parse import parse_text
from yifa.registers.change import change_many
from yifa.registers.models import PlanInspection, PlanLiaison, PlanMeeting, PolicyPlan, Region
from yifa.registers.scope import IMPORTER, PUBLIC, scope
from yifa.supervision.plans import board, outlines, sides
from yifa.supervision.plans.comparing import compare


def offices_and_plans() -> None:
    """The agencies and people of the city with its plans, and no cases."""
    with scope(IMPORTER):
        change_many(IMPORTER, Region, [dict(r) for r in REGIONS], people.REASON)
        offices = people.build(timezone.localdate())
        load_staffing(offices, timezone.localdate())  # unit heads hold their role by their post
    load_plans(offices, timezone.now())


@pytest.mark.parametrize("today", [date(2026, 11, 28), date(2027, 1, 5), date(2028, 2, 29)])
def test_the_texts_are_read_whole_on_any_day(today: date) -> None:
    found = {}
    for name, count in (("province", 14), ("city", 14)):
        reading = parse_text((DATA / f"{name}.txt").read_text(encoding="utf-8").format(**days(today)))
        assert len(reading.documents) == 1 and not reading.problems
        document = found[name] = reading.documents[0]
        assert len(document.tasks) == count and not document.not_understood
        assert all(task.units for task in document.tasks[:12])
    assert [c.number for c in found["city"].cites] == [found["province"].number]
    result = compare(sides.of_document(found["province"], today), sides.of_document(found["city"], today))
    assert [s.title for s in result.missing] == ["完善基层赋权培训", "建立跨区域执法协作机制"]
    assert [s.title for s in result.added] == ["推行说理式执法文书", "开展社区普法活动"]
    assert [p.parent.no for p in result.later] == ["1", "8"]


@pytest.mark.requirement("RQ171")
def test_tasks_are_in_every_state(populated_db: Callable[..., str]) -> None:
    populated_db("demo_plans", offices_and_plans)
    today = timezone.localdate()
    with scope(IMPORTER):
        plan = PolicyPlan.objects.get(level="city")
        found = outlines.one_plan(plan.pk)
        assert found is not None
        stages = {r.task.no: s.stage for r in found.tasks for _, s in r.charged}
        late = {r.task.no for r in found.tasks for _, s in r.charged if s.overdue(today)}
        extended = [s.due_on for r in found.tasks if r.task.no == "1" for _, s in r.charged]
        assert plan.parent is not None and plan.parent.level == "province"
        assert all(not r.charged for r in outlines.one_plan(plan.parent_id).tasks)  # type: ignore[union-attr]
    assert {stages[no] for no in ("2", "7")} == {"closed"}
    assert (stages["9"], stages["5"], stages["3"], stages["6"]) == (
        "returned",
        "claimed",
        "assigned",
        "working",
    )
    assert {"3", "6", "9"} <= late and not {"2", "7"} & late
    assert extended == [today + timedelta(days=260)]
    with scope(PUBLIC):
        assert [p.plan.level for p in board.plans(today)[0]] == ["city"]


@pytest.mark.requirement("RQ198", "RQ199")
def test_liaisons_meetings_and_inspections_are_kept(populated_db: Callable[..., str]) -> None:
    populated_db("demo_plans", offices_and_plans)
    with scope(IMPORTER):
        assert PlanLiaison.objects.count() == 3
        meeting = PlanMeeting.objects.get()
        assert meeting.responsible is not None and meeting.due is not None and meeting.done_on is None
        inspection = PlanInspection.objects.get()
        assert inspection.circular and inspection.rectify_by is not None
