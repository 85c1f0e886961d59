"""What a reconsideration sends back is decided anew before the case is closed (行政复议法 77 I)."""

from institutions.builder import decision
from institutions.penalty.test_upset_disclosure_withdrawn import upset

GATE = "remedy_result_followed"


def test_a_case_sent_back_is_not_closed_undecided():
    assert upset().check(GATE, "close", on="2026-06-20").blocks
    again = upset().act("decide", "2026-06-20", decision(decided_on="2026-06-20"))
    assert again.check(GATE, "close", on="2026-06-25").passes


def test_a_case_that_need_not_be_decided_anew_is_closed():
    assert upset(redo=False).check(GATE, "close", on="2026-06-20").passes
