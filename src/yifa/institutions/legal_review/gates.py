"""Who may review, on what, and in time (行政处罚法第五十八条；国办发〔2018〕118号第四部分)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from yifa.institutions import common  # noqa: F401  (registers the shared gates)
from yifa.institutions.common.children import of_the_case
from yifa.institutions.common.reading import (
    act_day,
    acts,
    after,
    figure,
    integer,
    last,
    local_day,
    names,
    text,
)
from yifa.institutions.legal_review.qualification import lacking
from yifa.law.figures import chinese_date
from yifa.law.gates import Note, block, condition, gate, warn
from yifa.law.view import MatterView, Proposal

_OPINIONS = ("give_opinion", "record_help", "settle", "decide_dispute")
_SEPARATE = "行政处罚法第五十八条第一款"


@condition("review_has_period", title="法制审核有期限", cites="市场监督管理行政处罚程序规定第五十五条")
def review_has_period(view: MatterView, proposal: Proposal | None) -> bool:
    """Sectors and provinces give a number (M07 and its overlays); the statute gives none."""
    row = figure(view, "M07")
    return row is not None and row.is_period


@condition("review_may_be_extended", title="审核期限可以延长", cites="市场监督管理行政处罚程序规定第五十五条")
def review_may_be_extended(view: MatterView, proposal: Proposal | None) -> bool:
    """Where the rule that gives the period lets the head lengthen it."""
    row = figure(view, "M07")
    return row is not None and bool(row.extension)


@gate(
    "review_extension_within_rule",
    title="延长审核期限符合规定",
    cites="市场监督管理行政处罚程序规定第五十五条",
)
def review_extension_within_rule(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Once, and not by more than the rule says where it says a number."""
    if proposal is None:
        return
    row = figure(view, "M07")
    limit, days = (row.extension_number if row else None), integer(proposal.payload, "days") or 0
    if acts(view, "extend"):
        yield block("审核期限已经延长过一次", "在延长后的期限内完成审核")
    if limit is not None and days > limit:
        yield block(f"最多可以延长{limit}个工作日", f"不超过{limit}个工作日", "days")


