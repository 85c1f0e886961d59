"""权责清单: what each agency may penalise, from the benchmarks' items, and what it may permit."""

from __future__ import annotations

from yifa.demo.people import FOUNDED, REASON, Office
from yifa.demo.violations import GRAVE, ORDINARY, SPOT
from yifa.registers.change import change_many
from yifa.registers.models import Power
from yifa.registers.scope import IMPORTER

# By agency: code and name of each licensing item; conditions and materials are in data/permit-items.toml.
PERMITS: dict[str, tuple[tuple[str, str], ...]] = {
    "urban": (
        ("990100CG001", "临时占用城市道路"),
        ("990100CG002", "挖掘城市道路"),
        ("990100CG003", "城市建筑垃圾处置核准"),
    ),
    "market": (("990100SJ001", "食品经营许可"), ("990100SJ002", "药品零售企业经营许可")),
    "transport": (
        ("990100JT001", "道路货物运输经营许可"),
        ("990100JT002", "涉路施工活动许可"),
        ("990100JT003", "公路超限运输许可"),
    ),
    "eco": (("990100HJ001", "建设项目环境影响报告书审批"), ("990100HJ002", "建设项目环境影响报告表审批")),
}


def load_powers(offices: dict[str, Office]) -> None:
    """One power per violation of the agency's sector, and its permits. Must run inside `scope(IMPORTER)`."""
    rows = []
    for office in offices.values():
        seen: set[str] = set()
        for violation in (*ORDINARY, *GRAVE, *SPOT):
            if violation.sector != office.plan.sector or violation.code in seen:
                continue
            seen.add(violation.code)
            rows.append(
                {
                    "agency": office.agency,
                    "code": f"990100{violation.code.replace('-', '')}",
                    "base_code": violation.code,
                    "name": f"对{violation.cause}的处罚",
                    "type": Power.Type.PENALTY,
                    "basis": violation.duty,
                    "valid_from": FOUNDED,
                }
            )
    rows += [
        {
            "agency": offices[key].agency,
            "code": code,
            "base_code": code,
            "name": name,
            "type": Power.Type.PERMIT,
            "valid_from": FOUNDED,
        }
        for key, permits in PERMITS.items()
        if key in offices
        for code, name in permits
    ]
    change_many(IMPORTER, Power, rows, REASON)
