"""Who acts: certificates, auxiliaries, recusal (行政处罚法第四十二条、第四十三条；公务员法第七十六条、第七十七条)."""

from __future__ import annotations

from collections.abc import Iterator

from yifa.institutions.common.reading import act_day, acts, after, flag, names, payload, rows, text, texts
from yifa.law.gates import Note, block, gate, info, warn
from yifa.law.view import MatterView, Proposal

PENALTY_LAW = "行政处罚法"
_STATES = {
    "suspended": "已暂扣",
    "withdrawn": "已收回",
    "cancelled": "已注销",
    "expired": "已过有效期",
    "not_yet": "尚未生效",
}


def uncertified(view: MatterView, officer_id: str, proposal: Proposal | None) -> str:
    """Why this person may not enforce the law for the agency on that day; empty when they may."""
    day = act_day(view, proposal)
    officer = view.officer(officer_id)
    if officer is None:
        return "未登记人员不能执法"
    if officer.auxiliary:
        return f"{officer.name}是辅助人员，不能独立执法"
    if not officer.in_service:
        return f"{officer.name}不在职，不能执法"
    if officer.certificate_for(view.agency.id, day) is not None:
        return ""
    own = [c for c in officer.certificates if c.agency_id == view.agency.id]
    if not own:
        return f"{officer.name}没有本机关的行政执法证"
    state = own[-1].state_on(day)
    return f"{officer.name}的行政执法证{_STATES.get(state, '无效')}({day.isoformat()})"


