"""Enforcement through the write path: money, substitution, at once, termination, each to the archive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from institutions.coercion.builder import ENFORCEMENT
from institutions.coercion.roads import ago, finish, seen

if TYPE_CHECKING:
    from support.walk import Walk

pytestmark = pytest.mark.requirement("RQ127")
LAW = "《中华人民共和国固体废物污染环境防治法》第一百一十三条"


def opening(walk: Walk, **changes: Any) -> dict[str, Any]:
    from support.walk import day

    return {
        "cause": "强制执行罚款决定",
        "parties": [{"subject": str(walk.subject.pk), "role": "party"}],
        "handlers": [walk.office.id_of("handler"), walk.office.id_of("handler2")],
        "case_number": "云城立〔2026〕1号",
        "decision_kind": "penalty",
        "decision_number": "云城罚决〔2026〕1号",
        "decision_on": day(-300),
        "served_on": day(-299),
        "perform_by": day(-284),
        "duty": "money",
        "content": "缴纳罚款五千元",
        "principal_fen": 500_000,
        "power": "law",
        "power_basis": LAW,
        **changes,
    }


def demand(**changes: Any) -> dict[str, Any]:
    from support.walk import day

    values = {"deadline_on": day(-19), "manner": "缴至指定银行", "payment": "转账", "rights_told": True}
    return {**values, **changes}


def decision(walk: Walk, **changes: Any) -> dict[str, Any]:
    from support.walk import day

    return {
        "party_name": walk.subject.name,
        "party_address": walk.subject.address,
        "reasons": "经催告逾期仍不履行，没有正当理由",
        "basis": LAW,
        "remedy": "六十日内申请行政复议，或者六个月内提起行政诉讼",
        "agency_name": walk.office.agency.name,
        "decided_on": day(-18),
        **changes,
    }


def demanded(walk: Walk, values: dict[str, Any], asked: dict[str, Any]) -> None:
    from support.walk import day

    walk.do("open_enforcement", values, procedure=ENFORCEMENT, **ago(29))
    if values["duty"] == "money":
        added = {
            "surcharge": "fine",
            "basis": "《中华人民共和国行政处罚法》第七十二条第一款第一项",
            "principal_fen": 500_000,
            "due_on": values["perform_by"],
            "until_on": day(-28),
            "amount_fen": 500_000,  # more than thirty-four days at three per cent: the fine itself
            "told": True,
        }
        over = walk.attempt("add_surcharge", {**added, "amount_fen": 500_001}, **ago(28))
        assert {f.gate for f in over.blocking} == {"coercion_surcharge_capped", "coercion_surcharge_exact"}
        walk.do("add_surcharge", added, **ago(28))
    walk.do("demand", asked, **ago(27))
    walk.do("serve_demand", walk.service(served_on=day(-27)), **ago(27))


@pytest.mark.requirement("RQ081")
def test_a_fine_with_its_surcharge_is_demanded_agreed_suspended_and_fetched(walk: Walk) -> None:
    from support.walk import day, moment

    demanded(walk, opening(walk), demand(amount_fen=1_000_000, surcharge_fen=500_000))
    heard = {"made_on": day(-25), "content": "经营困难", "reasons": "不影响履行义务"}
    walk.do("hear_statement", heard, **ago(25))
    made = decision(walk, method="transfer", planned_on=day(), content="划拨存款", no_good_reason=True)
    early = walk.attempt("decide", {**made, "decided_on": day(-19)}, **ago(18))
    assert {f.gate for f in early.blocking} == {"coercion_demand_unmet"}
    walk.do("decide", made, **ago(18))
    walk.do("serve_decision", walk.service(served_on=day(-17)), **ago(17))
    half = {"due_on": day(1), "content": "缴纳一半", "amount_fen": 500_000}
    stages = [half, {**half, "due_on": day(2)}]
    walk.do("agree", {"made_on": day(-4), "harms_nobody": True, "stages": stages}, **ago(4))
    walk.do(
        "resume_after_breach",
        {"breach": "明确表示不再履行", "back_to": "decided", "done_on": day(-3)},
        **ago(3),
    )
    walk.do("suspend", {"ground": "unable", "reasons": "暂无履行能力", "started_on": day(-2)}, **ago(2))
    _, clocks = seen(walk)
    assert clocks["unresumed"].figure == "K18"
    stopped = walk.attempt("enforce", {})
    assert stopped.act is None
    walk.do("resume", {"reasons": "账户有存款", "done_on": day()})
    record = {"started_at": moment(-40), "ended_at": moment(-20), "place": "云州银行", "method": "transfer"}
    walk.do("enforce", {**record, "content": "办理划拨", "urgent_reason": "正在转移存款"})
    given = {"basis": LAW, "institution": "云州银行", "notified": True, "voucher": "1", "done_on": day()}
    diverted = {**given, "amount_fen": 1_000_000, "account": "other"}
    refused = walk.attempt("transfer_deposits", diverted)
    assert {f.gate for f in refused.blocking} == {"coercion_to_treasury"}
    walk.do("transfer_deposits", {**diverted, "account": "treasury"})
    walk.do("conclude", {"ended_on": day(), "result": "全部缴清"})
    finish(walk)
    walk.do("reverse", {"ground": "wrong", "compensation_fen": 100, "done_on": day()})
    walk.run_effects()
    papers, clocks = seen(walk)
    assert {"demand", "surcharge_notice", "statement_record", "enforcement_decision", "agreement"} <= papers
    assert {"suspension", "resumption", "enforcement_record", "transfer_notice", "reversal"} <= papers
    assert all(c.ended_at for c in clocks.values())


def test_waste_is_cleared_in_the_partys_place(walk: Walk) -> None:
    from support.walk import day, moment

    duty = {"decision_kind": "correction", "duty": "restore", "principal_fen": None, "content": "清除废渣"}
    values = opening(walk, **duty, power="substitute", power_basis="")
    demanded(walk, values, demand(payment="", manner="自行清除"))
    made = decision(
        walk,
        consequence="pollution",
        consequence_facts="废渣随雨水流入河道",
        manner="清运",
        starts_on=day(),
        subject_matter="废渣二十吨",
        budget_fen=800_000,
        performer="云州环卫公司",
        third_person=True,
        disinterested=True,
    )
    walk.do("decide_substitute", made, **ago(18))
    walk.do("serve_decision", walk.service(served_on=day(-17)), **ago(17))
    record = {
        "started_at": moment(-40),
        "ended_at": moment(-20),
        "place": "云山河边",
        "performer": "云州环卫公司",
        "result": "已清运",
        "cost_fen": 700_000,
        "cost_detail": "人工、运输、处置",
        "peaceful": True,
        "urgent_reason": "暴雨将至，废渣将冲入河道",
        "supervisor": "张伟",
        "supervisor_signed": True,
        "performer_signed": True,
        "party_signed": True,
    }
    unasked = walk.attempt("perform_substitute", record)
    assert {f.gate for f in unasked.blocking} == {"coercion_substitute_three_days"}
    asked = {"how": "书面催告并在现场公告", "starts_on": day(14), "content": "自行清除废渣"}
    walk.do("demand_substitute", {**asked, "told_on": day(-16)}, **ago(16))
    late = walk.attempt("perform_substitute", {**record, "supervisor": ""})
    assert "coercion_substitute_supervised" in {f.gate for f in late.blocking}
    walk.do("perform_substitute", record)
    finish(walk)
    papers, _ = seen(walk)
    assert {"substitute_decision", "substitute_demand", "substitute_notice", "substitute_record"} <= papers
    assert_shown_and_taken_back(walk)


def assert_shown_and_taken_back(walk: Walk) -> None:
    """The served decision is public in its own fields, without what it says of the party's conduct."""
    import json

    from yifa.matters.models import Disclosure
    from yifa.registers.scope import scope

    with scope(walk.office.actor("handler")):
        shown = Disclosure.objects.get()
    told = json.dumps(shown.content, ensure_ascii=False, default=str)
    assert shown.state == "published"
    assert "云州环卫公司" in told and "废渣随雨水流入河道" not in told
    walk.do("withdraw_disclosure", {"public_reason": "决定已被撤销。"})
    walk.run_effects()
    with scope(walk.office.actor("handler")):
        assert Disclosure.objects.get().state == "withdrawn"


