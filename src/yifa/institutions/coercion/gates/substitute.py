"""代履行: grounds, contents, three days, supervision, cost (行政强制法第五十条至第五十二条)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time

from yifa.institutions.coercion.execution import begun, decision_served
from yifa.institutions.coercion.gates.measure_onsite import missing_contents
from yifa.institutions.common.reading import (
    after,
    amount,
    day,
    figure,
    flag,
    last,
    local_day,
    moment,
    text,
    yuan,
)
from yifa.law.clocks import SHANGHAI, due_for
from yifa.law.gates import Note, block, gate, warn
from yifa.law.view import MatterView, Proposal


@gate("coercion_substitute_grounds", title="代履行的条件", cites="行政强制法第五十条")
def coercion_substitute_grounds(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """A duty to clear away or restore, and a danger to traffic, environment or resources, shown by facts."""
    if proposal is None:
        return
    if text(begun(view), "duty") != "restore":
        yield block("代履行限于排除妨碍、恢复原状等义务", "核对义务的种类", "consequence")
    if not text(proposal.payload, "consequence") or len(text(proposal.payload, "consequence_facts")) < 4:
        yield block(
            "没有说明后果已经或者将危害交通安全、造成环境污染或者破坏自然资源",
            "写明情况",
            "consequence_facts",
        )


@gate("coercion_performer_disinterested", title="受委托的第三人没有利害关系", cites="行政强制法第五十条")
def coercion_performer_disinterested(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Somebody entrusted has no interest in the matter."""
    if proposal is None or not flag(proposal.payload, "third_person"):
        return
    if not flag(proposal.payload, "disinterested"):
        yield block("只能委托没有利害关系的第三人代履行", "核实利害关系", "disinterested")


_CONTENTS = (
    ("manner", "代履行的方式"),
    ("starts_on", "代履行的时间"),
    ("subject_matter", "代履行的标的"),
    ("performer", "代履行人"),
)


