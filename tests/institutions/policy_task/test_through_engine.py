"""A task through the write path: charged by one agency, done by another, checked by the first; late ones are told."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from support.walk import Walk
    from support.world import Office

EVIDENCE = [{"title": "总结", "number": "云城〔2026〕8号"}]


class Ledger:
    """A plan of the justice bureau with one task of the urban agency."""

    def __init__(self, **charged: Any) -> None:
        from support import world
        from support.walk import Walk, day

        self.day = day
        self.justice: Office = world.office("云州市司法局", "justice", "云司", "10000002")
        self.urban: Office = world.office()
        self.plan: Walk = Walk(self.justice, world.firm())
        adopted = {
            "plan": "x",
            "title": "实施方案",
            "document_number": "云政办发〔2026〕3号",
            "issued_on": day(-3),
            "tasks": 1,
        }
        self.plan.do("adopt_plan", adopted, by="legal_reviewer", procedure="policy_task.plan")
        self.task: Walk = Walk(self.urban, self.plan.subject)
        self.task.matter_id = self.charge(**charged)

    def charge(self, **charged: Any) -> str:
        from yifa.matters import service
        from yifa.matters.request import Ask
        from yifa.registers.scope import WORKER, scope

        said = {
            "title": "全员轮训", "content": "完成轮训", "owner": self.justice.agency.code, "plan_title": "实施方案",
            "citation": "云政办发〔2026〕3号 第1项", "recurs": "once", "due_on": self.day(30),
            "escalate_days": 7, "escalate_unit": "cd", **charged,
        }  # fmt: skip
        with scope(WORKER):
            outcome = service.record(Ask(
                WORKER, "charge_task", {k: v for k, v in said.items() if v is not None}, procedure="policy_task.task",
                agency_id=str(self.urban.agency.pk), parent_id=self.plan.matter_id,
            ))  # fmt: skip
        assert outcome.act is not None, (outcome.errors, outcome.findings)
        return str(outcome.matter_id)

    def accept(self) -> None:
        named = {"accepted_on": self.day(), "handlers": [self.urban.id_of("handler")]}
        self.task.do("accept_task", named, by="unit_head")

    def claim(self) -> Walk:
        """Claimed by the handler; the check that was opened for it at the justice bureau."""
        self.task.do("claim", {"done_on": self.day(), "result": "全部完成", "evidence": EVIDENCE})
        return self.answer()

    def answer(self) -> Walk:
        from dataclasses import replace

        self.task.machine()
        return replace(self.task.child("policy_task.check"), office=self.justice)

    def state(self) -> tuple[str, date | None]:
        from yifa.matters.models import Matter
        from yifa.registers.scope import WORKER, scope

        with scope(WORKER):
            found = Matter.objects.get(pk=self.task.matter_id)
        return found.stage, found.due_at and found.due_at.date()


@pytest.fixture
def ledger(db: None) -> Ledger:
    return Ledger()


def later(days: int) -> date:
    return datetime.now().date() + timedelta(days=days)


@pytest.mark.requirement("RQ171")
def test_a_task_is_done_checked_by_another_agency_and_closed(ledger: Ledger) -> None:
    ledger.accept()
    ledger.task.do("report_progress", {"percent": 60, "done": "已培训三批"})
    check = ledger.claim()
    check.do(
        "pass_claim", {"checked_on": ledger.day(), "method": "书面", "opinion": "属实"}, by="legal_reviewer"
    )
    check.machine()
    assert ledger.task.kinds() == ["charge_task", "accept_task", "report_progress", "claim", "task_passed"]
    assert ledger.state()[0] == "closed"
    ledger.task.run_effects()
    assert ledger.task.papers() == {"assignment_sheet": "ready"}
    ledger.task.do("archive", {"retention": "ten", "complete": True}, by="archivist")


def test_the_owner_sees_the_check_and_not_the_task(ledger: Ledger) -> None:
    from yifa.matters.models import Matter
    from yifa.registers.scope import scope

    ledger.accept()
    check = ledger.claim()
    with scope(ledger.justice.actor("legal_reviewer")):
        assert Matter.objects.filter(pk=check.matter_id).exists()
        assert not Matter.objects.filter(pk=ledger.task.matter_id).exists()
    with scope(ledger.urban.actor("handler")):
        assert not Matter.objects.filter(pk=check.matter_id).exists()


def test_sent_back_put_right_and_claimed_again(ledger: Ledger) -> None:
    ledger.accept()
    check = ledger.claim()
    back = {"checked_on": ledger.day(), "reasons": "三人未参加", "rectify_by": ledger.day(10)}
    check.do("return_claim", back, by="unit_head")
    check.machine()
    assert ledger.state() == ("returned", later(10))
    again = ledger.task.attempt("claim", {"done_on": ledger.day(), "result": "已补", "evidence": EVIDENCE})
    assert [f.gate for f in again.blocking] == ["rectified_before_next_claim"]
    ledger.task.do("report_progress", {"percent": 100, "done": "三人已补训", "evidence": EVIDENCE})
    ledger.claim().do(
        "pass_claim", {"checked_on": ledger.day(), "method": "书面", "opinion": "属实"}, by="unit_head"
    )
    ledger.task.machine()
    assert ledger.state()[0] == "closed"


def test_more_time_is_granted_by_the_owner_and_the_clock_follows(ledger: Ledger) -> None:
    ledger.accept()
    ledger.task.do("ask_extension", {"new_due_on": ledger.day(60), "reason": "场地变更"})
    answer = ledger.answer()
    answer.do("grant_extension", {"new_due_on": ledger.day(45), "reasons": "情况属实"}, by="legal_reviewer")
    answer.machine()
    assert ledger.state() == ("working", later(45))


def test_more_time_refused_leaves_the_day_as_it_was(ledger: Ledger) -> None:
    ledger.accept()
    before = ledger.state()
    ledger.task.do("ask_extension", {"new_due_on": ledger.day(60), "reason": "场地变更"})
    answer = ledger.answer()
    answer.do("refuse_extension", {"reasons": "时间充足"}, by="unit_head")
    answer.machine()
    assert ledger.task.kinds()[-1] == "extension_answered"
    assert ledger.state() == before == ("working", later(30))


def test_a_task_of_each_year_begins_again(db: None) -> None:
    from yifa.law.recurring import next_due

    due = next_due("yearly", later(0), 12, 15)
    assert due is not None
    ledger = Ledger(recurs="yearly", month=12, day=15, due_on=due.isoformat())
    ledger.accept()
    check = ledger.claim()
    following = due.replace(year=due.year + 1)
    passed = {
        "checked_on": ledger.day(),
        "method": "书面",
        "opinion": "属实",
        "next_due_on": following.isoformat(),
    }
    check.do("pass_claim", passed, by="legal_reviewer")
    check.machine()
    assert ledger.state() == ("working", following)
    assert ledger.task.kinds()[-1] == "task_renewed"


def test_working_days_run_from_the_event(db: None) -> None:
    from yifa.matters.models import Clock
    from yifa.registers.scope import WORKER, scope

    ledger = Ledger(recurs="event", due_on=None, length=15, unit="wd", event="赋权")
    ledger.accept()
    assert ledger.state() == ("working", None)
    event = {
        "event": "赋权",
        "event_on": ledger.day(-1),
        "length": 15,
        "unit": "wd",
        "citation": "云政办发〔2026〕3号 第3项",
    }
    ledger.task.do("enter_event", event)
    with scope(WORKER):
        clock = Clock.objects.get(matter_id=ledger.task.matter_id, name="task")
        assert (clock.amount, clock.unit, clock.citation) == (15, "wd", "云政办发〔2026〕3号 第3项")
        assert clock.due_at is not None and clock.due_at.date() > later(18)


@pytest.mark.requirement("RQ154")
def test_late_tasks_reach_the_units_head_and_then_the_owner(ledger: Ledger) -> None:
    from yifa.matters import lapsing, watch
    from yifa.matters.models import Alert, Clock
    from yifa.registers.scope import WORKER, scope

    with scope(WORKER):  # as if the days had passed
        Clock.objects.filter(matter_id=ledger.task.matter_id, name="escalation").update(
            due_at=datetime.now().astimezone()
        )
    ledger.task.matter_id = ledger.charge(due_on=ledger.day(-1))
    ledger.accept()
    with scope(WORKER):
        watch.watch(ledger.task.matter_id)
        told = Alert.objects.get(matter_id=ledger.task.matter_id)
        assert "已逾期1日" in told.message and told.citation == "云政办发〔2026〕3号 第1项"
    assert lapsing.lapse_due() == 1
    ledger.plan.machine()
    assert ledger.plan.kinds() == ["adopt_plan", "task_overdue"]


def test_parts_go_to_agencies_elsewhere_and_their_result_comes_back(ledger: Ledger) -> None:
    from dataclasses import replace

    from registers import make

    from yifa.matters.models import Matter
    from yifa.registers.scope import IMPORTER, WORKER, scope

    with scope(IMPORTER):
        county = make.region("990101", "云山区", 3, "990100")
        district = make.agency(77, county, name="云山区城市管理局")
        head = make.officer("区长", district)
        make.grant(head, "unit_head")
        worker = make.officer("区员", district)
        make.grant(worker, "handler")
    ledger.accept()
    part = {
        "agency": "云山区城市管理局",
        "title": "本区轮训",
        "content": "培训本区人员",
        "due_on": ledger.day(20),
    }
    ledger.task.do("delegate", {"subtasks": [part]})
    ledger.task.machine()
    with scope(WORKER):
        child = Matter.objects.get(parent_id=ledger.task.matter_id, procedure="policy_task.task")
        assert (child.agency_id, child.stage, child.due_at and child.due_at.date()) == (
            district.pk,
            "assigned",
            later(20),
        )
    whole = ledger.task.attempt("claim", {"done_on": ledger.day(), "result": "完成", "evidence": EVIDENCE})
    assert [f.gate for f in whole.blocking] == ["subtasks_closed_first"]
    office = replace(
        ledger.urban, agency=district, people={"unit_head": head, "handler": worker, "handler2": worker}
    )
    below = replace(ledger.task, office=office, matter_id=str(child.pk))
    below.do("accept_task", {"accepted_on": ledger.day(), "handlers": [str(worker.pk)]}, by="unit_head")
    claim = {"done_on": ledger.day(), "result": "完成", "evidence": EVIDENCE}
    below.do("claim", claim, by="handler", co_handlers=[])
    below.machine()
    check = replace(below.child("policy_task.check"), office=ledger.urban)
    check.do(
        "pass_claim", {"checked_on": ledger.day(), "method": "书面", "opinion": "属实"}, by="legal_reviewer"
    )
    check.machine()
    below.machine()
    assert below.kinds()[-1] == "task_passed"
    assert ledger.task.kinds()[-1] == "subtask_result"
    ledger.claim()


def test_an_agency_nobody_knows_gets_no_part(ledger: Ledger) -> None:
    ledger.accept()
    part = {"agency": "不存在的局", "title": "子任务", "content": "内容"}
    refused = ledger.task.attempt("delegate", {"subtasks": [part]})
    assert [f.field for f in refused.blocking] == ["subtasks.0.agency"]


@pytest.mark.requirement("RQ154", "RQ199")
def test_a_plan_is_supervised_evaluated_told_and_closed(ledger: Ledger) -> None:
    plan, day = ledger.plan, ledger.day
    plan.do("publish_plan", {"published_on": day(), "published_at": "门户网站"}, by="legal_reviewer")
    plan.do("file_plan", {"filed_on": day(), "filed_with": "云岭省司法厅"}, by="legal_reviewer")
    notice = {
        "agency": ledger.urban.agency.name,
        "task": "全员轮训",
        "found": "进度滞后",
        "requirement": "限期完成",
        "report_by": day(10),
    }
    plan.do("supervise", notice, by="legal_reviewer")
    scheme = {"scheme": "听取汇报、查阅资料", "units": 1, "self_by": day(5), "check_by": day(9)}
    plan.do("begin_mid_term", scheme, by="legal_reviewer")
    result = {
        "self_assessed": 1, "tasks_closed": 0, "tasks_open": 1, "conclusion": "总体有序",
        "results": [{
            "unit": ledger.urban.agency.name, "self_points": 100, "deducted": 3, "score": 97, "rank": 1,
            "reasons": "逾期",
        }],
    }  # fmt: skip
    plan.do("conclude_mid_term", result, by="legal_reviewer")
    plan.do("begin_final", scheme, by="legal_reviewer")
    plan.do("conclude_final", result, by="legal_reviewer")
    plan.do("issue_circular", {"subject": "终期评估情况", "content": "各单位总体完成。"}, by="legal_reviewer")
    refused = plan.attempt("close_plan", {"result": "完成"}, by="legal_reviewer")
    assert [f.gate for f in refused.blocking] == ["plan_tasks_all_closed"]
    plan.do("close_plan", {"result": "完成", "unfinished": "全员轮训转入下一方案"}, by="legal_reviewer")
    plan.run_effects()
    assert plan.papers() == {
        "supervision_notice": "ready", "mid_term_report": "ready", "final_report": "ready", "circular": "ready",
    }  # fmt: skip
    plan.do("archive", {"retention": "permanent", "complete": True}, by="archivist")


def test_what_the_only_unit_head_claims_the_agency_head_approves(ledger: Ledger) -> None:
    """Nobody approves a draft of their own: without another head the claim would wait for ever."""
    from uuid import uuid4

    from yifa.matters import drafting
    from yifa.registers.scope import scope

    ledger.accept()
    draft = str(uuid4())
    said = {"done_on": ledger.day(), "result": "全部完成", "evidence": EVIDENCE}
    with scope(ledger.urban.actor("unit_head")) as actor:
        given = drafting.DraftInput(id=draft, kind="claim", payload=said, matter_id=ledger.task.matter_id)
        drafting.save_draft(actor, given)
        assert drafting.submit(actor, draft).act is None
    with scope(ledger.urban.actor("agency_head")) as actor:
        assert drafting.approve(actor, draft, "同意").act is not None
    assert ledger.state()[0] == "claimed"
