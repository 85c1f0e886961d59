"""What was taken back from a unit counts nowhere and is told with its reason; a unit given it has it opened anew."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from supervision.plans.conftest import Place
    from yifa.registers.models import PlanTaskUnit, PolicyPlan

ON = date(2026, 11, 28)


def take_back(place: Place, plan: PolicyPlan, unit: PlanTaskUnit, **values: Any) -> None:
    """By the justice bureau, in the plan's matter; the unit's task is told."""
    from support.walk import Walk

    walk = Walk(place.justice, None, matter_id=str(plan.matter_id))  # type: ignore[arg-type]
    walk.do("cancel_task", said(unit, **values), by="unit_head")
    walk.machine()


def said(unit: PlanTaskUnit, **values: Any) -> dict[str, Any]:
    """What the act says that takes the unit's task back."""
    from support.walk import day

    return {
        "tasks": [str(unit.matter_id)], "ground": "merged", "document": "云政办函〔2026〕9号", "cancelled_on": day(),
        "reason": "与第7项合并实施", **values,
    }  # fmt: skip


def unit_of(place: Place, plan: PolicyPlan) -> PlanTaskUnit:
    """The part of the urban agency."""
    from yifa.registers.models import PlanTaskUnit
    from yifa.registers.scope import WORKER, scope

    with scope(WORKER):
        return PlanTaskUnit.objects.select_related("task").get(
            plan=plan, charged=True, agency=place.urban.agency
        )


def test_it_leaves_every_count_and_is_told_with_the_reason(place: Place) -> None:
    from yifa.registers.scope import scope
    from yifa.supervision.plans import board, outlines, states
    from yifa.supervision.plans.words import sections, withdrawn_lines

    plan = place.accept()
    unit = unit_of(place, plan)
    take_back(place, plan, unit)
    with scope(place.urban.actor("handler")):
        found = board.board(ON)
        listed, _ = board.plans(ON)
        told = states.withdrawn(plan.pk, named=True)
        elsewhere = states.withdrawn(plan.pk, place.justice.agency.pk)
        own = board.tasks_of(place.urban.agency.pk)
        one = outlines.one_plan(plan.pk)
        month = states.withdrawn(first=date(2020, 1, 1), last=date(2020, 1, 31))
    assert (found.total.tasks, found.total.closed, found.total.running) == (2, 0, 2)
    assert place.urban.agency.name not in [name for _, name, _ in found.by_unit]
    assert (listed[0].counts.tasks, listed[0].counts.closed) == (2, 0)
    assert [(w.title, w.why) for w in told.values()] == [
        ("已取消", "任务合并；云政办函〔2026〕9号；与第7项合并实施")
    ]
    assert [(n.task.pk, n.units) for n in withdrawn_lines(told.values())] == [
        (unit.task_id, "云州市城市管理综合执法局")
    ]
    assert not elsewhere and not own and not month
    assert one is not None
    outline, rest = sections(one, ON)
    lines = {n.row.task.pk: n for section in outline for n in section.lines} | {
        n.row.task.pk: n for n in rest
    }
    line = lines[unit.task_id]
    assert (line.charged, line.closed, line.out) == (0, 0, 1)
    assert [n.words for n in line.names if n.words] == ["已取消"]


def test_the_calendar_tells_what_would_have_fallen_due(place: Place) -> None:
    from yifa.registers.scope import scope
    from yifa.supervision.plans import states

    plan = place.accept()
    unit = unit_of(place, plan)
    with scope(place.urban.actor("handler")):
        due = states.states(plan.pk)[unit.pk].due_on or unit.due_on
    take_back(place, plan, unit)
    with scope(place.urban.actor("handler")):
        assert due is None or list(states.withdrawn(first=due, last=due)) == [unit.pk]
        assert list(states.withdrawn()) == [unit.pk]


def test_the_chart_shows_it_as_out(place: Place) -> None:
    from yifa.registers.scope import scope
    from yifa.supervision.plans import outlines
    from yifa.supervision.plans.charts import gantt

    plan = place.accept()
    unit = unit_of(place, plan)
    take_back(place, plan, unit)
    with scope(place.urban.actor("handler")):
        found = outlines.one_plan(plan.pk)
    assert found is not None
    line = next(n for n in gantt(outlines.bars(found), ON).lines if n.task_id == unit.task_id)
    assert (line.state, line.units, line.out) == ("out", 0, 1)


def test_the_public_is_told_why_of_published_plans_only(place: Place) -> None:
    from yifa.registers.change import change
    from yifa.registers.models import PolicyPlan
    from yifa.registers.scope import PUBLIC, WORKER, scope
    from yifa.supervision.plans import states

    plan = place.accept()
    take_back(place, plan, unit_of(place, plan))
    with scope(PUBLIC):
        assert states.withdrawn(plan.pk) == {}
    with scope(WORKER):
        change(WORKER, PolicyPlan, plan.pk, {"published_on": date(2026, 3, 5)}, "公开")
    with scope(PUBLIC):
        assert [w.title for w in states.withdrawn(plan.pk).values()] == ["已取消"]


