"""Suspension, extension, closing and archiving (行政处罚法第六十条、第四十七条)."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field, ValidationInfo, field_validator

from yifa.institutions.common.forms import Payload, needed
from yifa.institutions.penalty.acts.choices import CloseGround, ExtensionRound, SuspendGround, TerminateGround
from yifa.matters.payloads import Count, Line, OptionalLine, Prose

_PROCEDURE = "penalty.ordinary"


class Suspend(Payload):
    """中止调查."""

    kind: ClassVar[str] = "suspend"
    procedure: ClassVar[str] = _PROCEDURE

    ground: SuspendGround = Field(title="中止的情形")
    basis: Line = Field(title="中止的依据", description="写明法律、法规、规章的条款")
    reasons: Prose = Field(title="理由")


class ResumeCase(Payload):
    """恢复调查."""

    kind: ClassVar[str] = "resume_case"
    procedure: ClassVar[str] = _PROCEDURE

    reasons: Prose = Field(title="中止原因消除的情况")


class ExtendPeriod(Payload):
    """延长办案期限."""

    kind: ClassVar[str] = "extend_period"
    procedure: ClassVar[str] = _PROCEDURE

    round: ExtensionRound = Field(ExtensionRound.FIRST, title="第几次延长")
    days: Count = Field(title="延长天数", ge=1, le=365)
    basis: Line = Field(title="延长的依据", description="写明法律、法规、规章的条款")
    reasons: Prose = Field(title="理由")


class Terminate(Payload):
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


class Close(Payload):
    """结案."""

    kind: ClassVar[str] = "close"

    ground: CloseGround = Field(title="结案理由")
    result: Prose = Field(title="处理结果")
    performance: Prose = Field(title="执行情况", description="罚没款缴纳、责令改正、财物处理、强制执行")


__all__ = ["Close", "ExtendPeriod", "ResumeCase", "Suspend", "Terminate"]
