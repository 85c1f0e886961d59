"""Suspension, extension, closing and archiving (行政处罚法第六十条、第四十七条)."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field, ValidationInfo, field_validator

from yifa.institutions.penalty.acts.base import PenaltyPayload, needed
from yifa.institutions.penalty.acts.choices import (
    CloseGround,
    ExtensionRound,
    Retention,
    SuspendGround,
    TerminateGround,
)
from yifa.matters.payloads import Count, Line, OptionalLine, OptionalProse, Prose

_PROCEDURE = "penalty.ordinary"


class Suspend(PenaltyPayload):
    """中止调查."""

    kind: ClassVar[str] = "suspend"
    procedure: ClassVar[str] = _PROCEDURE

    ground: SuspendGround = Field(title="中止的情形")
    basis: Line = Field(title="中止的依据", description="写明法律、法规、规章的条款")
    reasons: Prose = Field(title="理由")


class ResumeCase(PenaltyPayload):
    """恢复调查."""

    kind: ClassVar[str] = "resume_case"
    procedure: ClassVar[str] = _PROCEDURE

    reasons: Prose = Field(title="中止原因消除的情况")


class ExtendPeriod(PenaltyPayload):
    """延长办案期限."""

    kind: ClassVar[str] = "extend_period"
    procedure: ClassVar[str] = _PROCEDURE

    round: ExtensionRound = Field(ExtensionRound.FIRST, title="第几次延长")
    days: Count = Field(title="延长天数", ge=1, le=365)
    basis: Line = Field(title="延长的依据", description="写明法律、法规、规章的条款")
    reasons: Prose = Field(title="理由")


class Terminate(PenaltyPayload):
    """终止调查."""

    kind: ClassVar[str] = "terminate"
    procedure: ClassVar[str] = _PROCEDURE

    ground: TerminateGround = Field(title="终止的情形")
    merged_into: OptionalLine = Field("", title="并入的案号")
    reasons: Prose = Field(title="理由")

    @field_validator("merged_into")
    @classmethod
    def _which_case(cls, value: str, info: ValidationInfo) -> str:
        return needed(value, info.data.get("ground") == TerminateGround.MERGED, "并案的，须写明并入的案号")


class Close(PenaltyPayload):
    """结案."""

    kind: ClassVar[str] = "close"

    ground: CloseGround = Field(title="结案理由")
    result: Prose = Field(title="处理结果")
    performance: Prose = Field(title="执行情况", description="罚没款缴纳、责令改正、财物处理、强制执行")


class Archive(PenaltyPayload):
    """立卷归档."""

    kind: ClassVar[str] = "archive"

    archive_number: OptionalLine = Field("", title="档号")
    retention: Retention = Field(title="保管期限")
    volumes: Count = Field(1, title="卷数", ge=1, le=100)
    pages: Count | None = Field(None, title="页数")
    complete: bool = Field(False, title="已核对卷内目录，材料齐全")
    missing: OptionalProse = Field("", title="缺少的材料及说明")
    note: OptionalProse = Field("", title="备考")


__all__ = ["Archive", "Close", "ExtendPeriod", "ResumeCase", "Suspend", "Terminate"]
