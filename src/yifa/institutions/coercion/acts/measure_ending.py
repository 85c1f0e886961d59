"""How a measure ends: handled, lifted, returned (行政强制法第二十一条、第二十七条、第二十八条、第三十三条)."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from yifa.institutions.coercion.acts.choices import MEASURE, Handling, LawLevel, LiftGround
from yifa.institutions.common.forms import Payload
from yifa.matters.payloads import Day, Fen, Line, OptionalLine, OptionalProse, Prose


class Handle(Payload):
    """作出处理决定."""

    kind: ClassVar[str] = "handle"
    procedure: ClassVar[str] = MEASURE
    today: ClassVar[frozenset[str]] = frozenset({"decided_on"})

    outcome: Handling = Field(title="处理")
    items: Prose = Field(title="财物的名称和数量")
    reasons: Prose = Field(title="查清的事实和理由")
    basis: Prose = Field(title="依据", description="《法律名称》第几条")
    law_level: LawLevel = Field(title="依据的层级")
    decision_number: OptionalLine = Field("", title="处罚决定书文号", description="没收的填写")
    organ: OptionalLine = Field("", title="接收的司法机关", description="随案移送的填写")
    party_told: bool = Field(False, title="已书面告知当事人移送情况", description="随案移送的填写")
    decided_on: Day = Field(title="决定日期")


class Lift(Payload):
    """解除强制措施."""

    kind: ClassVar[str] = "lift"
    procedure: ClassVar[str] = MEASURE
    today: ClassVar[frozenset[str]] = frozenset({"decided_on"})

    ground: LiftGround = Field(title="解除的情形")
    decision_number: OptionalLine = Field("", title="处理决定文号", description="已经作出处理决定的填写")
    reasons: Prose = Field(title="理由")
    items: OptionalProse = Field("", title="退还的财物")
    decided_on: Day = Field(title="决定日期")


class ReturnGoods(Payload):
    """退还财物."""

    kind: ClassVar[str] = "return_goods"
    procedure: ClassVar[str] = MEASURE
    today: ClassVar[frozenset[str]] = frozenset({"returned_on"})
    person_fields: ClassVar[frozenset[str]] = frozenset({"recipient"})

    returned_on: Day = Field(title="退还日期")
    items: Prose = Field(title="退还的财物")
    proceeds_fen: Fen | None = Field(None, title="退还的拍卖或者变卖所得款项")
    recipient: Line = Field(title="领取人")
    signed: bool = Field(False, title="领取人已签收")
    note: OptionalProse = Field("", title="无法立即退还的说明")


class NotifyInstitution(Payload):
    """通知金融机构解除冻结."""

    kind: ClassVar[str] = "notify_institution"
    procedure: ClassVar[str] = MEASURE
    today: ClassVar[frozenset[str]] = frozenset({"sent_on"})

    sent_on: Day = Field(title="通知日期")
    institution: Line = Field(title="金融机构")
    party_told: bool = Field(False, title="已通知当事人")


class RecordLapse(Payload):
    """登记冻结期满，金融机构解除冻结."""

    kind: ClassVar[str] = "record_lapse"
    procedure: ClassVar[str] = MEASURE

    ended_on: Day = Field(title="解除冻结之日")
    institution: Line = Field(title="金融机构")
    why_not_decided: Prose = Field(title="期限内没有作出处理决定或者解除决定的原因")


__all__ = ["Handle", "Lift", "NotifyInstitution", "RecordLapse", "ReturnGoods"]
