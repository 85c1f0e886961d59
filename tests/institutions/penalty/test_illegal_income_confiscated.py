"""Illegal income is confiscated, less what must be refunded (行政处罚法第二十八条第二款)."""

from institutions.builder import Case, decision, report

GATE = "illegal_income_confiscated"


FOUND = {"illegal_income_fen": 100_000, "refunded_fen": 30_000}


def test_income_left_with_the_party_is_refused():
    assert "700元" in Case().check(GATE, "report", report(**FOUND)).blocks


def test_confiscating_the_rest_passes():
    values = report(**FOUND, kinds=["fine", "confiscate_gains"], confiscated_income_fen=70_000)
    assert Case().check(GATE, "report", values).passes


def test_the_decision_is_measured_by_the_report():
    case = Case().reported(**FOUND)
    assert case.check(GATE, "decide", decision()).fields == {"confiscated_income_fen"}


def test_no_income_nothing_to_confiscate():
    assert Case().reported().check(GATE, "decide", decision()).passes
