"""One window for several permits of several agencies (行政许可法第二十六条): taken in, passed on, returned as one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from pydantic import AfterValidator, Field

from yifa.institutions.common.forms import Payload, Service
from yifa.institutions.permit.acts.choices import (
    DispatchMode,
    Item,
    ItemResultKind,
    PeriodFrom,
    PeriodUnit,
    Source,
)
from yifa.institutions.permit.acts.receipt import (
    Condition,
    Material,
    item_values,
    materials_of,
    with_defaults,
)
from yifa.matters.payloads import (
    AgencyName,
    Count,
    Day,
    Fen,
    FileRef,
    Filled,
    Line,
    OfficerRef,
    OptionalLine,
    OptionalProse,
    PartyInput,
    Prose,
    RegionPermitItemRef,
    Row,
)

if TYPE_CHECKING:
    from yifa.law.permit_items import PermitItem


class IntakeItem(Row):
    """One permit of the set, and the agency that decides it; as registered, where the agency registered the item."""

    registered_item: RegionPermitItemRef | None = Field(
        None, title="登记的许可事项", description="选择后带出承办机关、条件、材料、收费和期限"
    )
    title: Line = Field(title="许可事项")
    item_code: Line = Field(title="事项编码")
    agency: AgencyName = Field("", title="承办机关", description="本机关承办的可以不选")
    item: Item = Field(Item.APPROVAL, title="事项类别")
    safety_item: bool = Field(False, title="直接关系公共安全、人身健康、生命财产安全")
    promise_days: Count | None = Field(None, title="承诺时限（工作日）", ge=1)
    item_basis: Prose = Field(title="设定依据和法定条件")
    conditions: tuple[Condition, ...] = Field((), title="逐项条件、标准")
    fee_fen: Fen | None = Field(None, title="收费")
    fee_source: Source | None = Field(None, title="收费依据的种类")
    fee_basis: OptionalLine = Field("", title="收费的法律、行政法规依据")
    fee_standard: OptionalLine = Field("", title="公布的收费项目和标准")
    period_days: Count | None = Field(None, title="另有规定的法定期限", ge=1, le=3660)
    period_unit: PeriodUnit | None = Field(None, title="另有规定的期限单位")
    period_from: PeriodFrom | None = Field(None, title="另有规定的期限起算")
    period_source: Source | None = Field(None, title="另行规定期限的文件")
    period_basis: OptionalLine = Field("", title="另行规定期限的条款")
    period_extension: Count | None = Field(None, title="另有规定的延长", ge=1, le=3660)


def _distinct(items: tuple[IntakeItem, ...]) -> tuple[IntakeItem, ...]:
    """Results are matched by the item's code, so that each is listed once."""
    codes = [item.item_code for item in items]
    if twice := sorted({code for code in codes if codes.count(code) > 1}):
        raise ValueError(f"事项编码重复：{'、'.join(twice)}；每个事项只列一次")
    return items


Items = Annotated[tuple[IntakeItem, ...], AfterValidator(_distinct)]


def _picked(path: str, item: PermitItem) -> Filled:
    """An item chosen for a row: the row as registered, and its materials among the common ones."""
    return Filled({**item_values(item), "agency": item.agency}, {"materials": materials_of(item)})


def _older(payload: Mapping[str, Any]) -> dict[str, Any]:
    """Version 1 knew neither the register of items nor what comes from it."""
    return {
        **payload,
        "items": with_defaults(IntakeItem, payload.get("items")),
        "materials": with_defaults(Material, payload.get("materials")),
    }


class TakeIn(Payload):
    """窗口收件: one set of material for every item, which nobody asks for twice."""

    kind: ClassVar[str] = "take_in"
    procedure: ClassVar[str] = "permit.intake"
    schema_version: ClassVar[int] = 3
    today: ClassVar[frozenset[str]] = frozenset({"received_on"})

    title: Line = Field(title="办理的一件事")
    parties: tuple[PartyInput, ...] = Field(title="申请人", min_length=1)
    handlers: tuple[OfficerRef, ...] = Field(title="窗口人员", min_length=1)
    items: Items = Field(title="许可事项", min_length=1, max_length=30)
    materials: tuple[Material, ...] = Field(title="共用的申请材料", min_length=1)
    received_on: Day = Field(title="收到日期")

    @classmethod
    def picked(cls, path: str, item: PermitItem) -> Filled:
        return _picked(path, item)

    @classmethod
    def upcast(cls, payload: dict[str, Any], version: int) -> dict[str, Any]:
        return _older(payload)


class Dispatch(Payload):
    """受理并转告有关部门: opens a licensing matter for every item, at the agency that decides it."""

    kind: ClassVar[str] = "dispatch"
    procedure: ClassVar[str] = "permit.intake"
    schema_version: ClassVar[int] = 3
    carried: ClassVar[frozenset[str]] = frozenset({"items", "materials"})

    mode: DispatchMode = Field(title="办理方式")
    items: Items = Field(title="许可事项", min_length=1, max_length=30)
    materials: tuple[Material, ...] = Field(title="共用的申请材料", min_length=1)
    sealed: bool = Field(False, title="凭证加盖本机关专用印章")
    accepted_on: Day = Field(title="受理日期")

    @classmethod
    def picked(cls, path: str, item: PermitItem) -> Filled:
        return _picked(path, item)

    @classmethod
    def upcast(cls, payload: dict[str, Any], version: int) -> dict[str, Any]:
        return _older(payload)


class ItemResult(Payload):
    """一个事项的结果, recorded by the machine from the matter of that permit. Nothing else of it comes here."""

    kind: ClassVar[str] = "item_result"
    procedure: ClassVar[str] = "permit.intake"

    item_code: Line = Field(title="事项编码")
    title: OptionalLine = Field("", title="许可事项")
    agency_name: OptionalLine = Field("", title="承办机关")
    number: OptionalLine = Field("", title="承办机关的编号")
    result: ItemResultKind = Field(title="结果")
    content: OptionalProse = Field("", title="决定内容或者理由")
    remedy: OptionalProse = Field("", title="救济途径")
    decided_on: Day | None = Field(None, title="决定日期")


class RecordResult(ItemResult):
    """登记其他机关反馈的结果: for an item whose agency does not work here, or that could not be passed on."""

    kind: ClassVar[str] = "record_result"

    evidence: Line = Field(title="反馈的凭证", description="来函、决定书的名称和文号")
    file: FileRef | None = Field(None, title="凭证")


class ReturnResults(Service):
    """统一出件: the one result goes to the applicant."""

    kind: ClassVar[str] = "return_results"
    procedure: ClassVar[str] = "permit.intake"

    summary: Prose = Field(title="办理结果")


__all__ = ["Dispatch", "ItemResult", "RecordResult", "ReturnResults", "TakeIn"]