@gate(
    "coercion_substitute_contents", title="代履行决定书载明法定事项", cites="行政强制法第五十一条第一款第一项"
)
def coercion_substitute_contents(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Party, reasons and law, manner and time, object, budget, performer."""
    if proposal is None:
        return
    yield from missing_contents(proposal)
    for name, what in _CONTENTS:
        if not text(proposal.payload, name):
            yield block(f"决定书没有载明{what}", f"填写{what}", name)
    if not amount(proposal.payload, "budget_fen"):
        yield block("决定书没有载明费用预算", "填写预算", "budget_fen")


def _latest_demand(view: MatterView, start: date) -> date | None:
    """The last day on which a demand before a substitution that starts on `start` is in time (K16)."""
    row = figure(view, "K16", start)
    if row is None or not row.is_period:
        return None
    try:
        return local_day(
            due_for(row, datetime.combine(start, time(12), tzinfo=SHANGHAI), calendar=view.law.calendar).due
        )
    except (ValueError, OverflowError):
        return None


@gate("coercion_substitute_three_days", title="代履行三日前催告", cites="行政强制法第五十一条第一款第二项")
def coercion_substitute_three_days(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Three working days before it begins (K16); who performs meanwhile stops it."""
    if proposal is None:
        return
    if proposal.kind == "demand_substitute":
        told, start, field = day(proposal.payload, "told_on"), day(proposal.payload, "starts_on"), "starts_on"
    else:
        demand = last(view, "demand_substitute")
        if demand is None:
            yield block("代履行三日前没有催告当事人履行", "办理代履行前催告")
            return
        begins = moment(proposal.payload, "started_at")
        told, start = day(demand.payload, "told_on"), local_day(begins) if begins else None
        field = "started_at"
        if after(view, demand, "perform"):
            yield block("当事人已经履行，应当停止代履行", "办理结案")
    latest = _latest_demand(view, start) if start is not None else None
    if latest is not None and told is not None and told > latest:
        yield block(
            f"代履行应当在催告三个工作日之后；这一日代履行的，最迟{latest.isoformat()}催告",
            "推迟代履行",
            field,
        )


@gate("coercion_substitute_decided", title="代履行前送达决定书", cites="行政强制法第五十一条第一款第一项")
def coercion_substitute_decided(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """The decision reached the party before anything is done."""
    if proposal is None:
        return
    served, begins = decision_served(view), moment(proposal.payload, "started_at")
    if last(view, "decide_substitute") is None or served is None:
        yield block("代履行决定书没有送达当事人", "送达后代履行")
    elif begins is not None and local_day(begins) < served:
        yield block("代履行的时间早于决定书送达", "核对时间", "started_at")


@gate(
    "coercion_substitute_supervised",
    title="派员到场监督并签名",
    cites="行政强制法第五十一条第一款第三项、第四项",
)
def coercion_substitute_supervised(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Somebody of the agency is there; supervisor, performer and party or witness sign."""
    if proposal is None:
        return
    given = proposal.payload
    if not text(given, "supervisor"):
        yield block("作出决定的行政机关应当派员到场监督", "填写到场监督的工作人员", "supervisor")
    for name, who in (
        ("supervisor_signed", "到场监督的工作人员"),
        ("performer_signed", "代履行人"),
        ("party_signed", "当事人或者见证人"),
    ):
        if not flag(given, name):
            yield block(f"{who}没有在执行文书上签名或者盖章", "签名后登记", name)


@gate("coercion_substitute_cost", title="费用按照成本合理确定", cites="行政强制法第五十一条第二款")
def coercion_substitute_cost(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """By cost, with its parts; what exceeds the budget is explained."""
    if proposal is None:
        return
    cost, detail = amount(proposal.payload, "cost_fen"), text(proposal.payload, "cost_detail")
    if cost and not detail:
        # 第五十一条第二款 says how the cost is set, not that its parts are written down.
        yield warn("没有写明费用的构成，不能核对是否按照成本合理确定", "按照成本逐项写明", "cost_detail")
    decided = last(view, "decide_substitute")
    budget = amount(decided.payload, "budget_fen") if decided is not None else 0
    if budget and cost > budget:
        yield warn(f"费用超过决定书载明的预算{yuan(budget)}", "说明原因", "cost_fen")


@gate("coercion_substitute_peaceful", title="不得采用暴力、胁迫", cites="行政强制法第五十一条第三款")
def coercion_substitute_peaceful(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """No violence, threat or other unlawful means."""
    if proposal is not None and not flag(proposal.payload, "peaceful"):
        yield block("代履行不得采用暴力、胁迫以及其他非法方式", "确认方式合法", "peaceful")


@gate("coercion_at_once_grounds", title="立即代履行的条件", cites="行政强制法第五十二条")
def coercion_at_once_grounds(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """On a road, river, channel or public place, and the party cannot clear it."""
    if proposal is None:
        return
    if not text(proposal.payload, "spot") or not text(proposal.payload, "litter"):
        yield block("限于道路、河道、航道或者公共场所的遗洒物、障碍物、污染物", "核对情形", "spot")
    if not flag(proposal.payload, "party_unable"):
        yield block("当事人能够清除的，由当事人清除", "核实当事人能否清除", "party_unable")


@gate(
    "coercion_absent_party_told", title="事后立即通知不在场的当事人并依法处理", cites="行政强制法第五十二条"
)
def coercion_absent_party_told(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """A party who was not there is told at once afterwards, and the matter is dealt with by law (K17)."""
    done = last(view, "substitute_at_once")
    if done is None:
        return
    told = last(view, "tell_party")
    if proposal is not None and proposal.kind == "tell_party":
        on, ended = day(proposal.payload, "told_on"), day(done.payload, "ended_at")
        if not flag(done.payload, "party_present") and on is not None and ended is not None and on > ended:
            yield warn("没有立即通知当事人", "说明原因", "told_on")
        return
    if told is None and flag(done.payload, "party_present"):
        # Telling is for the one who was not there; the dealing is asked of everybody, without stopping the file.
        yield warn("没有依法作出处理的记录", "登记处理情况")
    elif told is None:
        message = "没有通知当事人并依法作出处理"
        yield block(message, "登记通知和处理") if proposal is not None else warn(message, "立即通知")