@gate("two_certified_officers", title="两名以上持证执法人员", cites="行政处罚法第四十二条第一款")
def two_certified_officers(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """At least two people with a certificate valid that day for that agency take part (P01, P02)."""
    if proposal is None:
        return
    present = list(dict.fromkeys(str(i) for i in proposal.officer_ids))
    problems = [p for p in (uncertified(view, i, proposal) for i in present) if p]
    for problem in problems:
        yield block(problem, "由持有有效行政执法证的人员办理")
    if len(present) - len(problems) < 2:
        yield block("执法人员不得少于两人", "与另一名持有有效行政执法证的人员共同办理")


@gate("auxiliary_may_not_act", title="辅助人员不能独立执法", cites="行政处罚法第四十二条第一款")
def auxiliary_may_not_act(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """An auxiliary may assist, never act."""
    if proposal is None:
        return
    for officer_id in dict.fromkeys(str(i) for i in proposal.officer_ids):
        officer = view.officer(officer_id)
        if officer is not None and officer.auxiliary:
            yield block(
                f"{officer.name}是辅助人员，不能以执法人员身份办理", "由执法人员办理，辅助人员只作协助"
            )


@gate("auxiliaries_only_assist", title="辅助人员只作协助", cites="行政执法监督条例第十七条第二款")
def auxiliaries_only_assist(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Whoever has no qualification confirmed handles, reviews, presides over and decides nothing, in any institution.

    Taking the minutes is left to them.
    """
    if proposal is None:
        return
    for officer_id in sorted(_given_a_part(proposal) | _approvers(view)):
        officer = view.officer(officer_id)
        if officer is not None and officer.auxiliary:
            yield block(
                f"{officer.name}是辅助人员，不能承办、审核、主持或者审批",
                "由执法人员担任，辅助人员只作协助",
                "handlers" if officer_id in texts(proposal.payload, "handlers") else None,
            )


@gate("named_handlers_certified", title="指定的办案人员有执法资格", cites="行政处罚法第四十二条第一款")
def named_handlers_certified(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """The handlers a filing or an assignment names are at least two people who may enforce the law that day."""
    named = list(dict.fromkeys(texts(payload(proposal), "handlers")))
    if proposal is None or (not named and proposal.kind == "decide_recusal"):
        return
    for officer_id in named:
        problem = uncertified(view, officer_id, proposal)
        if problem:
            yield block(problem, "指定持有有效行政执法证的人员", "handlers")
    if len(named) < 2:
        yield block("办案人员不得少于两人", "再指定一名办案人员", "handlers")


def recused(view: MatterView) -> frozenset[str]:
    """Ids of people whose recusal was granted, here or in the matter that this one serves."""
    granted: set[str] = set(recused(view.parent)) if view.parent else set()
    for act in acts(view, "decide_recusal"):
        if flag(act.payload, "granted"):
            granted.add(text(act.payload, "officer"))
    return frozenset(granted - {""})


def pending_recusals(view: MatterView) -> tuple[str, ...]:
    """Ids of people whose recusal was asked for and is not decided yet."""
    open_requests: dict[str, None] = {}
    for act in acts(view, "declare_recusal", "decide_recusal"):
        who = text(act.payload, "officer")
        if act.kind == "declare_recusal":
            open_requests[who] = None
        else:
            open_requests.pop(who, None)
    return tuple(open_requests)


def _named(proposal: Proposal) -> set[str]:
    """Ids of the people whom the payload gives a part in the case."""
    values = proposal.payload
    found = {text(values, one) for one in ("presider", "clerk", "reviewer")}
    found |= {i for several in ("handlers", "assistants", "heads") for i in texts(values, several)}
    found |= {text(row, "officer") for row in rows(values, "members")}
    if proposal.kind == "appoint":
        found.add(text(values, "officer"))
    return found - {""}


def _given_a_part(proposal: Proposal) -> set[str]:
    """Ids of those whom the payload has act, not only take the minutes."""
    return _named(proposal) - {text(proposal.payload, "clerk")}


def _approvers(view: MatterView) -> set[str]:
    """Ids of those who approved the proposal since it was last submitted."""
    found: set[str] = set()
    for step in view.approvals:
        if step.action == "approve":
            found.add(step.officer_id)
        elif step.action in ("submit", "void", "return"):
            found.clear()
    return found


@gate("recusal_respected", title="应当回避的人员不得参与", cites="行政处罚法第四十三条第一款")
def recusal_respected(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Nobody whose recusal was granted takes part or is assigned again; a pending request does not stop work."""
    if proposal is None:
        return
    gone = recused(view)
    taking_part = {str(i) for i in proposal.officer_ids} | _named(proposal)
    for officer_id in sorted((taking_part | _approvers(view)) & gone):
        yield block(f"{names(view, [officer_id])}已决定回避，不得参与本案", "由其他人员办理")
    waiting = [i for i in pending_recusals(view) if i in taking_part]
    if waiting:
        yield info(
            f"{names(view, waiting)}的回避申请尚未决定；决定作出之前不停止调查",
            "由行政机关负责人决定",
            citation="行政处罚法第四十三条第三款",
        )


@gate("recused_take_no_part", title="已决定回避的人员不参与办理", cites="公务员法第七十六条")
def recused_take_no_part(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """The same in every institution: who was told to stand back neither acts, nor is assigned, nor approves."""
    if proposal is None:
        return
    taking_part = {str(i) for i in proposal.officer_ids} | _named(proposal) | _approvers(view)
    for officer_id in sorted(taking_part & recused(view)):
        yield block(f"{names(view, [officer_id])}已决定回避，不得参与办理", "由其他人员办理")


@gate("recusal_decided_by_others", title="本人不决定自己的回避", cites="公务员法第七十七条第二款")
def recusal_decided_by_others(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """The agency decides, with or without a request; the person concerned does not, and somebody is left to go on."""
    if proposal is None:
        return
    who = text(proposal.payload, "officer")
    if who and who in {*map(str, proposal.officer_ids), *_approvers(view)}:
        yield block("应当回避的人员不能决定自己是否回避", "由其他负责人决定", "officer")
    if flag(proposal.payload, "granted") and who in view.handlers:
        left = [h for h in view.handlers if h != who]
        if not left and not texts(proposal.payload, "handlers"):
            yield block("回避后没有承办人，须同时指定承办人", "填写回避后的承办人", "handlers")


@gate("recusal_settled", title="决定前回避申请已有结论", cites="行政处罚法第四十三条第三款")
def recusal_settled(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """No decision while a request for recusal waits."""
    waiting = pending_recusals(view)
    if waiting:
        yield block(f"对{names(view, waiting)}的回避申请尚未决定", "先决定是否回避")


@gate("recusal_was_requested", title="回避决定针对已提出的申请", cites="行政处罚法第四十三条")
def recusal_was_requested(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """A decision on recusal answers a request that waits."""
    who = text(payload(proposal), "officer")
    if proposal is not None and who not in pending_recusals(view):
        yield block("没有针对该人员的、尚待决定的回避申请", "先登记回避申请", "officer")
    if proposal is not None and who and who in {*map(str, proposal.officer_ids), *_approvers(view)}:
        yield block("被申请回避的人员不能决定自己是否回避", "由其他负责人决定", "officer")
    officer = view.officer(who) if proposal is not None and view.agency.sector == "market" else None
    if officer is not None and "agency_head" in officer.roles:
        asked = next(
            (a for a in reversed(acts(view, "declare_recusal")) if text(a.payload, "officer") == who), None
        )
        if not any(text(a.payload, "topic") == "recusal" for a in after(view, asked, "deliberate")):
            yield warn(
                "主要负责人的回避应当由负责人集体讨论决定",
                "属于主要负责人的先集体讨论",
                "officer",
                "市场监督管理行政处罚程序规定第四条",
            )
    if proposal is not None and flag(proposal.payload, "granted") and who in view.handlers:
        left = [h for h in view.handlers if h != who]
        if len(left) < 2 and not texts(proposal.payload, "handlers"):
            yield block("回避后办案人员不足两人，须同时指定新的办案人员", "填写回避后的办案人员", "handlers")
