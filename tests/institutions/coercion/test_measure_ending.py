"""How a measure ends: each rule blocking (or warning) and passing."""

from institutions.coercion.builder import in_force, measure, urgent

LIFTED = {"ground": "not_needed", "decided_on": "2026-11-02"}


def lifted():
    return in_force().act("lift", "2026-11-02", LIFTED)


def test_handled_in_time():
    gate = "coercion_handled_in_time"
    assert in_force().check(gate, "handle", {"outcome": "confiscate", "decided_on": "2026-11-11"}).passes
    assert in_force().check(gate, "handle", {"outcome": "confiscate", "decided_on": "2026-11-12"}).warns
    assert in_force().check(gate, "handle", {"outcome": "lift", "decided_on": "2026-11-12"}).passes


def test_handling_grounded():
    gate = "coercion_handling_grounded"

    def handle(kind="seize", **values):
        return in_force(kind).check(gate, "handle", values)

    assert handle(outcome="confiscate").fields == {"decision_number"}
    assert handle(outcome="confiscate", decision_number="测罚1号").passes
    assert handle(outcome="destroy", law_level="local").fields == {"law_level"}
    assert handle(outcome="destroy", law_level="regulation").passes
    assert handle(outcome="transfer").fields == {"organ", "party_told"}
    assert handle(outcome="transfer", organ="某公安局", party_told=True).passes
    assert handle("freeze", outcome="confiscate", decision_number="测罚1号").fields == {"outcome"}


def test_lift_ground_holds():
    gate = "coercion_lift_ground_holds"

    def lift(case=None, **values):
        return (case or in_force()).check(gate, "lift", {"decided_on": "2026-11-11", **values})

    assert lift(ground="no_violation").passes
    assert lift(ground="expired").blocks
    assert lift(ground="expired", decided_on="2026-11-12").passes
    assert lift(ground="decided").fields == {"decision_number"}
    assert lift(ground="decided", decision_number="测罚1号").passes
    assert lift(ground="achieved").fields == {"ground"}
    assert lift(in_force("freedom"), ground="achieved").passes
    refused = urgent().act("approve_urgent", "2026-10-12", {"outcome": "lift"})
    assert lift(refused, ground="not_needed").fields == {"ground"}
    assert lift(refused, ground="not_approved").passes
    assert lift(ground="not_approved").fields == {"ground"}


def test_lifted_at_once():
    gate = "coercion_lifted_at_once"
    told = {"outcome": "lift", "reported_at": "2026-10-12T15:00:00+08:00"}
    refused = urgent().act("approve_urgent", "2026-10-12", told)
    assert refused.check(gate, "lift", {}, on="2026-10-12").passes
    assert refused.check(gate, "lift", {}, on="2026-10-13").warns
    assert refused.at_rest(gate, "2026-10-13").warns
    assert refused.act("lift", "2026-10-12", {}).at_rest(gate, "2026-10-13").passes
    kept = urgent().act("approve_urgent", "2026-10-12", {**told, "outcome": "keep"})
    assert kept.check(gate, "lift", {}, on="2026-10-20").passes


def test_goods_returned():
    gate, given = "coercion_goods_returned", {"returned_on": "2026-11-02", "signed": True}
    assert lifted().check(gate, "return_goods", given).passes
    assert "签收" in lifted().check(gate, "return_goods", {**given, "signed": False}).warns
    late = {**given, "returned_on": "2026-11-03"}
    assert lifted().check(gate, "return_goods", late).warns
    assert lifted().check(gate, "return_goods", {**late, "note": "当事人在外地"}).passes
    sold = in_force().act("sell_goods", "2026-10-20", {"proceeds_fen": 900}).act("lift", "2026-11-02", LIFTED)
    assert sold.check(gate, "return_goods", given).fields == {"proceeds_fen"}
    assert sold.check(gate, "return_goods", {**given, "proceeds_fen": 900}).passes
    assert lifted().check(gate, "close", {}).blocks
    assert lifted().at_rest(gate, "2026-11-03").warns
    assert lifted().act("return_goods", "2026-11-02", given).check(gate, "close", {}).passes


def test_low_price_compensated():
    gate = "coercion_low_price_compensated"
    low = in_force().act("sell_goods", "2026-10-20", {"proceeds_fen": 500, "market_fen": 900})
    case = low.act("lift", "2026-11-02", LIFTED)
    assert case.check(gate, "close", {}).warns
    assert case.act("compensate", "2026-11-02", {"loss": "low_price"}).check(gate, "close", {}).passes
    auctioned = {"manner": "auction", "proceeds_fen": 500, "market_fen": 900}
    case = in_force().act("sell_goods", "2026-10-20", auctioned).act("lift", "2026-11-02", LIFTED)
    assert case.check(gate, "close", {}).passes


def test_compensation_stated():
    gate = "coercion_compensation_stated"
    assert in_force().check(gate, "compensate", {"loss": "custody"}).fields == {"amount_fen"}
    assert in_force().check(gate, "compensate", {"loss": "custody", "amount_fen": 900}).passes
    assert in_force().check(gate, "compensate", {"loss": "third", "amount_fen": 900}).fields == {"recovery"}
    assert in_force().check(gate, "compensate", {"loss": "low_price", "amount_fen": 900}).fields == {"loss"}


def test_measure_closing():
    gate = "coercion_measure_closing"
    assert in_force().check(gate, "close", {"ground": "done"}).blocks
    assert lifted().check(gate, "close", {"ground": "done"}).passes
    assert lifted().check(gate, "close", {"ground": "not_taken"}).fields == {"ground"}
    dropped = measure().act("abandon", "2026-10-13", {})
    assert dropped.check(gate, "close", {"ground": "not_taken"}).passes
    handled = in_force().act("handle", "2026-11-02", {"outcome": "confiscate"})
    assert handled.check(gate, "close", {"ground": "done"}).passes
    only_told = in_force().act("handle", "2026-11-02", {"outcome": "lift"})
    assert only_told.check(gate, "close", {"ground": "done"}).blocks
