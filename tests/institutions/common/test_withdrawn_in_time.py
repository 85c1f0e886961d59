"""Three working days to withdraw (行政处罚法第四十八条第二款)."""

from institutions.builder import Case

GATE = "withdrawn_in_time"


def test_monday_to_thursday_is_in_time_and_friday_is_not():
    values = {"effective_on": "2026-06-01"}
    assert Case().check(GATE, "revoke", values, on="2026-06-04").passes
    assert "2026-06-04" in Case().check(GATE, "revoke", values, on="2026-06-05").warns


def test_at_rest_an_upset_decision_that_is_still_public_is_seen():
    case = (
        Case()
        .decided()
        .act("end_reconsideration", "2026-06-01", {"result": "revoked", "ended_on": "2026-06-01"})
    )
    assert case.at_rest(GATE, "2026-06-04").passes
    assert "2026-06-04" in case.at_rest(GATE, "2026-06-05").warns
    case.act("revoke", "2026-06-05", {"effective_on": "2026-06-01"})
    assert case.at_rest(GATE, "2026-06-08").passes


def test_an_upheld_decision_stays_public():
    case = (
        Case()
        .decided()
        .act("end_reconsideration", "2026-06-01", {"result": "upheld", "ended_on": "2026-06-01"})
    )
    assert case.at_rest(GATE, "2026-07-01").passes
