"""Recusal, in one form for every procedure: said or asked for, and decided.

行政处罚法第四十三条；公务员法第七十六条、第七十七条.
"""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field, ValidationInfo, field_validator

from yifa.institutions.common.forms import Payload
from yifa.matters.payloads import Choice, Day, OfficerRef, Prose


class RecusalApplicant(Choice):
    """Who says that somebody should stand back (公务员法第七十七条第一款)."""

    SELF = "self", "本人申请"
    PARTY = "party", "当事人、利害关系人申请"
    OTHER = "other", "其他人员提供情况"


class DeclareRecusal(Payload):
    """提出回避."""

    kind: ClassVar[str] = "declare_recusal"

    officer: OfficerRef = Field(title="应当回避的人员")
    applicant: RecusalApplicant = Field(title="提出人")
    requested_on: Day = Field(title="提出日期")
    reasons: Prose = Field(title="理由")


class DecideRecusal(Payload):
    """决定回避; also without a request (公务员法第七十七条第二款)."""

    kind: ClassVar[str] = "decide_recusal"

    officer: OfficerRef = Field(title="应当回避的人员")
    granted: bool = Field(title="是否回避")
    reasons: Prose = Field(title="理由")


class DecideAndReplace(DecideRecusal):
    """The same, and who handles the case then."""

    handlers: tuple[OfficerRef, ...] = Field((), title="回避后的承办人", description="承办人回避的填写")

    @field_validator("handlers")
    @classmethod
    def _recused_is_gone(cls, value: tuple[OfficerRef, ...], info: ValidationInfo) -> tuple[OfficerRef, ...]:
        if info.data.get("granted") and info.data.get("officer") in value:
            raise ValueError("已回避的人员不能继续承办")
        return value
