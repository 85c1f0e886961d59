"""Who presides, notice, publicity, record (行政处罚法第六十四条、第六十五条；行政许可法第四十六条至第四十八条)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from yifa.institutions import common  # noqa: F401  (registers the shared gates)
from yifa.institutions.common.children import of_the_case
from yifa.institutions.common.people import recused
from yifa.institutions.common.reading import (
    act_day,
    after,
    day,
    figure,
    flag,
    last,
    local_day,
    moment,
    names,
    text,
    texts,
)
from yifa.law.clocks import latest_before
from yifa.law.gates import Note, block, condition, gate, warn
from yifa.law.view import ActView, MatterView, Proposal

_PRESIDER = "行政处罚法第六十四条第四项"
_PERMIT_PRESIDER = "行政许可法第四十八条第一款第三项"
_MARKET_STAFF = "市场监督管理行政处罚听证办法第十一条第三款"
_NOTICE = "行政处罚法第六十四条第二项"
_PERMIT_NOTICE = "行政许可法第四十八条第一款第一项"


def regime(view: MatterView) -> str:
    """penalty | permit_request | permit_public, as the opening act says; empty for an odd record."""
    opened = last(view, "open")
    return text(opened.payload, "regime") if opened else ""


def _permit(view: MatterView) -> bool:
    return regime(view).startswith("permit")


@condition("presider_has_period", title="确定听证主持人有期限", cites="市场监督管理行政处罚听证办法第十八条")
def presider_has_period(view: MatterView, proposal: Proposal | None) -> bool:
    """Where the sector's rule on penalty hearings gives a number (M16)."""
    row = figure(view, "M16")
    given = text(proposal.payload, "regime") if proposal else regime(view)
    return given == "penalty" and row is not None and row.is_period


@condition(
    "permit_hearing_asked_for", title="申请人、利害关系人申请的听证", cites="行政许可法第四十七条第一款"
)
def permit_hearing_asked_for(view: MatterView, proposal: Proposal | None) -> bool:
    """A hearing that was asked for is organised within twenty working days (L09)."""
    return (text(proposal.payload, "regime") if proposal else regime(view)) == "permit_request"


@condition(
    "hearing_was_asked_for", title="当事人要求的听证", cites="行政处罚法第六十三条、行政许可法第四十七条"
)
def hearing_was_asked_for(view: MatterView, proposal: Proposal | None) -> bool:
    """What the agency hears of its own motion (行政许可法第四十六条) nobody can withdraw."""
    return regime(view) != "permit_public"


def _sitting(view: MatterView, proposal: Proposal) -> tuple[list[str], list[str]]:
    """Ids of who presides, and of members and clerk: those being appointed, else those appointed and whoever acts."""
    appointed = last(view, "appoint")
    acting: list[str] = []
    if proposal.kind == "appoint":
        values = proposal.payload
    else:
        values, acting = (appointed.payload if appointed else {}), [str(i) for i in proposal.officer_ids]
    presiding = [i for i in dict.fromkeys([text(values, "officer"), *acting]) if i]
    others = dict.fromkeys([*texts(values, "assistants"), text(values, "clerk")])
    return presiding, [i for i in others if i and i not in presiding]


