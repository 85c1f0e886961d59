"""Coercion: things held and given back or confiscated, a duty performed in the party's place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from yifa.demo.cases.decision import decided_usually
from yifa.demo.cases.inquiry import investigated
from yifa.demo.cases.opening import opened, parties
from yifa.demo.cases.performance import archived, settled
from yifa.demo.cases.service import delivery, served
from yifa.demo.dice import Dice
from yifa.demo.story import Affair, Case, Story
from yifa.law.clocks import SHANGHAI
from yifa.matters.models import Matter, Paper

MEASURE, ENFORCEMENT = "coercion.measure", "coercion.enforcement"
CODE_SINCE = date(
    2026, 8, 15
)  # 生态环境法典第一千二百四十二条: from then on it governs, and not the older statutes


@dataclass(frozen=True, slots=True)
class Held:
    """What is sealed or seized and why. Texts may use {name} and {place}; `earlier` is the law before the Code."""

    category: str
    cause: str
    basis: str
    reasons: str
    necessity: str
    goods: tuple[tuple[str, int, str], ...]
    course: str
    earlier: str = ""

    def law(self, on: date) -> str:
        return self.earlier if self.earlier and on < CODE_SINCE else self.basis

    def rows(self) -> list[dict[str, Any]]:
        return [{"name": n, "quantity": q, "unit": u, "related": True} for n, q, u in self.goods]

    def items(self) -> str:
        return "、".join(f"{n}{q}{u}" for n, q, u in self.goods)


SPEAKERS = Held(
    "seize",
    "经营场所高音喇叭噪声扰民",
    "《中华人民共和国生态环境法典》第五百六十二条",
    "当事人在{place}店门外使用音箱招揽顾客，被责令改正后仍不改正，周边住户多次反映。",
    "已经两次责令改正，当事人拒不改正，不扣押音箱不能制止噪声。",
    (("落地音箱", 2, "只"), ("功率放大器", 1, "台")),
    "店门外两只音箱正在循环播放促销广告，执法人员切断电源后清点、拍照、加贴标签。",
    "《中华人民共和国噪声污染防治法》第三十条",
)
WORKSHOP = Held(
    "seal",
    "涉嫌未经许可从事食品生产经营",
    "《中华人民共和国食品安全法》第一百一十条第五项",
    "当事人在{place}的加工间从事糕点加工，现场不能出示食品生产经营许可。",
    "加工间正在生产，不查封不能防止未经许可的食品继续流入市场。",
    (("糕点加工间", 1, "间"), ("和面机", 1, "台"), ("烤箱", 2, "台")),
    "加工间内一名工人正在和面，操作台上有待售糕点，执法人员清点设备后在门窗加贴封条。",
)
CAKES = Held(
    "seize",
    "涉嫌经营标签不符合规定的预包装食品",
    "《中华人民共和国食品安全法》第一百一十条第四项",
    "当事人在{place}销售的自制糕点外包装没有标明生产日期和保质期，存在食品安全隐患。",
    "糕点正在销售，不扣押可能继续售出。",
    (("自制糕点", 18, "盒"),),
    "货架上有自制糕点十八盒，外包装没有标明生产日期和保质期，执法人员清点、拍照、装箱。",
)


def given_back(held: Held) -> Callable[[Affair], Story]:
    """Seized, kept, lifted when it is no longer needed, given back, archived."""

    def story(affair: Affair) -> Story:
        yield from taken(affair, held)
        yield _kept(affair, held)
        affair.rest(9, 12)
        yield from _lifted(affair, held)
        yield affair.act("close", ground="done", result="扣押已经解除，财物已经退还。")
        affair.pause(5, 15)
        yield from archived(affair)

    return story


def extended(held: Held) -> Callable[[Affair], Story]:
    """Sealed for thirty days, then for thirty more, of which the party is told."""

    def story(affair: Affair) -> Story:
        yield from taken(affair, held)
        affair.rest(15, 17)
        yield from _longer(affair)
        affair.rest(14, 16)
        yield from _lifted(affair, held)
        yield affair.act("close", ground="done", result="查封已经解除。")
        affair.pause(5, 15)
        yield from archived(affair)

    return story


def confiscated(case: Case) -> Story:
    """A penalty case whose goods were seized when it was filed and are confiscated by its decision."""
    yield from opened(case)
    measure = Affair(
        label=f"{case.label}-measure", office=case.office, subject=case.subject, law=case.law,
        dice=Dice("measure", case.label), started=case.today, procedure=MEASURE, unit_head=case.unit_head,
        head=case.head, handlers=case.handlers,
    )  # fmt: skip
    measure.t, measure.place = max(measure.t, case.t), case.place
    number = Matter.objects.values_list("number", flat=True).get(pk=str(case.matter_id))
    yield from taken(measure, CAKES, number)
    case.t = max(case.t, measure.t)
    yield from investigated(case)
    measure.t = max(case.t, measure.t)
    yield from _longer(measure)
    case.t = measure.t
    yield from decided_usually(case)
    yield from served(case, "direct")
    measure.t = case.t + timedelta(minutes=30)
    yield measure.act(
        "handle",
        outcome="confiscate",
        items=CAKES.items(),
        reasons="违法事实清楚，处罚决定没收扣押的糕点。",
        basis="《中华人民共和国食品安全法》第一百二十五条第一款；《中华人民共和国行政强制法》第二十七条",
        law_level="law",
        decision_number=Paper.objects.get(act=case.acts["decide"], kind="penalty_decision").number,
        decided_on=measure.today,
    )
    case.pause(3, 10)
    yield from settled(case)
    measure.t = case.t
    yield measure.act("close", ground="done", result="扣押的糕点已由处罚决定没收。")
    measure.pause(5, 15)
    yield from archived(measure)


def taken(affair: Affair, held: Held, case_number: str = "") -> Story:
    """申请, 批准, and the measure on the spot with its record, decision and list."""
    named = {"name": affair.subject.name, "place": affair.place}
    shared: dict[str, Any] = {
        "basis": held.law(affair.today),
        "reasons": held.reasons.format(**named),
        "days": 30,
    }
    yield affair.act(
        "apply_measure",
        cause=held.cause,
        parties=parties(affair),
        handlers=[affair.id_of(h) for h in affair.handlers],
        case_number=case_number,
        power="own",
        law_level="law",
        necessity=held.necessity,
        category=held.category,
        goods=held.rows(),
        **shared,
    )
    affair.later(180)
    yield affair.act(
        "implement",
        minutes=60,
        place=f"云州市{affair.place}",
        started_at=affair.t - timedelta(minutes=60),
        ended_at=affair.t - timedelta(minutes=5),
        identity_shown=True,
        rights_told=True,
        party_notified=True,
        party_present=True,
        statement="当事人没有提出陈述、申辩。",
        statement_review="当事人没有提出陈述、申辩。",
        course=held.course,
        signature="signed",
        goods=held.rows(),
        started_on=affair.today,
        delivered=True,
        copies=2,
        **_decision(affair),
        **shared,
    )
    affair.rest(1, 2)


def _decision(affair: Affair) -> dict[str, Any]:
    """Who decides against whom, and where the party may complain."""
    agency, subject = affair.office.agency, affair.subject
    return {
        "party_name": subject.name,
        "party_identifier": subject.identifier,
        "party_address": subject.address,
        "remedy": f"如不服本决定，可以自收到本决定书之日起六十日内向{agency.reconsideration_body}申请行政复议，"
        f"或者自收到本决定书之日起六个月内依法向{agency.court}提起行政诉讼。",
        "agency_name": agency.name,
        "decided_on": affair.today,
    }


def _kept(affair: Affair, held: Held) -> Any:
    return affair.act(
        "keep_goods",
        keeper="agency",
        keeper_name=affair.name_of(affair.handlers[1]),
        place=f"{affair.office.agency.short_name}涉案物品保管室",
        items=held.items(),
        duties_told=True,
    )


def _longer(affair: Affair) -> Story:
    """Thirty days more, told in writing the next working day."""
    yield affair.act(
        "extend",
        days=30,
        reasons="涉案情况复杂，进货来源和数量尚须向外地核查，三十日内不能作出处理决定。",
        decided_on=affair.today,
    )
    affair.rest(1)
    yield affair.act("serve_document", document="extension", **delivery(affair, "direct"))
    affair.rest(1, 2)


def _lifted(affair: Affair, held: Held) -> Story:
    yield affair.act(
        "lift",
        ground="not_needed",
        reasons="当事人已经改正，书面承诺不再实施，不再需要采取强制措施。",
        items=held.items(),
        decided_on=affair.today,
    )
    affair.later(60)
    subject = affair.subject
    yield affair.act(
        "return_goods",
        returned_on=affair.today,
        items=held.items(),
        recipient=subject.name if subject.kind == "natural" else subject.legal_rep,
        signed=True,
    )
    affair.rest(1, 3)


def substituted(affair: Affair) -> Story:
    """代履行: sand left on the verge of a road is cleared by others at the party's cost."""
    yield affair.act(
        "open_enforcement",
        cause="公路用地范围内堆放砂石逾期不清除",
        **_overdue(affair, "责令清除决定", "清除堆放在公路用地范围内的砂石约二十立方米。"),
        power="substitute",
    )
    yield from _demanded(affair)
    affair.rest(8, 10)
    starts = affair.t
    affair.rest(9, 10)
    starts, affair.t = affair.t, starts
    yield affair.act(
        "decide_substitute",
        **_decision(affair),
        reasons="经催告，当事人逾期没有清除，没有正当理由。",
        basis="《中华人民共和国行政强制法》第五十条；《中华人民共和国公路法》第四十六条",
        consequence="traffic",
        consequence_facts=f"砂石堆放在{affair.place}附近弯道内侧，遮挡视线并散落路面，已经危害交通安全。",
        manner="用装载机装车，清运至指定弃料场。",
        starts_on=starts.date(),
        subject_matter="砂石约二十立方米",
        budget_fen=380_000,
        performer="云州市畅行公路养护有限公司",
        third_person=True,
        disinterested=True,
    )
    affair.rest(1)
    yield affair.act("serve_decision", **delivery(affair, "direct"))
    affair.later(30)
    yield affair.act(
        "demand_substitute",
        told_on=affair.today,
        how="书面催告，并在堆放地点张贴公告",
        starts_on=starts.date(),
        content="请在代履行开始之前自行清除砂石；自行清除的，停止代履行。",
    )
    affair.t = datetime.combine(starts.date(), time(17), tzinfo=SHANGHAI)
    yield affair.act("perform_substitute", **_cleared(affair))
    affair.rest(2, 4)
    yield affair.act("close", ground="performed", result="砂石已经清除，代履行费用已通知当事人缴纳。")
    affair.pause(5, 15)
    yield from archived(affair)


