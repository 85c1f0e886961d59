"""Lists of first and slight violations that may go unpunished (处罚法 33)."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from law.test_benchmarks import table, with_tiers

from yifa.law.benchmarks import BenchmarkUnreadable, load_benchmark
from yifa.law.discretion import assess
from yifa.law.exemption_list import exempted, read_exemptions

HEAD = {
    "title": "某市首违不罚清单",
    "document_no": "某规〔2025〕2号",
    "effective": "2025-01-01",
    "region": "990100",
}
ROW = {"code": "A", "violation": "某行为", "kind": "首违不罚", "conditions": ["初次违法", "当日改正"]}
DAY, HERE = date(2026, 1, 1), ("990100",)


def entries(*rows: Any, **head: Any) -> Any:
    return read_exemptions(json.dumps({"list": {**HEAD, **head}, "items": rows}, ensure_ascii=False).encode())


def test_a_listed_violation_that_meets_its_conditions_may_go_unpunished() -> None:
    (entry,), problems = entries(ROW)
    assert not problems
    found = exempted(entry, met=["当日改正", "初次违法"], on=DAY, regions=HERE)
    assert found.circumstance == "first_minor_corrected"
    assert "可以不予行政处罚" in found.sentence and "第三十三条第一款" in found.citation
    tiers = ("轻微", "违法行为轻微的。", "不予处罚。"), ("较轻", "甲", "处一千元罚款")
    item = load_benchmark(table(with_tiers("处一千元以上五千元以下罚款", *tiers))).items[0]
    assert assess(item, tier="轻微", circumstances=[found.circumstance]).ok
    assert not assess(item, tier="轻微").ok


def test_what_stands_in_the_way() -> None:
    (entry,), _ = entries(ROW, effective_to="2026-06-30")
    met = ["初次违法", "当日改正"]
    assert exempted(entry, met=["初次违法"], on=DAY, regions=HERE).missing == ("当日改正",)
    assert not exempted(entry, met=met, on=DAY, regions=HERE, repeat_count=2).circumstance
    assert not exempted(entry, met=met, on=DAY, regions=("880000",)).circumstance
    assert not exempted(entry, met=met, on=date(2026, 7, 1), regions=HERE).circumstance


def test_bad_rows_are_named_and_the_rest_is_read() -> None:
    found, problems = entries({**ROW, "kind": "其他"}, "x", {**ROW, "conditions": []}, ROW)
    assert len(found) == 1 and [p[:3] for p in problems] == ["第1项", "第2项", "第3项"]


@pytest.mark.parametrize("raw", [b"", b"[]", b"{}", b"\xff", b'{"list": {}, "items": []}'])
def test_what_is_no_list(raw: bytes) -> None:
    with pytest.raises(BenchmarkUnreadable):
        read_exemptions(raw)
