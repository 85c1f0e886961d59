"""Pauses and extensions through the engine: reason and article stored and told, each pause ended by its own act."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from support import world
from support.walk import SHANGHAI, Walk, day, now

from yifa.law.procedure import ActRule, ClockPause, ClockResume, Procedure
from yifa.matters import discovery
from yifa.matters.models import Clock, ClockEvent
from yifa.matters.recompute import recompute_open
from yifa.registers.change import change
from yifa.registers.models import Holiday
from yifa.registers.scope import IMPORTER, scope

pytestmark = pytest.mark.django_db

BASIS = "行政处罚法第六十条"
MARKET = "《市场监督管理行政处罚程序规定》第64条"
APPRAISE = {
    "institution": "云州市检验院",
    "qualification": "CMA",
    "matters": "检测烟气成分。",
    "commissioned_on": day(),
    "party_told": True,
}
RESULT = {
    "institution": "云州市检验院",
    "received_on": day(),
    "result": "超过标准。",
    "party_told_on": day(),
}
SUSPEND = {"ground": "force_majeure", "basis": "云州市应急通告第三条", "reasons": "道路中断,无法调查。"}


def rules(monkeypatch: pytest.MonkeyPatch, **changes: dict[str, Any]) -> None:
    """The penalty procedure with some acts ruled otherwise."""
    shipped = discovery.procedures()
    ordinary = shipped["penalty.ordinary"]
    acts: dict[str, ActRule] = {k: replace(a, **changes.get(k, {})) for k, a in ordinary.acts.items()}
    changed: dict[str, Procedure] = {**shipped, ordinary.id: replace(ordinary, acts=acts)}
    monkeypatch.setattr(discovery, "procedures", lambda: changed)


@pytest.fixture
def own_reasons(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each pause with its reason; each act that resumes names the one it ends."""
    clocks = ("case_period", "case_period_strict")
    rules(
        monkeypatch,
        appraise={"pause": tuple(ClockPause(c, "鉴定", by_figure=True) for c in clocks)},
        appraisal_result={"resume": tuple(ClockResume(c, "鉴定") for c in clocks)},
        suspend={"pause": tuple(ClockPause(c, "中止", basis_field="basis") for c in clocks)},
        resume_case={"resume": tuple(ClockResume(c, "中止") for c in clocks)},
    )


def market() -> Walk:
    office = world.office("云州市市场监督管理局", "market", "云市监", "10000002")
    return Walk(office, world.firm())


def period(walk: Walk) -> Clock:
    with scope(walk.office.actor("handler")):
        return Clock.objects.get(matter_id=walk.matter_id, name__startswith="case_period")


def test_a_pause_is_stored_and_told_with_reason_and_the_figure_s_article(
    office: world.Office, own_reasons: None
) -> None:
    walk = market()
    walk.until("file")
    walk.do("appraise", APPRAISE)
    clock = period(walk)
    assert clock.paused and clock.due_at is None
    assert [p[1:] for p in clock.pauses] == [["", "鉴定", MARKET]]
    assert clock.steps[-1].startswith("中止：自") and f"（鉴定，{MARKET}）" in clock.steps[-1]
    walk.do("appraisal_result", RESULT)
    clock = period(walk)
    assert not clock.paused and clock.due_at is not None and clock.pauses[0][1]
    assert any(s.startswith("到期") for s in clock.steps)


def test_where_the_figure_leaves_nothing_out_the_period_runs_on(walk: Walk, own_reasons: None) -> None:
    """行政处罚法 60 itself does not say that time spent on identification does not count."""
    walk.until("file")
    before = period(walk)
    walk.do("appraise", APPRAISE)
    after = period(walk)
    assert not after.paused and after.due_at == before.due_at and after.pauses == []


