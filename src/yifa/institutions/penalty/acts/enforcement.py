"""Performance, deferral, remedies, demand and the court (行政处罚法第六十六条至第七十四条)."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field, ValidationInfo, field_validator

from yifa.institutions.common.choices import CourtMaterial
from yifa.institutions.common.forms import Payload, needed
from yifa.institutions.penalty.acts.choices import (
    CourtRuling,
    DeferralKind,
    Disposal,
    EndGround,
    PaymentChannel,
    RemedyKind,
    RemedyResult,
)
from yifa.matters.payloads import Count, Day, Fen, FileRef, Line, OptionalLine, OptionalProse, Prose, Row


class Pay(Payload):
    """罚没款缴清: this payment settles what the decision ordered."""

    kind: ClassVar[str] = "pay"

    paid_on: Day = Field(title="缴纳日期")
    amount_fen: Fen = Field(title="罚款数额")
    surcharge_fen: Fen = Field(0, title="加处罚款数额")
    confiscated_fen: Fen = Field(0, title="没收违法所得数额")
    channel: PaymentChannel = Field(title="缴纳方式")
    receipt_number: Line = Field(title="票据号码")
    payer: OptionalLine = Field("", title="缴款人")
    remote_request: bool = Field(False, title="边远、水上、交通不便地区，当事人提出当场缴纳")
    file: FileRef | None = Field(None, title="票据")

    @field_validator("confiscated_fen")
    @classmethod
    def _something_paid(cls, value: int, info: ValidationInfo) -> int:
        if not value and not info.data.get("amount_fen") and not info.data.get("surcharge_fen"):
            raise ValueError("至少填写一项缴纳数额")
        return value


class PayPart(Pay):
    """缴纳部分罚没款."""

    kind: ClassVar[str] = "pay_part"


class ConfirmPerformance(Payload):
    """确认履行情况: everything but money."""

    kind: ClassVar[str] = "confirm_performance"

    performed_on: Day = Field(title="履行日期")
    items: Prose = Field(title="履行的内容", description="停产停业、吊销证照、没收物品移交等")
    complete: bool = Field(title="已全部履行")
    file: FileRef | None = Field(None, title="证明材料")


class Instalment(Row):
    """One instalment."""

    due_on: Day = Field(title="缴纳日期")
    amount_fen: Fen = Field(title="数额")


class GrantDeferral(Payload):
    """批准暂缓或者分期缴纳罚款."""

    kind: ClassVar[str] = "grant_deferral"

    applied_on: Day = Field(title="当事人申请日期")
    application: Prose = Field(title="申请理由", description="经济困难的情况")
    category: DeferralKind = Field(title="种类")
    granted_on: Day = Field(title="批准日期")
    days: Count = Field(title="期限（天）", ge=1, le=1095, description="自批准之日起至最后一次缴纳")
    instalments: tuple[Instalment, ...] = Field((), title="分期安排")
    file: FileRef | None = Field(None, title="书面申请")

    @field_validator("instalments")
    @classmethod
    def _plan(cls, value: tuple[Instalment, ...], info: ValidationInfo) -> tuple[Instalment, ...]:
        needed(value, info.data.get("category") == DeferralKind.INSTALMENTS, "分期缴纳的，须填写分期安排")
        if [i.due_on for i in value] != sorted({i.due_on for i in value}):
            raise ValueError("分期日期须由早到晚，不能重复")
        return value


class RefuseDeferral(Payload):
    """不予暂缓或者分期."""

    kind: ClassVar[str] = "refuse_deferral"

    applied_on: Day = Field(title="当事人申请日期")
    reasons: Prose = Field(title="理由")


class StartRemedy(Payload):
    """行政复议、行政诉讼开始."""

    kind: ClassVar[str] = "start_reconsideration"

    category: RemedyKind = Field(title="种类")
    started_on: Day = Field(title="当事人申请或者起诉之日")
    body: Line = Field(title="复议机关或者受诉法院")
    case_number: OptionalLine = Field("", title="复议或者诉讼案号")
    stay: bool = Field(False, title="决定停止执行")


class EndRemedy(Payload):
    """行政复议、行政诉讼终结."""

    kind: ClassVar[str] = "end_reconsideration"

    category: RemedyKind = Field(title="种类")
    ended_on: Day = Field(title="终结之日")
    result: RemedyResult = Field(title="结果")
    document_number: OptionalLine = Field("", title="文书文号")
    note: OptionalProse = Field("", title="说明")


class Demand(Payload):
    """催告: the four contents of 行政强制法第三十五条."""

    kind: ClassVar[str] = "demand"

    remedy_expired_on: Day = Field(title="复议、诉讼期限届满之日")
    amount_fen: Fen = Field(title="尚未缴纳的罚款")
    surcharge_fen: Fen = Field(0, title="加处罚款")
    other_duties: OptionalProse = Field("", title="其他未履行的义务")
    method: Prose = Field(title="履行方式")
    deadline: Line = Field("自收到本催告书之日起十个工作日内", title="履行期限")
    defence_right_told: bool = Field(False, title="已告知陈述权和申辩权")


class DemandDefence(Payload):
    """催告后的陈述申辩及复核."""

    kind: ClassVar[str] = "demand_defence"

    made_on: Day = Field(title="陈述、申辩日期")
    content: Prose = Field(title="陈述、申辩的内容")
    adopted: bool = Field(title="予以采纳")
    reasons: Prose = Field(title="复核意见")


class ApplyCourt(Payload):
    """申请人民法院强制执行."""

    kind: ClassVar[str] = "apply_court"

    court: Line = Field(title="受理法院")
    applied_on: Day = Field(title="申请日期")
    content: Prose = Field(title="申请执行的内容")
    amount_fen: Fen = Field(title="罚款数额")
    surcharge_fen: Fen = Field(0, title="加处罚款数额")
    materials: tuple[CourtMaterial, ...] = Field(title="提供的材料", min_length=1)


class RecordRuling(Payload):
    """人民法院裁定."""

    kind: ClassVar[str] = "court_ruling"

    ruling: CourtRuling = Field(title="裁定结果")
    ruled_on: Day = Field(title="裁定日期")
    document_number: Line = Field(title="裁定书文号")
    note: OptionalProse = Field("", title="说明")


class EndEnforcement(Payload):
    """终结执行."""

    kind: ClassVar[str] = "end_enforcement"

    ground: EndGround = Field(title="终结执行的情形")
    ended_on: Day = Field(title="终结日期")
    reasons: Prose = Field(title="理由")


class DisposeGoods(Payload):
    """罚没物品处理."""

    kind: ClassVar[str] = "dispose_goods"

    handling: Disposal = Field(title="处理方式")
    items: Prose = Field(title="物品名称和数量")
    done_on: Day = Field(title="处理日期")
    proceeds_fen: Fen | None = Field(None, title="处理所得款项")
    voucher: OptionalLine = Field("", title="上缴国库凭证号")

    @field_validator("voucher")
    @classmethod
    def _proceeds_remitted(cls, value: str, info: ValidationInfo) -> str:
        return needed(value, bool(info.data.get("proceeds_fen")), "处理所得须全部上缴国库，请填写凭证号")


__all__ = [
    "ApplyCourt", "ConfirmPerformance", "Demand", "DemandDefence", "DisposeGoods", "EndEnforcement",
    "EndRemedy", "GrantDeferral", "Pay", "PayPart", "RecordRuling", "RefuseDeferral", "StartRemedy",
]  # fmt: skip
