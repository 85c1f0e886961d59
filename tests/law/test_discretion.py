"""Assessing a penalty: what is permitted, what blocks it, what the decision says, and which table applies."""

from __future__ import annotations

import time
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from yifa.law.benchmarks import Benchmark, BenchmarkItem, load_benchmark
from yifa.law.circumstances import CIRCUMSTANCES
from yifa.law.discretion import Assessment, Deviation, Shelf, assess, lighter, suggest
from yifa.law.shelf import exceeds

YUAN = 100
R3 = ("第一次被处罚的。", "第二次被处罚的。", "第三次及以上被处罚的。")
APPROVED = Deviation("违法行为持续时间很短，适用该阶次显失公平", "main_head", "〔2026〕12号审批表")


def tiers(*rows: tuple[str, str, str]) -> list[dict[str, str]]:
    return [{"tier": n, "condition": c, "standard": s} for n, c, s in rows]


def group(range_: str, *rows: tuple[str, str, str], when: str = "") -> dict[str, Any]:
    return {"range": range_, "tiers": tiers(*rows), "when": when}


def table(*groups: dict[str, Any], **head: Any) -> Benchmark:
    code = head.pop("code", "T-001")
    base = {
        "title": "某市裁量基准", "document_no": "某规〔2025〕1号", "authority": "某局", "issued": "2025-01-01",
        "effective": "2025-02-01", "lookback_months": 12, "region": "990100", "sector": "urban",
    }  # fmt: skip
    row = {
        "no": 5, "code": code, "law": "《某条例》", "violation": "某行为",
        "basis": [{"law": "《某条例》", "article": "13", "paragraph": "2"}], "groups": list(groups),
    }  # fmt: skip
    return load_benchmark({"benchmark": {**base, **head}, "items": [row]})


def item(*groups: dict[str, Any], **head: Any) -> BenchmarkItem:
    return table(*groups, **head).items[0]


COUNTED = group(
    "处一千元以上一万元以下罚款",
    ("情节轻微", "违法行为轻微并及时改正，没有造成危害后果的。", "不予处罚。"),
    ("情节较轻", R3[0], "处一千元以上不满四千元罚款。"),
    ("情节较重", R3[1], "处四千元以上不满七千元罚款。"),
    ("情节严重", R3[2], "处七千元以上一万元以下罚款。"),
)
PARTIES = (
    group("对单位处五万元以上五十万元以下罚款", ("单位较轻", R3[0], "对单位处五万元罚款。")),
    group("对个人处一百元以上五百元以下罚款", ("个人较轻", R3[0], "对个人处一百元罚款。")),
)


def blocks(result: Assessment) -> set[str]:
    return {f.gate.removeprefix("discretion.") for f in result.findings if f.level == "block"}


def warns(result: Assessment) -> set[str]:
    return {f.gate.removeprefix("discretion.") for f in result.findings if f.level == "warn"}


def test_a_penalty_inside_its_tier_passes() -> None:
    result = assess(item(COUNTED), tier="情节较轻", fine_fen=2_000 * YUAN)
    assert result.ok and not result.findings and not result.deviates
    assert (result.statutory_min, result.statutory_max) == (1_000 * YUAN, 10_000 * YUAN)
    assert (result.permitted_min, result.permitted_max) == (1_000 * YUAN, 4_000 * YUAN - 1)
    assert result.suggested == ("情节较轻",)


def test_the_reasoning_reads_like_a_decision() -> None:
    result = assess(
        item(COUNTED),
        tier="情节较重",
        fine_fen=4_000 * YUAN,
        repeat_count=2,
        circumstances=["eliminated_harm"],
    )
    assert result.reasoning == (
        "当事人的行为属于《某市裁量基准》（某规〔2025〕1号）第5项“某行为”，依据《某条例》第十三条第二款的规定，"
        "法定处罚为“处一千元以上一万元以下罚款”。"
        "经查，自本次违法行为发生之日起向前追溯1年，当事人因相同违法行为被处罚1次，本次为第2次。"
        "其情节符合裁量阶次“情节较重”的适用条件“第二次被处罚的”，具体标准为“处四千元以上不满七千元罚款”。"
        "当事人主动消除或者减轻违法行为危害后果，依照《中华人民共和国行政处罚法》第三十二条第一项的规定，"
        "应当从轻或者减轻行政处罚。"
        "综合考虑违法行为的事实、性质、情节以及社会危害程度，对当事人处罚款4000元，符合该阶次的标准。"
    )


