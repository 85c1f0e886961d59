"""While a measure lasts: longer, testing, keeping, perishables, damage (行政强制法第二十五条至第二十八条)."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from pydantic import Field, ValidationInfo, field_validator

from yifa.institutions.coercion.acts.choices import MEASURE, Keeper, LossCause, SaleKind, TestKind
from yifa.institutions.common.forms import Payload, not_before
from yifa.matters.payloads import Count, Day, Fen, FileRef, Line, Moment, OptionalLine, OptionalProse, Prose


class Extend(Payload):
    """延长期限."""

    kind: ClassVar[str] = "extend"
    procedure: ClassVar[str] = MEASURE
    schema_version: ClassVar[int] = 2  # 2: 限制人身自由延长后届满的时间
    today: ClassVar[frozenset[str]] = frozenset({"decided_on"})

    days: Count = Field(title="延长天数（日）", ge=1, le=3650)
    special_basis: OptionalLine = Field(
        "", title="另有规定的依据", description="法律、行政法规另有规定的填写"
    )
    reasons: Prose = Field(title="理由", description="情况复杂的事由，将书面告知当事人")
    decided_on: Day = Field(title="决定日期")
    ends_by: Moment | None = Field(None, title="延长后期限届满的时间", description="限制人身自由的填写")

    @classmethod
    def upcast(cls, payload: dict[str, Any], version: int) -> dict[str, Any]:
        """Version 1 knew no extension of a limit of freedom."""
        return {"ends_by": None, **payload}


class StartTesting(Payload):
    """检测、检验、检疫或者技术鉴定: its time is left out of the period."""

    kind: ClassVar[str] = "start_testing"
    procedure: ClassVar[str] = MEASURE
    today: ClassVar[frozenset[str]] = frozenset({"started_on"})

    test: TestKind = Field(title="种类")
    items: Prose = Field(title="物品和项目")
    institution: Line = Field(title="承担的机构")
    started_on: Day = Field(title="开始之日")
    ends_on: Day | None = Field(None, title="期间届满之日", description="期间应当明确，并书面告知当事人")
    told: bool = Field(False, title="已书面告知当事人期间")
    borne_by_agency: bool = Field(False, title="费用由本机关承担")

    @field_validator("ends_on")
    @classmethod
    def _ends_later(cls, value: date | None, info: ValidationInfo) -> date | None:
        return not_before(value, info, "started_on", "届满之日不能早于开始之日")


class EndTesting(Payload):
    """检测、检验、检疫或者技术鉴定结束."""

    kind: ClassVar[str] = "end_testing"
    procedure: ClassVar[str] = MEASURE
    today: ClassVar[frozenset[str]] = frozenset({"ended_on"})

    ended_on: Day = Field(title="结束之日")
    result: Prose = Field(title="结论")
    fee_fen: Fen | None = Field(None, title="费用")
    file: FileRef | None = Field(None, title="报告")


class KeepGoods(Payload):
    """保管登记."""

    kind: ClassVar[str] = "keep_goods"
    procedure: ClassVar[str] = MEASURE
    person_fields: ClassVar[frozenset[str]] = frozenset({"keeper_name"})

    keeper: Keeper = Field(title="保管方式")
    keeper_name: Line = Field(title="保管人")
    place: Line = Field(title="保管地点")
    items: Prose = Field(title="保管的场所、设施或者财物")
    duties_told: bool = Field(False, title="已要求保管人不得使用、损毁或者擅自转移、处置")
    cost_fen: Fen | None = Field(None, title="保管费用")
    cost_from_party: bool = Field(False, title="费用向当事人收取")


class SellGoods(Payload):
    """先行拍卖或者变卖鲜活物品或者其他不易保管的财物."""

    kind: ClassVar[str] = "sell_goods"
    procedure: ClassVar[str] = MEASURE
    today: ClassVar[frozenset[str]] = frozenset({"sold_on"})

    items: Prose = Field(title="财物的名称和数量")
    perishable: bool = Field(False, title="属于鲜活物品或者其他不易保管的财物")
    reasons: Prose = Field(title="不易保管的情况和依据")
    manner: SaleKind = Field(title="方式")
    sold_on: Day = Field(title="拍卖或者变卖日期")
    proceeds_fen: Fen = Field(title="所得款项")
    market_fen: Fen | None = Field(None, title="市场价格")
    buyer: OptionalLine = Field("", title="受让人")


class Compensate(Payload):
    """补偿或者赔偿."""

    kind: ClassVar[str] = "compensate"
    procedure: ClassVar[str] = MEASURE
    today: ClassVar[frozenset[str]] = frozenset({"decided_on"})

    loss: LossCause = Field(title="原因")
    amount_fen: Fen = Field(title="数额")
    decided_on: Day = Field(title="决定日期")
    paid_on: Day | None = Field(None, title="支付日期")
    reasons: Prose = Field(title="计算和理由")
    recovery: OptionalProse = Field("", title="向第三人追偿的情况")


__all__ = ["Compensate", "EndTesting", "Extend", "KeepGoods", "SellGoods", "StartTesting"]
