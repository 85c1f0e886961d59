"""Coercion under construction, on the shared builder."""

from __future__ import annotations

from typing import Any

import yifa.institutions.coercion.gates  # noqa: F401  (registers the gates)
from institutions.builder import ANN, BO, Case

MEASURE = "coercion.measure"
ENFORCEMENT = "coercion.enforcement"
COURT = "coercion.court"
CRATE = {
    "name": "无证气瓶",
    "quantity": 12,
    "unit": "只",
    "related": True,
    "necessity": False,
    "sealed_by": "",
}
ACCOUNT = {"institution": "云州银行", "account": "6200001", "amount_fen": 300_000, "frozen_by": ""}


def planned(**changes: Any) -> dict[str, Any]:
    """A lawful request to seize gas cylinders for thirty days."""
    values = {
        "category": "seize",
        "power": "own",
        "law_level": "law",
        "basis": "《中华人民共和国特种设备安全法》第六十一条",
        "reasons": "涉嫌充装不合格气瓶",
        "necessity": "不扣押可能继续使用，危害安全",
        "goods": [CRATE],
        "accounts": [],
        "days": 30,
        "special_basis": "",
        "major": False,
        "handlers": [ANN, BO],
    }
    return {**values, **changes}


def taken(**changes: Any) -> dict[str, Any]:
    """The record and decision of 12 October, everything done as the statute wants."""
    values = {
        "place": "青石路1号",
        "started_at": "2026-10-12T09:00:00+08:00",
        "ended_at": "2026-10-12T10:00:00+08:00",
        "identity_shown": True,
        "rights_told": True,
        "party_notified": True,
        "party_present": True,
        "statement": "当事人没有提出陈述、申辩",
        "statement_review": "无",
        "course": "现场有气瓶十二只",
        "signature": "signed",
        "signature_note": "",
        "witness": "",
        "party_name": "云州青石建材有限公司",
        "party_address": "青石路1号",
        "reasons": "涉嫌充装不合格气瓶",
        "basis": "《中华人民共和国特种设备安全法》第六十一条",
        "remedy": "六十日内申请行政复议",
        "agency_name": "测试市城市管理局",
        "decided_on": "2026-10-12",
        "started_on": "2026-10-12",
        "goods": [CRATE],
        "days": 30,
        "special_basis": "",
        "delivered": True,
        "copies": 2,
    }
    return {**values, **changes}


def measure(kind: str = "seize", **changes: Any) -> Case:
    """A measure approved on 12 October."""
    return Case(kind=MEASURE, stage="approved").act(
        "apply_measure", "2026-10-12", planned(category=kind, **changes)
    )


def in_force(kind: str = "seize", **changes: Any) -> Case:
    """Taken on 12 October; thirty days end on 11 November."""
    return measure(kind).act("implement", "2026-10-12", taken(**changes))


def freezing(**changes: Any) -> dict[str, Any]:
    values = {
        **{
            k: v
            for k, v in taken().items()
            if k in ("party_name", "party_address", "reasons", "basis", "remedy")
        },
        "agency_name": "测试市城市管理局",
        "decided_on": "2026-10-12",
        "frozen_on": "2026-10-13",
        "accounts": [ACCOUNT],
        "days": 30,
        "notice_delivered": True,
        "received_by": "柜台经理",
        "identity_shown": True,
        "record": "已冻结",
    }
    return {**values, **changes}


def frozen(**changes: Any) -> Case:
    """Decided on 12 October, frozen on the 13th; thirty days end on 12 November."""
    return measure("freeze", goods=[], accounts=[ACCOUNT], illegal_fen=300_000).act(
        "freeze", "2026-10-13", freezing(**changes)
    )


def urgent(kind: str = "seize", **changes: Any) -> Case:
    """Taken on the spot on 12 October at nine in the morning."""
    values = {**planned(category=kind), **taken(), "urgency": "气瓶正在泄漏", **changes}
    return Case(kind=MEASURE, stage="urgent").act("implement_urgently", "2026-10-12", values)


def opening(**changes: Any) -> dict[str, Any]:
    """A fine of five thousand yuan served on 3 February; the time to pay ended on 18 February, to sue on 3 August."""
    values = {
        "decision_kind": "penalty",
        "decision_number": "测城罚决〔2026〕1号",
        "decision_on": "2026-02-02",
        "served_on": "2026-02-03",
        "perform_by": "2026-02-18",
        "duty": "money",
        "content": "缴纳罚款",
        "principal_fen": 500_000,
        "power": "law",
        "power_basis": "《某法》第十条",
        "remedy": "none",
        "remedy_ended_on": None,
        "reconsideration_first": False,
        "measure_number": "",
        "major": False,
    }
    return {**values, **changes}


def enforcement(**changes: Any) -> Case:
    """Opened on 12 October."""
    return Case(kind=ENFORCEMENT, stage="opened").act("open_enforcement", "2026-10-12", opening(**changes))


def demand(**changes: Any) -> dict[str, Any]:
    values = {
        "deadline_on": "2026-10-26",
        "manner": "缴至指定银行",
        "amount_fen": 500_000,
        "surcharge_fen": 0,
        "payment": "银行转账",
        "rights_told": True,
    }
    return {**values, **changes}


def demanded(**changes: Any) -> Case:
    """Demanded on 13 October, served the next day, to be performed by the 26th."""
    return (
        enforcement(**changes)
        .act("demand", "2026-10-13", demand())
        .act("serve_demand", "2026-10-14", {"mode": "direct", "served_on": "2026-10-14"})
    )


def order(**changes: Any) -> dict[str, Any]:
    """A decision of 27 October to enforce."""
    values = {
        **{
            k: v
            for k, v in taken().items()
            if k in ("party_name", "party_address", "reasons", "basis", "remedy")
        },
        "agency_name": "测试市城市管理局",
        "decided_on": "2026-10-27",
        "method": "auction",
        "planned_on": "2026-11-04",
        "content": "拍卖",
        "no_good_reason": True,
        "at_once": False,
        "moving_evidence": "",
        "special_basis": "",
    }
    return {**values, **changes}


def ordered(method: str = "auction", **changes: Any) -> Case:
    """Decided on 27 October, served on the 28th."""
    return (
        demanded(**changes)
        .act("decide", "2026-10-27", order(method=method))
        .act("serve_decision", "2026-10-28", {"mode": "direct", "served_on": "2026-10-28"})
    )
