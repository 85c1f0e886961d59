"""Clocks that are over: each is reached, and each is looked at again under the lock before it means anything."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from institutions.permit import roads
from support import world
from support.starts import begins
from support.walk import Walk

from yifa.matters import lapsing
from yifa.matters.models import Clock
from yifa.registers.scope import WORKER, scope

LATE = {"other_rule": "《某某条例》第二十条：届满前提出"}


@pytest.fixture
@begins
def office(db: None) -> world.Office:
    return world.office()


def asked_for(office: world.Office, digits: str, **said: str) -> Walk:
    """A permit that ended yesterday, its renewal asked for on that day: too late unless another rule allows it."""
    walk, end = Walk(office, world.firm(f"云州市{digits}有限公司", digits)), roads.day(-1)
    roads.until_in_force(walk, until=end)
    walk.do("apply_renewal", {"applied_on": end, "valid_until": end, "asked": "延续一年", **said})
    return walk


def change_clock(walk: Walk, **values: Any) -> None:
    with scope(WORKER):
        Clock.objects.filter(matter_id=walk.matter_id, name="renewal").update(**values)


def due(walk: Walk) -> Any:
    with scope(WORKER):
        return Clock.objects.get(matter_id=walk.matter_id, name="renewal").due_at


def test_blocked_cases_at_the_head_do_not_hide_those_behind(
    office: world.Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lapsing, "PAGE", 1)
    blocked = [asked_for(office, f"2000000{n}") for n in (1, 2)]
    behind = asked_for(office, "20000003", **LATE)
    for walk in blocked:  # the same moment for both: neither may be passed over, nor asked for ever
        change_clock(walk, due_at=due(behind) - timedelta(days=3))
    assert lapsing.lapse_due() == 1
    assert behind.kinds()[-1] == "renewal_lapsed"


def test_a_case_that_cannot_be_read_does_not_hide_the_others(
    office: world.Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, whole = (asked_for(office, f"2000000{n}", **LATE) for n in (1, 2))
    change_clock(broken, due_at=due(whole) - timedelta(days=3))
    dry_run = lapsing.service.dry_run

    def failing(ask: Any) -> Any:
        if ask.matter_id == broken.matter_id:
            raise ValueError("unreadable")
        return dry_run(ask)

    monkeypatch.setattr(lapsing.service, "dry_run", failing)
    assert lapsing.lapse_due() == 1
    assert whole.kinds()[-1] == "renewal_lapsed"


@pytest.mark.parametrize("changed", [{"paused": True, "due_at": None}, {"due_at": "later"}])
def test_a_clock_that_moved_since_it_was_listed_means_nothing(
    office: world.Office, changed: dict[str, Any]
) -> None:
    walk = asked_for(office, "20000001", **LATE)
    listed = list(lapsing._lapsed())
    assert [str(one.matter_id) for one in listed] == [walk.matter_id]
    if changed["due_at"] == "later":
        changed = {"due_at": due(walk) + timedelta(days=30)}
    change_clock(walk, **changed)
    assert not lapsing._tried(listed[0])
    assert walk.kinds()[-1] == "apply_renewal"
