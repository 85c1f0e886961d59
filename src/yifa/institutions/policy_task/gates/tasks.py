"""A task: accepted, worked on with evidence, lengthened before it is over, claimed done only when it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from yifa.institutions.common.reading import acts, after, day, integer, last, local_day, payload, rows, text
from yifa.institutions.policy_task.gates.citing import PLAN, plan_of
from yifa.law.gates import Note, block, gate, warn
from yifa.law.view import ActView, MatterView, Proposal

RENEWING = ("charge_task", "task_renewed")


def due_of(view: MatterView) -> date | None:
    """The last day as it stands: granted, renewed or charged, whichever came last; None where there is none."""
    granted = [a for a in acts(view, "extension_answered") if text(a.payload, "answer") == "granted"]
    moved: list[tuple[int, date | None]] = [(a.seq, day(a.payload, "new_due_on")) for a in granted]
    moved += [(a.seq, day(a.payload, "next_due_on")) for a in acts(view, "task_renewed")]
    moved += [(a.seq, day(a.payload, "due_on")) for a in acts(view, "charge_task")]
    return max(moved, default=(0, None), key=lambda m: m[0])[1]


def this_time(view: MatterView) -> ActView | None:
    """The act with which the running period of the task began."""
    return last(view, *RENEWING)


@gate("task_not_overdue", title="任务按期完成", cites=PLAN)
def task_not_overdue(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """The day the plan sets has passed and the task is not claimed done: for whoever heads the unit."""
    due = due_of(view)
    if due is None or view.stage in ("claimed", "closed", "archived"):
        return
    on = local_day(proposal.occurred_to if proposal else view.as_at)
    if on > due:
        yield warn(
            f"任务应当在{due.isoformat()}前完成，已逾期{(on - due).days}日",
            "抓紧完成，或者说明原因",
            None,
            plan_of(view),
        )


@gate("task_accepted", title="任务已接收", cites=PLAN)
def task_accepted(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Nobody reports on what nobody took on: someone answers for the task by name."""
    if proposal is not None and not view.handlers:
        yield block("任务没有承办人", "由负责人接收并确定承办人", citation=plan_of(view))


