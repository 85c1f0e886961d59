"""权责清单: what each agency may penalise, from the benchmarks' items."""

from __future__ import annotations

from yifa.demo.people import FOUNDED, REASON, Office
from yifa.demo.violations import GRAVE, ORDINARY, SPOT
from yifa.registers.change import change_many
from yifa.registers.models import Power
from yifa.registers.scope import IMPORTER


def load_powers(offices: dict[str, Office]) -> None:
    """One power per violation of the agency's sector. Must run inside `scope(IMPORTER)`."""
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
    change_many(IMPORTER, Power, rows, REASON)
