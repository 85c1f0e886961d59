"""How a measure ends (行政强制法第十九条至第二十一条、第二十六条至第二十八条、第三十三条)."""

from __future__ import annotations

from collections.abc import Iterator

from yifa.institutions.coercion.case import ON_THINGS, category, expiry, over, proceeds, taken
from yifa.institutions.common.reading import acts, after, amount, day, flag, last, local_day, text, yuan
from yifa.law.gates import Note, block, gate, warn
from yifa.law.view import MatterView, Proposal

_OF_FREEDOM = frozenset({"achieved"})


@gate("coercion_handled_in_time", title="期限内作出处理决定", cites="行政强制法第二十七条、第三十二条第一款")
def coercion_handled_in_time(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Within the period; after it only lifting is left, although a late decision is still recorded."""
    end = expiry(view)
    if proposal is None or end is None:
        return
    decided = day(proposal.payload, "decided_on") or local_day(proposal.occurred_to)
    if decided > end and text(proposal.payload, "outcome") != "lift":
        yield warn(f"期限已于{end.isoformat()}届满，应当解除", "先解除，再依法处理", "decided_on")


@gate("coercion_handling_grounded", title="没收、销毁、移送有依据", cites="行政强制法第二十七条、第二十一条")
def coercion_handling_grounded(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Confiscated by a decision, destroyed where a statute or regulation says so, handed on with the case."""
    if proposal is None:
        return
    given, what = proposal.payload, text(proposal.payload, "outcome")
    if what == "confiscate" and not text(given, "decision_number"):
        yield block("没收非法财物须有处罚决定", "填写处罚决定书文号", "decision_number")
    if what == "destroy" and text(given, "law_level") not in ("law", "regulation"):
        yield block("只有法律、行政法规规定应当销毁的，才可以销毁", "核对依据", "law_level")
    if what == "transfer":
        if not text(given, "organ"):
            yield block("没有填写接收的司法机关", "填写机关", "organ", "行政强制法第二十一条")
        if not flag(given, "party_told"):
            yield block("移送财物应当书面告知当事人", "告知当事人", "party_told", "行政强制法第二十一条")
    if what in ("confiscate", "destroy") and category(view) not in ON_THINGS:
        yield block("没收、销毁只适用于查封、扣押的财物", "核对处理方式", "outcome")


@gate(
    "coercion_lift_ground_holds", title="解除的情形成立", cites="行政强制法第二十八条第一款、第三十三条第一款"
)
def coercion_lift_ground_holds(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """One of the five grounds; or the head's refusal (19), or the purpose reached (20(2))."""
    if proposal is None:
        return
    ground, end = text(proposal.payload, "ground"), expiry(view)
    decided = day(proposal.payload, "decided_on") or local_day(proposal.occurred_to)
    if ground == "expired" and end is not None and decided <= end:
        yield block(f"期限至{end.isoformat()}，尚未届满", "选择其他情形", "ground")
    if ground == "decided" and not text(proposal.payload, "decision_number"):
        yield block("没有填写处理决定文号", "填写文号", "decision_number")
    urgent = last(view, "approve_urgent")
    refused = urgent is not None and text(urgent.payload, "outcome") == "lift"
    if (ground == "not_approved") != refused:
        yield block(
            "与负责人的意见不一致",
            "按负责人的意见选择",
            "ground",
            "行政强制法第十九条",
        )
    if ground in _OF_FREEDOM and category(view) != "freedom":
        yield block("这一情形只适用于限制人身自由", "选择其他情形", "ground", "行政强制法第二十条第二款")


@gate("coercion_lifted_at_once", title="负责人不同意的立即解除", cites="行政强制法第十九条")
def coercion_lifted_at_once(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """The head refused: the measure ends the same day; at rest it is overdue from the next."""
    urgent = last(view, "approve_urgent")
    if urgent is None or text(urgent.payload, "outcome") != "lift":
        return
    if proposal is None and over(view) is not None:
        return
    told = day(urgent.payload, "reported_at") or local_day(urgent.occurred_to)
    at = local_day(proposal.occurred_to if proposal else view.as_at)
    if at > told:
        yield warn("负责人认为不应当采取强制措施，没有立即解除", "立即解除并说明原因")


@gate("coercion_goods_returned", title="解除后立即退还财物", cites="行政强制法第二十八条第二款")
def coercion_goods_returned(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """At once, with the proceeds of what was sold; whether it was signed for is asked."""
    lifted = last(view, "lift")
    if lifted is None or category(view) not in ON_THINGS:
        return
    on = day(lifted.payload, "decided_on") or local_day(lifted.occurred_to)
    returned = after(view, lifted, "return_goods")
    if proposal is None or proposal.kind != "return_goods":
        if returned:
            return
        message = "已经解除查封、扣押，财物尚未退还"
        if proposal is not None:
            yield block(message, "退还财物并登记")
        elif local_day(view.as_at) > on:
            yield warn(message, "立即退还")
        return
    given = proposal.payload
    if not flag(given, "signed"):
        # The text wants the goods back at once; it makes the return depend on nobody's signature.
        yield warn("没有领取人的签收", "由领取人签收；拒绝签收的写明情况", "signed")
    if amount(given, "proceeds_fen") < proceeds(view):
        yield block(f"应当退还先行处置所得款项{yuan(proceeds(view))}", "退还全部所得", "proceeds_fen")
    if (day(given, "returned_on") or on) > on and not text(given, "note"):
        yield warn("解除后没有立即退还", "说明原因", "note")


@gate("coercion_low_price_compensated", title="变卖价格明显偏低的补偿", cites="行政强制法第二十八条第二款")
def coercion_low_price_compensated(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Of what was sold (变卖) only. Whether plainly below the market is for people; the file says what was done."""
    low = [
        a
        for a in acts(view, "sell_goods")
        if text(a.payload, "manner") != "auction"
        and amount(a.payload, "proceeds_fen") < amount(a.payload, "market_fen")
    ]
    if low and last(view, "lift") is not None and last(view, "compensate") is None:
        yield warn("先行处置的所得低于市场价格，没有补偿的记录", "明显偏低造成损失的，办理补偿")


@gate(
    "coercion_compensation_stated",
    title="赔偿、补偿有数额和去向",
    cites="行政强制法第二十六条、第二十八条第二款",
)
def coercion_compensation_stated(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """A sum; the agency pays first where a third person did the damage, and may then recover it."""
    if proposal is None:
        return
    if not amount(proposal.payload, "amount_fen"):
        yield block("没有填写补偿或者赔偿的数额", "填写数额", "amount_fen")
    if text(proposal.payload, "loss") == "third" and not text(proposal.payload, "recovery"):
        yield warn("先行赔付后，有权向第三人追偿", "写明追偿的情况", "recovery")
    if text(proposal.payload, "loss") == "low_price" and not acts(view, "sell_goods"):
        yield block("没有先行拍卖或者变卖的记录", "核对原因", "loss")


@gate("coercion_measure_closing", title="措施已经结束", cites="行政强制法第二十七条")
def coercion_measure_closing(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Nothing is closed while things or accounts are still held."""
    if proposal is None:
        return
    done = over(view)
    if done is None:
        yield block("强制措施尚未解除或者处理", "先处理或者解除")
    nothing = taken(view) is None
    if nothing != (text(proposal.payload, "ground") == "not_taken"):
        yield block("办结理由与办理情况不一致", "核对是否实施了强制措施", "ground")
