"""审判监督程序: a judgment in effect is asked to be tried again (行政诉讼法第九十条至第九十三条)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from pydantic import Field, ValidationInfo, field_validator

from yifa.institutions.common.forms import Payload, needed, not_before
from yifa.institutions.reconsideration_litigation.acts.choices import (
    LITIGATION,
    Appellant,
    RetrialGround,
    RetrialOrigin,
    RetrialOutcome,
)
from yifa.matters.payloads import Day, FileRef, Line, OptionalProse, Prose


class ApplyRetrial(Payload):
    """申请再审, by the agency or by the other side."""

    kind: ClassVar[str] = "apply_retrial"
    procedure: ClassVar[str] = LITIGATION
    today: ClassVar[frozenset[str]] = frozenset({"filed_on"})

    applicant: Appellant = Field(title="申请人")
    court: Line = Field(title="受理再审申请的人民法院", description="上一级人民法院")
    filed_on: Day = Field(title="申请日期", description="对方申请的，填写收到再审申请书副本之日")
    grounds: tuple[RetrialGround, ...] = Field(title="申请再审的情形", min_length=1)
    last_day: Day | None = Field(
        None, title="申请再审期限届满之日", description="按民事诉讼法第二百一十六条计算"
    )
    reasons: Prose = Field(title="再审请求和理由")


class ReceiveRetrialRuling(Payload):
    """收到再审裁定: tried again, or not."""

    kind: ClassVar[str] = "receive_retrial_ruling"
    procedure: ClassVar[str] = LITIGATION
    today: ClassVar[frozenset[str]] = frozenset({"received_on"})

    origin: RetrialOrigin = Field(title="再审的由来")
    outcome: RetrialOutcome = Field(title="裁定")
    court: Line = Field(title="作出裁定的人民法院")
    document_number: Line = Field(title="裁定书文号")
    decided_on: Day = Field(title="作出日期")
    received_on: Day = Field(title="本机关收到之日")
    execution_stayed: bool = Field(False, title="裁定中止原裁判的执行")
    tried_by: OptionalProse = Field("", title="再审法院和审级", description="裁定再审的填写")
    document: FileRef | None = Field(None, title="裁定书")

    @field_validator("received_on")
    @classmethod
    def _received_after(cls, value: date, info: ValidationInfo) -> date:
        return not_before(value, info, "decided_on", "收到日期不能早于作出日期")

    @field_validator("tried_by")
    @classmethod
    def _who_tries(cls, value: str, info: ValidationInfo) -> str:
        return needed(value, info.data.get("outcome") == RetrialOutcome.ORDERED, "须写明再审法院和审级")


__all__ = ["ApplyRetrial", "ReceiveRetrialRuling"]
