"""Taking a task back: by who adopted the plan, by who passed a part on; what the unit and the check are told."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field, ValidationInfo, field_validator

from yifa.institutions.common.forms import Payload, needed
from yifa.institutions.policy_task.choices import CancelGround, PartsThen, WithdrawGround
from yifa.matters.payloads import AgencyName, ChildRef, Day, Line, OptionalLine, OptionalProse, Prose


class _Withdrawal(Payload):
    """What every taking back says: which tasks, why, on what paper."""

    today: ClassVar[frozenset[str]] = frozenset({"cancelled_on"})

    tasks: tuple[ChildRef, ...] = Field(title="取消的任务", min_length=1, max_length=500)
    ground: WithdrawGround = Field(title="情形")
    document: Line = Field(title="依据文件", description="上级通知、会议纪要、废止决定等的名称和文号")
    cancelled_on: Day = Field(title="取消日期")
    reason: Prose = Field(title="理由")
    parts: PartsThen = Field(PartsThen.CANCEL, title="已分解下达的子任务")


class CancelTask(_Withdrawal):
    """取消或者改派任务: by the agency that adopted the plan. Given to another unit, the task is opened there anew."""

    procedure: ClassVar[str] = "policy_task.plan"
    kind: ClassVar[str] = "cancel_task"

    agency: AgencyName | None = Field(None, title="改派的单位", description="情形为改派的填写")

    @field_validator("agency")
    @classmethod
    def _to_whom(cls, value: str | None, info: ValidationInfo) -> str | None:
        return needed(
            value, info.data.get("ground") == WithdrawGround.REASSIGNED, "改派的，须写明改派给哪个单位"
        )


class CancelSubtask(_Withdrawal):
    """取消子任务: by the agency that passed the part on."""

    procedure: ClassVar[str] = "policy_task.task"
    kind: ClassVar[str] = "cancel_subtask"

    ground: CancelGround = Field(title="情形")  # type: ignore[assignment]  # no other unit to give it to


class _Told(Payload):
    """What the machine carries to the other side."""

    ground: WithdrawGround = Field(title="情形")
    document: OptionalLine = Field("", title="依据文件")
    cancelled_on: Day = Field(title="取消日期")
    reason: Prose = Field(title="理由")
    by_agency: OptionalLine = Field("", title="取消的机关")


class TaskCancelled(_Told):
    """任务取消 (by the machine): the unit's task ends; its parts end with it or go on."""

    procedure: ClassVar[str] = "policy_task.task"
    kind: ClassVar[str] = "task_cancelled"

    parts: PartsThen = Field(PartsThen.CANCEL, title="已分解下达的子任务")
    agency: OptionalLine = Field("", title="改派的单位")


class WholeCancelled(_Told):
    """上级任务取消 (by the machine): the whole is no more; this part goes on as it was."""

    procedure: ClassVar[str] = "policy_task.task"
    kind: ClassVar[str] = "whole_cancelled"


class ClaimMoot(Payload):
    """任务取消，不再核查 (by the machine): what was claimed or asked of a task that is no more."""

    procedure: ClassVar[str] = "policy_task.check"
    kind: ClassVar[str] = "claim_moot"

    document: OptionalLine = Field("", title="依据文件")
    reason: Prose = Field(title="理由")
    note: OptionalProse = Field("", title="说明")


__all__ = ["CancelSubtask", "CancelTask", "ClaimMoot", "TaskCancelled", "WholeCancelled"]
