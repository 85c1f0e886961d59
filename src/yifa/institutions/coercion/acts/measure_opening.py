"""From the request to the measure taken (行政强制法第十六条至第二十四条、第二十九条至第三十一条)."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from pydantic import Field, ValidationInfo, field_validator

from yifa.institutions.coercion.acts.base import CoercedGoods, DecisionParts, FrozenAccount, OnSite, Opening
from yifa.institutions.coercion.acts.choices import (
    MEASURE,
    LawLevel,
    MeasureKind,
    MeasurePower,
    Urgency,
    UrgentKind,
)
from yifa.institutions.common.forms import Payload, not_before
from yifa.matters.payloads import Count, Day, Fen, Moment, OptionalLine, OptionalProse, Prose


class _Planned(Opening):
    """What makes a measure lawful before it is taken."""

    power: MeasurePower = Field(title="实施强制措施的权限")
    law_level: LawLevel = Field(title="设定该强制措施的依据")
    necessity: Prose = Field(title="必要性", description="为何采用非强制手段不能达到管理目的")
    major: bool = Field(False, title="属于重大执法决定，应当法制审核")


class ApplyMeasure(_Planned):
    """申请采取强制措施."""

    kind: ClassVar[str] = "apply_measure"
    procedure: ClassVar[str] = MEASURE

    category: MeasureKind = Field(title="强制措施的种类")
    basis: Prose = Field(title="依据", description="《法律名称》第几条")
    reasons: Prose = Field(title="理由")
    goods: tuple[CoercedGoods, ...] = Field((), title="拟查封、扣押的场所、设施或者财物")
    accounts: tuple[FrozenAccount, ...] = Field((), title="拟冻结的账户")
    illegal_fen: Fen | None = Field(None, title="违法行为涉及的金额", description="冻结的填写")
    days: Count | None = Field(None, title="期限（日）", ge=1, le=3650, description="查封、扣押、冻结必填")
    special_basis: OptionalLine = Field(
        "", title="期限另有规定的依据", description="法律、行政法规另有规定的填写"
    )


class _Taken(OnSite, DecisionParts):
    """The record on the spot together with the decision that is handed over there."""

    person_fields: ClassVar[frozenset[str]] = frozenset({"witness", "family_member"})
    today: ClassVar[frozenset[str]] = frozenset({"decided_on", "started_on"})

    goods: tuple[CoercedGoods, ...] = Field((), title="查封、扣押的场所、设施或者财物（清单）")
    started_on: Day = Field(title="实施之日")
    days: Count | None = Field(None, title="期限（日）", ge=1, le=3650, description="查封、扣押必填")
    special_basis: OptionalLine = Field(
        "", title="期限另有规定的依据", description="法律、行政法规另有规定的填写"
    )
    delivered: bool = Field(False, title="决定书（和清单）已当场交付当事人")
    copies: Count = Field(2, title="清单份数")
    ends_by: Moment | None = Field(None, title="限制人身自由的期限届满时间", description="限制人身自由的填写")
    family_member: OptionalLine = Field("", title="通知的家属", description="限制人身自由的填写")
    family_told_at: Moment | None = Field(None, title="通知家属的时间")
    family_told: OptionalProse = Field("", title="告知家属的机关、地点和期限")


class Implement(_Taken):
    """实施强制措施 that was approved beforehand."""

    kind: ClassVar[str] = "implement"
    procedure: ClassVar[str] = MEASURE
    carried: ClassVar[frozenset[str]] = frozenset({"goods", "days", "special_basis", "basis", "reasons"})


class _Urgent(_Planned):
    """Asked before the record and the decision: what is done, and why it could not wait."""

    category: UrgentKind = Field(title="强制措施的种类")
    urgency: Prose = Field(title="情况紧急的事由")


class ImplementUrgently(_Taken, _Urgent):
    """情况紧急，当场实施强制措施."""

    kind: ClassVar[str] = "implement_urgently"
    procedure: ClassVar[str] = MEASURE


class ApproveUrgent(Payload):
    """报告并补办批准手续."""

    kind: ClassVar[str] = "approve_urgent"
    procedure: ClassVar[str] = MEASURE

    returned_at: Moment | None = Field(None, title="返回行政机关的时间", description="限制人身自由的填写")
    reported_at: Moment = Field(title="向行政机关负责人报告的时间")
    outcome: Urgency = Field(title="负责人的意见")
    reasons: Prose = Field(title="理由")

    @field_validator("reported_at")
    @classmethod
    def _after_return(cls, value: datetime, info: ValidationInfo) -> datetime:
        return not_before(value, info, "returned_at", "报告的时间不能早于返回的时间")


class Freeze(DecisionParts):
    """实施冻结: a notice to the institution, then the decision to the party."""

    kind: ClassVar[str] = "freeze"
    procedure: ClassVar[str] = MEASURE
    carried: ClassVar[frozenset[str]] = frozenset({"accounts", "days", "special_basis", "basis", "reasons"})
    today: ClassVar[frozenset[str]] = frozenset({"decided_on", "frozen_on"})

    accounts: tuple[FrozenAccount, ...] = Field(title="冻结的账户", min_length=1)
    frozen_on: Day = Field(title="冻结之日")
    days: Count = Field(title="期限（日）", ge=1, le=3650)
    special_basis: OptionalLine = Field("", title="期限另有规定的依据", description="法律另有规定的填写")
    notice_delivered: bool = Field(False, title="已向金融机构交付冻结通知书")
    received_by: OptionalLine = Field("", title="金融机构接收人")
    identity_shown: bool = Field(False, title="已出示执法身份证件")
    record: Prose = Field(title="现场笔录")


class Abandon(Payload):
    """不采取强制措施."""

    kind: ClassVar[str] = "abandon"
    procedure: ClassVar[str] = MEASURE

    reasons: Prose = Field(title="理由")
    decided_by: OptionalLine = Field("", title="决定人")


__all__ = ["Abandon", "ApplyMeasure", "ApproveUrgent", "Freeze", "Implement", "ImplementUrgently"]
