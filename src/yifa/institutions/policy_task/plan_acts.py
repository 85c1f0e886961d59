"""A plan from adoption to its end: published, filed, supervised, evaluated twice, told in a circular, closed."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from pydantic import Field, ValidationInfo, field_validator

from yifa.institutions.common.forms import Payload, needed, not_before
from yifa.institutions.policy_task.choices import DayUnit
from yifa.matters.payloads import (
    AgencyName,
    Count,
    Day,
    FileRef,
    Line,
    MatterNumber,
    OptionalLine,
    OptionalProse,
    Prose,
    Row,
)

PLAN = "policy_task.plan"


class _OfPlan(Payload):
    procedure: ClassVar[str] = PLAN


class AdoptPlan(_OfPlan):
    """采纳方案: the ledger holds its text and its tasks; `plan` is the row there."""

    kind: ClassVar[str] = "adopt_plan"

    plan: Line = Field(title="台账编号")
    title: Line = Field(title="方案标题")
    document_number: OptionalLine = Field("", title="文号")
    issuer: OptionalLine = Field("", title="发文机关")
    issued_on: Day = Field(title="印发日期")
    superior: OptionalLine = Field("", title="上级方案的发文机关")
    tasks: Count = Field(title="任务数", ge=1)
    publish_days: Count | None = Field(None, title="方案自定的公开期限", ge=1, le=365)
    publish_unit: DayUnit | None = Field(None, title="公开期限的单位")
    publish_basis: OptionalLine = Field("", title="公开期限的依据")
    mid_term_on: Day | None = Field(None, title="中期评估日期")
    final_on: Day | None = Field(None, title="终期评估日期")
    ends_on: Day | None = Field(None, title="方案截止日期")

    @field_validator("publish_unit")
    @classmethod
    def _with_unit(cls, value: DayUnit | None, info: ValidationInfo) -> DayUnit | None:
        days = info.data.get("publish_days") is not None
        return needed(value, days, "写明公开期限的，须选择日或者工作日")

    @field_validator("publish_basis")
    @classmethod
    def _with_basis(cls, value: str, info: ValidationInfo) -> str:
        return needed(value, info.data.get("publish_days") is not None, "写明公开期限的，须写明依据")

    @field_validator("final_on")
    @classmethod
    def _after_mid(cls, value: date | None, info: ValidationInfo) -> date | None:
        return not_before(value, info, "mid_term_on", "终期评估不能早于中期评估")


class PublishPlan(_OfPlan):
    """向社会公开."""

    kind: ClassVar[str] = "publish_plan"
    today: ClassVar[frozenset[str]] = frozenset({"published_on"})

    published_on: Day = Field(title="公开日期")
    published_at: Line = Field(title="公开载体", description="门户网站的名称和栏目")


class FilePlan(_OfPlan):
    """报上级备案."""

    kind: ClassVar[str] = "file_plan"
    today: ClassVar[frozenset[str]] = frozenset({"filed_on"})

    filed_on: Day = Field(title="报送日期")
    filed_with: Line = Field(title="备案机关")
    letter_number: OptionalLine = Field("", title="报送函文号")
    receipt: FileRef | None = Field(None, title="备案回执")


class NewTask(Row):
    """One more task, for one agency."""

    agency: AgencyName = Field(title="责任机关")
    title: Line = Field(title="任务")
    content: Prose = Field(title="任务内容")
    due_on: Day | None = Field(None, title="完成期限")


class Supplement(_OfPlan):
    """补充交办: what the plan's owner adds to it."""

    kind: ClassVar[str] = "supplement"

    basis: Line = Field(title="补充交办的依据", description="会议纪要、上级通知等的名称和文号")
    tasks: tuple[NewTask, ...] = Field(title="补充的任务", min_length=1)


