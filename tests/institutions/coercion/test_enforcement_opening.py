"""Power, overdue duty, demand, statement, surcharge: each rule blocking (or warning) and passing."""

import pytest

from institutions.coercion.builder import demand, demanded, enforcement, opening, ordered


def says(gate, on="2026-10-12", **changes):
    return enforcement().check(gate, "open_enforcement", opening(**changes), on=on)


def test_enforcement_power():
    gate = "coercion_enforcement_power"
    assert says(gate).passes
    assert "人民法院" in says(gate, power="none").blocks
    assert says(gate, power_basis="有关规定").fields == {"power_basis"}
    assert says(gate, power="auction", measure_number="测强措〔2026〕1号").passes
    assert says(gate, power="auction").fields == {"measure_number"}
    assert says(gate, power="auction", duty="other", measure_number="x").fields == {"duty"}
    assert says(gate, power="substitute", duty="restore").passes
    assert says(gate, power="substitute").fields == {"duty"}


def test_duty_overdue():
    gate = "coercion_duty_overdue"
    assert says(gate, on="2026-02-19").passes
    assert says(gate, on="2026-02-18").fields == {"perform_by"}
    assert says(gate, principal_fen=None).fields == {"principal_fen"}
    assert says(gate, principal_fen=None, duty="restore").passes


def test_demand_contents():
    gate, case = "coercion_demand_contents", enforcement()

    def asks(found=None, **changes):
        return (found or case).check(gate, "demand", demand(**changes), on="2026-10-13")

    assert asks().passes
    for name in ("deadline_on", "manner", "rights_told", "payment", "amount_fen"):
        assert asks(**{name: None}).fields == {name}
    assert asks(deadline_on="2026-10-13").fields == {"deadline_on"}
    partly = enforcement().act("perform_part", "2026-10-12", {"amount_fen": 200_000})
    assert asks(partly, amount_fen=300_000).passes
    assert asks(partly).fields == {"amount_fen"}
    grown = enforcement().act("add_surcharge", "2026-10-12", {"amount_fen": 100_000})
    assert asks(grown, amount_fen=600_000).passes
    assert asks(enforcement(duty="restore"), payment="", amount_fen=None).passes


def test_served_properly():
    gate = "coercion_served_properly"
    made = enforcement().act("demand", "2026-10-13", demand())
    direct = {"mode": "direct", "served_on": "2026-10-14"}
    assert made.check(gate, "serve_demand", direct).passes
    assert made.check(gate, "serve_demand", {**direct, "served_on": "2026-10-12"}).fields == {"served_on"}
    assert made.check(gate, "serve_demand", {**direct, "mode": "post"}).warns
    assert made.check(gate, "serve_demand", {**direct, "mode": "post", "refusal_reason": "拒收"}).passes
    assert enforcement().check(gate, "serve_demand", direct).blocks
    assert made.check(gate, "serve_decision", direct).blocks
    assert ordered().check(gate, "serve_decision", {**direct, "served_on": "2026-10-28"}).passes


def test_statement_reviewed():
    gate, case = "coercion_statement_reviewed", demanded()
    heard = {"reasons": "不成立", "established": False, "adopted": False}
    assert case.check(gate, "hear_statement", heard).passes
    assert case.check(gate, "hear_statement", {**heard, "reasons": ""}).fields == {"reasons"}
    assert case.check(gate, "hear_statement", {**heard, "established": True}).fields == {"adopted"}
    assert case.check(gate, "hear_statement", {**heard, "established": True, "adopted": True}).passes


def surcharge(**changes):
    values = {
        "surcharge": "fine",
        "basis": "《中华人民共和国行政处罚法》第七十二条第一款第一项",
        "principal_fen": 500_000,
        "due_on": "2026-02-18",
        "until_on": "2026-02-28",
        "amount_fen": 150_000,  # ten days, three per cent a day of five thousand yuan
        "told": True,
        "rate": None,
        "payments": [],
        "stays": [],
    }
    return {**values, **changes}


def test_surcharge_told():
    gate = "coercion_surcharge_told"
    assert enforcement().check(gate, "add_surcharge", surcharge()).passes
    assert enforcement().check(gate, "add_surcharge", surcharge(told=False)).fields == {"told"}
    assert enforcement().check(gate, "add_surcharge", surcharge(basis="规定")).fields == {"basis"}
    assert enforcement(duty="restore").check(gate, "add_surcharge", surcharge()).fields == {"surcharge"}
    assert enforcement().check(gate, "add_surcharge", surcharge(due_on="2026-02-17")).warns


@pytest.mark.requirement("RQ081")
def test_surcharge_capped():
    gate = "coercion_surcharge_capped"
    assert enforcement().check(gate, "add_surcharge", surcharge(amount_fen=500_000)).passes
    assert enforcement().check(gate, "add_surcharge", surcharge(amount_fen=500_001)).fields == {"amount_fen"}


@pytest.mark.requirement("RQ081")
@pytest.mark.parametrize(
    ("changes", "fen"),
    [
        ({}, 150_000),
        ({"until_on": "2026-02-18"}, 0),
        ({"until_on": "2026-03-23"}, 495_000),  # 33 days
        ({"until_on": "2026-03-24"}, 500_000),  # the 34th day reaches the fine
        ({"until_on": "2026-09-30"}, 500_000),
        ({"payments": [{"paid_on": "2026-02-20", "amount_fen": 300_000}]}, 2 * 15_000 + 8 * 6_000),
        ({"stays": [{"started_on": "2026-02-20", "ended_on": "2026-02-24"}]}, 75_000),
        ({"surcharge": "late_fee", "rate": 5}, 2_500),  # 万分之五, ten days
    ],
)
def test_surcharge_exact(changes, fen):
    gate = "coercion_surcharge_exact"
    assert enforcement().check(gate, "add_surcharge", surcharge(**changes, amount_fen=fen)).passes
    wrong = enforcement().check(gate, "add_surcharge", surcharge(**changes, amount_fen=fen + 1))
    assert wrong.fields == {"amount_fen"}


def test_a_late_fee_needs_its_rate():
    found = enforcement().check("coercion_surcharge_exact", "add_surcharge", surcharge(surcharge="late_fee"))
    assert found.fields == {"rate"}
