"""Legal review of a major decision: each rule blocking (or warning) and passing."""

from institutions.coercion.builder import measure


def test_review_passed():
    gate = "coercion_review_passed"
    assert measure().check(gate, "implement", {}).passes
    case = measure(major=True)
    assert "没有送法制审核" in case.check(gate, "implement", {}).blocks
    assert "尚未" in case.act("submit_legal_review", "2026-10-12", {}).check(gate, "implement", {}).blocks
    assert (
        "法制审核意见为“建议纠正”，审核未通过"
        in case.act("legal_review", "2026-10-12", {"opinion": "correct"}).check(gate, "implement", {}).blocks
    )
    again = case.act("submit_legal_review", "2026-10-13", {})
    assert again.act("legal_review", "2026-10-13", {"opinion": "agree"}).check(gate, "implement", {}).passes


def test_review_not_twice():
    gate, case = "coercion_review_not_twice", measure()
    assert case.check(gate, "submit_legal_review", {}).passes
    asked = case.act("submit_legal_review", "2026-10-12", {})
    assert asked.check(gate, "submit_legal_review", {}).warns
    assert asked.act("legal_review", "2026-10-12", {}).check(gate, "submit_legal_review", {}).passes
