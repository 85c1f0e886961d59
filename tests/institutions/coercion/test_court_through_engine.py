"""Asking the court through the write path: application, answer, ruling, objection, result, each to the archive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from institutions.coercion.builder import COURT
from institutions.coercion.roads import ago, finish, seen

if TYPE_CHECKING:
    from support.walk import Walk

pytestmark = pytest.mark.requirement("RQ127")


def asked(walk: Walk) -> None:
    """Opened, demanded and applied. The suit over the decision ended sixty days ago."""
    from support.walk import day

    values = {
        "cause": "申请强制执行罚款决定",
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
        "power": "none",
        "remedy": "litigation",
        "remedy_ended_on": day(-60),
        "remedy_expired_on": day(-60),
    }
    powerful = walk.attempt("open_court", {**values, "power": "law"}, procedure=COURT, **ago(29))
    assert {f.gate for f in powerful.blocking} == {"coercion_court_without_own_power"}
    walk.do("open_court", values, procedure=COURT, **ago(29))
    given = {"deadline_on": day(-5), "manner": "缴至指定银行", "amount_fen": 500_000, "payment": "转账"}
    walk.do("demand", {**given, "rights_told": True}, **ago(28))
    walk.do("serve_demand", walk.service(served_on=day(-28)), **ago(28))
    application = {
        "court": "云州市云山区人民法院",
        "place_right": True,
        "applied_on": day(-27),
        "content": "罚款五千元",
        "amount_fen": 500_000,
        "materials": ["application", "decision", "opinion", "subject"],
        "head_signed": True,
        "sealed": True,
    }
    early = walk.attempt("apply_court", application, **ago(3))
    assert {f.gate for f in early.blocking} == {"coercion_court_demanded"}
    walk.do("apply_court", {**application, "applied_on": day(-3)}, **ago(3))


def answer(**changes: Any) -> dict[str, Any]:
    from support.walk import day

    values = {
        "answer": "accepted",
        "decided_on": day(-2),
        "received_on": day(-2),
        "document_number": "行审1号",
    }
    return {**values, **changes}


def test_the_court_accepts_rules_and_executes(walk: Walk) -> None:
    from support.walk import day

    asked(walk)
    _, clocks = seen(walk)
    assert (clocks["application"].figure, clocks["application"].unit) == ("K19", "mo")
    assert clocks["application"].ended_at and clocks["demand_wait"].ended_at
    walk.do("court_answer", answer(), **ago(2))
    _, clocks = seen(walk)
    assert (clocks["ruling"].figure, clocks["ruling"].unit, clocks["ruling"].ended_at) == ("K23", "wd", None)
    ruled = {"ruling": "execute", "ruling_on": day(-1), "received_on": day(-1), "document_number": "行审1号"}
    walk.do("court_ruling", {**ruled, "immediate": True}, **ago(1))
    _, clocks = seen(walk)
    assert clocks["execution"].figure == "K25"
    result = {
        "complete": True,
        "ended_on": day(),
        "result": "划拨五千元",
        "collected_fen": 500_000,
        "voucher": "1",
    }
    refused = walk.attempt("record_execution", {**result, "account": "other", "cost_from_agency": True})
    assert {f.gate for f in refused.blocking} == {"coercion_court_costs", "coercion_to_treasury"}
    walk.do("record_execution", {**result, "account": "treasury", "cost_fen": 5_000})
    finish(walk)
    papers, clocks = seen(walk)
    assert {"demand", "court_application", "service_receipt", "closing_approval"} <= papers
    assert all(c.ended_at for c in clocks.values())


def test_a_refusal_is_contested_before_the_higher_court(walk: Walk) -> None:
    from support.walk import day

    asked(walk)
    walk.do("court_answer", answer(answer="refused", reasons="材料不齐"), **ago(2))
    _, clocks = seen(walk)
    assert (clocks["objection"].figure, clocks["objection"].amount, clocks["objection"].unit) == (
        "K22-2",
        15,
        "cd",
    )
    walk.do(
        "object_higher",
        {"court": "云州市中级人民法院", "applied_on": day(-1), "reasons": "材料齐全"},
        **ago(1),
    )
    _, clocks = seen(walk)
    assert clocks["higher"].figure == "K22-3"
    higher = {"ruling_on": day(-1), "received_on": day(), "document_number": "行审复1号"}
    wrong = walk.attempt("higher_ruling", {**higher, "ruling": "execute"})
    assert {f.gate for f in wrong.blocking} == {"coercion_higher_ruling_fits"}
    walk.do("higher_ruling", {**higher, "ruling": "accept"})
    heard = {"received_on": day(), "accepted_on": day(), "concern": "事实根据", "opinion": "证据充分"}
    walk.do("court_hears", heard)
    _, clocks = seen(walk)
    assert clocks["ruling"].ended_at and clocks["long_ruling"].figure == "K24"
    ruled = {"ruling_on": day(), "received_on": day(), "document_number": "行审2号"}
    walk.do("court_ruling", {**ruled, "ruling": "refuse", "reasons": "明显缺乏事实根据"})
    _, clocks = seen(walk)
    assert clocks["objection"].figure == "K24-2"
    finish(walk, "refused")
    papers, clocks = seen(walk)
    assert "objection" in papers
    assert all(c.ended_at for c in clocks.values())


def test_who_pays_ends_it(walk: Walk) -> None:
    from support.walk import day

    asked(walk)
    short = walk.attempt("perform", {"performed_on": day(), "done": "缴纳", "amount_fen": 400_000})
    assert {f.gate for f in short.blocking} == {"coercion_conclusion_grounded"}
    walk.do("perform_part", {"performed_on": day(), "done": "缴纳四千元", "amount_fen": 400_000})
    walk.do("perform", {"performed_on": day(), "done": "缴清", "amount_fen": 100_000})
    finish(walk)


def test_an_application_can_be_withdrawn(walk: Walk) -> None:
    from support.walk import day

    asked(walk)
    walk.do("withdraw_application", {"withdrawn_on": day(), "reasons": "决定已自行撤销"})
    finish(walk, "withdrawn")
