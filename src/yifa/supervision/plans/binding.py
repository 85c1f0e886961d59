"""What the platform measures of a task: bound by the person, shown beside what the unit claims."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError

from yifa.access import require
from yifa.registers.change import change
from yifa.registers.models import PlanTask, PlanTaskUnit
from yifa.registers.scope import Actor
from yifa.supervision.plans.indicators import INDICATORS, Measurement, measure
from yifa.supervision.plans.outlines import TaskRow
from yifa.supervision.plans.states import State


def bind(actor: Actor, task: PlanTask, indicator: str) -> PlanTask:
    """Bind a task to an indicator, or to none (""). By the agency that adopted the plan."""
    require(actor, "plans.manage")
    if indicator and indicator not in INDICATORS:
        raise ValidationError({"indicator": "没有这个平台指标"})
    if str(task.plan.agency_id) != actor.agency_id:
        raise ValidationError("只有采纳方案的机关可以绑定指标")
    return change(actor, PlanTask, task.pk, {"indicator": indicator}, "绑定平台指标")


def asked_by(task: PlanTask) -> int | None:
    """The number that the task itself sets for its indicator, where it is a whole one; None: the figure's counts."""
    chosen = INDICATORS.get(task.indicator)
    if chosen is None:
        return None
    for target in task.targets.all():
        if (
            target.unit == chosen.unit
            and target.comparison in (">=", ">")
            and target.value == int(target.value)
        ):
            return int(target.value)
    return None


@dataclass(frozen=True, slots=True)
class Beside:
    """One unit of a task: how far its matter is (the claim), and what the platform measured of it."""

    unit: PlanTaskUnit
    state: State
    measured: Measurement | None

    @property
    def differs(self) -> bool:
        """Claimed or closed although the measurement is not reached."""
        claimed = self.state.stage in ("claimed", "closed", "archived")
        return claimed and self.measured is not None and self.measured.reached is False


def beside(row: TaskRow, on: date) -> Sequence[Beside]:
    """Claim and measurement of every known unit of the task, for the calendar year of `on`. Two statements at most.

    The scope says whose cases count: an agency measures itself, supervision its region.
    """
    units = [u for u in row.units if u.agency is not None]
    found: dict[object, Measurement] = {}
    if row.task.indicator in INDICATORS and units:
        agencies = list({u.agency_id: u.agency for u in units if u.agency is not None}.values())
        begin = date(on.year, 1, 1)
        measured = measure(row.task.indicator, agencies, begin, on, asked=asked_by(row.task))
        found = {m.agency: m for m in measured}
    return [Beside(u, row.state_of(u), found.get(u.agency_id)) for u in units]
