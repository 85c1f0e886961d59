"""A plan is taken into the ledger whole or not at all; its tasks are opened by the queue."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from supervision.plans.conftest import Place


def test_what_is_proposed_says_who_by_when_and_why(place: Place) -> None:
    from yifa.registers.scope import scope

    edited = place.edited()
    first, second, third = edited.tasks
    justice, urban = str(place.justice.agency.pk), str(place.urban.agency.pk)
    assert [(u.name, set(u.agencies), u.charged) for u in first.units] == [
        ("市司法局", {justice}, True),
        ("各行政执法机关", {justice, urban}, False),
    ]
    assert first.units[1].rule and "各行政执法机关" in first.units[1].why
    assert [(u.agencies, u.charged) for u in second.units] == [((justice,), True), ((), False)]
    assert "没有登记" in second.units[1].why
    assert (first.clock, second.clock, third.clock) == (0, 0, 0)
    assert first.indicator == "training_hours"
    assert (edited.publish_number, edited.publish_unit) == (20, "cd")
    with scope(place.justice.actor("unit_head")):
        from yifa.registers.models import PolicyPlan

        assert not PolicyPlan.objects.exists()


@pytest.mark.requirement("RQ171")
def test_everything_read_is_kept_and_each_lead_agency_gets_its_task(place: Place) -> None:
    from yifa.matters.models import Matter
    from yifa.registers.models import PlanTask, PlanTaskUnit
    from yifa.registers.scope import WORKER, scope
    from yifa.supervision.plans import opening

    plan = place.accept()
    with scope(WORKER):
        assert plan.matter_id is not None
        assert Matter.objects.get(pk=plan.matter_id).agency_id == place.justice.agency.pk
        tasks = list(PlanTask.objects.filter(plan=plan).order_by("position"))
        assert [(t.no, t.recurs, t.due_on) for t in tasks] == [
            ("1.", "once", date(2027, 6, 30)),
            ("2.", "yearly", date(2026, 12, 15)),
            ("3.", "event", None),
        ]
        units = PlanTaskUnit.objects.filter(plan=plan)
        assert units.filter(name="各行政执法机关").count() == 2
        assert units.get(name="市数据局").agency_id is None
        charged = {(u.task.no, u.agency_id) for u in units.filter(charged=True)}
        justice, urban = place.justice.agency.pk, place.urban.agency.pk
        assert charged == {("1.", justice), ("2.", justice), ("3.", urban)}
        assert opening.progress(plan.pk) == opening.Progress(3, 3, 0)
        opened = Matter.objects.filter(procedure="policy_task.task")
        assert {(m.stage, m.agency_id) for m in opened} == {("assigned", justice), ("assigned", urban)}
        assert [m.due_at.date().isoformat() for m in opened.filter(title__startswith="1.")] == ["2027-06-30"]


def test_opening_twice_opens_once(place: Place) -> None:
    from yifa.matters.models import Matter
    from yifa.registers.change import change
    from yifa.registers.models import PlanTaskUnit
    from yifa.registers.scope import WORKER, scope
    from yifa.supervision.plans import opening

    plan = place.accept()
    with scope(WORKER):  # as if the job had died after the act and before it was written down
        unit = PlanTaskUnit.objects.filter(plan=plan, charged=True).first()
        change(WORKER, PlanTaskUnit, unit.pk, {"matter_id": None}, "测试")
        assert opening.again() == [str(plan.pk)]
        before = Matter.objects.count()
    assert opening.run(str(plan.pk)).opened == 3
    with scope(WORKER):
        assert Matter.objects.count() == before


def test_the_same_document_twice_is_told(place: Place) -> None:
    from yifa.supervision.plans.accepting import NotAccepted

    plan = place.accept()
    with pytest.raises(NotAccepted) as refused:
        place.accept(place.edited())
    assert refused.value.plan_id == str(plan.pk)
    assert "2026-03-01" in refused.value.errors[""]


def test_nothing_is_kept_of_what_was_not_accepted(place: Place) -> None:
    from yifa.registers.models import PlanSource, PolicyPlan
    from yifa.registers.scope import WORKER, scope
    from yifa.supervision.plans.accepting import NotAccepted

    edited = place.edited()
    wrong = replace(edited.with_task(0, indicator="no_such"), level="", publish_unit="")
    with pytest.raises(NotAccepted) as refused:
        place.accept(wrong)
    assert set(refused.value.errors) == {"level", "publish_number", "tasks.0.indicator"}
    with pytest.raises(NotAccepted) as refused:
        place.accept(replace(edited, tasks=tuple(replace(t, dropped=True) for t in edited.tasks)))
    assert set(refused.value.errors) == {"tasks"}
    with scope(WORKER):
        assert not PolicyPlan.objects.exists() and not PlanSource.objects.exists()


def test_who_may_not_adopt_is_told(place: Place) -> None:
    from yifa.access import Denied

    with pytest.raises(Denied):
        place.accept(place.edited(), role="archivist")


def test_an_edited_reading_travels_as_json(place: Place) -> None:
    import json

    from yifa.supervision.plans.edited import BadEdited, as_json, from_json

    edited = place.edited()
    sent = json.loads(json.dumps(as_json(edited)))
    assert from_json(sent) == edited
    for spoiled in (
        {"text": 1},
        [],
        {**sent, "level": 5},
        {**sent, "tasks": [{"task": {}}]},
        {**sent, "x": 1},
    ):
        with pytest.raises(BadEdited):
            from_json(spoiled)


def test_a_person_changes_what_a_collective_name_stands_for(place: Place) -> None:
    from yifa.registers.change import change
    from yifa.registers.models import CollectiveUnit
    from yifa.registers.scope import IMPORTER, scope

    with scope(IMPORTER):
        rule = CollectiveUnit.objects.get(title="各行政执法机关")
        change(IMPORTER, CollectiveUnit, rule.pk, {"names": place.urban.agency.name}, "按名单执行")
    unit = place.edited().tasks[0].units[1]
    assert unit.agencies == (str(place.urban.agency.pk),)
