"""Clocks on a matter: started, paused, resumed, lengthened and ended by acts, each step with its trace."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from support import world
from support.walk import SHANGHAI, Walk, day, now

from yifa.matters.models import Clock, ClockEvent, Matter
from yifa.matters.recompute import recompute_open
from yifa.registers.change import change
from yifa.registers.models import Holiday
from yifa.registers.scope import IMPORTER, scope

pytestmark = pytest.mark.django_db


def _clock(walk: Walk, name: str) -> Clock:
    with scope(walk.office.actor("handler")):
        return Clock.objects.get(matter_id=walk.matter_id, name__startswith=name)


def _events(clock: Clock) -> list[str]:
    with scope(IMPORTER):
        return list(
            ClockEvent.objects.filter(clock=clock)
            .order_by("recorded_at", "id")
            .values_list("event", flat=True)
        )


def _due_day(clock: Clock) -> date:
    assert clock.due_at is not None
    return clock.due_at.astimezone(SHANGHAI).date()


def test_filing_starts_the_ninety_days_and_says_how_they_were_counted(walk: Walk) -> None:
    walk.until("file")
    clock = _clock(walk, "case_period")
    assert (clock.figure, clock.amount, clock.unit) == ("P20", 90, "cd")
    assert "行政处罚法" in clock.citation
    assert any("不计入" in step or "次日" in step for step in clock.steps), clock.steps
    assert _events(clock) == ["start"]
    with scope(walk.office.actor("handler")):
        assert Matter.objects.get().due_at == clock.due_at


def test_the_due_day_is_ninety_days_after_filing_unless_that_is_a_holiday(walk: Walk) -> None:
    walk.until("file")
    clock = _clock(walk, "case_period")
    plain = now().date() + timedelta(days=90)
    assert _due_day(clock) >= plain
    assert (_due_day(clock) - plain).days <= 12  # never rolls further than the longest holiday


def test_a_year_not_yet_published_is_marked_provisional(walk: Walk) -> None:
    walk.until("file")
    clock = _clock(walk, "case_period")
    assert clock.provisional == (_due_day(clock).year > 2026)


def test_suspension_stops_the_clock_and_resumption_adds_the_days(office: world.Office) -> None:
    """Where the sector's rule leaves the time out: 市场监督管理行政处罚程序规定第六十四条第二款."""
    market = world.office("云州市市场监督管理局", "market", "云市监", "10000002")
    walk = Walk(market, world.firm())
    walk.until("file")
    before = _due_day(_clock(walk, "case_period"))
    walk.do(
        "suspend",
        {"ground": "force_majeure", "basis": "程序规定第四十六条", "reasons": "道路中断,无法调查。"},
    )
    paused = _clock(walk, "case_period")
    assert paused.paused
    assert paused.due_at is None
    refused = walk.attempt("show_identity", walk.identity())
    assert "engine.suspended" in [f.gate for f in refused.blocking]
    walk.do("resume_case", {"reasons": "道路恢复通行。"})
    after = _clock(walk, "case_period")
    assert not after.paused
    assert _due_day(after) >= before
    assert _events(after) == ["start", "pause", "resume"]


def test_deciding_ends_the_period(walk: Walk) -> None:
    walk.until("decide")
    clock = _clock(walk, "case_period")
    assert clock.ended_at is not None
    assert _events(clock)[-1] == "end"


def test_service_starts_the_fifteen_days_for_payment_from_the_day_of_receipt(walk: Walk) -> None:
    walk.until("serve_decision")
    clock = _clock(walk, "payment")
    assert (clock.figure, clock.amount, clock.unit) == ("P28", 15, "cd")
    assert clock.started_at.astimezone(SHANGHAI).date().isoformat() == day()


def test_a_holiday_entered_later_recomputes_open_clocks_and_leaves_a_trace(walk: Walk) -> None:
    walk.until("decide")
    clock = _clock(walk, "decision_service")
    due = _due_day(clock)
    with scope(IMPORTER):
        values: dict[str, Any] = {"day": due, "working": False, "name": "临时放假", "source": "国办通知"}
        change(IMPORTER, Holiday, None, values, "国务院通知")
    seen, changed = recompute_open("补录放假日")
    assert seen >= 1
    assert changed >= 1
    moved = _clock(walk, "decision_service")
    assert _due_day(moved) > due
    assert _events(moved)[-1] == "recompute"
    assert recompute_open("再算一次")[1] == 0


def test_no_clock_is_counted_by_a_job(walk: Walk) -> None:
    """Nearing and overdue are computed from the row: the due time is absolute."""
    walk.until("file")
    assert isinstance(_clock(walk, "case_period").due_at, datetime)


def test_market_agencies_have_their_own_period(office: world.Office) -> None:
    other = world.office("云州市市场监督管理局", "market", "云市监", "10000002")
    walk = Walk(other, world.firm())
    walk.until("file")
    assert _clock(walk, "case_period").figure == "M09"


def test_correcting_the_day_of_service_counts_the_days_for_payment_again(walk: Walk) -> None:
    walk.until("serve_decision")
    first = _clock(walk, "payment")
    wrong = next(str(o.act.pk) for o in walk.outcomes if o.act and o.act.kind == "serve_notice")
    walk.do("serve_notice", walk.service(recipient="周建中"), corrects=wrong)
    with scope(walk.office.actor("handler")):
        clocks = Clock.objects.filter(matter_id=walk.matter_id, name="hearing_request").order_by("id")
        assert [c.ended_at is None for c in clocks] == [False, True]
        assert Clock.objects.get(pk=first.pk).ended_at is None
