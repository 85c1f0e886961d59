"""A later case sees every violation of an earlier one, not only the first (行政处罚法 29, 33)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from institutions.builder import Case, content, report
from institutions.penalty.test_through_engine import close

if TYPE_CHECKING:
    from support.walk import Walk

# T-2 on 1 February with 3000 yuan; beside it T-1 from 2 to 4 March with 1000 yuan, and T-3 with a warning.
SEVERAL = {
    "violation_code": "T-2",
    "conduct_on": "2026-02-01",
    "fine_fen": 400_000,
    "further_codes": "T-1、T-3",
    "further_days": "2026-03-02、2026-03-02",
    "further_ends": "2026-03-04、",
    "further_fines": "100000、0",
}


@pytest.mark.requirement("RQ070")
def test_a_second_fine_for_a_further_violation_is_refused():
    assert Case().past(facts=SEVERAL).check("no_second_fine", "decide", content()).blocks
    within = content(conduct_on="2026-03-04")
    assert Case().past(facts=SEVERAL).check("no_second_fine", "decide", within).blocks
    other_day = content(conduct_on="2026-03-05")
    assert Case().past(facts=SEVERAL).check("no_second_fine", "decide", other_day).passes


def test_a_violation_that_was_only_warned_of_may_be_fined():
    found = Case().past(facts=SEVERAL).check("no_second_fine", "decide", content(violation_code="T-3"))
    assert not found.blocks and found.warns


def test_a_fine_wholly_for_a_further_violation_does_not_bar_one_for_the_first():
    facts = {**SEVERAL, "fine_fen": 100_000, "conduct_on": "2026-03-02"}
    found = Case().past(facts=facts).check("no_second_fine", "decide", content(violation_code="T-2"))
    assert not found.blocks and found.warns


def test_a_further_violation_counts_as_a_repetition():
    facts = {
        **SEVERAL,
        "further_days": "2025-06-01、2025-06-01",
        "further_ends": "",
        "decided_on": "2025-07-01",
    }
    case = Case().past(facts={**facts, "conduct_on": "2025-06-01"})
    assert "1次同类处罚" in case.check("repeat_count_matches_history", "report", report()).blocks
    counted = report(repeat_count=1)
    assert case.check("repeat_count_matches_history", "report", counted).passes


def test_a_further_violation_is_no_first_offence_again():
    facts = {**SEVERAL, "decided_on": "2026-02-20"}
    ground = {"ground": "first_minor_corrected", "violation_code": "T-1"}
    assert Case().past(facts=facts).check("first_offence_is_first", "decide_no_penalty", ground).blocks
    without = {k: v for k, v in facts.items() if not k.startswith("further")}
    assert not Case().past(facts=without).check("first_offence_is_first", "decide_no_penalty", ground).blocks


@pytest.mark.parametrize("codes", ["、、", "T-1、", "、T-1"])
def test_odd_facts_are_read_without_failing(codes):
    facts = {**SEVERAL, "further_codes": codes, "further_days": "2026-0", "further_fines": "壹"}
    assert not Case().past(facts=facts).check("no_second_fine", "decide", content()).blocks


def test_a_case_of_several_violations_is_seen_from_a_later_one(
    walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Through the engine: two violations decided in one case; the second of them fined again elsewhere."""
    from support import world
    from support.walk import Walk as Another
    from support.walk import day

    plain = walk.content()
    row = {
        "violation_code": "YZ-QT-001",
        "conduct": "当事人在河边堆放废塑料。",
        "conduct_on": day(-2),
        "violated": "《云州市市容管理规定》第九条",
        "basis": "《云州市市容管理规定》第三十条",
        "kinds": ["fine"],
        "fine_fen": 500_000,
        "statutory_range": "处一千元以上一万元以下罚款",
        "reasoning": "已经清理。",
    }
    both = {**plain, "fine_fen": walk.fine_fen + 500_000, "further_violations": [row]}
    monkeypatch.setattr(walk, "content", lambda: both)
    monkeypatch.setattr(
        walk, "deliberation", lambda: {**Another.deliberation(walk), "fine_fen": both["fine_fen"]}
    )
    walk.until("serve_decision")
    facts = stored(walk)
    assert (facts["further_codes"], facts["further_days"]) == ("YZ-QT-001", day(-2))
    assert (facts["further_ends"], facts["further_fines"]) == ("", "500000")

    later = Another(world.office("云州市云山区城市管理局", prefix="云山城", eight="10000009"), walk.subject)
    alone = {name: value for name, value in row.items() if name != "reasoning"}
    single = {**plain, **alone, "tier": "", "evidence": "录像", "reasoning": "已经清理。"}
    monkeypatch.setattr(later, "content", lambda: single)
    later.violation = "YZ-QT-001"
    later.until("check_clue")
    assert "first_to_file" in {f.gate for f in later.attempt("file", later.file()).blocking}
    paid = {"paid_on": day(), "amount_fen": both["fine_fen"], "channel": "bank", "receipt_number": "0001"}
    walk.do("pay", paid)
    close(walk)
    for name, step in list(later.steps().items())[2:]:
        if name == "notify":
            break
        step()
    assert "no_second_fine" in {f.gate for f in later.attempt("notify", later.notice()).blocking}


def stored(walk: Walk) -> dict[str, str]:
    from yifa.matters.models import MatterFact
    from yifa.registers.scope import scope

    with scope(walk.office.actor("handler")):
        rows = MatterFact.objects.filter(matter_id=walk.matter_id, name__startswith="further")
        return {r.name: r.text or "" for r in rows} | {"further_ends": ""}
