"""A task of one agency: charged, accepted, worked on, lengthened, claimed done, told what the check found."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field, ValidationInfo, field_validator

from yifa.institutions.common.forms import Payload, needed
from yifa.institutions.common.shared_acts import Archive
from yifa.institutions.policy_task.choices import Answer, DayUnit, Part, PeriodUnit, Recurs
from yifa.matters.payloads import (
    AgencyName,
    Count,
    Day,
    FileRef,
    Line,
    OfficerRef,
    OptionalLine,
    OptionalProse,
    Prose,
    Row,
)

TASK = "policy_task.task"


class _OfTask(Payload):
    procedure: ClassVar[str] = TASK


class Evidence(Row):
    """What shows that something was done. Who checks it reads the files too (`evidence_told`)."""

    title: Line = Field(title="材料名称")
    number: OptionalLine = Field("", title="文号或者网址")
    made_on: Day | None = Field(None, title="形成日期")
    file: FileRef | None = Field(None, title="文件")


class ChargeTask(_OfTask):
    """交办. `owner` is who checks: the agency that adopted the plan, or that passed a part of its task on."""

    kind: ClassVar[str] = "charge_task"

    title: Line = Field(title="任务")
    content: Prose = Field(title="任务内容")
    owner: Line = Field(title="交办机关")
    charged: OptionalLine = Field("", title="责任单位")
    plan: OptionalLine = Field("", title="台账编号")
    plan_title: OptionalLine = Field("", title="所依据的方案")
    plan_number: OptionalLine = Field("", title="方案文号")
    task_no: OptionalLine = Field("", title="方案中的编号")
    source: OptionalLine = Field("", title="期限的原文")
    citation: OptionalLine = Field("", title="依据")
    role: Part = Field(Part.LEAD, title="职责")
    recurs: Recurs = Field(Recurs.NONE, title="期限种类")
    due_on: Day | None = Field(None, title="完成期限")
    month: Count | None = Field(None, title="每年几月", ge=1, le=12)
    day: Count | None = Field(None, title="每年（每期）几日", ge=1, le=31)
    length: Count | None = Field(None, title="自事件起的长度", ge=1)
    unit: PeriodUnit | None = Field(None, title="长度的单位")
    event: OptionalLine = Field("", title="起算事件")
    escalate_days: Count | None = Field(None, title="逾期几日上报", ge=1, le=365)
    escalate_unit: DayUnit | None = Field(None, title="上报期限的单位")
    plan_ends_on: Day | None = Field(None, title="方案截止日期")
    indicator: OptionalLine = Field("", title="平台指标")


class AcceptTask(_OfTask):
    """接收任务: the unit's head names who works on it."""

    kind: ClassVar[str] = "accept_task"
    today: ClassVar[frozenset[str]] = frozenset({"accepted_on"})

    accepted_on: Day = Field(title="接收日期")
    handlers: tuple[OfficerRef, ...] = Field(title="承办人", min_length=1)
    measures: OptionalProse = Field("", title="落实措施")
    liaison: OptionalLine = Field("", title="联络员")


class EnterEvent(_OfTask):
    """登记起算事件: from it the period that the plan sets is counted."""

    kind: ClassVar[str] = "enter_event"
    carried: ClassVar[frozenset[str]] = frozenset({"length", "unit", "event", "citation"})

    event: Line = Field(title="起算事件")
    event_on: Day = Field(title="事件发生日期")
    length: Count = Field(title="方案所定的长度", ge=1)
    unit: PeriodUnit = Field(title="单位")
    citation: Line = Field(title="依据")
    document: OptionalLine = Field("", title="事件的材料")


class ReportProgress(_OfTask):
    """报告进展."""

    kind: ClassVar[str] = "report_progress"

    percent: Count = Field(title="完成进度（%）", le=100)
    done: Prose = Field(title="已开展的工作")
    evidence: tuple[Evidence, ...] = Field((), title="佐证材料")
    problems: OptionalProse = Field("", title="存在的困难")
    next_steps: OptionalProse = Field("", title="下一步安排")


