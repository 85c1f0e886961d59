"""A dispute over jurisdiction in the file of the case itself: raised from it, and told how it ended (行政处罚法 25).

The dispute is a matter of its own; it names this case by number. What it tells is recorded by the machine.
"""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from yifa.institutions.common.forms import Payload
from yifa.matters.payloads import Choice, Day, Line, OfficerRef, OptionalLine, OptionalProse, Prose


class Claim(Choice):
    BOTH_CLAIM = "both_claim", "双方都认为有管辖权"
    BOTH_DENY = "both_deny", "双方都认为没有管辖权"


class Whose(Choice):
    OURS = "ours", "由本机关管辖"
    THEIRS = "theirs", "由对方机关管辖"


class DisputeJurisdiction(Payload):
    """提出管辖争议: opens the dispute as a child matter."""

    kind: ClassVar[str] = "dispute_jurisdiction"
    today: ClassVar[frozenset[str]] = frozenset({"raised_on"})

    handlers: tuple[OfficerRef, ...] = Field(title="承办人", min_length=1)
    claim: Claim = Field(title="争议的情形")
    raised_on: Day = Field(title="发生争议之日")
    own_filed_on: Day | None = Field(None, title="本机关立案日期", description="尚未立案的不填")
    other_agency: Line = Field(title="对方机关")
    other_region: Line = Field(title="对方机关所在区划代码", description="六位数字，例如 990100")
    other_case: OptionalLine = Field("", title="对方案号")
    other_filed_on: Day | None = Field(None, title="对方立案日期", description="尚未立案的不填")
    reasons: Prose = Field(title="争议的经过和本机关意见")


class JurisdictionDisputed(Payload):
    """本案管辖发生争议."""

    kind: ClassVar[str] = "jurisdiction_disputed"

    dispute: Line = Field(title="管辖争议案号")
    other_agency: Line = Field(title="对方机关")
    raised_on: Day = Field(title="发生争议之日")


class JurisdictionSettled(Payload):
    """管辖已经确定: agreed, or designated by the common superior."""

    kind: ClassVar[str] = "jurisdiction_settled"

    dispute: Line = Field(title="管辖争议案号")
    other_agency: Line = Field(title="对方机关")
    whose: Whose = Field(title="管辖")
    settled_on: Day = Field(title="确定日期")
    document_number: OptionalLine = Field("", title="指定管辖文书文号")
    terms: OptionalProse = Field("", title="协商情况")


__all__ = ["DisputeJurisdiction", "JurisdictionDisputed", "JurisdictionSettled"]
