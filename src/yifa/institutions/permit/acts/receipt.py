"""Application, corrections, acceptance (行政许可法第二十九条至第三十三条)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from pydantic import Field, ValidationInfo, field_validator

from yifa.institutions.common.forms import AGENCY_FIELDS, Payload, needed
from yifa.institutions.permit.acts.choices import FeeFor, Handling, Item, Refusal, Source
from yifa.matters.payloads import (
    Count,
    Day,
    Fen,
    Line,
    OfficerRef,
    OptionalLine,
    OptionalMatterNumber,
    OptionalProse,
    PartyInput,
    Prose,
    Row,
)


class Material(Row):
    """One material that the item asks for, and what asks for it."""

    name: Line = Field(title="材料名称")
    received: bool = Field(False, title="已收到")
    basis: OptionalLine = Field("", title="要求提交的依据")


class Condition(Row):
    """One condition of the item with the text that sets it."""

    content: Line = Field(title="条件、标准")
    source: Source = Field(Source.LAW, title="设定条件的文件")
    basis: Line = Field(title="依据", description="《某某法》第某条")


class Receive(Payload):
    """收到申请: the item is told as data, since items differ by sector."""

    kind: ClassVar[str] = "receive"
    procedure: ClassVar[str] = "permit.ordinary"
    schema_version: ClassVar[int] = 2
    today: ClassVar[frozenset[str]] = frozenset({"received_on"})

    title: Line = Field(title="申请事项")
    parties: tuple[PartyInput, ...] = Field(title="申请人", min_length=1)
    handlers: tuple[OfficerRef, ...] = Field(title="承办人", min_length=1)
    item_code: Line = Field(title="事项编码")
    item: Item = Field(Item.APPROVAL, title="事项类别")
    intake_number: OptionalMatterNumber = Field("", title="综合窗口收件号")
    safety_item: bool = Field(False, title="直接关系公共安全、人身健康、生命财产安全的事项")
    limited: bool = Field(False, title="有数量限制")
    major: bool = Field(False, title="列入重大执法决定法制审核目录")
    hearing_required: bool = Field(False, title="法律、法规、规章规定应当听证，或者涉及公共利益的重大事项")
    handling: Handling = Field(Handling.SINGLE, title="办理方式")
    lower_agency: OptionalLine = Field("", title="先行审查并报送的下级机关")
    lower_opinion: OptionalProse = Field("", title="下级机关的初步审查意见")
    item_basis: Prose = Field(title="设定依据和法定条件")
    conditions: tuple[Condition, ...] = Field((), title="逐项条件、标准")
    materials: tuple[Material, ...] = Field(title="申请材料", min_length=1)
    fee_fen: Fen | None = Field(None, title="收费")
    fee_for: FeeFor = Field(FeeFor.LICENSING, title="收费用于")
    fee_source: Source | None = Field(None, title="收费依据的种类")
    fee_basis: OptionalLine = Field("", title="收费的法律、行政法规依据")
    fee_standard: OptionalLine = Field("", title="公布的收费项目和标准")
    promise_days: Count | None = Field(None, title="承诺时限（工作日）", ge=1)
    priority: bool = Field(False, title="重点项目快速通道")
    priority_reason: OptionalProse = Field("", title="适用快速通道的理由")
    priority_person: OptionalLine = Field("", title="快速通道责任人")
    received_on: Day = Field(title="收到日期")

    @field_validator("lower_opinion")
    @classmethod
    def _reported_with_opinion(cls, value: str, info: ValidationInfo) -> str:
        return needed(value, bool(info.data.get("lower_agency")), "下级机关报送的，须附初步审查意见")

    @field_validator("priority_reason", "priority_person")
    @classmethod
    def _priority_explained(cls, value: str, info: ValidationInfo) -> str:
        return needed(value, bool(info.data.get("priority")), "适用快速通道的，须写明理由和责任人")

    @classmethod
    def upcast(cls, payload: dict[str, Any], version: int) -> dict[str, Any]:
        """Version 1 knew neither kinds of items nor the texts behind conditions, materials and fees."""
        rows = [
            {"basis": "", **row} if isinstance(row, dict) else row for row in payload.get("materials") or ()
        ]
        return {
            **{name: f.default for name, f in cls.model_fields.items() if not f.is_required()},
            **payload,
            "materials": rows,
        }


class ReceiveTransfer(Receive):
    """收到综合窗口转来的申请: recorded by the machine; who handles it is for this agency to say."""

    kind: ClassVar[str] = "receive_transfer"
    schema_version: ClassVar[int] = 1

    handlers: tuple[OfficerRef, ...] = Field((), title="承办人")


class Assign(Payload):
    """分办: the unit head names who handles an application that the window passed on."""

    kind: ClassVar[str] = "assign"

    handlers: tuple[OfficerRef, ...] = Field(title="承办人", min_length=1)
    note: OptionalProse = Field("", title="说明")


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
    schema_version: ClassVar[int] = 2
    carried: ClassVar[frozenset[str]] = frozenset({"promise_days"})

    sealed: bool = Field(False, title="凭证加盖本机关专用印章")
    promise_days: Count | None = Field(None, title="承诺时限（工作日）", ge=1)
    accepted_on: Day = Field(title="受理日期", description="逾期未告知补正的，填写收到申请材料的日期")

    @classmethod
    def upcast(cls, payload: dict[str, Any], version: int) -> dict[str, Any]:
        """Version 1 did not repeat the promised time."""
        return {"promise_days": None, **payload}


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


__all__ = [
    "Accept",
    "Assign",
    "Receive",
    "ReceiveTransfer",
    "RefuseAcceptance",
    "RequestMaterials",
    "Supplement",
]
