"""Report, legal review, notice, defence, hearing, deliberation (行政处罚法第四十四条至第六十五条)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar

from pydantic import Field, ValidationInfo, field_validator

from yifa.institutions.common.forms import Payload, SignedRecord, needed, not_before
from yifa.institutions.penalty.acts.base import Penalised
from yifa.institutions.penalty.acts.choices import (
    Adoption,
    Circumstance,
    DeliberationTopic,
    HearingConclusion,
    HearingCourse,
    MemberOpinion,
    ProposedOutcome,
    ReviewOpinion,
    ReviewTrigger,
    StatementMeans,
)
from yifa.institutions.penalty.acts.several import SeveralActs
from yifa.matters.payloads import (
    Count,
    Day,
    Fen,
    FileRef,
    Line,
    Moment,
    OfficerRef,
    OptionalLine,
    OptionalProse,
    Prose,
    Row,
)

_PROCEDURE = "penalty.ordinary"


class Report(SeveralActs):
    """调查终结报告, with the benchmark applied."""

    kind: ClassVar[str] = "report"
    procedure: ClassVar[str] = _PROCEDURE

    course: Prose = Field(title="案件来源和调查经过")
    outcome: ProposedOutcome = Field(title="处理建议")
    circumstances: tuple[Circumstance, ...] = Field((), title="裁量情节")
    repeat_count: Count = Field(0, title="追溯期内同类违法已受处罚次数（不含本次）")
    deviation_reason: OptionalProse = Field("", title="调整适用裁量基准的理由")
    complex_or_grave: bool = Field(False, title="情节复杂或者重大违法行为")
    public_interest: bool = Field(False, title="涉及重大公共利益")
    several_relations: bool = Field(False, title="案件疑难复杂、涉及多个法律关系")
    statutory_review: bool = Field(False, title="法律、法规规定应当进行法制审核")
    corrected: bool = Field(False, title="当事人已经改正")
    illegal_income_fen: Fen | None = Field(None, title="查明的违法所得")
    refunded_fen: Fen | None = Field(None, title="其中依法应当退赔的数额")
    opinion: Prose = Field(title="处理意见及理由")

    @field_validator("outcome")
    @classmethod
    def _penalty_has_measures(cls, value: ProposedOutcome, info: ValidationInfo) -> ProposedOutcome:
        kinds = info.data.get("kinds", ())
        if value == ProposedOutcome.PENALTY and not kinds:
            raise ValueError("建议给予处罚的，至少选择一种处罚")
        if value != ProposedOutcome.PENALTY and kinds:
            raise ValueError("建议不予处罚或者移送的，不能选择处罚种类")
        return value


class ReturnInvestigation(Payload):
    """退回补充调查."""

    kind: ClassVar[str] = "return_investigation"
    procedure: ClassVar[str] = _PROCEDURE

    reasons: Prose = Field(title="退回理由")
    matters: Prose = Field(title="需要补充调查的事项")


class SubmitLegalReview(Payload):
    """送法制审核."""

    kind: ClassVar[str] = "submit_legal_review"
    procedure: ClassVar[str] = _PROCEDURE

    triggers: tuple[ReviewTrigger, ...] = Field(title="送审情形", min_length=1)
    materials: Prose = Field(title="送审材料")
    opinion: Prose = Field(title="承办机构处理意见")


class LegalReview(Payload):
    """法制审核意见: an opinion on each item, and the whole."""

    kind: ClassVar[str] = "legal_review"
    procedure: ClassVar[str] = _PROCEDURE

    authority: Line = Field(title="执法主体、管辖权和人员资格")
    party: Line = Field(title="当事人基本情况")
    facts: Line = Field(title="事实和证据")
    characterisation: Line = Field(title="定性")
    law: Line = Field(title="适用依据")
    process: Line = Field(title="程序")
    discretion: Line = Field(title="裁量基准的适用")
    documents: Line = Field(title="文书是否完备、规范")
    opinion: ReviewOpinion = Field(title="审核意见")
    reasons: Prose = Field(title="理由")


class Notify(SeveralActs, Penalised):
    """行政处罚事先告知."""

    kind: ClassVar[str] = "notify"
    procedure: ClassVar[str] = _PROCEDURE
    agency_fields: ClassVar[Mapping[str, str]] = {"address": "address", "contact": "phone"}

    hearing_right: bool = Field(False, title="告知要求听证的权利")
    rights_told: bool = Field(False, title="告知陈述、申辩的权利")
    defence_days: Count = Field(5, title="陈述、申辩期限（工作日）", ge=1, le=30)
    contact: Line = Field(title="联系人和电话")
    address: Line = Field(title="联系地址")


class HearDefence(Payload):
    """听取陈述申辩."""

    kind: ClassVar[str] = "hear_defence"
    procedure: ClassVar[str] = _PROCEDURE
    person_fields: ClassVar[frozenset[str]] = frozenset({"person"})

    made_on: Day = Field(title="陈述、申辩日期")
    means: StatementMeans = Field(title="方式")
    person: Line = Field(title="陈述、申辩人")
    content: Prose = Field(title="陈述、申辩的内容")
    evidence_offered: OptionalProse = Field("", title="提交的证据")
    file: FileRef | None = Field(None, title="书面材料或者笔录")


class WaiveDefence(Payload):
    """放弃陈述申辩."""

    kind: ClassVar[str] = "waive_defence"
    procedure: ClassVar[str] = _PROCEDURE

    waived_on: Day = Field(title="放弃日期")
    statement: Prose = Field(title="当事人的明确表示")
    hearing_too: bool = Field(False, title="同时放弃要求听证")
    signed: bool = Field(False, title="当事人已签名或者盖章")
    file: FileRef | None = Field(None, title="书面材料或者笔录")


class ReviewDefence(Payload):
    """陈述申辩复核."""

    kind: ClassVar[str] = "review_defence"
    procedure: ClassVar[str] = _PROCEDURE

    points: Prose = Field(title="当事人提出的事实、理由和证据")
    adoption: Adoption = Field(title="复核意见")
    reasons: Prose = Field(title="采纳或者不采纳的理由")
    new_facts: bool = Field(False, title="发现新的违法事实，需要重新告知")


class RequestHearing(Payload):
    """要求听证."""

    kind: ClassVar[str] = "request_hearing"
    procedure: ClassVar[str] = _PROCEDURE
    person_fields: ClassVar[frozenset[str]] = frozenset({"requester"})

    requested_on: Day = Field(title="提出日期")
    means: StatementMeans = Field(title="提出方式")
    requester: Line = Field(title="要求听证人")
    reasons: OptionalProse = Field("", title="理由")
    file: FileRef | None = Field(None, title="书面申请")


class WithdrawHearingRequest(Payload):
    """撤回听证要求."""

    kind: ClassVar[str] = "withdraw_hearing_request"
    procedure: ClassVar[str] = _PROCEDURE

    withdrawn_on: Day = Field(title="撤回日期")
    statement: Prose = Field(title="当事人的表示")
    signed: bool = Field(False, title="当事人已签名或者盖章")


class AppointHearingOfficer(Payload):
    """指定听证主持人: of cases heard before hearings became matters of their own, as are the two after it."""

    kind: ClassVar[str] = "appoint_hearing_officer"
    procedure: ClassVar[str] = _PROCEDURE

    officer: OfficerRef = Field(title="听证主持人")
    assistants: tuple[OfficerRef, ...] = Field((), title="听证员", max_length=2)
    clerk: OfficerRef | None = Field(None, title="记录员")


class HearingNotice(Payload):
    """通知听证时间、地点."""

    kind: ClassVar[str] = "hearing_notice"
    procedure: ClassVar[str] = _PROCEDURE

    hearing_at: Moment = Field(title="听证时间")
    place: Line = Field(title="听证地点")
    officer_name: Line = Field(title="听证主持人")
    staff: OptionalLine = Field("", title="听证员、记录员、翻译人员")
    is_public: bool = Field(True, title="公开举行")
    private_reason: OptionalLine = Field("", title="不公开的理由")
    recusal_right_told: bool = Field(False, title="已告知申请回避的权利")

    @field_validator("private_reason")
    @classmethod
    def _why_private(cls, value: str, info: ValidationInfo) -> str:
        return needed(value, info.data.get("is_public") is False, "不公开举行的，须写明理由")


class HoldHearing(SignedRecord):
    """举行听证: the record of the hearing."""

    kind: ClassVar[str] = "hold_hearing"
    procedure: ClassVar[str] = _PROCEDURE

    course: HearingCourse = Field(title="听证经过")
    participants: Prose = Field(title="听证参加人")
    agents: Count = Field(0, title="当事人委托代理人数", le=2)
    investigator_statement: OptionalProse = Field("", title="调查人员提出的事实、证据和处罚建议")
    party_statement: OptionalProse = Field("", title="当事人的申辩和质证")
    final_statements: OptionalProse = Field("", title="最后陈述")

    @field_validator("investigator_statement", "party_statement")
    @classmethod
    def _both_heard(cls, value: str, info: ValidationInfo) -> str:
        return needed(value, info.data.get("course") == HearingCourse.HELD, "已举行听证的，须记录双方意见")


class HearingReport(Payload):
    """听证报告, as the hearing told it; the newer fields are empty where the hearing was held in the case itself."""

    kind: ClassVar[str] = "hearing_report"
    procedure: ClassVar[str] = _PROCEDURE
    schema_version: ClassVar[int] = 2

    facts: Prose = Field(title="听证认定的事实和证据")
    views: Prose = Field(title="双方主要事实、理由和意见")
    conclusion: HearingConclusion = Field(title="听证结论")
    reasons: Prose = Field(title="处理意见和建议")
    course: HearingCourse | None = Field(None, title="听证经过")
    held_at: Moment | None = Field(None, title="听证时间")
    presider_name: OptionalLine = Field("", title="听证主持人")


class SubmitDeliberation(Payload):
    """提请负责人集体讨论."""

    kind: ClassVar[str] = "submit_deliberation"
    procedure: ClassVar[str] = _PROCEDURE

    topic: DeliberationTopic = Field(DeliberationTopic.DECISION, title="讨论事项")
    presentation: Prose = Field(title="案件情况汇报")
    opinion: Prose = Field(title="承办机构处理意见")


class Member(Row):
    """One head of the agency and what that person said."""

    officer: OfficerRef = Field(title="参加讨论的负责人")
    post: Line = Field(title="职务")
    opinion: MemberOpinion = Field(title="意见")
    reasons: Prose = Field(title="意见和理由")


class Deliberate(Payload):
    """负责人集体讨论."""

    kind: ClassVar[str] = "deliberate"
    procedure: ClassVar[str] = _PROCEDURE

    topic: DeliberationTopic = Field(DeliberationTopic.DECISION, title="讨论事项")
    started_at: Moment = Field(title="开始时间")
    ended_at: Moment = Field(title="结束时间")
    place: Line = Field(title="地点")
    presider: OfficerRef = Field(title="主持人")
    members: tuple[Member, ...] = Field(title="参加讨论的负责人及意见", min_length=2)
    recorder: Line = Field(title="记录人")
    attendees: OptionalProse = Field("", title="列席人员及职务")
    presentation: Prose = Field(title="案件情况汇报")
    outcome: ProposedOutcome | None = Field(None, title="讨论决定的处理", description="讨论处理决定的填写")
    fine_fen: Fen | None = Field(None, title="讨论决定的罚款数额")
    deviation_approved: bool = Field(False, title="同意调整适用裁量基准")
    extension_days: Count | None = Field(None, title="同意继续延长的天数")
    conclusion: Prose = Field(title="结论性意见")

    @field_validator("ended_at")
    @classmethod
    def _ends_after_start(cls, value: datetime, info: ValidationInfo) -> datetime:
        return not_before(value, info, "started_at", "结束时间不能早于开始时间")

    @field_validator("members")
    @classmethod
    def _each_once(cls, value: tuple[Member, ...]) -> tuple[Member, ...]:
        if len({m.officer for m in value}) != len(value):
            raise ValueError("参加讨论的负责人重复")
        return value

    @field_validator("outcome")
    @classmethod
    def _outcome_for_decision(
        cls, value: ProposedOutcome | None, info: ValidationInfo
    ) -> ProposedOutcome | None:
        return needed(value, info.data.get("topic") == DeliberationTopic.DECISION, "须写明讨论决定的处理")

    @field_validator("extension_days")
    @classmethod
    def _days_for_extension(cls, value: int | None, info: ValidationInfo) -> int | None:
        return needed(value, info.data.get("topic") == DeliberationTopic.EXTENSION, "须写明延长的天数")


__all__ = [
    "AppointHearingOfficer", "Deliberate", "HearDefence", "HearingNotice", "HearingReport", "HoldHearing",
    "LegalReview", "Notify", "Report", "RequestHearing", "ReturnInvestigation", "ReviewDefence",
    "SubmitDeliberation", "SubmitLegalReview", "WaiveDefence", "WithdrawHearingRequest",
]  # fmt: skip
