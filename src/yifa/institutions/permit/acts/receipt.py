"""Application, corrections, acceptance (行政许可法第二十九条至第三十三条); the item comes from the register."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import Field, ValidationInfo, field_validator

from yifa.institutions.common.forms import AGENCY_FIELDS, Payload, needed
from yifa.institutions.permit.acts.choices import (
    FeeFor,
    Handling,
    Item,
    MaterialForm,
    PeriodFrom,
    PeriodUnit,
    Refusal,
    Source,
)
from yifa.matters.payloads import (
    Count,
    Day,
    Fen,
    Filled,
    Line,
    OfficerRef,
    OptionalLine,
    OptionalMatterNumber,
    OptionalProse,
    PartyInput,
    PermitItemRef,
    Prose,
    Row,
)

if TYPE_CHECKING:
    from yifa.law.permit_items import PermitItem


class Material(Row):
    """One material that the item asks for, and what asks for it."""

    name: Line = Field(title="材料名称")
    form: MaterialForm | None = Field(None, title="形式")
    copies: Count | None = Field(None, title="份数", ge=1)
    when: OptionalLine = Field("", title="何种情形下提交", description="必须提交的不填")
    received: bool = Field(False, title="已收到")
    basis: OptionalLine = Field("", title="要求提交的依据")
    proves: OptionalLine = Field("", title="所证明的条件", description="依据中没有写明该材料的填写")


class Condition(Row):
    """One condition of the item with the text that sets it."""

    content: Line = Field(title="条件、标准")
    source: Source = Field(Source.LAW, title="设定条件的文件")
    basis: Line = Field(title="依据", description="《某某法》第某条")
    refines: OptionalLine = Field(
        "",
        title="所细化的法律、法规、规章条款",
        description="规范性文件、技术标准只能细化已经设定的条件，须填写",
    )


class Receive(Payload):
    """收到申请: what the item is and asks for, as it was registered on the day; so it is kept, whatever changes later.

    `period_days` and what follows are filled only where a law or regulation sets another period than 许可法 42(1), 43.
    """

    kind: ClassVar[str] = "receive"
    procedure: ClassVar[str] = "permit.ordinary"
    schema_version: ClassVar[int] = 3
    today: ClassVar[frozenset[str]] = frozenset({"received_on"})

    registered_item: PermitItemRef | None = Field(
        None, title="登记的许可事项", description="选择后带出条件、材料、收费和期限；没有登记的事项才自行填写"
    )

    title: Line = Field(title="申请事项")
    parties: tuple[PartyInput, ...] = Field(title="申请人", min_length=1)
    handlers: tuple[OfficerRef, ...] = Field(title="承办人", min_length=1)
    item_code: Line = Field(title="事项编码")
    item: Item = Field(Item.APPROVAL, title="事项类别")
    intake_number: OptionalMatterNumber = Field("", title="综合窗口收件号")
    safety_item: bool = Field(False, title="直接关系公共安全、人身健康、生命财产安全的事项")
    limited: bool = Field(False, title="有数量限制")
    major: bool = Field(False, title="列入重大执法决定法制审核目录")
    hearing_required: bool = Field(False, title="法律、法规、规章规定应当听证，或者涉及公共利益的重大事项")
    handling: Handling = Field(Handling.SINGLE, title="办理方式")
    lower_agency: OptionalLine = Field("", title="先行审查并报送的下级机关")
    lower_opinion: OptionalProse = Field("", title="下级机关的初步审查意见")
    item_basis: Prose = Field(title="设定依据和法定条件")
    conditions: tuple[Condition, ...] = Field((), title="逐项条件、标准")
    materials: tuple[Material, ...] = Field(title="申请材料", min_length=1)
    fee_fen: Fen | None = Field(None, title="收费")
    fee_for: FeeFor = Field(FeeFor.LICENSING, title="收费用于")
    fee_source: Source | None = Field(None, title="收费依据的种类")
    fee_basis: OptionalLine = Field("", title="收费的法律、行政法规依据")
    fee_standard: OptionalLine = Field("", title="公布的收费项目和标准")
    period_days: Count | None = Field(
        None,
        title="另有规定的法定期限",
        description="法律、法规另行规定期限的填写，没有的不填",
        ge=1,
        le=3660,
    )
    period_unit: PeriodUnit | None = Field(None, title="另有规定的期限单位")
    period_from: PeriodFrom | None = Field(None, title="另有规定的期限起算")
    period_source: Source | None = Field(None, title="另行规定期限的文件")
    period_basis: OptionalLine = Field("", title="另行规定期限的条款", description="《某某法》第某条")
    period_extension: Count | None = Field(
        None, title="另有规定的延长", description="该条款写明可以延长的填写", ge=1, le=3660
    )
    promise_days: Count | None = Field(None, title="承诺时限（工作日）", ge=1)
    priority: bool = Field(False, title="重点项目快速通道")
    priority_reason: OptionalProse = Field("", title="适用快速通道的理由")
    priority_person: OptionalLine = Field("", title="快速通道责任人")
    received_on: Day = Field(title="收到日期")

    @field_validator("lower_opinion")
    @classmethod
    def _reported_with_opinion(cls, value: str, info: ValidationInfo) -> str:
        return needed(value, bool(info.data.get("lower_agency")), "下级机关报送的，须附初步审查意见")

    @field_validator("period_unit", "period_basis")
    @classmethod
    def _period_told(cls, value: Any, info: ValidationInfo) -> Any:
        if info.data.get("period_days") is not None and not value:
            raise ValueError("另有规定期限的，须写明期限单位和条款")
        return value

    @classmethod
    def picked(cls, path: str, item: PermitItem) -> Filled:
        """The item as registered; the materials still to be received."""
        return Filled(
            {
                **item_values(item),
                "materials": materials_of(item),
                "hearing_required": item.needs("hearing"),
                "limited": item.limited,
            }
        )

    @classmethod
    def upcast(cls, payload: dict[str, Any], version: int) -> dict[str, Any]:
        """Version 1 knew neither kinds of items nor the texts behind conditions, materials and fees; version 2 neither
        the register of items, periods of other laws, nor what a material looks like and proves.
        """
        return {
            **{name: f.default for name, f in cls.model_fields.items() if not f.is_required()},
            **payload,
            "materials": with_defaults(Material, payload.get("materials")),
            "conditions": with_defaults(Condition, payload.get("conditions")),
        }


def with_defaults(model: type[Row], rows: Any) -> list[Any]:
    """Stored rows with the columns that they did not have yet."""
    blank = {name: f.default for name, f in model.model_fields.items() if not f.is_required()}
    return [{**blank, **row} if isinstance(row, dict) else row for row in rows or ()]


def item_values(item: PermitItem) -> dict[str, Any]:
    """The fields of an item that an application and a window's row have in common, as registered."""
    special = item.period_days is not None
    return {
        "title": item.title[:200],
        "item_code": item.code,
        "item": item.category,
        "safety_item": item.safety_item,
        "item_basis": item.basis,
        "conditions": [{"refines": "", **row} for row in item.conditions],
        "fee_fen": item.fee_fen or None,
        "fee_source": item.fee_source or None,
        "fee_basis": item.fee_basis,
        "fee_standard": item.fee_standard,
        "period_days": item.period_days,
        "period_unit": item.period_unit if special else None,
        "period_from": item.period_from if special else None,
        "period_source": (item.period_source or None) if special else None,
        "period_basis": item.period_basis,
        "period_extension": item.period_extension,
        "promise_days": item.promise_days,
    }


