"""Progress is computed from what the platform holds; a claim stands beside it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from supervision.plans.conftest import Place

YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def measured(place: Place, indicator: str, **said: Any) -> Any:
    from yifa.registers.scope import scope
    from yifa.supervision.plans.indicators import measure

    period = said.pop("period", YEAR)
    with scope(place.urban.actor("unit_head")):
        return measure(indicator, [place.urban.agency], *period, **said)[0]


def training(place: Place, title: str, on: date, minutes: int, **values: Any) -> Any:
    from yifa.registers.change import change
    from yifa.registers.models import Training
    from yifa.registers.scope import IMPORTER, scope

    row = {
        "agency": place.urban.agency,
        "title": title,
        "kind": "law",
        "on": on,
        "minutes": minutes,
        **values,
    }
    with scope(IMPORTER):
        return change(IMPORTER, Training, None, row, "测试")


def attends(session: Any, officer: Any, minutes: int | None = None) -> None:
    from yifa.registers.change import change
    from yifa.registers.models import TrainingAttendance
    from yifa.registers.scope import IMPORTER, scope

    row = {"training": session, "officer": officer, "minutes": minutes}
    with scope(IMPORTER):
        change(IMPORTER, TrainingAttendance, None, row, "测试")


def test_hours_are_counted_by_officer_and_year(place: Place) -> None:
    people = place.urban.people
    long, short = (
        training(place, "轮训", date(2026, 5, 1), 2700),
        training(place, "补训", date(2026, 6, 1), 90),
    )
    last_year = training(place, "去年", date(2025, 6, 1), 2700)
    attends(long, people["handler"])  # 60 学时 of 45 minutes
    attends(long, people["handler2"], 2655)  # 59, and the two of the other session
    attends(short, people["handler2"])
    attends(long, people["unit_head"], 2655)
    attends(last_year, people["unit_head"])
    found = measured(place, "training_hours")
    certified = found.whole
    assert (found.done, found.number, found.reached) == (2, 60, False)
    assert certified > 2 and "借用" in found.why
    assert found.told == f"未达到：年度培训学时（60学时），{certified}中有2（{200 // certified}%）"
    assert measured(place, "training_hours", asked=59).done == 3
    assert measured(place, "training_hours", on=date(2026, 5, 15)).done == 1


def test_the_share_of_reviewers_is_that_of_the_register(place: Place) -> None:
    from yifa.registers.change import change
    from yifa.registers.models import Officer
    from yifa.registers.scope import IMPORTER, scope

    found = measured(place, "reviewer_share")
    assert (found.done, found.number, found.reached) == (1, 5, True)
    with scope(IMPORTER):
        change(IMPORTER, Officer, place.urban.people["legal_reviewer"].pk, {"legal_qualified": False}, "测试")
    assert measured(place, "reviewer_share").reached is False


def test_two_trainings_within_a_year_of_a_grant(place: Place) -> None:
    from yifa.registers.change import change
    from yifa.registers.models import Mandate
    from yifa.registers.scope import IMPORTER, scope

    with scope(IMPORTER):
        grant = change(IMPORTER, Mandate, None, {
            "agency": place.urban.agency, "kind": "granted", "type": "02", "scope": "市容",
            "grantor_name": "云岭省人民政府",
            "document": "赋权决定", "basis": "行政处罚法第二十四条第一款", "valid_from": date(2025, 3, 1),
            "published_on": date(2025, 3, 1), "published_at": "云岭省人民政府公报",
        }, "测试")  # fmt: skip
    period = (date(2025, 1, 1), date(2025, 12, 31))
    said = {"kind": "granted", "mandate": grant}
    training(place, "第一次", date(2025, 4, 1), 90, **said)
    assert measured(place, "trainings_after_grant", period=period).whole == 0  # the year is not over
    over = date(2026, 3, 2)
    assert measured(place, "trainings_after_grant", period=period, on=over).reached is False
    training(place, "第二次", date(2026, 3, 2), 90, **said)  # a day late
    assert measured(place, "trainings_after_grant", period=period, on=over).reached is False
    training(place, "第二次补记", date(2026, 3, 1), 90, **said)
    assert measured(place, "trainings_after_grant", period=period, on=over).reached is True


@pytest.mark.parametrize(
    "indicator", ["disclosed_in_time", "archived_in_time", "recordings_in_time", "major_filed_in_time"]
)
def test_without_anything_to_count_nothing_is_claimed(place: Place, indicator: str) -> None:
    found = measured(place, indicator)
    assert (found.whole, found.reached, found.percent) == (0, None, None)
    assert found.told.startswith("没有数据")


def test_every_indicator_has_a_figure_with_a_number(place: Place) -> None:
    from yifa.supervision.plans.indicators import INDICATORS, number_for

    for row in INDICATORS.values():
        number, why = number_for(row.figure, place.urban.agency, date(2026, 6, 1))
        assert number > 0 and why, row.id


@pytest.mark.requirement("RQ171")
def test_claim_and_measurement_stand_side_by_side(place: Place) -> None:
    from django.core.exceptions import ValidationError

    from yifa.registers.scope import scope
    from yifa.supervision.plans import binding, outlines

    plan = place.accept()
    with scope(place.justice.actor("unit_head")) as actor:
        first = outlines.one_plan(plan.pk).tasks[0]  # type: ignore[union-attr]
        lines = binding.beside(first, date(2026, 11, 28))
        (urban,) = [b.measured for b in lines if b.unit.agency == place.urban.agency]
        assert urban is not None and (urban.number, urban.why, urban.done) == (60, "方案所定", 0)
        (leads,) = [b for b in lines if b.unit.charged]
        assert leads.state.stage == "assigned" and not leads.differs
        binding.bind(actor, first.task, "")
        with pytest.raises(ValidationError, match="没有这个平台指标"):
            binding.bind(actor, first.task, "none_such")
        bare = outlines.one_task(first.task.pk)
        assert bare is not None and all(b.measured is None for b in binding.beside(bare, date(2026, 11, 28)))
    with (
        scope(place.urban.actor("unit_head")) as stranger,
        pytest.raises(ValidationError, match="采纳方案的机关"),
    ):
        binding.bind(stranger, first.task, "training_hours")


def test_nobody_writes_anothers_plan_whatever_the_program_asks(place: Place) -> None:
    from django.db import DatabaseError, transaction

    from yifa.registers.change import change
    from yifa.registers.models import PlanTask, PolicyPlan
    from yifa.registers.scope import scope

    plan = place.accept()
    with scope(place.urban.actor("unit_head")) as stranger:
        task = PlanTask.objects.filter(plan=plan).first()
        assert task is not None
        for model, pk, values in (
            (PolicyPlan, plan.pk, {"title": "改"}),
            (PlanTask, task.pk, {"title": "改"}),
        ):
            with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
                change(stranger, model, pk, values, "测试")
