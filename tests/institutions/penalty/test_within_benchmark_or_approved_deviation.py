"""The penalty lies in its tier, or reasons and approval stand behind it (行政处罚法第三十四条;国办发〔2022〕27号)."""

from dataclasses import replace

import pytest

from institutions.builder import LAW, TABLE, Case, decision, report
from yifa.law.discretion import Shelf, load_benchmark

GATE = "within_benchmark_or_approved_deviation"
pytestmark = pytest.mark.requirement("RQ076")


def _reasons(**changes):
    return decision(
        fine_fen=1_000_000, deviation_reason="占用面积大，造成交通中断，适用较轻幅度明显不当", **changes
    )


def test_inside_the_tier_passes():
    assert Case().check(GATE, "decide", decision(fine_fen=800_000)).passes


def test_outside_the_tier_without_reasons_is_refused():
    found = Case().check(GATE, "decide", decision(fine_fen=900_000))
    assert "不在阶次“情节较轻”的幅度之内" in found.blocks and "deviation_reason" in found.fields


def test_reasons_let_the_draft_reach_the_head_who_approves_it():
    found = Case().check(GATE, "decide", _reasons())
    assert "作出决定前须经批准" in found.warns and not found.blocks


def test_on_the_spot_nobody_can_approve():
    on_the_spot = {**_reasons(), "decided_on": "2026-04-20"}
    assert "未经批准" in Case().check(GATE, "decide_on_spot", on_the_spot).blocks


def test_an_upper_agencys_table_needs_its_maker():
    case = Case()
    case.agency_regions = ("990199", "990100", "990000")
    assert "未经批准" in case.check(GATE, "decide", _reasons()).blocks
    assert not case.check(GATE, "decide", _reasons(maker_approval="测〔2026〕3号")).blocks


def test_reasons_with_the_heads_approval_pass():
    assert not Case().approved().check(GATE, "decide", _reasons()).blocks


def test_reasons_with_a_meetings_approval_pass():
    case = Case().act("deliberate", "2026-04-10", {"topic": "decision", "deviation_approved": True})
    assert not case.check(GATE, "decide", _reasons()).blocks


def test_a_meeting_on_the_deviation_counts_though_another_one_decides_the_case():
    case = Case().act("deliberate", "2026-04-09", {"topic": "deviation", "deviation_approved": True})
    case.act("deliberate", "2026-04-10", {"topic": "decision", "deviation_approved": False})
    found = case.check(GATE, "decide", _reasons())
    assert not found.blocks and "未经批准" not in found.warns


def test_a_meeting_that_refused_the_deviation_is_not_passed_over():
    case = Case().act("deliberate", "2026-04-09", {"topic": "deviation", "deviation_approved": True})
    case.act("deliberate", "2026-04-10", {"topic": "deviation", "deviation_approved": False})
    assert "未经批准" in case.check(GATE, "decide", _reasons()).warns


def test_the_report_may_propose_what_is_approved_later():
    values = report(fine_fen=1_000_000, deviation_reason="占用面积大，造成交通中断，适用较轻幅度明显不当")
    found = Case().check(GATE, "report", values)
    assert found.passes and any("作出决定前须经批准" in f.message for f in found.findings)


def test_the_statute_is_never_exceeded():
    assert (
        "超过法定上限"
        in Case().approved().check(GATE, "decide", {**_reasons(), "fine_fen": 2_000_001}).blocks
    )


def test_below_the_statute_needs_a_mitigating_circumstance():
    low = decision(fine_fen=100_000, deviation_reason="主动拆除并恢复原状，适用下限明显过重")
    assert "低于法定下限" in Case().approved().check(GATE, "decide", low).blocks
    low["circumstances"] = ["eliminated_harm"]
    assert not Case().approved().check(GATE, "decide", low).blocks


def test_a_second_offence_does_not_fit_the_first_tier():
    assert "第2次" in Case().check(GATE, "decide", decision(repeat_count=1)).blocks


def test_a_missing_tier_is_asked_for():
    found = Case().check(GATE, "decide", decision(tier=""))
    assert "情节较轻" in found.findings[0].remedy and found.fields == {"tier"}


def test_an_unknown_violation_is_marked_not_refused():
    found = Case().check(GATE, "decide", decision(violation_code="X-404"))
    assert not found.blocks and "没有违法行为X-404的裁量基准" in found.warns


def test_odd_values_are_answered():
    assert Case().check(GATE, "decide", decision(fine_fen="五千")).blocks
    assert Case().check(GATE, "decide", decision(quantity="许多")).passes
    assert Case().check(GATE, "decide", decision(range_number=7)).blocks


def test_a_report_against_punishing_is_not_measured():
    assert Case().check(GATE, "report", report(outcome="no_penalty", kinds=[], fine_fen=None, tier="")).passes


def test_illegal_income_is_confiscated_even_where_the_table_does_not_say_so():
    values = decision(kinds=["fine", "confiscate_gains"], confiscated_income_fen=10_000)
    assert Case().check(GATE, "decide", values).passes


def test_other_kinds_need_a_basis_in_the_table():
    found = Case().check(GATE, "decide", decision(kinds=["fine", "revoke_permit"]))
    assert "没有规定" in found.blocks and "kinds" in found.fields


def test_a_lower_table_that_leaves_its_superiors_is_pointed_out():
    narrow = [
        {"tier": "情节较轻", "condition": "第一次被处罚的。", "standard": "处二千元以上三千元以下罚款。"}
    ]
    upper = load_benchmark(
        {
            "benchmark": {
                "title": "测试省裁量权基准", "document_no": "测省〔2024〕1号", "authority": "测试省城市管理局",
                "issued": "2024-11-20", "effective": "2025-01-01", "region": "990000", "sector": "urban",
            },
            "items": [
                {
                    "no": 1, "code": "T-1", "law": "《测试市市容条例》", "violation": "擅自占用道路",
                    "basis": [{"law": "《测试市市容条例》", "article": "12"}],
                    "groups": [{"range": "处二千元以上三千元以下罚款", "tiers": narrow}],
                }
            ],
        }
    )  # fmt: skip
    case = Case(law=replace(LAW, benchmarks=Shelf([TABLE, upper])))
    found = case.check(GATE, "decide", decision(fine_fen=500_000))
    assert "本级基准超出上级基准的幅度，应适用上级基准" in found.warns
    assert "超出上级" not in Case().check(GATE, "decide", decision(fine_fen=500_000)).warns
