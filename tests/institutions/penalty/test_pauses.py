"""What time the case period leaves out: only what the rules of the sector leave out, each by its own act ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from institutions.builder import Case
from institutions.penalty.test_through_engine import today
from yifa.institutions.common.reading import figure
from yifa.matters import discovery

if TYPE_CHECKING:
    from support.walk import Walk

    from yifa.matters.models import Clock

REASONS = {
    "appraise": "鉴定",
    "publish_notice": "公告",
    "request_hearing": "听证",
    "suspend": "中止调查",
    "transfer_criminal_pending": "移送司法机关中止调查",
}
# 市监 64 II, 农业 58 II, 住建 29 II and 30 II, 医保 45 II; 行政处罚法 60 leaves nothing out.
LEFT_OUT = {
    "market": set(REASONS),
    "agri": set(REASONS),
    "housing": set(REASONS) - {"publish_notice"},
    "medical_insurance": {"appraise", "publish_notice", "request_hearing"},
    "urban": set(),
}


def test_every_pause_says_why_and_rests_on_the_figure():
    acts = discovery.procedures()["penalty.ordinary"].acts.values()
    found = {a.id: {(p.reason, p.by_figure) for p in a.pause} for a in acts if a.pause}
    assert found == {kind: {(reason, True)} for kind, reason in REASONS.items()}


@pytest.mark.parametrize("sector", LEFT_OUT)
def test_only_what_the_sector_leaves_out_is_left_out(sector):
    row = figure(Case(sector=sector).view(), "P20")
    assert row is not None
    assert {kind for kind, reason in REASONS.items() if row.excluding(reason)} == LEFT_OUT[sector]


def test_every_pause_is_ended_by_an_act():
    acts = discovery.procedures()["penalty.ordinary"].acts.values()
    begun = {(p.clock, p.reason) for a in acts for p in a.pause}
    assert begun - {(r.clock, r.reason) for a in acts for r in a.resume} == set()


# ---- through the engine ----


def at_agency(name: str, sector: str, eight: str) -> Walk:
    from support import world
    from support.walk import Walk

    world.benchmarks()
    return Walk(world.office(name, sector, name[:3], eight), world.firm())


def period(walk: Walk) -> Clock:
    from yifa.matters.models import Clock
    from yifa.registers.scope import scope

    with scope(walk.office.actor("handler")):
        return Clock.objects.get(matter_id=walk.matter_id, name__startswith="case_period")


SUSPENDED = {"ground": "force_majeure", "basis": "程序规定第四十六条第一款第三项", "reasons": "道路中断"}
RESUMED = {"reasons": "道路恢复通行"}


def test_suspension_stops_the_period_of_market_supervision(db: None) -> None:
    walk = at_agency("云州市市场监督管理局", "market", "10000002")
    walk.until("file")
    walk.do("suspend", SUSPENDED)
    clock = period(walk)
    assert clock.name == "case_period" and clock.paused
    assert clock.pauses[0][2:] == ["中止调查", "《市场监督管理行政处罚程序规定》第64条"]
    walk.do("resume_case", RESUMED)
    assert not period(walk).paused and period(walk).pauses[0][1]


def test_suspension_stops_no_period_where_no_rule_says_so(walk: Walk) -> None:
    from yifa.matters.models import Matter
    from yifa.registers.scope import scope

    walk.until("file")
    before = period(walk).due_at
    walk.do("suspend", SUSPENDED)
    with scope(walk.office.actor("handler")):
        assert Matter.objects.get(pk=walk.matter_id).suspended
    clock = period(walk)
    assert clock.name == "case_period_strict" and not clock.paused and clock.due_at == before


@pytest.mark.parametrize("reason", ["鉴定", "委托鉴定"])
def test_a_pause_begun_under_an_earlier_text_is_ended_too(db: None, reason: str) -> None:
    from yifa.matters.models import Clock
    from yifa.registers.scope import IMPORTER, scope

    walk = at_agency("云州市市场监督管理局", "market", "10000002")
    walk.until("file")
    values: dict[str, Any] = {"institution": "云州市检验院", "qualification": "CMA", "matters": "检测成分"}
    walk.do("appraise", {**values, "commissioned_on": today(), "party_told": True})
    clock = period(walk)
    with scope(IMPORTER):
        Clock.objects.filter(pk=clock.pk).update(pauses=[[clock.pauses[0][0], "", reason, ""]])
    result = {"received_on": today(), "result": "超过标准", "party_told_on": today()}
    walk.do("appraisal_result", {"institution": "云州市检验院", **result})
    assert not period(walk).paused
