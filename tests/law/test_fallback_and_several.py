"""Bands where no table has the violation (D02, D04, D05); one act and several norms; several acts."""

from __future__ import annotations

import time

import pytest

from yifa.law.benchmarks import Basis
from yifa.law.discretion import assess, lighter
from yifa.law.fallback_bands import AGRI, CHONGQING, MARKET, fallback_bands, fallback_item
from yifa.law.measures import describe_bounds, parse_measures
from yifa.law.several_acts import Act, Norm, higher_fine, together

BOTH, TOP, TIMES = "处一万元以上十万元以下罚款", "处十万元以下罚款", "处货值金额五倍以下罚款"


@pytest.mark.parametrize(
    ("text", "sector", "regions", "rule", "bands"),
    [
        (BOTH, "market", (), MARKET, ["10000元以上37000元以下", "超过37000元不满73000元", "73000元以上100000元以下"]),
        (TOP, "market", (), "", []),  # the guidance speaks of a least and a most
        (BOTH, "agri", (), AGRI, ["10000元以上不满55000元", "超过55000元100000元以下"]),
        (TOP, "agri", (), AGRI, ["0元以上30000元以下", "30000元以上60000元以下", "超过60000元100000元以下"]),
        (TIMES, "agri", (), AGRI, None),
        (BOTH, "", ("500000",), CHONGQING, None),
        (TOP, "", ("500000",), CHONGQING, ["0元以上不满10000元", "10000元以上30000元以下", "超过30000元不满70000元",
                                           "70000元以上100000元以下"]),
        (TIMES, "", ("500000",), "", []),  # 第十六条第三项 is about sums only
        (BOTH, "urban", ("990100",), "", []),
        ("处一万元罚款", "agri", (), "", []),
    ],
)  # fmt: skip
def test_bands(text: str, sector: str, regions: tuple[str, ...], rule: str, bands: list[str] | None) -> None:
    found = fallback_bands(parse_measures(text).fines[0], sector=sector, regions=regions)
    assert (found.citation if found else "") == rule
    if bands is not None:
        assert [describe_bounds(m) for _, m in (found.parts if found else ())] == bands


def test_a_second_rule_is_named() -> None:
    found = fallback_bands(parse_measures(BOTH).fines[0], sector="agri", regions=("500000",))
    assert found and (found.citation, found.also) == (AGRI, CHONGQING)


def test_assessing_without_a_table() -> None:
    item = fallback_item("某行为", TOP, [Basis("《某法》", "8")], sector="agri")
    assert item
    result = assess(item, tier="从轻", fine_fen=20_000_00)
    assert result.ok and [f.gate for f in result.findings] == ["discretion.fallback"]
    assert AGRI in result.reasoning and "没有裁量权基准" in result.reasoning
    assert not assess(item, tier="从轻", fine_fen=40_000_00).ok
    assert not assess(item, tier="从重", fine_fen=110_000_00).ok
    assert fallback_item("某行为", TOP, [], sector="urban") is None


def test_the_mitigated_band_needs_a_circumstance() -> None:
    item = fallback_item("某行为", TOP, [Basis("《某法》", "8")], regions=("500000",))
    assert item
    assert not assess(item, tier="减轻", fine_fen=500_000).ok
    assert assess(item, tier="减轻", fine_fen=500_000, circumstances=["eliminated_harm"]).ok


def test_the_lighter_of_two_statutes_without_a_table() -> None:
    old = fallback_item("某行为", BOTH, [Basis("《某法》", "8")], sector="agri")
    new = fallback_item("某行为", "处五千元以上五万元以下罚款", [Basis("《某法》", "9")], sector="agri")
    assert lighter(old, new).item is new and lighter(new, old).item is new


def test_assessing_stays_fast() -> None:
    item = fallback_item("某行为", BOTH, [Basis("《某法》", "8")], sector="agri")
    assert item
    start = time.process_time()
    for _ in range(200):
        assess(item, tier="从轻", fine_fen=2_000_000)
    assert time.process_time() - start < 0.2


def test_one_act_and_several_norms() -> None:
    small, large = Norm("《甲法》第一条", 100, 1000), Norm("《乙法》第二条", 50, 2000)
    found = higher_fine([small, large])
    assert found.norm is large and "第二十九条" in found.why
    assert higher_fine([large, Norm("丙", 0, None)]).norm == Norm("丙", 0, None)
    assert higher_fine([small, Norm("丁", 100, 1000)]).norm is None
    assert higher_fine([]).norm is None


def test_several_acts() -> None:
    acts = [Act("甲", 100_000, 15), Act("乙", 50_000, 10)]
    police = together(acts, "public_security")
    assert (police.fine, police.detention_days) == (150_000, 20)
    assert "合计25日" in police.sentences[-1] and "第十六条" in police.citation
    land = together([Act("甲", 100_000), Act("乙", 50_000)], "natural_resources")
    assert land.fine == 150_000 and land.sentences[0] == "对“甲”处罚款1000元"
    other = together(acts, "urban")
    assert other.fine is None and "没有查到" in other.sentences[-1]
    with pytest.raises(ValueError):
        together([Act("甲", -1)], "urban")
