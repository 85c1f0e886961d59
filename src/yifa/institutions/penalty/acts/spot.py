"""Summary procedure: the decision on the spot and what follows it (行政处罚法第五十一条至第五十三条)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from pydantic import Field, ValidationInfo, field_validator

from yifa.institutions.common.choices import Signature
from yifa.institutions.common.forms import AGENCY_FIELDS, Payload, needed, not_before
from yifa.institutions.penalty.acts.base import PERFORMANCE
from yifa.institutions.penalty.acts.choices import Circumstance, CollectionGround, SpotPenaltyKind
from yifa.matters.payloads import (
    Count,
    Day,
    Fen,
    Line,
    OfficerRef,
    OptionalLine,
    OptionalProse,
    PartyInput,
    Prose,
    ViolationCode,
)

_PROCEDURE = "penalty.summary"
# 行政复议法第二十三条第一款第一项: a decision made on the spot goes to reconsideration first.
REMEDY_FIRST = (
    "如不服本决定，应当自收到本决定书之日起六十日内先向{reconsideration_body}申请行政复议；"
    "对行政复议决定不服的，可以自收到行政复议决定书之日起十五日内依法向{court}提起行政诉讼。"
)


# What a decision made anew starts from; day, delivery and signature are its own.
_FROM_THE_FIRST = frozenset(
    {
        "party_address", "violation_code", "conduct", "conduct_on", "place", "evidence", "violated", "basis", "kinds",
        "tier", "range_number", "quantity", "base_fen", "circumstances", "repeat_count", "correction",
    }
)  # fmt: skip


class SpotOpening(Payload):
    """Whom a new matter is about, and who handles it."""

    cause: Line = Field(title="案由")
    parties: tuple[PartyInput, ...] = Field(title="当事人", min_length=1)
    handlers: tuple[OfficerRef, ...] = Field(title="执法人员", min_length=1)


class SpotContent(Payload):
    """What 行政处罚法第五十二条 asks of a decision on the spot."""

    procedure: ClassVar[str] = _PROCEDURE
    agency_fields: ClassVar[Mapping[str, str]] = AGENCY_FIELDS
    standard_texts: ClassVar[Mapping[str, str]] = {"performance": PERFORMANCE, "remedy": REMEDY_FIRST}
    today: ClassVar[frozenset[str]] = frozenset({"decided_on", "conduct_on"})

    party_address: Line = Field(title="当事人地址")
    identity_shown: bool = Field(False, title="已出示执法证件")
    violation_code: ViolationCode = Field(title="违法行为（裁量基准编码）")
    conduct: Prose = Field(title="违法事实")
    conduct_on: Day = Field(title="违法行为发生之日")
    place: Line = Field(title="处罚地点")
    evidence: Prose = Field(title="证据")
    violated: Prose = Field(title="违反的规定")
    basis: Prose = Field(title="处罚依据")
    kinds: tuple[SpotPenaltyKind, ...] = Field(title="处罚种类", min_length=1)
    fine_fen: Fen | None = Field(None, title="罚款数额")
    tier: OptionalLine = Field("", title="裁量阶次")
    range_number: Count | None = Field(None, title="法定幅度序号", description="有几个幅度的填写，从1起")
    quantity: Count | None = Field(None, title="计罚数量")
    base_fen: Fen | None = Field(None, title="计罚基数")
    circumstances: tuple[Circumstance, ...] = Field((), title="裁量情节")
    repeat_count: Count = Field(0, title="追溯期内同类违法已受处罚次数（不含本次）")
    deviation_reason: OptionalProse = Field("", title="调整适用裁量基准的理由")
    correction: Prose = Field(title="责令改正的内容")
    rights_told: bool = Field(False, title="已告知事实、理由、依据和陈述、申辩的权利")
    statement: OptionalProse = Field("", title="当事人的陈述、申辩")
    statement_result: OptionalProse = Field("", title="复核意见")
    collected_on_spot: bool = Field(False, title="当场收缴罚款")
    collection_ground: CollectionGround | None = Field(None, title="当场收缴的情形")
    receipt_number: OptionalLine = Field("", title="财政部门统一制发的专用票据号码")
    collected_on: Day | None = Field(None, title="收缴（水上收缴的为抵岸）日期")
    performance: Prose = Field(title="履行方式和期限")
    reconsideration_body: Line = Field(title="行政复议机关")
    reconsideration_first: bool = Field(False, title="已告知先申请行政复议")
    court: Line = Field(title="管辖法院")
    remedy: Prose = Field(title="申请行政复议、提起行政诉讼的途径和期限")
    agency_name: Line = Field(title="行政机关名称")
    decided_on: Day = Field(title="处罚日期")
    delivered: bool = Field(False, title="决定书已当场交付")
    signature: Signature = Field(title="当事人签收情况")
    signature_note: OptionalLine = Field("", title="拒绝签收的注明")

    @field_validator("fine_fen")
    @classmethod
    def _fine_matches_kinds(cls, value: int | None, info: ValidationInfo) -> int | None:
        fined = SpotPenaltyKind.FINE in info.data.get("kinds", ())
        needed(value, fined, "处以罚款的，须填写罚款数额")
        if value and not fined:
            raise ValueError("填写了罚款数额，但处罚种类中没有罚款")
        return value

    @field_validator("statement_result")
    @classmethod
    def _statement_answered(cls, value: str, info: ValidationInfo) -> str:
        return needed(value, bool(info.data.get("statement")), "当事人陈述、申辩的，须写明复核意见")

    @field_validator("collection_ground", "receipt_number", "collected_on")
    @classmethod
    def _collection_explained(cls, value: object, info: ValidationInfo) -> object:
        return needed(value, bool(info.data.get("collected_on_spot")), "当场收缴罚款的，此项必填")

    @field_validator("decided_on")
    @classmethod
    def _after_conduct(cls, value: date, info: ValidationInfo) -> date:
        return not_before(value, info, "conduct_on", "不能早于违法行为发生之日")

    @field_validator("signature_note")
    @classmethod
    def _refusal_noted(cls, value: str, info: ValidationInfo) -> str:
        return needed(value, info.data.get("signature") == Signature.REFUSED, "当事人拒绝签收的，须注明")


class DecideOnSpot(SpotContent, SpotOpening):
    """当场作出行政处罚决定: opens the matter."""

    kind: ClassVar[str] = "decide_on_spot"


class DecideOnSpotAnew(SpotContent):
    """当场重新作出行政处罚决定, after a remedy upset the first one.

    行政处罚法第五十一条 asks what is decided, not for the how-manieth time; no article keeps a case that was sent back
    from being decided on the spot, as long as the facts are beyond doubt and the amounts are those of the article.
    """

    kind: ClassVar[str] = "decide_on_spot_anew"
    carried: ClassVar[frozenset[str]] = _FROM_THE_FIRST


class FileWithAgency(Payload):
    """报所属机关备案."""

    kind: ClassVar[str] = "file_with_agency"
    procedure: ClassVar[str] = _PROCEDURE

    filed_on: Day = Field(title="备案日期")
    materials: Prose = Field(title="备案材料")
    opinion: OptionalProse = Field("", title="备案意见")


class RemitToAgency(Payload):
    """当场收缴的罚款交至行政机关."""

    kind: ClassVar[str] = "remit_to_agency"

    remitted_on: Day = Field(title="交至日期")
    amount_fen: Fen = Field(title="数额")
    receiver: Line = Field(title="接收人")


class RemitToBank(Payload):
    """行政机关将罚款缴付指定银行."""

    kind: ClassVar[str] = "remit_to_bank"

    remitted_on: Day = Field(title="缴付日期")
    amount_fen: Fen = Field(title="数额")
    voucher: Line = Field(title="缴款凭证号")


__all__ = ["DecideOnSpot", "DecideOnSpotAnew", "FileWithAgency", "RemitToAgency", "RemitToBank"]
