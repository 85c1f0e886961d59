"""Decision, service, publicity and what may happen to a decision later (行政处罚法第五十七条至第六十一条)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from pydantic import Field, ValidationInfo, field_validator

from yifa.institutions.common.forms import AGENCY_FIELDS, PARTY_FIELDS, Payload, Service
from yifa.institutions.penalty.acts.base import PERFORMANCE, REMEDY, Penalised
from yifa.institutions.penalty.acts.choices import (
    ChangedBy,
    ChangeKind,
    Circumstance,
    Document,
    NoPenaltyGround,
    NoPenaltyOutcome,
    PenaltyOutcome,
    RevocationKind,
)
from yifa.institutions.penalty.acts.several import SeveralActs
from yifa.matters.payloads import (
    Count,
    Day,
    Fen,
    Line,
    OptionalLine,
    OptionalProse,
    Prose,
    ViolationCode,
)

_PROCEDURE = "penalty.ordinary"


class Decide(SeveralActs, Penalised):
    """作出行政处罚决定: the six contents of 行政处罚法第五十九条."""

    kind: ClassVar[str] = "decide"
    procedure: ClassVar[str] = _PROCEDURE
    party_fields: ClassVar[Mapping[str, str]] = PARTY_FIELDS
    agency_fields: ClassVar[Mapping[str, str]] = AGENCY_FIELDS
    standard_texts: ClassVar[Mapping[str, str]] = {"performance": PERFORMANCE, "remedy": REMEDY}
    today: ClassVar[frozenset[str]] = frozenset({"decided_on"})

    outcome: PenaltyOutcome = Field(PenaltyOutcome.PENALTY, title="决定种类")
    party_name: Line = Field(title="当事人姓名或者名称")
    party_identifier: OptionalLine = Field("", title="证件号码或者统一社会信用代码")
    party_address: Line = Field(title="当事人地址")
    defence_result: OptionalProse = Field("", title="陈述、申辩的采纳情况及理由")
    circumstances: tuple[Circumstance, ...] = Field((), title="裁量情节")
    repeat_count: Count = Field(0, title="追溯期内同类违法已受处罚次数（不含本次）")
    deviation_reason: OptionalProse = Field("", title="调整适用裁量基准的理由")
    maker_approval: OptionalLine = Field("", title="基准制定机关批准文号", description="上级机关的基准填写")
    performance: Prose = Field(title="履行方式和期限")
    reconsideration_body: Line = Field(title="行政复议机关")
    court: Line = Field(title="管辖法院")
    remedy: Prose = Field(title="申请行政复议、提起行政诉讼的途径和期限")
    agency_name: Line = Field(title="作出决定的行政机关")
    decided_on: Day = Field(title="作出决定的日期")


class DecideNoPenalty(Payload):
    """作出不予行政处罚决定, with the education that 行政处罚法第三十三条第三款 asks for."""

    kind: ClassVar[str] = "decide_no_penalty"
    procedure: ClassVar[str] = _PROCEDURE
    carried: ClassVar[frozenset[str]] = frozenset({"violation_code", "conduct", "conduct_on", "evidence"})
    party_fields: ClassVar[Mapping[str, str]] = PARTY_FIELDS
    agency_fields: ClassVar[Mapping[str, str]] = AGENCY_FIELDS
    standard_texts: ClassVar[Mapping[str, str]] = {"remedy": REMEDY}
    today: ClassVar[frozenset[str]] = frozenset({"decided_on"})

    outcome: NoPenaltyOutcome = Field(title="决定种类")
    ground: NoPenaltyGround = Field(title="不予处罚的情形")
    violation_code: ViolationCode = Field(title="涉嫌违法行为（裁量基准编码）")
    conduct: Prose = Field(title="查明的事实")
    conduct_on: Day = Field(title="违法行为发生之日")
    evidence: Prose = Field(title="证据")
    basis: Prose = Field(title="不予处罚的依据")
    reasoning: Prose = Field(title="理由")
    education: OptionalProse = Field("", title="教育的内容和方式")
    party_name: Line = Field(title="当事人姓名或者名称")
    party_identifier: OptionalLine = Field("", title="证件号码或者统一社会信用代码")
    party_address: Line = Field(title="当事人地址")
    reconsideration_body: Line = Field(title="行政复议机关")
    court: Line = Field(title="管辖法院")
    remedy: Prose = Field(title="申请行政复议、提起行政诉讼的途径和期限")
    agency_name: Line = Field(title="作出决定的行政机关")
    decided_on: Day = Field(title="作出决定的日期")

    @field_validator("ground")
    @classmethod
    def _ground_of_outcome(cls, value: NoPenaltyGround, info: ValidationInfo) -> NoPenaltyGround:
        outcome = info.data.get("outcome")
        not_established = value == NoPenaltyGround.NOT_ESTABLISHED
        if outcome is not None and not_established != (outcome == NoPenaltyOutcome.NOT_ESTABLISHED):
            raise ValueError("不予处罚的情形与决定种类不一致")
        return value


class ServeNotice(Service):
    """送达行政处罚告知书."""

    kind: ClassVar[str] = "serve_notice"
    procedure: ClassVar[str] = _PROCEDURE


class ServeDecision(Service):
    """送达决定书."""

    kind: ClassVar[str] = "serve_decision"
    procedure: ClassVar[str] = _PROCEDURE


class ServeDemand(Service):
    """送达催告书."""

    kind: ClassVar[str] = "serve_demand"


class ServeDocument(Service):
    """送达其他文书."""

    kind: ClassVar[str] = "serve_document"

    document: Document = Field(title="文书名称")


class Revoke(Payload):
    """撤销决定、确认无效."""

    kind: ClassVar[str] = "revoke"

    category: RevocationKind = Field(title="种类")
    decided_by: ChangedBy = Field(title="由谁作出")
    authority: Line = Field(title="作出机关")
    document_number: OptionalLine = Field("", title="文号")
    effective_on: Day = Field(title="生效日期")
    reasons: Prose = Field(title="理由")
    refund_fen: Fen | None = Field(None, title="应当退还的罚没款")
    public_reason: Prose = Field(title="撤回公开的理由（向社会公开）")


class ChangeDecision(Payload):
    """变更决定、确认违法；归档后的撤销也登记于此."""

    kind: ClassVar[str] = "change_decision"

    category: ChangeKind = Field(title="种类")
    decided_by: ChangedBy = Field(title="由谁作出")
    authority: Line = Field(title="作出机关")
    document_number: OptionalLine = Field("", title="文号")
    effective_on: Day = Field(title="生效日期")
    changed_fine_fen: Fen | None = Field(None, title="变更后的罚款数额")
    content: Prose = Field(title="变更的内容或者确认的事项")
    reasons: Prose = Field(title="理由")
    refund_fen: Fen | None = Field(None, title="应当退还的罚没款")
    public_reason: Prose = Field(title="撤回公开的理由（向社会公开）")

    @field_validator("changed_fine_fen")
    @classmethod
    def _new_amount(cls, value: int | None, info: ValidationInfo) -> int | None:
        if value is None and info.data.get("category") == ChangeKind.CHANGED:
            raise ValueError("变更决定的，须填写变更后的罚款数额（没有罚款的填0）")
        return value


__all__ = [
    "ChangeDecision", "Decide", "DecideNoPenalty", "Revoke", "ServeDecision", "ServeDemand", "ServeDocument",
    "ServeNotice",
]  # fmt: skip
