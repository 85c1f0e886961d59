"""A dispute over jurisdiction: raised, negotiated, agreed or designated, noted in both cases (行政处罚法第二十五条)."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field, ValidationInfo, field_validator

from yifa.institutions.common.erasing import *  # noqa: F403
from yifa.institutions.common.forms import Payload, needed
from yifa.institutions.common.jurisdiction_acts import Claim, Whose
from yifa.institutions.common.shared_acts import Archive, Correct
from yifa.matters.payloads import Choice, Day, Line, MatterNumber, OfficerRef, OptionalLine, Prose


class Negotiation(Choice):
    AGREED = "agreed", "协商一致"
    FAILED = "failed", "协商不成"


class RaiseDispute(Payload):
    """提出管辖争议."""

    kind: ClassVar[str] = "raise_dispute"
    today: ClassVar[frozenset[str]] = frozenset({"raised_on"})

    cause: Line = Field(title="争议事项")
    handlers: tuple[OfficerRef, ...] = Field(title="承办人", min_length=1)
    claim: Claim = Field(title="争议的情形")
    raised_on: Day = Field(title="发生争议之日")
    own_case: MatterNumber = Field(title="本机关案号或者线索编号")
    own_filed_on: Day | None = Field(None, title="本机关立案日期", description="尚未立案的不填")
    other_agency: Line = Field(title="对方机关")
    other_region: Line = Field(title="对方机关所在区划代码", description="六位数字，例如 990100")
    other_case: OptionalLine = Field("", title="对方案号")
    other_filed_on: Day | None = Field(None, title="对方立案日期", description="尚未立案的不填")
    reasons: Prose = Field(title="争议的经过和本机关意见")


class Negotiate(Payload):
    """协商."""

    kind: ClassVar[str] = "negotiate"
    today: ClassVar[frozenset[str]] = frozenset({"done_on"})

    done_on: Day = Field(title="协商日期")
    outcome: Negotiation = Field(title="协商结果")
    whose: Whose | None = Field(None, title="约定由谁管辖")
    terms: Prose = Field(title="协商情况")

    @field_validator("whose")
    @classmethod
    def _agreed_on(cls, value: Whose | None, info: ValidationInfo) -> Whose | None:
        return needed(value, info.data.get("outcome") == Negotiation.AGREED, "协商一致的，须写明由谁管辖")


class ReportSuperior(Payload):
    """报请共同的上一级行政机关指定管辖."""

    kind: ClassVar[str] = "report_superior"
    today: ClassVar[frozenset[str]] = frozenset({"sent_on"})

    sent_on: Day = Field(title="报请日期")
    superior: Line = Field(title="共同的上一级行政机关")
    superior_region: Line = Field(title="上级机关所在区划代码", description="六位数字，例如 990100")
    reasons: Prose = Field(title="报请理由")


class ReceiveDesignation(Payload):
    """收到指定管辖决定."""

    kind: ClassVar[str] = "receive_designation"
    today: ClassVar[frozenset[str]] = frozenset({"received_on"})
    carried: ClassVar[frozenset[str]] = frozenset({"superior"})

    document_number: Line = Field(title="指定管辖文书文号")
    superior: Line = Field(title="作出指定的机关")
    received_on: Day = Field(title="收到日期")
    whose: Whose = Field(title="指定由谁管辖")


class Close(Payload):
    """办结: both cases know of it."""

    kind: ClassVar[str] = "close"

    own_noted: bool = Field(False, title="已在本机关案件中登记")
    other_told_on: Day | None = Field(None, title="告知对方机关的日期")
    result: Prose = Field(title="处理结果", description="移送、接收或者继续办理的情况")


__all__ = ["Archive", "Close", "Correct", "Negotiate", "RaiseDispute", "ReceiveDesignation", "ReportSuperior"]
