"""Application to the court, what the court answers and rules, what came of it (行政强制法第五章)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from pydantic import Field, ValidationInfo, field_validator

from yifa.institutions.coercion.acts.choices import (
    COURT,
    Account,
    CourtAnswer,
    HigherRuling,
    Ruling,
)
from yifa.institutions.common.choices import CourtMaterial
from yifa.institutions.common.forms import AGENCY_FIELDS, Payload, needed, not_before
from yifa.matters.payloads import Choice, Day, Fen, FileRef, Line, OptionalLine, OptionalProse, Prose


class ApplyCourt(Payload):
    """申请人民法院强制执行."""

    kind: ClassVar[str] = "apply_court"
    procedure: ClassVar[str] = COURT
    agency_fields: ClassVar[dict[str, str]] = {"court": AGENCY_FIELDS["court"]}
    today: ClassVar[frozenset[str]] = frozenset({"applied_on"})

    court: Line = Field(title="受理法院")
    place_right: bool = Field(
        False, title="有管辖权", description="本机关所在地的法院；执行对象是不动产的，不动产所在地的法院"
    )
    applied_on: Day = Field(title="申请日期")
    content: Prose = Field(title="申请执行的内容")
    amount_fen: Fen | None = Field(None, title="金钱给付义务的数额")
    surcharge_fen: Fen | None = Field(None, title="其中加处的罚款或者滞纳金")
    materials: tuple[CourtMaterial, ...] = Field(title="提供的材料", min_length=1)
    head_signed: bool = Field(False, title="申请书已由行政机关负责人签名")
    sealed: bool = Field(False, title="申请书已加盖行政机关的印章并注明日期")
    fee_fen: Fen | None = Field(None, title="已缴纳的申请费", description="申请强制执行不缴纳申请费")
    immediate: bool = Field(False, title="申请立即执行")
    public_safety: OptionalProse = Field(
        "", title="情况紧急、为保障公共安全的事由", description="申请立即执行的填写"
    )
    late_reason: OptionalProse = Field("", title="逾期申请的正当理由")


class AnswerCourt(Payload):
    """人民法院受理或者不予受理."""

    kind: ClassVar[str] = "court_answer"
    procedure: ClassVar[str] = COURT
    today: ClassVar[frozenset[str]] = frozenset({"received_on"})

    answer: CourtAnswer = Field(title="结果")
    decided_on: Day = Field(title="受理或者裁定之日")
    received_on: Day = Field(title="本机关收到之日")
    document_number: OptionalLine = Field("", title="案号或者裁定书文号")
    reasons: OptionalProse = Field("", title="不予受理的理由")

    @field_validator("received_on")
    @classmethod
    def _after(cls, value: date, info: ValidationInfo) -> date:
        return not_before(value, info, "decided_on", "收到之日不能早于裁定之日")


class CourtHears(Payload):
    """人民法院听取意见: one of the three plain flaws is suspected, so the longer time runs."""

    kind: ClassVar[str] = "court_hears"
    procedure: ClassVar[str] = COURT
    today: ClassVar[frozenset[str]] = frozenset({"received_on"})

    received_on: Day = Field(title="收到通知之日")
    accepted_on: Day = Field(title="受理之日")
    concern: Prose = Field(title="法院关注的问题")
    opinion: Prose = Field(title="本机关的意见")


class _Ruled(Payload):
    """A ruling of a court: when it was made, when it came, and why it is as it is."""

    today: ClassVar[frozenset[str]] = frozenset({"received_on"})

    ruling: Choice = Field(title="裁定")
    ruling_on: Day = Field(title="裁定之日")
    received_on: Day = Field(title="本机关收到之日")
    document_number: Line = Field(title="裁定书文号")
    reasons: OptionalProse = Field("", title="理由")

    @field_validator("received_on")
    @classmethod
    def _after(cls, value: date, info: ValidationInfo) -> date:
        return not_before(value, info, "ruling_on", "收到之日不能早于裁定之日")


class CourtRuling(_Ruled):
    """人民法院裁定."""

    kind: ClassVar[str] = "court_ruling"
    procedure: ClassVar[str] = COURT

    ruling: Ruling = Field(title="裁定")
    reasons: OptionalProse = Field("", title="不予执行的理由")
    immediate: bool = Field(False, title="经院长批准立即执行")


class ObjectHigher(Payload):
    """向上一级人民法院申请复议."""

    kind: ClassVar[str] = "object_higher"
    procedure: ClassVar[str] = COURT
    today: ClassVar[frozenset[str]] = frozenset({"applied_on"})

    court: Line = Field(title="上一级人民法院")
    applied_on: Day = Field(title="申请日期")
    received_on: Day | None = Field(None, title="法院收到申请之日")
    reasons: Prose = Field(title="异议的理由")


class RuleHigher(_Ruled):
    """上一级人民法院裁定."""

    kind: ClassVar[str] = "higher_ruling"
    procedure: ClassVar[str] = COURT

    ruling: HigherRuling = Field(title="裁定")


class WithdrawApplication(Payload):
    """撤回申请."""

    kind: ClassVar[str] = "withdraw_application"
    procedure: ClassVar[str] = COURT
    today: ClassVar[frozenset[str]] = frozenset({"withdrawn_on"})

    withdrawn_on: Day = Field(title="撤回日期")
    reasons: Prose = Field(title="撤回的理由")


class RecordExecution(Payload):
    """人民法院执行结果."""

    kind: ClassVar[str] = "record_execution"
    procedure: ClassVar[str] = COURT
    today: ClassVar[frozenset[str]] = frozenset({"ended_on"})

    complete: bool = Field(False, title="全部执行完毕")
    unfinished: OptionalProse = Field("", title="没有执行的部分和原因")
    ended_on: Day = Field(title="执行终结之日")
    result: Prose = Field(title="执行结果")
    collected_fen: Fen | None = Field(None, title="执行到位的款项")
    cost_fen: Fen | None = Field(None, title="强制执行的费用")
    cost_from_agency: bool = Field(False, title="强制执行的费用由本机关承担")
    account: Account | None = Field(None, title="款项去向")
    voucher: OptionalLine = Field("", title="凭证号码")
    file: FileRef | None = Field(None, title="执行文书")

    @field_validator("unfinished")
    @classmethod
    def _what_is_left(cls, value: str, info: ValidationInfo) -> str:
        return needed(value, info.data.get("complete") is False, "没有全部执行的，须写明没有执行的部分和原因")


__all__ = [
    "AnswerCourt", "ApplyCourt", "CourtHears", "CourtRuling", "ObjectHigher", "RecordExecution", "RuleHigher",
    "WithdrawApplication",
]  # fmt: skip
