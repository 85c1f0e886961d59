"""How a permit or an application ends, and the file with it (行政许可法第八条、第六十九条、第七十条)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from pydantic import Field, ValidationInfo, field_validator

from yifa.institutions.common.forms import AGENCY_FIELDS, Payload, needed
from yifa.institutions.common.shared_acts import Archive
from yifa.institutions.permit.acts.choices import (
    CancellationGround,
    Initiative,
    RevocationGround,
    RevokedBy,
    WithdrawalGround,
    WithdrawalMode,
)
from yifa.institutions.permit.acts.decision import REMEDY
from yifa.matters.payloads import Day, Line, OptionalLine, OptionalProse, Prose


class _Ending(Payload):
    """What the decision to take a permit back says; the public reason stands where the decision was shown."""

    agency_fields: ClassVar[Mapping[str, str]] = AGENCY_FIELDS
    standard_texts: ClassVar[Mapping[str, str]] = {"remedy": REMEDY}
    today: ClassVar[frozenset[str]] = frozenset({"decided_on"})

    reasons: Prose = Field(title="事实、理由和依据")
    heard: bool = Field(False, title="已听取被许可人的陈述、申辩")
    public_reason: Prose = Field(title="公开的理由（向社会公开）")
    reconsideration_body: Line = Field(title="行政复议机关")
    court: Line = Field(title="管辖法院")
    remedy: Prose = Field(title="申请行政复议、提起行政诉讼的权利")
    agency_name: Line = Field(title="行政机关名称")
    decided_on: Day = Field(title="决定日期")


class WithdrawPermit(_Ending):
    """撤回或者依职权变更 (第八条第二款)."""

    kind: ClassVar[str] = "withdraw_permit"

    mode: WithdrawalMode = Field(title="处理")
    ground: WithdrawalGround = Field(title="情形")
    public_interest: Prose = Field(title="公共利益的需要")
    loss: bool = Field(False, title="给被许可人造成财产损失")
    compensation: OptionalProse = Field("", title="补偿的内容")


class RevokePermit(_Ending):
    """撤销 (第六十九条)."""

    kind: ClassVar[str] = "revoke_permit"

    ground: RevocationGround = Field(title="情形")
    initiative: Initiative = Field(Initiative.OWN, title="启动")
    requested_by: OptionalLine = Field("", title="提出请求的利害关系人")
    decided_by: RevokedBy = Field(RevokedBy.AGENCY, title="作出撤销的机关")
    harms_public: bool = Field(False, title="撤销可能对公共利益造成重大损害")
    harmed: bool = Field(False, title="被许可人的合法权益受到损害")
    compensation: OptionalProse = Field("", title="赔偿的内容")
    penalty_matter: OptionalLine = Field(
        "", title="行政处罚的案号", description="以欺骗、贿赂等不正当手段取得的填写"
    )

    @field_validator("requested_by")
    @classmethod
    def _by_whom(cls, value: str, info: ValidationInfo) -> str:
        asked = info.data.get("initiative") == Initiative.REQUEST
        return needed(value, asked, "须写明提出请求的利害关系人")


class DeclineRevocation(Payload):
    """不予撤销 (第六十九条第三款)."""

    kind: ClassVar[str] = "decline_revocation"

    ground: RevocationGround = Field(title="查明的情形")
    harm: Prose = Field(title="撤销对公共利益可能造成的重大损害")
    measures: OptionalProse = Field("", title="采取的补救措施")
    decided_on: Day = Field(title="决定日期")


class CancelPermit(Payload):
    """注销 (第七十条)."""

    kind: ClassVar[str] = "cancel_permit"
    agency_fields: ClassVar[Mapping[str, str]] = {"agency_name": "name"}
    today: ClassVar[frozenset[str]] = frozenset({"decided_on"})
    public_fields: ClassVar[tuple[str, ...]] = ("ground", "content", "agency_name", "decided_on")

    ground: CancellationGround = Field(title="情形")
    content: Prose = Field(title="注销的许可和证件")
    evidence: Prose = Field(title="证明该情形的材料")
    law: OptionalLine = Field("", title="法律、法规的规定", description="“其他情形”须填写")
    recovered: bool = Field(False, title="已收回或者公告作废许可证件")
    agency_name: Line = Field(title="行政机关名称")
    decided_on: Day = Field(title="注销日期")

    @field_validator("law")
    @classmethod
    def _by_law(cls, value: str, info: ValidationInfo) -> str:
        return needed(value, info.data.get("ground") == CancellationGround.OTHER, "须写明法律、法规的规定")


class Terminate(Payload):
    kind: ClassVar[str] = "terminate"

    reasons: Prose = Field(title="终止的理由", description="撤回申请、申请人死亡或者终止等")


class Close(Payload):
    kind: ClassVar[str] = "close"

    summary: Prose = Field(title="办理结果")


class ArchiveVolume(Archive):
    """立卷归档（许可存续期间）: what has been decided so far; the matter stays open as long as the permit lives."""

    kind: ClassVar[str] = "archive_volume"


__all__ = [
    "ArchiveVolume", "CancelPermit", "Close", "DeclineRevocation", "RevokePermit", "Terminate", "WithdrawPermit",
]  # fmt: skip
