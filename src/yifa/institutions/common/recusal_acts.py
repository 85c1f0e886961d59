"""Recusal: asked for and decided (行政处罚法第四十三条)."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from yifa.institutions.common.forms import Payload
from yifa.matters.payloads import Choice, Day, OfficerRef, Prose


class RecusalApplicant(Choice):
    SELF = "self", "本人申请"
    PARTY = "party", "当事人申请"


class DeclareRecusal(Payload):
    """申请回避."""

    kind: ClassVar[str] = "declare_recusal"

    officer: OfficerRef = Field(title="被申请回避的人员")
    applicant: RecusalApplicant = Field(title="提出人")
    requested_on: Day = Field(title="提出日期")
    reasons: Prose = Field(title="理由")


class DecideRecusal(Payload):
    """决定是否回避."""

    kind: ClassVar[str] = "decide_recusal"

    officer: OfficerRef = Field(title="被申请回避的人员")
    granted: bool = Field(title="是否同意回避")
    reasons: Prose = Field(title="理由")