@pytest.mark.requirement("RQ039")
def test_leaving_the_tier_needs_reasons_and_approval() -> None:
    case: dict[str, Any] = {"tier": "情节较轻", "fine_fen": 5_000 * YUAN}
    bare = assess(item(COUNTED), **case)
    assert (
        bare.deviates
        and [f.gate for f in bare.findings if f.level == "block"] == ["discretion.deviation"] * 2
    )
    assert "第十二项" in bare.findings[0].citation
    assert blocks(assess(item(COUNTED), **case, deviation=Deviation("理由充分"))) == {"deviation"}
    assert blocks(assess(item(COUNTED), **case, deviation=Deviation(" ", "main_head"))) == {"deviation"}
    for approval in ("main_head", "collective"):
        passed = assess(item(COUNTED), **case, deviation=Deviation("理由充分", approval))  # type: ignore[arg-type]
        assert passed.ok and passed.deviates
        assert (passed.permitted_min, passed.permitted_max) == (1_000 * YUAN, 10_000 * YUAN)


def test_an_upper_agencys_benchmark_is_left_only_with_its_makers_approval() -> None:
    case: dict[str, Any] = {"tier": "情节较轻", "fine_fen": 5_000 * YUAN}
    assert blocks(assess(item(COUNTED), **case, deviation=Deviation("理由", "main_head", upper=True))) == {
        "deviation"
    }
    assert assess(item(COUNTED), **case, deviation=Deviation("理由", "maker", upper=True)).ok
    assert blocks(assess(item(COUNTED), **case, deviation=Deviation("理由", "maker"))) == {"deviation"}


def test_the_reasoning_names_reasons_and_approval_of_a_deviation() -> None:
    result = assess(item(COUNTED), tier="情节较轻", fine_fen=5_000 * YUAN, deviation=APPROVED)
    assert "因违法行为持续时间很短，适用该阶次显失公平" in result.reasoning
    assert "经本机关主要负责人批准（〔2026〕12号审批表）" in result.reasoning
    assert "国办发〔2022〕27号" in result.reasoning


@pytest.mark.parametrize("deviation", [None, APPROVED])
@pytest.mark.parametrize("circumstances", [(), ("emergency",), ("repeat",), ("eliminated_harm",)])
def test_never_above_the_statute(deviation: Deviation | None, circumstances: tuple[str, ...]) -> None:
    result = assess(
        item(COUNTED), tier="情节严重", fine_fen=10_000 * YUAN + 1, repeat_count=3, deviation=deviation,
        circumstances=circumstances,
    )  # fmt: skip
    assert "above_statute" in blocks(result)
    assert result.permitted_max == 10_000 * YUAN


def test_below_the_statute_only_with_a_mitigating_circumstance() -> None:
    case: dict[str, Any] = {"tier": "情节较轻", "fine_fen": 500 * YUAN, "deviation": APPROVED}
    assert blocks(assess(item(COUNTED), **case)) == {"below_statute"}
    for code in ("eliminated_harm", "coerced", "confessed", "meritorious", "other_lighter"):
        assert assess(item(COUNTED), **case, circumstances=[code]).ok, code
    assert "减轻处罚" in assess(item(COUNTED), **case, circumstances=["coerced"]).reasoning
    # 从轻 by the market supervision guidance does not reach below the minimum
    assert "below_statute" in blocks(assess(item(COUNTED), **case, circumstances=["cooperative"]))


@pytest.mark.parametrize(
    ("code", "article", "kind"),
    [
        ("under_14", "第三十条", "natural"),
        ("no_capacity", "第三十一条", "natural"),
        ("minor_corrected_no_harm", "第三十三条第一款", "legal"),
        ("no_fault", "第三十三条第二款", "legal"),
    ],
)
def test_who_must_not_be_punished(code: str, article: str, kind: Any) -> None:
    punished = assess(
        item(COUNTED), tier="情节较轻", fine_fen=1_000 * YUAN, circumstances=[code], party_kind=kind
    )
    assert "release" in blocks(punished)
    assert article in next(f.citation for f in punished.findings if f.gate == "discretion.release")
    assert (punished.permitted_min, punished.permitted_max) == (0, 0)
    released = assess(item(COUNTED), tier="情节轻微", circumstances=[code], party_kind=kind)
    assert released.ok
    assert "决定不予行政处罚" in released.reasoning and "进行教育" in released.reasoning


