"""What acts of several coercion procedures repeat: opening, decisions, records made on the spot, review, closing."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from pydantic import Field, ValidationInfo, field_validator

from yifa.institutions.coercion.acts.choices import CloseGround, Document
from yifa.institutions.common.forms import (
    AGENCY_FIELDS,
    PARTY_FIELDS,
    Goods,
    Payload,
    Service,
    SignedRecord,
    not_before,
)
from yifa.institutions.common.simple_acts import REMEDY
from yifa.matters.payloads import (
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


class Opening(Payload):
    """Who, who handles it, and which case it belongs to."""

    cause: Line = Field(title="事由")
    parties: tuple[PartyInput, ...] = Field(title="当事人", min_length=1)
    handlers: tuple[OfficerRef, ...] = Field(title="承办人员", min_length=1)
    case_number: OptionalMatterNumber = Field(
        "", title="所属案件的案号", description="例如行政处罚案件的立案号"
    )


class CoercedGoods(Goods):
    """A place, installation or thing, and what the law wants to know of it before touching it (第二十三条)."""

    related: bool = Field(False, title="与涉嫌违法行为有关")
    necessity: bool = Field(False, title="属于公民个人及其所扶养家属的生活必需品")
    sealed_by: OptionalLine = Field("", title="已被其他国家机关查封的，写明机关")


class FrozenAccount(Row):
    """One account (第二十九条、第三十一条第三项)."""

    institution: Line = Field(title="金融机构")
    account: Line = Field(title="账号")
    amount_fen: Fen = Field(title="数额")
    frozen_by: OptionalLine = Field("", title="已被其他国家机关冻结的，写明机关")


class DecisionParts(Payload):
    """What every decision to coerce states (第二十四条第二款、第三十一条、第三十七条第二款)."""

    party_fields: ClassVar[dict[str, str]] = PARTY_FIELDS
    agency_fields: ClassVar[dict[str, str]] = AGENCY_FIELDS
    standard_texts: ClassVar[dict[str, str]] = {"remedy": REMEDY}
    today: ClassVar[frozenset[str]] = frozenset({"decided_on"})

    party_name: Line = Field(title="当事人的姓名或者名称")
    party_identifier: OptionalLine = Field("", title="证件号码或者统一社会信用代码")
    party_address: OptionalLine = Field("", title="当事人的地址")
    reasons: Prose = Field(title="理由")
    basis: Prose = Field(title="依据", description="《法律名称》第几条")
    remedy: OptionalProse = Field("", title="申请行政复议或者提起行政诉讼的途径和期限")
    agency_name: Line = Field(title="行政机关的名称")
    decided_on: Day = Field(title="决定日期")


class OnSite(SignedRecord):
    """现场笔录 with the steps of 第十八条."""

    rights_told: bool = Field(False, title="已当场告知理由、依据以及当事人依法享有的权利、救济途径")
    party_notified: bool = Field(False, title="已通知当事人到场")
    party_present: bool = Field(False, title="当事人到场")
    statement: OptionalProse = Field("", title="当事人的陈述和申辩", description="没有提出的，写明没有提出")
    statement_review: OptionalProse = Field("", title="对陈述、申辩的复核意见")
    course: Prose = Field(title="现场情况")


class ServeDocument(Service):
    """送达文书."""

    kind: ClassVar[str] = "serve_document"

    document: Document = Field(title="送达的文书")


class Close(Payload):
    """办结."""

    kind: ClassVar[str] = "close"

    ground: CloseGround = Field(title="办结理由")
    result: Prose = Field(title="办理结果")


class Instalment(Row):
    """One stage of an agreement or one payment (第四十二条)."""

    due_on: Day = Field(title="期限")
    content: Line = Field(title="履行的内容")
    amount_fen: Fen | None = Field(None, title="数额")


class Payment(Row):
    """Part of the principal that was paid."""

    paid_on: Day = Field(title="缴纳日期")
    amount_fen: Fen = Field(title="数额")


class Stay(Row):
    """Days that do not count: reconsideration or litigation (行政处罚法第七十三条第三款)."""

    started_on: Day = Field(title="开始之日")
    ended_on: Day | None = Field(None, title="终结之日")

    @field_validator("ended_on")
    @classmethod
    def _in_order(cls, value: date | None, info: ValidationInfo) -> date | None:
        return not_before(value, info, "started_on", "终结之日不能早于开始之日")


__all__ = ["Close", "ServeDocument"]
