"""What the charging agency answers: by another than who claimed, with reasons, within the plan."""

from __future__ import annotations

from collections.abc import Iterator

from yifa.institutions.common.reading import day, last, local_day, names, payload, text
from yifa.institutions.policy_task.gates.citing import PLAN, plan_of
from yifa.law.gates import Note, block, condition, gate, warn
from yifa.law.recurring import RECURRING, next_due
from yifa.law.view import MatterView, Proposal

HONEST = "法治政府建设与责任落实督察工作规定第二十一条"


@condition("task_comes_again", title="本期完成，还有下一期", cites=PLAN)
def task_comes_again(view: MatterView, proposal: Proposal | None) -> bool:
    """A next day was given: the task goes on."""
    return day(payload(proposal), "next_due_on") is not None


@condition("task_is_done_with", title="任务全部完成", cites=PLAN)
def task_is_done_with(view: MatterView, proposal: Proposal | None) -> bool:
    """No next day: the task is closed."""
    return day(payload(proposal), "next_due_on") is None


@gate("checker_is_not_claimer", title="核查人不是申报人", cites=HONEST)
def checker_is_not_claimer(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Whoever worked on the task, claimed it done or asked for time does not judge it."""
    if proposal is None or view.parent is None:
        return
    claimed = {
        a.officer_id
        for act in view.parent.acts
        if act.kind in ("claim", "ask_extension", "report_progress")
        for a in act.actors
    } | set(view.parent.handlers)
    both = [i for i in proposal.officer_ids if i in claimed]
    if both:
        yield block(f"{names(view, both)}承办、申报了该任务，不能核查", "由其他人员核查")


@gate("checked_after_claim", title="核查不早于完成", cites=PLAN)
def checked_after_claim(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """The check follows what it checks, and does not lie ahead."""
    received = last(view, "receive_claim")
    on = day(payload(proposal), "checked_on")
    if proposal is None or received is None or on is None:
        return
    done = day(received.payload, "done_on")
    if done is not None and on < done:
        yield block(f"核查日期早于完成日期{done.isoformat()}", "核对日期", "checked_on", plan_of(view))
    if on > local_day(proposal.occurred_to):
        yield block("核查日期在今天之后", "核查后再登记", "checked_on", plan_of(view))


@gate("recurring_task_goes_on", title="周期任务写明下一期限", cites=PLAN)
def recurring_task_goes_on(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """A task of each year (half year, quarter, month) gets the next day of its own rule, until the plan is over."""
    received = last(view, "receive_claim")
    if proposal is None or received is None:
        return
    said, recurs = received.payload, text(received.payload, "recurs")
    given = day(proposal.payload, "next_due_on")
    if recurs not in RECURRING:
        if given is not None:
            yield block("该任务不是周期任务", "不填下一期限", "next_due_on", plan_of(view))
        return
    now = day(said, "due_on") or local_day(proposal.occurred_to)
    expected = next_due(recurs, now, _number(said.get("month")), _number(said.get("day")))
    end = day(said, "plan_ends_on")
    if expected is not None and end is not None and expected > end:
        expected = None
    if given != expected:
        told = f"下一期限是{expected.isoformat()}" if expected else "方案期满，没有下一期"
        yield block(told, "按方案的周期填写", "next_due_on", plan_of(view))


def _number(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


@gate("rectification_gives_time", title="限期整改", cites="法治政府建设与责任落实督察工作规定第十八条")
def rectification_gives_time(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """What is sent back is put right by a day that lies ahead."""
    until = day(payload(proposal), "rectify_by")
    if proposal is not None and until is not None and until <= local_day(proposal.occurred_to):
        yield block("整改期限须在今天之后", "改为今后的日期", "rectify_by")


@gate("extension_within_wish", title="延期不超过申请", cites=PLAN)
def extension_within_wish(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Granted is later than the day there is and no later than what was asked for."""
    asked = last(view, "receive_extension")
    given = day(payload(proposal), "new_due_on")
    if proposal is None or asked is None or given is None:
        return
    due, wanted = day(asked.payload, "due_on"), day(asked.payload, "new_due_on")
    if due is not None and given <= due:
        yield block(f"须晚于现在的期限{due.isoformat()}", "改为更晚的日期", "new_due_on", plan_of(view))
    if wanted is not None and given > wanted:
        yield block(f"超过所申请的{wanted.isoformat()}", "不超过申请的日期", "new_due_on", plan_of(view))


@gate("extension_within_plan", title="延期不超过方案期限", cites=PLAN)
def extension_within_plan(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """A task may outlast its plan only with open eyes."""
    asked = last(view, "receive_extension")
    given, end = day(payload(proposal), "new_due_on"), day(asked.payload, "plan_ends_on") if asked else None
    if proposal is not None and given is not None and end is not None and given > end:
        yield warn(f"超过方案的截止日{end.isoformat()}", "核对方案期限", "new_due_on", plan_of(view))