class TaskOverdue(_OfPlan):
    """任务逾期上报 (by the machine): which unit, which task, since when."""

    kind: ClassVar[str] = "task_overdue"

    unit: Line = Field(title="责任单位")
    task: Line = Field(title="任务")
    number: OptionalLine = Field("", title="任务编号")
    due_on: Day | None = Field(None, title="期限")


class Supervise(_OfPlan):
    """督办."""

    kind: ClassVar[str] = "supervise"

    agency: AgencyName = Field(title="被督办单位")
    task: Line = Field(title="任务")
    task_number: OptionalLine = Field("", title="任务事项编号")
    due_on: Day | None = Field(None, title="原定期限")
    found: Prose = Field(title="存在的问题")
    requirement: Prose = Field(title="督办要求")
    report_by: Day = Field(title="报告办理结果的期限")


class BeginEvaluation(_OfPlan):
    """启动评估: the scheme and its dates."""

    scheme: Prose = Field(title="评估方案")
    units: Count = Field(title="参评单位数", ge=1)
    self_by: Day = Field(title="自评截止日期")
    check_by: Day = Field(title="核查截止日期")
    total_points: Count = Field(100, title="总分", ge=1)
    most_deduction: Count = Field(5, title="每次扣分最多", ge=1)

    @field_validator("check_by")
    @classmethod
    def _after_self(cls, value: date, info: ValidationInfo) -> date:
        return not_before(value, info, "self_by", "核查截止日期不能早于自评截止日期")


class BeginMidTerm(BeginEvaluation):
    """启动中期评估."""

    kind: ClassVar[str] = "begin_mid_term"


class BeginFinal(BeginEvaluation):
    """启动终期评估."""

    kind: ClassVar[str] = "begin_final"


class UnitResult(Row):
    """What one unit scored."""

    unit: Line = Field(title="单位")
    self_points: Count | None = Field(None, title="自评分")
    deducted: Count = Field(0, title="扣分")
    score: Count = Field(title="得分")
    rank: Count = Field(title="名次", ge=1)
    reasons: OptionalProse = Field("", title="扣分理由")


class ConcludeEvaluation(_OfPlan):
    """形成评估结果."""

    self_assessed: Count = Field(title="已自评的单位数")
    results: tuple[UnitResult, ...] = Field(title="各单位结果", min_length=1)
    tasks_closed: Count = Field(title="已完成任务数")
    tasks_open: Count = Field(title="未完成任务数")
    conclusion: Prose = Field(title="评估结论")
    problems: OptionalProse = Field("", title="主要问题")
    advice: OptionalProse = Field("", title="下一步要求")


class ConcludeMidTerm(ConcludeEvaluation):
    """中期评估结果."""

    kind: ClassVar[str] = "conclude_mid_term"


class ConcludeFinal(ConcludeEvaluation):
    """终期评估结果."""

    kind: ClassVar[str] = "conclude_final"


class IssueCircular(_OfPlan):
    """印发通报."""

    kind: ClassVar[str] = "issue_circular"

    subject: Line = Field(title="通报事项")
    content: Prose = Field(title="通报内容")
    praised: OptionalProse = Field("", title="表扬的单位")
    criticised: OptionalProse = Field("", title="批评的单位和问题")
    requirement: OptionalProse = Field("", title="要求")
    rectify_by: Day | None = Field(None, title="整改期限")


class ClosePlan(_OfPlan):
    """终结."""

    kind: ClassVar[str] = "close_plan"

    result: Prose = Field(title="实施情况总结")
    unfinished: OptionalProse = Field("", title="未完成任务的去向", description="没有全部完成的，逐项说明")
    successor: MatterNumber | None = Field(None, title="接续方案的事项编号")


__all__ = [
    "AdoptPlan",
    "BeginFinal",
    "BeginMidTerm",
    "ClosePlan",
    "ConcludeFinal",
    "ConcludeMidTerm",
    "FilePlan",
    "IssueCircular",
    "PublishPlan",
    "Supervise",
    "Supplement",
    "TaskOverdue",
]
