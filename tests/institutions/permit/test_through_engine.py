"""A permit through the write path: granted, supervised, changed, renewed, taken back, cancelled, archived."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from institutions.permit import roads
from institutions.permit.roads import day, shown, stage

if TYPE_CHECKING:
    from support.walk import Walk

LATER = {"conditions_met": True, "content": "予以办理。", "reasons": "符合法定条件。", **roads.BODIES}


def clock(walk: Walk, name: str) -> Any:
    from yifa.matters.models import Clock
    from yifa.registers.scope import WORKER, scope

    with scope(WORKER):
        return Clock.objects.filter(matter_id=walk.matter_id, name=name).order_by("id").last()


def alerts(walk: Walk) -> set[str]:
    """Rules of the open alerts after a round of watching."""
    from yifa.matters import watch
    from yifa.matters.models import Alert
    from yifa.registers.scope import WORKER, scope

    with scope(WORKER):
        watch.watch(walk.matter_id)
        return set(
            Alert.objects.filter(matter_id=walk.matter_id, state="open").values_list("rule", flat=True)
        )


def archive(walk: Walk, kind: str = "archive") -> None:
    walk.do(kind, {"retention": "ten", "complete": True}, by="archivist")


@pytest.mark.requirement("RQ124", "RQ121")
def test_a_permit_is_granted_issued_supervised_changed_and_cancelled(walk: Walk) -> None:
    roads.until_accepted(walk)
    assert clock(walk, "promise").amount == 7
    assert clock(walk, "decision").amount == 20
    walk.do("verify", {"verified_on": day(), "place": "解放路", "result": "与申请一致。"})
    walk.do("decide", roads.decision())
    assert stage(walk) == "decided"
    assert clock(walk, "promise").ended_at and clock(walk, "decision").ended_at
    walk.do("issue", roads.licence(walk))
    walk.run_effects()
    assert stage(walk) == "in_force"
    assert shown(walk) == [("permit_decision", "published")]
    assert "permit_inspection_planned" in alerts(walk)
    walk.do("plan_inspections", {"plan": [{"planned_on": day(30), "content": "现场检查"}]})
    assert "permit_inspection_planned" not in alerts(walk)
    walk.do(
        "record_supervision", {"checked_on": day(), "situation": "正常", "result": "无问题", "signed": True}
    )
    walk.do("apply_change", {"applied_on": day(), "changes": "面积减为十平方米", "materials": "申请书"})
    walk.do("decide_change", {**LATER, "outcome": "grant", "decided_on": day()})
    walk.do("serve_later", walk.service())
    archive(walk, "archive_volume")
    ground = {
        "ground": "body_ended",
        "content": "占用许可证",
        "evidence": "注销登记通知书",
        "recovered": True,
    }
    walk.do("cancel_permit", {**ground, "agency_name": "某局", "decided_on": day()})
    walk.do("serve_later", walk.service())
    archive(walk)
    walk.run_effects()
    assert stage(walk) == "archived"
    assert shown(walk) == [
        ("permit_decision", "published"),
        ("change_decision", "published"),
        ("cancellation_notice", "published"),
    ]
    assert set(walk.papers().values()) == {"ready"}


def test_a_refusal_is_served_closed_and_archived_and_not_made_public(walk: Walk) -> None:
    roads.until_accepted(walk)
    tried = walk.attempt("decide", roads.decision(outcome="refuse", remedy=""))
    assert "permit_refusal_tells_remedies" in {f.gate for f in tried.blocking}
    walk.do(
        "decide", roads.decision(outcome="refuse", content="不予许可。", valid_from=None, valid_until=None)
    )
    assert stage(walk) == "refused"
    assert clock(walk, "delivery") is None
    assert walk.attempt("close", {"summary": "不予许可"}).blocking
    walk.do("serve_decision", walk.service())
    walk.do("close", {"summary": "不予许可"})
    archive(walk)
    walk.run_effects()
    assert shown(walk) == []
    assert stage(walk) == "archived"


def test_a_renewal_is_decided_before_the_term_ends_and_a_new_licence_issued(walk: Walk) -> None:
    end = day(60)
    roads.until_in_force(walk, until=end)
    asked = {"applied_on": day(), "valid_until": end, "asked": "延续三年"}
    walk.do("apply_renewal", asked)
    assert f"{clock(walk, 'renewal').due_at.astimezone():%Y-%m-%d}" == end
    walk.do("decide_renewal", {**LATER, "outcome": "grant", "valid_until": day(1000), "decided_on": day()})
    assert clock(walk, "renewal").ended_at
    walk.do("issue", roads.licence(walk, valid_until=day(1000)))
    walk.run_effects()
    assert ("renewal_decision", "published") in shown(walk)


def test_silence_until_the_end_of_the_term_renews_the_permit(walk: Walk) -> None:
    from yifa.matters import lapsing

    end = day(-1)
    roads.until_in_force(walk, until=end)
    # Another rule lets it be asked for on the day itself; the statute's thirty days lie before what can be entered.
    rule = {"other_rule": "《某某条例》第二十条：届满前提出"}
    asked = {"applied_on": end, "valid_until": end, "asked": "延续一年", **rule}
    walk.do("apply_renewal", asked)
    due = clock(walk, "renewal").due_at.astimezone(roads.ago(0).tzinfo)
    assert (f"{due:%Y-%m-%d %H:%M:%S}", due < roads.ago(0)) == (f"{end} 23:59:59", True)
    assert "permit_renewal_by_silence" in alerts(walk)
    assert (lapsing.lapse_due(), lapsing.lapse_due()) == (1, 0)
    assert walk.kinds()[-1] == "renewal_lapsed"
    assert clock(walk, "renewal").ended_at
    late = walk.attempt("decide_renewal", {**LATER, "conditions_met": False, "outcome": "refuse",
                                           "remedy": roads.REMEDY, "decided_on": day()})  # fmt: skip
    assert "permit_renewal_decided_before_the_end" in {f.gate for f in late.blocking}
    cancelled = walk.attempt("cancel_permit", {"ground": "expired", "content": "证", "evidence": "期满",
                                               "agency_name": "某局", "decided_on": day()})  # fmt: skip
    assert "permit_cancellation_ground_holds" in {f.gate for f in cancelled.blocking}
    said = {
        "valid_from": day(),
        "valid_until": day(364),
        "content": "期限与原许可相同",
        "reasons": "未作决定",
    }
    walk.do("deem_renewed", {**said, "agency_name": "某局"})
    assert "permit_renewal_by_silence" not in alerts(walk)
    walk.do("serve_later", walk.service())
    walk.run_effects()
    assert ("deemed_renewal", "published") in shown(walk)


def test_a_renewal_asked_for_too_late_is_not_deemed_granted_nor_refused_on_record(walk: Walk) -> None:
    from yifa.matters import lapsing
    from yifa.matters.models import Refusal
    from yifa.registers.scope import WORKER, scope

    end = day(-1)
    roads.until_in_force(walk, until=end)
    walk.do("apply_renewal", {"applied_on": end, "valid_until": end, "asked": "延续一年"})
    assert lapsing.lapse_due() == 0
    with scope(WORKER):
        assert not Refusal.objects.filter(matter_id=walk.matter_id).exists()
    assert clock(walk, "renewal").ended_at is None


def test_fraud_is_revoked_taken_from_the_public_cancelled_and_bars_three_years_at_every_agency(
    walk: Walk,
) -> None:
    from support import world

    roads.until_in_force(walk)
    walk.run_effects()
    harmful = roads.taking_back(ground="fraud", harms_public=True, penalty_matter="云城罚立〔2026〕1号")
    assert walk.attempt("revoke_permit", harmful).blocking
    walk.do("revoke_permit", {**harmful, "harms_public": False})
    walk.run_effects()
    assert shown(walk) == [("permit_decision", "withdrawn")]
    ground = {"ground": "undone", "content": "占用许可证", "evidence": "撤销决定", "agency_name": "某局"}
    walk.do("cancel_permit", {**ground, "decided_on": day()})
    walk.do("serve_later", walk.service())
    archive(walk)
    other = type(walk)(world.office("云州市交通运输局", "transport", "云交", "10000002"), walk.subject)
    tried = other.attempt("receive", roads.application(other), procedure="permit.ordinary")
    found = [f for f in tried.blocking if f.gate == "permit_fraud_barred"]
    assert "云州市城市管理综合执法局" in found[0].message
    other.do("receive", roads.application(other, item_code="YZ-XK-02"), procedure="permit.ordinary")


def test_false_material_bars_a_year_at_every_agency(walk: Walk) -> None:
    from support import world

    walk.do("receive", roads.application(walk), procedure="permit.ordinary")
    said = {"ground": "false", "reasons": "伪造证明", "false_on": day(), "sealed": True, "refused_on": day()}
    walk.do("refuse_acceptance", {**said, **roads.BODIES})
    archive(walk)
    other = type(walk)(world.office("云州市交通运输局", "transport", "云交", "10000002"), walk.subject)
    tried = other.attempt("receive", roads.application(other), procedure="permit.ordinary")
    assert "permit_false_application_barred" in {f.gate for f in tried.blocking}


def test_a_withdrawal_compensates_and_a_change_by_the_agency_leaves_the_permit_in_force(walk: Walk) -> None:
    roads.until_in_force(walk)
    given = roads.taking_back(
        ground="law_changed", public_interest="道路改建", loss=True, compensation="补偿十万元"
    )
    walk.do("withdraw_permit", {**given, "mode": "change"})
    assert stage(walk) == "in_force"
    walk.do("withdraw_permit", {**given, "mode": "withdraw"})
    assert stage(walk) == "withdrawn"
    walk.run_effects()
    assert set(walk.papers().values()) == {"ready"}


@pytest.mark.parametrize("from_stage", ["received", "accepted"])
def test_an_application_that_ends_early_is_archived(walk: Walk, from_stage: str) -> None:
    walk.do("receive", roads.application(walk), procedure="permit.ordinary")
    if from_stage == "accepted":
        walk.do("accept", {"sealed": True, "promise_days": 7, "accepted_on": day()})
    walk.do("terminate", {"reasons": "申请人撤回申请"})
    archive(walk)
    assert stage(walk) == "archived"


def test_the_lower_agency_examines_and_reports(walk: Walk) -> None:
    roads.until_accepted(walk, handling="lower_first")
    assert (clock(walk, "lower_review").figure, clock(walk, "decision")) == ("L05", None)
    walk.do("exclude_time", {"cause": "test", "needed_time": "五个工作日", "told_in_writing": True})
    assert clock(walk, "lower_review").paused
    walk.do("resume_time", {"result": "检测合格"})
    assert walk.attempt("decide", roads.decision()).blocking
    walk.do(
        "report_up",
        {"superior": "云岭省某厅", "opinion": "建议准予", "all_materials": True, "sent_on": day()},
    )
    assert clock(walk, "lower_review").ended_at
    archive(walk)


def test_time_left_out_moves_the_promise_and_the_period(walk: Walk) -> None:
    roads.until_accepted(walk)
    told = {"cause": "experts", "needed_time": "十个工作日", "told_in_writing": True}
    walk.do("exclude_time", told)
    assert clock(walk, "promise").paused and clock(walk, "decision").paused
    why = "\n".join(clock(walk, "decision").steps)
    assert "专家评审" in why and "行政许可法第四十五条" in why and "experts" not in why
    assert "permit_time_is_running" in {f.gate for f in walk.attempt("exclude_time", told).blocking}
    walk.do("resume_time", {"result": "专家评审通过"})
    assert not clock(walk, "promise").paused and not clock(walk, "decision").paused


@pytest.mark.requirement("RQ126")
def test_the_priority_channel_has_its_person_its_reason_and_a_clock_of_its_own(walk: Walk) -> None:
    from yifa.matters.models import MatterFact
    from yifa.registers.scope import WORKER, scope

    fast = {"priority": True, "priority_person": "张伟", "priority_reason": "省重点项目"}
    tried = walk.attempt(
        "receive", roads.application(walk, **fast, promise_days=None), procedure="permit.ordinary"
    )
    assert tried.act is not None
    assert {f.field for f in tried.findings if f.gate == "permit_priority_named"} == {"promise_days"}
    roads.until_accepted(walk, **fast)
    assert clock(walk, "promise").amount == 7
    with scope(WORKER):
        facts = MatterFact.objects.filter(matter_id=walk.matter_id, name__startswith="priority")
        assert {f.name: f.text or f.flag for f in facts} == {"priority": True, "priority_person": "张伟"}


def test_a_listed_item_is_reviewed_by_a_matter_of_its_own(walk: Walk) -> None:
    roads.until_accepted(walk, major=True)
    assert "permit_legally_reviewed" in {f.gate for f in walk.attempt("decide", roads.decision()).blocking}
    walk.do("submit_legal_review", {"triggers": ["statutory"], "materials": "全部材料", "opinion": "拟准予"})
    walk.run_effects()
    review = walk.child("legal_review")
    review.do("assign", {"reviewer": walk.office.id_of("legal_reviewer")}, by="unit_head")
    fields = ("authority", "party", "facts", "characterisation", "law", "process", "discretion", "documents")
    opinion = {**dict.fromkeys(fields, "符合规定"), "opinion": "agree", "reasons": "同意"}
    review.do("give_opinion", opinion, by="legal_reviewer")
    review.run_effects()
    assert walk.kinds()[-1] == "legal_review"
    walk.do("decide", roads.decision())


@pytest.mark.parametrize("kind", ["request_hearing", "order_hearing"])
def test_a_hearing_is_a_matter_of_its_own_and_its_report_comes_back(walk: Walk, kind: str) -> None:
    said = {
        "request_hearing": {"by_whom": "邻居李某", "requested_on": f"{roads.ago(18):%Y-%m-%d}"},
        "order_hearing": {
            "subject": "占用道路",
            "ground": "public",
            "decided_on": f"{roads.ago(18):%Y-%m-%d}",
        },
    }
    past = {"occurred_from": roads.ago(19), "occurred_to": roads.ago(19)}
    then = f"{roads.ago(19):%Y-%m-%d}"
    walk.do("receive", roads.application(walk, received_on=then), procedure="permit.ordinary", **past)
    walk.do("accept", {"sealed": True, "promise_days": 7, "accepted_on": then}, **past)
    walk.do(kind, said[kind], occurred_to=roads.ago(18), occurred_from=roads.ago(18))
    walk.run_effects()
    hearing = walk.child("hearing")
    at = {"occurred_from": roads.ago(17), "occurred_to": roads.ago(17)}
    hearing.do("appoint", {"officer": walk.office.id_of("hearing_officer")}, by="legal_reviewer", **at)
    hearing.do("notice", hearing.hearing_notice(), by="hearing_officer", **at)
    served = f"{roads.ago(16):%Y-%m-%d}"
    hearing.do(
        "serve_notice",
        hearing.service(served_on=served),
        occurred_from=roads.ago(16),
        occurred_to=roads.ago(16),
    )
    if kind == "order_hearing":
        assert hearing.attempt("hold", hearing.hearing_record(), by="hearing_officer").blocking
        hearing.do("announce", {"published_on": served, "channel": "本机关网站", "content": "公开举行听证"})
    assert "permit_hearing_right_settled" in blocked(walk) or "permit_own_hearing_held" in blocked(walk)
    hearing.do("hold", hearing.hearing_record(), by="hearing_officer")
    hearing.do("report", hearing.hearing_report(), by="hearing_officer")
    hearing.run_effects()
    assert walk.kinds()[-1] == "hearing_report"
    assert blocked(walk) == {
        "permit_hearing_right_settled",
        "permit_legally_reviewed",
    }  # the record and the review are due
    assert blocked(walk, hearing_record_followed=True) == {"permit_legally_reviewed"}


def blocked(walk: Walk, **given: Any) -> set[str]:
    """The rules that stand against the decision."""
    return {f.gate for f in walk.attempt("decide", roads.decision(**given)).blocking}


def test_a_hearing_that_was_asked_for_may_be_withdrawn(walk: Walk) -> None:
    roads.until_accepted(walk)
    walk.do("request_hearing", {"by_whom": "邻居李某", "requested_on": day()})
    walk.run_effects()
    said = {"withdrawn_on": day(), "statement": "撤回听证申请", "signed": True}
    walk.child("hearing").do("withdraw", said)
    walk.run_effects()
    assert walk.kinds()[-1] == "withdraw_hearing_request"
    walk.do("decide", roads.decision())
