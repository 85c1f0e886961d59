"""Where no table has the violation the statute's words are divided by the sector's or region's rule (D02, D04, D05)."""

from dataclasses import replace

import pytest

from institutions.builder import LAW, Case, decision, notice
from yifa.law.discretion import Shelf
from yifa.law.fallback_bands import AGRI, CHONGQING, MARKET

GATE = "within_benchmark_or_approved_deviation"
BOTH, TOP = "处一万元以上十万元以下罚款", "处十万元以下罚款"


def case(sector, *regions):
    found = Case(law=replace(LAW, benchmarks=Shelf()))
    found.sector, found.agency_regions = sector, regions or ("990100", "990000")
    return found


def values(range_=BOTH, make=decision, **changes):
    return make(violation_code="X-1", statutory_range=range_, **changes)


@pytest.mark.parametrize(
    ("sector", "regions", "range_", "tier", "most", "rule"),
    [
        # 从轻 is the lower 30 %: 10000 + 0.3 x 90000.
        ("market", (), BOTH, "从轻", 37_000_00, MARKET),
        # 只规定最高罚款的，从轻 is up to 30 % of it.
        ("agri", (), TOP, "从轻", 30_000_00, AGRI),
        ("agri", (), TOP, "一般", 60_000_00, AGRI),
        ("urban", ("500101", "500100", "500000"), BOTH, "从轻", 37_000_00, CHONGQING),
    ],
)
def test_a_fine_at_the_end_of_its_band_passes_and_one_fen_more_is_refused(
    sector, regions, range_, tier, most, rule
):
    held = case(sector, *regions)
    found = held.check(GATE, "decide", values(range_, tier=tier, fine_fen=most))
    assert not found.blocks and any(f.citation == rule for f in found.findings)
    over = held.check(GATE, "decide", values(range_, tier=tier, fine_fen=most + 1))
    assert f"不在阶次“{tier}”的幅度之内" in over.blocks


def test_the_bands_are_told_and_a_tier_must_be_chosen():
    found = case("market").check(GATE, "notify", values(make=notice, tier="", fine_fen=3_000_000))
    assert "没有写明适用的裁量阶次" in found.blocks
    assert any("可选阶次：从轻、一般、从重" in f.remedy for f in found.findings)
    assert any("从轻：处10000元以上37000元以下罚款" in f.remedy for f in found.findings)


def _day():
    from datetime import date

    return date(2026, 11, 22)


def test_an_unverified_figure_is_marked_with_its_doubt():
    rule = LAW.figures.find("D02", _day(), regions=(), sector="market").figure
    doubtful = replace(rule, verified=False, doubt="施行日待核")

    class Figures:
        def find(self, figure_id, day, regions=(), sector=""):
            found = LAW.figures.find(figure_id, day, regions=regions, sector=sector)
            return replace(found, figure=doubtful) if found and figure_id == "D02" else found

    held = case("market")
    held.law = replace(held.law, figures=Figures())
    found = held.check(GATE, "decide", values(tier="从轻", fine_fen=3_000_000))
    assert any("（D02未核实：施行日待核）" in f.message for f in found.findings)


def test_without_a_rule_the_statutes_range_still_binds():
    held = case("urban")
    inside = held.check(GATE, "decide", values(tier="", fine_fen=100_000_00))
    assert not inside.blocks and "没有本领域" not in inside.blocks and "只核对法定幅度" in inside.warns
    assert "超过法定上限100000元" in held.check(GATE, "decide", values(tier="", fine_fen=100_000_01)).blocks
    assert "低于法定下限10000元" in held.check(GATE, "decide", values(tier="", fine_fen=9_999_99)).blocks


def test_words_that_cannot_be_read_are_handed_back():
    found = case("urban").check(GATE, "decide", values("处三至五万元罚款"))
    assert "未能读懂" in found.warns and "statutory_range" in found.fields


def test_without_the_statutes_words_they_are_asked_for():
    found = case("market").check(GATE, "decide", values(""))
    assert "无法核对幅度" in found.warns
    assert any(MARKET in f.remedy and "填写法定处罚幅度" in f.remedy for f in found.findings)


def test_a_table_goes_before_the_rule():
    found = Case().check(GATE, "decide", decision(statutory_range=TOP, fine_fen=800_000))
    assert found.passes and not any("没有该违法行为的裁量基准" in f.message for f in found.findings)
