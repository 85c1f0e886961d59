"""What follows a result: performance, disclosure taken back, letters answered, service, closing."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from yifa.institutions.common.forms import Payload, Service
from yifa.institutions.reconsideration_litigation.acts.choices import CloseGround, LetterKind
from yifa.matters.payloads import Day, Line, OptionalLine, OptionalProse, Prose


class Perform(Payload):
    """履行行政复议决定、裁判."""

    kind: ClassVar[str] = "perform"
    today: ClassVar[frozenset[str]] = frozenset({"performed_on"})

    performed_on: Day = Field(title="履行日期")
    done: Prose = Field(title="履行情况")
    complete: bool = Field(False, title="已经全部履行")
    new_decision: OptionalLine = Field("", title="重新作出的决定文号")
    same_as_before: bool = Field(False, title="以同一事实和理由作出与原行为相同或者基本相同的行为")


class RecordWithdrawal(Payload):
    """登记原决定信息已撤回公开."""

    kind: ClassVar[str] = "record_withdrawal"
    today: ClassVar[frozenset[str]] = frozenset({"withdrawn_on"})

    withdrawn_on: Day = Field(title="撤回公开的日期")
    channel: Line = Field(title="撤回的公开渠道")
    public_reason: Prose = Field(title="公开说明的理由")


class ReceiveLetter(Payload):
    """收到意见书、建议书."""

    kind: ClassVar[str] = "receive_letter"
    today: ClassVar[frozenset[str]] = frozenset({"received_on"})

    letter_kind: LetterKind = Field(title="种类")
    document_number: Line = Field(title="文号")
    issuer: Line = Field(title="制发机关")
    received_on: Day = Field(title="收到之日")
    reply_by: Day | None = Field(None, title="要求回复之日", description="文书自定期限的填写")
    content: Prose = Field(title="指出的问题和建议")


class ReplyLetter(Payload):
    """回复意见书、建议书的办理情况."""

    kind: ClassVar[str] = "reply_letter"
    today: ClassVar[frozenset[str]] = frozenset({"sent_on"})

    document_number: Line = Field(title="回复的文书文号")
    recipient: Line = Field(title="主送机关")
    sent_on: Day = Field(title="回复日期")
    measures: Prose = Field(title="纠正和改进情况")


class ServeDocument(Service):
    """送达（提交）文书."""

    kind: ClassVar[str] = "serve_document"

    document: Line = Field(title="送达的文书")


class Close(Payload):
    """办结."""

    kind: ClassVar[str] = "close"

    ground: CloseGround = Field(title="办结理由")
    result: Prose = Field(title="处理结果")
    original_matter: OptionalProse = Field("", title="原案的处理情况", description="行政行为被改变的填写")
    lessons: OptionalProse = Field("", title="改进执法的措施")


__all__ = ["Close", "Perform", "ReceiveLetter", "RecordWithdrawal", "ReplyLetter", "ServeDocument"]
