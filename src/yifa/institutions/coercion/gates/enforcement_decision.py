"""The decision to enforce (行政强制法第三十七条、第四十四条、第四十六条、第四十七条)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from yifa.institutions.coercion.execution import (
    begun,
    demand_served,
    first_surcharge,
    owed,
    received,
    remedies_over,
)
from yifa.institutions.coercion.gates.measure_onsite import missing_contents
from yifa.institutions.common.reading import act_day, after, day, flag, last, period_end, text
from yifa.law.gates import Note, block, gate, warn
from yifa.law.view import MatterView, Proposal


def _decided(view: MatterView, proposal: Proposal) -> date:
    return day(proposal.payload, "decided_on") or act_day(view, proposal)


@gate("coercion_demand_unmet", title="经催告逾期仍不履行", cites="行政强制法第三十五条、第三十七条第一款")
def coercion_demand_unmet(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Demanded, served, the time over, no good reason; earlier only on evidence that things are moved or hidden."""
    if proposal is None:
        return
    given, demand, served = proposal.payload, last(view, "demand"), demand_served(view)
    if demand is None or served is None:
        yield block("没有催告，或者催告书没有送达当事人", "办理催告并送达")
        return
    until = day(demand.payload, "deadline_on")
    early = until is not None and _decided(view, proposal) <= until
    if flag(given, "at_once"):
        if not text(given, "moving_evidence"):
            yield block(
                "催告期间立即强制执行的，须有转移或者隐匿财物迹象的证据",
                "写明证据",
                "moving_evidence",
                "行政强制法第三十七条第三款",
            )
    elif early and until is not None:
        yield block(f"催告的履行期限至{until.isoformat()}，尚未届满", "期满后决定", "decided_on")
    if proposal.kind == "decide" and not flag(given, "no_good_reason"):
        yield block("没有确认当事人不履行没有正当理由", "核实理由", "no_good_reason")
    if text(begun(view), "duty") == "money" and owed(view) == 0 and received(view):
        yield block("当事人已经缴清", "登记履行完毕")


@gate("coercion_statements_settled", title="陈述、申辩已有处理", cites="行政强制法第三十六条")
def coercion_statements_settled(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Where the party was right, the decision takes it up."""
    if proposal is None:
        return
    heard = after(view, last(view, "demand"), "hear_statement")
    if any(flag(a.payload, "adopted") for a in heard):
        yield warn("当事人的意见已被采纳", "在决定中体现采纳的内容", "reasons")


@gate("coercion_enforcement_contents", title="强制执行决定书载明法定事项", cites="行政强制法第三十七条第二款")
def coercion_enforcement_contents(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Party, reasons and law, manner and time, remedies, agency and date."""
    if proposal is None:
        return
    yield from missing_contents(proposal)
    if not text(proposal.payload, "method"):
        yield block("决定书没有载明强制执行的方式", "填写方式", "method")
    if day(proposal.payload, "planned_on") is None:
        yield block("决定书没有载明强制执行的时间", "填写时间", "planned_on")


@gate(
    "coercion_method_lawful", title="执行方式与权限、义务相符", cites="行政强制法第十二条、第四十六条第三款"
)
def coercion_method_lawful(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Without the power there is only the auction; money is not fetched by demolishing, nor houses by transfer."""
    if proposal is None:
        return
    method, power, duty = (
        text(proposal.payload, "method"),
        text(begun(view), "power"),
        text(begun(view), "duty"),
    )
    if power == "auction" and method != "auction":
        yield block("没有行政强制执行权，只能拍卖已查封、扣押的财物抵缴罚款", "核对方式", "method")
    if power == "substitute":
        yield block("没有行政强制执行权，只能依法代履行", "办理代履行决定", "method", "行政强制法第五十条")
    if (method in ("transfer", "auction")) != (duty == "money") and method != "other":
        yield block("执行方式与义务的种类不符", "核对方式", "method")


@gate(
    "coercion_remedies_expired", title="没有执行权的，复议诉讼期满才拍卖", cites="行政强制法第四十六条第三款"
)
def coercion_remedies_expired(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """The party neither asked for reconsideration nor sued within its time."""
    first = begun(view)
    if proposal is None or text(first, "power") != "auction":
        return
    if text(first, "remedy") not in ("", "none"):
        yield block("当事人申请了行政复议或者提起了行政诉讼，不适用拍卖抵缴", "申请人民法院强制执行")
    end = remedies_over(view)
    if end is not None and _decided(view, proposal) <= end:
        yield block(f"复议、诉讼期限至{end.isoformat()}，尚未届满", "期满后决定", "decided_on")


@gate("coercion_thirty_days", title="加处超过三十日才强制执行", cites="行政强制法第四十六条第一款")
def coercion_thirty_days(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """A duty to pay is enforced once a surcharge has run for more than thirty days (K15)."""
    first = begun(view)
    if proposal is None or text(first, "duty") != "money" or text(first, "power") != "law":
        return
    if text(proposal.payload, "special_basis"):
        yield warn("依据另有规定，不经加处罚款或者滞纳金", "核对该法律的规定", "special_basis")
        return
    since = first_surcharge(view)
    end = period_end(view, "K15", since) if since is not None else None
    if since is None:
        yield block("没有依法加处罚款或者滞纳金", "先加处，法律另有规定的写明依据", "special_basis")
    elif end is not None and _decided(view, proposal) <= end:
        yield block(f"加处罚款或者滞纳金至{end.isoformat()}满三十日", "期满后决定", "decided_on")


@gate("coercion_demolition_announced", title="强制拆除先公告、期满", cites="行政强制法第四十四条")
def coercion_demolition_announced(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Announced with a time to demolish oneself; the party neither contests within its time nor demolishes (K13)."""
    first = begun(view)
    if proposal is None or text(first, "duty") != "demolish":
        return
    announced, on = last(view, "announce_demolition"), _decided(view, proposal)
    if announced is None:
        yield block("没有公告并限期当事人自行拆除", "办理强制拆除公告")
    else:
        by = day(announced.payload, "demolish_by")
        if by is not None and on <= by:
            yield block(f"限期自行拆除至{by.isoformat()}，尚未届满", "期满后决定", "decided_on")
    if text(first, "remedy") == "running":
        yield block("行政复议或者行政诉讼尚未终结，不得强制拆除", "终结后办理")
        return
    end = remedies_over(view)
    if end is not None and on <= end:
        yield block(f"复议、诉讼期限至{end.isoformat()}，尚未届满", "期满后决定", "decided_on")
