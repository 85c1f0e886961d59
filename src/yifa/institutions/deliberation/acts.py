"""Submission, convening and record of a discussion among the heads (行政处罚法第五十七条第二款)."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from pydantic import Field, ValidationInfo, field_validator

from yifa.institutions.common.erasing import DestroyFile as DestroyFile
from yifa.institutions.common.erasing import EraseBody as EraseBody
from yifa.institutions.common.forms import Payload, needed, not_before
from yifa.matters.payloads import (
    Choice,
    Count,
    Fen,
    FileRef,
    Line,
    Moment,
    OfficerRef,
    OptionalProse,
    PartyInput,
    Prose,
    Row,
)


class Topic(Choice):
    DECISION = "decision", "处理决定"
    DEVIATION = "deviation", "调整适用裁量基准"
    EXTENSION = "extension", "办案期限继续延长"
    RECUSAL = "recusal", "主要负责人的回避"


class Outcome(Choice):
    """What the heads decide. The first five answer penalties; the last two any other proposed decision."""

    PENALTY = "penalty", "给予行政处罚"
    NO_PENALTY = "no_penalty", "不予行政处罚（违法行为轻微等）"
    NOT_ESTABLISHED = "not_established", "不予行政处罚（违法事实不能成立）"
    TRANSFER_CRIMINAL = "transfer_criminal", "移送司法机关"
    TRANSFER = "transfer", "移送有管辖权的机关"
    APPROVE = "approve", "同意拟作出的决定"
    REJECT = "reject", "不同意拟作出的决定"


class MemberOpinion(Choice):
    AGREE = "agree", "同意"
    DISAGREE = "disagree", "不同意"


class Submit(Payload):
    """提请负责人集体讨论: by the machine, after the parent's act of that name."""

    kind: ClassVar[str] = "submit"

    title: Line = Field(title="讨论的事项")
    parties: tuple[PartyInput, ...] = Field((), title="当事人")
    topic: Topic = Field(Topic.DECISION, title="讨论内容")
    presentation: Prose = Field(title="案件情况汇报")
    opinion: OptionalProse = Field("", title="承办机构处理意见")


class Convene(Payload):
    """召集集体讨论."""

    kind: ClassVar[str] = "convene"

    planned_at: Moment = Field(title="讨论时间")
    place: Line = Field(title="地点")
    presider: OfficerRef = Field(title="主持人")
    heads: tuple[OfficerRef, ...] = Field(title="参加讨论的负责人", min_length=2)
    attendees: OptionalProse = Field("", title="列席人员及职务")

    @field_validator("heads")
    @classmethod
    def _heads_once(cls, value: tuple[OfficerRef, ...]) -> tuple[OfficerRef, ...]:
        if len(set(value)) != len(value):
            raise ValueError("参加讨论的负责人重复")
        return value


class ReturnSubmission(Payload):
    """退回，不予讨论."""

    kind: ClassVar[str] = "return_submission"

    reasons: Prose = Field(title="退回理由")


class Member(Row):
    """One head of the agency and what that person said."""

    officer: OfficerRef = Field(title="参加讨论的负责人")
    post: Line = Field(title="职务")
    opinion: MemberOpinion = Field(title="意见")
    reasons: Prose = Field(title="意见和理由")


class Record(Payload):
    """集体讨论记录."""

    kind: ClassVar[str] = "record"
    carried: ClassVar[frozenset[str]] = frozenset({"topic", "place", "presider", "attendees", "presentation"})

    topic: Topic = Field(Topic.DECISION, title="讨论事项")
    started_at: Moment = Field(title="开始时间")
    ended_at: Moment = Field(title="结束时间")
    place: Line = Field(title="地点")
    presider: OfficerRef = Field(title="主持人")
    members: tuple[Member, ...] = Field(title="参加讨论的负责人及意见", min_length=2)
    recorder: Line = Field(title="记录人")
    attendees: OptionalProse = Field("", title="列席人员及职务")
    presentation: Prose = Field(title="案件情况汇报")
    outcome: Outcome | None = Field(None, title="讨论决定的处理", description="讨论处理决定的填写")
    fine_fen: Fen | None = Field(None, title="讨论决定的罚款数额")
    deviation_approved: bool = Field(False, title="同意调整适用裁量基准")
    extension_days: Count | None = Field(None, title="同意继续延长的天数")
    conclusion: Prose = Field(title="结论性意见")
    signed: bool = Field(False, title="主持人、参加讨论的负责人和记录人已签名")
    file: FileRef | None = Field(None, title="签名的讨论记录")

    @field_validator("ended_at")
    @classmethod
    def _ends_after_start(cls, value: datetime, info: ValidationInfo) -> datetime:
        return not_before(value, info, "started_at", "结束时间不能早于开始时间")

    @field_validator("members")
    @classmethod
    def _each_once(cls, value: tuple[Member, ...]) -> tuple[Member, ...]:
        if len({m.officer for m in value}) != len(value):
            raise ValueError("参加讨论的负责人重复")
        return value

    @field_validator("outcome")
    @classmethod
    def _outcome_for_decision(cls, value: Outcome | None, info: ValidationInfo) -> Outcome | None:
        return needed(value, info.data.get("topic") == Topic.DECISION, "须写明讨论决定的处理")

    @field_validator("extension_days")
    @classmethod
    def _days_for_extension(cls, value: int | None, info: ValidationInfo) -> int | None:
        return needed(value, info.data.get("topic") == Topic.EXTENSION, "须写明延长的天数")