def test_no_penalty_needs_a_legal_ground() -> None:
    assert blocks(assess(item(COUNTED), tier="情节轻微")) == {"release"}


def test_a_first_minor_violation_may_be_let_off() -> None:
    let_off = assess(item(COUNTED), tier="情节较轻", circumstances=["first_minor_corrected"])
    assert let_off.ok and let_off.permitted_min == 0
    assert assess(
        item(COUNTED), tier="情节较轻", fine_fen=1_000 * YUAN, circumstances=["first_minor_corrected"]
    ).ok
    again = assess(item(COUNTED), tier="情节较重", circumstances=["first_minor_corrected"], repeat_count=2)
    assert "repeat" in blocks(again)


def test_the_repeat_count_must_match_the_tier() -> None:
    wrong = assess(item(COUNTED), tier="情节较轻", fine_fen=2_000 * YUAN, repeat_count=2)
    assert blocks(wrong) == {"repeat"}
    assert "情节较重" in wrong.findings[0].remedy
    assert assess(item(COUNTED), tier="情节严重", fine_fen=8_000 * YUAN, repeat_count=7).ok
    assert "repeat" in blocks(assess(item(COUNTED), tier="情节较轻", fine_fen=2_000 * YUAN, repeat_count=0))
    assert "repeat" in blocks(
        assess(item(COUNTED), tier="情节较轻", fine_fen=2_000 * YUAN, circumstances=["repeat"])
    )


def test_a_tier_with_other_sufficient_conditions_only_warns() -> None:
    several = item(
        group(
            "处一千元以上五千元以下罚款",
            ("情节较轻", R3[0], "处一千元罚款。"),
            (
                "情节严重",
                "具有下列情形之一：（1）第二次及以上被处罚的；（2）威胁工作人员的。",
                "处五千元罚款。",
            ),
        )
    )
    result = assess(several, tier="情节严重", fine_fen=5_000 * YUAN, repeat_count=1)
    assert result.ok and warns(result) == {"repeat"}


def test_units_and_persons_have_their_own_ranges() -> None:
    both = item(*PARTIES)
    assert assess(both, tier="单位较轻", fine_fen=5_000_000, party_kind="legal").ok
    assert assess(both, tier="个人较轻", fine_fen=10_000, party_kind="natural").ok
    assert assess(both, tier="个人较轻", fine_fen=10_000, party_kind="individual_business").ok
    assert "tier" in blocks(assess(both, tier="单位较轻", fine_fen=5_000_000, party_kind="natural"))
    assert suggest(both, party_kind="other_org") == ("单位较轻",)
    assert suggest(both, party_kind="natural") == ("个人较轻",)


def test_unknown_and_ambiguous_tiers() -> None:
    twice = item(
        group("处一千元以上二千元以下罚款", ("情节严重", "甲。", "处二千元罚款。"), when="尚未造成后果的"),
        group("处二千元以上五千元以下罚款", ("情节严重", "乙。", "处五千元罚款。"), when="造成后果的"),
    )
    assert blocks(assess(twice, tier="情节严重", fine_fen=200_000)) == {"tier"}
    assert assess(twice, tier="情节严重", fine_fen=200_000, group=0).ok
    assert blocks(assess(twice, tier="没有的", fine_fen=200_000)) == {"tier"}
    assert "情节严重" in assess(twice, tier="没有的").findings[0].remedy


