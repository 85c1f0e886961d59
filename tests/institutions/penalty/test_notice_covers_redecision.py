"""After a remedy the old notice serves for what it said; what changed is told anew (行政处罚法 44、62)."""

import pytest

from institutions.builder import Case, decision, notice, service
from institutions.penalty.test_upset_disclosure_withdrawn import upset

GATE = "notice_covers_redecision"


def anew(**changes):
    return decision(decided_on="2026-06-20", **changes)


@pytest.mark.requirement("RQ131")
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("conduct", "擅自占用车行道堆放建材"),
        ("violated", "《测试市市容条例》第十三条"),
        ("basis", "《测试市市容条例》第十四条"),
        ("reasoning", "及时改正，从轻处罚"),
    ],
)
def test_new_facts_reasons_or_basis_need_a_new_notice(field, value):
    found = upset().check(GATE, "decide", anew(**{field: value}), on="2026-06-20")
    assert "重新告知" in found.blocks and found.fields == {field}


def test_the_old_notice_serves_for_what_it_said():
    assert upset(procedural_ground=False).check(GATE, "decide", anew(), on="2026-06-20").passes
    lighter = anew(fine_fen=300_000, evidence="补充的现场照片")
    assert upset(procedural_ground=False).check(GATE, "decide", lighter, on="2026-06-20").passes


def test_a_notice_made_after_the_result_is_the_one_that_counts():
    case = upset().act("notify", "2026-06-12", notice(conduct="擅自占用车行道堆放建材"))
    case.act("serve_notice", "2026-06-13", service(served_on="2026-06-13"))
    assert case.check(GATE, "decide", anew(conduct="擅自占用车行道堆放建材"), on="2026-06-25").passes


def test_a_decision_revoked_for_its_procedure_asks_for_a_look_at_the_notice():
    found = upset(procedural_ground=True).check(GATE, "decide", anew(), on="2026-06-20")
    assert "告知程序" in found.warns and not found.blocks


def test_a_first_decision_is_none_of_its_business():
    assert Case().notified().check(GATE, "decide", decision(conduct="另一事实")).passes
