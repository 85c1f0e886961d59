"""What several penalty acts have in common: base payloads and the rows they repeat."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from pydantic import Field, ValidationInfo, field_validator

from yifa.institutions.common.forms import Payload, needed, not_before
from yifa.institutions.penalty.acts.choices import PenaltyKind
from yifa.matters.payloads import (
    Count,
    Day,
    Fen,
    OptionalLine,
    OptionalProse,
    Prose,
    ViolationCode,
)

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
REMEDY = (
    "如不服本决定，可以自收到本决定书之日起六十日内向{reconsideration_body}申请行政复议，"
    "或者自收到本决定书之日起六个月内依法向{court}提起行政诉讼。"
)
PERFORMANCE = (
    "自收到本决定书之日起十五日内，将罚款缴至{account}或者通过电子支付系统缴纳。"
    "逾期不缴纳的，每日按罚款数额的百分之三加处罚款，加处罚款的数额不超过罚款数额。"
)


class PenaltyContent(Payload):
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
