"""Measures through the write path: approved, on the spot, freezing, each from opening to the archive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from institutions.coercion.builder import ACCOUNT, CRATE, MEASURE, taken
from institutions.coercion.roads import finish, seen

if TYPE_CHECKING:
    from support.walk import Walk

pytestmark = pytest.mark.requirement("RQ072")
LAW = "《中华人民共和国特种设备安全法》第六十一条第一款"


def opening(walk: Walk, **changes: Any) -> dict[str, Any]:
    return {
        "cause": "涉嫌充装不合格气瓶",
        "parties": [{"subject": str(walk.subject.pk), "role": "party"}],
        "handlers": [walk.office.id_of("handler"), walk.office.id_of("handler2")],
        "case_number": "云城立〔2026〕1号",
        "power": "own",
        "law_level": "law",
        "necessity": "不扣押可能继续使用，危害安全",
        "category": "seize",
        **changes,
    }


def request(walk: Walk, **changes: Any) -> dict[str, Any]:
    values = {"basis": LAW, "reasons": "涉嫌充装不合格气瓶", "goods": [CRATE], "days": 30}
    return opening(walk, **{**values, **changes})


def record(**changes: Any) -> dict[str, Any]:
    from support.walk import day, moment

    values = {
        "started_at": moment(-40),
        "ended_at": moment(-10),
        "decided_on": day(),
        "started_on": day(),
        "basis": LAW,
    }
    return taken(**{**values, **changes})


def lift(**changes: Any) -> dict[str, Any]:
    from support.walk import day

    return {"ground": "no_violation", "reasons": "经查没有违法行为", "decided_on": day(), **changes}


@pytest.mark.requirement("RQ127")
def test_things_are_seized_tested_extended_lifted_and_returned(walk: Walk) -> None:
    from support.walk import day

    walk.do("apply_measure", request(walk), procedure=MEASURE)
    refused = walk.attempt("implement", record(identity_shown=False))
    assert {f.gate for f in refused.blocking} == {"coercion_identity_shown"}
    walk.do("implement", record())
    testing = {
        "test": "inspect",
        "items": "气瓶",
        "institution": "检验所",
        "started_on": day(),
        "ends_on": day(5),
    }
    walk.do("start_testing", {**testing, "told": True, "borne_by_agency": True})
    _, clocks = seen(walk)
    assert clocks["period"].paused and clocks["period"].due_at is None
    walk.do("end_testing", {"ended_on": day(), "result": "不合格"})
    walk.do("extend", {"days": 30, "reasons": "需要核查气瓶来源", "decided_on": day()})
    _, clocks = seen(walk)
    assert clocks["period"].amount == 60 and clocks["period"].figure == "K04"
    keeping = {
        "keeper": "agency",
        "keeper_name": "张伟",
        "place": "仓库",
        "items": "气瓶",
        "duties_told": True,
    }
    walk.do("keep_goods", keeping)
    walk.do("serve_document", {**walk.service(), "document": "extension"})
    walk.do("lift", lift())
    undone = walk.attempt("close", {"ground": "done", "result": "已解除"})
    assert {f.gate for f in undone.blocking} == {"coercion_goods_returned"}
    walk.do(
        "return_goods", {"returned_on": day(), "items": "气瓶十二只", "recipient": "周建国", "signed": True}
    )
    finish(walk, "done")
    papers, clocks = seen(walk)
    assert not papers & {"seal_decision", "measure_decision", "lift_decision", "lift_freeze"}
    assert {"seize_decision", "goods_list", "onsite_record", "extension_notice", "testing_notice"} <= papers
    assert {"lift_things", "return_receipt", "service_receipt", "closing_approval"} <= papers
    assert all(c.ended_at for c in clocks.values())


def test_on_the_spot_is_approved_afterwards_or_lifted(walk: Walk) -> None:
    from datetime import timedelta

    from support.walk import day, moment

    on_the_spot = {**opening(walk), **record(), "urgency": "气瓶正在泄漏"}
    walk.do("implement_urgently", on_the_spot, procedure=MEASURE)
    _, clocks = seen(walk)
    assert clocks["approval"].due_at - clocks["approval"].started_at == timedelta(hours=24)
    walk.do("approve_urgent", {"reported_at": moment(-5), "outcome": "lift", "reasons": "不必扣押"})
    other = walk.attempt("lift", lift())
    assert {f.gate for f in other.blocking} == {"coercion_lift_ground_holds"}
    walk.do("lift", lift(ground="not_approved"))
    walk.do("return_goods", {"returned_on": day(), "items": "气瓶", "recipient": "周建国", "signed": True})
    finish(walk, "done")


def test_deposits_are_frozen_told_and_released(walk: Walk) -> None:
    from support.walk import day

    values = request(walk, category="freeze", goods=[], accounts=[ACCOUNT], illegal_fen=300_000)
    walk.do("apply_measure", values, procedure=MEASURE)
    parts = ("party_name", "party_address", "reasons", "basis", "remedy", "agency_name", "decided_on")
    freezing = {
        **{k: v for k, v in record().items() if k in parts},
        "accounts": [ACCOUNT],
        "frozen_on": day(),
        "days": 30,
        "notice_delivered": True,
        "received_by": "柜台经理",
        "identity_shown": True,
        "record": "银行已冻结",
    }
    walk.do("freeze", freezing)
    _, clocks = seen(walk)
    assert (clocks["period"].figure, clocks["delivery"].figure) == ("K09", "K08")
    assert clocks["delivery"].unit == "wd"
    walk.do("serve_decision", walk.service())
    walk.do("lift", lift())
    walk.do("notify_institution", {"sent_on": day(), "institution": "云州银行", "party_told": True})
    finish(walk, "done")
    papers, _ = seen(walk)
    assert {"freeze_notice", "freeze_decision", "lift_freeze", "unfreeze_notice"} <= papers


def test_a_major_measure_waits_for_its_legal_review(walk: Walk) -> None:
    """The review is a matter of its own that the machine opens; what it says comes back by the queue."""
    from yifa.matters.models import Matter
    from yifa.registers.scope import scope

    walk.do("apply_measure", request(walk, major=True), procedure=MEASURE)
    refused = walk.attempt("implement", record())
    assert {f.gate for f in refused.blocking} == {"coercion_review_passed"}
    walk.do("submit_legal_review", {"triggers": ["complex"], "materials": "全部材料", "opinion": "建议扣押"})
    walk.run_effects()
    own = walk.matter_id
    with scope(walk.office.actor("handler")):
        review = Matter.objects.get(parent_id=own)
    walk.matter_id = str(review.pk)
    walk.do("assign", {"reviewer": walk.office.id_of("legal_reviewer")}, by="unit_head")
    walk.do("give_opinion", walk.review(), by="legal_reviewer")
    walk.run_effects()
    walk.matter_id = own
    walk.do("implement", record())
    handled = {"outcome": "confiscate", "items": "气瓶", "reasons": "属实", "basis": LAW, "law_level": "law"}
    from support.walk import day

    walk.do("handle", {**handled, "decision_number": "云城罚决〔2026〕1号", "decided_on": day()})
    finish(walk, "done")


def test_what_was_approved_need_not_be_done(walk: Walk) -> None:
    walk.do("apply_measure", request(walk), procedure=MEASURE)
    walk.do("abandon", {"reasons": "情节显著轻微"})
    finish(walk, "not_taken")
