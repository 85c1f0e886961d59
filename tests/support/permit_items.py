"""Licensing items of a test agency, by the registers' write path."""

from __future__ import annotations

from datetime import date
from typing import Any

from yifa.registers.change import change
from yifa.registers.models import Agency, PermitItem, Power
from yifa.registers.scope import IMPORTER, scope

ROAD_ARTICLE = "《城市道路管理条例》第三十一条"
ROAD: dict[str, Any] = {
    "category": "approval",
    "basis": f"{ROAD_ARTICLE}：因特殊情况需要临时占用城市道路的，须经批准。",
    "conditions": [{"content": "占用方案不妨碍交通", "source": "regulation", "basis": ROAD_ARTICLE}],
    "materials": [
        {"name": "申请书", "form": "original", "copies": 1, "basis": "《行政许可法》第二十九条第一款"},
        {"name": "占用方案图", "form": "original", "copies": 2, "proves": "占用方案不妨碍交通"},
        {
            "name": "委托书",
            "required": False,
            "when": "委托代理的",
            "basis": "《行政许可法》第二十九条第二款",
        },
    ],
    "promise_days": 10,
}
FEE = {
    "fee_fen": 1050,
    "fee_source": "regulation",
    "fee_basis": "《城市道路管理条例》第三十七条",
    "fee_standard": "每件10.5元",
}


def register(
    agency: Agency, code: str = "990100CG001", name: str = "临时占用城市道路", **values: Any
) -> PermitItem:
    """A power of type 01 and its item, in force since 2020 unless `valid_from` says otherwise."""
    since = values.pop("valid_from", date(2020, 1, 1))
    with scope(IMPORTER):
        row = {"agency": agency, "code": code, "name": name, "type": "01", "valid_from": date(2020, 1, 1)}
        power = Power.objects.filter(agency=agency, code=code).first() or change(
            IMPORTER, Power, None, row, "测试数据"
        )
        return change(
            IMPORTER, PermitItem, None, {**ROAD, "power": power, "valid_from": since, **values}, "测试数据"
        )
