"""The decision: its kind, contents, time and service; transfer and later changes (行政处罚法第五十七条至第六十一条)."""

from __future__ import annotations

from collections.abc import Iterator

from yifa.institutions.common.ages import completed_years
from yifa.institutions.common.reading import (
    acts,
    after,
    amount,
    day,
    figure,
    integer,
    last,
    local_day,
    parties,
    period_end,
    text,
)
from yifa.institutions.penalty.case import (
    DECISIONS,
    Sanction,
    conduct,
    decision_served,
    fine_ordered,
    reported,
)
from yifa.institutions.penalty.gates.opening import discovered, limitation_end
from yifa.law.gates import Note, block, gate, warn
from yifa.law.view import MatterView, Proposal

_SIX = (
    ("当事人的姓名或者名称、地址", ("party_name", "party_address")),
    ("违法事实和证据", ("conduct", "evidence", "violated")),
    ("处罚的种类和依据", ("basis",)),
    ("履行方式和期限", ("performance",)),
    ("申请复议、提起诉讼的途径和期限", ("remedy", "reconsideration_body", "court")),
    ("行政机关名称和决定日期", ("agency_name", "decided_on")),
)
_VAGUE = frozenset(
    {"人民法院", "有管辖权的人民法院", "复议机关", "行政复议机关", "有管辖权的复议机关", "上级机关"}
)