def test_multiplied_fines_need_the_quantity_and_compute_from_it() -> None:
    goods = item(
        group(
            "并处货值金额五倍以上十倍以下罚款",
            ("情节较轻", R3[0], "并处货值金额五倍以上不满七倍罚款。"),
            when="货值金额一万元以上的",
        )
    )
    missing = assess(goods, tier="情节较轻", fine_fen=6_000_000)
    assert blocks(missing) == {"quantity"} and missing.permitted_max is None
    good = assess(goods, tier="情节较轻", fine_fen=12_000_000, quantity=2_000_000)
    assert good.ok
    assert (good.statutory_min, good.statutory_max) == (10_000_000, 20_000_000)
    assert good.permitted_max == 13_999_999
    assert "按货值金额20000元计算，法定罚款幅度为100000元以上200000元以下" in good.reasoning
    assert "group" in blocks(assess(goods, tier="情节较轻", fine_fen=4_000_000, quantity=800_000))


def test_areas_may_be_fractions_but_never_floats() -> None:
    area = item(group("处每平方米五百元以上二千元以下罚款", ("情节较轻", R3[0], "处每平方米五百元罚款。")))
    for quantity in (Fraction(25, 2), Decimal("12.5")):
        result = assess(area, tier="情节较轻", fine_fen=625_000, quantity=quantity)
        assert result.ok and "按12.5平方米计算" in result.reasoning
    with pytest.raises(TypeError):
        assess(area, tier="情节较轻", fine_fen=625_000, quantity=12.5)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        assess(area, tier="情节较轻", fine_fen=625_000.0, quantity=12)  # type: ignore[arg-type]


def test_a_tier_outside_its_statute_is_not_applied() -> None:
    broken = item(group("处二千元以上五千元以下罚款", ("情节较轻", R3[0], "处一千元罚款。")))
    result = assess(broken, tier="情节较轻", fine_fen=1_000 * YUAN)
    assert {"tier_outside_statute", "below_statute"} <= blocks(result)
    assert (result.permitted_min, result.permitted_max) == (2_000 * YUAN, 5_000 * YUAN)
    assert assess(broken, tier="情节较轻", fine_fen=2_000 * YUAN, deviation=APPROVED).ok


def test_other_kinds_must_have_a_basis_and_commanded_ones_are_not_forgotten() -> None:
    revoked = item(
        group("处一万元以上五万元以下罚款，没收工具", ("情节严重", "甲。", "处五万元罚款，没收工具。"))
    )
    case: dict[str, Any] = {"tier": "情节严重", "fine_fen": 5_000_000}
    assert assess(revoked, **case, penalties=["fine", "confiscate_goods"]).ok
    assert assess(revoked, **case, penalties=["fine", "confiscate_goods", "correct"]).ok
    assert blocks(assess(revoked, **case, penalties=["fine"])) == {"kind"}
    assert blocks(assess(revoked, **case, penalties=["fine", "confiscate_goods", "revoke_permit"])) == {
        "kind"
    }
    assert "罚款50000元，并没收非法财物" in assess(revoked, **case, penalties=["confiscate_goods"]).reasoning


def test_confiscation_needs_no_mention_in_the_very_range() -> None:
    ranges = (
        group("处一万元以上五万元以下罚款，没收工具", ("情节较轻", "甲。", "处一万元罚款，没收工具。")),
        group("吊销许可证", ("特别严重", "乙。", "吊销许可证。"), when="情节严重的"),
    )
    both = ["confiscate_gains", "confiscate_goods", "revoke_permit"]
    assert assess(item(*ranges), tier="特别严重", penalties=both).ok
    assert blocks(assess(item(ranges[1]), tier="特别严重", penalties=both)) == {"kind"}
    assert blocks(assess(item(*ranges), tier="情节较轻", fine_fen=1_000_000, penalties=both)) == {"kind"}


def test_a_warning_has_no_fine_above_it() -> None:
    warning = item(group("责令改正，给予警告", ("首次", "甲。", "责令改正，给予警告。")))
    assert assess(warning, tier="首次", penalties=["warning", "correct"]).ok
    assert "above_statute" in blocks(assess(warning, tier="首次", fine_fen=100))


