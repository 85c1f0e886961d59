"""Report, legal review, notice, defence, hearing, deliberation (行政处罚法第四十四条至第六十五条)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from pydantic import Field, ValidationInfo, field_validator

from yifa.institutions.common.choices import Means
from yifa.institutions.common.deliberation_acts import Discussion, Topic
from yifa.institutions.common.forms import Payload
from yifa.institutions.common.hearing_acts import Appointment, HearingCalled, HearingHeld, Reported
from yifa.institutions.penalty.acts.base import Penalised
from yifa.institutions.penalty.acts.choices import (
    Adoption,
    Circumstance,
    ProposedOutcome,
)
from yifa.institutions.penalty.acts.several import SeveralActs
from yifa.matters.payloads import (
    Count,
    Day,
    Fen,
    FileRef,
    Line,
    OptionalLine,
    OptionalProse,
    Prose,
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
    means: Means = Field(title="方式")
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
    means: Means = Field(title="提出方式")
    requester: Line = Field(title="要求听证人")
    reasons: OptionalProse = Field("", title="理由")
    file: FileRef | None = Field(None, title="书面申请")


class AppointHearingOfficer(Appointment):
    """指定听证主持人: of cases heard before hearings became matters of their own, as are the two after it."""

    kind: ClassVar[str] = "appoint_hearing_officer"
    procedure: ClassVar[str] = _PROCEDURE


class HearingNotice(HearingCalled):
    """通知听证时间、地点."""

    kind: ClassVar[str] = "hearing_notice"
    procedure: ClassVar[str] = _PROCEDURE

    officer_name: Line = Field(title="听证主持人")
    staff: OptionalLine = Field("", title="听证员、记录员、翻译人员")
    is_public: bool = Field(True, title="公开举行")
    private_reason: OptionalLine = Field("", title="不公开的理由")
    recusal_right_told: bool = Field(False, title="已告知申请回避的权利")


class HoldHearing(HearingHeld):
    """举行听证: the record of the hearing."""

    kind: ClassVar[str] = "hold_hearing"
    procedure: ClassVar[str] = _PROCEDURE

    investigator_statement: OptionalProse = Field("", title="调查人员提出的事实、证据和处罚建议")
    party_statement: OptionalProse = Field("", title="当事人的申辩和质证")
    final_statements: OptionalProse = Field("", title="最后陈述")


class HearingReport(Reported):
    """听证报告, as the hearing told it, or of a hearing held in the case itself."""

    kind: ClassVar[str] = "hearing_report"
    procedure: ClassVar[str] = _PROCEDURE
    schema_version: ClassVar[int] = 2


class SubmitDeliberation(Payload):
    """提请负责人集体讨论."""

    kind: ClassVar[str] = "submit_deliberation"
    procedure: ClassVar[str] = _PROCEDURE

    topic: Topic = Field(Topic.DECISION, title="讨论事项")
    presentation: Prose = Field(title="案件情况汇报")
    opinion: Prose = Field(title="承办机构处理意见")


class Deliberate(Discussion):
    """负责人集体讨论, as the meeting told it, or recorded in the case itself."""

    kind: ClassVar[str] = "deliberate"
    procedure: ClassVar[str] = _PROCEDURE

    outcome: ProposedOutcome | None = Field(None, title="讨论决定的处理", description="讨论处理决定的填写")


__all__ = [
    "AppointHearingOfficer", "Deliberate", "HearDefence", "HearingNotice", "HearingReport", "HoldHearing",
    "Notify", "Report", "RequestHearing", "ReturnInvestigation", "ReviewDefence",
    "SubmitDeliberation", "WaiveDefence",
]  # fmt: skip
