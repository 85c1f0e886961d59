"""A second violation for the tests of cases with several: T-3 has a table of its own."""

from dataclasses import replace

from institutions.builder import LAW, TABLE, Case, content
from yifa.law.discretion import Shelf, load_benchmark

SECOND_TABLE = load_benchmark(
    {
        "benchmark": {
            "title": "测试用第二基准", "document_no": "测〔2024〕2号", "authority": "测试市城市管理局",
            "issued": "2024-11-20", "effective": "2025-01-01", "region": "990100", "sector": "urban",
        },
        "items": [
            {
                "no": 1, "code": "T-3", "law": "《测试市市容条例》", "violation": "遗撒物料",
                "basis": [{"law": "《测试市市容条例》", "article": "20"}],
                "groups": [
                    {
                        "range": "处一千元以上一万元以下罚款",
                        "tiers": [
                            {"tier": "较轻", "condition": "面积小的。", "standard": "处一千元以上三千元以下罚款。"},
                            {"tier": "较重", "condition": "面积大的。", "standard": "处三千元以上一万元以下罚款。"},
                        ],
                    }
                ],
            }
        ],
    }
)  # fmt: skip


def case(sector: str = "urban") -> Case:
    """A case in an office that has both tables."""
    found = Case(law=replace(LAW, benchmarks=Shelf([TABLE, SECOND_TABLE])))
    found.sector = sector
    return found


def second(**changes):
    """Two thousand yuan for T-3, in its lighter tier."""
    values = {
        "violation_code": "T-3", "conduct": "运输途中遗撒渣土", "conduct_on": "2026-03-02", "conduct_until": None,
        "violated": "《测试市市容条例》第二十条", "basis": "《测试市市容条例》第二十条", "kinds": ["fine"],
        "fine_fen": 200_000, "tier": "较轻", "circumstances": [], "repeat_count": 0,
    }  # fmt: skip
    return {**values, **changes}


def both(base=content, *rows, **changes):
    """The proposal with further violations: five thousand for T-1 and, together, seven thousand."""
    rows = rows or (second(),)
    total = 500_000 + sum(row["fine_fen"] for row in rows)
    return base(**{"fine_fen": total, "further_violations": list(rows), **changes})
