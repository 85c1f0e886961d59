"""How a remedy reaches the agency: an application passed on, or a complaint served (复议法四十八条、诉讼法六十七条)."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field, ValidationInfo, field_validator

from yifa.institutions.common.forms import AGENCY_FIELDS, Payload, needed
from yifa.institutions.reconsideration_litigation.acts.choices import (
    LITIGATION,
    RECONSIDERATION,
    AfterReconsideration,
    DecisionKind,
    Route,
    SummaryGround,
    Track,
)
from yifa.matters.payloads import (
    Day,
    Fen,
    FileRef,
    Line,
    OfficerRef,
    OptionalLine,
    OptionalMatterNumber,
    PartyInput,
    Prose,
)


class _Contested(Payload):
    """Which decision is contested, by whom: what both procedures open with."""

    agency_fields: ClassVar[dict[str, str]] = AGENCY_FIELDS

    cause: Line = Field(title="案由", description="例如：不服某行政处罚决定申请行政复议")
    parties: tuple[PartyInput, ...] = Field(title="申请人（原告）", min_length=1)
    handlers: tuple[OfficerRef, ...] = Field(title="承办人", min_length=1)
    decision_kind: DecisionKind = Field(title="被申请（被诉）行政行为的种类")
    decision_number: OptionalLine = Field("", title="决定书文号", description="未履行法定职责的可以不填")
    decision_on: Day | None = Field(None, title="决定日期")
    decision_matter: OptionalMatterNumber = Field(
        "",
        title="原案号",
        description="作出该行政行为的案件在本系统的案号，结果写回该案；不在本系统办理的不填",
    )
    decision_disclosed: bool = Field(False, title="决定信息已向社会公开")

    @field_validator("decision_number")
    @classmethod
    def _which_decision(cls, value: str, info: ValidationInfo) -> str:
        made = info.data.get("decision_kind") not in (None, DecisionKind.INACTION)
        return needed(value, made, "须写明决定书文号")


class ReceiveApplication(_Contested):
    """收到行政复议申请."""

    kind: ClassVar[str] = "receive_application"
    procedure: ClassVar[str] = RECONSIDERATION
    today: ClassVar[frozenset[str]] = frozenset({"received_on"})

    reconsideration_body: Line = Field(title="行政复议机关")
    route: Route = Field(title="收到的途径")
    received_on: Day = Field(title="收到申请书（副本）之日")
    track: Track = Field(Track.ORDINARY, title="审理程序", description="以行政复议机构的通知为准")
    summary_ground: SummaryGround = Field(SummaryGround.NONE, title="适用简易程序的情形")
    amount_fen: Fen | None = Field(None, title="案件涉及的款额")
    reconsideration_first: bool = Field(False, title="属于应当先申请行政复议的情形")
    requests: Prose = Field(title="行政复议请求和理由")
    application: FileRef | None = Field(None, title="行政复议申请书副本")


class ForwardApplication(Payload):
    """转送行政复议申请: the agency passes on what was handed in through it."""

    kind: ClassVar[str] = "forward_application"
    procedure: ClassVar[str] = RECONSIDERATION
    today: ClassVar[frozenset[str]] = frozenset({"sent_on"})

    sent_on: Day = Field(title="转送日期")
    opinion: Prose = Field(title="本机关意见")


class ReceiveCopy(Payload):
    """收到申请书副本 after the application went through the agency."""

    kind: ClassVar[str] = "receive_copy"
    procedure: ClassVar[str] = RECONSIDERATION
    today: ClassVar[frozenset[str]] = frozenset({"received_on"})

    received_on: Day = Field(title="收到申请书副本之日")
    track: Track = Field(Track.ORDINARY, title="审理程序")
    case_number: OptionalLine = Field("", title="行政复议案号")


class ReceiveComplaint(_Contested):
    """收到起诉状副本."""

    kind: ClassVar[str] = "receive_complaint"
    procedure: ClassVar[str] = LITIGATION
    today: ClassVar[frozenset[str]] = frozenset({"received_on"})

    court: Line = Field(title="受诉人民法院")
    case_number: OptionalLine = Field("", title="法院案号")
    received_on: Day = Field(title="收到起诉状副本之日")
    track: Track = Field(
        Track.ORDINARY, title="审理程序", description="简易程序的举证期限同样为收到副本之日起十五日"
    )
    after_reconsideration: AfterReconsideration = Field(title="是否经过行政复议")
    reconsideration_first: bool = Field(False, title="属于应当先申请行政复议的情形")
    requests: Prose = Field(title="诉讼请求和理由")
    complaint: FileRef | None = Field(None, title="起诉状副本")


__all__ = ["ForwardApplication", "ReceiveApplication", "ReceiveComplaint", "ReceiveCopy"]
