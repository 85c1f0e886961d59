"""While a measure lasts: each rule blocking (or warning) and passing. Periods worked out by hand."""

from datetime import date

from institutions.coercion.builder import in_force, measure
from yifa.institutions.coercion.case import expiry

TESTING = {"started_on": "2026-10-20", "ends_on": "2026-10-30", "told": True, "borne_by_agency": True}


def after_testing():
    """Ten days of testing are left out: 20 October counts, 30 October does not."""
    return (
        in_force()
        .act("start_testing", "2026-10-20", TESTING)
        .act("end_testing", "2026-10-30", {"ended_on": "2026-10-30"})
    )


def test_thirty_days_then_thirty_more_then_testing_left_out():
    assert expiry(in_force().view()) == date(2026, 11, 11)
    assert expiry(in_force().act("extend", "2026-11-09", {"days": 30}).view()) == date(2026, 12, 11)
    assert expiry(after_testing().view()) == date(2026, 11, 23)  # the 21st is a Saturday
    assert expiry(in_force().act("start_testing", "2026-10-20", TESTING).view()) is None
    assert expiry(in_force("other").view()) is None


def test_extension_within_limit():
    gate, reasons = "coercion_extension_allowed", {"reasons": "案情复杂，需要核查来源"}

    def extend(case, on="2026-11-10", **changes):
        return case.check(gate, "extend", {"days": 30, **reasons, **changes}, on=on)

    assert extend(in_force()).passes
    assert extend(in_force(), days=31).blocks
    assert extend(in_force(), days=31, special_basis="《某法》第六条").passes
    assert extend(in_force(), reasons="").fields == {"reasons"}
    assert "届满" in extend(in_force(), on="2026-11-12").blocks
    assert extend(in_force(), on="2026-11-11").passes
    once = in_force().act("extend", "2026-10-20", {"days": 20})
    assert extend(once, days=10).passes
    assert extend(once, days=11).blocks
    assert extend(measure()).blocks


def test_other_measures_are_extended_only_by_a_law_that_says_so():
    gate, values = "coercion_extension_allowed", {"days": 5, "reasons": "需要继续隔离观察"}
    other = in_force("other")
    assert other.check(gate, "extend", values, on="2026-10-14").fields == {"special_basis"}
    named = {**values, "special_basis": "《某法》第六条"}
    assert other.check(gate, "extend", named, on="2026-10-14").passes


def test_a_limit_of_freedom_is_extended_to_a_later_moment_before_it_ran_out():
    gate = "coercion_extension_allowed"
    held = in_force("freedom", ends_by="2026-10-13T09:00:00+08:00")
    values = {
        "days": 1,
        "reasons": "身份尚未查清",
        "special_basis": "《中华人民共和国人民警察法》第九条第二款",
    }
    later = {**values, "ends_by": "2026-10-14T09:00:00+08:00"}
    assert held.check(gate, "extend", later, on="2026-10-12").passes
    assert held.check(gate, "extend", values, on="2026-10-12").fields == {"ends_by"}
    same = {**values, "ends_by": "2026-10-13T09:00:00+08:00"}
    assert held.check(gate, "extend", same, on="2026-10-12").fields == {"ends_by"}
    assert "已经届满" in held.check(gate, "extend", later, on="2026-10-13").blocks  # looked at from 10:00
    extended = held.act("extend", "2026-10-12", later)
    assert extended.at_rest("coercion_freedom_limited", "2026-10-13").passes
    assert extended.at_rest("coercion_freedom_limited", "2026-10-14").warns


def test_only_sealing_seizing_and_freezing_must_be_told_in_writing_when_extended():
    told = in_force("other").act("extend", "2026-10-14", {"days": 5})
    assert told.at_rest("coercion_extension_told").passes
    assert (
        in_force("freeze").act("extend", "2026-11-01", {"days": 5}).at_rest("coercion_extension_told").warns
    )


def test_extension_told():
    gate, case = "coercion_extension_told", in_force().act("extend", "2026-11-09", {"days": 30})
    assert case.at_rest(gate).warns
    assert case.check(gate, "close", {}).blocks
    assert case.act("serve_document", "2026-11-10", {"document": "extension"}).check(gate, "close", {}).passes


def test_testing_stated():
    gate = "coercion_testing_stated"
    assert in_force().check(gate, "start_testing", TESTING).passes
    for name in ("ends_on", "told", "borne_by_agency"):
        assert in_force().check(gate, "start_testing", {**TESTING, name: None}).fields == {name}
    running = in_force().act("start_testing", "2026-10-20", TESTING)
    assert "尚未结束" in running.check(gate, "start_testing", TESTING).blocks


def test_testing_runs():
    gate, running = "coercion_testing_runs", in_force().act("start_testing", "2026-10-20", TESTING)
    assert in_force().check(gate, "end_testing", {"ended_on": "2026-10-30"}).blocks
    assert running.check(gate, "end_testing", {"ended_on": "2026-10-30"}).passes
    assert running.check(gate, "end_testing", {"ended_on": "2026-10-31"}).warns
    assert running.check(gate, "end_testing", {"ended_on": "2026-10-19"}).blocks


def test_custody():
    gate, kept = "coercion_custody", {"keeper": "agency", "duties_told": True, "cost_from_party": False}
    assert in_force().check(gate, "keep_goods", kept).passes
    assert in_force().check(gate, "keep_goods", {**kept, "cost_from_party": True}).blocks
    assert "不得使用、损毁" in in_force().check(gate, "keep_goods", {**kept, "duties_told": False}).warns
    assert in_force().check(gate, "keep_goods", {**kept, "keeper": "third"}).warns
    assert in_force("seal").check(gate, "keep_goods", {**kept, "keeper": "third"}).passes


def test_sale_only_perishable():
    gate, sold = "coercion_sale_only_perishable", {"perishable": True, "proceeds_fen": 900, "market_fen": 900}
    assert in_force().check(gate, "sell_goods", sold).passes
    assert in_force().check(gate, "sell_goods", {**sold, "perishable": False}).blocks
    assert in_force().check(gate, "sell_goods", {**sold, "market_fen": None}).fields == {"market_fen"}
    assert in_force().check(gate, "sell_goods", {**sold, "proceeds_fen": 500}).warns
    auctioned = {**sold, "manner": "auction", "proceeds_fen": 500}
    assert in_force().check(gate, "sell_goods", auctioned).passes
    assert in_force().check(gate, "sell_goods", {**auctioned, "market_fen": None}).passes


def test_not_expired():
    gate = "coercion_not_expired"
    assert in_force().at_rest(gate, "2026-11-11").passes
    assert in_force().at_rest(gate, "2026-11-12").warns
    assert after_testing().at_rest(gate, "2026-11-12").passes
    assert in_force().act("lift", "2026-11-11", {"ground": "not_needed"}).at_rest(gate).passes
