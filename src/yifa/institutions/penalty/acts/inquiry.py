"""Investigation and evidence (行政处罚法第四十六条、第五十五条、第五十六条、第二十八条)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from pydantic import Field, ValidationInfo, field_validator

from yifa.institutions.common.choices import EvidenceKind
from yifa.institutions.common.forms import ExhibitInput, Goods, Payload, SignedRecord, needed, not_before
from yifa.institutions.penalty.acts.choices import InspectionKind, PersonRole, PreservedHandling
from yifa.matters.payloads import Day, FileRef, Line, Moment, OptionalLine, OptionalProse, Prose, Row

_PROCEDURE = "penalty.ordinary"


class ShowIdentity(Payload):
    """出示执法证件."""

    kind: ClassVar[str] = "show_identity"
    procedure: ClassVar[str] = _PROCEDURE
    person_fields: ClassVar[frozenset[str]] = frozenset({"shown_to"})

    shown_to: Line = Field(title="向谁出示")
    shown_at: Moment = Field(title="出示时间")
    place: Line = Field(title="地点")
    rights_told: bool = Field(False, title="已告知陈述、申辩和申请回避的权利")
    recusal_requested: bool = Field(False, title="当事人当场申请回避")


class Exchange(Row):
    """One question and its answer."""

    question: Prose = Field(title="问")
    answer: Prose = Field(title="答")


class RecordQuestioning(SignedRecord):
    """询问笔录."""

    kind: ClassVar[str] = "record_questioning"
    procedure: ClassVar[str] = _PROCEDURE
    person_fields: ClassVar[frozenset[str]] = frozenset({"person", "witness"})

    person: Line = Field(title="被询问人")
    person_role: PersonRole = Field(title="被询问人身份")
    person_identifier: OptionalLine = Field("", title="被询问人证件号码")
    person_contact: OptionalLine = Field("", title="被询问人住址和电话")
    exchanges: tuple[Exchange, ...] = Field(title="询问内容", min_length=1)


class RecordInspection(SignedRecord):
    """现场检查（勘验）笔录."""

    kind: ClassVar[str] = "record_inspection"
    procedure: ClassVar[str] = _PROCEDURE
    person_fields: ClassVar[frozenset[str]] = frozenset({"on_site_person", "witness"})

    category: InspectionKind = Field(InspectionKind.INSPECTION, title="笔录种类")
    party_present: bool = Field(False, title="当事人在场")
    on_site_person: OptionalLine = Field("", title="现场负责人或者见证人")
    result: Prose = Field(title="检查（勘验）情况")


class AddEvidence(Payload):
    """登记证据."""

    kind: ClassVar[str] = "add_evidence"
    procedure: ClassVar[str] = _PROCEDURE

    exhibits: tuple[ExhibitInput, ...] = Field(title="证据", min_length=1)


class ExcludeEvidence(Payload):
    """排除证据."""

    kind: ClassVar[str] = "exclude_evidence"
    procedure: ClassVar[str] = _PROCEDURE

    title: Line = Field(title="被排除的证据名称")
    reasons: Prose = Field(title="排除理由", description="以非法手段取得、未经查证属实等")


class Sampling(SignedRecord):
    """抽样取证."""

    kind: ClassVar[str] = "sampling"
    procedure: ClassVar[str] = _PROCEDURE

    party_present: bool = Field(False, title="当事人在场")
    items: tuple[Goods, ...] = Field(title="样品清单", min_length=1)
    method: Prose = Field(title="抽样方式")
    sealed: bool = Field(False, title="已加贴封条并由双方签名")


class Appraise(Payload):
    """委托检测、检验、检疫、鉴定."""

    kind: ClassVar[str] = "appraise"
    procedure: ClassVar[str] = _PROCEDURE

    institution: Line = Field(title="受委托机构")
    qualification: OptionalLine = Field("", title="机构资质")
    matters: Prose = Field(title="委托事项")
    commissioned_on: Day = Field(title="委托日期")
    due_on: Day | None = Field(None, title="约定完成日期")
    party_told: bool = Field(False, title="已书面告知当事人期间")

    @field_validator("due_on")
    @classmethod
    def _due_after_start(cls, value: date | None, info: ValidationInfo) -> date | None:
        return not_before(value, info, "commissioned_on", "不能早于委托日期")


class AppraisalResult(Payload):
    """收到检测、检验、检疫、鉴定结果."""

    kind: ClassVar[str] = "appraisal_result"
    procedure: ClassVar[str] = _PROCEDURE

    institution: Line = Field(title="出具机构")
    received_on: Day = Field(title="收到日期")
    result: Prose = Field(title="结果")
    party_told_on: Day | None = Field(None, title="告知当事人的日期")
    exhibits: tuple[ExhibitInput, ...] = Field((), title="鉴定意见等证据")

    @field_validator("exhibits")
    @classmethod
    def _expert_kind(cls, value: tuple[ExhibitInput, ...]) -> tuple[ExhibitInput, ...]:
        if any(e.kind not in (EvidenceKind.EXPERT, EvidenceKind.DOCUMENT) for e in value):
            raise ValueError("此处只登记鉴定意见或者检验、检测报告（书证）")
        return value


class Preregister(Payload):
    """先行登记保存证据."""

    kind: ClassVar[str] = "preregister"
    procedure: ClassVar[str] = _PROCEDURE
    person_fields: ClassVar[frozenset[str]] = frozenset({"keeper"})

    reasons: Prose = Field(title="理由", description="证据可能灭失或者以后难以取得的情况")
    basis: Line = Field("行政处罚法第五十六条", title="依据")
    items: tuple[Goods, ...] = Field(title="物品清单", min_length=1)
    place: Line = Field(title="保存地点")
    keeper: Line = Field(title="保管人")
    party_present: bool = Field(False, title="当事人在场清点并签名")
    notice_delivered: bool = Field(False, title="已当场交付通知书和清单")


class PreregisterUrgent(Preregister):
    """情况紧急当场先行登记保存."""

    kind: ClassVar[str] = "preregister_urgent"

    urgency: Prose = Field(title="情况紧急的说明")


class ApprovePreregistration(Payload):
    """补办先行登记保存批准手续."""

    kind: ClassVar[str] = "approve_preregistration"
    procedure: ClassVar[str] = _PROCEDURE

    kept: bool = Field(title="同意继续保存", description="不同意的应当立即解除")
    reasons: Prose = Field(title="理由")


class HandlePreregistered(Payload):
    """先行登记保存证据处理."""

    kind: ClassVar[str] = "handle_preregistered"
    procedure: ClassVar[str] = _PROCEDURE

    handling: PreservedHandling = Field(title="处理决定")
    items: Prose = Field(title="处理的物品")
    reasons: Prose = Field(title="理由和依据")


class OrderCorrection(Payload):
    """责令改正违法行为."""

    kind: ClassVar[str] = "order_correction"

    conduct: Prose = Field(title="违法行为")
    violated: Prose = Field(title="违反的规定")
    basis: Prose = Field(title="责令改正的依据")
    content: Prose = Field(title="改正内容和要求")
    immediate: bool = Field(False, title="立即改正")
    deadline: Day | None = Field(None, title="改正期限", description="限期改正的填写")

    @field_validator("deadline")
    @classmethod
    def _deadline_or_now(cls, value: date | None, info: ValidationInfo) -> date | None:
        return needed(value, not info.data.get("immediate"), "限期改正的，须写明改正期限")


class CheckCorrection(Payload):
    """复查改正情况."""

    kind: ClassVar[str] = "check_correction"

    checked_on: Day = Field(title="复查日期")
    corrected: bool = Field(title="已经改正")
    result: Prose = Field(title="复查情况")
    photo: FileRef | None = Field(None, title="照片或者录像")


class RequestAssistance(Payload):
    """请求协助调查."""

    kind: ClassVar[str] = "request_assistance"
    procedure: ClassVar[str] = _PROCEDURE

    to_agency: Line = Field(title="被请求机关")
    sent_on: Day = Field(title="发函日期")
    matters: Prose = Field(title="请求协助的事项和理由")


class AssistanceReply(Payload):
    """收到协助调查复函."""

    kind: ClassVar[str] = "assistance_reply"
    procedure: ClassVar[str] = _PROCEDURE

    from_agency: Line = Field(title="复函机关")
    received_on: Day = Field(title="收到日期")
    result: OptionalProse = Field("", title="协助情况")


__all__ = [
    "AddEvidence", "AppraisalResult", "Appraise", "ApprovePreregistration", "AssistanceReply",
    "CheckCorrection", "ExcludeEvidence", "HandlePreregistered", "OrderCorrection", "Preregister",
    "PreregisterUrgent", "RecordInspection", "RecordQuestioning", "RequestAssistance", "Sampling", "ShowIdentity",
]  # fmt: skip
