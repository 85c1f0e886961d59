"""A discussion among the heads: who said what, and what they decided (行政处罚法第五十七条第二款)."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from pydantic import Field, ValidationInfo, field_validator

from yifa.institutions.common.forms import Payload, needed, not_before
from yifa.matters.payloads import (
    Choice,
    Count,
    Fen,
    Line,
    Moment,
    OfficerRef,
    OptionalProse,
    Prose,
    Row,
)


class Topic(Choice):
    DECISION = "decision", "处理决定"
    DEVIATION = "deviation", "调整适用裁量基准"
    EXTENSION = "extension", "办案期限继续延长"
    RECUSAL = "recusal", "主要负责人的回避"


class MemberOpinion(Choice):
    AGREE = "agree", "同意"
    DISAGREE = "disagree", "不同意"


class Member(Row):
    """One head of the agency and what that person said."""

    officer: OfficerRef = Field(title="参加讨论的负责人")
    post: Line = Field(title="职务")
    opinion: MemberOpinion = Field(title="意见")
    reasons: Prose = Field(title="意见和理由")


class Discussion(Payload):
    """The record. Each kind of matter lists its own outcomes under `outcome`."""

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
    outcome: Choice | None = Field(None, title="讨论决定的处理", description="讨论处理决定的填写")
    fine_fen: Fen | None = Field(None, title="讨论决定的罚款数额")
    deviation_approved: bool = Field(False, title="同意调整适用裁量基准")
    extension_days: Count | None = Field(None, title="同意继续延长的天数")
    conclusion: Prose = Field(title="结论性意见")

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
    def _outcome_for_decision(cls, value: Choice | None, info: ValidationInfo) -> Choice | None:
        return needed(value, info.data.get("topic") == Topic.DECISION, "须写明讨论决定的处理")

    @field_validator("extension_days")
    @classmethod
    def _days_for_extension(cls, value: int | None, info: ValidationInfo) -> int | None:
        return needed(value, info.data.get("topic") == Topic.EXTENSION, "须写明延长的天数")
