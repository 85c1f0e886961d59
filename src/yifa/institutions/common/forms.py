"""What the forms of several institutions have in common: the base payload and the rows and records they repeat."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar, TypeVar

from pydantic import ConfigDict, Field, ValidationInfo, field_validator

from yifa.institutions.common.choices import EvidenceKind, Recipient, ServiceMode, Signature
from yifa.matters.payloads import (
    ActPayload,
    Count,
    Day,
    FileRef,
    Line,
    Moment,
    OptionalLine,
    OptionalProse,
    Row,
)

T = TypeVar("T")
PARTY_FIELDS = {"party_name": "name", "party_identifier": "identifier", "party_address": "address"}
AGENCY_FIELDS = {"agency_name": "name", "reconsideration_body": "reconsideration_body", "court": "court"}


def not_before(value: T, info: ValidationInfo, earlier: str, message: str) -> T:
    """`value` unless it lies before the field `earlier`, which must come first in the model.

    Raises ValueError with `message` (Chinese), which pydantic attaches to the later field.
    """
    first = info.data.get(earlier)
    if isinstance(first, date | datetime) and isinstance(value, type(first)) and value < first:
        raise ValueError(message)
    return value


def needed(value: T, missing: bool, message: str) -> T:
    """`value`, or ValueError with `message` when it is empty although something else makes it necessary."""
    if missing and not value:
        raise ValueError(message)
    return value


class Payload(ActPayload):
    """Defaults are validated too, so that a field left out beside another is answered where it belongs."""

    model_config = ConfigDict(extra="forbid", frozen=True, validate_default=True)


class Goods(Row):
    """A line of a list of things (物品清单)."""

    name: Line = Field(title="名称")
    spec: OptionalLine = Field("", title="规格型号")
    quantity: Count = Field(title="数量", ge=1)
    unit: OptionalLine = Field("件", title="单位")
    note: OptionalLine = Field("", title="备注")


class ExhibitInput(Row):
    """One piece of evidence with where it came from and what it proves."""

    kind: EvidenceKind = Field(title="证据种类")
    title: Line = Field(title="证据名称")
    source: Line = Field(title="来源（提供人或者制作人）")
    collected_on: Day = Field(title="收集日期")
    proves: OptionalLine = Field("", title="证明对象")
    copy_checked: bool = Field(False, title="复制件已由提供人核对无误并签名或者盖章")
    from_monitoring: bool = Field(False, title="来自电子技术监控设备")
    monitoring_reviewed: bool = Field(False, title="监控设备和记录已经法制和技术审核")
    file: FileRef | None = Field(None, title="文件")


class SignedRecord(Payload):
    """A record made with someone present: place, time, identity shown, rights told, and how it was signed."""

    person_fields: ClassVar[frozenset[str]] = frozenset({"witness"})
    place: Line = Field(title="地点")
    started_at: Moment = Field(title="开始时间")
    ended_at: Moment = Field(title="结束时间")
    identity_shown: bool = Field(False, title="已出示执法证件")
    rights_told: bool = Field(False, title="已告知陈述、申辩和申请回避的权利")
    signature: Signature = Field(title="签名情况")
    signature_note: OptionalLine = Field("", title="拒绝签名或者不在场的说明")
    witness: OptionalLine = Field("", title="见证人")
    recording: FileRef | None = Field(None, title="音像记录")

    @field_validator("ended_at")
    @classmethod
    def _ends_after_start(cls, value: datetime, info: ValidationInfo) -> datetime:
        return not_before(value, info, "started_at", "结束时间不能早于开始时间")

    @field_validator("signature_note")
    @classmethod
    def _refusal_noted(cls, value: str, info: ValidationInfo) -> str:
        unsigned = info.data.get("signature") in (Signature.REFUSED, Signature.ABSENT)
        return needed(value, unsigned, "拒绝签名或者不在场的，须注明情况")


class Service(Payload):
    """How a document reached the person it is for, with the proof that each mode needs."""

    person_fields: ClassVar[frozenset[str]] = frozenset({"recipient", "witness"})
    today: ClassVar[frozenset[str]] = frozenset({"served_on"})

    mode: ServiceMode = Field(title="送达方式")
    served_on: Day = Field(title="送达日期")
    document_number: OptionalLine = Field("", title="文书文号")
    recipient: Line = Field(title="收件人")
    relation: Recipient = Field(Recipient.PARTY, title="收件人身份")
    place: OptionalLine = Field("", title="送达地点")
    signed: bool = Field(False, title="收件人已在送达回证上签收")
    refusal_reason: OptionalLine = Field("", title="拒收事由")
    witness: OptionalLine = Field("", title="见证人")
    recorded: bool = Field(False, title="已拍照、录像记录送达过程")
    tracking_number: OptionalLine = Field("", title="邮件号码")
    through: OptionalLine = Field("", title="受委托或者转交的单位")
    address_used: OptionalLine = Field("", title="电子送达地址")
    published_on: Day | None = Field(None, title="公告发布日期")
    channel: OptionalLine = Field("", title="公告载体")
    public_reason: OptionalProse = Field("", title="公告送达的原因和经过")
    proof: FileRef | None = Field(None, title="送达回证或者其他凭证")


class Correction(Row):
    """One field of an earlier act put right."""

    field: Line = Field(title="字段")
    old: OptionalProse = Field("", title="原内容")
    new: OptionalProse = Field("", title="更正后的内容")