def test_given_to_another_unit_it_is_opened_there_once(place: Place) -> None:
    from registers import make

    from yifa.matters.models import Matter
    from yifa.registers.models import PlanTaskUnit
    from yifa.registers.scope import IMPORTER, WORKER, scope
    from yifa.supervision.plans import following, opening

    plan = place.accept()
    unit = unit_of(place, plan)
    with scope(IMPORTER):
        water = make.agency(78, place.urban.agency.region, name="云州市水务局")
    take_back(place, plan, unit, ground="reassigned", agency="云州市水务局")
    with scope(WORKER):
        assert [p.pk for p in following.give_anew()] == [plan.pk]
        assert following.give_anew() == []
    opening.run(str(plan.pk))
    with scope(WORKER):
        given = PlanTaskUnit.objects.get(task=unit.task_id, agency=water)
        matter = Matter.objects.get(pk=given.matter_id)
    assert (given.charged, given.role, matter.agency_id, matter.stage) == (
        True,
        unit.role,
        water.pk,
        "assigned",
    )
    assert str(matter.parent_id) == str(plan.matter_id)


@pytest.mark.parametrize("agency", ["不存在的局", "云州市水务局"])
def test_to_a_unit_that_no_register_has_it_is_not_given(place: Place, agency: str) -> None:
    """Never entered, or entered and dissolved: refused with what to do, and the task stays where it is."""
    from registers import make
    from support.walk import Walk

    from yifa.matters.models import Matter
    from yifa.registers.scope import IMPORTER, WORKER, scope

    plan = place.accept()
    unit = unit_of(place, plan)
    with scope(IMPORTER):
        gone = {"name": "云州市水务局", "valid_to": date(2026, 1, 31)}
        make.agency(78, place.urban.agency.region, **gone)
    walk = Walk(place.justice, None, matter_id=str(plan.matter_id))  # type: ignore[arg-type]
    refused = walk.attempt("cancel_task", said(unit, ground="reassigned", agency=agency), by="unit_head")
    assert [(f.gate, f.field, f.message, f.remedy) for f in refused.blocking] == [(
        "engine.agency_named", "agency", f"登记簿中没有名称或者统一社会信用代码为“{agency}”的机关",
        "填写机关全称，或者统一社会信用代码",
    )]  # fmt: skip
    with scope(WORKER):
        assert Matter.objects.get(pk=unit.matter_id).stage == "assigned"


def test_a_unit_that_went_before_the_task_came_is_kept_as_named(place: Place) -> None:
    from registers import make

    from yifa.registers.change import change
    from yifa.registers.models import Agency, PlanTaskUnit
    from yifa.registers.scope import IMPORTER, WORKER, scope
    from yifa.supervision.plans import following

    plan = place.accept()
    unit = unit_of(place, plan)
    with scope(IMPORTER):
        water = make.agency(78, place.urban.agency.region, name="云州市水务局")
    take_back(place, plan, unit, ground="reassigned", agency="云州市水务局")
    with scope(IMPORTER):
        change(IMPORTER, Agency, water.pk, {"valid_to": date(2026, 1, 31)}, "机构改革撤销")
    with scope(WORKER):
        assert following.give_anew() == []
        kept = PlanTaskUnit.objects.get(task=unit.task_id, name__startswith="云州市水务局")
    assert (kept.agency, kept.charged) == (None, False)


def test_who_has_no_task_left_is_not_evaluated_and_loses_nothing(place: Place) -> None:
    from django.core.exceptions import ValidationError

    from yifa.registers.scope import scope
    from yifa.supervision.plans import evaluating

    plan = place.accept()
    unit = unit_of(place, plan)
    actor = place.justice.actor("unit_head")
    item = evaluating.Item("本项任务", "按期完成", 20, str(unit.task_id))
    dates = {"starts_on": ON, "self_by": ON, "check_by": ON}
    with scope(actor):
        before = evaluating.begin(actor, plan, "mid", [item], scheme="查阅资料", **dates)
    take_back(place, plan, unit)
    with scope(actor):
        after = evaluating.begin(actor, plan, "final", [item], scheme="查阅资料", **dates)
        assert place.urban.agency.pk in set(before.units.values_list("agency_id", flat=True))
        assert place.urban.agency.pk not in set(after.units.values_list("agency_id", flat=True))
        theirs = before.units.select_related("evaluation__plan__agency").get(agency=place.urban.agency)
        with pytest.raises(ValidationError, match="不计分"):
            evaluating.deduct(actor, theirs, before.items.get(), 2, "没有按期完成", ON)


def test_counted_lines_say_what_lines_of_all_units_say(place: Place) -> None:
    """The outline of a plan is counted in the database; read unit by unit it is the same."""
    from dataclasses import astuple

    from yifa.registers.scope import scope
    from yifa.supervision.plans import outlines
    from yifa.supervision.plans.words import sections

    plan = place.accept()

    def lines(found: outlines.OnePlan | None, on: date) -> list[tuple[Any, ...]]:
        assert found is not None
        outline, rest = sections(found, on)
        every = [n for section in outline for n in section.lines] + rest
        return [
            (n.row.task.pk, [astuple(x) for x in n.names], n.due, n.charged, n.closed, n.late, n.out)
            for n in every
        ]

    for on in (ON, date(2030, 1, 1)):
        with scope(place.urban.actor("handler")):
            counted, whole = lines(outlines.outline(plan.pk, on), on), lines(outlines.one_plan(plan.pk), on)
        assert counted == whole and any(n[3] for n in counted)
    take_back(place, plan, unit_of(place, plan))
    with scope(place.urban.actor("handler")):
        assert lines(outlines.outline(plan.pk, ON), ON) == lines(outlines.one_plan(plan.pk), ON)
