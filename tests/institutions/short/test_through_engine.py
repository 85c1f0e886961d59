"""One matter of each shorter procedure through the write path, from its opening to the archive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from support.walk import Walk

KINDS = ("levy", "grant", "confirmation", "adjudication", "award")


def opening(walk: Walk, name: str = "") -> dict[str, Any]:
    from support import world
    from support.walk import day

    subjects = [str(walk.subject.pk), str(world.person().pk)]
    rows = [{"subject": s, "role": "party"} for s in subjects]
    if name == "adjudication":
        rows = [
            {"subject": s, "side": side}
            for s, side in zip(subjects, ("applicant", "respondent"), strict=True)
        ]
    return {
        "cause": "测试事项",
        "parties": rows,
        "handlers": [walk.office.id_of("handler"), walk.office.id_of("handler2")],
        "received_on": day(),
        "request": "请求依法办理。",
    }


def decision(name: str) -> dict[str, Any]:
    from support.walk import day

    given = {
        "request": "请求依法办理。",
        "facts": "经审查属实。",
        "basis": "《中华人民共和国土地管理法》第四十五条",
        "content": "同意办理，由孙小明履行。",
        "remedy": "可以自收到本决定书之日起六十日内申请行政复议。",
        "decided_on": day(),
    }
    if name == "levy":
        given |= {"category": "expropriation", "public_interest": "修建道路。", "compensation": "货币补偿。"}
    return given


def until_decided(walk: Walk, name: str) -> None:
    from support.walk import day

    walk.do("apply", opening(walk, name), procedure=f"{name}.general")
    if name == "adjudication":
        walk.do(
            "hear_parties", {"made_on": day(), "applicant_statement": "请求", "respondent_statement": "答辩"}
        )
    walk.do("examine", {"made_on": day(), "facts": "属实。", "evidence": "申请材料。"})
    walk.do("decide", decision(name))


def stage(walk: Walk) -> str:
    from yifa.matters.models import Matter
    from yifa.registers.scope import scope

    with scope(walk.office.actor("handler")):
        return Matter.objects.get(pk=walk.matter_id).stage


def archive(walk: Walk) -> None:
    walk.do("archive", {"retention": "ten", "complete": True}, by="archivist")
    assert stage(walk) == "archived"


@pytest.mark.requirement("RQ130")
@pytest.mark.parametrize("name", KINDS)
def test_a_matter_is_decided_served_and_archived(walk: Walk, name: str) -> None:
    from support.walk import day

    until_decided(walk, name)
    receipt = {"mode": "direct", "served_on": day(), "recipient": "李某", "relation": "agent", "signed": True}
    walk.do("serve_decision", receipt)
    walk.run_effects()
    walk.do("close", {"result": "已经办结。"})
    archive(walk)


def test_a_revoked_decision_is_archived(walk: Walk) -> None:
    from support.walk import day

    until_decided(walk, "grant")
    told = {"reasons": "认定有误。", "public_reason": "决定已被撤销。"}
    walk.do("revoke", {"authority": "本机关", "effective_on": day(), **told})
    archive(walk)


def test_a_refused_application_is_archived(walk: Walk) -> None:
    walk.do("apply", opening(walk), procedure="award.general")
    walk.do("refuse_filing", {"reasons": "不属于本机关职责。"})
    archive(walk)


def test_nothing_is_decided_without_a_basis_in_law(walk: Walk) -> None:
    from support.walk import day

    walk.do("apply", opening(walk), procedure="confirmation.general")
    walk.do("examine", {"made_on": day(), "facts": "属实。", "evidence": "申请材料。"})
    tried = walk.attempt("decide", decision("confirmation") | {"basis": "依法"})
    assert "legal_basis_cited" in {f.gate for f in tried.blocking}
