"""Times of the decision: excluded, lengthened, promised, delivered (行政许可法第四十二条至第四十五条)."""

from __future__ import annotations

from collections.abc import Iterator

from yifa.institutions.common.reading import acts, day, figure, flag, integer, local_day, text
from yifa.institutions.permit.conditions import permit_joint
from yifa.institutions.permit.standing import application, special_period
from yifa.law.gates import Note, block, gate, warn
from yifa.law.view import MatterView, Proposal


@gate("permit_excluded_time_told", title="不计入期限的时间书面告知", cites="行政许可法第四十五条")
def permit_excluded_time_told(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """The time needed is told to the applicant in writing (L07)."""
    if proposal is not None and not flag(proposal.payload, "told_in_writing"):
        yield block("须将所需时间书面告知申请人", "书面告知", "told_in_writing")


@gate("permit_excluded_cause_of_law", title="不计入期限的事由限于法定", cites="行政许可法第四十五条")
def permit_excluded_cause_of_law(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """The article's list is closed (L07)."""
    if proposal is not None and text(proposal.payload, "cause") == "unstated":
        yield block(
            "只有听证、招标、拍卖、检验、检测、检疫、鉴定和专家评审的时间不计入期限",
            "选择法定的事由",
            "cause",
        )


@gate("permit_time_is_running", title="期限正在计算", cites="行政许可法第四十五条")
def permit_time_is_running(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Time is left out only while it runs, and resumed only when it was left out."""
    clock = view.clock("decision") or view.clock("lower_review")
    if proposal is None or clock is None:
        return
    if proposal.kind == "exclude_time" and clock.paused:
        yield block("期限已经停止计算", "先恢复计算")
    if proposal.kind == "resume_time" and not clock.paused:
        yield block("期限没有停止计算", "不需要恢复")


@gate("permit_extension_within_rule", title="延长期限", cites="行政许可法第四十二条")
def permit_extension_within_rule(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Once, at most ten (joint: fifteen) working days, the reasons told (L03, L04).

    A period that another law sets is lengthened as that law says.
    """
    if proposal is None:
        return
    joint = permit_joint(view, proposal)
    row = figure(view, "L04" if joint else "L03")
    if not joint and special_period(view):
        yield from _special_extension(view, proposal, row.extension_number if row else None)
    elif row and row.extension_number and (integer(proposal.payload, "days") or 0) > row.extension_number:
        yield block(f"最多延长{row.extension_number}个工作日", "减少延长的天数", "days")
    if acts(view, "extend"):
        yield block("期限已经延长过", "在期限内作出决定")
    if not flag(proposal.payload, "told"):
        yield block("须将延长期限的理由告知申请人", "告知申请人", "told")


def _special_extension(view: MatterView, proposal: Proposal, general: int | None) -> Iterator[Note]:
    """Whether 第四十二条's ten days are added to a period of another law that is silent on it, the text leaves open."""
    received = application(view)
    told = received.payload if received is not None else {}
    most, days = integer(told, "period_extension"), integer(proposal.payload, "days") or 0
    if most is None:
        yield warn(
            f"{text(told, 'period_basis')}没有写明可以延长；是否适用一般的延长规定，法律未作规定（未核实）",
            "核对该条款，能不延长的不延长",
            "days",
        )
    limit = most or general
    if limit and days > limit:
        yield block(
            f"最多延长{limit}日", "减少延长的天数", "days", text(told, "period_basis") if most else ""
        )


@gate(
    "permit_extension_approved_by_government",
    title="联合办理的延长由政府负责人批准",
    cites="行政许可法第四十二条第二款",
)
def permit_extension_approved_by_government(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Joint handling is lengthened by the head of the government of that level, whose document is named (L04)."""
    if proposal is None or not permit_joint(view, proposal):
        return
    given = proposal.payload
    for name, what in (("approved_by", "批准的本级人民政府负责人"), ("approval_number", "批准文件文号")):
        if not text(given, name):
            yield block(
                f"统一、联合、集中办理的延长须经本级人民政府负责人批准，没有写明{what}", f"填写{what}", name
            )
    if day(given, "approved_on") is None:
        yield block("没有写明批准日期", "填写批准日期", "approved_on")


@gate("permit_extended_before_it_ends", title="期限届满前延长", cites="行政许可法第四十二条")
def permit_extended_before_it_ends(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """A period that is over cannot be lengthened."""
    clock = view.clock("decision")
    if proposal is None or clock is None or clock.due_at is None or clock.ended_at is not None:
        return
    if proposal.occurred_to > clock.due_at:
        yield block(f"期限已于{local_day(clock.due_at).isoformat()}届满，不能再延长", "立即作出决定")


def _overdue(view: MatterView, proposal: Proposal | None, name: str) -> str:
    """The last day of a clock that is over at the act (or, at rest, now); empty when it is not over."""
    clock = view.clock(name)
    if clock is None or clock.due_at is None or clock.paused or (proposal is None and clock.ended_at):
        return ""
    at = proposal.occurred_to if proposal is not None else view.as_at
    return local_day(clock.due_at).isoformat() if local_day(at) > local_day(clock.due_at) else ""


@gate("permit_decided_in_time", title="在法定期限内作出决定", cites="行政许可法第四十二条")
def permit_decided_in_time(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Twenty working days, forty-five for joint handling (L03, L04). Lateness is marked; a decision is still owed."""
    if end := _overdue(view, proposal, "decision"):
        yield warn(f"作出决定的法定期限至{end}届满，已经逾期", "立即作出决定并说明逾期原因")


@gate("permit_promise_in_time", title="在承诺时限内作出决定", cites="行政许可法第六条")
def permit_promise_in_time(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """The agency's own shorter time is over while the law's still runs: a broken promise, no breach of the period."""
    end = _overdue(view, proposal, "promise")
    if end and not _overdue(view, proposal, "decision"):
        yield warn(f"承诺时限至{end}届满，已经逾期；法定期限尚未届满", "尽快作出决定")


@gate("permit_lower_review_in_time", title="下级机关按期审查完毕", cites="行政许可法第四十三条")
def permit_lower_review_in_time(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Twenty working days from its acceptance (L05)."""
    if end := _overdue(view, proposal, "lower_review"):
        yield warn(f"先行审查的期限至{end}届满，已经逾期", "立即报送上级行政机关")


@gate("permit_licence_in_time", title="十日内颁发、送达许可证件", cites="行政许可法第四十四条")
def permit_licence_in_time(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Ten working days from the decision (L06)."""
    if end := _overdue(view, proposal, "delivery"):
        yield warn(f"颁发、送达许可证件的期限至{end}届满，已经逾期", "立即颁发、送达")
