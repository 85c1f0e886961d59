"""Clue, check, filing, handlers and recusal (行政处罚法第四十二条、第四十三条、第五十四条)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from pydantic import Field, ValidationInfo, field_validator

from yifa.institutions.common import recusal_acts
from yifa.institutions.common.forms import Payload, not_before
from yifa.institutions.penalty.acts.choices import ClueConclusion, ClueSource, RefusalGround
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

_PROCEDURE = "penalty.ordinary"


class RegisterClue(Payload):
    """登记线索: opens the matter."""

    kind: ClassVar[str] = "register_clue"
    procedure: ClassVar[str] = _PROCEDURE
    person_fields: ClassVar[frozenset[str]] = frozenset({"complainant"})

    source: ClueSource = Field(title="线索来源")
    source_detail: OptionalProse = Field("", title="来源说明")
    received_on: Day = Field(title="发现或者收到之日")
    complainant: OptionalLine = Field("", title="投诉举报人")
    complainant_contact: OptionalLine = Field("", title="投诉举报人联系方式")
    cause: Line = Field(title="案由", description="例如：涉嫌未经许可占用城市道路")
    summary: Prose = Field(title="线索内容")
    parties: tuple[PartyInput, ...] = Field((), title="当事人", description="尚不明确的可以不填")
    violation_code: ViolationCode | None = Field(None, title="涉嫌违法行为（裁量基准编码）")
    place: OptionalLine = Field("", title="违法行为发生地")


class CheckClue(Payload):
    """核查线索."""

    kind: ClassVar[str] = "check_clue"
    procedure: ClassVar[str] = _PROCEDURE

    checked_on: Day = Field(title="核查日期")
    result: Prose = Field(title="核查情况")
    conclusion: ClueConclusion = Field(title="核查结论")
    reasons: Prose = Field(title="理由")


class ExtendCheck(Payload):
    """延长核查期限."""

    kind: ClassVar[str] = "extend_check"
    procedure: ClassVar[str] = _PROCEDURE

    days: Count = Field(title="延长的工作日数", ge=1, le=15)
    reasons: Prose = Field(title="理由")


class File(Payload):
    """立案: gives the case its number and starts the period for deciding."""

    kind: ClassVar[str] = "file"
    procedure: ClassVar[str] = _PROCEDURE

    cause: Line = Field(title="案由")
    parties: tuple[PartyInput, ...] = Field(title="当事人", min_length=1)
    violation_code: ViolationCode = Field(title="涉嫌违法行为（裁量基准编码）")
    conduct: Prose = Field(title="涉嫌违法行为的简要情况")
    conduct_on: Day = Field(title="违法行为发生之日")
    conduct_until: Day | None = Field(None, title="违法行为终了之日", description="有连续或者继续状态的填写")
    discovered_on: Day = Field(title="违法行为被发现之日")
    serious_hazard: bool = Field(False, title="涉及公民生命健康安全、金融安全且有危害后果")
    place: Line = Field(title="违法行为发生地")
    violated: Prose = Field(title="涉嫌违反的规定")
    handlers: tuple[OfficerRef, ...] = Field(title="办案人员", min_length=2)
    opinion: Prose = Field(title="立案理由")

    @field_validator("conduct_until")
    @classmethod
    def _until_after_start(cls, value: date | None, info: ValidationInfo) -> date | None:
        return not_before(value, info, "conduct_on", "不能早于违法行为发生之日")

    @field_validator("discovered_on")
    @classmethod
    def _found_after_start(cls, value: date, info: ValidationInfo) -> date:
        return not_before(value, info, "conduct_on", "不能早于违法行为发生之日")

    @field_validator("handlers")
    @classmethod
    def _different_people(cls, value: tuple[OfficerRef, ...]) -> tuple[OfficerRef, ...]:
        if len(set(value)) != len(value):
            raise ValueError("办案人员重复")
        return value


class RefuseFiling(Payload):
    """不予立案."""

    kind: ClassVar[str] = "refuse_filing"
    procedure: ClassVar[str] = _PROCEDURE

    ground: RefusalGround = Field(title="不予立案的情形")
    reasons: Prose = Field(title="理由")
    complainant_told_on: Day | None = Field(None, title="告知投诉举报人的日期")


class AssignHandlers(Payload):
    """指定或者变更办案人员."""

    kind: ClassVar[str] = "assign_handlers"
    procedure: ClassVar[str] = _PROCEDURE

    handlers: tuple[OfficerRef, ...] = Field(title="办案人员", min_length=2)
    reasons: Prose = Field(title="理由")

    @field_validator("handlers")
    @classmethod
    def _different_people(cls, value: tuple[OfficerRef, ...]) -> tuple[OfficerRef, ...]:
        if len(set(value)) != len(value):
            raise ValueError("办案人员重复")
        return value


class DeclareRecusal(recusal_acts.DeclareRecusal):
    """提出回避 in the ordinary procedure; the summary one has the act of every procedure."""

    kind: ClassVar[str] = "declare_recusal"
    procedure: ClassVar[str] = _PROCEDURE


class DecideRecusal(recusal_acts.DecideAndReplace):
    """决定是否回避, and who handles the case then."""

    kind: ClassVar[str] = "decide_recusal"
    procedure: ClassVar[str] = _PROCEDURE


class AddParty(Payload):
    """追加或者变更当事人."""

    kind: ClassVar[str] = "add_party"
    procedure: ClassVar[str] = _PROCEDURE

    parties: tuple[PartyInput, ...] = Field(title="当事人", min_length=1)
    reasons: Prose = Field(title="理由")


class TransferJurisdiction(Payload):
    """移送管辖."""

    kind: ClassVar[str] = "transfer_jurisdiction"
    procedure: ClassVar[str] = _PROCEDURE

    to_agency: Line = Field(title="受移送机关")
    transferred_on: Day = Field(title="移送日期")
    reasons: Prose = Field(title="移送理由和依据")
    materials: Prose = Field(title="移送的材料和物品")


class TransferCriminal(Payload):
    """移送司法机关（本案办结）."""

    kind: ClassVar[str] = "transfer_criminal"
    procedure: ClassVar[str] = _PROCEDURE

    to_agency: Line = Field(title="受移送的公安机关或者检察机关")
    approved_on: Day = Field(title="批准移送之日")
    transferred_on: Day = Field(title="移送日期")
    crime: Line = Field(title="涉嫌罪名")
    reasons: Prose = Field(title="移送理由")
    materials: Prose = Field(title="移送的材料和涉案物品")
    prosecutors_copied: bool = Field(False, title="已抄送同级人民检察院")

    @field_validator("transferred_on")
    @classmethod
    def _after_approval(cls, value: date, info: ValidationInfo) -> date:
        return not_before(value, info, "approved_on", "不能早于批准移送之日")


class TransferCriminalPending(TransferCriminal):
    """移送司法机关并中止本案."""

    kind: ClassVar[str] = "transfer_criminal_pending"


class CriminalReturned(Payload):
    """司法机关退回或者移送行政处罚."""

    kind: ClassVar[str] = "criminal_returned"
    procedure: ClassVar[str] = _PROCEDURE

    from_agency: Line = Field(title="退回或者移送的司法机关")
    returned_on: Day = Field(title="收到日期")
    criminal_fine_fen: Fen | None = Field(None, title="已判处罚金数额")
    result: Prose = Field(title="司法机关的处理结果")


class AssessImpact(Payload):
    """涉企案件经济影响评估."""

    kind: ClassVar[str] = "assess_impact"
    procedure: ClassVar[str] = _PROCEDURE

    items: Prose = Field(title="可能影响的事项", description="信用、融资、招投标、就业、上市等")
    mitigation: Prose = Field(title="减轻影响的措施")
    opinion: Prose = Field(title="评估意见")


__all__ = [
    "AddParty", "AssessImpact", "AssignHandlers", "CheckClue", "CriminalReturned", "DecideRecusal",
    "DeclareRecusal", "ExtendCheck", "File", "RefuseFiling", "RegisterClue", "TransferCriminal",
    "TransferCriminalPending", "TransferJurisdiction",
]  # fmt: skip
