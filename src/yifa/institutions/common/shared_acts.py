"""Acts that every kind of case knows: address, public notice, disclosure held or withdrawn, correction, archiving."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field, ValidationInfo, field_validator

from yifa.institutions.common.choices import Retention
from yifa.institutions.common.forms import Correction, Payload, needed
from yifa.matters.payloads import ActRef, Count, Day, Line, OptionalLine, OptionalProse, Prose


class ConfirmAddress(Payload):
    """送达地址确认书."""

    kind: ClassVar[str] = "confirm_address"

    address: Line = Field(title="送达地址")
    phone: OptionalLine = Field("", title="联系电话")
    electronic: bool = Field(False, title="同意电子送达")
    electronic_address: OptionalLine = Field("", title="电子送达地址", description="手机号码、电子邮箱等")
    confirmed_on: Day = Field(title="确认日期")
    signed: bool = Field(False, title="当事人已签名或者盖章")

    @field_validator("electronic_address")
    @classmethod
    def _where_to(cls, value: str, info: ValidationInfo) -> str:
        return needed(value, bool(info.data.get("electronic")), "同意电子送达的，须填写电子送达地址")


class PublishNotice(Payload):
    """发布送达公告: the period of public service starts; 告知书的公告时间可依规定扣除."""

    kind: ClassVar[str] = "publish_notice"

    document: Line = Field(title="公告送达的文书")
    published_on: Day = Field(title="公告发布日期")
    channel: Line = Field(title="公告载体")
    reason: Prose = Field(title="公告送达的原因和经过")


class HoldDisclosure(Payload):
    """不予公开审查."""

    kind: ClassVar[str] = "hold_disclosure"

    public_reason: Prose = Field(title="不予公开的理由", description="国家秘密、商业秘密、个人隐私等")
    basis: Line = Field(title="依据")


class WithdrawDisclosure(Payload):
    """撤回公开的决定信息."""

    kind: ClassVar[str] = "withdraw_disclosure"

    public_reason: Prose = Field(title="撤回理由（向社会公开）")


class Correct(Payload):
    """更正: names the act that it puts right; both stay on the timeline."""

    kind: ClassVar[str] = "correct"

    target: ActRef = Field(title="被更正的行为")
    corrections: tuple[Correction, ...] = Field((), title="更正的内容")
    void: bool = Field(False, title="整项作废")
    reasons: Prose = Field(title="更正理由")
    served_again: bool = Field(False, title="已向当事人送达更正后的文书")

    @field_validator("void")
    @classmethod
    def _something_changes(cls, value: bool, info: ValidationInfo) -> bool:
        if not value and not info.data.get("corrections"):
            raise ValueError("须写明更正的内容，或者选择整项作废")
        return value


class Archive(Payload):
    """立卷归档."""

    kind: ClassVar[str] = "archive"

    archive_number: OptionalLine = Field("", title="档号")
    retention: Retention = Field(title="保管期限")
    volumes: Count = Field(1, title="卷数", ge=1, le=100)
    pages: Count | None = Field(None, title="页数")
    complete: bool = Field(False, title="已核对卷内目录，材料齐全")
    missing: OptionalProse = Field("", title="缺少的材料及说明")
    note: OptionalProse = Field("", title="备考")


__all__ = ["Archive", "ConfirmAddress", "Correct", "HoldDisclosure", "PublishNotice", "WithdrawDisclosure"]
