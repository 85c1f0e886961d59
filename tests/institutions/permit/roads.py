"""Payloads of an ordinary licensing matter, today, and the roads that several tests go down."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from support.walk import Walk

REMEDY = "可以自收到本决定书之日起六十日内申请行政复议，或者六个月内提起行政诉讼。"
BODIES = {"reconsideration_body": "云州市人民政府", "court": "云州市云山区人民法院", "agency_name": "某局"}


def ago(days: int) -> datetime:
    from support.walk import now

    return now() - timedelta(days=days)


def day(offset: int = 0) -> str:
    return f"{ago(-offset):%Y-%m-%d}"


def application(walk: Walk, **given: Any) -> dict[str, Any]:
    return {
        "title": "城市道路占用许可",
        "parties": [{"subject": str(walk.subject.pk), "role": "party"}],
        "handlers": [walk.office.id_of("handler"), walk.office.id_of("handler2")],
        "item_code": "YZ-XK-01",
        "item_basis": "《城市道路管理条例》规定的条件",
        "conditions": [
            {"content": "有占用方案", "source": "regulation", "basis": "《城市道路管理条例》第三十一条"}
        ],
        "materials": [{"name": "申请书", "received": True, "basis": "《城市道路管理条例》第三十一条"}],
        "safety_item": True,
        "promise_days": 7,
        "received_on": day(),
        **given,
    }


def decision(**given: Any) -> dict[str, Any]:
    return {
        "outcome": "grant",
        "conditions_met": given.get("outcome") != "refuse",
        "content": "准予占用解放路东侧人行道。",
        "reasons": "符合法定条件。",
        "valid_from": day(),
        "valid_until": day(365),
        "remedy": REMEDY,
        "decided_on": day(),
        **BODIES,
        **given,
    }


def licence(walk: Walk, **given: Any) -> dict[str, Any]:
    return {
        **walk.service(),
        "licence": "permit",
        "licence_name": "占用道路许可证",
        "licence_number": "云占2026001",
        "holder": "云州市顺达商贸有限公司",
        "scope": "占用解放路东侧人行道二十平方米。",
        "valid_from": day(),
        "valid_until": day(365),
        "sealed": True,
        **given,
    }


def taking_back(**given: Any) -> dict[str, Any]:
    """What a decision to withdraw or revoke says."""
    return {
        "reasons": "经查明属实。",
        "heard": True,
        "public_reason": "该许可已被依法撤销。",
        "remedy": REMEDY,
        "decided_on": day(),
        **BODIES,
        **given,
    }


def until_accepted(walk: Walk, **given: Any) -> Walk:
    walk.do("receive", application(walk, **given), procedure="permit.ordinary")
    walk.do("accept", {"sealed": True, "promise_days": 7, "accepted_on": day()})
    return walk


def until_in_force(walk: Walk, until: str | None = None, **given: Any) -> Walk:
    until_accepted(walk, **given)
    term = {"valid_until": until} if until else {}
    if until:
        term["valid_from"] = day(-300)
    walk.do("decide", decision(**term))
    walk.do("issue", licence(walk, **term))
    return walk


def stage(walk: Walk) -> str:
    from yifa.matters.models import Matter
    from yifa.registers.scope import WORKER, scope

    with scope(WORKER):
        return Matter.objects.get(pk=walk.matter_id).stage


def shown(walk: Walk) -> list[tuple[str, str]]:
    """What the public can read of the matter: (paper, state), oldest first."""
    from yifa.matters.models import Disclosure
    from yifa.registers.scope import WORKER, scope

    with scope(WORKER):
        rows = Disclosure.objects.filter(matter_id=walk.matter_id).order_by("act__seq")
        return list(rows.values_list("paper_kind", "state"))
