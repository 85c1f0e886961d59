"""From the request to the presider's report (行政处罚法第六十三条至第六十五条；行政许可法第四十六条至第四十八条)."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field, ValidationInfo, field_validator

from yifa.institutions.common.choices import Means
from yifa.institutions.common.erasing import DestroyFile as DestroyFile
from yifa.institutions.common.erasing import EraseBody as EraseBody
from yifa.institutions.common.forms import Payload, Service, needed
from yifa.institutions.common.hearing_acts import (
    Appointment,
    Conclusion,
    Course,
    HearingCalled,
    HearingHeld,
    Withdrawal,
)
from yifa.institutions.common.recusal_acts import DecideRecusal as DecideRecusal
from yifa.institutions.common.recusal_acts import DeclareRecusal as DeclareRecusal
from yifa.matters.payloads import (
    Choice,
    Day,
    Line,
    Moment,
    OptionalLine,
    OptionalProse,
    PartyInput,
    Prose,
)


class Regime(Choice):
    """Which law the hearing follows. The parent's procedure says so when it opens the hearing."""

    PENALTY = "penalty", "行政处罚听证（行政处罚法第六十三条至第六十五条）"
    PERMIT_REQUEST = "permit_request", "行政许可依申请听证（行政许可法第四十七条、第四十八条）"
    PERMIT_PUBLIC = "permit_public", "行政许可依职权听证（行政许可法第四十六条、第四十八条）"


class PrivateGround(Choice):
    """行政处罚法第六十四条第三项."""

    STATE_SECRET = "state_secret", "涉及国家秘密"
    TRADE_SECRET = "trade_secret", "涉及商业秘密"
    PRIVACY = "privacy", "涉及个人隐私"


class AdjournGround(Choice):
    """市场监督管理行政处罚听证办法第二十六条."""

    FORCE_MAJEURE = "force_majeure", "当事人因不可抗力无法参加听证"
    SUCCESSOR = "successor", "当事人死亡或者终止，需要确定权利义务承受人"
    RECUSAL = "recusal", "当事人临时提出回避申请，无法当场决定"
    WITNESS = "witness", "需要通知新的证人到场或者重新鉴定"
    OTHER = "other", "其他需要中止（延期）的情形"


class EndGround(Choice):
    """市场监督管理行政处罚听证办法第二十七条第四项、第五项."""

    NO_SUCCESSOR = "no_successor", "当事人死亡或者终止，并且无权利义务承受人"
    MATTER_ENDED = "matter_ended", "原事项已经终止、移送或者办结"


class Open(Payload):
    """启动听证: by the machine, after the parent recorded a request or the agency's own decision to hear."""

    kind: ClassVar[str] = "open"

    title: Line = Field(title="听证事项")
    parties: tuple[PartyInput, ...] = Field((), title="当事人")
    regime: Regime = Field(title="适用的听证程序")
    requested_on: Day = Field(title="要求（决定）听证的日期")
    requester: OptionalLine = Field("", title="要求听证人")
    means: Means | None = Field(None, title="提出方式")
    reasons: OptionalProse = Field("", title="理由")


class Appoint(Appointment):
    """指定听证主持人."""

    kind: ClassVar[str] = "appoint"


class Notice(HearingCalled):
    """通知听证的时间、地点."""

    kind: ClassVar[str] = "notice"

    presider_name: Line = Field(title="听证主持人")
    staff: OptionalLine = Field("", title="听证员、记录员、翻译人员")
    is_public: bool = Field(True, title="公开举行")
    private_ground: PrivateGround | None = Field(None, title="不公开的情形")
    private_reason: OptionalLine = Field("", title="不公开的理由")
    others_told: OptionalProse = Field("", title="一并通知的第三人、利害关系人和有关人员")
    recusal_right_told: bool = Field(False, title="已告知申请回避的权利")


class Announce(Payload):
    """公告听证."""

    kind: ClassVar[str] = "announce"
    today: ClassVar[frozenset[str]] = frozenset({"published_on"})

    published_on: Day = Field(title="公告日期")
    channel: Line = Field(title="公告载体")
    content: Prose = Field(title="公告内容", description="当事人（申请人）、事由和听证的时间、地点")


class ServeNotice(Service):
    """送达听证通知书."""

    kind: ClassVar[str] = "serve_notice"


class Adjourn(Payload):
    """中止（延期）听证: a new notice follows."""

    kind: ClassVar[str] = "adjourn"

    ground: AdjournGround = Field(title="情形")
    reasons: Prose = Field(title="理由")


class Withdraw(Withdrawal):
    """撤回听证要求."""

    kind: ClassVar[str] = "withdraw"


class End(Payload):
    """终止听证 where nobody is left to hear."""

    kind: ClassVar[str] = "end"

    ground: EndGround = Field(title="情形")
    reasons: Prose = Field(title="说明")


class Hold(HearingHeld):
    """举行听证: the record of the hearing, or of the party's absence."""

    kind: ClassVar[str] = "hold"

    absence_note: OptionalProse = Field(
        "", title="未出席或者退出的情况", description="通知情况、有无正当理由"
    )
    investigator_statement: OptionalProse = Field("", title="调查（审查）人员提出的事实、证据和建议")
    party_statement: OptionalProse = Field("", title="当事人的申辩和质证")
    third_party_statement: OptionalProse = Field("", title="第三人、利害关系人的陈述")
    final_statements: OptionalProse = Field("", title="最后陈述")

    @field_validator("absence_note")
    @classmethod
    def _why_absent(cls, value: str, info: ValidationInfo) -> str:
        absent = info.data.get("course") in (Course.PARTY_ABSENT, Course.PARTY_LEFT)
        return needed(value, absent, "当事人未出席或者退出的，须写明通知情况和有无正当理由")


class Report(Payload):
    """听证报告: what goes to the parent, on which its decision rests."""

    kind: ClassVar[str] = "report"
    carried: ClassVar[frozenset[str]] = frozenset(
        {"started_at", "place", "presider_name", "staff", "participants", "course"}
    )

    started_at: Moment = Field(title="听证时间")
    place: Line = Field(title="听证地点")
    presider_name: Line = Field(title="听证主持人")
    staff: OptionalLine = Field("", title="听证员、记录员、翻译人员")
    participants: Prose = Field(title="听证参加人")
    course: Course = Field(title="听证经过")
    views: Prose = Field(title="双方主要事实、理由和意见")
    facts: Prose = Field(title="听证认定的事实和证据")
    conclusion: Conclusion = Field(title="听证结论")
    reasons: Prose = Field(title="处理意见和建议")
