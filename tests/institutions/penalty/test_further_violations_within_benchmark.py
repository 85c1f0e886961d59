"""Each violation of a case is held against its own table, with its own part of the fine."""

from institutions.builder import decision, notice, report
from institutions.penalty.several_cases import both, case, second

GATE, FIRST = "further_violations_within_benchmark", "within_benchmark_or_approved_deviation"


def test_both_within_their_tiers_pass():
    values = both(decision)
    assert case().check(GATE, "decide", values).passes and case().check(FIRST, "decide", values).passes


def test_the_first_is_judged_by_its_own_part_of_the_fine():
    # 7000 altogether is within T-1's tier (2000 to 8000) too; 9000 is not, but 7000 of it are T-1's own.
    values = both(decision, second(), fine_fen=900_000)
    assert case().check(FIRST, "decide", values).passes
    assert "不在阶次“情节较轻”" in case().check(FIRST, "decide", both(decision, fine_fen=1_100_000)).blocks


def test_a_further_violation_outside_its_tier_is_named_with_its_place():
    found = case().check(GATE, "decide", both(decision, second(fine_fen=400_000)))
    assert "违法行为二：罚款4000元不在阶次“较轻”的幅度之内" in found.blocks
    assert "deviation_reason" in found.fields


def test_the_statute_is_never_exceeded_by_a_part():
    found = (
        case()
        .approved()
        .check(
            GATE,
            "decide",
            both(decision, second(fine_fen=1_000_100, tier="较重"), deviation_reason="情节恶劣"),
        )
    )
    assert "违法行为二：罚款10001元超过法定上限10000元" in found.blocks
    assert "further_violations.0.fine_fen" in found.fields


def test_a_missing_tier_names_those_of_its_own_table():
    found = case().check(GATE, "report", both(report, second(tier="")))
    assert "违法行为二：没有写明适用的裁量阶次" in found.blocks
    assert any(f.remedy == "可选阶次：较轻、较重" for f in found.findings)
    assert "further_violations.0.tier" in found.fields


def test_a_third_with_no_table_is_held_against_the_statutes_words():
    third = second(violation_code="X-9", fine_fen=6_000_000, statutory_range="处五万元以下罚款", tier="")
    found = case().check(GATE, "notify", both(notice, second(), third))
    assert "违法行为三：罚款60000元超过法定上限50000元" in found.blocks
    assert "违法行为三：没有该违法行为的裁量基准，也没有本领域" in found.warns


def test_the_circumstances_of_one_do_not_count_for_another():
    low = second(fine_fen=50_000, circumstances=["eliminated_harm"])
    values = both(decision, low, deviation_reason="已消除危害，适用下限明显过重")
    assert not case().approved().check(GATE, "decide", values).blocks
    values = both(
        decision, second(fine_fen=50_000), deviation_reason="已消除危害", circumstances=["eliminated_harm"]
    )
    assert "低于法定下限" in case().approved().check(GATE, "decide", values).blocks


def test_a_kind_of_another_violation_is_not_held_against_the_first():
    values = both(decision, second(kinds=["fine", "warning"]), kinds=["fine", "warning"])
    assert "没有规定" not in case().check(FIRST, "decide", values).blocks
    assert (
        "法定幅度和阶次没有规定“警告”"
        in case().check(FIRST, "decide", decision(kinds=["fine", "warning"])).blocks
    )


def test_one_violation_alone_says_nothing():
    assert not case().check(GATE, "decide", decision()).findings
    assert not case().check(GATE, "decide", decision(further_violations="x")).findings
    assert not case().at_rest(GATE).findings
