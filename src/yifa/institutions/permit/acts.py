"""One pydantic model per act of the licensing procedure (行政许可法第二十九条至第四十八条)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from pydantic import Field, ValidationInfo, field_validator

from yifa.institutions.common.forms import AGENCY_FIELDS, Payload, Service, needed, not_before
from yifa.institutions.common.shared_acts import Archive, ConfirmAddress, Correct
from yifa.matters.payloads import (
    Choice,
    Count,
    Day,
    Fen,
    Line,
    OfficerRef,
    OptionalLine,
    OptionalProse,
    PartyInput,
    Prose,
    Row,
)


class Outcome(Choice):
    GRANT = "grant", "准予行政许可"
    REFUSE = "refuse", "不予行政许可"


class Handling(Choice):
    SINGLE = "single", "一个机关办理"
    JOINT = "joint", "统一、联合或者集中办理"


class Refusal(Choice):
    NOT_NEEDED = "not_needed", "依法不需要取得行政许可"
    NOT_OURS = "not_ours", "依法不属于本机关职权范围"
    FALSE = "false", "隐瞒有关情况或者提供虚假材料"


class Material(Row):
    """One material that the item asks for."""

    name: Line = Field(title="材料名称")
    received: bool = Field(False, title="已收到")


class Receive(Payload):
    """收到申请: the item is told as data, since items differ by sector."""

    kind: ClassVar[str] = "receive"
    today: ClassVar[frozenset[str]] = frozenset({"received_on"})

    title: Line = Field(title="申请事项")
    parties: tuple[PartyInput, ...] = Field(title="申请人", min_length=1)
    handlers: tuple[OfficerRef, ...] = Field(title="承办人", min_length=1)
    item_code: Line = Field(title="事项编码")
    intake_number: OptionalLine = Field("", title="综合窗口收件号")
    safety_item: bool = Field(False, title="直接关系公共安全、人身健康、生命财产安全的事项")
    handling: Handling = Field(Handling.SINGLE, title="办理方式")
    item_basis: Prose = Field(title="设定依据和法定条件")
    materials: tuple[Material, ...] = Field(title="申请材料", min_length=1)
    fee_fen: Fen | None = Field(None, title="收费")
    fee_basis: OptionalLine = Field("", title="收费的法律、行政法规依据")
    promise_days: Count | None = Field(None, title="承诺时限（工作日）", ge=1)
    priority: bool = Field(False, title="重点项目快速通道")
    priority_reason: OptionalProse = Field("", title="适用快速通道的理由")
    priority_person: OptionalLine = Field("", title="快速通道责任人")
    received_on: Day = Field(title="收到日期")

    @field_validator("priority_reason", "priority_person")
    @classmethod
    def _priority_explained(cls, value: str, info: ValidationInfo) -> str:
        return needed(value, bool(info.data.get("priority")), "适用快速通道的，须写明理由和责任人")


class RequestMaterials(Payload):
    kind: ClassVar[str] = "request_materials"

    missing: Prose = Field(title="需要补正的全部内容")
    told_on: Day = Field(title="告知日期")


class Supplement(Payload):
    kind: ClassVar[str] = "supplement"

    supplied: Prose = Field(title="补正的材料")
    complete: bool = Field(False, title="已按要求全部补正")
    supplied_on: Day = Field(title="补正日期")


class Accept(Payload):
    kind: ClassVar[str] = "accept"

    sealed: bool = Field(False, title="凭证加盖本机关专用印章")
    accepted_on: Day = Field(title="受理日期")


class RefuseAcceptance(Payload):
    kind: ClassVar[str] = "refuse_acceptance"
    agency_fields: ClassVar[Mapping[str, str]] = AGENCY_FIELDS

    ground: Refusal = Field(title="不予受理的情形")
    reasons: Prose = Field(title="理由")
    false_on: Day | None = Field(None, title="认定隐瞒情况或者提供虚假材料的日期")
    other_agency: OptionalLine = Field("", title="应当向哪个行政机关申请")
    sealed: bool = Field(False, title="凭证加盖本机关专用印章")
    reconsideration_body: Line = Field(title="行政复议机关")
    court: Line = Field(title="管辖法院")
    agency_name: Line = Field(title="行政机关名称")
    refused_on: Day = Field(title="不予受理日期")

    @field_validator("other_agency")
    @classmethod
    def _where_to(cls, value: str, info: ValidationInfo) -> str:
        return needed(value, info.data.get("ground") == Refusal.NOT_OURS, "须告知向有关行政机关申请")


class Verify(Payload):
    kind: ClassVar[str] = "verify"

    verified_on: Day = Field(title="核查日期")
    place: Line = Field(title="核查地点")
    result: Prose = Field(title="核查情况")


class ExcludeTime(Payload):
    kind: ClassVar[str] = "exclude_time"

    cause: Line = Field(title="事由", description="听证、招标、拍卖、检验、检测、检疫、鉴定、专家评审")
    needed_time: Line = Field(title="所需时间")
    told_in_writing: bool = Field(False, title="已将所需时间书面告知申请人")


class ResumeTime(Payload):
    kind: ClassVar[str] = "resume_time"

    result: Prose = Field(title="结果")


class OfferHearing(Payload):
    kind: ClassVar[str] = "offer_hearing"

    interests: Prose = Field(title="涉及的重大利益关系和利害关系人")
    told_on: Day = Field(title="告知日期")


class RequestHearing(Payload):
    kind: ClassVar[str] = "request_hearing"

    by_whom: Line = Field(title="申请听证的人")
    requested_on: Day = Field(title="提出日期")


class HoldHearing(Payload):
    kind: ClassVar[str] = "hold_hearing"

    notified_on: Day = Field(title="通知日期")
    held_on: Day = Field(title="举行日期")
    presider_examined: bool = Field(False, title="主持人是审查该申请的工作人员")
    record: Prose = Field(title="听证笔录要点")

    @field_validator("held_on")
    @classmethod
    def _after_notice(cls, value: object, info: ValidationInfo) -> object:
        return not_before(value, info, "notified_on", "举行日期不能早于通知日期")


class Extend(Payload):
    kind: ClassVar[str] = "extend"

    days: Count = Field(title="延长的工作日数", ge=1)
    reasons: Prose = Field(title="延长的理由")
    told: bool = Field(False, title="已将理由告知申请人")


class Decide(Payload):
    kind: ClassVar[str] = "decide"
    agency_fields: ClassVar[Mapping[str, str]] = AGENCY_FIELDS
    public_fields: ClassVar[tuple[str, ...]] = ("outcome", "content", "agency_name", "decided_on")
    today: ClassVar[frozenset[str]] = frozenset({"decided_on"})

    outcome: Outcome = Field(title="决定")
    content: Prose = Field(title="决定内容")
    reasons: Prose = Field(title="理由和依据")
    false_on: Day | None = Field(None, title="认定隐瞒情况或者提供虚假材料的日期")
    hearing_record_followed: bool = Field(False, title="根据听证笔录作出")
    reconsideration_body: Line = Field(title="行政复议机关")
    court: Line = Field(title="管辖法院")
    remedy: OptionalProse = Field("", title="申请行政复议、提起行政诉讼的权利")
    agency_name: Line = Field(title="行政机关名称")
    decided_on: Day = Field(title="决定日期")


class ServeDecision(Service):
    kind: ClassVar[str] = "serve_decision"

    inspection_plan: OptionalProse = Field("", title="许可后的监督检查安排")


class Terminate(Payload):
    kind: ClassVar[str] = "terminate"

    reasons: Prose = Field(title="终止的理由", description="撤回申请、申请人死亡或者终止等")


class Close(Payload):
    kind: ClassVar[str] = "close"

    summary: Prose = Field(title="办理结果")


__all__ = [
    "Accept", "Archive", "Close", "ConfirmAddress", "Correct", "Decide", "ExcludeTime", "Extend", "HoldHearing",
    "OfferHearing", "Receive", "RefuseAcceptance", "RequestHearing", "RequestMaterials", "ResumeTime",
    "ServeDecision", "Supplement", "Terminate", "Verify",
]  # fmt: skip
