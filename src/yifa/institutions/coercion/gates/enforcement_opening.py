"""Power, overdue duty, demand, statement, surcharge (行政强制法第十三条、第三十四条至第三十八条、第四十五条)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yifa.institutions.coercion.case import number
from yifa.institutions.coercion.execution import begun, owed, reckoned
from yifa.institutions.common.reading import (
    act_day,
    amount,
    day,
    flag,
    integer,
    last,
    local_day,
    payload,
    text,
    yuan,
)
from yifa.law.gates import Note, block, gate, warn
from yifa.law.view import MatterView, Proposal

LAW_AND_ARTICLE = re.compile(r"《[^》]+》.*第[〇零一二三四五六七八九十百千0-9]+条", re.S)


@gate("coercion_enforcement_power", title="具有行政强制执行权", cites="行政强制法第十三条、第三十四条")
def coercion_enforcement_power(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Only a statute gives the power to enforce; without it there are the auction of 46(3), substitution, the court."""
    if proposal is None:
        return
    given, power = proposal.payload, text(proposal.payload, "power")
    if power == "none":
        yield block(
            "法律没有规定本机关强制执行的，应当申请人民法院强制执行", "办理申请人民法院强制执行", "power"
        )
    if power == "law" and not LAW_AND_ARTICLE.search(text(given, "power_basis")):
        yield block("没有写明授予强制执行权的法律条款", "写明《法律名称》第几条", "power_basis")
    if power == "auction":
        cite = "行政强制法第四十六条第三款"
        if text(given, "duty") != "money" or text(given, "decision_kind") != "penalty":
            yield block("只有罚款可以用查封、扣押的财物拍卖抵缴", "核对义务的种类", "duty", cite)
        if not text(given, "measure_number"):
            yield block("没有填写已经采取的查封、扣押措施", "填写案号", "measure_number", cite)
    if power == "substitute" and text(given, "duty") != "restore":
        yield block("代履行限于排除妨碍、恢复原状等义务", "核对义务的种类", "duty", "行政强制法第五十条")


@gate("coercion_duty_overdue", title="逾期不履行才强制执行", cites="行政强制法第三十四条")
def coercion_duty_overdue(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """The time the decision gave has passed; a duty to pay has its sum."""
    if proposal is None:
        return
    given, by = proposal.payload, day(proposal.payload, "perform_by")
    if by is not None and act_day(view, proposal) <= by:
        yield block(f"履行期限至{by.isoformat()}，尚未逾期", "逾期后办理", "perform_by")
    if text(given, "duty") == "money" and not amount(given, "principal_fen"):
        yield block("没有填写尚未缴纳的数额", "填写数额", "principal_fen")


@gate("coercion_demand_contents", title="催告书载明四项内容", cites="行政强制法第三十五条")
def coercion_demand_contents(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Until when, how, the exact sum and how to pay it, and the right to be heard (K10)."""
    if proposal is None:
        return
    given = proposal.payload
    until = day(given, "deadline_on")
    if until is None:
        yield block("催告书没有载明履行义务的期限", "填写期限", "deadline_on")
    elif until <= act_day(view, proposal):
        yield block("履行期限应当在催告之后", "另定期限", "deadline_on")
    if not text(given, "manner"):
        yield block("催告书没有载明履行义务的方式", "填写方式", "manner")
    if not flag(given, "rights_told"):
        yield block("催告书没有载明陈述权和申辩权", "告知权利", "rights_told")
    if text(begun(view), "duty") != "money":
        return
    if not text(given, "payment"):
        yield block("催告书没有载明给付方式", "填写给付方式", "payment")
    if amount(given, "amount_fen") != owed(view):
        yield block(f"催告的金额与尚欠的{yuan(owed(view))}不一致", "核对金额", "amount_fen")


@gate("coercion_served_properly", title="催告书、强制执行决定书的送达", cites="行政强制法第三十八条")
def coercion_served_properly(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Directly; by the other modes only when refused or when that cannot be done. After it was made."""
    if proposal is None:
        return
    kinds = ("demand",) if proposal.kind == "serve_demand" else ("decide", "decide_substitute")
    made, given = last(view, *kinds), proposal.payload
    if made is None:
        yield block("没有可以送达的文书", "先制作文书")
        return
    served = day(given, "served_on")
    if served is not None and served < (day(made.payload, "decided_on") or local_day(made.occurred_to)):
        yield block("送达日期早于文书的日期", "核对送达日期", "served_on")
    other = text(given, "mode") not in ("direct", "leave", "")
    if other and not (text(given, "refusal_reason") or text(given, "public_reason")):
        yield warn(
            "应当直接送达；拒绝接收或者无法直接送达的，才依照民事诉讼法送达",
            "写明拒收或者无法直接送达的情况",
            "refusal_reason",
        )


@gate("coercion_statement_reviewed", title="陈述、申辩经记录、复核，成立的采纳", cites="行政强制法第三十六条")
def coercion_statement_reviewed(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """What is right is followed."""
    if proposal is None:
        return
    if not text(proposal.payload, "reasons"):
        yield block("没有复核意见", "写明复核意见", "reasons")
    if flag(proposal.payload, "established") and not flag(proposal.payload, "adopted"):
        yield block("当事人的意见成立的，应当采纳", "采纳，或者说明为何不成立", "adopted")


@gate("coercion_surcharge_told", title="告知加处的标准", cites="行政强制法第四十五条第一款")
def coercion_surcharge_told(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """After the time to pay, with its rate told and its law named."""
    if proposal is None:
        return
    given = proposal.payload
    if not flag(given, "told"):
        yield block("没有将加处罚款或者滞纳金的标准告知当事人", "告知后办理", "told")
    if not LAW_AND_ARTICLE.search(text(given, "basis")):
        yield block("没有写明加处的法律依据", "写明《法律名称》第几条", "basis")
    if text(begun(view), "duty") != "money":
        yield block("只有金钱给付义务可以加处罚款或者滞纳金", "核对义务的种类", "surcharge")
    due_on = day(given, "due_on")
    if due_on is not None and due_on != day(begun(view), "perform_by"):
        yield warn("与启动时填写的履行期限不一致", "核对履行期限届满之日", "due_on")


@gate("coercion_surcharge_capped", title="加处数额不超出本金", cites="行政强制法第四十五条第二款")
def coercion_surcharge_capped(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Never more in all than the duty to pay (K14)."""
    given = payload(proposal)
    principal = integer(given, "principal_fen")
    if proposal is not None and principal is not None and amount(given, "amount_fen") > principal:
        yield block(f"加处的数额不得超出金钱给付义务的数额{yuan(principal)}", "按本金封顶", "amount_fen")


@gate(
    "coercion_surcharge_exact",
    title="加处数额按标准和天数计算",
    cites="行政处罚法第七十二条第一款第一项、第七十三条第三款",
)
def coercion_surcharge_exact(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Per day of what is unpaid from the day after the last day to pay; not on days of a remedy (P34)."""
    if proposal is None:
        return
    given = proposal.payload
    if text(given, "surcharge") == "late_fee" and integer(given, "rate") is None:
        yield block("没有填写滞纳金的标准", "填写每日万分之几", "rate", "行政强制法第四十五条第一款")
        return
    expected = reckoned(given, number(view, "P34"))
    if expected is not None and expected != amount(given, "amount_fen"):
        yield block(f"按标准计算应为{yuan(expected)}", "核对天数、已缴部分和停止计算的期间", "amount_fen")
