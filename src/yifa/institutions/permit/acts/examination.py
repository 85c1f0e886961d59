"""Examination on site and by standard, interested parties, hearing, legal review (行政许可法第三十四条至第四十八条)."""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import Field, ValidationInfo, field_validator

from yifa.institutions.common.forms import Payload, needed, not_before
from yifa.institutions.permit.acts.choices import Excluded, HearingGround
from yifa.matters.payloads import Count, Day, Line, OptionalLine, Prose


class Verify(Payload):
    kind: ClassVar[str] = "verify"

    verified_on: Day = Field(title="核查日期")
    place: Line = Field(title="核查地点")
    result: Prose = Field(title="核查情况")


class InspectStandard(Payload):
    """检验、检测、检疫 by the agency itself (第五十五条)."""

    kind: ClassVar[str] = "inspect_standard"

    assigned_on: Day = Field(title="指派日期")
    made_on: Day = Field(title="检验、检测、检疫完成日期")
    standard: Prose = Field(title="依据的技术标准、技术规范")
    result: Prose = Field(title="检验、检测、检疫结果")
    passed: bool = Field(False, title="符合技术标准、技术规范")

    @field_validator("made_on")
    @classmethod
    def _after_assignment(cls, value: object, info: ValidationInfo) -> object:
        return not_before(value, info, "assigned_on", "完成日期不能早于指派日期")


class ExcludeTime(Payload):
    kind: ClassVar[str] = "exclude_time"
    schema_version: ClassVar[int] = 2

    cause: Excluded = Field(title="事由")
    detail: OptionalLine = Field("", title="具体内容")
    needed_time: Line = Field(title="所需时间")
    told_in_writing: bool = Field(False, title="已将所需时间书面告知申请人")

    @classmethod
    def upcast(cls, payload: dict[str, Any], version: int) -> dict[str, Any]:
        """Version 1 had the cause as free text; it stays readable beside the closed list."""
        return {**payload, "cause": Excluded.UNSTATED.value, "detail": str(payload.get("cause") or "")}


class ResumeTime(Payload):
    kind: ClassVar[str] = "resume_time"

    result: Prose = Field(title="结果")


class TellInterested(Payload):
    """告知利害关系人 (第三十六条)."""

    kind: ClassVar[str] = "tell_interested"
    person_fields: ClassVar[frozenset[str]] = frozenset({"who"})

    who: Line = Field(title="利害关系人")
    interest: Prose = Field(title="许可事项直接关系的重大利益")
    told_on: Day = Field(title="告知日期")


class HearOpinions(Payload):
    """听取申请人、利害关系人的陈述、申辩 (第七条、第三十六条)."""

    kind: ClassVar[str] = "hear_opinions"
    person_fields: ClassVar[frozenset[str]] = frozenset({"who"})

    who: Line = Field(title="陈述、申辩人")
    opinion: Prose = Field(title="陈述、申辩的内容")
    answer: Prose = Field(title="是否采纳及理由")
    made_on: Day = Field(title="日期")


class OrderHearing(Payload):
    """决定举行听证: by rule, or because the agency thinks so (第四十六条). The hearing itself announces it."""

    kind: ClassVar[str] = "order_hearing"

    subject: Prose = Field(title="听证事项")
    ground: HearingGround = Field(title="情形")
    basis: OptionalLine = Field("", title="法律、法规、规章的规定", description="“规定应当听证”的须填写")
    decided_on: Day = Field(title="决定日期")

    @field_validator("basis")
    @classmethod
    def _by_rule(cls, value: str, info: ValidationInfo) -> str:
        return needed(value, info.data.get("ground") == HearingGround.RULE, "须写明规定应当听证的条款")


class OfferHearing(Payload):
    kind: ClassVar[str] = "offer_hearing"
    schema_version: ClassVar[int] = 2

    interests: Prose = Field(title="涉及的重大利益关系和利害关系人")
    applicant_told: bool = Field(False, title="已告知申请人")
    interested_told: bool = Field(False, title="已告知利害关系人")
    told_on: Day = Field(title="告知日期")

    @classmethod
    def upcast(cls, payload: dict[str, Any], version: int) -> dict[str, Any]:
        """Version 1 did not say who was told."""
        return {"applicant_told": False, "interested_told": False, **payload}


class RequestHearing(Payload):
    kind: ClassVar[str] = "request_hearing"

    by_whom: Line = Field(title="申请听证的人")
    requested_on: Day = Field(title="提出日期")


class HoldHearing(Payload):
    """As recorded before hearings were matters of their own; no procedure offers it, old files have it."""

    kind: ClassVar[str] = "hold_hearing"

    notified_on: Day = Field(title="通知日期")
    held_on: Day = Field(title="举行日期")
    presider_examined: bool = Field(False, title="主持人是审查该申请的工作人员")
    record: Prose = Field(title="听证笔录要点")

    @field_validator("held_on")
    @classmethod
    def _after_notice(cls, value: object, info: ValidationInfo) -> object:
        return not_before(value, info, "notified_on", "举行日期不能早于通知日期")


class ReportUp(Payload):
    """下级机关审查完毕，直接报送上级机关 (第三十五条、第四十三条)."""

    kind: ClassVar[str] = "report_up"

    superior: Line = Field(title="报送的上级行政机关")
    opinion: Prose = Field(title="初步审查意见")
    all_materials: bool = Field(False, title="已连同全部申请材料直接报送")
    sent_on: Day = Field(title="报送日期")


class Extend(Payload):
    kind: ClassVar[str] = "extend"
    schema_version: ClassVar[int] = 2

    days: Count = Field(title="延长的工作日数", ge=1)
    reasons: Prose = Field(title="延长的理由")
    approved_by: OptionalLine = Field(
        "", title="批准的本级人民政府负责人", description="统一、联合、集中办理的填写"
    )
    approval_number: OptionalLine = Field("", title="批准文件文号")
    approved_on: Day | None = Field(None, title="批准日期")
    told: bool = Field(False, title="已将理由告知申请人")

    @classmethod
    def upcast(cls, payload: dict[str, Any], version: int) -> dict[str, Any]:
        """Version 1 had no place for the government's approval."""
        return {"approved_by": "", "approval_number": "", "approved_on": None, **payload}


__all__ = [
    "ExcludeTime", "Extend", "HearOpinions", "HoldHearing", "InspectStandard",
    "OfferHearing", "OrderHearing", "ReportUp", "RequestHearing", "ResumeTime", "TellInterested", "Verify",
]  # fmt: skip