@gate("progress_goes_forward", title="进度不倒退", cites=PLAN)
def progress_goes_forward(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """What was reported stands: less than before needs a word about why."""
    if proposal is None:
        return
    earlier = after(view, this_time(view), "report_progress")
    most = max((integer(a.payload, "percent") or 0 for a in earlier), default=0)
    now = integer(proposal.payload, "percent") or 0
    if now < most and not text(proposal.payload, "problems"):
        yield block(f"上次报告的进度是{most}%", "进度减少的，在“存在的困难”中说明", "percent", plan_of(view))


@gate("finished_progress_has_evidence", title="报告完成须有佐证", cites=PLAN)
def finished_progress_has_evidence(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """A hundred per cent is a claim, and a claim is shown."""
    if proposal is None or (integer(proposal.payload, "percent") or 0) < 100:
        return
    if not rows(proposal.payload, "evidence"):
        yield block("报告全部完成，没有佐证材料", "附上佐证材料", "evidence", plan_of(view))


@gate("event_period_as_planned", title="起算期限与方案一致", cites=PLAN)
def event_period_as_planned(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Number and unit are those of the plan: working days stay working days."""
    charged = last(view, "charge_task")
    if proposal is None or charged is None:
        return
    if text(charged.payload, "recurs") != "event":
        yield block("该任务不是自事件起算", "按任务的期限办理", citation=plan_of(view))
        return
    for name in ("length", "unit"):
        if proposal.payload.get(name) != charged.payload.get(name):
            yield block("与方案所定的期限不一致", "按方案填写", name, plan_of(view))


@gate("extension_moves_later", title="延期晚于现在的期限", cites=PLAN)
def extension_moves_later(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """More time is later than the time there is; a task without a day needs none."""
    if proposal is None:
        return
    due, wanted = due_of(view), day(proposal.payload, "new_due_on")
    if due is None:
        yield block("任务没有期限，不需要延期", "直接报告进展", citation=plan_of(view))
    elif wanted is not None and wanted <= due:
        yield block(f"须晚于现在的期限{due.isoformat()}", "改为更晚的日期", "new_due_on", plan_of(view))


@gate("extension_asked_in_time", title="期满前申请延期", cites=PLAN)
def extension_asked_in_time(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Asked after the day, it is no extension but an explanation; whoever decides is told."""
    due = due_of(view)
    if proposal is not None and due is not None and local_day(proposal.occurred_to) > due:
        yield warn("期限已过才申请延期", "在理由中说明逾期原因", "reason", plan_of(view))


@gate("one_extension_at_a_time", title="一次申请一次答复", cites=PLAN)
def one_extension_at_a_time(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """While one wish waits no second one is sent."""
    if proposal is None:
        return
    asked = last(view, "ask_extension")
    if asked is not None and not after(view, asked, "extension_answered"):
        yield block("上一次延期申请还没有答复", "等待答复", citation=plan_of(view))


@gate("subtasks_within_due", title="子任务不晚于本任务", cites=PLAN)
def subtasks_within_due(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """A part is due no later than the whole, and is not given back to oneself."""
    due = due_of(view)
    if proposal is None:
        return
    for n, row in enumerate(rows(proposal.payload, "subtasks")):
        until = day(row, "due_on")
        if due is not None and until is not None and until > due:
            yield block(
                f"不能晚于本任务的期限{due.isoformat()}",
                "提前子任务的期限",
                f"subtasks.{n}.due_on",
                plan_of(view),
            )
        if text(row, "agency") == view.agency.name:
            yield block("子任务不能下达给本机关", "选择其他机关", f"subtasks.{n}.agency", plan_of(view))


@gate("subtasks_closed_first", title="子任务先销号", cites=PLAN)
def subtasks_closed_first(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """The whole is not done before its parts are."""
    open_ = [c for c in view.children if c.kind == "policy_task.task" and c.closed_at is None]
    if proposal is not None and open_:
        yield block(f"还有{len(open_)}项子任务没有销号", "先核查子任务", citation=plan_of(view))


@gate("claim_has_evidence", title="申请销号须有佐证", cites=PLAN)
def claim_has_evidence(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Each piece can be found: it has a number, an address, or the file itself."""
    if proposal is None:
        return
    for n, row in enumerate(rows(proposal.payload, "evidence")):
        if not text(row, "number") and not text(row, "file"):
            yield block(
                "材料没有文号、网址，也没有附文件",
                "填写文号或者上传文件",
                f"evidence.{n}.number",
                plan_of(view),
            )


@gate("claim_beside_measurement", title="申报与平台数据一致", cites=PLAN)
def claim_beside_measurement(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """What the platform measured says not reached (未达到): the claim says why it is made all the same."""
    if proposal is None or not text(proposal.payload, "measured").startswith("未达到"):
        return
    if not text(proposal.payload, "difference"):
        yield block(
            "平台测得的数据没有达到目标", "说明不一致的原因，或者完成后再申请", "difference", plan_of(view)
        )


@gate("claim_done_not_in_future", title="完成日期不晚于今天", cites=PLAN)
def claim_done_not_in_future(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """What is to come is not done."""
    on = day(payload(proposal), "done_on")
    if proposal is not None and on is not None and on > local_day(proposal.occurred_to):
        yield block("完成日期在今天之后", "完成后再申请", "done_on", plan_of(view))


@gate("rectified_before_next_claim", title="整改后再次申请", cites=PLAN)
def rectified_before_next_claim(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """After a return something is reported before the next claim."""
    returned = last(view, "task_sent_back")
    if proposal is None or returned is None or view.stage != "returned":
        return
    if not after(view, returned, "report_progress"):
        yield block("退回后还没有报告整改情况", "先报告进展", citation=plan_of(view))
