"""A task that was added to a plan is one of the ledger like any other: counted, taken back, given to another unit."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from .test_withdrawn import ON, take_back

if TYPE_CHECKING:
    from supervision.plans.conftest import Place
    from yifa.registers.models import PlanTaskUnit, PolicyPlan

BASIS = "市政府第12次常务会议纪要"
DUE = date(2027, 3, 31)


@pytest.fixture
def plan(place: Place) -> PolicyPlan:
    return place.accept()


def supplement(place: Place, plan: PolicyPlan, agency: str, **row: Any) -> None:
    """By the justice bureau in the plan's matter; the queue then opens the task and the ledger takes it in."""
    from support.walk import Walk

    from yifa.registers.scope import WORKER, scope
    from yifa.supervision.plans import supplements

    added = {
        "agency": agency,
        "title": "清理执法主体",
        "content": "清理并公告执法主体。",
        "due_on": DUE.isoformat(),
    }
    walk = Walk(place.justice, None, matter_id=str(plan.matter_id))  # type: ignore[arg-type]
    walk.do("supplement", {"basis": BASIS, "tasks": [{**added, **row}]}, by="unit_head")
    walk.machine()
    with scope(WORKER):
        assert supplements.take_in() == 1
        assert supplements.take_in() == 0


def added(plan: PolicyPlan) -> PlanTaskUnit:
    from yifa.registers.models import PlanTaskUnit
    from yifa.registers.scope import WORKER, scope

    with scope(WORKER):
        rows = PlanTaskUnit.objects.select_related("task", "agency")
        return rows.get(plan=plan, task__title="清理执法主体", matter_id__isnull=False)


def test_it_stands_in_the_ledger_with_the_paper_it_was_added_by(place: Place, plan: PolicyPlan) -> None:
    from yifa.registers.scope import scope
    from yifa.supervision.plans import board, states

    supplement(place, plan, place.urban.agency.name)
    unit = added(plan)
    assert (unit.agency, unit.charged, unit.role, unit.due_on) == (
        place.urban.agency,
        True,
        "responsible",
        DUE,
    )
    task = unit.task
    assert (task.text, task.path, task.due_on, task.position) == (
        "清理并公告执法主体。", ["补充交办", BASIS], DUE, 3,
    )  # fmt: skip
    with scope(place.urban.actor("handler")):
        assert board.board(ON, plan.pk).total.tasks == 4
        assert unit.pk in [t.unit.pk for t in board.tasks_of(place.urban.agency.pk)]
        assert states.states(plan.pk)[unit.pk].title == "待接收"


def test_it_is_given_to_another_unit_like_any_other(place: Place, plan: PolicyPlan) -> None:
    from registers import make

    from yifa.matters.models import Matter, MatterFact
    from yifa.registers.models import PlanTaskUnit
    from yifa.registers.scope import IMPORTER, WORKER, scope
    from yifa.supervision.plans import following, opening, supplements

    supplement(place, plan, place.urban.agency.name)
    unit = added(plan)
    with scope(IMPORTER):
        water = make.agency(78, place.urban.agency.region, name="云州市水务局")
    take_back(place, plan, unit, ground="reassigned", agency=water.name)
    with scope(WORKER):
        assert [p.pk for p in following.give_anew()] == [plan.pk]
        assert following.give_anew() == []
    opening.run(str(plan.pk))
    with scope(WORKER):
        assert supplements.take_in() == 0
        given = PlanTaskUnit.objects.get(task=unit.task_id, agency=water)
        matter = Matter.objects.get(pk=given.matter_id)
        facts = {f.name: f.value for f in MatterFact.objects.filter(matter=matter)}
        assert Matter.objects.get(pk=unit.matter_id).stage == "reassigned"
    assert (given.charged, matter.agency_id, matter.stage) == (True, water.pk, "assigned")
    assert str(matter.parent_id) == str(plan.matter_id)
    assert (facts["citation"], facts["due_on"], facts["charged"]) == (BASIS, DUE, water.name)


def test_written_as_a_code_the_agency_is_told_by_its_name(place: Place, plan: PolicyPlan) -> None:
    """So that the task is not given to the very unit that has it."""
    from support.walk import Walk

    from .test_withdrawn import said

    supplement(place, plan, place.urban.agency.code)
    walk = Walk(place.justice, None, matter_id=str(plan.matter_id))  # type: ignore[arg-type]
    wanted = said(added(plan), ground="reassigned", agency=place.urban.agency.name)
    refused = walk.attempt("cancel_task", wanted, by="unit_head")
    assert [(f.gate, f.field) for f in refused.blocking] == [("reassigned_elsewhere", "agency")]


def test_one_without_a_day_has_none_in_the_ledger(place: Place, plan: PolicyPlan) -> None:
    supplement(place, plan, place.urban.agency.name, due_on=None)
    assert (added(plan).due_on, added(plan).task.recurs) == (None, "none")