def test_two_pauses_at_once_each_ends_by_its_own_act(office: world.Office, own_reasons: None) -> None:
    walk = market()
    walk.until("file")
    walk.do("appraise", APPRAISE)
    walk.do("suspend", SUSPEND)
    clock = period(walk)
    assert [p[2:] for p in clock.pauses] == [["鉴定", MARKET], ["中止", "云州市应急通告第三条"]]
    assert sum(s.startswith("中止：") for s in clock.steps) == 2
    walk.do("resume_case", {"reasons": "道路恢复通行。"})
    clock = period(walk)
    assert clock.paused, "the identification still lasts"
    assert [bool(p[1]) for p in clock.pauses] == [False, True]
    walk.do("appraisal_result", RESULT)
    clock = period(walk)
    assert not clock.paused and clock.due_at is not None
    with scope(IMPORTER):
        events = (
            ClockEvent.objects.filter(clock=clock)
            .order_by("recorded_at", "id")
            .values_list("event", flat=True)
        )
        assert list(events) == ["start", "pause", "pause", "resume", "resume"]


def test_the_same_reason_is_not_begun_twice(office: world.Office, own_reasons: None) -> None:
    walk = market()
    walk.until("file")
    walk.do("appraise", APPRAISE)
    walk.do("appraise", APPRAISE)
    assert len(period(walk).pauses) == 1


def test_pauses_kept_before_articles_were_kept_are_still_counted(office: world.Office) -> None:
    """[from, to, reason] without the article: three days out of the period, also when it is counted again."""
    walk = market()
    walk.until("file")
    clock = period(walk)
    assert clock.due_at is not None
    begun = clock.started_at + timedelta(days=1)
    with scope(IMPORTER):
        Clock.objects.filter(pk=clock.pk).update(
            pauses=[[begun.isoformat(), (begun + timedelta(days=3)).isoformat(), "委托鉴定"]]
        )
        last = clock.due_at.astimezone(SHANGHAI).date()
        change(
            IMPORTER, Holiday, None, {"day": last, "working": False, "name": "放假", "source": "通知"}, "通知"
        )
    recompute_open("通知")
    moved = period(walk)
    assert (
        moved.due_at is not None and moved.due_at > clock.due_at
    )  # by how much depends on days off at its end
    assert any(s.endswith("共3日（委托鉴定）。") for s in moved.steps)


def extend(days: int, basis: str = "程序规定第六十四条", round: str = "first") -> dict[str, Any]:
    return {"round": round, "days": days, "basis": basis, "reasons": "案情复杂，需要补充检测。"}


def test_an_extension_is_told_with_its_approver_and_kept_when_counted_again(office: world.Office) -> None:
    walk = market()
    walk.until("file")
    first = period(walk)
    walk.do("extend_period", extend(30))
    clock = period(walk)
    assert clock.amount == 120
    assert (
        clock.steps[0].startswith("延长：经市场监督管理部门负责人批准延长30日") and MARKET in clock.steps[0]
    )
    assert clock.due_at is not None and first.due_at is not None
    assert clock.due_at >= first.due_at + timedelta(days=15)
    last = clock.due_at.astimezone(SHANGHAI).date()
    with scope(IMPORTER):
        change(
            IMPORTER, Holiday, None, {"day": last, "working": False, "name": "放假", "source": "通知"}, "通知"
        )
    recompute_open("通知")
    moved = period(walk)
    assert moved.due_at is not None and moved.due_at > clock.due_at
    assert moved.steps[0] == clock.steps[0]


def test_an_extension_beyond_the_figure_is_refused_beside_its_field(office: world.Office) -> None:
    walk = market()
    walk.until("file")
    refused = walk.attempt("extend_period", extend(31))
    found = [f for f in refused.blocking if f.gate == "engine.extension"]
    assert [f.field for f in found] == ["days"]
    assert "本次最多延长30日" in found[0].message and found[0].citation == MARKET
    walk.do("extend_period", extend(30))
    assert period(walk).amount == 120


def test_a_second_extension_where_the_rule_knows_one_is_refused(office: world.Office) -> None:
    """交通运输行政执法程序规定 78: thirty days, and nothing after."""
    walk = Walk(world.office("云州市交通运输局", "transport", "云交", "10000003"), world.firm())
    walk.until("file")
    walk.do("extend_period", extend(20, "交通运输行政执法程序规定第七十八条"))
    again = walk.attempt("extend_period", extend(10, "交通运输行政执法程序规定第七十八条", "further"))
    messages = [f.message for f in again.blocking if f.gate == "engine.extension"]
    assert len(messages) == 1 and "已延长1次" in messages[0]
    assert now().date() < period(walk).due_at.astimezone(SHANGHAI).date()  # type: ignore[union-attr]
    assert period(walk).amount == 110