def test_a_spill_is_cleared_at_once_and_the_party_told_afterwards(walk: Walk) -> None:
    from support.walk import day, moment

    parts = ("cause", "parties", "handlers")
    values = {
        **{k: v for k, v in opening(walk, cause="清除道路遗洒物").items() if k in parts},
        "started_at": moment(-40),
        "ended_at": moment(-20),
        "place": "解放路",
        "performer": "云州环卫公司",
        "result": "已清除",
        "cost_fen": 50_000,
        "cost_detail": "人工",
        "peaceful": True,
        "spot": "road",
        "litter": "spill",
        "party_unable": True,
    }
    walk.do("substitute_at_once", values, procedure=ENFORCEMENT)
    untold = walk.attempt("close", {"ground": "performed", "result": "已清除"})
    assert {f.gate for f in untold.blocking} == {"coercion_absent_party_told"}
    walk.do("tell_party", {"told_on": day(), "how": "电话和书面", "handling": "另行立案"})
    finish(walk)
    papers, _ = seen(walk)
    assert {"substitute_at_once", "party_told"} <= papers


def test_what_is_suspended_can_end_and_be_archived(walk: Walk) -> None:
    from support.walk import day

    walk.do("open_enforcement", opening(walk), procedure=ENFORCEMENT)
    walk.do("suspend", {"ground": "third_party", "reasons": "第三人主张权利", "started_on": day()})
    ended = {"ground": "revoked", "document": "云府复〔2026〕1号", "reasons": "决定被撤销", "ended_on": day()}
    walk.do("terminate", ended)
    finish(walk, "terminated")
    papers, _ = seen(walk)
    assert {"suspension", "termination", "closing_approval"} <= papers


def test_the_agency_without_power_is_sent_to_the_court(walk: Walk) -> None:
    refused = walk.attempt("open_enforcement", opening(walk, power="none"), procedure=ENFORCEMENT)
    assert {f.gate for f in refused.blocking} == {"coercion_enforcement_power"}