def materials_of(item: PermitItem) -> list[dict[str, Any]]:
    """The materials that the item asks for, none of them received."""
    return [
        {
            "name": row["name"],
            "form": row.get("form", "either"),
            "copies": row.get("copies", 1),
            "when": "" if row.get("required", True) else row.get("when", ""),
            "received": False,
            "basis": row.get("basis", ""),
            "proves": row.get("proves", ""),
        }
        for row in item.materials
    ]


class ReceiveTransfer(Receive):
    """收到综合窗口转来的申请: recorded by the machine; who handles it is for this agency to say."""

    kind: ClassVar[str] = "receive_transfer"

    handlers: tuple[OfficerRef, ...] = Field((), title="承办人")


class Assign(Payload):
    """分办: the unit head names who handles an application that the window passed on."""

    kind: ClassVar[str] = "assign"

    handlers: tuple[OfficerRef, ...] = Field(title="承办人", min_length=1)
    note: OptionalProse = Field("", title="说明")


class RequestMaterials(Payload):
    kind: ClassVar[str] = "request_materials"

    missing: Prose = Field(title="需要补正的全部内容")
    told_on: Day = Field(title="告知日期")


class Supplement(Payload):
    kind: ClassVar[str] = "supplement"

    supplied: Prose = Field(title="补正的材料")
    complete: bool = Field(False, title="已按要求全部补正")
    supplied_on: Day = Field(title="补正日期")


class Accept(Payload):
    kind: ClassVar[str] = "accept"
    schema_version: ClassVar[int] = 3
    carried: ClassVar[frozenset[str]] = frozenset(
        {"promise_days", "period_days", "period_unit", "period_basis", "received_on"}
    )

    sealed: bool = Field(False, title="凭证加盖本机关专用印章")
    promise_days: Count | None = Field(None, title="承诺时限（工作日）", ge=1)
    period_days: Count | None = Field(None, title="另有规定的法定期限", ge=1, le=3660)
    period_unit: PeriodUnit | None = Field(None, title="另有规定的期限单位")
    period_basis: OptionalLine = Field("", title="另行规定期限的条款")
    received_on: Day | None = Field(None, title="收到日期")
    accepted_on: Day = Field(title="受理日期", description="逾期未告知补正的，填写收到申请材料的日期")

    @classmethod
    def upcast(cls, payload: dict[str, Any], version: int) -> dict[str, Any]:
        """Version 1 did not repeat the promised time, version 2 not the period that another law sets."""
        blank = dict.fromkeys(("promise_days", "period_days", "period_unit", "received_on"))
        return {**blank, "period_basis": "", **payload}


class RefuseAcceptance(Payload):
    kind: ClassVar[str] = "refuse_acceptance"
    agency_fields: ClassVar[Mapping[str, str]] = AGENCY_FIELDS

    ground: Refusal = Field(title="不予受理的情形")
    reasons: Prose = Field(title="理由")
    false_on: Day | None = Field(None, title="认定隐瞒情况或者提供虚假材料的日期")
    other_agency: OptionalLine = Field("", title="应当向哪个行政机关申请")
    sealed: bool = Field(False, title="凭证加盖本机关专用印章")
    reconsideration_body: Line = Field(title="行政复议机关")
    court: Line = Field(title="管辖法院")
    agency_name: Line = Field(title="行政机关名称")
    refused_on: Day = Field(title="不予受理日期")

    @field_validator("other_agency")
    @classmethod
    def _where_to(cls, value: str, info: ValidationInfo) -> str:
        return needed(value, info.data.get("ground") == Refusal.NOT_OURS, "须告知向有关行政机关申请")


__all__ = [
    "Accept",
    "Assign",
    "Receive",
    "ReceiveTransfer",
    "RefuseAcceptance",
    "RequestMaterials",
    "Supplement",
    "item_values",
    "materials_of",
    "with_defaults",
]
