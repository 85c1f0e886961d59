"""What several penalty acts have in common: base payloads and the rows they repeat."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar, TypeVar

from pydantic import ConfigDict, Field, ValidationInfo, field_validator

from yifa.institutions.penalty.acts.choices import (
    EvidenceKind,
    PenaltyKind,
    Recipient,
    ServiceMode,
    Signature,
)
from yifa.matters.payloads import (
    ActPayload,
    Count,
    Day,
    Fen,
    FileRef,
    Line,
    Moment,
    OptionalLine,
    OptionalProse,
    Prose,
    Row,
    ViolationCode,
)

T = TypeVar("T")
MEASURES_IN_WORDS = frozenset(
    {
        PenaltyKind.SUSPEND_PERMIT,
        PenaltyKind.DOWNGRADE,
        PenaltyKind.REVOKE_PERMIT,
        PenaltyKind.RESTRICT_BUSINESS,
        PenaltyKind.SUSPEND_BUSINESS,
        PenaltyKind.CLOSE_BUSINESS,
        PenaltyKind.BAR_FROM_TRADE,
        PenaltyKind.DETENTION,
        PenaltyKind.OTHER,
    }
)

# What report, notice and decision share: entered once, then carried from the newest earlier act.
CARRIED = frozenset(
    {
        "violation_code", "conduct", "conduct_on", "conduct_until", "evidence", "violated", "basis", "kinds",
        "fine_fen", "confiscated_income_fen", "confiscated_goods", "confiscated_goods_fen", "other_measures", "tier",
        "range_number", "quantity", "base_fen", "reasoning", "circumstances", "repeat_count", "deviation_reason",
    }
)  # fmt: skip
PARTY_FIELDS = {"party_name": "name", "party_identifier": "identifier", "party_address": "address"}
AGENCY_FIELDS = {"agency_name": "name", "reconsideration_body": "reconsideration_body", "court": "court"}
REMEDY = (
    "如不服本决定，可以自收到本决定书之日起六十日内向{reconsideration_body}申请行政复议，"
    "或者自收到本决定书之日起六个月内依法向{court}提起行政诉讼。"
)
PERFORMANCE = (
    "自收到本决定书之日起十五日内，将罚款缴至{account}或者通过电子支付系统缴纳。"
    "逾期不缴纳的，每日按罚款数额的百分之三加处罚款，加处罚款的数额不超过罚款数额。"
)


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


class PenaltyPayload(ActPayload):
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


class PenaltyContent(PenaltyPayload):
    """Facts, law and measures of a penalty, the same in report, notice and decision so that they compare."""

    carried: ClassVar[frozenset[str]] = CARRIED

    violation_code: ViolationCode = Field(title="违法行为（裁量基准编码）")
    conduct: Prose = Field(title="违法事实", description="时间、地点、经过、情节和后果")
    conduct_on: Day = Field(title="违法行为发生之日")
    conduct_until: Day | None = Field(None, title="违法行为终了之日", description="有连续或者继续状态的填写")
    evidence: Prose = Field(title="证据", description="证据名称及其证明的事实")
    violated: Prose = Field(title="违反的规定", description="法律、法规、规章名称和条、款、项、目")
    basis: Prose = Field(title="处理依据", description="法律、法规、规章名称和条、款、项、目")
    kinds: tuple[PenaltyKind, ...] = Field((), title="处罚种类")
    fine_fen: Fen | None = Field(None, title="罚款数额")
    confiscated_income_fen: Fen | None = Field(None, title="没收违法所得数额")
    confiscated_goods: OptionalProse = Field("", title="没收的非法财物")
    confiscated_goods_fen: Fen | None = Field(None, title="没收的非法财物价值")
    other_measures: OptionalProse = Field("", title="其他处罚内容")
    tier: OptionalLine = Field("", title="裁量阶次")
    range_number: Count | None = Field(None, title="法定幅度序号", description="有几个幅度的填写，从1起")
    quantity: Count | None = Field(None, title="计罚数量", description="按处、平方米等计罚的填写")
    base_fen: Fen | None = Field(None, title="计罚基数", description="按货值、违法所得、赔偿额倍数计罚的填写")
    reasoning: OptionalProse = Field("", title="裁量理由")

    @field_validator("conduct_until")
    @classmethod
    def _until_after_start(cls, value: date | None, info: ValidationInfo) -> date | None:
        return not_before(value, info, "conduct_on", "不能早于违法行为发生之日")

    @field_validator("kinds")
    @classmethod
    def _kinds_once(cls, value: tuple[PenaltyKind, ...]) -> tuple[PenaltyKind, ...]:
        if len(set(value)) != len(value):
            raise ValueError("处罚种类重复")
        return value

    @field_validator("fine_fen")
    @classmethod
    def _fine_matches_kinds(cls, value: int | None, info: ValidationInfo) -> int | None:
        fined = PenaltyKind.FINE in info.data.get("kinds", ())
        needed(value, fined, "处以罚款的，须填写罚款数额")
        if value and not fined:
            raise ValueError("填写了罚款数额，但处罚种类中没有罚款")
        return value

    @field_validator("confiscated_income_fen")
    @classmethod
    def _income_matches_kinds(cls, value: int | None, info: ValidationInfo) -> int | None:
        taken = PenaltyKind.CONFISCATE_INCOME in info.data.get("kinds", ())
        needed(value, taken, "没收违法所得的，须填写数额")
        if value and not taken:
            raise ValueError("填写了没收数额，但处罚种类中没有没收违法所得")
        return value

    @field_validator("confiscated_goods")
    @classmethod
    def _goods_match_kinds(cls, value: str, info: ValidationInfo) -> str:
        taken = PenaltyKind.CONFISCATE_GOODS in info.data.get("kinds", ())
        return needed(value, taken, "没收非法财物的，须写明财物名称和数量")

    @field_validator("other_measures")
    @classmethod
    def _measures_in_words(cls, value: str, info: ValidationInfo) -> str:
        in_words = not MEASURES_IN_WORDS.isdisjoint(info.data.get("kinds", ()))
        return needed(value, in_words, "该处罚种类须写明具体内容和期限")


class Penalised(PenaltyContent):
    """Content that imposes, or says it will impose, at least one measure."""

    @field_validator("kinds")
    @classmethod
    def _at_least_one(cls, value: tuple[PenaltyKind, ...]) -> tuple[PenaltyKind, ...]:
        return needed(value, True, "至少选择一种处罚")


class SignedRecord(PenaltyPayload):
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


class Service(PenaltyPayload):
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