@gate("decision_outcome_matches", title="决定与调查终结意见一致", cites="行政处罚法第五十七条第一款")
def decision_outcome_matches(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """The outcome follows the report, unless a meeting, a review of the defence or a hearing led elsewhere (P18)."""
    if proposal is None:
        return
    report = last(view, "report")
    wanted = text(proposal.payload, "outcome")
    if report is None:
        yield block("没有调查终结报告", "先办理调查终结")
        return
    if text(report.payload, "outcome") == wanted:
        return
    meetings = [a for a in after(view, report, "deliberate") if text(a.payload, "outcome") == wanted]
    softened = wanted != "penalty" and (
        any(
            text(a.payload, "adoption") in ("adopted", "partly")
            for a in after(view, report, "review_defence")
        )
        or any(text(a.payload, "conclusion") == "adjust" for a in after(view, report, "hearing_report"))
    )
    if meetings or softened:
        return
    if wanted == "penalty":
        yield block("决定种类与调查终结报告的意见不一致", "退回补充调查，或者集体讨论决定", "outcome")
    else:
        # The head examines the result and is not bound by the report; who spares a party says why.
        yield warn("不予处罚与调查终结报告的处罚建议不一致", "在理由中说明不采纳报告意见的原因", "outcome")


@gate("decision_has_six_contents", title="决定书载明六项内容", cites="行政处罚法第五十九条第一款")
def decision_has_six_contents(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """All six contents (P19)."""
    if proposal is None:
        return
    for title, fields in _SIX:
        for name in fields:
            if not text(proposal.payload, name):
                yield block(f"决定书没有载明{title}", "补充填写", name)
    if not Sanction.of(proposal.payload).kinds:
        yield block("决定书没有载明处罚的种类", "选择处罚种类", "kinds")
    if acts(view, "hear_defence") and not text(proposal.payload, "defence_result"):
        message, remedy = "决定书没有写明陈述、申辩的采纳情况及理由", "写明采纳或者不采纳及其理由"
        if view.agency.sector == "market":
            cite = "市场监督管理行政处罚程序规定第六十二条第三项"
            yield block(message, remedy, "defence_result", cite)
        else:
            yield warn(message, remedy, "defence_result", "行政处罚法第四十五条第一款")


@gate("decision_names_the_party", title="决定书的当事人与案件一致", cites="行政处罚法第五十九条第一款第一项")
def decision_names_the_party(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """The person in the decision is the party of the case."""
    if proposal is None:
        return
    named = text(proposal.payload, "party_name").replace(" ", "")
    known = [p.name.replace(" ", "") for p in parties(view)]
    if not any(name and name in named for name in known):
        yield block(
            "当事人与本案登记的当事人不一致", f"本案当事人：{'、'.join(known) or '尚未登记'}", "party_name"
        )


@gate("remedy_bodies_named", title="写明具体的复议机关和法院", cites="行政处罚法第五十九条第一款第五项")
def remedy_bodies_named(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """The reconsideration body and the court are named, not described."""
    if proposal is None:
        return
    for name, what in (("reconsideration_body", "复议机关"), ("court", "法院")):
        given = text(proposal.payload, name)
        if not given or given in _VAGUE or given.startswith("有管辖权"):
            yield block(f"应当写明具体的{what}", f"填写{what}的名称", name)


@gate("within_case_period", title="在办案期限内作出决定", cites="行政处罚法第六十条")
def within_case_period(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Within ninety days of filing, or the sector's period (P20). Lateness is marked, not made impossible.

    A case that a reconsideration or court sent back is decided anew within the time set there (行政复议法 64).
    """
    if acts(view, "decide", "decide_no_penalty") and acts(view, "remedy_result"):
        return
    clock = view.clock("case_period") or view.clock("case_period_strict")
    filed = last(view, "file")
    if filed is None or (proposal is None and acts(view, "decide", "decide_no_penalty")):
        return
    if clock is not None:
        if clock.paused or clock.due_at is None or (proposal is None and clock.ended_at is not None):
            return
        due = local_day(clock.due_at)
    else:
        end = period_end(view, "P20", local_day(filed.occurred_to), (90, "cd"))
        if end is None:
            return
        due = end
    at = local_day(proposal.occurred_to if proposal else view.as_at)
    if at > due:
        yield warn(f"办案期限至{due.isoformat()}届满，已经逾期", "尽快作出决定；可以延长的应当在届满前延长")


@gate("extension_within_rule", title="延长办案期限符合规定", cites="行政处罚法第六十条")
def extension_within_rule(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """First by the head within the sector's limit and in time; further only as a meeting decided (M09)."""
    if proposal is None:
        return
    row = figure(view, "P20")
    limit = row.extension_number if row else None
    days = integer(proposal.payload, "days") or 0
    earlier = acts(view, "extend_period")
    clock = view.clock("case_period") or view.clock("case_period_strict")
    if clock is not None and clock.due_at is not None and proposal.occurred_to > clock.due_at:
        yield block("办案期限已经届满，不能再延长", "尽快作出决定", "days")
    if text(proposal.payload, "round") == "first":
        if earlier:
            yield block("已经延长过一次，继续延长须集体讨论决定", "选择继续延长", "round")
        if limit is None:
            yield warn("本领域没有登记延长办案期限的规定", "写明作为依据的法律、法规、规章条款", "basis")
        elif days > limit:
            yield block(f"经负责人批准最多延长{limit}日", "减少延长的天数", "days")
        return
    if not earlier:
        yield block("尚未经过第一次延长", "选择第一次延长", "round")
        return
    meetings = [a for a in after(view, earlier[-1], "deliberate") if text(a.payload, "topic") == "extension"]
    if not meetings:
        yield block("继续延长应当由负责人集体讨论决定", "提请集体讨论")
    elif integer(meetings[-1].payload, "extension_days") != days:
        yield block("延长天数与集体讨论的决定不一致", "按讨论决定填写", "days")


@gate("education_when_not_punished", title="不予处罚的进行教育", cites="行政处罚法第三十三条第三款")
def education_when_not_punished(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """A violation that is not punished is answered by education (P42)."""
    if proposal is None or text(proposal.payload, "outcome") != "no_penalty":
        return
    if len(text(proposal.payload, "education")) < 4:
        yield block("对违法行为不予处罚的，应当对当事人进行教育", "写明教育的内容和方式", "education")


@gate("no_penalty_ground_holds", title="不予处罚的情形成立", cites="行政处罚法第三十条至第三十三条")
def no_penalty_ground_holds(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """The ground agrees with what the file shows: correction made, age under fourteen (P39, P42)."""
    if proposal is None:
        return
    ground = text(proposal.payload, "ground")
    if ground in ("minor_corrected_no_harm", "first_minor_corrected"):
        corrected = reported(view).get("corrected") is True
        if not corrected and not any(
            a.payload.get("corrected") is True for a in acts(view, "check_correction")
        ):
            yield block(
                "案卷没有当事人已经及时改正的记录", "复查改正情况", "ground", "行政处罚法第三十三条第一款"
            )
    if ground == "time_barred":
        start, end = conduct(view, proposal.payload)
        filed = last(view, "file")
        expires = limitation_end(view, filed.payload if filed else {}, end or start)
        found = discovered(view, filed.payload) if filed else None
        if expires is not None and found is not None and found <= expires:
            yield block(
                f"追责时效至{expires.isoformat()}届满，违法行为发现于{found.isoformat()}，没有超过时效",
                "核对日期，选择相符的情形",
                "ground",
                "行政处罚法第三十六条",
            )
    if ground == "no_fault" and not acts(view, "add_evidence", "hear_defence"):
        yield warn("案卷没有当事人证明没有主观过错的证据", "登记证据", "ground", "行政处罚法第三十三条第二款")
    if ground == "under_14":
        on = conduct(view, proposal.payload)[0] or local_day(proposal.occurred_to)
        young = [p for p in parties(view) if p.birth_date and completed_years(p.birth_date, on) < 14]
        if not young:
            yield block(
                "登记的出生日期不能证明行为时不满十四周岁",
                "核对当事人的出生日期",
                "ground",
                "行政处罚法第三十条",
            )


@gate("no_fine_after_criminal_fine", title="已判处罚金的不再罚款", cites="行政处罚法第三十五条第二款")
def no_fine_after_criminal_fine(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Where a court has imposed a fine, the agency adds none (P55)."""
    returned = last(view, "criminal_returned")
    if proposal is None or returned is None or amount(proposal.payload, "fine_fen") == 0:
        return
    if amount(returned.payload, "criminal_fine_fen") > 0:
        yield block("人民法院已经判处罚金，不再给予罚款", "给予罚款以外的处罚，或者不予处罚", "fine_fen")


@gate("served_after_decision", title="先有决定后送达", cites="行政处罚法第六十一条第一款")
def served_after_decision(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """There is a decision, and it is not served before its date."""
    if proposal is None:
        return
    decided = last(view, "decide", "decide_no_penalty")
    if decided is None:
        yield block("没有可以送达的决定书", "先作出决定")
        return
    made, served = day(decided.payload, "decided_on"), day(proposal.payload, "served_on")
    if made is not None and served is not None and served < made:
        yield block(f"送达日期早于决定日期{made.isoformat()}", "核对送达日期", "served_on")


@gate("decision_served_in_time", title="七日内送达决定书", cites="行政处罚法第六十一条第一款")
def decision_served_in_time(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Within seven working days of the decision; for public notice the day it was published counts (P21)."""
    decided = last(view, "decide", "decide_no_penalty")
    if decided is None or (proposal is None and (decision_served(view) or acts(view, "revoke"))):
        return
    made = day(decided.payload, "decided_on") or local_day(decided.occurred_to)
    end = period_end(view, "P21", made, (7, "wd"))
    if proposal is None:
        at = None if acts(view, "publish_notice") else local_day(view.as_at)
    else:
        at = day(proposal.payload, "published_on") or day(proposal.payload, "served_on")
    if at is not None and end is not None and at > end:
        yield warn(
            f"决定书应当在{end.isoformat()}前送达，已经逾期",
            "说明逾期的原因",
            "served_on" if proposal else None,
        )


@gate("decision_exists", title="变更撤销针对已有的决定", cites="行政处罚法第七十五条第二款")
def decision_exists(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """There is a decision to change or revoke."""
    if proposal is not None and last(view, "decide_no_penalty", *DECISIONS) is None:
        yield block("本案没有作出过决定", "核对案件")


@gate(
    "done_before_the_decision",
    title="决定以前的环节不在决定以后重新办理",
    cites="行政处罚法第四十四条、第五十七条、第五十八条",
)
def done_before_the_decision(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Notice, defence, hearing, review and meeting come before the decision; none is made good by doing it again."""
    if proposal is None or not proposal.corrects:
        return
    if last(view, "decide", "decide_no_penalty") is not None:
        yield block(
            "决定已经作出，此前的告知、听取意见、听证、审核和讨论不能重新办理",
            "笔误用“更正”；程序有错误的，依法撤销或者变更决定",
        )


@gate("change_is_of_its_kind", title="撤销与变更分别办理", cites="行政处罚法第七十五条第二款")
def change_is_of_its_kind(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Revocation has an act of its own while the case is not archived; a changed fine is not heavier for the asking."""
    if proposal is None:
        return
    category = text(proposal.payload, "category")
    if category in ("revoked", "invalid") and view.stage != "archived":
        yield block("案件尚未归档，应当办理撤销决定", "改用撤销决定", "category")
    changed = integer(proposal.payload, "changed_fine_fen")
    decided = last(view, *DECISIONS)
    # A change that is put right counts from the decision, not from the mistaken change.
    again = proposal.corrects is not None and decided is not None
    ordered = amount(decided.payload, "fine_fen") if again and decided else fine_ordered(view)
    if changed is None or changed <= ordered:
        return
    by = text(proposal.payload, "decided_by")
    if by == "reconsideration":
        yield block(
            "行政复议不得作出对申请人更为不利的变更",
            "核对复议决定",
            "changed_fine_fen",
            "行政复议法第六十三条",
        )
    elif by == "court":
        yield warn(
            "人民法院判决变更不得加重原告的义务，利害关系人同为原告且诉讼请求相反的除外",
            "核对判决",
            "changed_fine_fen",
            "行政诉讼法第七十七条第二款",
        )
    else:
        yield block(
            "提高罚款是新的处罚，须经告知、陈述申辩（听证）和审核，不能以变更代替",
            "撤销原决定后依法重新办理",
            "changed_fine_fen",
            "行政处罚法第六十二条",
        )


@gate(
    "criminal_transfer_in_time",
    title="批准后二十四小时内移送",
    cites="行政执法机关移送涉嫌犯罪案件的规定第五条",
)
def criminal_transfer_in_time(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Approved transfers reach the police within twenty-four hours, copied to the prosecutors."""
    if proposal is None:
        return
    approved, moved = day(proposal.payload, "approved_on"), day(proposal.payload, "transferred_on")
    if approved is None or moved is None:
        yield block("没有批准移送或者移送的日期", "填写日期", "transferred_on")
    elif (moved - approved).days > 1:
        yield warn("批准移送后应当在24小时内移送，已经逾期", "说明逾期的原因", "transferred_on")


@gate("criminal_transfer_pending", title="案件正在司法机关处理", cites="行政处罚法第二十七条第一款")
def criminal_transfer_pending(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Only a case that was handed over can come back."""
    sent = last(view, "transfer_criminal_pending")
    if proposal is not None and (sent is None or after(view, sent, "criminal_returned")):
        yield block("本案没有移送司法机关，或者已经退回", "核对记录")


@gate("no_criminal_transfer_pending", title="司法机关处理期间不恢复调查", cites="行政处罚法第二十七条第一款")
def no_criminal_transfer_pending(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """While the police have the case it is taken up again by registering its return."""
    sent = last(view, "transfer_criminal_pending")
    if proposal is not None and sent is not None and not after(view, sent, "criminal_returned"):
        yield block("案件已移送司法机关，尚未退回", "收到退回后登记“司法机关退回”")
