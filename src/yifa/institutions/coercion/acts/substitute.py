"""代履行 (行政强制法第五十条至第五十二条)."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from pydantic import Field, ValidationInfo, field_validator

from yifa.institutions.coercion.acts.base import DecisionParts, Opening
from yifa.institutions.coercion.acts.choices import ENFORCEMENT, Consequence, Litter, PublicPlace
from yifa.institutions.common.forms import Payload, not_before
from yifa.matters.payloads import Day, Fen, FileRef, Line, Moment, OptionalLine, OptionalProse, Prose


class DecideSubstitute(DecisionParts):
    """代履行决定."""

    kind: ClassVar[str] = "decide_substitute"
    procedure: ClassVar[str] = ENFORCEMENT
    public_fields: ClassVar[tuple[str, ...]] = ("basis", "manner", "starts_on", "performer", "decided_on")

    consequence: Consequence = Field(title="不履行的后果")
    consequence_facts: Prose = Field(title="后果已经或者将要发生的情况")
    manner: OptionalProse = Field("", title="代履行的方式")
    starts_on: Day | None = Field(None, title="代履行的时间")
    subject_matter: OptionalProse = Field("", title="代履行的标的")
    budget_fen: Fen | None = Field(None, title="费用预算")
    performer: OptionalLine = Field("", title="代履行人")
    third_person: bool = Field(False, title="代履行人是受委托的第三人")
    disinterested: bool = Field(False, title="第三人没有利害关系")


class DemandSubstitute(Payload):
    """代履行前催告（公告）."""

    kind: ClassVar[str] = "demand_substitute"
    procedure: ClassVar[str] = ENFORCEMENT
    today: ClassVar[frozenset[str]] = frozenset({"told_on"})

    told_on: Day = Field(title="催告日期")
    how: Line = Field(title="催告方式和公告地点")
    starts_on: Day = Field(title="代履行的日期")
    content: Prose = Field(title="催告当事人履行的内容")

    @field_validator("starts_on")
    @classmethod
    def _later(cls, value: date, info: ValidationInfo) -> date:
        return not_before(value, info, "told_on", "代履行的日期不能早于催告日期")


class _Substituted(Payload):
    """What was done in the party's place, by whom, at what cost."""

    person_fields: ClassVar[frozenset[str]] = frozenset({"supervisor"})

    started_at: Moment = Field(title="开始时间")
    ended_at: Moment = Field(title="结束时间")
    place: Line = Field(title="地点")
    performer: Line = Field(title="代履行人")
    result: Prose = Field(title="代履行情况")
    cost_fen: Fen = Field(title="费用")
    cost_detail: OptionalProse = Field("", title="费用的构成", description="按照成本合理确定")
    peaceful: bool = Field(False, title="没有采用暴力、胁迫以及其他非法方式")

    @field_validator("ended_at")
    @classmethod
    def _ends_later(cls, value: datetime, info: ValidationInfo) -> datetime:
        return not_before(value, info, "started_at", "结束时间不能早于开始时间")


class PerformSubstitute(_Substituted):
    """实施代履行."""

    kind: ClassVar[str] = "perform_substitute"
    procedure: ClassVar[str] = ENFORCEMENT

    urgent_reason: OptionalProse = Field(
        "", title="情况紧急的事由", description="在夜间或者法定节假日实施的填写"
    )
    supervisor: OptionalLine = Field("", title="到场监督的工作人员")
    supervisor_signed: bool = Field(False, title="到场监督的工作人员已签名")
    performer_signed: bool = Field(False, title="代履行人已签名或者盖章")
    party_signed: bool = Field(False, title="当事人或者见证人已签名或者盖章")
    file: FileRef | None = Field(None, title="执行文书")


class SubstituteAtOnce(Opening, _Substituted):
    """立即实施代履行: opens the matter, as there was no time for one before."""

    kind: ClassVar[str] = "substitute_at_once"
    procedure: ClassVar[str] = ENFORCEMENT

    spot: PublicPlace = Field(title="地点的种类")
    litter: Litter = Field(title="需要立即清除的物品")
    party_unable: bool = Field(False, title="当事人不能清除")
    party_present: bool = Field(False, title="当事人在场")


class TellParty(Payload):
    """事后通知当事人并依法处理."""

    kind: ClassVar[str] = "tell_party"
    procedure: ClassVar[str] = ENFORCEMENT
    today: ClassVar[frozenset[str]] = frozenset({"told_on"})

    told_on: Day = Field(title="通知日期")
    how: Line = Field(title="通知方式")
    handling: Prose = Field(title="依法作出的处理")


__all__ = ["DecideSubstitute", "DemandSubstitute", "PerformSubstitute", "SubstituteAtOnce", "TellParty"]
