"""One proposal seen whole: the table that applies, old and new law side by side, and what would change the outcome."""

from __future__ import annotations

import time
from datetime import date
from typing import Any

import pytest
from law.test_benchmarks import row, table

from yifa.law.advice import Question, advise
from yifa.law.benchmarks import load_benchmark
from yifa.law.fallback_bands import AGRI, MARKET, WHOLE
from yifa.law.figures import DEFAULT_FIGURES
from yifa.law.shelf import Shelf

TIERS = [
    {"tier": "较轻", "condition": "第一次被处罚的。", "standard": "处一千元以上三千元以下罚款"},
    {"tier": "较重", "condition": "第二次及以上被处罚的。", "standard": "处三千元以上一万元以下罚款"},
]
LIGHT = [
    {"tier": "较轻", "condition": "第一次被处罚的。", "standard": "处五百元以上一千元以下罚款"},
    {"tier": "较重", "condition": "第二次及以上被处罚的。", "standard": "处一千元以上五千元以下罚款"},
]


def made(range_: str, tiers: list[dict[str, str]], **head: Any) -> Any:
    data = table(row(code="A", groups=[{"range": range_, "tiers": tiers}]))
    data["benchmark"] = {**data["benchmark"], **head}
    return load_benchmark(data)


HEAVY_TABLE = made(
    "处一千元以上一万元以下罚款", TIERS, title="旧基准", effective="2024-01-01", effective_to="2025-12-31"
)
LIGHT_TABLE = made("处五百元以上五千元以下罚款", LIGHT, title="新基准", effective="2026-01-01")


def ask(**changes: Any) -> Question:
    place = {"regions": (HEAVY_TABLE.region,) if HEAVY_TABLE.region else (), "sector": HEAVY_TABLE.sector}
    values = {
        "code": "A",
        "conduct_on": date(2025, 6, 1),
        "decided_on": date(2026, 2, 1),
        "tier": "较轻",
        **place,
    }
    return Question(**{**values, **changes})


def test_the_new_table_applies_when_it_is_lighter_and_both_results_are_shown() -> None:
    found = advise(Shelf([HEAVY_TABLE, LIGHT_TABLE]), ask(fine_fen=80_000))
    assert found.choice.which == "new" and found.item is not None and found.item.table == "新基准"
    assert found.old and found.new
    assert (found.old.words, found.new.words) == ("1000元以上3000元以下", "500元以上1000元以下")
    assert (found.old.statute_words, found.new.statute_words) == (
        "1000元以上10000元以下",
        "500元以上5000元以下",
    )
    assert found.result is not None and found.result.ok
    assert any("处罚较轻，适用新的规定" in w and "第三十七条" in w for w in found.why)


def test_the_old_table_stays_when_the_new_one_is_heavier() -> None:
    old = made(
        "处五百元以上五千元以下罚款", LIGHT, title="旧基准", effective="2024-01-01", effective_to="2025-12-31"
    )
    new = made("处一千元以上一万元以下罚款", TIERS, title="新基准", effective="2026-01-01")
    found = advise(Shelf([old, new]), ask(fine_fen=80_000))
    assert found.choice.which == "old" and found.item is not None and found.item.table == "旧基准"
    assert found.old is not None and found.new is not None and found.new.words == "1000元以上3000元以下"


def test_nothing_is_compared_while_the_table_is_the_same() -> None:
    found = advise(Shelf([LIGHT_TABLE]), ask(conduct_on=date(2026, 1, 2)))
    assert found.choice.which == "same" and found.old is None and found.new is None


def test_what_is_lighter_and_what_heavier() -> None:
    found = advise(Shelf([LIGHT_TABLE]), ask(conduct_on=date(2026, 1, 2)))
    assert "较重" in {c.name for c in found.heavier}
    assert "主动消除或者减轻违法行为危害后果" in {c.name for c in found.lighter}
    assert "在突发事件期间违反突发事件应对措施" in {c.name for c in found.heavier}
    back = advise(Shelf([LIGHT_TABLE]), ask(conduct_on=date(2026, 1, 2), tier="较重", repeat_count=2))
    assert "较轻" in {c.name for c in back.lighter} and "较轻" not in {c.name for c in back.heavier}
    assert all(c.citation for c in (*found.lighter, *found.heavier))


def test_an_unknown_tier_has_neither_result_nor_changes() -> None:
    found = advise(Shelf([LIGHT_TABLE]), ask(conduct_on=date(2026, 1, 2), tier="不存在"))
    assert found.item is not None and found.result is None and found.changes == ()


BOTH = "处一万元以上十万元以下罚款"


def test_without_a_table_the_sectors_rule_divides_the_statutes_range() -> None:
    found = advise(Shelf(), ask(sector="market", statutory_range=BOTH, tier="从轻", fine_fen=3_700_000))
    assert found.divided == MARKET and found.result is not None and found.result.ok
    over = advise(Shelf(), ask(sector="market", statutory_range=BOTH, tier="从轻", fine_fen=3_700_001))
    assert over.result is not None and not over.result.ok
    assert {c.name for c in found.changes if c.kind == "tier"} == {"一般", "从重"}


def test_without_a_rule_the_whole_range_is_held_against_the_amount() -> None:
    found = advise(
        Shelf(), ask(sector="urban", regions=(), statutory_range=BOTH, tier="", fine_fen=10_000_000)
    )
    assert found.item is not None and found.item.fallback == WHOLE and found.divided == ""
    assert found.result is not None and found.result.ok and found.changes == ()
    assert "在法定幅度内裁量" in found.result.reasoning and "阶次" not in found.result.reasoning
    over = advise(Shelf(), ask(sector="urban", regions=(), statutory_range=BOTH, fine_fen=10_000_001))
    assert over.result is not None and any("超过法定上限" in f.message for f in over.result.findings)


@pytest.mark.parametrize("words", ["处三至五万元罚款", "随便写写"])
def test_words_that_cannot_be_read_are_handed_back(words: str) -> None:
    found = advise(Shelf(), ask(statutory_range=words))
    assert found.item is None and found.unread


def test_with_nothing_known_nothing_is_claimed() -> None:
    found = advise(Shelf(), ask())
    assert (found.item, found.result, found.changes, found.unread) == (None, None, (), "")


def test_the_shares_are_those_of_the_figures() -> None:
    day = date(2026, 1, 1)
    for sector, regions, number in (("market", (), 30), ("agri", (), 30), ("urban", ("500000",), 30)):
        found = DEFAULT_FIGURES.find("D02", day, regions=regions, sector=sector)
        assert found is not None and found.figure.number == number and found.figure.unit == "%"
    assert DEFAULT_FIGURES.find("D02", day, regions=(), sector="urban") is None
    light = advise(Shelf(), ask(sector="agri", regions=(), statutory_range="处十万元以下罚款", tier="从轻"))
    assert light.divided == AGRI and light.result is not None and light.result.tier_max == 3_000_000


def test_it_is_fast() -> None:
    shelf, question = Shelf([HEAVY_TABLE, LIGHT_TABLE]), ask(fine_fen=80_000)
    advise(shelf, question)
    start = time.process_time()
    for _ in range(50):
        advise(shelf, question)
    assert (time.process_time() - start) / 50 < 0.02