def test_lighter_and_heavier_parts_of_the_range() -> None:
    market = item(COUNTED, sector="market")
    heavy = assess(
        market, tier="情节较重", fine_fen=6_000 * YUAN, repeat_count=2, circumstances=["confessed"]
    )
    assert blocks(heavy) == {"weight"}  # above the lowest 30 %: 1000 + 0.3 × 9000 = 3700
    assert assess(market, tier="情节较轻", fine_fen=3_700 * YUAN, circumstances=["confessed"]).ok
    assert not assess(market, tier="情节较轻", fine_fen=3_701 * YUAN, circumstances=["confessed"]).ok
    urban = assess(
        item(COUNTED), tier="情节较重", fine_fen=6_000 * YUAN, repeat_count=2, circumstances=["confessed"]
    )
    assert urban.ok and warns(urban) == {"weight"}
    both = assess(
        market, tier="情节较重", fine_fen=6_000 * YUAN, repeat_count=2, circumstances=["confessed", "repeat"]
    )
    assert both.ok and warns(both) == {"weight"}
    assert "综合考虑" in both.reasoning
    emergency = assess(market, tier="情节较轻", fine_fen=1_000 * YUAN, circumstances=["emergency"])
    assert warns(emergency) == {"weight"}


def test_circumstances_that_cannot_be() -> None:
    case: dict[str, Any] = {"tier": "情节较轻", "fine_fen": 2_000 * YUAN}
    assert "circumstance" in blocks(assess(item(COUNTED), **case, circumstances=["unknown"]))
    assert "circumstance" in blocks(assess(item(COUNTED), **case, circumstances=["aged_14_to_18"]))
    both = ["under_14", "aged_14_to_18"]
    assert "circumstance" in blocks(assess(item(COUNTED), **case, circumstances=both, party_kind="natural"))
    assert "circumstance" in warns(assess(item(COUNTED), **case, circumstances=["minor_role"]))


def test_every_circumstance_has_an_article() -> None:
    assert {c.figure for c in CIRCUMSTANCES.values()} >= {"P39", "P40", "P41", "P42", "D03"}
    for found in CIRCUMSTANCES.values():
        assert "第" in found.citation and found.citation.startswith("《")
        if found.mitigates:
            assert "行政处罚法" in found.citation


def test_findings_name_their_field_and_citation() -> None:
    result = assess(item(COUNTED), tier="情节较轻", fine_fen=20_000 * YUAN)
    for found in result.findings:
        assert found.citation and found.field in {"tier", "fine_fen", "deviation"}


def test_assessing_takes_less_than_a_millisecond() -> None:
    subject = item(COUNTED)
    started = time.process_time()
    for _ in range(200):
        assess(
            subject,
            tier="情节较重",
            fine_fen=5_000 * YUAN,
            repeat_count=2,
            circumstances=["coerced", "repeat"],
        )
    assert (time.process_time() - started) / 200 < 0.001


OLD = {"effective_to": "2025-12-31", "document_no": "某规〔2025〕1号"}
NEW = {"effective": "2026-01-01", "issued": "2025-12-01", "document_no": "某规〔2025〕9号"}


def test_the_shelf_finds_by_code_and_day() -> None:
    shelf = Shelf([table(COUNTED, **OLD), table(COUNTED, **NEW)])
    where: dict[str, Any] = {"regions": ("990100", "990000"), "sector": "urban"}
    found = {
        day: shelf.find("T-001", date.fromisoformat(day), **where) for day in ("2025-12-31", "2026-01-01")
    }
    assert [i.document_no for i in found.values() if i] == ["某规〔2025〕1号", "某规〔2025〕9号"]
    assert shelf.find("T-001", date(2025, 1, 31), **where) is None
    assert shelf.find("T-999", date(2026, 1, 1), **where) is None
    assert shelf.find("T-001", date(2026, 1, 1), regions=("440300",), sector="urban") is None
    assert shelf.find("T-001", date(2026, 1, 1), regions=("990100",), sector="market") is None


def test_the_narrower_region_wins_and_the_shelf_says_why() -> None:
    province = table(COUNTED, region="990000", document_no="省规〔2025〕1号")
    city = table(COUNTED, document_no="市规〔2025〕1号")
    found = Shelf([province, city]).explain("T-001", date(2026, 1, 1), ("990100", "990000"), "urban")
    assert found.item and found.item.document_no == "市规〔2025〕1号"
    assert "市规〔2025〕1号" in found.why[0] and "省规〔2025〕1号" in found.why[1]
    away = Shelf([province, city]).explain("T-001", date(2026, 1, 1), ("990200", "990000"), "urban")
    assert away.item and away.item.document_no == "省规〔2025〕1号"
    assert "不在适用区域内" in away.why[0]


