"""The agency's answer, evidence, stay of enforcement, hearing and trial."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field, ValidationInfo, field_validator

from yifa.institutions.common.forms import ExhibitInput, Payload, needed
from yifa.institutions.reconsideration_litigation.acts.choices import LITIGATION, RECONSIDERATION, StayGround
from yifa.matters.payloads import Day, FileRef, Line, OptionalLine, OptionalProse, Prose


class _Answer(Payload):
    today: ClassVar[frozenset[str]] = frozenset({"filed_on"})
    person_fields: ClassVar[frozenset[str]] = frozenset({"delegate"})

    filed_on: Day = Field(title="提交日期")
    facts: Prose = Field(title="作出行政行为认定的事实")
    procedure_followed: Prose = Field(title="作出行政行为的程序")
    basis: OptionalProse = Field("", title="依据", description="法律、法规、规章和规范性文件的名称和条款")
    argument: Prose = Field(title="对请求和理由的意见")
    exhibits: tuple[ExhibitInput, ...] = Field((), title="作出行政行为的证据")
    materials_complete: bool = Field(False, title="已附作出行政行为的全部证据、依据和其他有关材料")
    without_reason: OptionalProse = Field("", title="没有证据或者依据提交的说明")
    delegate: Line = Field(title="委托代理人")
    delegate_post: OptionalLine = Field("", title="代理人职务或者所属单位")
    delegate_powers: Line = Field(title="代理权限")


class AnswerReconsideration(_Answer):
    """行政复议答复."""

    kind: ClassVar[str] = "answer"
    procedure: ClassVar[str] = RECONSIDERATION


class AnswerComplaint(_Answer):
    """行政诉讼答辩和举证."""

    kind: ClassVar[str] = "answer"
    procedure: ClassVar[str] = LITIGATION


class SupplementEvidence(Payload):
    """补充证据: only when the other side brought something new, and with consent."""

    kind: ClassVar[str] = "supplement_evidence"
    today: ClassVar[frozenset[str]] = frozenset({"filed_on"})

    filed_on: Day = Field(title="提交日期")
    new_claim: OptionalProse = Field("", title="对方提出的、作出行政行为时没有提出的理由或者证据")
    consent: OptionalLine = Field("", title="同意（准许）补充的文书或者通知")
    consent_on: Day | None = Field(None, title="同意（准许）的日期")
    exhibits: tuple[ExhibitInput, ...] = Field(title="补充的证据", min_length=1)


class StayEnforcement(Payload):
    """停止执行."""

    kind: ClassVar[str] = "stay_enforcement"

    ground: StayGround = Field(title="停止执行的情形")
    document: OptionalLine = Field("", title="决定（裁定）文号")
    basis: OptionalLine = Field("", title="法律、法规、规章的条款")
    reasons: Prose = Field(title="理由和范围")
    started_on: Day = Field(title="停止执行之日")


class ResumeEnforcement(Payload):
    """恢复执行."""

    kind: ClassVar[str] = "resume_enforcement"

    reasons: Prose = Field(title="停止执行的原因消除的情况")
    done_on: Day = Field(title="恢复执行之日")


class _Session(Payload):
    """A hearing or a trial: who came for the agency."""

    today: ClassVar[frozenset[str]] = frozenset({"held_on"})
    person_fields: ClassVar[frozenset[str]] = frozenset({"head_name", "delegate"})

    held_on: Day = Field(title="举行日期")
    place: Line = Field(title="地点")
    head_name: OptionalLine = Field("", title="参加的负责人")
    head_post: OptionalLine = Field("", title="负责人职务")
    absent_reason: OptionalProse = Field("", title="负责人不能参加的理由")
    delegate: OptionalLine = Field("", title="委托参加的工作人员")
    delegate_post: OptionalLine = Field("", title="工作人员职务")
    record: Prose = Field(title="主要情况")


class AttendHearing(_Session):
    """参加行政复议听证."""

    kind: ClassVar[str] = "attend_hearing"
    procedure: ClassVar[str] = RECONSIDERATION


class AttendTrial(_Session):
    """出庭应诉."""

    kind: ClassVar[str] = "attend_trial"
    procedure: ClassVar[str] = LITIGATION


class Mediate(Payload):
    """调解、和解."""

    kind: ClassVar[str] = "mediate"
    today: ClassVar[frozenset[str]] = frozenset({"done_on"})

    done_on: Day = Field(title="日期")
    agreed: bool = Field(False, title="达成协议")
    voluntary: bool = Field(False, title="双方自愿")
    discretionary: bool = Field(
        False, title="属于赔偿、补偿或者自由裁量权的案件", description="诉讼中调解的填写"
    )
    terms: OptionalProse = Field("", title="协议内容")
    document: FileRef | None = Field(None, title="协议或者笔录")

    @field_validator("terms")
    @classmethod
    def _what_was_agreed(cls, value: str, info: ValidationInfo) -> str:
        return needed(value, bool(info.data.get("agreed")), "达成协议的，须写明协议内容")


__all__ = [
    "AnswerComplaint", "AnswerReconsideration", "AttendHearing", "AttendTrial", "Mediate", "ResumeEnforcement",
    "StayEnforcement", "SupplementEvidence",
]  # fmt: skip
