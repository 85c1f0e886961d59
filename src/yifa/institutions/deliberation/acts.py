"""Submission, convening and record of a discussion among the heads (行政处罚法第五十七条第二款)."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field, field_validator

from yifa.institutions.common.deliberation_acts import Discussion, Topic
from yifa.institutions.common.erasing import DestroyFile as DestroyFile
from yifa.institutions.common.erasing import EraseBody as EraseBody
from yifa.institutions.common.forms import Payload
from yifa.matters.payloads import (
    Choice,
    FileRef,
    Line,
    Moment,
    OfficerRef,
    OptionalProse,
    PartyInput,
    Prose,
)


class Outcome(Choice):
    """What the heads decide. The first five answer penalties; the last two any other proposed decision."""

    PENALTY = "penalty", "给予行政处罚"
    NO_PENALTY = "no_penalty", "不予行政处罚（违法行为轻微等）"
    NOT_ESTABLISHED = "not_established", "不予行政处罚（违法事实不能成立）"
    TRANSFER_CRIMINAL = "transfer_criminal", "移送司法机关"
    TRANSFER = "transfer", "移送有管辖权的机关"
    APPROVE = "approve", "同意拟作出的决定"
    REJECT = "reject", "不同意拟作出的决定"


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


class Record(Discussion):
    """集体讨论记录."""

    kind: ClassVar[str] = "record"

    outcome: Outcome | None = Field(None, title="讨论决定的处理", description="讨论处理决定的填写")
    signed: bool = Field(False, title="主持人、参加讨论的负责人和记录人已签名")
    file: FileRef | None = Field(None, title="签名的讨论记录")
