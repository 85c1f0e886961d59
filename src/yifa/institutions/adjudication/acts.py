"""Acts of 行政裁决: its decision; everything else is common."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from yifa.institutions.common.erasing import *  # noqa: F403
from yifa.institutions.common.forms import Payload
from yifa.institutions.common.shared_acts import *  # noqa: F403
from yifa.institutions.common.simple_acts import (
    Close,
    DecisionBase,
    Examine,
    Opening,
    RefuseFiling,
    Revoke,
    ServeDecision,
)
from yifa.matters.payloads import Day, OptionalProse, PartyInput, Prose

__all__ = ["Apply", "Close", "Decide", "Examine", "HearParties", "RefuseFiling", "Revoke", "ServeDecision"]


class Apply(Opening):
    """当事人申请裁决: applicant and respondent are both parties, the applicant first."""

    kind: ClassVar[str] = "apply"

    parties: tuple[PartyInput, ...] = Field(title="申请人和被申请人", min_length=2)


class HearParties(Payload):
    """听取申请人和被申请人的意见."""

    kind: ClassVar[str] = "hear_parties"

    made_on: Day = Field(title="听取意见日期")
    applicant_statement: Prose = Field(title="申请人的意见")
    respondent_statement: OptionalProse = Field("", title="被申请人的意见")
    respondent_absent: OptionalProse = Field("", title="被申请人经通知未陈述的情况")


class Decide(DecisionBase):
    """行政裁决."""

    kind: ClassVar[str] = "decide"