@gate("materials_were_asked", title="补充材料针对补充要求", cites="国办发〔2018〕118号（十四）")
def materials_were_asked(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Material is supplied because it was asked for."""
    if proposal is not None and not _waiting(view):
        yield block("没有要求补充的送审材料", "直接在原事项中补充")


@gate("materials_complete_for_opinion", title="送审材料已补齐", cites="国办发〔2018〕118号（十四）")
def materials_complete_for_opinion(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """No opinion while material that was asked for is missing."""
    if proposal is not None and _waiting(view):
        yield block("要求补充的送审材料尚未补齐", "由承办机构补充材料")


def _waiting(view: MatterView) -> bool:
    asked = last(view, "ask_materials")
    return asked is not None and not after(view, asked, "supply_materials")


def _unqualified(
    view: MatterView, proposal: Proposal, ids: Sequence[str], field: str | None = None
) -> Iterator[Note]:
    remedy = "由取得资格的人员审核；没有的，请求上级业务部门协助"
    for officer_id in ids:
        officer = view.officer(str(officer_id))
        if officer is None:
            yield block("未登记人员不能从事法制审核", remedy, field)
            continue
        rule = lacking(view, officer, act_day(view, proposal))
        if rule is None:
            continue
        began = officer.reviewing_since
        said = f"登记的开始日期为{chinese_date(began)}" if began else "没有登记开始从事法制审核的日期"
        yield block(
            f"{officer.name}没有国家统一法律职业资格，{said}：{rule.since_words}起初次从事法制审核的，应当取得资格",
            f"{remedy}；此前已经从事的，先在人员登记中补登开始日期",
            field,
            rule.cites,
        )


@gate("reviewer_holds_qualification", title="法制审核人员具备资格", cites="行政处罚法第五十八条第二款")
def reviewer_holds_qualification(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Whoever first took up review under a rule that asks for it holds the legal qualification (P16)."""
    if proposal is not None:
        yield from _unqualified(view, proposal, [str(i) for i in proposal.officer_ids])


@gate("assigned_reviewer_qualified", title="确定的审核人员具备资格", cites="行政处罚法第五十八条第二款")
def assigned_reviewer_qualified(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """The pool of reviewers: who holds that post in the agency, and the qualification where it is asked for."""
    if proposal is None:
        return
    chosen = text(proposal.payload, "reviewer")
    officer = view.officer(chosen)
    if officer is not None and "legal_reviewer" not in officer.roles:
        yield block(f"{officer.name}不是本机关的法制审核人员", "从法制审核人员中选择", "reviewer")
    yield from _unqualified(view, proposal, [chosen], "reviewer")


def _who_handles_it(
    view: MatterView, ids: Sequence[str], may_not: str, remedy: str, field: str | None = None
) -> Iterator[Note]:
    """The law sets review apart from handling: whoever handles the case has no part in reviewing it."""
    clash = [i for i in ids if i and i in of_the_case(view)]
    if clash:
        yield block(f"{names(view, clash)}承办了本案，{may_not}", remedy, field)


@gate("reviewer_is_not_of_the_case", title="审核人员没有承办本案", cites=_SEPARATE)
def reviewer_is_not_of_the_case(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Nobody reviews a case of their own."""
    if proposal is not None:
        who = [str(i) for i in proposal.officer_ids]
        yield from _who_handles_it(view, who, "不能审核自己承办的案件", "由其他审核人员办理")


@gate("assigned_reviewer_not_of_the_case", title="确定的审核人员没有承办本案", cites=_SEPARATE)
def assigned_reviewer_not_of_the_case(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """The same for whoever is assigned."""
    if proposal is not None:
        who = [text(proposal.payload, "reviewer")]
        yield from _who_handles_it(view, who, "不能审核自己承办的案件", "确定其他审核人员", "reviewer")


@gate("head_is_not_of_the_case", title="决定的负责人没有承办本案", cites=_SEPARATE)
def head_is_not_of_the_case(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """A head who handles the case does not settle what its review says."""
    if proposal is not None:
        who = [str(i) for i in proposal.officer_ids]
        yield from _who_handles_it(view, who, "不能决定审核意见", "由其他负责人决定")


@gate("opinion_by_the_assigned", title="由确定的审核人员出具意见", cites=_SEPARATE)
def opinion_by_the_assigned(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """The opinion is given by whoever was assigned."""
    if proposal is None:
        return
    assigned = last(view, "assign")
    if assigned is None:
        yield block("尚未确定审核人员", "先确定审核人员，或者登记上级协助审核的意见")
    elif text(assigned.payload, "reviewer") not in [str(i) for i in proposal.officer_ids]:
        yield block("您不是确定的审核人员", "由确定的审核人员出具意见，或者重新确定")


# 118号（十一） wants lawyers shared where reviewers are few; that the department above helps where nobody
# is qualified is written in local plans, of which one was read.
_HELP = "国办发〔2018〕118号（十一），清城区提升行政执法质量三年行动计划（2023—2025年）第10项"


@gate("help_where_nobody_is_qualified", title="没有合格审核人员才请求协助", cites=_HELP)
def help_where_nobody_is_qualified(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Help is for an agency without a qualified reviewer; when one was assigned, that is to be explained."""
    if proposal is not None and acts(view, "assign"):
        yield warn("本机关已经确定了审核人员，请说明为何仍需上级协助", "写明不能审核的情况", "reasons")


@gate("help_was_requested", title="协助意见针对协助请求", cites=_HELP)
def help_was_requested(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """An opinion from above answers a request."""
    if proposal is not None and last(view, "request_help") is None:
        yield block("没有请求上级业务部门协助", "先办理协助请求")


@gate("only_objections_are_disputed", title="有不同意见才进入协调", cites="国办发〔2018〕118号（十四）")
def only_objections_are_disputed(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """What is disputed is an opinion that asks for something; what the head decided is final."""
    if proposal is None:
        return
    newest = last(view, *_OPINIONS)
    if newest is not None and text(newest.payload, "opinion") == "agree":
        yield block("审核意见为同意，没有需要协调的意见", "按审核意见办理")
    if newest is not None and newest.kind == "decide_dispute":
        yield block("负责人已经决定审核意见", "按决定的意见办理")


@gate("review_in_time", title="在期限内完成审核", cites="市场监督管理行政处罚程序规定第五十五条")
def review_in_time(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Within the sector's or province's days (M07). Lateness is marked, not made impossible."""
    clock = view.clock("review")
    if clock is None or clock.due_at is None or clock.paused or (proposal is None and clock.ended_at):
        return
    at = local_day(proposal.occurred_to if proposal else view.as_at)
    if at > local_day(clock.due_at):
        yield warn(f"法制审核期限至{local_day(clock.due_at).isoformat()}届满，已经逾期", "尽快出具审核意见")
