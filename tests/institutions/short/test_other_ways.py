"""What happens less often in the shorter procedures, through the write path: own motion, other ways of serving,
objections, corrections, erasing, the period of a special law."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from institutions.short.test_through_engine import archive, decision, opening, stage, until_decided

if TYPE_CHECKING:
    from support.walk import Walk

    from yifa.matters.models import Act

LAW = {"period_basis": "《某某条例》第二十条"}


def act(walk: Walk, kind: str) -> Act:
    from yifa.matters.models import Act
    from yifa.registers.scope import WORKER, scope

    with scope(WORKER):
        return Act.objects.get(matter_id=walk.matter_id, kind=kind)


def payload(walk: Walk, kind: str) -> dict[str, Any]:
    from yifa.matters import picture
    from yifa.matters.models import Matter
    from yifa.registers.scope import WORKER, scope

    with scope(WORKER):
        matter = Matter.objects.select_related("version").get(pk=walk.matter_id)
        raw = picture.fetch(walk.matter_id, str(matter.agency_id))
        found = picture.build(raw, matter=picture.head(matter)).last(kind)
    assert found is not None
    return dict(found.payload)


@pytest.mark.requirement("RQ130")
@pytest.mark.parametrize("name", ["levy", "grant", "confirmation", "award"])
def test_a_matter_is_begun_on_the_agencys_own_motion(walk: Walk, name: str) -> None:
    from support.walk import day

    walk.do("initiate", opening(walk), procedure=f"{name}.general")
    walk.do("examine", {"made_on": day(), "facts": "属实。", "evidence": "核查记录。"})
    walk.do("decide", decision(name))
    assert stage(walk) == "decided"


def test_adjudication_is_never_begun_on_the_agencys_own_motion() -> None:
    from yifa.matters import discovery

    assert [a.id for a in discovery.procedure("adjudication.general").opening_acts()] == ["apply"]


@pytest.mark.parametrize(
    ("mode", "proof", "missing"),
    [
        ("leave", {"refusal_reason": "当事人拒收", "witness": "社区干部赵某"}, "witness"),
        ("post", {"tracking_number": "EMS123"}, "tracking_number"),
        ("entrust", {"through": "云岭县某局", "signed": True}, "through"),
        ("forward", {"through": "某单位", "signed": True}, "through"),
    ],
)
def test_each_way_of_serving_needs_its_proof(
    walk: Walk, mode: str, proof: dict[str, Any], missing: str
) -> None:
    from support.walk import day

    until_decided(walk, "confirmation")
    given = {"mode": mode, "served_on": day(), "recipient": "周建国", "relation": "legal_rep", **proof}
    refused = walk.attempt("serve_decision", {k: v for k, v in given.items() if k != missing})
    assert missing in {f.field for f in refused.blocking}
    walk.do("serve_decision", given)
    assert stage(walk) == "served"


def test_electronic_service_needs_the_agreed_address(walk: Walk) -> None:
    from support.walk import day

    until_decided(walk, "grant")
    given = {"mode": "electronic", "served_on": day(), "recipient": "周建国", "address_used": "13900001234",
             "recorded": True}  # fmt: skip
    assert "electronic_service_consented" in {f.gate for f in walk.attempt("serve_decision", given).blocking}
    agreed = {"address": "云山区1号", "electronic": True, "electronic_address": "13900001234", "signed": True}
    walk.do("confirm_address", {**agreed, "confirmed_on": day()})
    walk.do("serve_decision", given)


def test_a_decision_is_served_by_public_notice_once_its_time_has_run(walk: Walk) -> None:
    from support.walk import day

    from yifa.matters.models import Clock
    from yifa.registers.scope import WORKER, scope

    until_decided(walk, "levy")
    why = "当事人下落不明，直接、邮寄送达均被退回。"
    served = {"mode": "public", "recipient": "周建国", "channel": "云州日报", "public_reason": why}
    early = {**served, "published_on": day(-10), "served_on": day()}
    assert "public_notice_elapsed" in {f.gate for f in walk.attempt("serve_decision", early).blocking}
    notice = {"document": "行政征收决定书", "published_on": day(-45), "channel": "云州日报", "reason": why}
    walk.do("publish_notice", notice)
    with scope(WORKER):
        assert Clock.objects.get(matter_id=walk.matter_id, name="public_notice").figure == "V04"
    walk.do("serve_decision", {**served, "published_on": day(-45), "served_on": day()})
    assert stage(walk) == "served"
    with scope(WORKER):
        assert Clock.objects.get(matter_id=walk.matter_id, name="public_notice").ended_at is not None


def test_a_decision_has_twenty_working_days_to_become_public(walk: Walk) -> None:
    from yifa.matters.models import Clock
    from yifa.registers.scope import WORKER, scope

    until_decided(walk, "award")
    with scope(WORKER):
        clock = Clock.objects.get(matter_id=walk.matter_id, name="disclosure")
    assert (clock.figure, clock.amount, clock.unit) == ("T01", 20, "wd")


def test_an_objection_is_recorded_with_what_was_made_of_it(walk: Walk) -> None:
    from support.walk import day

    walk.do("initiate", opening(walk), procedure="award.general")
    said = {"objector": "孙小明", "received_on": day(), "content": "公示的事迹不实。"}
    assert "handling" in walk.attempt("record_objection", said).errors
    walk.do("record_objection", {**said, "handling": "经核实事迹属实，不予采纳。"})
    assert stage(walk) == "opened"


def test_a_slip_of_the_pen_is_put_right_and_the_order_is_not(walk: Walk) -> None:
    until_decided(walk, "grant")
    slip = {"field": "facts", "old": "属实。", "new": "情况属实。"}
    walk.do("correct", {"target": str(act(walk, "examine").pk), "corrections": [slip], "reasons": "笔误"})
    assert payload(walk, "examine")["facts"] == "情况属实。"
    order = {"field": "content", "old": "同意办理", "new": "不同意办理"}
    target = str(act(walk, "decide").pk)
    refused = walk.attempt("correct", {"target": target, "corrections": [order], "reasons": "笔误"})
    assert {f.gate for f in refused.blocking} == {"correction_keeps_the_order"}


def test_contents_are_erased_by_judgment_and_the_record_says_so(walk: Walk) -> None:
    from support.walk import day

    from yifa.matters.models import ActBody
    from yifa.registers.scope import WORKER, scope

    walk.do("apply", opening(walk), procedure="grant.general")
    walk.do("refuse_filing", {"reasons": "不属于本机关职责。"})
    walk.run_effects()
    archive(walk)
    target = str(act(walk, "apply").pk)
    ordered = {"acts": [target], "ground": "judgment", "basis": "主文第一项", "document_number": "（2026）云01行终1号",
               "approved_on": day(), "reasons": "人民法院判决删除。"}  # fmt: skip
    walk.do("erase_body", ordered, by="archivist")
    walk.run_effects()
    with scope(WORKER):
        assert ActBody.objects.get(act_id=target).body is None
    assert act(walk, "erase_body").seq == 4


@pytest.mark.requirement("RQ129")
def test_an_adjudication_keeps_its_period_and_its_sides(walk: Walk) -> None:
    from support.walk import day

    begun = {**opening(walk, "adjudication"), "received_on": day(-20), "decide_by": day(-1)}
    assert "period_basis" in walk.attempt("apply", begun, procedure="adjudication.general").errors
    one = [{**begun["parties"][0]}, {**begun["parties"][1], "side": "applicant"}]
    sided = walk.attempt("apply", {**begun, **LAW, "parties": one}, procedure="adjudication.general")
    assert {f.gate for f in sided.blocking} == {"both_sides_named"}
    walk.do("apply", {**begun, **LAW}, procedure="adjudication.general")
    walk.do("hear_parties", {"made_on": day(), "applicant_statement": "请求", "respondent_statement": "答辩"})
    walk.do("examine", {"made_on": day(), "facts": "属实。", "evidence": "申请材料。"})
    late = walk.do("decide", decision("adjudication"))
    told = next(f for f in late.findings if f.gate == "decided_within_stated_period")
    assert told.citation == LAW["period_basis"]
    assert {p["side"] for p in payload(walk, "apply")["parties"]} == {"applicant", "respondent"}


def test_who_came_first_before_sides_were_kept_is_the_applicant() -> None:
    from yifa.matters import discovery

    model = discovery.payload_model("adjudication.general", "apply")
    assert model is not None
    read = model.upcast(
        {"parties": [{"subject": "a", "role": "party"}, {"subject": "b", "role": "party"}]}, 1
    )
    assert read["parties"] == [{"subject": "a", "side": "applicant"}, {"subject": "b", "side": "respondent"}]
    assert (read["decide_by"], read["period_basis"]) == (None, "")