@gate("hearing_staff_not_of_the_case", title="听证主持人没有承办原事项", cites=_PRESIDER)
def hearing_staff_not_of_the_case(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Whoever investigated, or examined the application, does not preside (P26).

    The statutes say so of who presides; of members and clerk the market regulators' rule does
    (市场监督管理行政处罚听证办法第十一条第三款), so elsewhere it is a warning.
    """
    if proposal is None:
        return
    presiding, others = _sitting(view, proposal)
    what = "审查该申请的工作人员" if _permit(view) else "本案调查人员"
    cite = _PERMIT_PRESIDER if _permit(view) else _PRESIDER
    if clash := [i for i in presiding if i in of_the_case(view)]:
        yield block(f"{names(view, clash)}是{what}，不能担任听证主持人", "指定其他人员", "officer", cite)
    if clash := [i for i in others if i in of_the_case(view)]:
        market = view.agency.sector == "market" and not _permit(view)
        say, field = (block if market else warn), _seat(proposal, clash)
        message = f"{names(view, clash)}是{what}，{'不能' if market else '不宜'}担任听证员、记录员"
        yield say(message, "指定其他人员", field, _MARKET_STAFF if market else cite)


def _seat(proposal: Proposal, people: list[str]) -> str | None:
    """The field of the form of appointment in which one of them stands."""
    if proposal.kind != "appoint":
        return None
    return "clerk" if text(proposal.payload, "clerk") in people else "assistants"


@gate("hearing_staff_not_recused", title="听证人员没有应当回避的", cites="行政处罚法第四十三条")
def hearing_staff_not_recused(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Whose recusal was granted, here or in the matter served, does not sit."""
    if proposal is None:
        return
    presiding, others = _sitting(view, proposal)
    clash = [i for i in presiding + others if i in recused(view)]
    if clash:
        yield block(f"{names(view, clash)}已经决定回避，不能担任听证人员", "另行指定", "officer")


@gate("hearing_by_its_presider", title="由指定的主持人办理", cites=_PRESIDER)
def hearing_by_its_presider(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """The agency appoints who presides; nobody else gives notice, holds the hearing or reports."""
    if proposal is None:
        return
    cite = _PERMIT_PRESIDER if _permit(view) else _PRESIDER
    appointed = last(view, "appoint")
    if appointed is None:
        yield block("尚未指定听证主持人", "由机关负责人指定", citation=cite)
    elif text(appointed.payload, "officer") not in [str(i) for i in proposal.officer_ids]:
        yield block("您不是指定的听证主持人", "由指定的主持人办理，或者另行指定", citation=cite)


@gate("recusal_is_of_hearing_staff", title="回避针对听证人员", cites=_PRESIDER)
def recusal_is_of_hearing_staff(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Here presider, members and clerk are challenged; others in the matter served."""
    appointed = last(view, "appoint")
    values = appointed.payload if appointed else {}
    staff = {text(values, "officer"), *texts(values, "assistants"), text(values, "clerk")} - {""}
    if proposal is not None and text(proposal.payload, "officer") not in staff:
        yield block("该人员不是本次听证的听证人员", "办案人员的回避在原事项中办理", "officer")


def _days_before(view: MatterView, hearing_at: datetime, figure_id: str) -> date | None:
    """The last day for something that must be done the figure's days before a hearing at that time."""
    row = figure(view, figure_id, local_day(hearing_at))
    if row is None or not row.number or row.unit not in ("wd", "cd"):
        return None
    try:
        return local_day(latest_before(row.number, row.unit, hearing_at, calendar=view.law.calendar).due)
    except (ValueError, OverflowError):
        return None


def _last_notice_day(view: MatterView, hearing_at: datetime) -> date | None:
    """Seven working days before (P24 for penalties, L10 for permits)."""
    return _days_before(view, hearing_at, "L10" if _permit(view) else "P24")


@gate("hearing_set_far_enough", title="听证时间留足通知期限", cites=_NOTICE)
def hearing_set_far_enough(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """A hearing is set far enough ahead for notice seven working days before it (P24, L10)."""
    if proposal is None:
        return
    cite = _PERMIT_NOTICE if _permit(view) else _NOTICE
    hearing_at = moment(proposal.payload, "hearing_at")
    latest = _last_notice_day(view, hearing_at) if hearing_at else None
    if hearing_at is None:
        yield block("没有听证时间", "填写听证时间", "hearing_at", cite)
    elif latest is not None and act_day(view, proposal) > latest:
        yield block(
            f"应当在{latest.isoformat()}前通知，距听证不足七个工作日", "推迟听证时间", "hearing_at", cite
        )


@gate("hearing_is_public", title="听证公开举行", cites="行政处罚法第六十四条第三项")
def hearing_is_public(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Public unless a state secret, a trade secret or privacy is to be kept; the licensing law names no exception."""
    if proposal is None or proposal.payload.get("is_public") is not False:
        return
    if _permit(view):
        yield warn(
            "行政许可听证应当公开举行，不公开的须有法律依据", "核对不公开的理由", "is_public",
            "行政许可法第四十八条第一款第二项",
        )  # fmt: skip
    elif not text(proposal.payload, "private_ground"):
        yield block(
            "只有涉及国家秘密、商业秘密或者个人隐私依法予以保密的，才不公开举行",
            "公开举行，或者选择不公开的情形",
            "private_ground",
        )


@gate("recusal_right_told", title="通知书告知申请回避的权利", cites=_PRESIDER)
def recusal_right_told(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Who does not know the right to challenge the presider cannot use it."""
    if proposal is not None and not flag(proposal.payload, "recusal_right_told"):
        cite = _PERMIT_PRESIDER if _permit(view) else _PRESIDER
        yield warn("通知书没有告知申请主持人回避的权利", "在通知书中告知", "recusal_right_told", cite)


def _standing_notice(view: MatterView) -> ActView | None:
    """The newest notice of a hearing that was not adjourned since."""
    notice = last(view, "notice")
    return None if notice is None or after(view, notice, "adjourn") else notice


@gate("hearing_notice_made_before_service", title="先制作听证通知书再送达", cites=_NOTICE)
def hearing_notice_made_before_service(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """What is served is the notice that stands."""
    if proposal is not None and _standing_notice(view) is None:
        yield block("没有需要送达的听证通知书", "先办理通知听证")


@gate("hearing_notice_reached_in_time", title="听证七日前通知", cites=_NOTICE)
def hearing_notice_reached_in_time(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """The notice of time and place reached the party seven working days before the hearing (P24, L10)."""
    if proposal is None:
        return
    cite = _PERMIT_NOTICE if _permit(view) else _NOTICE
    notice = _standing_notice(view)
    if notice is None:
        yield block("没有通知听证的时间、地点，或者通知以后已经中止、延期", "重新通知听证", citation=cite)
        return
    served = after(view, notice, "serve_notice")
    if not served:
        yield block("听证通知书没有送达当事人", "送达听证通知书", citation=cite)
        return
    begins = moment(proposal.payload, "started_at") or proposal.occurred_from
    latest = _last_notice_day(view, begins)
    reached = day(served[0].payload, "served_on") or local_day(served[0].occurred_to)
    if latest is not None and reached > latest:
        yield block(f"听证通知书最迟应当在{latest.isoformat()}送达", "另定听证时间并重新通知", citation=cite)
    planned = moment(notice.payload, "hearing_at")
    if planned is not None and local_day(planned) != local_day(begins):
        yield block("举行听证的日期与通知的不一致", "重新通知", "started_at", cite)


@gate("hearing_announced", title="公开的听证已经公告", cites="行政许可法第四十六条")
def hearing_announced(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """A permit heard of the agency's own motion is announced; in market regulation every public hearing (M19)."""
    notice = _standing_notice(view)
    if proposal is None or notice is None:
        return
    announced = after(view, notice, "announce")
    if regime(view) == "permit_public" and not announced:
        yield block("依职权举行的许可听证应当向社会公告", "公告听证")
        return
    if regime(view) != "penalty" or notice.payload.get("is_public") is False:
        return
    latest = _days_before(view, moment(proposal.payload, "started_at") or proposal.occurred_from, "M19")
    if latest is None:
        return
    days = [day(a.payload, "published_on") or local_day(a.occurred_to) for a in announced]
    if not days or min(days) > latest:
        yield block(
            f"公开举行的听证最迟应当在{latest.isoformat()}公告", "公告听证，不足三个工作日的另定时间",
            citation="市场监督管理行政处罚听证办法第二十二条第二款",
        )  # fmt: skip


@gate("permit_hearing_in_time", title="在期限内组织许可听证", cites="行政许可法第四十七条第一款")
def permit_hearing_in_time(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Within twenty working days of the application (L09). Lateness is marked, not made impossible."""
    yield from _late(view, proposal, "hearing", "组织听证的期限", "尽快组织听证")


@gate(
    "presider_appointed_in_time", title="在期限内确定听证主持人", cites="市场监督管理行政处罚听证办法第十八条"
)
def presider_appointed_in_time(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Within the sector's days of the request (M16). Lateness is marked, not made impossible."""
    yield from _late(view, proposal, "presider", "确定听证主持人的期限", "尽快指定")


def _late(view: MatterView, proposal: Proposal | None, name: str, what: str, remedy: str) -> Iterator[Note]:
    clock = view.clock(name)
    if clock is None or clock.due_at is None or clock.paused or clock.ended_at:
        return
    if act_day(view, proposal) > local_day(clock.due_at):
        yield warn(f"{what}至{local_day(clock.due_at).isoformat()}届满，已经逾期", remedy)


@gate("hearing_withdrawal_express", title="撤回听证要求有当事人的确认", cites="行政处罚法第六十三条第一款")
def hearing_withdrawal_express(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """What the party said is on the form; that it signed is proof, which no article makes a condition."""
    if proposal is not None and not flag(proposal.payload, "signed"):
        cite = "行政许可法第四十七条第一款" if _permit(view) else "行政处罚法第六十三条第一款"
        yield warn("撤回听证要求没有当事人的签名或者盖章", "由当事人签名，或者写明如何确认", "signed", cite)


@gate("hearing_report_follows_record", title="听证报告与听证笔录一致", cites="行政处罚法第六十五条")
def hearing_report_follows_record(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """The decision rests on the record: the report says of the hearing what the record says."""
    if proposal is None:
        return
    cite = "行政许可法第四十八条第二款" if _permit(view) else "行政处罚法第六十五条"
    held = last(view, "hold")
    if held is None:
        yield block("没有听证笔录", "先登记举行听证的情况", citation=cite)
        return
    if text(proposal.payload, "course") != text(held.payload, "course"):
        yield block("听证经过与听证笔录不一致", "按听证笔录填写", "course", cite)
    if moment(proposal.payload, "started_at") != moment(held.payload, "started_at"):
        yield block("听证时间与听证笔录不一致", "按听证笔录填写", "started_at", cite)
