"""Doing it: when, how, and where the money goes (行政强制法第三十八条、第四十三条、第四十七条至第四十九条)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from yifa.institutions.coercion.execution import begun, decision_served, owed, received
from yifa.institutions.coercion.gates.enforcement_opening import LAW_AND_ARTICLE
from yifa.institutions.common.reading import acts, amount, flag, last, local_day, moment, text, yuan
from yifa.law.clocks import SHANGHAI
from yifa.law.gates import Note, block, gate, warn
from yifa.law.view import MatterView, Proposal

# 晚上十点至次日早晨六点: 生态环境法典第五百七十二条第三款, in force since 15 August 2026, before it
# 噪声污染防治法第八十八条. A city may set other hours, and 行政强制法 itself defines none.
NIGHT_FROM, NIGHT_UNTIL = 22, 6


def _at_night(view: MatterView, proposal: Proposal) -> str:
    """Why the time of an execution is barred: night or a public holiday; empty when it is not."""
    started, ended = moment(proposal.payload, "started_at"), moment(proposal.payload, "ended_at")
    if started is None:
        return ""
    start = started.astimezone(SHANGHAI)
    end = max((ended or started).astimezone(SHANGHAI), start)
    hours = range(min(int((end - start) / timedelta(hours=1)) + 1, 48))
    moments = [start + timedelta(hours=n) for n in hours if start + timedelta(hours=n) <= end] + [end]
    if any(m.hour >= NIGHT_FROM or m.hour < NIGHT_UNTIL for m in moments):
        return "夜间"
    for on in dict.fromkeys(local_day(m) for m in moments):
        runs = view.law.calendar.deviations(on - timedelta(days=1), on)
        if any(not run.working for run in runs):
            return "法定节假日"
    return ""


@gate("coercion_not_at_night", title="不在夜间或者法定节假日执行", cites="行政强制法第四十三条第一款")
def coercion_not_at_night(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Barred unless urgent, and then the file says why (K12)."""
    if proposal is None or not (when := _at_night(view, proposal)):
        return
    if len(text(proposal.payload, "urgent_reason")) < 4:
        yield block(
            f"不得在{when}实施行政强制执行，情况紧急的除外",
            "改在其他时间；情况紧急的写明事由",
            "started_at",
        )
    else:
        yield warn(f"在{when}实施，理由是情况紧急", "核对情况是否紧急", "urgent_reason")


@gate("coercion_no_cutting_off", title="不得停止居民水、电、热、燃气", cites="行政强制法第四十三条第二款")
def coercion_no_cutting_off(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Never against the daily life of residents (K12)."""
    if proposal is None or not flag(proposal.payload, "cuts_supply"):
        return
    if flag(proposal.payload, "residential"):
        yield block(
            "不得对居民生活采取停止供水、供电、供热、供燃气等方式迫使当事人履行",
            "改用其他方式",
            "cuts_supply",
        )
    else:
        yield warn("须有法律对这种执行方式的规定", "核对依据", "cuts_supply", "行政强制法第十三条")


@gate(
    "coercion_decision_before_execution", title="送达决定书后执行", cites="行政强制法第三十七条、第三十八条"
)
def coercion_decision_before_execution(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """The decision reached the party, and what is done is what it says (第六十一条第二项)."""
    if proposal is None:
        return
    decided, served = last(view, "decide"), decision_served(view)
    if decided is None or served is None:
        yield block("强制执行决定书没有送达当事人", "送达后执行")
        return
    started = moment(proposal.payload, "started_at")
    if started is not None and local_day(started) < served:
        yield block("执行的时间早于决定书送达", "核对时间", "started_at")
    method = text(proposal.payload, "method")
    if method and method != text(decided.payload, "method"):
        yield block(
            "执行方式与强制执行决定不一致", "按决定的方式执行", "method", "行政强制法第六十一条第二项"
        )


@gate("coercion_transfer_by_law", title="划拨由法律规定的机关决定并书面通知", cites="行政强制法第四十七条")
def coercion_transfer_by_law(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """A statute names the agency; the institution is told in writing; not more than is owed."""
    if proposal is None:
        return
    given = proposal.payload
    if text(begun(view), "power") != "law" or not LAW_AND_ARTICLE.search(text(given, "basis")):
        yield block("法律规定的行政机关才可以划拨存款、汇款", "写明《法律名称》第几条", "basis")
    if not flag(given, "notified"):
        yield block("没有书面通知金融机构", "书面通知", "notified")
    if amount(given, "amount_fen") > owed(view):
        yield block(f"划拨的数额超过尚欠的{yuan(owed(view))}", "核对数额", "amount_fen")


@gate("coercion_auction_entrusted", title="委托拍卖机构依照拍卖法拍卖", cites="行政强制法第四十八条")
def coercion_auction_entrusted(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """The agency does not sell by itself; not more is set off than is owed or came in."""
    if proposal is None:
        return
    given = proposal.payload
    if not flag(given, "entrusted"):
        yield block("依法拍卖财物，由行政机关委托拍卖机构办理", "委托拍卖机构", "entrusted")
    if amount(given, "applied_fen") > min(owed(view), amount(given, "proceeds_fen")):
        yield block("抵缴的数额超过尚欠的数额或者拍卖所得", "核对数额", "applied_fen")


@gate(
    "coercion_to_treasury", title="款项上缴国库或者划入财政专户", cites="行政强制法第四十九条、第六十条第四款"
)
def coercion_to_treasury(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Nowhere else, with the voucher."""
    if proposal is None or not text(proposal.payload, "account"):
        return
    if text(proposal.payload, "account") not in ("treasury", "fiscal"):
        yield block("款项应当上缴国库或者划入财政专户", "核对款项去向", "account")
    if not text(proposal.payload, "voucher"):
        yield warn("没有填写上缴的凭证号码", "填写凭证号码", "voucher")


@gate("coercion_conclusion_grounded", title="执行完毕有执行记录", cites="行政强制法第三十四条")
def coercion_conclusion_grounded(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Something was done by the decision; a duty to pay is settled."""
    if proposal is None:
        return
    done = acts(view, "enforce", "transfer_deposits", "auction_goods")
    if proposal.kind == "conclude" and not done:
        yield block("没有实施强制执行的记录", "登记实施情况")
    if text(begun(view), "duty") != "money":
        return
    left = owed(view) - (amount(proposal.payload, "amount_fen") if proposal.kind == "perform" else 0)
    if left > 0:
        field = "amount_fen" if proposal.kind == "perform" else None
        yield block(f"尚有{yuan(left)}没有缴纳", "登记部分履行，继续执行", field)


@gate("coercion_performance_within", title="缴纳不超过应缴数额", cites="行政强制法第四十五条第二款")
def coercion_performance_within(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """What was paid is no more than what is owed."""
    if proposal is None or text(begun(view), "duty") != "money":
        return
    if not amount(proposal.payload, "amount_fen"):
        yield block("没有填写缴纳的数额", "填写数额", "amount_fen")
    elif amount(proposal.payload, "amount_fen") > owed(view):
        paid = f"（已收{yuan(received(view))}）" if received(view) else ""
        yield warn(f"缴纳的数额超过尚欠的{yuan(owed(view))}{paid}", "核对数额", "amount_fen")
