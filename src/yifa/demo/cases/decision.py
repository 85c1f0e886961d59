"""From the report to the decision: review, notice, defence, hearing, discussion, decision."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from yifa.demo.cases.content import content, ordered, party_fields, remedy_fields
from yifa.demo.cases.inquiry import present
from yifa.demo.cases.service import delivery
from yifa.demo.story import Case, Story


def reviewed(case: Case, *triggers: str, opinion: str = "agree") -> Story:
    """法制审核 by the qualified reviewer, in a matter of its own."""
    yield case.act(
        "submit_legal_review",
        triggers=list(triggers) or ["voluntary"],
        materials="立案审批表、证据材料、调查终结报告、处理意见。",
        opinion="建议按调查终结报告的意见处理。",
    )
    case.later(60)
    yield case.act("assign", apart="legal_review", by=case.unit_head, reviewer=case.id_of("reviewer1"))
    case.rest(1, 3)
    yield case.act(
        "give_opinion",
        apart="legal_review",
        by="reviewer1",
        authority="主体适格，有管辖权，执法人员持证",
        party="清楚",
        facts="清楚，证据充分",
        characterisation="准确",
        law="正确",
        process="合法",
        discretion="符合裁量基准",
        documents="完备、规范",
        opinion=opinion,
        reasons="事实清楚，证据确凿，适用依据正确，程序合法，裁量适当。",
    )
    case.rest(1, 2)


def notified(case: Case, hearing_right: bool = False, days: int = 5) -> Story:
    """事先告知 and its delivery."""
    yield case.act(
        "notify",
        **content(case),
        hearing_right=hearing_right,
        rights_told=True,
        defence_days=days,
        contact=f"{case.name_of(case.handlers[0])} {case.office.agency.phone}",
        address=case.office.agency.address,
    )
    case.rest(1)
    yield case.act("serve_notice", **delivery(case, "direct"))


def silent(case: Case) -> Story:
    """The party says nothing and the days run out."""
    case.rest(6, 8)
    yield from ()


def waived(case: Case, hearing_too: bool = False) -> Story:
    case.rest(1, 2)
    yield case.act(
        "waive_defence",
        waived_on=case.today,
        statement="已收到告知书，放弃陈述、申辩" + ("和要求听证的权利。" if hearing_too else "的权利。"),
        hearing_too=hearing_too,
        signed=True,
    )
    case.rest(1, 2)


def defended(case: Case, adoption: str = "rejected") -> Story:
    """The party speaks, the agency answers. The penalty stays as notified."""
    case.rest(2, 3)
    yield case.act(
        "hear_defence",
        made_on=case.today,
        means=case.dice.one(("oral", "written")),
        person=present(case),
        content="经营困难，已经整改，请求从轻处理。",
    )
    case.rest(1, 2)
    yield case.act(
        "review_defence",
        points="当事人提出经营困难、已经整改，请求从轻。",
        adoption=adoption,
        reasons="整改情况在裁量时已经考虑，拟处罚数额在裁量基准幅度之内，不予采纳。",
    )
    case.rest(4, 6)


def hearing(case: Case) -> Story:
    """A hearing that is asked for in time and held in public, in a matter of its own."""
    case.rest(2, 3)
    yield case.act(
        "request_hearing",
        requested_on=case.today,
        means="written",
        requester=present(case),
        reasons="对处罚数额有异议。",
    )
    case.rest(1, 2)
    yield case.act(
        "appoint",
        apart="hearing",
        by=case.unit_head,
        officer=case.id_of("hearing1"),
        clerk=case.id_of("reviewer1"),
    )
    case.rest(1)
    day = case.t
    case.rest(9, 11)
    held, case.t = case.t, day
    yield from _called(case, held)
    case.t = held + timedelta(hours=2)
    yield from _heard(case, held)
    case.rest(1, 2)


def _room(case: Case) -> str:
    return f"{case.office.agency.short_name}听证室"


def _called(case: Case, held: datetime) -> Story:
    """Notice of the hearing, its delivery and its announcement."""
    yield case.act(
        "notice",
        apart="hearing",
        by="hearing1",
        hearing_at=held,
        place=_room(case),
        presider_name=case.name_of("hearing1"),
        staff=f"记录员：{case.name_of('reviewer1')}",
        recusal_right_told=True,
    )
    case.later(30)
    yield case.act("serve_notice", apart="hearing", by="hearing1", **delivery(case, "direct"))
    case.later(30)
    yield case.act(
        "announce",
        apart="hearing",
        by="hearing1",
        published_on=case.today,
        channel=f"{case.office.agency.short_name}门户网站",
        content=f"当事人：{case.subject.name}；案由：{case.cause}；地点：{_room(case)}。",
    )


def _heard(case: Case, held: datetime) -> Story:
    """The record, and what the presider reports."""
    presider, investigator = case.name_of("hearing1"), case.name_of(case.handlers[0])
    participants = f"听证主持人{presider}，调查人员{investigator}，当事人{present(case)}"
    yield case.act(
        "hold",
        apart="hearing",
        by="hearing1",
        minutes=120,
        place=_room(case),
        started_at=held,
        ended_at=case.t,
        rights_told=True,
        signature="signed",
        course="held",
        participants=participants,
        investigator_statement="当事人的违法事实清楚，证据确凿，建议按告知的内容处罚。",
        party_statement="承认违法事实，认为数额偏高，请求从轻。",
        final_statements="当事人请求从轻处罚；调查人员坚持原处罚建议。",
    )
    case.rest(2, 3)
    yield case.act(
        "report",
        apart="hearing",
        by="hearing1",
        started_at=held,
        place=_room(case),
        presider_name=case.name_of("hearing1"),
        staff=f"记录员：{case.name_of('reviewer1')}",
        participants=participants,
        course="held",
        facts="听证查明的事实与调查认定一致，证据经质证属实。",
        views="当事人请求从轻；调查人员认为数额在基准幅度之内。",
        conclusion="support",
        reasons="拟处罚意见适当，建议按告知内容处理。",
    )


def discussed(case: Case, dissent: bool = False) -> Story:
    """集体讨论 by three heads; one may see it otherwise, which is recorded."""
    opinions = ["agree", "agree", "disagree" if dissent else "agree"]
    members: list[dict[str, Any]] = [
        {
            "officer": case.id_of(f"agency_head{n}"),
            "post": "局长" if n == 1 else "副局长",
            "opinion": opinion,
            "reasons": "同意承办机构意见。"
            if opinion == "agree"
            else "当事人积极整改，罚款数额可以再低一些。",
        }
        for n, opinion in enumerate(opinions, 1)
    ]
    yield case.act(
        "submit_deliberation",
        topic="decision",
        presentation="案件事实、证据、依据和处理建议见案卷。",
        opinion="建议按告知内容作出处罚决定。",
    )
    case.rest(1, 2)
    yield case.act(
        "record",
        apart="deliberation",
        by=case.unit_head,
        minutes=60,
        topic="decision",
        started_at=case.t - timedelta(minutes=60),
        ended_at=case.t,
        place=f"{case.office.agency.short_name}会议室",
        presider=case.id_of("agency_head1"),
        members=members,
        recorder=case.name_of("archivist1"),
        attendees="法制科负责人列席",
        presentation="承办人汇报案件事实、证据、依据和处理建议。",
        outcome="penalty",
        fine_fen=case.fine,
        conclusion="多数负责人同意按告知内容作出处罚决定。"
        if dissent
        else "一致同意按告知内容作出处罚决定。",
        signed=True,
    )
    case.rest(1, 2)


def decided(case: Case, expect: tuple[str, ...] = ()) -> Story:
    """作出处罚决定, the same in content as the notice."""
    answered = "hear_defence" in case.acts or "hearing" in case.apart
    yield case.act(
        "decide",
        **content(case),
        **party_fields(case),
        **remedy_fields(case),
        defence_result="当事人的陈述、申辩已经复核，不予采纳。" if answered else "当事人未提出陈述、申辩。",
        performance=ordered(case),
        repeat_count=case.repeats,
        decided_on=case.today,
        expect=expect,
    )


def decided_usually(case: Case) -> Story:
    """The usual way of a small case from report to decision."""
    if case.office.plan.key == "market" or case.dice.chance(20):
        yield from reviewed(case)
    yield from notified(case)
    yield from case.dice.one((silent, silent, waived, defended))(case)
    yield from decided(case)
    case.rest(1, 3)


def decided_gravely(case: Case, heard: bool, dissent: bool = False) -> Story:
    """The way of a case with a hearing right: notice, hearing or silence, review, discussion, decision."""
    yield from notified(case, hearing_right=True)
    yield from (hearing(case) if heard else silent(case))
    triggers = ("after_hearing", "complex") if heard else ("complex",)
    yield from reviewed(case, *triggers)
    yield from discussed(case, dissent)
    yield from decided(case)
    case.rest(1, 3)
