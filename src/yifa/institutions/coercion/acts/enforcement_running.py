"""The decision to enforce and what is done by it (行政强制法第三十七条、第四十三条至第四十九条)."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from pydantic import Field, ValidationInfo, field_validator

from yifa.institutions.coercion.acts.base import DecisionParts
from yifa.institutions.coercion.acts.choices import ENFORCEMENT, Account, Method
from yifa.institutions.common.forms import Payload, not_before
from yifa.matters.payloads import Day, Fen, FileRef, Line, Moment, OptionalLine, OptionalProse, Prose


class AnnounceDemolition(Payload):
    """强制拆除公告."""

    kind: ClassVar[str] = "announce_demolition"
    procedure: ClassVar[str] = ENFORCEMENT
    today: ClassVar[frozenset[str]] = frozenset({"published_on"})

    building: Prose = Field(title="违法的建筑物、构筑物、设施")
    published_on: Day = Field(title="公告日期")
    channel: Line = Field(title="公告载体和张贴地点")
    demolish_by: Day = Field(title="限期自行拆除的届满之日")

    @field_validator("demolish_by")
    @classmethod
    def _later(cls, value: date, info: ValidationInfo) -> date:
        return not_before(value, info, "published_on", "届满之日不能早于公告日期")


class Decide(DecisionParts):
    """强制执行决定."""

    kind: ClassVar[str] = "decide"
    procedure: ClassVar[str] = ENFORCEMENT
    public_fields: ClassVar[tuple[str, ...]] = ("basis", "method", "content", "decided_on")

    method: Method = Field(title="强制执行的方式")
    planned_on: Day | None = Field(None, title="强制执行的时间")
    content: Prose = Field(title="强制执行的内容")
    no_good_reason: bool = Field(False, title="当事人逾期不履行没有正当理由")
    at_once: bool = Field(False, title="立即强制执行")
    moving_evidence: OptionalProse = Field(
        "", title="转移或者隐匿财物迹象的证据", description="催告期间立即强制执行的填写"
    )
    special_basis: OptionalLine = Field(
        "", title="另有规定的依据", description="法律对加处罚款、滞纳金三十日后强制执行另有规定的填写"
    )


class Enforce(Payload):
    """实施强制执行."""

    kind: ClassVar[str] = "enforce"
    procedure: ClassVar[str] = ENFORCEMENT
    person_fields: ClassVar[frozenset[str]] = frozenset({"witness"})

    started_at: Moment = Field(title="开始时间")
    ended_at: Moment = Field(title="结束时间")
    place: Line = Field(title="地点")
    method: Method = Field(title="执行的方式")
    content: Prose = Field(title="执行情况")
    urgent_reason: OptionalProse = Field(
        "", title="情况紧急的事由", description="在夜间或者法定节假日实施的填写"
    )
    cuts_supply: bool = Field(False, title="采取停止供水、供电、供热、供燃气等方式")
    residential: bool = Field(False, title="涉及居民生活")
    witness: OptionalLine = Field("", title="见证人")
    recording: FileRef | None = Field(None, title="音像记录")

    @field_validator("ended_at")
    @classmethod
    def _ends_later(cls, value: datetime, info: ValidationInfo) -> datetime:
        return not_before(value, info, "started_at", "结束时间不能早于开始时间")


class TransferDeposits(Payload):
    """划拨存款、汇款."""

    kind: ClassVar[str] = "transfer_deposits"
    procedure: ClassVar[str] = ENFORCEMENT
    today: ClassVar[frozenset[str]] = frozenset({"done_on"})

    basis: Prose = Field(title="规定本机关可以划拨的法律", description="《法律名称》第几条")
    institution: Line = Field(title="金融机构")
    notified: bool = Field(False, title="已书面通知金融机构")
    amount_fen: Fen = Field(title="划拨的数额")
    account: Account = Field(title="款项去向")
    voucher: OptionalLine = Field("", title="凭证号码")
    done_on: Day = Field(title="划拨日期")


class AuctionGoods(Payload):
    """拍卖."""

    kind: ClassVar[str] = "auction_goods"
    procedure: ClassVar[str] = ENFORCEMENT
    today: ClassVar[frozenset[str]] = frozenset({"done_on"})

    items: Prose = Field(title="拍卖的场所、设施或者财物")
    house: Line = Field(title="拍卖机构")
    entrusted: bool = Field(False, title="由本机关委托拍卖机构依照拍卖法办理")
    proceeds_fen: Fen = Field(title="拍卖所得款项")
    applied_fen: Fen = Field(title="抵缴的数额")
    account: Account = Field(title="款项去向")
    voucher: OptionalLine = Field("", title="凭证号码")
    done_on: Day = Field(title="拍卖日期")


class Conclude(Payload):
    """执行完毕."""

    kind: ClassVar[str] = "conclude"
    procedure: ClassVar[str] = ENFORCEMENT
    today: ClassVar[frozenset[str]] = frozenset({"ended_on"})

    ended_on: Day = Field(title="执行完毕日期")
    result: Prose = Field(title="执行结果")


__all__ = ["AnnounceDemolition", "AuctionGoods", "Conclude", "Decide", "Enforce", "TransferDeposits"]
