"""Taking a task back: only what still runs, and to another unit than the one that has it."""

from __future__ import annotations

from collections.abc import Iterator

from yifa.institutions.common.reading import day, local_day, payload, text
from yifa.institutions.policy_task.gates.citing import PLAN, plan_of
from yifa.law.gates import Note, block, condition, gate
from yifa.law.view import MatterView, Proposal

TASK = "policy_task.task"


@condition("parts_end_too", title="子任务一并取消", cites=PLAN)
def parts_end_too(view: MatterView, proposal: Proposal | None) -> bool:
    """The parts that were passed on end with the whole."""
    return text(payload(proposal), "parts") != "keep"


@condition("parts_go_on", title="子任务保留", cites=PLAN)
def parts_go_on(view: MatterView, proposal: Proposal | None) -> bool:
    """The parts that were passed on are told, and go on."""
    return text(payload(proposal), "parts") == "keep"


@gate("withdrawn_tasks_run", title="取消的任务还没有办结", cites=PLAN)
def withdrawn_tasks_run(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Each is a task that was charged by this very matter, and is neither closed nor taken back already."""
    if proposal is None:
        return
    tasks = {c.id: c for c in view.children if c.kind == TASK}
    for n, wanted in enumerate(proposal.payload.get("tasks") or ()):
        child = tasks.get(str(wanted))
        if child is None:
            yield block("不是本事项交办的任务", "重新选择任务", f"tasks.{n}", plan_of(view))
        elif child.closed_at is not None:
            yield block("任务已经销号、取消或者改派", "不再选择该任务", f"tasks.{n}", plan_of(view))


@gate("withdrawn_by_now", title="取消日期不晚于今天", cites=PLAN)
def withdrawn_by_now(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """A task is taken back from the day of the decision on, not from a day to come."""
    on = day(payload(proposal), "cancelled_on")
    if proposal is not None and on is not None and on > local_day(proposal.occurred_to):
        yield block("取消日期在今天之后", "到期再登记，或者核对日期", "cancelled_on", plan_of(view))


@gate("reassigned_elsewhere", title="改派给其他单位", cites=PLAN)
def reassigned_elsewhere(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """One task at a time is given to another unit than the one that has it."""
    if proposal is None or text(proposal.payload, "ground") != "reassigned":
        return
    wanted = [str(i) for i in proposal.payload.get("tasks") or ()]
    if len(wanted) > 1:
        yield block("一次只能改派一个单位的任务", "分别改派", "tasks", plan_of(view))
    to = text(proposal.payload, "agency")
    if any(text(c.facts, "charged") == to for c in view.children if c.id in wanted):
        yield block("任务已经由该单位负责", "选择其他单位", "agency", plan_of(view))
