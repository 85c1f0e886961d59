"""Hearings, each rule passing and blocking (行政许可法第四十六条至第四十八条)."""

from institutions.permit.permits import accepted

TOLD = {"told_on": "2026-03-09", "applicant_told": True, "interested_told": True}


def test_both_sides_are_told():
    gate = "permit_hearing_told_to_all"
    assert accepted().check(gate, "offer_hearing", TOLD).passes
    assert accepted().check(gate, "offer_hearing", {**TOLD, "interested_told": False}).fields == {
        "interested_told"
    }
    assert accepted().check(gate, "offer_hearing", {**TOLD, "applicant_told": False}).fields == {
        "applicant_told"
    }


def test_a_hearing_is_asked_for_within_five_days():
    gate, case = "permit_hearing_asked_in_time", accepted().act("offer_hearing", "2026-03-09", TOLD)
    assert case.check(gate, "request_hearing", {"requested_on": "2026-03-16"}).passes
    assert "2026-03-16" in case.check(gate, "request_hearing", {"requested_on": "2026-03-17"}).warns


def test_no_decision_while_a_hearing_may_still_be_asked_for_or_was_not_held():
    gate, case = "permit_hearing_right_settled", accepted().act("offer_hearing", "2026-03-09", TOLD)
    assert accepted().check(gate, "decide").passes
    assert case.check(gate, "decide", on="2026-03-16").blocks
    assert case.check(gate, "decide", on="2026-03-17").passes
    case.act("request_hearing", "2026-03-12")
    assert "尚未举行" in case.check(gate, "decide", on="2026-03-17").blocks
    case.act("hearing_report", "2026-03-25")
    assert case.check(gate, "decide", {}).fields == {"hearing_record_followed"}
    assert case.check(gate, "decide", {"hearing_record_followed": True}).passes


def test_a_request_that_was_withdrawn_no_longer_stands_in_the_way():
    case = accepted().act("request_hearing", "2026-03-12").act("withdraw_hearing_request", "2026-03-13")
    assert case.check("permit_hearing_right_settled", "decide", on="2026-03-17").passes


def test_a_request_after_the_five_days_does_not_bind_the_agency():
    gate, case = "permit_hearing_right_settled", accepted().act("offer_hearing", "2026-03-09", TOLD)
    case.act("request_hearing", "2026-03-17", {"requested_on": "2026-03-17"})
    found = case.check(gate, "decide", on="2026-03-18")
    assert "逾期" in found.warns and not found.blocks
    never_told = accepted().act("request_hearing", "2026-03-17", {"requested_on": "2026-03-17"})
    assert never_told.check(gate, "decide", on="2026-03-18").blocks


def test_who_has_a_major_interest_is_told_of_the_hearing():
    gate = "permit_hearing_offered"
    assert accepted().check(gate, "decide").passes
    case = accepted().act("tell_interested", "2026-03-05", {"who": "邻居李某", "told_on": "2026-03-05"})
    assert "邻居李某" in case.check(gate, "decide").warns
    assert case.act("offer_hearing", "2026-03-09", TOLD).check(gate, "decide").passes


def test_a_hearing_the_law_asks_for_is_ordered_and_held():
    gate = "permit_own_hearing_held"
    assert accepted().check(gate, "decide").passes
    case = accepted(hearing_required=True)
    assert "公告" in case.check(gate, "decide").blocks
    assert "尚未终结" in case.act("order_hearing", "2026-03-04").check(gate, "decide").blocks
    assert case.act("hearing_report", "2026-03-20").check(gate, "decide").passes
    ordered = accepted().act("order_hearing", "2026-03-04")
    assert "尚未终结" in ordered.check(gate, "decide").blocks
