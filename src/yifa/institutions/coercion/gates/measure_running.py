"""While a measure lasts (行政强制法第二十五条、第二十六条、第二十八条)."""

from __future__ import annotations

from collections.abc import Iterator

from yifa.institutions.coercion.case import (
    PERIODS,
    category,
    expiry,
    freedom_ends,
    longest,
    over,
    taken,
    testing_open,
)
from yifa.institutions.common.reading import (
    acts,
    after,
    amount,
    day,
    flag,
    integer,
    last,
    local_day,
    moment,
    text,
)
from yifa.law.gates import Note, block, gate, warn
from yifa.law.view import MatterView, Proposal


@gate(
    "coercion_extension_allowed",
    title="延长有依据，不超过法定期限",
    cites="行政强制法第二十条第二款、第二十五条第一款、第三十二条第一款",
)
def coercion_extension_allowed(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Before the period is over, for complicated circumstances, and no longer than K04 and K09 allow.

    For a limit of freedom and for other measures the statute knows no extension; the law that sets their period may
    (第二十条第二款: 法定期限). Then that law is named, and for a limit of freedom the moment at which it ends.
    """
    if proposal is None:
        return
    if taken(view) is None:
        yield block("强制措施尚未实施，没有可以延长的期限", "先实施", "days")
        return
    if len(text(proposal.payload, "reasons")) < 4:
        yield block("没有说明延长的理由", "写明理由", "reasons")
    _, limit = longest(view, category(view))
    if limit is None:
        yield from _by_its_own_law(view, proposal)
        return
    before = sum(integer(a.payload, "days") or 0 for a in acts(view, "extend"))
    total = before + (integer(proposal.payload, "days") or 0)
    if total > limit and not text(proposal.payload, "special_basis"):
        other = "法律另有规定" if category(view) == "freeze" else "法律、行政法规另有规定"
        yield block(f"延长期限合计不得超过{limit}日", f"缩短延长的期限；{other}的写明依据", "days")
    end = expiry(view)
    if end is not None and local_day(proposal.occurred_to) > end:
        yield block(f"期限已于{end.isoformat()}届满，不能再延长", "作出处理决定或者解除", "days")


def _by_its_own_law(view: MatterView, proposal: Proposal) -> Iterator[Note]:
    """An extension that only another law can allow."""
    cite = "行政强制法第二十条第二款" if category(view) == "freedom" else "行政强制法第九条第五项"
    if not text(proposal.payload, "special_basis"):
        yield block(
            "行政强制法没有规定这类强制措施可以延长，设定该措施的法律另有规定的才可以延长",
            "写明规定延长的法律和条款；没有规定的，期限届满前处理或者解除",
            "special_basis",
            cite,
        )
    if category(view) != "freedom":
        return
    ends, now = freedom_ends(view), moment(proposal.payload, "ends_by")
    if ends is not None and proposal.occurred_to > ends:
        yield block("限制人身自由的期限已经届满，不能再延长", "立即解除", "ends_by", cite)
    if now is None or (ends is not None and now <= ends):
        yield block(
            "没有填写延长后期限届满的时间，或者不晚于原来的时间", "按规定延长的法律填写", "ends_by", cite
        )


def _untold(view: MatterView, kind: str, document: str) -> bool:
    """Whether the newest act of that kind was followed by no service of that document."""
    act = last(view, kind)
    return act is not None and not any(
        text(a.payload, "document") == document for a in after(view, act, "serve_document")
    )


@gate(
    "coercion_extension_told",
    title="延长决定书面告知当事人",
    cites="行政强制法第二十五条第二款、第三十二条第二款",
)
def coercion_extension_told(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """In writing, with reasons, and soon."""
    if category(view) in PERIODS and _untold(view, "extend", "extension"):
        message = "延长的决定没有书面告知当事人"
        yield (
            block(message, "送达延长期限通知书")
            if proposal is not None
            else warn(message, "送达延长期限通知书")
        )


@gate("coercion_testing_stated", title="检测、检验、检疫、鉴定期间明确", cites="行政强制法第二十五条第三款")
def coercion_testing_stated(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Its time is named and told in writing, and the agency pays."""
    if proposal is None:
        return
    given = proposal.payload
    if testing_open(view) is not None:
        yield block("前一次检测、检验、检疫或者鉴定尚未结束", "先登记结束", "started_on")
    if day(given, "ends_on") is None:
        yield block("检测、检验、检疫或者技术鉴定的期间应当明确", "填写届满之日", "ends_on")
    if not flag(given, "told"):
        yield block("期间应当书面告知当事人", "送达告知书", "told")
    if not flag(given, "borne_by_agency"):
        yield block("检测、检验、检疫或者技术鉴定的费用由行政机关承担", "由本机关承担", "borne_by_agency")


@gate("coercion_testing_runs", title="检测、检验、检疫、鉴定已经开始", cites="行政强制法第二十五条第三款")
def coercion_testing_runs(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Only what began can end; what took longer than told does not lengthen the time left out."""
    if proposal is None:
        return
    begun = testing_open(view)
    if begun is None:
        yield block("没有正在进行的检测、检验、检疫或者鉴定", "先登记开始")
        return
    told, ended = day(begun.payload, "ends_on"), day(proposal.payload, "ended_on")
    first = day(begun.payload, "started_on")
    if first is not None and ended is not None and ended < first:
        yield block("结束之日早于开始之日", "核对日期", "ended_on")
    if told is not None and ended is not None and ended > told:
        yield warn(
            f"告知当事人的期间至{told.isoformat()}届满，实际超过", "书面告知当事人新的期间", "ended_on"
        )


@gate("coercion_custody", title="妥善保管，费用由机关承担", cites="行政强制法第二十六条")
def coercion_custody(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Kept safe, not used; the law lets others keep what is sealed; the party never pays (K06)."""
    if proposal is None:
        return
    given = proposal.payload
    if flag(given, "cost_from_party"):
        yield block("因查封、扣押发生的保管费用由行政机关承担", "由本机关承担", "cost_from_party")
    if not flag(given, "duties_told"):
        # 第二十六条 forbids use, damage and removal; that the keeper is told so is prudence, no duty of the text.
        yield warn("没有向保管人明确不得使用、损毁或者擅自转移、处置", "向保管人明确", "duties_told")
    if text(given, "keeper") == "third" and category(view) != "seal":
        yield warn("法律只规定查封的可以委托第三人保管", "核对委托保管的依据", "keeper")


@gate("coercion_sale_only_perishable", title="先行处置限于不易保管的财物", cites="行政强制法第二十八条第二款")
def coercion_sale_only_perishable(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Fresh goods and what cannot be kept; the market price is on file."""
    if proposal is None:
        return
    if not flag(proposal.payload, "perishable"):
        yield block("不属于鲜活物品或者其他不易保管的财物，不能先行处置", "继续保管", "perishable")
    if text(proposal.payload, "manner") != "auction" and integer(proposal.payload, "market_fen") is None:
        yield warn("没有填写市场价格，无法判断价格是否明显偏低", "填写市场价格", "market_fen")
    elif text(proposal.payload, "manner") != "auction" and amount(proposal.payload, "proceeds_fen") < amount(
        proposal.payload, "market_fen"
    ):
        yield warn("变卖所得低于市场价格；明显偏低造成损失的，应当补偿", "核对价格", "proceeds_fen")


@gate(
    "coercion_not_expired",
    title="期限届满前处理或者解除",
    cites="行政强制法第二十七条、第二十八条第一款第四项",
)
def coercion_not_expired(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """At rest: a measure whose period is over is lifted."""
    if proposal is not None or taken(view) is None or over(view) is not None:
        return
    end = expiry(view)
    if end is not None and local_day(view.as_at) > end:
        yield warn(f"强制措施的期限已于{end.isoformat()}届满，尚未处理或者解除", "立即解除")
