"""What the agency that charged a task answers: to a claim that it is done, to a wish for more time."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from yifa.institutions.common.forms import Payload
from yifa.institutions.policy_task.choices import DayUnit, Recurs
from yifa.institutions.policy_task.task_acts import Evidence
from yifa.matters.payloads import Count, Day, Line, OptionalLine, OptionalProse, Prose

CHECK = "policy_task.check"


class _OfCheck(Payload):
    procedure: ClassVar[str] = CHECK


class ReceiveClaim(_OfCheck):
    """收到销号申请 (by the machine)."""

    kind: ClassVar[str] = "receive_claim"

    title: Line = Field(title="任务")
    unit: Line = Field(title="责任单位")
    task_number: OptionalLine = Field("", title="任务事项编号")
    citation: OptionalLine = Field("", title="依据")
    recurs: Recurs = Field(Recurs.NONE, title="期限种类")
    month: Count | None = Field(None, title="每年几月", ge=1, le=12)
    day: Count | None = Field(None, title="每年（每期）几日", ge=1, le=31)
    due_on: Day | None = Field(None, title="期限")
    plan_ends_on: Day | None = Field(None, title="方案截止日期")
    escalate_days: Count | None = Field(None, title="逾期几日上报", ge=1, le=365)
    escalate_unit: DayUnit | None = Field(None, title="上报期限的单位")
    done_on: Day = Field(title="完成日期")
    result: Prose = Field(title="完成情况")
    evidence: tuple[Evidence, ...] = Field((), title="佐证材料")
    indicator: OptionalLine = Field("", title="平台指标")
    measured: OptionalLine = Field("", title="平台测得的数据")
    difference: OptionalProse = Field("", title="与平台数据不一致的说明")


class ReceiveExtension(_OfCheck):
    """收到延期申请 (by the machine)."""

    kind: ClassVar[str] = "receive_extension"

    title: Line = Field(title="任务")
    unit: Line = Field(title="责任单位")
    task_number: OptionalLine = Field("", title="任务事项编号")
    citation: OptionalLine = Field("", title="依据")
    due_on: Day | None = Field(None, title="现在的期限")
    plan_ends_on: Day | None = Field(None, title="方案截止日期")
    escalate_days: Count | None = Field(None, title="逾期几日上报", ge=1, le=365)
    escalate_unit: DayUnit | None = Field(None, title="上报期限的单位")
    new_due_on: Day = Field(title="申请延至")
    reason: Prose = Field(title="延期理由")
    done: OptionalProse = Field("", title="已完成的部分")
    evidence: tuple[Evidence, ...] = Field((), title="佐证材料")


class PassClaim(_OfCheck):
    """核查通过. A task that comes again gets its next day here; without one it is closed."""

    kind: ClassVar[str] = "pass_claim"
    today: ClassVar[frozenset[str]] = frozenset({"checked_on"})

    checked_on: Day = Field(title="核查日期")
    method: Line = Field(title="核查方式", description="书面、实地、数据比对等")
    opinion: Prose = Field(title="核查意见")
    next_due_on: Day | None = Field(
        None, title="下一期限", description="每年、每季度等任务填写，方案期满的不填"
    )


class ReturnClaim(_OfCheck):
    """退回整改."""

    kind: ClassVar[str] = "return_claim"
    today: ClassVar[frozenset[str]] = frozenset({"checked_on"})

    checked_on: Day = Field(title="核查日期")
    reasons: Prose = Field(title="退回理由")
    rectify_by: Day = Field(title="整改期限")


class GrantExtension(_OfCheck):
    """同意延期."""

    kind: ClassVar[str] = "grant_extension"

    new_due_on: Day = Field(title="延至")
    reasons: Prose = Field(title="同意的理由")


class RefuseExtension(_OfCheck):
    """不同意延期."""

    kind: ClassVar[str] = "refuse_extension"

    reasons: Prose = Field(title="不同意的理由")


__all__ = [
    "GrantExtension",
    "PassClaim",
    "ReceiveClaim",
    "ReceiveExtension",
    "RefuseExtension",
    "ReturnClaim",
]
