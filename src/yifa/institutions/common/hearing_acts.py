"""What a hearing is made of, in the matter of hearing and in files of cases that were heard within themselves."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field, ValidationInfo, field_validator

from yifa.institutions.common.forms import Payload, SignedRecord, needed
from yifa.matters.payloads import Choice, Count, Day, Line, Moment, OfficerRef, OptionalLine, Prose


class Course(Choice):
    """行政处罚法第六十四条第六项: absence and leaving count as giving up."""

    HELD = "held", "已举行"
    PARTY_ABSENT = "party_absent", "当事人无正当理由拒不出席，视为放弃"
    PARTY_LEFT = "party_left", "当事人未经许可中途退出，视为放弃"


class Conclusion(Choice):
    SUPPORT = "support", "建议按拟处理意见办理"
    ADJUST = "adjust", "建议调整处理意见"
    SUPPLEMENT = "supplement", "建议补充调查（审查）"


class Appointment(Payload):
    """Who presides, who sits beside and who keeps the record."""

    officer: OfficerRef = Field(title="听证主持人")
    assistants: tuple[OfficerRef, ...] = Field((), title="听证员", max_length=2)
    clerk: OfficerRef | None = Field(None, title="记录员")


class HearingCalled(Payload):
    """When and where. Whoever says that it is not public says why."""

    hearing_at: Moment = Field(title="听证时间")
    place: Line = Field(title="听证地点")

    @field_validator("private_reason", check_fields=False)
    @classmethod
    def _why_private(cls, value: str, info: ValidationInfo) -> str:
        return needed(value, info.data.get("is_public") is False, "不公开举行的，须写明理由")


class HearingHeld(SignedRecord):
    """The record of a hearing, or of the party's absence. Where it was held, both sides are in it."""

    course: Course = Field(title="听证经过")
    participants: Prose = Field(title="听证参加人")
    agents: Count = Field(0, title="当事人委托代理人数", le=2)

    @field_validator("investigator_statement", "party_statement", check_fields=False)
    @classmethod
    def _both_heard(cls, value: str, info: ValidationInfo) -> str:
        return needed(value, info.data.get("course") == Course.HELD, "已举行听证的，须记录双方意见")


class Withdrawal(Payload):
    """Who asked for the hearing does not want it any more."""

    withdrawn_on: Day = Field(title="撤回日期")
    statement: Prose = Field(title="当事人（申请人）的表示")
    signed: bool = Field(False, title="当事人（申请人）已签名或者盖章")


class Reported(Payload):
    """What the presider found and advises; course and time are missing where a case heard within itself."""

    facts: Prose = Field(title="听证认定的事实和证据")
    views: Prose = Field(title="双方主要事实、理由和意见")
    conclusion: Conclusion = Field(title="听证结论")
    reasons: Prose = Field(title="处理意见和建议")
    course: Course | None = Field(None, title="听证经过")
    held_at: Moment | None = Field(None, title="听证时间")
    presider_name: OptionalLine = Field("", title="听证主持人")


class HearingReport(Reported):
    """听证报告, told by the matter of hearing: what the decision rests on."""

    kind: ClassVar[str] = "hearing_report"

    course: Course = Field(title="听证经过")
    held_at: Moment = Field(title="听证时间")


class WithdrawHearingRequest(Withdrawal):
    """撤回听证要求, told by the matter of hearing."""

    kind: ClassVar[str] = "withdraw_hearing_request"


__all__ = ["HearingReport", "WithdrawHearingRequest"]
