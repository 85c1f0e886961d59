"""Acts of 行政裁决: its decision; everything else is common."""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import Field

from yifa.institutions.common.erasing import *  # noqa: F403
from yifa.institutions.common.forms import Payload
from yifa.institutions.common.remedy_acts import *  # noqa: F403
from yifa.institutions.common.review_acts import *  # noqa: F403
from yifa.institutions.common.shared_acts import *  # noqa: F403
from yifa.institutions.common.simple_acts import (
    Close,
    DecisionBase,
    Examine,
    Opening,
    RecordObjection,
    RefuseFiling,
    Revoke,
    ServeDecision,
)
from yifa.matters.payloads import Choice, Day, OptionalProse, Prose, Row, SubjectRef

__all__ = [
    "Apply",
    "Close",
    "Decide",
    "Examine",
    "HearParties",
    "RecordObjection",
    "RefuseFiling",
    "Revoke",
    "ServeDecision",
]


class Side(Choice):
    APPLICANT = "applicant", "申请人"
    RESPONDENT = "respondent", "被申请人"


class DisputeParty(Row):
    """One of those whose dispute is decided; to the case each is a party."""

    subject: SubjectRef = Field(title="当事人")
    side: Side = Field(title="在裁决中的地位")


class Apply(Opening):
    """当事人申请裁决: applicant and respondent are both parties."""

    kind: ClassVar[str] = "apply"

    parties: tuple[DisputeParty, ...] = Field(title="申请人和被申请人", min_length=2)  # type: ignore[assignment]

    @classmethod
    def upcast(cls, payload: dict[str, Any], version: int) -> dict[str, Any]:
        """Before version 2 the applicant simply came first."""
        rows = [
            {"subject": row.get("subject"), "side": "respondent" if n else "applicant"}
            for n, row in enumerate(payload.get("parties") or ())
        ]
        return super().upcast({**payload, "parties": rows}, version)


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