@pytest.mark.requirement("RQ038")
def test_a_lower_table_may_not_leave_the_upper_range() -> None:
    narrow = group("处一千元以上五千元以下罚款", ("情节较轻", R3[0], "处一千元罚款。"))
    province = table(narrow, region="990000", document_no="省规〔2025〕1号")
    city = table(COUNTED, document_no="市规〔2025〕1号")
    assert exceeds(city.items[0], province.items[0])
    assert not exceeds(province.items[0], city.items[0])
    why = Shelf([province, city]).explain("T-001", date(2026, 1, 1), ("990100", "990000"), "urban").why
    assert any("应适用上级基准" in line for line in why)


def test_search_finds_words_in_any_order() -> None:
    shelf = Shelf([table(COUNTED)])
    assert [i.code for i in shelf.search("行为 某条例")] == ["T-001"]
    assert [i.code for i in shelf.search("T-001", on=date(2026, 1, 1), regions=("990100",))] == ["T-001"]
    assert shelf.search("没有") == ()
    assert shelf.search("T-001", on=date(2020, 1, 1)) == ()


SMALL = group("处五百元以上五千元以下罚款", ("情节较轻", R3[0], "处五百元罚款。"))
MIXED = group("处五千元以上八千元以下罚款", ("情节较轻", R3[0], "处五千元罚款。"))
REVOKING = group("处五百元以上五千元以下罚款，吊销许可证", ("情节较轻", R3[0], "处五百元罚款，吊销许可证。"))
PER_GOODS = group("处货值金额一倍以上三倍以下罚款", ("情节较轻", R3[0], "处货值金额一倍罚款。"))


@pytest.mark.requirement("RQ027")
@pytest.mark.parametrize(
    ("old", "new", "which"),
    [
        (COUNTED, SMALL, "new"),
        (SMALL, COUNTED, "old"),
        (COUNTED, COUNTED, "same"),
        (COUNTED, MIXED, "new"),  # the lower maximum decides, though the minimum is higher
        (COUNTED, REVOKING, "undecided"),
        (COUNTED, PER_GOODS, "undecided"),
    ],
)
def test_the_older_law_unless_the_newer_is_lighter(
    old: dict[str, Any], new: dict[str, Any], which: str
) -> None:
    shelf = Shelf([table(old, **OLD), table(new, **NEW)])
    choice = shelf.choose(
        "T-001",
        conduct_on=date(2025, 12, 1),
        decided_on=date(2026, 2, 1),
        regions=("990100",),
        sector="urban",
    )
    assert choice.which == which
    expected = NEW if which == "new" else OLD
    assert choice.item and choice.item.document_no == expected["document_no"]
    if which != "same":
        assert "第三十七条" in choice.why[0]


def test_multiples_are_compared_once_the_base_is_known() -> None:
    old, new = item(COUNTED), item(PER_GOODS, **NEW)
    assert lighter(old, new, quantity=30_000).which == "new"  # 300 to 900 yuan
    assert lighter(old, new, quantity=3_000_000).which == "old"


def test_a_new_version_that_adds_a_case_is_compared_by_the_tier_of_this_case() -> None:
    refused = group("处五千元以上一万元以下罚款", ("拒不改正", "甲。", "处五千元罚款。"), when="拒不改正的")
    old, new = item(COUNTED), item(SMALL, refused, **NEW)
    assert lighter(old, new).which == "undecided"
    assert lighter(old, new, tier="情节较轻").which == "new"  # up to 5000 instead of 10,000
    assert lighter(old, new, tier="拒不改正").which == "old"  # the same maximum, a higher minimum


def test_units_and_persons_are_compared_apart() -> None:
    stricter = (
        PARTIES[0],
        group("对个人处一百元以上一千元以下罚款", ("个人较轻", R3[0], "对个人处一百元罚款。")),
    )
    old, new = item(*PARTIES), item(*stricter, **NEW)
    assert lighter(old, new, party="person").which == "old"
    assert lighter(new, old, party="person").which == "new"


def test_a_violation_gone_from_the_table_is_not_thereby_lawful() -> None:
    choice = lighter(item(COUNTED), None)
    assert choice.which == "undecided" and choice.item is not None
    assert lighter(None, item(COUNTED)).item is None