class AskExtension(_OfTask):
    """申请延期."""

    kind: ClassVar[str] = "ask_extension"

    new_due_on: Day = Field(title="申请延至")
    reason: Prose = Field(title="延期理由")
    done: OptionalProse = Field("", title="已完成的部分")
    evidence: tuple[Evidence, ...] = Field((), title="佐证材料")


class ExtensionAnswered(_OfTask):
    """延期答复 (by the machine)."""

    kind: ClassVar[str] = "extension_answered"

    answer: Answer = Field(title="答复")
    new_due_on: Day | None = Field(None, title="延至")
    escalate_days: Count | None = Field(None, title="逾期几日上报", ge=1, le=365)
    escalate_unit: DayUnit | None = Field(None, title="上报期限的单位")
    citation: OptionalLine = Field("", title="依据")
    reasons: Prose = Field(title="理由")
    answered_by: OptionalLine = Field("", title="答复机关")

    @field_validator("new_due_on")
    @classmethod
    def _until_when(cls, value: object, info: ValidationInfo) -> object:
        return needed(value, info.data.get("answer") == Answer.GRANTED, "同意延期的，须写明延至哪一日")


class SubTask(Row):
    """A part passed on to another agency, usually one level below."""

    agency: AgencyName = Field(title="承担机关")
    title: Line = Field(title="子任务")
    content: Prose = Field(title="任务内容")
    due_on: Day | None = Field(None, title="完成期限")


class Delegate(_OfTask):
    """分解下达."""

    kind: ClassVar[str] = "delegate"

    subtasks: tuple[SubTask, ...] = Field(title="子任务", min_length=1)
    note: OptionalProse = Field("", title="说明")


class SubtaskResult(_OfTask):
    """子任务办结 (by the machine)."""

    kind: ClassVar[str] = "subtask_result"

    unit: Line = Field(title="承担机关")
    title: Line = Field(title="子任务")
    number: OptionalLine = Field("", title="编号")
    result: Prose = Field(title="核查意见")


class Claim(_OfTask):
    """申请销号: completion is claimed, to be checked by another."""

    kind: ClassVar[str] = "claim"

    done_on: Day = Field(title="完成日期")
    result: Prose = Field(title="完成情况")
    evidence: tuple[Evidence, ...] = Field(title="佐证材料", min_length=1)
    measured: OptionalLine = Field("", title="平台测得的数据", description="系统按所绑定的指标填写")
    difference: OptionalProse = Field("", title="与平台数据不一致的说明")


class TaskPassed(_OfTask):
    """核查通过 (by the machine)."""

    kind: ClassVar[str] = "task_passed"

    opinion: Prose = Field(title="核查意见")
    checked_by: OptionalLine = Field("", title="核查机关")


class TaskRenewed(_OfTask):
    """本期核查通过, the next one begins (by the machine)."""

    kind: ClassVar[str] = "task_renewed"

    opinion: Prose = Field(title="核查意见")
    next_due_on: Day = Field(title="下一期限")
    escalate_days: Count | None = Field(None, title="逾期几日上报", ge=1, le=365)
    escalate_unit: DayUnit | None = Field(None, title="上报期限的单位")
    citation: OptionalLine = Field("", title="依据")
    checked_by: OptionalLine = Field("", title="核查机关")


class TaskSentBack(_OfTask):
    """退回整改 (by the machine)."""

    kind: ClassVar[str] = "task_sent_back"

    reasons: Prose = Field(title="退回理由")
    rectify_by: Day = Field(title="整改期限")
    citation: OptionalLine = Field("", title="依据")
    checked_by: OptionalLine = Field("", title="核查机关")


class Escalate(_OfTask):
    """逾期上报 (by the machine): to the unit's head and to the plan's owner."""

    kind: ClassVar[str] = "escalate"

    note: OptionalProse = Field("", title="说明")


class ArchiveCancelled(Archive):
    """归档 of a task that was taken back."""

    kind: ClassVar[str] = "archive_cancelled"


__all__ = [
    "AcceptTask",
    "ArchiveCancelled",
    "AskExtension",
    "ChargeTask",
    "Claim",
    "Delegate",
    "EnterEvent",
    "Escalate",
    "ExtensionAnswered",
    "ReportProgress",
    "SubtaskResult",
    "TaskPassed",
    "TaskRenewed",
    "TaskSentBack",
]
