"""After a hearing the review comes after the hearing (行政处罚法第五十八条第一款第二项)."""

from institutions.builder import Case, decision

GATE = "legal_review_after_hearing"


def test_a_review_before_the_hearing_does_not_do():
    case = (
        Case()
        .reported()
        .act("legal_review", "2026-03-18", {"opinion": "agree"})
        .act("hold_hearing", "2026-03-31")
    )
    assert "听证结束后" in case.check(GATE, "decide", decision()).blocks


def test_a_review_after_it_does():
    case = (
        Case()
        .reported()
        .act("hold_hearing", "2026-03-31")
        .act("legal_review", "2026-04-02", {"opinion": "agree"})
    )
    assert case.check(GATE, "decide", decision()).passes


def test_without_a_hearing_it_has_nothing_to_say():
    assert Case().reported().check(GATE, "decide", decision()).passes


def test_the_report_of_a_hearing_held_apart_counts_as_the_hearing():
    told = {"course": "held"}
    early = Case().reported().act("legal_review", "2026-03-18", {"opinion": "agree"})
    early.act("hearing_report", "2026-04-01", told, by=[])
    assert "听证结束后" in early.check(GATE, "decide", decision()).blocks
    late = Case().reported().act("hearing_report", "2026-04-01", told, by=[])
    late.act("legal_review", "2026-04-02", {"opinion": "agree"})
    assert late.check(GATE, "decide", decision()).passes


def test_a_report_on_a_hearing_in_the_case_calls_for_no_second_review():
    case = Case().reported().act("hold_hearing", "2026-03-31")
    case.act("legal_review", "2026-04-01", {"opinion": "agree"}).act("hearing_report", "2026-04-02", {})
    assert case.check(GATE, "decide", decision()).passes