def _cleared(affair: Affair) -> dict[str, Any]:
    return {
        "started_at": affair.t.replace(hour=9),
        "ended_at": affair.t.replace(hour=16),
        "place": f"云州市{affair.place}附近路段",
        "performer": "云州市畅行公路养护有限公司",
        "result": "砂石约二十立方米全部清运至指定弃料场，路面已经清扫。",
        "cost_fen": 362_000,
        "cost_detail": "装载机一台班、自卸货车六车次、人工四人次。",
        "peaceful": True,
        "supervisor": "、".join(affair.name_of(h) for h in affair.handlers),
        "supervisor_signed": True,
        "performer_signed": True,
        "party_signed": True,
    }


def _overdue(affair: Affair, kind: str, content: str, ago: int = 40) -> dict[str, Any]:
    """The decision that was not performed, served `ago` days before."""
    received = affair.today - timedelta(days=ago)
    return {
        "parties": parties(affair),
        "handlers": [affair.id_of(h) for h in affair.handlers],
        "decision_kind": "correction",
        "decision_number": f"{affair.office.plan.prefix}责改〔{received.year}〕{affair.dice.between(11, 89)}号",
        "decision_on": received - timedelta(days=1),
        "served_on": received,
        "perform_by": received + timedelta(days=15),
        "duty": "restore",
        "content": f"{kind}：{content}",
    }


def _demanded(affair: Affair) -> Story:
    affair.rest(1, 2)
    yield affair.act(
        "demand",
        deadline_on=affair.today + timedelta(days=10),
        manner="自行清除、拆除并恢复原状，完成后告知本机关验收。",
        rights_told=True,
    )
    affair.rest(1)
    yield affair.act("serve_demand", **delivery(affair, "direct"))
