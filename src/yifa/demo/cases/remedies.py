"""A penalty contested: the agency answers, the body or the court decides, and the agency follows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from yifa.demo.cases.decision import decided_usually
from yifa.demo.cases.inquiry import investigated
from yifa.demo.cases.opening import opened, parties
from yifa.demo.cases.performance import archived, closed, goods, paid
from yifa.demo.cases.service import served
from yifa.demo.dice import Dice
from yifa.demo.story import Affair, Case, Story
from yifa.matters.models import Matter, Paper

RECONSIDERATION = "reconsideration_litigation.reconsideration"
LITIGATION = "reconsideration_litigation.litigation"


def maintained(stop: str = "") -> Callable[[Case], Story]:
    """A reconsideration that leaves the penalty as it is. `stop` is the act of the remedy after which all rests."""

    def story(case: Case) -> Story:
        yield from _penalised(case)
        yield from paid(case)  # the remedy does not stop the decision
        remedy = _remedy(case, RECONSIDERATION, stop)
        yield from _applied(remedy, case)
        yield from _answered(remedy, case)
        yield from _heard(remedy)
        yield from _reconsidered(remedy, "maintained", "untouched", "维持行政处罚决定。")
        yield from _closed(remedy, "复议机关维持处罚决定。")
        case.t = remedy.t
        yield from goods(case)
        yield from closed(case)
        yield from archived(case)

    return story


def upset(case: Case) -> Story:
    """A reconsideration that revokes the penalty: revoked in its own file, taken back from the public, closed."""
    yield from _penalised(case)
    remedy = _remedy(case, RECONSIDERATION)
    yield from _applied(remedy, case)
    yield from _answered(remedy, case)
    yield from _heard(remedy, head=False)
    yield from _reconsidered(remedy, "revoked", "revoked", "撤销行政处罚决定。")
    case.t = remedy.t
    yield case.act(
        "revoke",
        category="revoked",
        decided_by="reconsideration",
        authority=case.office.agency.reconsideration_body,
        effective_on=case.today,
        reasons="行政复议决定撤销。",
        refund_fen=0,
        public_reason="行政复议决定撤销了原处罚决定，原公开信息撤回。",
    )
    remedy.later(30)
    yield remedy.act(
        "record_withdrawal",
        withdrawn_on=remedy.today,
        channel="行政执法公示平台",
        public_reason="行政复议决定撤销了原处罚决定。",
    )
    remedy.rest(1, 3)
    yield from _closed(remedy, "复议机关撤销处罚决定。", "原案已经登记撤销。")


def sued(stop: str = "") -> Callable[[Case], Story]:
    """A law suit that the court dismisses; nobody appeals."""

    def story(case: Case) -> Story:
        yield from _penalised(case)
        remedy = _remedy(case, LITIGATION, stop)
        yield from _complained(remedy, case)
        yield from _answered(remedy, case)
        remedy.pause(20, 30)
        yield remedy.act("attend_trial", **_session(remedy, "云山区人民法院第三法庭"))
        remedy.pause(20, 30)
        received = remedy.today
        yield remedy.act(
            "receive_judgment",
            document_number=f"（{remedy.today.year}）云行初{remedy.dice.between(10, 99)}号",
            decided_on=remedy.today - timedelta(days=2),
            received_on=received,
            result="rejected",
            standing="untouched",
            content="驳回原告的诉讼请求。",
            instance="first",
            form="judgment",
        )
        remedy.pause(18, 24)
        yield remedy.act("take_effect", effective_on=remedy.today, result="rejected", standing="untouched")
        remedy.rest(1, 4)
        yield from _closed(remedy, "法院驳回原告的诉讼请求，裁判已经生效。")

    return story


def _penalised(case: Case) -> Story:
    yield from opened(case)
    yield from investigated(case)
    yield from decided_usually(case)
    yield from served(case, "direct")
    case.pause(8, 14)


def _remedy(case: Case, procedure: str, stop: str = "") -> Affair:
    """The matter that begins when the application or complaint comes in, in the same hands as the case."""
    remedy = Affair(
        label=f"{case.label}-remedy", office=case.office, subject=case.subject, law=case.law,
        dice=Dice("remedy", case.label), started=case.today, procedure=procedure, stop=stop,
        unit_head=case.unit_head, head=case.head, handlers=case.handlers,
    )  # fmt: skip
    remedy.t = max(remedy.t, case.t)
    return remedy


def _contested(remedy: Affair, case: Case) -> dict[str, Any]:
    """Which decision it is, as its paper and its file name it."""
    decision = case.acts["decide"]
    return {
        "parties": parties(remedy),
        "handlers": [remedy.id_of(h) for h in remedy.handlers],
        "decision_kind": "penalty",
        "decision_number": Paper.objects.get(act=decision, kind="penalty_decision").number,
        "decision_on": case.t.date() if decision.occurred_to is None else decision.occurred_to.date(),
        "decision_matter": Matter.objects.values_list("number", flat=True).get(pk=str(case.matter_id)),
        "decision_disclosed": True,
    }


def _applied(remedy: Affair, case: Case) -> Story:
    yield remedy.act(
        "receive_application",
        cause=f"{remedy.subject.name}不服行政处罚决定申请行政复议",
        **_contested(remedy, case),
        reconsideration_body=remedy.office.agency.reconsideration_body,
        route="direct",
        received_on=remedy.today,
        requests="请求撤销行政处罚决定；认为违法情节轻微，处罚过重。",
    )
    remedy.rest(4, 7)


def _complained(remedy: Affair, case: Case) -> Story:
    yield remedy.act(
        "receive_complaint",
        cause=f"{remedy.subject.name}诉行政处罚决定案",
        **_contested(remedy, case),
        court=remedy.office.agency.court,
        case_number=f"（{remedy.today.year}）云行初{remedy.dice.between(10, 99)}号",
        received_on=remedy.today,
        after_reconsideration="none",
        requests="请求撤销行政处罚决定；认为事实不清、证据不足。",
    )
    remedy.rest(5, 8)


def _answered(remedy: Affair, case: Case) -> Story:
    yield remedy.act(
        "answer",
        filed_on=remedy.today,
        facts=case.conduct,
        procedure_followed="本机关依法立案、调查、告知，听取陈述申辩后作出决定并送达。",
        basis=f"{case.item().cite_basis()}；《中华人民共和国行政处罚法》第五十七条",
        argument="事实清楚，证据充分，适用依据正确，裁量适当，请求予以维持。",
        exhibits=[
            {
                "kind": "record",
                "title": "现场检查笔录",
                "source": remedy.name_of(remedy.handlers[0]),
                "collected_on": case.acts["file"].occurred_to.date(),
                "proves": "违法行为的时间、地点和情形",
            }
        ],
        materials_complete=True,
        delegate=remedy.name_of("reviewer1"),
        delegate_post="法制科科长",
        delegate_powers="一般代理",
    )
    remedy.rest(4, 8)


def _heard(remedy: Affair, head: bool = True) -> Story:
    yield remedy.act("attend_hearing", **_session(remedy, "市司法局听证室", head))
    remedy.pause(15, 25)


def _session(remedy: Affair, place: str, head: bool = True) -> dict[str, Any]:
    who: dict[str, Any] = {"head_name": remedy.name_of(remedy.head), "head_post": "副局长"}
    if not head:
        who = {
            "absent_reason": "参加防汛值守，不能到场。",
            "delegate": remedy.name_of("reviewer1"),
            "delegate_post": "法制科科长",
        }
    told = {"held_on": remedy.today, "place": place, "record": "双方围绕事实和裁量陈述意见，并当场质证。"}
    return told | who


def _reconsidered(remedy: Affair, result: str, standing: str, content: str) -> Story:
    yield remedy.act(
        "receive_decision",
        document_number=f"云政复决〔{remedy.today.year}〕{remedy.dice.between(10, 99)}号",
        decided_on=remedy.today - timedelta(days=2),
        received_on=remedy.today,
        result=result,
        standing=standing,
        content=content,
    )
    remedy.rest(1)


def _closed(remedy: Affair, result: str, original: str = "") -> Story:
    yield remedy.act("close", ground="nothing_due", result=result, original_matter=original)
    remedy.pause(5, 15)
    yield from archived(remedy)
