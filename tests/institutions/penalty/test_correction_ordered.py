"""A penalty goes with an order to put things right (行政处罚法第二十八条第一款)."""

from institutions.builder import Case, decision

GATE = "correction_ordered"


def test_without_an_order_the_decision_is_refused():
    assert "没有责令" in Case().reported().check(GATE, "decide", decision()).blocks


def test_with_an_order_it_passes():
    assert Case().reported().act("order_correction", "2026-03-06").check(GATE, "decide", decision()).passes


def test_what_has_been_put_right_needs_no_order():
    assert Case().reported(corrected=True).check(GATE, "decide", decision()).passes
    checked = Case().reported().act("check_correction", "2026-03-20", {"corrected": True})
    assert checked.check(GATE, "decide", decision()).passes
