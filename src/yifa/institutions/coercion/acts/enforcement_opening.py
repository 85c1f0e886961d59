"""What is to be enforced, the demand, the answer to it, surcharges (行政强制法第三十四条至第三十六条、第四十五条)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from pydantic import Field, ValidationInfo, field_validator

from yifa.institutions.coercion.acts.base import Opening, Payment, Stay
from yifa.institutions.coercion.acts.choices import (
    COURT,
    ENFORCEMENT,
    DecisionKind,
    Duty,
    EnforcementPower,
    Remedy,
    SurchargeKind,
)
from yifa.institutions.common.forms import Payload, Service, not_before
from yifa.matters.payloads import (
    Count,
    Day,
    Fen,
    FileRef,
    Line,
    OptionalLine,
    OptionalMatterNumber,
    OptionalProse,
    Prose,
)


class _Decided(Opening):
    """The decision whose duty was not performed, and what the party did against it."""

    decision_kind: DecisionKind = Field(title="据以执行的行政决定的种类")
    decision_number: Line = Field(title="决定书文号")
    decision_on: Day = Field(title="决定日期")
    served_on: Day = Field(title="决定书送达日期")
    perform_by: Day = Field(title="决定的履行期限届满之日")
    duty: Duty = Field(title="应当履行的义务的种类")
    content: Prose = Field(title="应当履行的义务")
    principal_fen: Fen | None = Field(None, title="尚未缴纳的数额", description="金钱给付义务的填写")
    power: EnforcementPower = Field(title="强制执行权")
    power_basis: OptionalLine = Field("", title="授予强制执行权的法律条款", description="《法律名称》第几条")
    remedy: Remedy = Field(Remedy.NONE, title="复议、诉讼的情况")
    remedy_ended_on: Day | None = Field(
        None, title="复议决定书送达之日或者裁判生效之日", description="申请过复议、提起过诉讼的填写"
    )
    reconsideration_first: bool = Field(False, title="属于复议前置的行政决定")
    major: bool = Field(False, title="属于重大执法决定，应当法制审核")

    @field_validator("served_on")
    @classmethod
    def _served_after_decision(cls, value: date, info: ValidationInfo) -> date:
        return not_before(value, info, "decision_on", "送达日期不能早于决定日期")

    @field_validator("remedy_ended_on")
    @classmethod
    def _when_it_ended(cls, value: date | None, info: ValidationInfo) -> date | None:
        if value is None and info.data.get("remedy") in (Remedy.RECONSIDERATION, Remedy.LITIGATION):
            raise ValueError("申请过复议或者提起过诉讼的，须填写终结的日期")
        return value


class OpenEnforcement(_Decided):
    """启动强制执行."""

    kind: ClassVar[str] = "open_enforcement"
    procedure: ClassVar[str] = ENFORCEMENT

    measure_number: OptionalMatterNumber = Field(
        "", title="已采取查封、扣押措施的案号", description="拍卖抵缴的填写"
    )


class OpenCourt(_Decided):
    """启动申请人民法院强制执行."""

    kind: ClassVar[str] = "open_court"
    procedure: ClassVar[str] = COURT

    remedy_expired_on: Day = Field(title="复议、诉讼期限届满之日")
    deferral_ends_on: Day | None = Field(
        None, title="暂缓或者分期缴纳的期限届满之日", description="批准过的填写"
    )
    immovable: bool = Field(False, title="执行对象是不动产")


class Demand(Payload):
    """催告 with the four contents of 第三十五条."""

    kind: ClassVar[str] = "demand"

    deadline_on: Day | None = Field(None, title="履行义务的期限")
    manner: OptionalProse = Field("", title="履行义务的方式")
    amount_fen: Fen | None = Field(None, title="应当给付的金额", description="金钱给付义务的填写")
    surcharge_fen: Fen | None = Field(None, title="其中加处的罚款或者滞纳金")
    payment: OptionalLine = Field("", title="给付方式", description="金钱给付义务的填写")
    rights_told: bool = Field(False, title="已载明陈述权和申辩权")


class ServeDemand(Service):
    """送达催告书."""

    kind: ClassVar[str] = "serve_demand"


class HearStatement(Payload):
    """陈述、申辩及复核."""

    kind: ClassVar[str] = "hear_statement"
    today: ClassVar[frozenset[str]] = frozenset({"made_on"})

    made_on: Day = Field(title="陈述、申辩日期")
    content: Prose = Field(title="当事人提出的事实、理由和证据")
    established: bool = Field(False, title="复核认为成立")
    adopted: bool = Field(False, title="已经采纳")
    reasons: OptionalProse = Field("", title="复核意见")
    file: FileRef | None = Field(None, title="书面意见")


class AddSurcharge(Payload):
    """加处罚款或者滞纳金: how much by a certain day, with everything it is computed from."""

    kind: ClassVar[str] = "add_surcharge"
    procedure: ClassVar[str] = ENFORCEMENT
    today: ClassVar[frozenset[str]] = frozenset({"until_on"})

    surcharge: SurchargeKind = Field(title="种类")
    basis: Prose = Field(title="依据", description="《法律名称》第几条")
    principal_fen: Fen = Field(title="金钱给付义务的数额")
    due_on: Day = Field(title="履行期限届满之日")
    until_on: Day = Field(title="计算至")
    rate: Count | None = Field(
        None, title="滞纳金每日万分之几", description="滞纳金的填写；加处罚款按法定标准", le=300
    )
    payments: tuple[Payment, ...] = Field((), title="已经缴纳的部分")
    stays: tuple[Stay, ...] = Field((), title="复议、诉讼期间", description="加处罚款不予计算的期间")
    amount_fen: Fen = Field(title="加处的数额")
    told: bool = Field(False, title="已将加处的标准告知当事人")

    @field_validator("until_on")
    @classmethod
    def _after_due(cls, value: date, info: ValidationInfo) -> date:
        return not_before(value, info, "due_on", "不能早于履行期限届满之日")


class Perform(Payload):
    """当事人履行完毕."""

    kind: ClassVar[str] = "perform"
    today: ClassVar[frozenset[str]] = frozenset({"performed_on"})

    performed_on: Day = Field(title="履行日期")
    done: Prose = Field(title="履行情况")
    amount_fen: Fen | None = Field(None, title="缴纳的数额")
    receipt_number: OptionalLine = Field("", title="票据号码")
    file: FileRef | None = Field(None, title="证明材料")


class PerformPart(Perform):
    """当事人部分履行."""

    kind: ClassVar[str] = "perform_part"


__all__ = [
    "AddSurcharge", "Demand", "HearStatement", "OpenCourt", "OpenEnforcement", "Perform", "PerformPart", "ServeDemand",
]  # fmt: skip
